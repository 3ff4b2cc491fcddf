"""Which lines of a text belong together: paragraphs of wrapped lines, sentences cut by a page, what the page adds."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from rashomon.annotate.fold_characters import BLANKS

LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
TRIM = BLANKS + "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\x00"
ENDS_SENTENCE = re.compile(r"""[.!?:;…]["'\u2019\u201d\u00bb)\]*_]*\Z""")
CUT_WORD = re.compile(r"[^\W\d_][-\u2010\xad]\Z")
FIRST_WORD = re.compile(r"\S{1,40}")
SYMBOL_BULLET = re.compile(r"[\u2022\u25aa\u25e6\u2023\u25cf\u25cb\u25a0\u25a1\u00b7\u27a4\u2192]\s*\S")
QUOTED = re.compile(r"(?:> ?){1,5}")
HEADING = re.compile(r"#{1,6} +(?=[^\s#])")
BULLET = re.compile(
    r"(?:[-*+\u2013\u2014]|\(?\d{1,2}[.)]|\(?[a-z][.)]|[A-Z]\))\s+\S"
)  # "W. Felt" is a man, (313) dials

WRAPPED = (30, 130)  # characters: lines of newspaper columns, books, mail and PDF lie between
CONTINUES = 0.35  # share of lines that go on in lower case on the next: prose wrapped at a width has 0.5 to 0.8, lists and lines of dialogue under 0.1
UNFINISHED, CONTINUES_UNFINISHED = (
    0.6,
    0.2,
)  # where most lines end no sentence, fewer need go on in lower case: names are many
FEW_LINES = 6  # below that a single line that goes on in lower case tells, if most end no sentence
FULL = 0.82  # share of the width that line and next word must reach together; justified proportional type varies by a tenth
FULL_ENDED = 0.93  # the same where a sentence ends with the line, and may end a paragraph
AROUND = 6  # lines looked at on each side for the local width
MID_SENTENCE = 25  # characters from which an unwrapped line can be the first half of a sentence

PAGE_NUMBER = re.compile(r"\W{0,3}(?:\d{1,4}|[ivxlc]{1,7})[^\w.,;:!?%)]{0,3}")
NUMBERED_PAGE = re.compile(
    r"\W{0,3}(?:(?:page|p\.|seite)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|\d{1,4}\s*(?:of|/)\s*\d{1,4}|[|\u2013\u2014-]\s*\d{1,4}\s*[|\u2013\u2014-]?)\W{0,3}",
    re.IGNORECASE,
)
PRINTED_PAGE = re.compile(
    r"\d{1,2}[./]\d{1,2}[./]\d{2,4},? \d{1,2}[:.]\d{2}(?: ?[AP]M)?\b.{0,200}|(?:https?|file)://\S{1,300}(?: \d{1,4}/\d{1,4})?"
)
LONGEST_HEAD = 100
SHORT_HEAD = 0.7  # share of the longest line around that a running head may have
FIRST_YEAR, LAST_YEAR = 1000, 2100  # such numbers in a row are the headings of a chronicle

LONG_LINE = 300  # characters from which a line may hold several paragraphs
GAP = re.compile(
    r"""(?<=[.!?…])(["'\u2019\u201d)\]]{0,2})([ \t\xa0]{2,}+)(?=\S)|(?<![ \t\xa0])()([ \t\xa0]{3,}+)(?=["\u201c\u2018(\[A-Z0-9])"""
)
TYPED = re.compile(r"""[.!?]["'\u2019\u201d)]{0,2} (?=["\u201c\u2018A-Z])""")


class Line(NamedTuple):
    """A line that is not blank, without blanks at its ends.

    Attributes:
        start: Start offset.
        end: End offset.
        indent: Blanks before it.
        blank: Whether a blank line stands before it.
        page: Whether a page starts with it.
    """

    start: int
    end: int
    indent: int
    blank: bool
    page: bool


class Group(NamedTuple):
    """Lines that are read as one piece.

    Attributes:
        spans: Start and end offset of each line.
        kind: ``furniture`` of the page, ``headline`` where it is marked as one, else None.
        basis: How the kind was told.
    """

    spans: list[tuple[int, int]]
    kind: str | None = None
    basis: str = ""


def grouped(text: str) -> list[Group]:
    """Lines of a text in groups, in order of their first line.

    Args:
        text: The stored text.

    Returns:
        Paragraphs, headings, items of lists, and page furniture; every line that is not blank is in one of them.
    """
    lines = _lines(text)
    furniture = _page_furniture(text, lines)
    kept: list[Line] = []
    blank = page = False
    for index, line in enumerate(lines):
        blank, page = blank or line.blank, page or line.page
        if index in furniture:
            page = True
            continue
        kept.append(line._replace(blank=blank, page=page))
        blank = page = False
    groups = [Group([(lines[index].start, lines[index].end)], "furniture", basis) for index, basis in furniture.items()]
    groups += [_heading(text, spans) or Group(spans) for spans in _paragraphs(text, kept)]
    return sorted(groups, key=lambda group: group.spans)


def _heading(text: str, spans: list[tuple[int, int]]) -> Group | None:
    """A line marked as a heading as Markdown does, without the mark."""
    start, end = spans[0]
    mark = HEADING.match(text, start, min(end, start + 20)) if text[start] == "#" else None
    return Group([(mark.end(), end), *spans[1:]], "headline", "markdown") if mark else None


def _lines(text: str) -> list[Line]:
    lines: list[Line] = []
    blank, page, start = False, False, 0
    for match in [*LINE_END.finditer(text), None]:
        end = match.start() if match else len(text)
        raw = text[start:end]
        stripped = raw.lstrip(TRIM)
        indent = len(raw) - len(stripped)
        length = len(stripped.rstrip(TRIM))
        if length and (mark := QUOTED.match(stripped)) and mark.end() < length:
            indent, length = indent + mark.end(), length - mark.end()
        if length:
            lines.append(Line(start + indent, start + indent + length, indent, blank, page))
            blank = page = False
        else:
            blank = blank or bool(lines)
        if match:
            page = page or match[0] == "\x0c"
            start = match.end()
    return lines


def _page_furniture(text: str, lines: Sequence[Line]) -> dict[int, str]:
    """Lines that the page adds, by index: page numbers, running heads, what a browser prints round a page."""
    found: dict[int, str] = {}
    numbers: dict[int, int] = {}
    edges: set[int] = set()
    keys: dict[int, str] = {}
    for index, line in enumerate(lines):
        length = line.end - line.start
        if line.page:
            edges |= {index, index - 1}
        if length > 300:
            continue
        raw = text[line.start : line.end]
        if NUMBERED_PAGE.fullmatch(raw):
            found[index] = "page number"
        elif length <= 10 and PAGE_NUMBER.fullmatch(raw):
            digits = re.sub(r"\D", "", raw)
            numbers[index] = int(digits) if digits else 0
        elif PRINTED_PAGE.fullmatch(raw) and (line.page or line.blank or index in (0, len(lines) - 1)):
            found[index] = "printed from a browser"
        if length <= LONGEST_HEAD:
            keys[index] = re.sub(r"\d+", "0", " ".join(raw.casefold().split()))
    edges -= {-1}
    edges |= {near for index in (*found, *numbers) for near in (index - 1, index + 1) if near not in numbers}
    repeated = Counter(keys[index] for index in edges if index in keys)
    if lines and 0 in keys:
        repeated[keys[0]] += 0 not in edges
    for index in sorted(edges):
        key = keys.get(index)
        if key and index and index not in numbers and repeated[key] > 1 and not ENDS_SENTENCE.search(key):
            found.setdefault(index, "running head")
    wrapped = any(_widths(text, lines))
    previous: int | None = None
    for index, number in numbers.items():
        at_edge = (
            index - 1 in found
            or index + 1 in found
            or lines[index].page
            or (index + 1 < len(lines) and lines[index + 1].page)
        )
        alone = wrapped and 0 < number < FIRST_YEAR and _stands_alone(lines, index)
        follows = previous is not None and number == numbers[previous] + 1 > 1 and not FIRST_YEAR <= number <= LAST_YEAR
        if at_edge or follows or alone:
            found[index] = "page number"
        if follows and previous is not None:
            found.setdefault(previous, "page number")
        previous = index
    for index in [at for at, basis in found.items() if basis == "page number"]:
        glued = index + 1 < len(lines) and not (lines[index + 1].blank or lines[index + 1].page)
        if wrapped and glued and index + 1 not in numbers and _is_head(lines, index + 1, keys, text):
            found.setdefault(index + 1, "running head")
    cuts = partial(_is_cut, text, lines, wrapped=wrapped)
    places = {*numbers, *found, *(index for index, line in enumerate(lines) if line.page)}
    for index in sorted(places):
        _cut(text, lines, index, keys, numbers, found, cuts)
    return dict(sorted(found.items()))


def _cut(
    text: str,
    lines: Sequence[Line],
    index: int,
    keys: dict[int, str],
    numbers: dict[int, int],
    found: dict[int, str],
    cuts: Callable[[int, int], bool],
) -> None:
    """Mark what stands at a page end, number and heads, where a sentence is cut by it and goes on after it."""
    first = last = index
    if index not in numbers and index not in found and not _is_head(lines, index, keys, text):
        return
    while first > max(0, index - 2) and (
        first - 1 in found or first - 1 in numbers or _is_head(lines, first - 1, keys, text)
    ):
        first -= 1
    while last + 1 < min(len(lines), index + 3) and (
        last + 1 in found or last + 1 in numbers or _is_head(lines, last + 1, keys, text)
    ):
        last += 1
    for start in range(first, index + 1):
        for end in range(last, index - 1, -1):
            if start > 0 and end + 1 < len(lines) and cuts(start - 1, end + 1):
                for at in range(start, end + 1):
                    found.setdefault(at, "page number" if at in numbers else "running head")
                return


def _is_head(lines: Sequence[Line], index: int, keys: dict[int, str], text: str) -> bool:
    """Whether a line may be a running head: in capitals, or shorter than the lines around it, and ending no sentence."""
    key, line = keys.get(index), lines[index]
    if key is None or text[line.start].islower() or ENDS_SENTENCE.search(key):
        return False
    around = [other.end - other.start for other in lines[max(0, index - AROUND) : index + AROUND + 1]]
    return text[line.start : line.end].isupper() or line.end - line.start <= SHORT_HEAD * max(around)


def _is_cut(text: str, lines: Sequence[Line], before: int, after: int, *, wrapped: bool) -> bool:
    """Whether a sentence goes on from one line to another: in lower case, or from a line that is full."""
    length = lines[before].end - lines[before].start
    if _ended(text, lines[before]) or length < MID_SENTENCE:
        return False
    full = length >= FULL * max(line.end - line.start for line in lines[max(0, before - AROUND) : before + 1])
    return text[lines[after].start].islower() or (wrapped and full)


def _stands_alone(lines: Sequence[Line], index: int) -> bool:
    """Whether blank lines stand round a line, or it is moved to the middle or the right."""
    after = lines[index + 1] if index + 1 < len(lines) else None
    return (lines[index].blank and (after is None or after.blank)) or lines[index].indent >= 10


def _paragraphs(text: str, lines: Sequence[Line]) -> list[list[tuple[int, int]]]:
    widths = _widths(text, lines)
    spaced = len(lines) > 3 and sum(line.blank for line in lines) > 0.9 * (len(lines) - 1)
    margin = Counter(line.indent for line in lines).most_common(1)[0][0] if lines else 0
    out: list[list[tuple[int, int]]] = []
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else None
        after = lines[index + 1] if index + 1 < len(lines) else line
        opens = line.indent >= margin + 2 and min(before.indent if before else margin, after.indent) <= margin
        blank = line.blank and not spaced
        if before is not None and _goes_on(text, before, line, widths[index], margin, blank=blank, opens=opens):
            out[-1].append((line.start, line.end))
        else:
            out.append([(line.start, line.end)])
    return [part for spans in out for part in _parts(text, spans)]


def _widths(text: str, lines: Sequence[Line]) -> list[int]:
    """Width at which the text is wrapped round each line; 0 where it is not wrapped."""
    lengths = [line.end - line.start for line in lines]
    none = [0] * len(lines)
    long = sorted(length for length in lengths if length >= 20)
    if len(long) < 4:
        return none
    width = long[int(0.9 * (len(long) - 1))]
    if not WRAPPED[0] <= width <= WRAPPED[1]:
        return none
    pairs = [(one, other) for one, other in pairwise(lines) if one.end - one.start >= 0.6 * width]
    tight = [(one, other) for one, other in pairs if not other.blank]
    used = tight if len(tight) > 0.1 * len(pairs) else pairs
    unfinished = [other for one, other in used if not _ended(text, one)]
    going_on = sum(text[other.start].islower() for other in unfinished)
    needed = CONTINUES if len(unfinished) < UNFINISHED * len(used) else CONTINUES_UNFINISHED
    few = len(used) < FEW_LINES and going_on and len(unfinished) >= 0.75 * len(used)
    if not few and going_on < max(2, needed * len(used)):
        return none
    return [min(width, max(lengths[max(0, at - AROUND) : at + AROUND])) for at in range(len(lines))]


def _ended(text: str, line: Line) -> bool:
    """Whether a sentence ends with the line."""
    return ENDS_SENTENCE.search(text[max(line.start, line.end - 9) : line.end]) is not None


def _goes_on(text: str, before: Line, line: Line, width: int, margin: int, *, blank: bool, opens: bool) -> bool:
    """Whether a line goes on with the sentence or paragraph of the line before; ``opens``: its indent opens a paragraph."""
    start = text[line.start : line.start + 60]
    if SYMBOL_BULLET.match(start) or HEADING.match(start) or HEADING.match(text, before.start, before.end):
        return False
    length = before.end - before.start
    ended, lower = _ended(text, before), start[0].islower()
    first = FIRST_WORD.match(start)
    full = width > 0 and length + 1 + (first.end() if first else 0) >= (FULL_ENDED if ended else FULL) * width
    if lower and not blank and CUT_WORD.search(text, max(before.start, before.end - 3), before.end):
        return True
    if not blank and length >= MID_SENTENCE and text[before.end - 1] == ",":
        return not BULLET.match(start)
    if not ended and lower and not BULLET.match(start):
        return full if (blank and not line.page) else (full or length >= MID_SENTENCE)
    if blank or line.page:
        return full and not ended and line.page and line.indent <= margin
    if not full or (BULLET.match(start) and ended):
        return False
    return not (opens and ended)


def _parts(text: str, spans: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """A long line that holds several paragraphs, at its wide gaps; everything else as it is."""
    if len(spans) > 1 or spans[0][1] - spans[0][0] < LONG_LINE:
        return [spans]
    start, end = spans[0]
    gaps = list(GAP.finditer(text, start, end))
    if not gaps:
        return [spans]
    typed = sum(1 for _ in TYPED.finditer(text, start, end)) < 0.25 * len(gaps)  # two blanks after every full stop
    out, at = [], start
    for gap in gaps:
        blanks = 2 if gap[2] else 4
        if typed and gap.end(blanks) - gap.start(blanks) < 3:
            continue
        out.append([(at, gap.start(blanks))])
        at = gap.end(blanks)
    return [*out, [(at, end)]]
