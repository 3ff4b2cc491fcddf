"""Words of a block: the pipeline's tokenizer, with what news texts glue together cut apart first."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

LONG_WORD = 100
"""Characters from which a blank-free string is one word: the tokenizer's rules are for words, and their time is not linear."""

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


def words_of(text: str, tokenizer: Callable[[str], Any]) -> Iterator[Word]:
    """The words of a folded text.

    Args:
        text: Text with single blanks.
        tokenizer: spaCy's tokenizer of the pipeline.
    """
    at = 0
    for piece in text.split(" "):
        if len(piece) > LONG_WORD:
            yield Word(piece[:LONG_WORD], at, at + len(piece))
        elif piece:
            for first, end in _parts(piece):
                for token in tokenizer(piece[first:end]):
                    start = at + first + token.idx
                    yield Word(token.text, start, start + len(token.text))
        at += len(piece) + 1


def _parts(piece: str) -> list[tuple[int, int]]:
    if piece.isalpha() or _ADDRESS.search(piece):
        return [(0, len(piece))]
    return list(
        pairwise([0, *(match.end() for match in _GLUED.finditer(piece) if 0 < match.end() < len(piece)), len(piece)])
    )
