"""What the page adds to a text: page numbers, running heads, what a browser prints."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from rashomon.annotate.folding.lines import AROUND, ENDS_SENTENCE, FULL, MID_SENTENCE, Line, ended, widths_of

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


def page_furniture(text: str, lines: Sequence[Line]) -> dict[int, str]:
    """Lines that the page adds, by index: page numbers, running heads, what a browser prints round a page.

    Args:
        text: The stored text.
        lines: Its lines.
    """
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
    wrapped = any(widths_of(text, lines))
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
    if ended(text, lines[before]) or length < MID_SENTENCE:
        return False
    full = length >= FULL * max(line.end - line.start for line in lines[max(0, before - AROUND) : before + 1])
    return text[lines[after].start].islower() or (wrapped and full)


def _stands_alone(lines: Sequence[Line], index: int) -> bool:
    """Whether blank lines stand round a line, or it is moved to the middle or the right."""
    after = lines[index + 1] if index + 1 < len(lines) else None
    return (lines[index].blank and (after is None or after.blank)) or lines[index].indent >= 10
