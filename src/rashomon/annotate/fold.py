"""From the stored text to blocks for analysis: blanks folded, hyphens mended, lines joined, with an offset map back.

The stored text is never changed. A block is a paragraph, a heading, a list item or a line of furniture; its folded text
carries for each character the offset it came from.
"""

import re
import unicodedata
from array import array
from dataclasses import dataclass, field

LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
ENDS_SENTENCE = re.compile(r"""[.!?:;…]["'’”»)\]]*$""")
WRAP_WIDTH = (40, 130)  # characters: lines of books, mail and PDF columns lie between
FULL_LINE = 0.75  # share of the wrap width from which a line counts as full
HYPHENS = "-\u2010\u00ad"


@dataclass(frozen=True)
class Block:
    """A stretch of the text that is read as one piece.

    Attributes:
        start_char: Start offset in the stored text.
        end_char: End offset in the stored text.
        text: The folded text.
        offsets: For each character of ``text``, its offset in the stored text.
        kind: None for running text, else the kind of region.
        basis: How the kind was told.
    """

    start_char: int
    end_char: int
    text: str
    offsets: "array[int]" = field(repr=False)
    kind: str | None = None
    basis: str = ""


def fold(text: str) -> list[Block]:
    """Blocks of a text, in order; together they hold every character that is no blank or control character."""
    lines = _lines(text)
    width = _wrap_width([text[start:end] for start, end in lines])
    groups: list[list[tuple[int, int]]] = []
    blank_before = True
    for start, end in lines:
        if not text[start:end].strip():
            blank_before = True
            continue
        if groups and _continues(text, groups[-1], (start, end), width, blank=blank_before):
            groups[-1].append((start, end))
        else:
            groups.append([(start, end)])
        blank_before = False
    blocks = [_block(text, group) for group in groups]
    return [block for block in blocks if block.text]


def _lines(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for match in LINE_END.finditer(text):
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, len(text)))
    return spans


def _wrap_width(lines: list[str]) -> int:
    """Width at which the lines were wrapped; 0 where the text is not wrapped."""
    lengths = sorted(len(line.strip()) for line in lines if line.strip())
    if len(lengths) < 4:
        return 0
    high = lengths[int(0.9 * (len(lengths) - 1))]
    return high if WRAP_WIDTH[0] <= high <= WRAP_WIDTH[1] else 0


def _continues(text: str, group: list[tuple[int, int]], line: tuple[int, int], width: int, *, blank: bool) -> bool:
    if not width:
        return False
    before, after = text[slice(*group[-1])].strip(), text[slice(*line)].strip()
    full = len(before) >= FULL_LINE * width
    if blank:
        return full and not ENDS_SENTENCE.search(before) and after[:1].islower()
    return full or (not ENDS_SENTENCE.search(before) and after[:1].islower())


def _block(text: str, group: list[tuple[int, int]]) -> Block:
    out: list[str] = []
    offsets = array("q")
    for start, end in group:
        for at in range(start, end):
            char = text[at]
            if char.isspace():
                if out and out[-1] != " ":
                    out.append(" ")
                    offsets.append(at)
            elif unicodedata.category(char) not in ("Cc", "Cf", "Cs") and char != "\ufffd":
                out.append("'" if char == "’" and out and out[-1].isalpha() else char)
                offsets.append(at)
        if out and out[-1] in HYPHENS and len(out) > 1 and out[-2].isalpha() and (start, end) != group[-1]:
            continue  # a word cut at a line end, or a compound broken at its hyphen: no blank between
        if out and out[-1] != " ":
            out.append(" ")
            offsets.append(end - 1)
    while out and out[-1] == " ":
        out.pop()
        offsets.pop()
    if not out:
        return Block(group[0][0], group[-1][1], "", offsets)
    return Block(offsets[0], offsets[-1] + 1, "".join(out), offsets)
