"""Which lines of a text belong together: paragraphs of wrapped lines, and sentences that a page cuts."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from rashomon.annotate.folding.lines import FULL, MID_SENTENCE, Line, ended, lines_of, widths_of
from rashomon.annotate.folding.pages import page_furniture

CUT_WORD = re.compile(r"[^\W\d_][-\u2010\xad]\Z")
FIRST_WORD = re.compile(r"\S{1,40}")
HEADING = re.compile(r"#{1,6} +(?=[^\s#])")
SYMBOL_BULLET = re.compile(r"[\u2022\u25aa\u25e6\u2023\u25cf\u25cb\u25a0\u25a1\u00b7\u27a4\u2192]\s*\S")
BULLET = re.compile(r"(?:[-*+\u2013\u2014]|\(?\d{1,2}[.)]|\(?[a-z][.)]|[A-Z]\))\s+\S")
"""Marks of items; "W. Felt" is a man, and (313) dials."""
FULL_ENDED = 0.93  # share of the width that counts as full where a sentence ends with the line, and may end a paragraph
LONG_LINE = 300  # characters from which a line may hold several paragraphs
GAP = re.compile(
    r"""(?<=[.!?…])(["'\u2019\u201d)\]]{0,2})([ \t\xa0]{2,}+)(?=\S)|(?<![ \t\xa0])()([ \t\xa0]{3,}+)(?=["\u201c\u2018(\[A-Z0-9])"""
)
TYPED = re.compile(r"""[.!?]["'\u2019\u201d)]{0,2} (?=["\u201c\u2018A-Z])""")


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
    lines = lines_of(text)
    furniture = page_furniture(text, lines)
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


def _paragraphs(text: str, lines: Sequence[Line]) -> list[list[tuple[int, int]]]:
    widths = widths_of(text, lines)
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


def _goes_on(text: str, before: Line, line: Line, width: int, margin: int, *, blank: bool, opens: bool) -> bool:
    """Whether a line goes on with the sentence or paragraph of the line before; ``opens``: its indent opens a paragraph."""
    start = text[line.start : line.start + 60]
    if SYMBOL_BULLET.match(start) or HEADING.match(start) or HEADING.match(text, before.start, before.end):
        return False
    length = before.end - before.start
    closed, lower = ended(text, before), start[0].islower()
    first = FIRST_WORD.match(start)
    full = width > 0 and length + 1 + (first.end() if first else 0) >= (FULL_ENDED if closed else FULL) * width
    if lower and not blank and CUT_WORD.search(text, max(before.start, before.end - 3), before.end):
        return True
    if not blank and length >= MID_SENTENCE and text[before.end - 1] == ",":
        return not BULLET.match(start)
    if not closed and lower and not BULLET.match(start):
        return full if (blank and not line.page) else (full or length >= MID_SENTENCE)
    if blank or line.page:
        return full and not closed and line.page and line.indent <= margin
    if not full or (BULLET.match(start) and closed):
        return False
    return not (opens and closed)


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
