"""A stretch of a document that is read as one piece."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace


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
    offsets: Sequence[int] = field(repr=False)
    kind: str | None = None
    basis: str = ""

    def marked(self, kind: str, basis: str) -> "Block":
        """The block as a region of a kind."""
        return replace(self, kind=kind, basis=basis)

    def part(self, start: int, end: int, kind: str | None = None, basis: str = "") -> "Block":
        """Characters ``start`` to ``end`` of the folded text, without blanks at their ends, as a block of its own."""
        start += len(self.text[start:end]) - len(self.text[start:end].lstrip(" "))
        end = start + len(self.text[start:end].rstrip(" "))
        offsets = self.offsets[start:end]
        return Block(offsets[0], offsets[-1] + 1, self.text[start:end], offsets, kind, basis)
