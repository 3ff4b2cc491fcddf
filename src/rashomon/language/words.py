"""Words of a block: the pipeline's tokenizer, with what news texts glue together cut apart first."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

LONG_WORD = 100
"""Characters from which a blank-free string is one word: the tokenizer's rules are for words, and their time is not linear."""

MEMO = 100_000
"""Strings whose words are remembered at most: bounds memory on endless input."""

_GLUED = re.compile(
    r"""(?<=[a-z]{2}[.!?])(?=[A-Z][a-z])              # "weight.He"
      | (?<=[a-z]{2}[.!?]["”’'»)])(?=["“‘«(]?[A-Z][a-z])  # 'peace."He'
      | (?<=[a-z]{2}[.!?])(?=["“«][A-Z])              # 'peace."He', the mark opens
      | (?<=[\w.,;"”’)])(?=\[\d{1,3}\])               # "Army.[4]"
      | (?<=\[\d\])(?=.) | (?<=\[\d\d\])(?=.)         # "[4][5]", "[4]The"
      | (?<=[A-Za-z]{3})(?=[-–—]+$)                   # "LONDON-"
      | (?<=[a-z]{2},)(?=[A-Z][a-z])                  # "Sunday,Baghdad"
    """,
    re.VERBOSE,
)
_ADDRESS = re.compile(r"@|//|www\.|\.(?:com|org|net|gov|edu|info|co)\b|\.(?:html?|pdf|php)$", re.IGNORECASE)


class Word(NamedTuple):
    """A word of a block.

    Attributes:
        text: What the pipeline sees.
        first: First character in the block's text.
        end: End in the block's text.
    """

    text: str
    first: int
    end: int


class Cutter:
    """Cuts texts into words; remembers what it made of strings between blanks, of which most come again and again.

    Args:
        tokenizer: spaCy's tokenizer of the pipeline; what it makes of a string must not depend on what stands beside it.
    """

    def __init__(self, tokenizer: Callable[[str], Any]) -> None:
        self._tokenizer = tokenizer
        self._memo: dict[str, tuple[tuple[str, int], ...]] = {}

    def words(self, text: str) -> Iterator[Word]:
        """The words of a folded text.

        Args:
            text: Text with single blanks.
        """
        at = 0
        for piece in text.split(" "):
            if len(piece) > LONG_WORD:
                yield Word(piece[:LONG_WORD], at, at + len(piece))
            elif piece:
                for word, first in self._cut(piece):
                    yield Word(word, at + first, at + first + len(word))
            at += len(piece) + 1

    def _cut(self, piece: str) -> tuple[tuple[str, int], ...]:
        """The words of a string without blanks, each with its first character."""
        known = self._memo.get(piece)
        if known is None:
            known = tuple(
                (token.text, first + token.idx)
                for first, end in _parts(piece)
                for token in self._tokenizer(piece[first:end])
            )
            if len(self._memo) >= MEMO:
                self._memo.clear()
            self._memo[piece] = known
        return known


def _parts(piece: str) -> list[tuple[int, int]]:
    if piece.isalpha() or _ADDRESS.search(piece):
        return [(0, len(piece))]
    return list(
        pairwise([0, *(match.end() for match in _GLUED.finditer(piece) if 0 < match.end() < len(piece)), len(piece)])
    )
