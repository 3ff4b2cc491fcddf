"""Quotation marks of a text, paired by kind within each paragraph.

Counting marks (odd opens, even closes) swallows a document as soon as one mark is missing. Here a mark closes only a mark
of its own kind in its own paragraph; a quotation may go on in the next paragraph when that opens with the same mark, as is
the custom for speech of several paragraphs. What never closes ends with its sentence or paragraph. Linear in the text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from msgspec import Struct

from rashomon.annotate.annotated import Annotated

MARK = re.compile(r"``|''|[“”„‟\"«»‹›‘’‚']")
KIND = {
    "“": "curly", "”": "curly", "„": "curly", "‟": "curly", '"': "straight", "``": "latex", "''": "latex",
    "«": "guillemet", "»": "guillemet", "‹": "angle", "›": "angle", "‘": "single", "’": "single", "‚": "single", "'": "single",
}  # fmt: skip
OPENS_ALWAYS = frozenset("„‚")
TURNED = {
    "“": "open",
    "”": "close",
    "‘": "open",
    "’": "close",
    "«": "open",
    "»": "close",
    "‹": "open",
    "›": "close",
    "``": "open",
}
BEFORE_OPEN = frozenset("([{—–-/“‘„‚«‹\"'`…")
AFTER_CLOSE = frozenset(".,;:!?)]}—–-/”’»›\"'…")
ELIDED = re.compile(r"(?:\d|(?:em|tis|twas|til|cause|round|bout|n)\b)", re.IGNORECASE)
MAX_DEPTH = 4
"""Quotations inside quotations that are followed; deeper ones are marks without meaning."""
MAX_QUOTE = 6000
"""Characters of one paragraph's quotation: speeches printed in one paragraph stay below, forgotten marks do not."""
FAMILY = {
    "curly": "double",
    "straight": "double",
    "latex": "double",
    "guillemet": "guillemet",
    "angle": "guillemet",
    "single": "single",
}


class Quote(Struct, frozen=True):
    """A quotation.

    Attributes:
        start_char: Offset of the opening mark.
        end_char: Offset behind the closing mark, or behind the last character where none closes.
        kind: Which marks: ``curly``, ``straight``, ``latex``, ``guillemet``, ``angle`` or ``single``.
        closed: Whether a closing mark was found.
        depth: 0 for a quotation that stands in no other.
        block: Index of its block.
        continues: Whether it goes on from the paragraph before.
    """

    start_char: int
    end_char: int
    kind: str
    closed: bool
    depth: int
    block: int
    continues: bool = False


@dataclass
class _Open:
    start: int
    mark_end: int
    kind: str
    depth: int


def quotes(annotated: Annotated) -> list[Quote]:
    """All quotations of the running text, in order of their start; a quotation inside another follows it."""
    out: list[Quote] = []
    carried: Quote | None = None
    sentence_ends = [sentence.end_char for sentence in annotated.sentences]
    for index, block in enumerate(annotated.blocks):
        if block.kind == "furniture":
            continue
        found = _in_block(annotated.document.text, block.start_char, block.end_char, index, sentence_ends)
        if carried is not None and found and found[0].start_char == block.start_char and found[0].kind == carried.kind:
            first = found[0]
            found[0] = Quote(first.start_char, first.end_char, first.kind, first.closed, 0, index, continues=True)
        last = next((quote for quote in reversed(found) if quote.depth == 0), None)
        carried = last if last is not None and not last.closed and last.end_char == block.end_char else None
        out.extend(found)
    return out


def _in_block(text: str, start: int, end: int, index: int, sentence_ends: list[int]) -> list[Quote]:
    """Quotations of one paragraph."""
    marks = _marks(text, start, end)
    stack: list[_Open] = []
    found: list[Quote] = []
    unclosed: list[_Open] = []
    for at, mark_end, kind, role in marks:
        if role == "either":
            role = "close" if any(item.kind == kind for item in stack) else "open"  # noqa: PLW2901 - told by what is open
        if role == "open":
            if stack and stack[-1].kind == kind:
                unclosed.append(stack.pop())
            if len(stack) >= MAX_DEPTH:
                unclosed.append(stack.pop(0))
            stack.append(_Open(at, mark_end, kind, len(stack)))
            continue
        place = next((i for i in range(len(stack) - 1, -1, -1) if stack[i].kind == kind), None)
        if place is None and FAMILY[kind] == "double":  # “ ... ": the wrong closing mark of the same family
            place = next((i for i in range(len(stack) - 1, -1, -1) if FAMILY[stack[i].kind] == "double"), None)
        if place is None:
            continue
        opened = stack[place]
        unclosed.extend(item for item in stack[place + 1 :] if item.kind != "single")
        del stack[place:]
        if mark_end - opened.start <= MAX_QUOTE and text[opened.mark_end : at].strip():
            found.append(Quote(opened.start, mark_end, opened.kind, True, opened.depth, index))
    unclosed.extend(item for item in stack if item.kind != "single")
    found.extend(_unclosed(unclosed, found, start, end, index, sentence_ends))
    return _nested(sorted(found, key=lambda quote: (quote.start_char, -quote.end_char)))


def _unclosed(
    items: list[_Open], found: list[Quote], start: int, end: int, index: int, sentence_ends: list[int]
) -> Iterable[Quote]:
    """A mark that nothing closes: to the paragraph's end where it opens the paragraph, else to its sentence's end."""
    starts = sorted([quote.start_char for quote in found] + [item.start for item in items])
    for item in items:
        following = bisect_right(starts, item.start)
        limit = min(end, starts[following] if following < len(starts) else end, item.start + MAX_QUOTE)
        if item.start != start:
            sentence = bisect_right(sentence_ends, item.start)
            limit = min(limit, sentence_ends[sentence] if sentence < len(sentence_ends) else limit)
        if limit > item.mark_end + 1:
            yield Quote(item.start, limit, item.kind, False, item.depth, index)


def _nested(found: list[Quote]) -> list[Quote]:
    """The same quotations with their depth told anew, those that cross another left out."""
    out: list[Quote] = []
    holding: list[Quote] = []
    for quote in found:
        while holding and holding[-1].end_char <= quote.start_char:
            holding.pop()
        if holding and holding[-1].end_char < quote.end_char:
            continue
        depth = len(holding)
        kept = Quote(quote.start_char, quote.end_char, quote.kind, quote.closed, depth, quote.block)
        out.append(kept)
        holding.append(kept)
    return out


def _marks(text: str, start: int, end: int) -> list[tuple[int, int, str, str]]:
    """Offset, end, kind and role (open, close, either) of each mark that is no apostrophe."""
    out = []
    for match in MARK.finditer(text, start, end):
        mark, at, after = match.group(), match.start(), match.end()
        kind = KIND[mark]
        before = text[at - 1] if at > start else " "
        following = text[after] if after < end else " "
        may_open = not following.isspace() and (before.isspace() or before in BEFORE_OPEN)
        may_close = not before.isspace() and (
            following.isspace() or following in AFTER_CLOSE or not following.isalnum()
        )
        if kind == "single":
            role = _single(text, after, before, following, mark)
        elif mark in OPENS_ALWAYS or (may_open and not may_close):
            role = "open"
        elif may_close and not may_open:
            role = "close"
        elif mark in TURNED:
            role = TURNED[mark]
        else:
            role = "either"
        if role:
            out.append((at, after, kind, role))
    return out


def _single(text: str, after: int, before: str, following: str, mark: str) -> str:
    """Role of a single mark; empty where it is an apostrophe."""
    if before.isalnum() and following.isalnum():
        return ""
    opens = (before.isspace() or before in BEFORE_OPEN) and following.isalnum()
    if opens and mark != "’" and not ELIDED.match(text, after):
        return "open"
    if not before.isspace() and not following.isalnum() and mark != "‘":
        if before in "sS" and following == " " and text[after + 1 : after + 2].islower():
            return ""  # the Clintons' house; a quotation that ends so stays unclosed and is dropped
        return "close"
    return ""
