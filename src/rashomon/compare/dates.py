"""Dates side by side."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from rashomon.compare.told import Telling, World
from rashomon.compare.values import Given, by_account, by_voice, difference
from rashomon.model import Difference

_CLOSE = ("clause", "sentence")


def dates(event_id: str, tellings: Sequence[Telling], world: World) -> Iterator[Difference]:
    """Compare the days that accounts give.

    Only a time that stands with the telling itself (same clause or sentence) is compared; one that was carried over from the passage
    or the document is not. Of an account that dates it both loosely and closely the close dating counts.

    Args:
        event_id: The event.
        tellings: Its tellings.
        world: Look-ups.

    Yields:
        One row where two accounts date the event, and one for each account in which two voices give days apart.
    """
    given = [
        _given(telling) for telling in tellings if telling.earliest and telling.latest and telling.time_basis in _CLOSE
    ]
    for _, own in sorted(by_account(given).items()):
        voices = by_voice(own, world)
        if any(not _meet(one, other) for at, one in enumerate(voices) for other in voices[at + 1 :]):
            yield difference(event_id, "date", "differ", own, world, across="within")
    given = [one for _, own in sorted(by_account(given).items()) for one in _closest(own)]
    if len({one.account_id for one in given}) < 2:
        return
    if len({one.key for one in given}) == 1:
        status = "same"
    else:
        datings = {frozenset(one.key for one in own): own for own in by_account(given).values()}
        meet = all(_meet(one, other) for one, other in combinations(datings.values(), 2))
        status = "compatible" if meet else "differ"
    yield difference(event_id, "date", status, given, world)


def _given(telling: Telling) -> Given:
    start, end = telling.earliest, telling.latest
    words = str(start) if start == end else f"{start} to {end}"
    if start and end and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        words = str(start.year) if start.year == end.year else f"{start.year} to {end.year}"
    return Given(
        key=f"{start}/{end}",
        value=words,
        account_id=telling.account_id,
        as_of=telling.published,
        attribution_id=telling.attribution_id,
        evidence=telling.evidence,
        earliest=start,
        latest=end,
        ref_id=telling.event_mention_id,
    )


def _closest(own: Sequence[Given]) -> list[Given]:
    """One account's datings without those that only hold a closer one of its own: "in 2003", and "on 20 March 2003" further down."""
    return [
        one
        for one in own
        if not any(
            other.key != one.key
            and one.earliest and other.earliest and one.latest and other.latest
            and one.earliest <= other.earliest and other.latest <= one.latest
            for other in own
        )
    ]  # fmt: skip


def _meet(one: Sequence[Given], other: Sequence[Given]) -> bool:
    return any(_overlap(a, b) for a in one for b in other)


def _overlap(one: Given, other: Given) -> bool:
    return bool(
        one.earliest
        and one.latest
        and other.earliest
        and other.latest
        and one.earliest <= other.latest
        and other.earliest <= one.latest
    )
