"""Victims told one beside the other as one figure: coordinations, the killer's own end, "and two others later"."""

from collections.abc import Iterator

from rashomon.annotate.figures.grid import Grid
from rashomon.annotate.figures.people import PeopleRules
from rashomon.annotate.figures.reading import Reading
from rashomon.annotate.figures.victims import REFLEXIVES


def explains(grid: Grid, told: list[Reading]) -> bool:
    """Whether the rest of a row says who the first are: "three others, two men and a woman"."""
    one, *rest = told
    end = one.what[1] if one.what else one.end
    many = not one.implicit and one.low == one.high and (one.low or 0) > 1
    return (
        many and grid.words[end : end + 1] in ([","], ["–"], ["-"], [":"]) and one.low == sum(r.low or 0 for r in rest)
    )


def total(told: list[Reading]) -> Reading:
    """A coordination as one figure: "his wife and two children" are three."""
    lows, highs = [reading.low for reading in told], [reading.high for reading in told]
    first = min(reading.first for reading in told)
    end = max(reading.what[1] if reading.what else reading.end for reading in told)
    return told[0]._replace(
        first=first,
        end=end,
        low=None if None in lows else sum(low for low in lows if low is not None),
        high=None if None in highs else sum(high for high in highs if high is not None),
        approximate=any(reading.approximate for reading in told),
        what=(first, end),
        population=None,
        implicit=False,
    )


def with_self(grid: Grid, told: list[Reading]) -> Iterator[Reading]:
    """Readings in which who killed others and himself in one sentence is counted with them: "killed his two sons and himself" is three.

    The others stay as a part where a number counts them. Only the objects of a killing are summed: "both died when he shot her
    and himself" has counted him.
    """
    ends = {grid.sentences[reading.first]: reading for reading in told if _own(grid, reading)}
    summed: set[Reading] = set()
    out: list[Reading] = []
    for reading in told:
        own = ends.get(grid.sentences[reading.first])
        if own is None or reading is own or not _by_hand(reading, own):
            out.append(reading)
            continue
        both = total([reading._replace(implicit=False), own._replace(what=None)])
        summed.add(own)
        out.append(both)
        if not reading.implicit and reading.what != (reading.first, reading.end):
            out.append(reading._replace(whole=(both.first, both.end)))
    yield from (reading for reading in out if reading not in summed)


def _by_hand(reading: Reading, own: Reading) -> bool:
    """Whether some were killed as objects of a killing that the sentence tells before the killer's own end."""
    if reading.kind != "killed" or not reading.low or reading.trigger is None:
        return False
    if own.trigger is not None and own.first < reading.trigger:  # "the man shot her dead and committed suicide"
        return reading.first < own.trigger
    return reading.trigger < reading.first < own.first


def _own(grid: Grid, reading: Reading) -> bool:
    """Whether somebody's own hand killed them: "himself", "his own life"."""
    if reading.kind != "killed" or reading.low != 1:
        return False
    if reading.trigger is not None and grid.lemmas[reading.trigger] == "commit":
        return True
    return grid.words[reading.carrier] in REFLEXIVES or grid.words[reading.carrier + 1 : reading.carrier + 3] == [
        "own",
        "life",
    ]


def with_further(grid: Grid, told: list[Reading], people: PeopleRules) -> list[Reading]:
    """Readings in which victims told one after the other in one sentence are summed where "another" or "two others" says they differ.

    "One man died there and two others in hospital" is three killed.
    """
    out: list[Reading] = []
    last: dict[tuple[str, int], Reading] = {}
    for reading in told:
        key = (reading.kind, grid.sentences[reading.first])
        before = last.get(key)
        if (
            before is None
            or reading.kind not in ("killed", "injured")
            or not is_further(grid, reading, people)
            or reading.first < before.end
            or reading.whole is not None
            or grid.words[reading.first - 1] in people.including
        ):
            out.append(reading)
            if reading.whole is None:
                last[key] = reading
            continue
        both = total([before._replace(implicit=False), reading])
        where = out.index(before)
        out[where] = both
        last[key] = both
    return out


def is_further(grid: Grid, reading: Reading, people: PeopleRules) -> bool:
    """Whether those counted are said to be others than those told before: "another man", "two more", "six others"."""
    near = {*range(reading.first, max(reading.end, reading.carrier + 1)), *grid.children[reading.carrier]}
    return any(grid.words[at] in people.further for at in near)
