"""What became of those hurt in the end, and which single victims were counted already."""

from bisect import bisect_left

from rashomon.annotate.figure_grid import Grid
from rashomon.annotate.figure_people import PeopleRules, Person, describe, identify
from rashomon.annotate.figure_reading import Reading

REACH = 15
"""Sentences within which a man who was shot may be the man who died, and "a man" one of the ten counted before."""
TOTALS = 8
"""Earlier totals that a single victim may belong to: bounds the work on long texts."""


def settle(grid: Grid, told: list[Reading], people: PeopleRules) -> list[Reading]:
    """Readings that stand: who is said to have died is no longer among the injured, who was counted is not counted again.

    Args:
        grid: The parse.
        told: All readings of harm.
        people: The tables of people.

    Returns:
        The readings to keep, in order.
    """
    kept = _distinct(told)
    persons = {at: describe(grid, reading.carrier, people) for at, reading in enumerate(kept) if _is_single(reading)}
    dead = _who_died(grid, kept, persons)
    deaths = sorted(
        grid.sentences[reading.carrier] for reading in kept if reading.kind == "killed" and reading.low != 0
    )
    totals: dict[str, list[Reading]] = {}
    out = []
    for at, reading in enumerate(kept):
        if at in dead:
            continue
        if _open_fate(grid, reading, persons.get(at), deaths):
            if not reading.implicit:
                out.append(reading._replace(kind="other"))
            continue
        before = totals.setdefault(reading.kind, [])
        if reading.implicit and any(_is_of(grid, reading, persons[at], total, people) for total in before[-TOTALS:]):
            continue
        if reading.low is not None and reading.low >= 2:
            before.append(reading)
        out.append(reading)
    return out


def _is_single(reading: Reading) -> bool:
    return reading.implicit or reading.low == reading.high == 1


def _distinct(told: list[Reading]) -> list[Reading]:
    """One reading for a phrase and kind, the surest; of a phrase that is both injured and killed, the killing."""
    best: dict[tuple[int, int, str], Reading] = {}
    for reading in told:
        key = (reading.first, reading.end, reading.kind)
        if key not in best or (best[key].weak and not reading.weak):
            best[key] = reading
    killed = {reading.carrier for reading in told if reading.kind == "killed"}
    return sorted(
        (reading for reading in best.values() if reading.kind != "injured" or reading.carrier not in killed),
        key=lambda reading: (reading.first, -reading.end, reading.kind),
    )


def _who_died(grid: Grid, kept: list[Reading], persons: dict[int, Person]) -> set[int]:
    """Readings of an injury whose victim is elsewhere said to have died."""
    places = list(persons)
    numbered = dict(
        zip(
            places,
            identify([(persons[at], grid.sentences[kept[at].carrier], kept[at].kind) for at in places]),
            strict=True,
        )
    )
    killed = {numbered[at] for at in places if kept[at].kind == "killed"}
    return {
        at
        for at in places
        if kept[at].kind == "injured"
        and numbered[at] in killed
        and (kept[at].weak or persons[at].form in ("back", "name"))
    }


def _open_fate(grid: Grid, reading: Reading, person: Person | None, deaths: list[int]) -> bool:
    """Whether the text tells of deaths near by, and of these only that they were shot or taken away."""
    if reading.kind != "injured" or not reading.weak or (person is not None and person.form == "further"):
        return False
    here = grid.sentences[reading.carrier]
    near = bisect_left(deaths, here - REACH)
    return near < len(deaths) and deaths[near] <= here + REACH


def _is_of(grid: Grid, single: Reading, person: Person, total: Reading, people: PeopleRules) -> bool:
    """Whether a single victim is one of those already counted."""
    if person.form in ("back", "name"):
        return True
    return (
        person.form == "new"
        and (total.population is None or total.population in people.generic or total.population == single.population)
        and grid.sentences[single.carrier] - grid.sentences[total.carrier] <= REACH
    )
