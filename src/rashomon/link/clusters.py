"""From scored pairs to events: likeliest joins first, never across a conflict, never by a chain of weak links."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rashomon.link.event_features import Telling
from rashomon.link.event_scores import Pair

_BACKGROUND_SPAN = 31  # a telling that only gives a month, a year or nothing is told as background
_CLOSE = {"clause", "sentence"}
_YEAR = 366
_MANY_YEARS = 3
_DECADE = 10
_MINUTES = 10
_DOERS = "another doer is named, and no day is common"
_DATES = "the tellings date it differently"
_MISREADABLE = {_DATES}
_MISREAD = 3  # a conflict in fewer pairs than one in so many is taken for a misreading
_MISREAD_NEWS = 2  # the same among stories
_MOST_PAIRS = 400  # pairs between two sets that are looked at for their mean
_MEAN = 0.6  # share of the threshold that the mean of two sets must reach
_APART = 10  # days between two dated tellings beyond which they are not one event


class Conflict(NamedTuple):
    """Why two likely sets of tellings are kept apart."""

    one: str
    other: str
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
    """Events as sets of tellings.

    Attributes:
        of: For each telling, the smallest telling id of its set.
        link: For each joined telling, the strongest pair that joined it.
        conflicts: Pairs kept apart.
    """

    of: dict[str, str]
    link: dict[str, Pair]
    conflicts: list[Conflict]


def cluster(
    tellings: Sequence[Telling], pairs: Sequence[Pair], threshold: float, possible: float, anchors: Anchors
) -> Clusters:
    """Join tellings, pair by pair from the likeliest.

    Two sets are joined where nothing keeps them apart (:func:`conflict`), and where the pairs between them that were scored
    speak for it on average (average linkage).

    Args:
        tellings: All tellings.
        pairs: Scored pairs, likeliest first.
        threshold: Probability from which a pair proposes a join.
        possible: Probability from which a conflict is kept.
        anchors: Levels of which a pair from two documents must reach one.
    """
    by_id = {telling.id: telling for telling in tellings}
    chance = {(pair.one, pair.other): pair.probability for pair in pairs}
    set_of = {telling.id: telling.id for telling in tellings}
    members: dict[str, list[str]] = {telling.id: [telling.id] for telling in tellings}
    link: dict[str, Pair] = {}
    conflicts: dict[tuple[str, str], Conflict] = {}
    for pair in pairs:
        if pair.probability < min(threshold, possible):
            break
        one, other = set_of[pair.one], set_of[pair.other]
        if one == other:
            continue
        if by_id[pair.one].document != by_id[pair.other].document and not anchored(
            pair, by_id[pair.one], by_id[pair.other], anchors
        ):
            continue
        against = conflict(by_id[pair.one], by_id[pair.other]) or _against(
            [by_id[a] for a in members[one]], [by_id[b] for b in members[other]]
        )
        if against:
            if pair.probability >= possible and by_id[pair.one].document != by_id[pair.other].document:
                conflicts.setdefault(
                    (pair.one, pair.other),
                    Conflict(pair.one, pair.other, pair.probability, f"{because(pair)}; but {against}"),
                )
            continue
        if pair.probability < threshold or not _holds(members[one], members[other], chance, threshold):
            continue
        low, high = (one, other) if one < other else (other, one)
        members[low] = sorted(members[low] + members.pop(high))
        for member in members[low]:
            set_of[member] = low
        for end in (pair.one, pair.other):
            link.setdefault(end, pair)
    kept = [found for found in conflicts.values() if set_of[found.one] != set_of[found.other]]
    return Clusters(set_of, link, kept)


def anchored(pair: Pair, one: Telling, other: Telling, anchors: Anchors) -> bool:
    """Whether something firmer than common words holds a pair from two documents together."""
    reached = set(pair.levels.values())
    if not (one.dated and other.dated):
        firm = reached & anchors.firmest if one.dated == other.dated else None
        if not firm and not all(reached & group for group in anchors.undated):
            return False
    if anchors.common in reached:
        return bool(reached & anchors.firmest)
    if _years_on_end(one, other) and not _to_the_same(one, other):
        return False
    if reached & anchors.levels:
        return True
    if reached & {"done to others", "another doer"} or bool(_to(one)) != bool(_to(other)):
        return False  # the day alone does not tell that an act done to somebody is one told without saying to whom, or by others
    return bool(one.type and other.type and {one.basis, other.basis} <= _CLOSE and reached & anchors.times)


def _against(left: Sequence[Telling], right: Sequence[Telling]) -> str | None:
    """What keeps two sets apart: a conflict in any two tellings; of days, and among news of one story, in a third of all pairs.

    One misread day among many tellings does not split an event; another doer, or another victim, does, however rare. In many
    reports of one day somebody is misread sooner or later, and what the reports have in common vouches for the rest.
    """
    counts: Counter[str] = Counter()
    for a in left:
        for b in right:
            why = conflict(a, b)
            if why and why not in _MISREADABLE and not _news(a, b):
                return why
            if why:
                counts[why] += 1
    misread = _MISREAD if left[0].story is None else _MISREAD_NEWS
    if counts.total() * misread < len(left) * len(right):
        return None
    return min(counts, key=lambda why: (-counts[why], why)) if counts else None


def _news(one: Telling, other: Telling) -> bool:
    """Whether both are told in documents of one story, and neither as background."""
    if one.story is None or one.story != other.story:
        return False
    return all(not telling.dated or (telling.span or 0) <= _BACKGROUND_SPAN for telling in (one, other))


def _holds(
    left: Sequence[str], right: Sequence[str], chance: Mapping[tuple[str, str], float], threshold: float
) -> bool:
    """Whether the pairs that were scored speak for one event on average.

    Pairs that share no blocking key are acts told in other words: they say nothing for or against.
    """
    if len(left) * len(right) > _MOST_PAIRS:
        left, right = left[:20], right[:20]
    values = [chance[key] for a in left for b in right if (key := (a, b) if a < b else (b, a)) in chance]
    return not values or sum(values) / len(values) >= threshold * _MEAN


def conflict(one: Telling, other: Telling) -> str | None:
    """What keeps two tellings from being one event, in words, or None.

    Tellings of one day at one place, or done to the same, may name different doers: that is the difference worth showing.
    Background tellings with other doers and no day in common may not (``NEUTRALITY.md`` 9).
    """
    if other.id in one.others:
        return "the text tells the one as answer, sequel or reason of the other"
    apart = _days_apart(one, other)
    if apart is not None and apart > _APART:
        return _DATES
    if apart is not None and {one.basis, other.basis} <= _CLOSE and _years_on_end(one, other):
        return "the one is told of many years, the other of few or of days"
    if one.document == other.document and apart is not None and apart > 0 and {one.basis, other.basis} <= _CLOSE:
        return "one document gives two days"
    if one.document == other.document and _other_hours(one, other):
        return "one document gives two hours"
    if one.document == other.document and _long_before(one, other):
        return "one document tells the one as news, the other as long past"
    if one.document == other.document and _strangers(one, other):
        return "one document tells it of others"
    if one.operation and other.operation and one.operation != other.operation:
        return "the one is another operation than the other"
    if (apart is None or one.document == other.document) and _sizes(one, other):
        return "their figures are of another size, and no day is common"
    if _numbered(one, other):
        return "it is told as done to others"
    if not (one.type and other.type and _other(one.actors, other.actors, one.actor_states, other.actor_states)):
        return None
    same_day = apart == 0 and max(one.span or 999, other.span or 999) <= 3
    if same_day and (set(one.places) & set(other.places) or _to_the_same(one, other)):
        return None
    return _DOERS


def _days_apart(one: Telling, other: Telling) -> int | None:
    if one.start is None or other.start is None or one.end is None or other.end is None:
        return None
    if not (one.dated and other.dated):
        return None
    return max(0, one.start - other.end, other.start - one.end)


def _years_on_end(one: Telling, other: Telling) -> bool:
    """Whether one is told of years on end ("for thirty years they have been killing") and the other of some days, or of at most half as long."""
    short, long = sorted((one.span or 0, other.span or 0))
    return (short <= _BACKGROUND_SPAN and long > _MANY_YEARS * _YEAR) or (long > _DECADE * _YEAR and short * 2 <= long)


def _long_before(one: Telling, other: Telling) -> bool:
    """Whether one is told of the days of publication and the other is dated a year or more before."""
    if one.start is None or other.start is None or one.end is None or other.end is None or one.dated == other.dated:
        return False
    past, news = (one, other) if one.dated else (other, one)
    return (news.start or 0) - (past.end or 0) > _YEAR


def _strangers(one: Telling, other: Telling) -> bool:
    """Whether both are told by verbs, each with somebody named, and nobody stands in both: then one document tells two acts."""
    if one.nominal or other.nominal:
        return False
    left, right = _everybody(one), _everybody(other)
    return bool(_names(left) and _names(right)) and not left & right


def _everybody(telling: Telling) -> set[str]:
    return {
        *telling.actors,
        *telling.actor_heads,
        *telling.actor_states,
        *telling.recipients,
        *telling.recipient_heads,
        *telling.recipient_states,
    }


def _names(found: set[str]) -> bool:
    return any(one.startswith("=") for one in found)


def _other_hours(one: Telling, other: Telling) -> bool:
    """Whether both tell a clock time and none of one is near one of the other."""
    return bool(one.hours and other.hours) and all(abs(a - b) > _MINUTES for a in one.hours for b in other.hours)


def _sizes(one: Telling, other: Telling) -> bool:
    """Whether both count the same kind and no number of one is within twice a number of the other."""
    for kind in {figure.partition(":")[0] for figure in one.figures} & {
        figure.partition(":")[0] for figure in other.figures
    }:
        left, right = _numbers(one.figures, kind), _numbers(other.figures, kind)
        if all(max(a, b) > 2 * min(a, b) for a in left for b in right):
            return True
    return False


def _numbers(figures: Sequence[str], kind: str) -> list[float]:
    return [float(figure.partition(":")[2]) for figure in figures if figure.startswith(kind + ":")]


def _numbered(one: Telling, other: Telling) -> bool:
    """Whether the same act is told as done to different ones that both tellings name."""
    if one.family != other.family:
        return False
    left, right = {*one.recipients, *named(one.recipient_heads)}, {*other.recipients, *named(other.recipient_heads)}
    if not left or not right or left & right or set(one.recipient_states) & set(other.recipient_states):
        return False
    if one.document == other.document:
        return True
    here, there = {*one.places, *one.within}, {*other.places, *other.within}
    return not here & there


def _to_the_same(one: Telling, other: Telling) -> bool:
    return bool(set(one.recipients) & set(other.recipients) or set(one.recipient_heads) & set(other.recipient_heads))


def _to(telling: Telling) -> list[str]:
    return [*telling.recipients, *named(telling.recipient_heads)]


def named(heads: Sequence[str]) -> list[str]:
    """Heads that are whole names."""
    return [head for head in heads if head.startswith("=")]


def _other(left: Sequence[str], right: Sequence[str], left_states: Sequence[str], right_states: Sequence[str]) -> bool:
    """Whether both sides name doers and none is common, nor of one state."""
    return bool(left and right and not set(left) & set(right) and not set(left_states) & set(right_states))


def because(pair: Pair) -> str:
    """The levels a pair reached, in words."""
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
    return ", ".join(label for label in pair.levels.values() if label not in skip) or "weak evidence"
