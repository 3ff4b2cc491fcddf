"""From scored pairs to events: likeliest joins first, never across a conflict, never by a chain of weak links."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from rashomon.link.conflicts import CLOSE, conflict, done_to, to_the_same, years_on_end
from rashomon.link.pairs import Pairs
from rashomon.link.sets import Sets
from rashomon.link.telling import Telling

_MOST_PAIRS = 400  # pairs between two sets that are looked at for their mean; of more
_MOST_TELLINGS = 20  # the first tellings of either
_MEAN = 0.6  # share of the threshold that the mean of two sets must reach


class Conflict(NamedTuple):
    """Why two likely sets of tellings are kept apart: what they have in common, and what speaks against; tellings by their place."""

    one: int
    other: int
    probability: float
    common: str
    against: str


class Joined(NamedTuple):
    """The strongest pair that joined a telling to its set: its probability, and what it has in common, in words."""

    probability: float
    why: str


class Anchors(NamedTuple):
    """``link_events.toml``'s ``anchors``."""

    levels: frozenset[str]
    firmest: frozenset[str]
    times: frozenset[str]
    common: str
    undated: tuple[frozenset[str], ...] = ()


class Clusters(NamedTuple):
    """Events as sets of tellings, which stand for their places in order of identifiers.

    Attributes:
        of: For each telling, the first telling of its set.
        link: For each joined telling, what joined it.
        conflicts: Pairs kept apart.
    """

    of: list[int]
    link: dict[int, Joined]
    conflicts: list[Conflict]


class _Chances:
    """Probability of each pair that was scored."""

    def __init__(self, pairs: Pairs, many: int) -> None:
        self._many = many
        key = pairs.one.astype(np.int64) * many + pairs.other
        order = np.argsort(key)
        self._keys = array("q")
        self._keys.frombytes(key[order].tobytes())
        self._values = array("d")
        self._values.frombytes(pairs.probability[order].tobytes())

    def between(self, left: Sequence[int], right: Sequence[int]) -> list[float]:
        """Those of the pairs between two sets."""
        out = []
        for a in left:
            for b in right:
                key = a * self._many + b if a < b else b * self._many + a
                at = bisect_left(self._keys, key)
                if at < len(self._keys) and self._keys[at] == key:
                    out.append(self._values[at])
        return out


def cluster(tellings: Sequence[Telling], pairs: Pairs, threshold: float, possible: float, anchors: Anchors) -> Clusters:
    """Join tellings, pair by pair from the likeliest.

    Two sets are joined where nothing keeps them apart (:func:`rashomon.link.conflicts.conflict`), and where the pairs between
    them that were scored speak for it on average (average linkage).

    Args:
        tellings: All tellings, by identifier.
        pairs: Scored pairs of their places, likeliest first.
        threshold: Probability from which a pair proposes a join.
        possible: Probability from which a conflict is kept.
        anchors: Levels of which a pair from two documents must reach one.
    """
    chances = _Chances(pairs, len(tellings))
    reached = {levels: (frozenset(levels), because(levels)) for levels in pairs.levels}
    sets = Sets(tellings, _MOST_PAIRS)
    link: dict[int, Joined] = {}
    conflicts: list[Conflict] = []
    for a, b, probability, levels in pairs.each(pairs.down_to(min(threshold, possible))):
        one, other = sets.of[a], sets.of[b]
        if one == other:
            continue
        first, second = tellings[a], tellings[b]
        labels, common = reached[levels]
        if first.document != second.document and not anchored(labels, first, second, anchors):
            continue
        against = conflict(first, second) or sets.against(one, other)
        if against:
            if probability >= possible and first.document != second.document:
                conflicts.append(Conflict(a, b, probability, common, against))
            continue
        if probability < threshold or not _holds(sets.foremost(one), sets.foremost(other), chances, threshold):
            continue
        sets.join(one, other)
        for end in (a, b):
            link.setdefault(end, Joined(probability, common))
    kept = [found for found in conflicts if sets.of[found.one] != sets.of[found.other]]
    return Clusters(sets.first(), link, kept)


def anchored(reached: frozenset[str], one: Telling, other: Telling, anchors: Anchors) -> bool:
    """Whether something firmer than common words holds a pair from two documents together."""
    if not (one.dated and other.dated):
        firm = reached & anchors.firmest if one.dated == other.dated else None
        if not firm and not all(reached & group for group in anchors.undated):
            return False
    if anchors.common in reached:
        return bool(reached & anchors.firmest)
    if years_on_end(one, other) and not to_the_same(one, other):
        return False
    if reached & anchors.levels:
        return True
    if reached & {"done to others", "another doer"} or bool(done_to(one)) != bool(done_to(other)):
        return False  # the day alone does not tell that an act done to somebody is one told without saying to whom, or by others
    return bool(one.type and other.type and {one.basis, other.basis} <= CLOSE and reached & anchors.times)


def _holds(left: Sequence[int], right: Sequence[int], chances: _Chances, threshold: float) -> bool:
    """Whether the pairs that were scored speak for one event on average.

    Pairs that share no blocking key are acts told in other words: they say nothing for or against.
    """
    if len(left) * len(right) > _MOST_PAIRS:
        left, right = left[:_MOST_TELLINGS], right[:_MOST_TELLINGS]
    values = chances.between(left, right)
    return not values or sum(values) / len(values) >= threshold * _MEAN


def because(levels: Iterable[str]) -> str:
    """The levels that a pair reached, in words."""
    skip = {
        "unknown",
        "dated by the texts",
        "no figures",
        "no word in common",
        "documents unlike",
        "documents with little in common",
        "in one document",
        "not first of its type in both documents",
        "first of its type in documents of two stories",
        "another place",
        "another doer",
        "done to others",
        "another time",
        "other figures",
        "another act",
        "one of no type",
        "published at other times",
        "a small collection",
        "known without a date",
        "dated alike",
        "one dated long before the other was published",
    }
    return ", ".join(label for label in levels if label not in skip) or "weak evidence"
