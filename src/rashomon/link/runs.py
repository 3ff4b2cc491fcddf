"""Passages that two texts share: equal shingles laid end to end, with light edits bridged."""

from typing import NamedTuple

import numpy as np

from rashomon.link.shingles import Numbers, Places, Words

_GAP = 6  # words that a light edit may change between two runs


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


class Sought(NamedTuple):
    """A document made ready to be looked through: its shingles in order of their hashes.

    Attributes:
        words: The document's words.
        hashes: The hashes of its shingles, rising.
        places: Where each of them stands.
    """

    words: Words
    hashes: Numbers
    places: Places


def sought(words: Words) -> Sought:
    """Make an earlier document ready."""
    order = np.argsort(words.hashes, kind="stable")
    return Sought(words, words.hashes[order], order)


def runs(later: Words, earlier: Sought, size: int, least: int) -> list[Run]:
    """Passages of ``later`` that stand in ``earlier``, light edits bridged, in order of the later text.

    Args:
        later: Words of one document.
        earlier: The other.
        size: Words in a shingle.
        least: Least number of equal words in a passage; beside one of so many, half as many will do.
    """
    pieces: list[Run] = []
    for start, place, shingles in _pieces(later.hashes, earlier):
        over = max(0, pieces[-1].end - start) if pieces else 0
        words = shingles + size - 1 - over
        if words > 0:
            piece = Run(start + over, start + over + words, place + over, place + over + words, words)
            last = pieces[-1] if pieces else None
            if last and piece.start - last.end <= _GAP and 0 <= piece.origin_start - last.origin_end <= _GAP:
                piece = Run(last.start, piece.end, last.origin_start, piece.origin_end, last.matched + words)
                pieces.pop()
            pieces.append(piece)
    if not any(piece.matched >= least for piece in pieces):
        return []
    return [piece for piece in pieces if piece.matched >= least // 2]


def _pieces(hashes: Numbers, earlier: Sought) -> list[tuple[int, int, int]]:
    """Stretches of equal shingles: where they begin in the later and in the earlier text, and how many shingles."""
    if not len(earlier.hashes) or not len(hashes):
        return []
    at = np.minimum(np.searchsorted(earlier.hashes, hashes), len(earlier.hashes) - 1)
    where = np.where(earlier.hashes[at] == hashes, earlier.places[at], -1)
    found = np.flatnonzero(where >= 0)
    theirs, own = earlier.words.hashes, hashes
    # A shingle that stands twice in the earlier text is first taken where it stands first; a stretch that comes to it goes on.
    for place in found[1:][np.diff(where[found]) != 1].tolist():
        here = place
        while (
            here
            and here < len(own)
            and 0 <= where[here - 1] < len(theirs) - 1
            and where[here] != where[here - 1] + 1
            and theirs[where[here - 1] + 1] == own[here]
        ):
            where[here] = where[here - 1] + 1
            here += 1
    breaks = np.flatnonzero((np.diff(found) != 1) | (np.diff(where[found]) != 1)) + 1
    return [(int(part[0]), int(where[part[0]]), len(part)) for part in np.split(found, breaks.tolist()) if len(part)]
