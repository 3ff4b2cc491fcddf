"""What became of those hurt in the end, and which single victims were counted already."""

from bisect import bisect_left, bisect_right

from rashomon.annotate.figures.grid import Grid
from rashomon.annotate.figures.harms import Harm
from rashomon.annotate.figures.people import PeopleRules, Person, describe, identify
from rashomon.annotate.figures.reading import Reading
from rashomon.annotate.figures.sums import is_further, with_further

REACH = 30
"""Sentences within which a man who was shot may be the man who died, and "a man" one of the ten counted before."""
JOINING = (",", "and", "or", "-", "–", "/", "&")
"""What joins states that one number counts together."""
TOTALS = 8
"""Earlier totals that a single victim may belong to: bounds the work on long texts."""


def settle(grid: Grid, told: list[Reading], people: PeopleRules, periods: frozenset[int]) -> list[Reading]:
    """Readings that stand: who is said to have died is no longer among the injured, who was counted is not counted again.

    Args:
        grid: The parse.
        told: All readings of harm.
        people: The tables of people.
        periods: Tokens of times longer than an event.

    Returns:
        The readings to keep, in order.
    """
    kept = _distinct(grid, told, people)
    persons = {at: describe(grid, reading.carrier, people) for at, reading in enumerate(kept) if _is_single(reading)}
    numbered = _numbered(grid, kept, persons)
    dead = _who_died(kept, persons, numbered)
    deaths = sorted(
        grid.sentences[reading.carrier] for reading in kept if reading.kind == "killed" and reading.low != 0
    )
    totals = _totals(grid, kept, people, periods)
    out = []
    for at, reading in enumerate(kept):
        if at in dead:
            continue
        if _open_fate(grid, reading, persons.get(at), deaths):
            if reading.others is not None:  # of a boy and six others who were shot, six lived if one died
                out.append(reading.others)
            elif not reading.implicit:
                out.append(reading._replace(kind="other"))
            continue
        if reading.kind == "injured" and not reading.implicit and _holds_dead(grid, reading, kept, people):
            out.append(reading._replace(kind="other"))
            continue
        near = _near(grid, reading, totals)
        if _is_single(reading) and any(
            _is_of(reading, persons[at], total, people) and not _precedes(grid, reading, total, people)
            for total in near
        ):
            continue
        if reading.detail and not reading.implicit:
            whole = next((total for total in near if not total.detail and (total.low or 0) >= (reading.low or 0)), None)
            if whole is not None:
                out.append(reading._replace(kind="other", whole=(whole.first, whole.end)))
                continue
        out.append(reading)
    return with_further(grid, out, people)


def ended(grid: Grid, told: list[Reading], harms: list[Harm]) -> list[Reading]:
    """Readings in which those taken away or hit are killed where their sentence ends so: "both were taken ashore, where they died".

    Args:
        grid: The parse.
        told: The readings so far.
        harms: All that is told as having befallen somebody.

    Returns:
        The readings, in the same order.
    """
    open_ends: dict[int, list[int]] = {}
    for at, reading in enumerate(told):
        if reading.kind == "injured" and (reading.weak or reading.detail):
            open_ends.setdefault(grid.sentences[reading.carrier], []).append(at)
    out = list(told)
    for harm in harms:
        if harm.kind != "killed" or grid.words[harm.victim] != "they":
            continue
        before = [at for at in open_ends.pop(grid.sentences[harm.victim], ()) if told[at].carrier < harm.victim]
        if before:
            last = max(before, key=lambda at: told[at].carrier)
            out[last] = told[last]._replace(kind="killed", weak=False, detail=False, trigger=harm.trigger)
    return out


def _precedes(grid: Grid, single: Reading, total: Reading, people: PeopleRules) -> bool:
    """Whether a total counts others than the single victim told just before it: "a man was hurt; four others, too"."""
    apart = grid.sentences[total.first] - grid.sentences[single.first]
    return single.first < total.first and apart <= 1 and is_further(grid, total, people)


def _holds_dead(grid: Grid, reading: Reading, kept: list[Reading], people: PeopleRules) -> bool:
    """Whether some of those hit are said to have died in the same breath: "four others, including one who died", "six, two fatally"."""
    here = grid.sentences[reading.first]
    return any(
        part.kind == "killed"
        and part.first > reading.first
        and grid.sentences[part.first] == here
        and (part.low or 0) <= (reading.low or 0)
        and (grid.words[part.trigger or 0] in people.fatal or grid.words[part.first - 1] in people.including)
        for part in kept
    )


def _totals(
    grid: Grid, kept: list[Reading], people: PeopleRules, periods: frozenset[int]
) -> dict[str, tuple[list[int], list[Reading]]]:
    """Readings of two and more by kind, with the sentence of each."""
    out: dict[str, tuple[list[int], list[Reading]]] = {}
    for reading in kept:
        if reading.low is not None and reading.low >= 2 and not _over_period(grid, reading, people, periods):
            places, readings = out.setdefault(reading.kind, ([], []))
            places.append(grid.sentences[reading.carrier])
            readings.append(reading)
    return out


def _over_period(grid: Grid, reading: Reading, people: PeopleRules, periods: frozenset[int]) -> bool:
    """Whether a total counts a year's or a month's victims: a single victim of one event is not told by it."""
    window = range(max(0, reading.first - 12), min(len(grid.words), reading.end + 12))
    here = grid.sentences[reading.first]
    return any(
        (grid.words[at] in people.periods or at in periods)
        and grid.sentences[at] == here
        and not (grid.glued[at] and grid.words[at - 1] == "-")
        and (grid.words[at + 1 : at + 2] != ["ago"] or at in periods or grid.words[at].startswith("year"))
        for at in window
    )


def _near(grid: Grid, single: Reading, totals: dict[str, tuple[list[int], list[Reading]]]) -> list[Reading]:
    """The totals of the same kind in reach of a single victim, those before it first."""
    places, readings = totals.get(single.kind, ([], []))
    here = grid.sentences[single.carrier]
    middle = bisect_right(places, here)
    first, end = bisect_left(places, here - REACH), bisect_right(places, here + REACH)
    return [*readings[max(first, middle - TOTALS) : middle], *readings[middle : min(end, middle + TOTALS)]]


def _is_single(reading: Reading) -> bool:
    return reading.implicit or reading.low == reading.high == 1


def _distinct(grid: Grid, told: list[Reading], people: PeopleRules) -> list[Reading]:
    """One reading for a phrase and kind, the surest; of a phrase that is both injured and killed, the killing."""
    best: dict[tuple[int, int, str], Reading] = {}
    both = {(one.first, one.end) for one in told if _counts_both(grid, one, people)}
    for one in told:
        reading = one._replace(kind="other") if (one.first, one.end) in both else one
        key = (reading.first, reading.end, reading.kind)
        if key not in best or (best[key].weak and not reading.weak):
            best[key] = reading
    phrases: dict[tuple[int, int], list[Reading]] = {}
    for (first, end, _), reading in best.items():
        phrases.setdefault((first, end), []).append(reading)
    killed = {reading.carrier for reading in told if reading.kind == "killed"}
    out = []
    for readings in phrases.values():
        if _is_joint(grid, readings, people):
            out.append(readings[0]._replace(kind="other"))
        else:
            out += [reading for reading in readings if reading.kind != "injured" or reading.carrier not in killed]
    return sorted(out, key=lambda reading: (reading.first, -reading.end, reading.kind))


def _counts_both(grid: Grid, reading: Reading, people: PeopleRules) -> bool:
    """Whether the words behind a number join another state to the one told: "3,000 dead and wounded", "180 dead, wounded or taken"."""
    at = reading.trigger
    if reading.implicit or at is None or at < reading.first or grid.words[at] not in people.states:
        return False
    step = at + 1
    while step < len(grid.words) and grid.words[step] in JOINING:
        step += 1
    if step == at + 1 or step >= len(grid.words) or grid.sentences[step] != grid.sentences[at]:
        return False
    kind = people.states.get(grid.words[step], reading.kind)
    behind = grid.pos[step + 1] if step + 1 < len(grid.words) else ""
    own = grid.child(step, "obj", "nsubj", "nsubj:pass", "aux:pass") is not None or behind in (
        "NOUN",
        "PROPN",
        "NUM",
        "DET",
    )
    return not own and frozenset((reading.kind, kind)) in people.joint


def _is_joint(grid: Grid, readings: list[Reading], people: PeopleRules) -> bool:
    """Whether one number counts two kinds together: "2,414 dead and missing", "20 killed or wounded"."""
    if len(readings) != 2 or any(reading.weak or reading.detail or reading.implicit for reading in readings):
        return False
    one, other = sorted(reading.trigger or 0 for reading in readings)
    coordinated = grid.heads[other] == one or grid.heads[one] == other or grid.heads[one] == grid.heads[other]
    return coordinated and other - one <= 3 and frozenset(reading.kind for reading in readings) in people.joint


def _numbered(grid: Grid, kept: list[Reading], persons: dict[int, Person]) -> dict[int, int]:
    """Number of the person behind each reading of a single victim."""
    told = [(person, grid.sentences[kept[at].carrier], kept[at].kind) for at, person in persons.items()]
    return dict(zip(persons, identify(told), strict=True))


def _who_died(kept: list[Reading], persons: dict[int, Person], numbered: dict[int, int]) -> set[int]:
    """Readings of an injury whose victim is elsewhere said to have died."""
    killed = {number for at, number in numbered.items() if kept[at].kind == "killed"}
    aged = {(number, persons[at].age) for at, number in numbered.items() if kept[at].kind == "killed"}
    return {
        at
        for at, number in numbered.items()
        if kept[at].kind == "injured"
        and number in killed
        and (
            kept[at].weak
            or persons[at].form in ("back", "name")
            or (persons[at].age is not None and (number, persons[at].age) in aged)
        )
    }


def _open_fate(grid: Grid, reading: Reading, person: Person | None, deaths: list[int]) -> bool:
    """Whether the text tells of deaths near by, and of these only that they were shot or taken away."""
    if reading.kind != "injured" or not (reading.weak or reading.detail):
        return False
    if not reading.weak and person is not None and person.form == "further":
        return False
    here = grid.sentences[reading.carrier]
    near = bisect_left(deaths, here - REACH)
    return near < len(deaths) and deaths[near] <= here + REACH


def _is_of(single: Reading, person: Person, total: Reading, people: PeopleRules) -> bool:
    """Whether a single victim is one of those counted: then no figure of its own."""
    if person.form == "back":
        return True
    return total.population is None or total.population in people.generic or total.population == single.population
