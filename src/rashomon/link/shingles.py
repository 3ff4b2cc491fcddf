"""The words of a text and its shingles (so many words in a row), as numbers.

Containment of word shingles (Broder 1997) finds a report embedded in a longer article, which resemblance (MinHash) does not.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

_PLANE = 1 << 16  # letters beyond the first plane of Unicode are read as blanks
_LONGEST = 64  # letters of a word after which the weights of its letters begin again
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_MARK = re.compile(r"[“”„\"«»]|``|''|‘(?=\w)|’(?!\w)|\n[^\S\n]*\n\s*")
_CLOSES = {"“": '”"', "„": "“”", '"': '"”', "«": "»", "»": "«", "``": ("''", '"'), "‘": "’"}
_APOSTROPHES = (ord("'"), ord("’"))

Numbers = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]


class Words(NamedTuple):
    """The words of a document outside furniture.

    Attributes:
        starts: Start offset of each word.
        ends: End offset of each word.
        quoted: Whether each word stands in quotation marks.
        hashes: Hash of the shingle that begins at each word.
    """

    starts: Places
    ends: Places
    quoted: npt.NDArray[np.bool_]
    hashes: Numbers


def split(text: str, furniture: Sequence[tuple[int, int]], size: int, *, marks: bool = True) -> Words:
    """Words and shingles of a text, furniture left out; letters are compared in lower case.

    Args:
        text: The text.
        furniture: Stretches to leave out.
        size: Words in a shingle.
        marks: Whether to look for quotation marks; without them no word counts as quoted.
    """
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    letters = _letters()[np.minimum(points, _PLANE - 1)]
    inside = letters != 0
    for at in np.flatnonzero((points == _APOSTROPHES[0]) | (points == _APOSTROPHES[1])):
        if 0 < at < len(points) - 1 and inside[at - 1] and inside[at + 1]:
            inside[at] = True
            letters[at] = _APOSTROPHES[0]
    for start, end in furniture:
        inside[start:end] = False
    edges = np.flatnonzero(np.diff(inside, prepend=False, append=False))
    starts, ends = edges[::2], edges[1::2]
    if not len(starts):
        return Words(starts, ends, np.zeros(0, dtype=np.bool_), np.zeros(0, dtype=np.uint64))
    lengths = ends - starts
    firsts = np.cumsum(lengths) - lengths
    within = np.arange(int(lengths.sum())) - np.repeat(firsts, lengths)
    words = np.add.reduceat(letters[inside] * _weights()[within % _LONGEST], firsts) + lengths.astype(np.uint64)
    return Words(starts, ends, _quoted(text if marks else "", starts), _shingles(_mixed(words), size))


def _shingles(words: Numbers, size: int) -> Numbers:
    many = len(words) - size + 1
    if many <= 0:
        return np.zeros(0, dtype=np.uint64)
    out = np.zeros(many, dtype=np.uint64)
    for step in range(size):
        out = out * _MULTIPLIER + words[step : step + many]
    return _mixed(out)


def _mixed(numbers: Numbers) -> Numbers:
    """The finishing step of splitmix64 (Steele, Lea and Flood 2014): near numbers come far apart."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


@cache
def _letters() -> Numbers:
    """What each character counts as: its small letter, or 0 where it is no part of a word."""
    return np.array(
        [ord(sign.lower()[0]) if sign.isalnum() else 0 for sign in map(chr, range(_PLANE))], dtype=np.uint64
    )


@cache
def _weights() -> Numbers:
    return _mixed(np.arange(1, _LONGEST + 1, dtype=np.uint64)) | np.uint64(1)


def _quoted(text: str, starts: Places) -> npt.NDArray[np.bool_]:
    """Whether words stand in quotation marks."""
    spans = _quoted_spans(text)
    if not spans:
        return np.zeros(len(starts), dtype=np.bool_)
    first, last = np.array(spans, dtype=np.int64).T
    at = np.searchsorted(first, starts, side="right") - 1
    inside: npt.NDArray[np.bool_] = (at >= 0) & (starts < last[np.maximum(at, 0)])
    return inside


def _quoted_spans(text: str) -> list[tuple[int, int]]:
    """Stretches between quotation marks of any style.

    A mark that is not closed within its paragraph opens nothing, unless the next paragraph begins with a mark again: so speeches of
    several paragraphs are printed.
    """
    out: list[tuple[int, int]] = []
    opened: tuple[int, str] | None = None
    unclosed: tuple[int, int] | None = None
    for match in _MARK.finditer(text):
        mark = match.group()
        if not mark.strip():
            unclosed = (opened[0], match.start()) if opened else None
            opened = None
        elif opened and mark in _CLOSES[opened[1]]:
            out.append((opened[0], match.start()))
            opened = None
        elif mark in _CLOSES and (opened is None or mark not in '‘"'):
            if unclosed and not text[unclosed[1] : match.start()].strip():
                out.append(unclosed)
            opened = (match.end(), mark)
            unclosed = None
    return out
