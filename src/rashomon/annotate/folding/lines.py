"""Lines of a text, and the width at which it is wrapped."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from rashomon.annotate.folding.characters import BLANKS

LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
TRIM = BLANKS + "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\x00"
ENDS_SENTENCE = re.compile(r"""[.!?:;…]["'\u2019\u201d\u00bb)\]*_]*\Z""")
QUOTED = re.compile(r"(?:> ?){1,5}")

WRAPPED = (30, 130)  # characters: lines of newspaper columns, books, mail and PDF lie between
CONTINUES = 0.35
"""Share of lines that go on in lower case on the next: wrapped prose has 0.5 to 0.8, lists and lines of dialogue under 0.1."""
UNFINISHED = 0.6
CONTINUES_UNFINISHED = 0.2
"""Where so many lines end no sentence, fewer need go on in lower case: names are many."""
FEW_LINES = 6  # below that a single line that goes on in lower case tells, if most end no sentence
FULL = 0.82  # share of the width that line and next word must reach together; justified proportional type varies by a tenth
AROUND = 6  # lines looked at on each side for the local width
MID_SENTENCE = 25  # characters from which an unwrapped line can be the first half of a sentence


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


def lines_of(text: str) -> list[Line]:
    """The lines that are not blank, without marks of quotation before them.

    Args:
        text: The stored text.
    """
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


def widths_of(text: str, lines: Sequence[Line]) -> list[int]:
    """Width at which the text is wrapped round each line; 0 where it is not wrapped.

    Args:
        text: The stored text.
        lines: Its lines.
    """
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
    unfinished = [other for one, other in used if not ended(text, one)]
    going_on = sum(text[other.start].islower() for other in unfinished)
    needed = CONTINUES if len(unfinished) < UNFINISHED * len(used) else CONTINUES_UNFINISHED
    few = len(used) < FEW_LINES and going_on and len(unfinished) >= 0.75 * len(used)
    if not few and going_on < max(2, needed * len(used)):
        return none
    return [min(width, max(lengths[max(0, at - AROUND) : at + AROUND])) for at in range(len(lines))]


def ended(text: str, line: Line) -> bool:
    """Whether a sentence ends with the line.

    Args:
        text: The stored text.
        line: One of its lines.
    """
    return ENDS_SENTENCE.search(text[max(line.start, line.end - 9) : line.end]) is not None
