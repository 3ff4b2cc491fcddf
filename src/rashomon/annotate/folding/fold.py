"""From the stored text to blocks for analysis: blanks folded, hyphens mended, lines joined, with an offset map back.

The stored text is never changed. A block is a paragraph, a heading, a dateline, an item of a list or a piece of furniture; its
folded text carries for each character the offset it came from. Every character that can be seen is in exactly one block. Blocks
come in order of their first character; a sentence that a page cuts is one block, and the page's furniture between its halves
is a block of its own, inside the hull of the first.

What folding does to a block's text: blanks become single blanks; control, format and replacement characters are left out;
ligatures are taken apart, combining accents put together, apostrophes made straight, words that a line end cuts mended, UTF-8 read
as Windows-1252 read again (ftfy, Speer 2019). Of Markdown, marks of emphasis, quotation and headings and the addresses of links
are left out.
"""

from functools import cache

from rashomon.annotate.folding.blocks import Block
from rashomon.annotate.folding.characters import WordJoiner, folded
from rashomon.annotate.folding.line_ends import grouped
from rashomon.annotate.folding.markers import classified
from rashomon.knowledge import Knowledge

__all__ = ["Block", "fold"]


def fold(
    text: str, knowledge: Knowledge | None = None, *, title: str | None = None, author: str | None = None
) -> list[Block]:
    """Blocks of a text, in order.

    Args:
        text: The stored text.
        knowledge: The tables; ``regions.toml`` tells furniture from text. The shipped ones by default.
        title: Title of the document, to tell its headline.
        author: Author of the document, to tell byline and biography.

    Returns:
        The blocks; together they hold every character that is no blank and no control, format or replacement character.
    """
    knowledge = knowledge or _shipped()
    hyphens = knowledge.toml("regions")["hyphens"]
    joins = WordJoiner(text, hyphens["prefixes"], hyphens["links"])
    blocks: list[Block] = []
    for group in grouped(text):
        piece, offsets = folded(text, group.spans, joins)
        if piece:
            blocks.append(Block(offsets[0], offsets[-1] + 1, piece, offsets, group.kind, group.basis))
    return classified(blocks, knowledge, title=title, author=author)


@cache
def _shipped() -> Knowledge:
    return Knowledge()
