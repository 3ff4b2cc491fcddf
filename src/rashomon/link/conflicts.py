"""What keeps two tellings from being one event (``NEUTRALITY.md`` 9)."""

from collections.abc import Sequence

from rashomon.link.telling import Telling

CLOSE = frozenset({"clause", "sentence"})
BACKGROUND_SPAN = 31  # a telling that only gives a month, a year or nothing is told as background
DATES = "the tellings date it differently"
_DOERS = "another doer is named, and no day is common"
_YEAR = 366
_MANY_YEARS = 3
_DECADE = 10
_MINUTES = 10
_APART = 10  # days between two dated tellings beyond which they are not one event


def conflict(one: Telling, other: Telling) -> str | None:
    """What keeps two tellings from being one event, in words, or None.

    Tellings of one day at one place, or done to the same, may name different doers: that is the difference worth showing.
    Background tellings with other doers and no day in common may not (``NEUTRALITY.md`` 9).
    """
    return _conflict(one, other, together=one.document == other.document)


def of_documents(one: Telling, other: Telling) -> str | None:
    """What would keep two tellings apart if two documents told them."""
    return _conflict(one, other, together=False)


def marks(telling: Telling) -> tuple[object, ...]:
    """All that :func:`of_documents` and :func:`background` go by: of tellings with equal marks they say the same."""
    days = (telling.start, telling.end, telling.span) if telling.dated else ()
    who = telling.actors, telling.actor_states, telling.recipients, telling.recipient_states, telling.recipient_heads
    what = bool(telling.type), telling.family, telling.operation, telling.figures
    return days, telling.dated, telling.basis in CLOSE, *what, *who, telling.places, telling.within


def background(telling: Telling) -> bool:
    """Whether it is dated to no more than a year or a longer time, as background is."""
    return telling.dated and (telling.span or 0) > BACKGROUND_SPAN


def _conflict(one: Telling, other: Telling, *, together: bool) -> str | None:
    if together and other.id in one.others:
        return "the text tells the one as answer, sequel or reason of the other"
    apart = _days_apart(one, other)
    if apart is not None and apart > _APART:
        return DATES
    if apart is not None and {one.basis, other.basis} <= CLOSE and years_on_end(one, other):
        return "the one is told of many years, the other of few or of days"
    if together and (why := _in_one_document(one, other, apart)):
        return why
    if one.operation and other.operation and one.operation != other.operation:
        return "the one is another operation than the other"
    if (apart is None or together) and _sizes(one, other):
        return "their figures are of another size, and no day is common"
    if _numbered(one, other, together=together):
        return "it is told as done to others"
    if not (one.type and other.type and _other(one.actors, other.actors, one.actor_states, other.actor_states)):
        return None
    same_day = apart == 0 and max(one.span or 999, other.span or 999) <= 3
    if same_day and (set(one.places) & set(other.places) or to_the_same(one, other)):
        return None
    return _DOERS


def _in_one_document(one: Telling, other: Telling, apart: int | None) -> str | None:
    if apart is not None and apart > 0 and {one.basis, other.basis} <= CLOSE:
        return "one document gives two days"
    if _other_hours(one, other):
        return "one document gives two hours"
    if _long_before(one, other):
        return "one document tells the one as news, the other as long past"
    return "one document tells it of others" if _strangers(one, other) else None


def _days_apart(one: Telling, other: Telling) -> int | None:
    if one.start is None or other.start is None or one.end is None or other.end is None:
        return None
    if not (one.dated and other.dated):
        return None
    return max(0, one.start - other.end, other.start - one.end)


def years_on_end(one: Telling, other: Telling) -> bool:
    """Whether one is told of years on end ("for thirty years they have been killing") and the other of some days, or of at most half as long."""
    short, long = sorted((one.span or 0, other.span or 0))
    return (short <= BACKGROUND_SPAN and long > _MANY_YEARS * _YEAR) or (long > _DECADE * _YEAR and short * 2 <= long)


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


def _numbered(one: Telling, other: Telling, *, together: bool) -> bool:
    """Whether the same act is told as done to different ones that both tellings name."""
    if one.family != other.family:
        return False
    left, right = {*one.recipients, *named(one.recipient_heads)}, {*other.recipients, *named(other.recipient_heads)}
    if not left or not right or left & right or set(one.recipient_states) & set(other.recipient_states):
        return False
    if together:
        return True
    here, there = {*one.places, *one.within}, {*other.places, *other.within}
    return not here & there


def to_the_same(one: Telling, other: Telling) -> bool:
    """Whether both name somebody that it was done to."""
    return bool(set(one.recipients) & set(other.recipients) or set(one.recipient_heads) & set(other.recipient_heads))


def done_to(telling: Telling) -> list[str]:
    """Those it was done to, as actors and as whole names."""
    return [*telling.recipients, *named(telling.recipient_heads)]


def named(heads: Sequence[str]) -> list[str]:
    """Heads that are whole names."""
    return [head for head in heads if head.startswith("=")]


def _other(left: Sequence[str], right: Sequence[str], left_states: Sequence[str], right_states: Sequence[str]) -> bool:
    """Whether both sides name doers and none is common, nor of one state."""
    return bool(left and right and not set(left) & set(right) and not set(left_states) & set(right_states))
