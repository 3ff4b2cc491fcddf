"""Speech without marks behind "X said:", as ministries and councils print their statements.

What follows the colon is taken for speech to the end of the paragraph, and further paragraphs as long as they speak in the
first person: a statement ends where the writer's own voice comes back.
"""

from collections.abc import Iterator

from rashomon.annotate.annotated import Annotated
from rashomon.annotate.attributions.cues import Speech, cue_at
from rashomon.annotate.attributions.quotation_marks import MARK, MAX_QUOTE, Quote
from rashomon.annotate.attributions.tree import FINITE, Tree

MIN_WORDS = 3
"""Words of a paragraph; shorter ones are headings."""
GAP = 2
"""Paragraphs without the first person that a statement may have before one that has it."""
REACH = 8
"""Tokens between the cue and its colon ("said in a statement on Friday:")."""


def with_colon_speech(annotated: Annotated, lists: Tree, found: list[Quote], table: Speech) -> list[Quote]:
    """The quotations together with speech that only a colon sets off, which counts as a quotation without marks."""
    blocks = [index for index, block in enumerate(annotated.blocks) if block.kind is None]
    place = {index: at for at, index in enumerate(blocks)}
    spans: list[Quote] = []
    done = -1
    for colon in _colons(lists, table):
        block = annotated.block_of[colon]
        if block not in place or annotated.token_span(annotated.parse[colon])[0] < done:
            continue
        for quote in _speech(annotated, lists, colon, blocks[place[block] :], table):
            spans.append(quote)
            done = quote.end_char
    if not spans:
        return found
    inside = [quote for quote in found if not _crosses(quote, spans)]
    out = [*spans]
    for quote in inside:
        held = any(span.start_char <= quote.start_char and quote.end_char <= span.end_char for span in spans)
        depth = quote.depth + held
        out.append(
            Quote(quote.start_char, quote.end_char, quote.kind, quote.closed, depth, quote.block, quote.continues)
        )
    return sorted(out, key=lambda quote: (quote.start_char, -quote.end_char))


def _colons(lists: Tree, table: Speech) -> Iterator[int]:
    """Colons that a cue stands shortly before."""
    for at, word in enumerate(lists.words):
        if word != ":":
            continue
        for back in range(at - 1, max(lists.first[at] - 1, at - REACH), -1):
            row = cue_at(lists, back, table)
            if row is not None and row.pos == "VERB" and "quote" in row.frames and lists.tags[back] in FINITE | {"VBG"}:
                yield at
                break
            if lists.tags[back] in FINITE:
                break


def _speech(annotated: Annotated, lists: Tree, colon: int, blocks: list[int], table: Speech) -> Iterator[Quote]:
    """The paragraphs of one statement."""
    text = annotated.document.text
    behind = annotated.token_span(annotated.parse[colon])[1]
    first = annotated.blocks[blocks[0]]
    start = next((at for at in range(behind, first.end_char) if not text[at].isspace()), first.end_char)
    continues = False
    if start < first.end_char:
        if not text[start].isupper():
            return
        yield Quote(start, min(first.end_char, start + MAX_QUOTE), "colon", True, 0, blocks[0])
        continues = True
    waiting: list[Quote] = []
    for index in blocks[1:]:
        block = annotated.blocks[index]
        span = annotated.tokens(block.start_char, block.end_char)
        if (
            MARK.match(text, block.start_char)
            or span.end - span.start < MIN_WORDS
            or len(waiting) > GAP
            or block.end_char - behind > MAX_QUOTE
        ):
            return
        quote = Quote(
            block.start_char, min(block.end_char, block.start_char + MAX_QUOTE), "colon", True, 0, index, continues
        )
        waiting.append(quote)
        own = any(
            lists.words[at] in table.words["first_person"] and not lists.capitals[at]
            for at in range(span.start, span.end)
        )
        if own or not continues:
            yield from waiting
            waiting = []
        continues = True


def _crosses(quote: Quote, spans: list[Quote]) -> bool:
    """Whether a quotation begins outside a statement and ends inside, or the other way round."""
    return any(
        quote.start_char < span.end_char
        and span.start_char < quote.end_char
        and not (span.start_char <= quote.start_char and quote.end_char <= span.end_char)
        for span in spans
    )
