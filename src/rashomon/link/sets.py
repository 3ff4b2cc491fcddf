"""Sets of tellings that grow, and what keeps two of them apart.

Likely pairs ask it again and again, and it depends on all pairs between two sets. So what was found stays when sets grow or are joined,
only what is new is asked, and tellings that bear the same marks are asked about together: a sentence that a thousand articles share
costs one question.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from rashomon.link.conflicts import DATES, background, conflict, marks, of_documents
from rashomon.link.telling import Telling

_MISREADABLE = {DATES}
_MISREAD = 3  # a conflict in fewer pairs than one in so many is taken for a misreading
_MISREAD_NEWS = 2  # the same among stories

_Kinds = Mapping[int, tuple[int, str | None]]
"""Tellings by their marks: a telling that bears them, how many do, and the story that all of these are of."""
_Stretch = tuple[int, int, int]
"""Members of a set, in the order in which they came: its name, the first, and the one after the last."""


class _Tally:
    """What was found between two sets so far.

    Attributes:
        sizes: For either set, by its name, how many of its tellings were asked about.
        why: A conflict that stands however rare; then nothing else is asked.
        counts: Conflicts that may be misread, by number of pairs, as if no document told two of the tellings.
        nearby: What is more or fewer of them since some documents do.
    """

    __slots__ = ("counts", "nearby", "sizes", "why")

    def __init__(self, one: int, other: int) -> None:
        self.sizes = {one: 0, other: 0}
        self.why: str | None = None
        self.counts: Counter[str] = Counter()
        self.nearby: Counter[str] = Counter()


class Sets:
    """Disjoint sets of tellings, which stand for their places; each is named by one of its tellings, at first by itself.

    Args:
        tellings: All tellings.
        foremost: How many of the first tellings of a set are kept in order.
    """

    def __init__(self, tellings: Sequence[Telling], foremost: int) -> None:
        self._tellings = tellings
        self._most = foremost
        self._misread = _MISREAD if not tellings or tellings[0].story is None else _MISREAD_NEWS
        self.of = list(range(len(tellings)))
        """Name of the set of each telling."""
        self._members: dict[int, list[int]] = {}  # sets of two or more, in the order in which they came
        self._place = array("i", [0]) * len(tellings)  # of each telling among the members of its set
        self._foremost: dict[
            int, list[int]
        ] = {}  # of the same sets, kept since sorting large ones anew at each look would cost their size
        self._kinds: dict[int, dict[int, tuple[int, str | None]]] = {}
        self._tallies: dict[int, dict[int, _Tally]] = defaultdict(dict)
        self._alike = array("i", [-1]) * len(
            tellings
        )  # for each telling the first that bore its marks, once looked for
        self._bearers: dict[tuple[object, ...], int] = {}
        self._in_document: dict[str, list[int]] = defaultdict(list)
        for at, telling in enumerate(tellings):
            self._in_document[telling.document].append(at)

    def size(self, name: int) -> int:
        """Number of a set's tellings."""
        return len(self._tellings_of(name))

    def foremost(self, name: int) -> Sequence[int]:
        """The first tellings of a set, in order."""
        return self._foremost.get(name) or (name,)

    def first(self) -> list[int]:
        """For each telling the first one of its set."""
        return [self.foremost(name)[0] for name in self.of]

    def against(self, one: int, other: int) -> str | None:
        """What keeps two sets apart: a conflict in any two tellings; of days, and among news of one story, in a third of all pairs.

        One misread day among many tellings does not split an event; another doer, or another victim, does, however rare. In many
        reports of one day somebody is misread sooner or later, and what the reports have in common vouches for the rest.
        """
        if one not in self._members and other not in self._members:
            return conflict(self._tellings[one], self._tellings[other])
        tally = self._tally(one, other)
        if tally.why:
            return tally.why
        if (tally.counts.total() + tally.nearby.total()) * self._misread < self.size(one) * self.size(other):
            return None
        counts = Counter(tally.counts)
        counts.update(tally.nearby)
        return min(counts, key=lambda why: (-counts[why], why))

    def join(self, one: int, other: int) -> None:
        """Make one set of two, under the name of the one that is more to move."""
        if self._weight(one) < self._weight(other):
            one, other = other, one
        for third in self._tallies.get(other, ()):
            if third != one:
                self._carry(one, other, third)
        for third in self._tallies.pop(other, ()):
            del self._tallies[third][other]
        here, there = self.foremost(one), self.foremost(other)
        self._foremost[one] = sorted([*here, *there])[: self._most]
        self._kinds[one] = _added(self._kinds_of(one), self._kinds_of(other))
        members = self._members.setdefault(one, [one])
        for at in self._tellings_of(other):
            self.of[at], self._place[at] = one, len(members)
            members.append(at)
        for kept in (self._members, self._foremost, self._kinds):
            kept.pop(other, None)

    def _weight(self, name: int) -> int:
        return self.size(name) + len(self._tallies.get(name, ()))

    def _tellings_of(self, name: int) -> Sequence[int]:
        return self._members.get(name) or (name,)

    def _kinds_of(self, name: int) -> dict[int, tuple[int, str | None]]:
        return self._kinds.get(name) or self._counted((name,))

    def _carry(self, one: int, other: int, third: int) -> None:
        """Add what was found between a set and a third to what was found between the set it is joined to and that third."""
        old = self._tallies[other][third]
        new = self._tallies[one].get(third)
        if not (old.why or (new and new.why)):
            old, new = self._tally(other, third), self._tally(one, third)
        if new is None:
            new = self._tallies[one][third] = self._tallies[third][one] = _Tally(one, third)
        new.why = new.why or old.why
        new.counts.update(old.counts)
        new.nearby.update(old.nearby)
        new.sizes[one] += old.sizes[other]

    def _tally(self, one: int, other: int) -> _Tally:
        """What was found between two sets, with what came since then asked too."""
        tally = self._tallies[one].get(other)
        if tally is None:
            tally = self._tallies[one][other] = self._tallies[other][one] = _Tally(one, other)
        if tally.why:
            return tally
        known, met, size, other_size = tally.sizes[one], tally.sizes[other], self.size(one), self.size(other)
        left, right = self._kinds_of(one), self._kinds_of(other)
        if len(left) * len(right) < size - known + other_size - met:
            tally.counts.clear()
            self._ask(tally, left, right)
        else:
            new, newer = self._counted(self._tellings_of(one)[known:]), self._counted(self._tellings_of(other)[met:])
            for these, those, times in ((new, right, 1), (left, newer, 1), (new, newer, -1)):
                self._ask(tally, these, those, times)
        self._ask_in_documents(tally, (one, known, size), (other, 0, other_size))
        self._ask_in_documents(tally, (one, 0, known), (other, met, other_size))
        tally.sizes[one], tally.sizes[other] = size, other_size
        return tally

    def _ask(self, tally: _Tally, left: _Kinds, right: _Kinds, times: int = 1) -> None:
        """Ask as if no document told two of them."""
        tellings = self._tellings
        for at, (many, story) in left.items():
            one = tellings[at]
            for near, (so_many, its_story) in right.items():
                other = tellings[near]
                why = of_documents(one, other)
                if why and _stands(why, (one, story), (other, its_story)):
                    tally.why = why
                    return
                if why:
                    tally.counts[why] += many * so_many * times

    def _ask_in_documents(self, tally: _Tally, left: _Stretch, right: _Stretch) -> None:
        """Ask between tellings of one document, where more speaks against, not less."""
        left, right = sorted((left, right), key=lambda stretch: stretch[2] - stretch[1])
        name, first, end = right
        for at in self._tellings_of(left[0])[left[1] : left[2]]:
            one = self._tellings[at]
            for near in self._in_document[one.document]:
                if self.of[near] != name or not first <= self._place[near] < end:
                    continue
                other = self._tellings[near]
                why = conflict(one, other)
                if why and _stands(why, (one, one.story), (other, other.story)):
                    tally.why = why
                    return
                for found, many in ((why, 1), (of_documents(one, other), -1)):
                    if found:
                        tally.nearby[found] += many

    def _counted(self, members: Sequence[int]) -> dict[int, tuple[int, str | None]]:
        out: dict[int, tuple[int, str | None]] = {}
        for at in members:
            story = self._tellings[at].story
            bearer = self._bearer(at)
            many, known = out.get(bearer, (0, story))
            out[bearer] = many + 1, story if story == known else None
        return out

    def _bearer(self, at: int) -> int:
        """The first telling met that bears the marks of one."""
        found = self._alike[at]
        if found < 0:
            found = self._alike[at] = self._bearers.setdefault(marks(self._tellings[at]), at)
        return found


def _added(kinds: dict[int, tuple[int, str | None]], more: _Kinds) -> dict[int, tuple[int, str | None]]:
    """All tellings of two sets by their marks; the first is made larger."""
    for bearer, (many, story) in more.items():
        so_many, known = kinds.get(bearer, (0, story))
        kinds[bearer] = so_many + many, story if story == known else None
    return kinds


def _stands(why: str, one: tuple[Telling, str | None], other: tuple[Telling, str | None]) -> bool:
    """Whether a conflict stands however rare: no day, which may be misread, and not between news of one story."""
    (left, story), (right, its_story) = one, other
    news = story is not None and story == its_story and not background(left) and not background(right)
    return why not in _MISREADABLE and not news
