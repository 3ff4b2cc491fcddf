"""Which documents may share a passage: an inverted index of all their shingles, read through once.

The index is exact, so no candidate is lost to sampling. A document is laid beside the first few that have a shingle, not beside all
that have it: forty reprints of one report make a hundred pairs, not eight hundred, and the work grows with the number of words.

Measured beside rensa 0.5 (MinHash with LSH) on 5,000 made articles with 600 copies (``benchmarks/reprints.py --rensa``): MinHash of
whole documents is faster (0.08 s against 0.2 s) and proposes .21 of the embedded reports; MinHash of windows of 48 shingles proposes
all of them, as the index does, and takes 2.8 s. So no library is used.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from rashomon.link.shingles import Numbers

_FIRST = 3  # documents that had a shingle first, beside which the later ones are laid
_CROWD = 200  # documents, and
_CROWDED = 0.02  # share of them, beyond both of which a shingle is a turn of phrase: it proposes no pairs
_STANDING = 5  # documents of one outlet that make a shingle the outlet's standing text ("Subscribe to ...")
_UPDATES = 0.6  # a document of which more is standing text is one of several versions of one report
_PART = 1 << 22  # shingles that are sorted at a time


class Found(NamedTuple):
    """What the index tells.

    Attributes:
        pairs: Numbers of documents that share shingles, the earlier first.
        standing: Hashes of the shingles of each outlet's standing text, by number of the outlet, rising.
        updates: Whether a document is a version of a report that its outlet printed again and again.
        bits: Last bits of the hashes that do not count in ``standing``.
    """

    pairs: list[tuple[int, int]]
    standing: dict[int, Numbers]
    updates: npt.NDArray[np.bool_]
    bits: int

    def stands(self, outlet: int, hashes: Numbers) -> npt.NDArray[np.bool_]:
        """Which shingles belong to the outlet's standing text."""
        known = self.standing.get(outlet)
        if known is None or not len(hashes):
            return np.zeros(len(hashes), dtype=np.bool_)
        sought = hashes >> np.uint64(self.bits) << np.uint64(self.bits)
        found: npt.NDArray[np.bool_] = known[np.minimum(np.searchsorted(known, sought), len(known) - 1)] == sought
        return found


def candidates(shingles: Sequence[Numbers], outlets: Sequence[int], least: int) -> Found:
    """Pairs of documents that share at least ``least`` shingles.

    Args:
        shingles: Hashes of each document's shingles, each once, rising; documents in order of age.
        outlets: Number of each document's outlet; -1 where none is known.
        least: Least number of shingles in common.
    """
    many = len(shingles)
    outlet = np.array(outlets, dtype=np.int64)
    parts = [_shared(shingles, low, high) for low, high in _ranges(sum(map(len, shingles)))]
    stands = [_standing(hashes, owners, outlet) for hashes, owners in parts]
    lengths = np.maximum(1, np.array([len(each) for each in shingles]))
    counted = sum(
        (np.bincount(owners[stand], minlength=many) for (_, owners), stand in zip(parts, stands, strict=True)),
        start=np.zeros(many, dtype=np.int64),
    )
    updates = counted > _UPDATES * lengths
    standing: dict[int, list[Numbers]] = {}
    proposed = [np.zeros(0, dtype=np.int64)]
    for (hashes, owners), stand in zip(parts, stands, strict=True):
        for number in np.unique(outlet[owners[stand]]).tolist():
            standing.setdefault(number, []).append(np.unique(hashes[stand & (outlet[owners] == number)]))
        kept = ~stand | updates[owners]
        proposed.append(_pairs(hashes[kept], owners[kept], many))
    pairs, counts = np.unique(np.concatenate(proposed), return_counts=True)
    pairs = pairs[counts >= least]
    return Found(
        [(pair // many, pair % many) for pair in pairs.tolist()],
        {number: np.sort(np.concatenate(found)) for number, found in standing.items()},
        updates,
        _bits(many),
    )


def _bits(many: int) -> int:
    return max(1, many.bit_length())


def _ranges(total: int) -> list[tuple[int, int]]:
    """Ranges of hashes of about equal size, so that no more than a part is sorted at a time."""
    many = total // _PART + 1
    return [((part << 64) // many, (part + 1 << 64) // many - 1) for part in range(many)]


def _shared(shingles: Sequence[Numbers], low: int, high: int) -> tuple[Numbers, npt.NDArray[np.int64]]:
    """Shingles of a range that two documents have, with their owners; by hash and age.

    The owner's number takes the place of the last bits of the hash, so that one sort orders both. With 100,000 documents 47 bits are
    left: of 60 million shingles about 13 stand for another, which the laying side by side finds out.
    """
    bits = np.uint64(_bits(len(shingles)))
    first, last = np.uint64(low), np.uint64(high)
    slices = [each[np.searchsorted(each, first) : np.searchsorted(each, last, side="right")] for each in shingles]
    owners = np.repeat(np.arange(len(slices), dtype=np.uint64), [len(each) for each in slices])
    if not len(owners):
        return np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64)
    packed = (np.concatenate(slices) >> bits << bits) | owners
    packed.sort()
    hashes = packed >> bits
    same = hashes[1:] == hashes[:-1]
    several = np.append(same, False) | np.insert(same, 0, False)
    packed = packed[several]
    return packed >> bits << bits, (packed & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)


def _groups(hashes: Numbers) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Where each shingle's documents begin, and how many they are."""
    firsts = np.flatnonzero(np.insert(hashes[1:] != hashes[:-1], 0, True)) if len(hashes) else np.zeros(0, np.int64)
    return firsts, np.diff(np.append(firsts, len(hashes)))


def _standing(hashes: Numbers, owners: npt.NDArray[np.int64], outlet: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Which entries are shingles that many documents of their outlet have."""
    out = np.zeros(len(hashes), dtype=np.bool_)
    firsts, sizes = _groups(hashes)
    group = np.repeat(np.arange(len(firsts)), sizes)
    large = np.flatnonzero((sizes[group] >= _STANDING) & (outlet[owners] >= 0))
    if len(large):
        keys = group[large] * (int(outlet.max()) + 1) + outlet[owners[large]]
        _, at, counts = np.unique(keys, return_inverse=True, return_counts=True)
        out[large[counts[at] >= _STANDING]] = True
    return out


def _pairs(hashes: Numbers, owners: npt.NDArray[np.int64], many: int) -> npt.NDArray[np.int64]:
    """Each document that has a shingle, beside the first few that have it: ``earlier * many + later``."""
    firsts, sizes = _groups(hashes)
    used = sizes <= max(_CROWD, _CROWDED * many)
    first, size = np.repeat(firsts, sizes), np.repeat(np.where(used, sizes, 0), sizes)
    place = np.arange(len(hashes)) - first
    out = []
    for rank in range(_FIRST):
        later = np.flatnonzero((place > rank) & (size > rank))
        earlier = owners[first[later] + rank]
        out.append(earlier * many + owners[later])
    return np.concatenate(out)
