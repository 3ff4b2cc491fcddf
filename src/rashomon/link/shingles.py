"""Runs of words that two texts share: word shingles, found through an inverted index, then laid end to end.

Containment of word shingles (Broder 1997) finds a report embedded in a longer article, which resemblance (MinHash) does
not. The index is exact, so no candidate is lost to sampling; shingles that many documents share propose no pairs.
"""

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_CROWDED = 200  # a shingle in more documents is boilerplate: it proposes no pairs
_GAP = 6  # words that a light edit may change between two runs
_MULTIPLIER = np.uint64(1_000_003)

Hashes = npt.NDArray[np.uint64]


class Words(NamedTuple):
    """The words of a document outside furniture.

    Attributes:
        starts: Start offset of each word.
        ends: End offset of each word.
        quoted: Whether each word stands in quotation marks.
        hashes: Hash of the shingle that begins at each word.
    """

    starts: list[int]
    ends: list[int]
    quoted: list[bool]
    hashes: Hashes


class Run(NamedTuple):
    """A passage of one document that stands in another.

    Attributes:
        start: First word in the later document.
        end: Word after the last.
        origin_start: First word in the earlier document.
        origin_end: Word after the last.
        matched: Words that are equal.
    """

    start: int
    end: int
    origin_start: int
    origin_end: int
    matched: int


def split(text: str, furniture: Sequence[tuple[int, int]], size: int) -> Words:
    """Words and shingles of a text, furniture left out.

    Args:
        text: The text.
        furniture: Stretches to leave out.
        size: Words in a shingle.
    """
    marks = _quoted_spans(text)
    starts, ends, quoted, codes = [], [], [], []
    at_furniture, at_mark = 0, 0
    for match in _WORD.finditer(text):
        start = match.start()
        while at_furniture < len(furniture) and furniture[at_furniture][1] <= start:
            at_furniture += 1
        if at_furniture < len(furniture) and furniture[at_furniture][0] <= start:
            continue
        while at_mark < len(marks) and marks[at_mark][1] <= start:
            at_mark += 1
        starts.append(start)
        ends.append(match.end())
        quoted.append(at_mark < len(marks) and marks[at_mark][0] <= start)
        codes.append(zlib.crc32(match.group().lower().replace("’", "'").encode("utf-8", "surrogatepass")))
    return Words(starts, ends, quoted, _shingle(np.array(codes, dtype=np.uint64), size))


def _shingle(codes: Hashes, size: int) -> Hashes:
    if len(codes) < size:
        return np.zeros(0, dtype=np.uint64)
    out = np.zeros(len(codes) - size + 1, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for step in range(size):
            out = out * _MULTIPLIER + codes[step : step + len(out)] + np.uint64(1)
    return out


def _quoted_spans(text: str) -> list[tuple[int, int]]:
    """Stretches between quotation marks; a mark that is not closed within its paragraph opens nothing."""
    out = []
    open_at: int | None = None
    for match in re.finditer(r"[“”\"«»]|\n\s*\n", text):
        mark = match.group()
        if mark in "“«" or (mark == '"' and open_at is None):
            open_at = match.end()
        elif mark in '”»"':
            if open_at is not None:
                out.append((open_at, match.start()))
            open_at = None
        else:
            open_at = None
    return out


def candidates(all_words: Sequence[Words], least: int) -> list[tuple[int, int]]:
    """Pairs of documents that share at least ``least`` shingles, by their numbers, the smaller first."""
    if not all_words:
        return []
    hashes = np.concatenate([np.unique(words.hashes) for words in all_words])
    owners = np.concatenate(
        [np.full(len(np.unique(words.hashes)), at, dtype=np.int64) for at, words in enumerate(all_words)]
    )
    order = np.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    borders = np.flatnonzero(np.diff(hashes)) + 1
    firsts, lasts = np.concatenate([[0], borders]), np.concatenate([borders, [len(hashes)]])
    shared: Counter[tuple[int, int]] = Counter()
    crowd = np.flatnonzero((lasts - firsts > 1) & (lasts - firsts <= _CROWDED))
    for at in crowd:
        group = sorted(owners[firsts[at] : lasts[at]].tolist())
        for place, one in enumerate(group):
            for other in group[place + 1 :]:
                shared[one, other] += 1
    return sorted(pair for pair, count in shared.items() if count >= least)


def runs(later: Words, earlier: Words, size: int, least: int) -> list[Run]:
    """Passages of ``later`` that stand in ``earlier``, light edits bridged, in order of the later text.

    Args:
        later: Words of one document.
        earlier: Words of the other.
        size: Words in a shingle.
        least: Least number of equal words in a passage.
    """
    places: dict[int, list[int]] = defaultdict(list)
    for place, value in enumerate(earlier.hashes.tolist()):
        places[value].append(place)
    pieces: list[Run] = []
    at = 0
    values = later.hashes.tolist()
    while at < len(values):
        best: tuple[int, int] | None = None
        follow = pieces[-1].origin_end if pieces else 0
        for place in places.get(values[at], ())[:20]:
            length = 1
            while (
                at + length < len(values)
                and place + length < len(earlier.hashes)
                and values[at + length] == earlier.hashes[place + length]
            ):
                length += 1
            if best is None or (length, -abs(place - follow)) > (best[0], -abs(best[1] - follow)):
                best = (length, place)
        if best is None:
            at += 1
            continue
        length, place = best
        words = length + size - 1
        pieces.append(Run(at, at + words, place, place + words, words))
        at += length + size - 1
    merged: list[Run] = []
    for piece in pieces:
        if merged and piece.start - merged[-1].end <= _GAP and 0 <= piece.origin_start - merged[-1].origin_end <= _GAP:
            last = merged[-1]
            merged[-1] = Run(last.start, piece.end, last.origin_start, piece.origin_end, last.matched + piece.matched)
        else:
            merged.append(piece)
    return [run for run in merged if run.matched >= least]
