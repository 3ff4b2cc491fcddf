"""Figures in tokens: numbers and single victims, each with the kind that its surroundings give it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from rashomon.annotate.figures.counts import Count, CountRules, count, count_rules, phrase
from rashomon.annotate.figures.fates import settle
from rashomon.annotate.figures.grid import Grid
from rashomon.annotate.figures.harms import Harm, harm_rules, harms
from rashomon.annotate.figures.harms import neighbours as harms_beside
from rashomon.annotate.figures.numbers import number_rules, numbers
from rashomon.annotate.figures.people import PeopleRules, is_one_person, may_be_person, people_rules
from rashomon.annotate.figures.reading import Reading
from rashomon.knowledge import Knowledge

PERCENT = "percent"
PLURAL = ("NNS", "NNPS")


class Reader(NamedTuple):
    """What the rules look at while they read one document.

    Attributes:
        grid: The parse.
        counts: Numbers that count, by each token that may stand for them.
        rules: The tables of what is counted.
        people: The tables of people.
        including: Words that open a part of what was counted before.
        multiples: Adjectives that number the victims of a killing.
        single: Kinds of which one person is a figure without a number.
        groups: Tokens that are words for a group ("couple"), not numbers.
    """

    grid: Grid
    counts: dict[int, Count]
    rules: CountRules
    people: PeopleRules
    including: frozenset[tuple[str, ...]]
    multiples: dict[str, int]
    single: frozenset[str]
    groups: frozenset[int]


def readings(grid: Grid, knowledge: Knowledge, dated: frozenset[int] = frozenset()) -> list[Reading]:
    """All figures of a document, in order, wholes before their parts.

    Args:
        grid: The parse.
        knowledge: The tables.
        dated: Tokens of time expressions: no number among them counts anything.
    """
    rules, people = count_rules(knowledge), people_rules(knowledge)
    counts: dict[int, Count] = {}
    found: list[Count] = []
    for number in numbers(grid.words, number_rules(knowledge)):
        counted = None if number.core in dated else count(grid, number, rules)
        if counted is not None:
            found.append(counted)
            counts.setdefault(counted.carrier, counted)
            counts.setdefault(counted.anchor, counted)
            if counted.noun is not None:
                counts.setdefault(counted.noun, counted)
    groups = frozenset(counted.carrier for counted in found if grid.words[counted.number.core] in people.groups)
    reader = Reader(
        grid,
        counts,
        rules,
        people,
        knowledge.once(_including),
        knowledge.once(_multiples),
        knowledge.once(_single),
        groups,
    )
    harmed = [reading for harm in harms(grid, harm_rules(knowledge)) for reading in _harmed(reader, harm)]
    taken = {at for reading in harmed for at in (reading.carrier, *range(reading.first, reading.end))}
    for reading in _beside(reader, harms_beside(grid, harm_rules(knowledge)), found, taken):
        harmed.append(reading)
        taken.add(reading.carrier)
    plain = [_plain(reader, counted) for counted in found if not {counted.carrier, counted.number.core} & taken]
    everything = settle(grid, harmed, people) + [reading for reading in plain if reading is not None]
    everything.sort(key=lambda reading: (reading.first, -reading.end, reading.kind))
    return list(_with_parts(reader, everything))


def _including(knowledge: Knowledge) -> frozenset[tuple[str, ...]]:
    tables: dict[str, Any] = knowledge.toml("figures")
    return frozenset(tuple(phrase.split()) for phrase in tables["parts"]["including"])


def _multiples(knowledge: Knowledge) -> dict[str, int]:
    tables: dict[str, dict[str, dict[str, int]]] = knowledge.toml("figures")
    return tables["numbers"]["multiples"]


def _single(knowledge: Knowledge) -> frozenset[str]:
    tables: dict[str, dict[str, list[str]]] = knowledge.toml("figures")
    return frozenset(tables["harm"]["single"])


def _with_parts(reader: Reader, told: list[Reading]) -> Iterator[Reading]:
    """Give "nine children" in "27 people, including nine children" its whole and, where it has none of its own, its kind."""
    words, whole = reader.grid.words, None
    for reading in told:
        here = reader.grid.sentences[reading.first]
        same = whole is not None and reader.grid.sentences[whole.first] == here
        opened = any(
            tuple(words[reading.first - back - len(opener) : reading.first - back]) == opener
            for opener in reader.including
            for back in (0, 1)
        )
        if (
            whole is not None
            and same
            and opened
            and reading.whole is None
            and reading.unit is None
            and reading.kind in ("other", whole.kind)
            and (reading.low or 0) <= (whole.high or whole.low or 0)
        ):
            yield reading._replace(whole=(whole.first, whole.end), kind=whole.kind)
            continue
        if reading.unit is None and reading.whole is None:
            whole = reading
        yield reading


def _beside(reader: Reader, near: list[Harm], found: list[Count], taken: set[int]) -> Iterator[Reading]:
    """Numbers straight before or behind a word for harm that the parse ties to nothing: "2 dead, 3 wounded", "injured three others"."""
    grid = reader.grid
    behind = {counted.number.first: counted for counted in found if counted.carrier not in taken}
    before = {(counted.what[1] if counted.what else counted.number.end): counted for counted in behind.values()}
    for harm in near:
        at = harm.trigger
        counted = None
        if grid.tags[at] != "VBN" and grid.child(at, "aux:pass") is None:
            counted = behind.get(at + 1)
        if counted is None and grid.tags[at] in ("VBN", "VBD", "JJ", "NN", "NNP"):
            counted = before.get(at)
        if counted is not None and grid.sentences[counted.carrier] == grid.sentences[at]:
            reading = _victim(reader, harm._replace(victim=counted.carrier), counted.carrier, beside=False)
            if reading is not None:
                yield reading


def _harmed(reader: Reader, harm: Harm) -> Iterator[Reading]:
    """Readings of one harm: a coordination is one figure; one that holds "others" without a number gives only its numbers."""
    members = [harm.victim] if harm.victim == harm.trigger else _members(reader, harm)
    told: list[Reading] = []
    for member in members:
        reading = _victim(reader, harm, member, beside=bool(told))
        if reading is not None:
            told.append(reading)
    if len(members) > 1 and len(told) == len(members):
        yield _sum(told)
        return
    if any(reader.grid.tags[member] in PLURAL for member in members[1:]):
        told = [reading for reading in told if not reading.implicit]
    yield from told


def _victim(reader: Reader, harm: Harm, member: int, *, beside: bool) -> Reading | None:
    """Reading of one victim phrase: nobody, so many, or one."""
    grid, people = reader.grid, reader.people
    value = None
    multiple = next((at for at in grid.children[member] if grid.words[at] in reader.multiples), None)
    if (
        harm.victim == harm.trigger
        and multiple is not None
        and grid.words[member + 1 : member + 2] not in (["-"], ["/"])
    ):
        many = float(reader.multiples[grid.words[multiple]])
        span = (multiple, member + 1)
        return Reading(
            *span,
            many,
            many,
            harm.kind,
            member,
            what=(member, member + 1),
            population=grid.lemmas[member],
            trigger=member,
        )
    if _nobody(grid, member, people):
        if not _everybody(grid, harm, member, people):
            return None
        value = 0.0
    elif member in reader.counts:
        counted = reader.counts[member]
        bare_one = counted.noun is None and counted.number.low == 1 and harm.kind == "detained"
        if (
            counted.number.unit is None
            and not bare_one
            and (counted.noun is None or grid.lemmas[counted.noun] not in people.things)
        ):
            further = any(word in people.further for word in grid.words[counted.number.first : counted.carrier + 1])
            return _explicit(grid, counted, harm.kind)._replace(
                weak=harm.weak and not further, detail=harm.detail and not further, trigger=harm.trigger
            )
        return None
    elif (
        harm.victim != harm.trigger
        and harm.kind in reader.single
        and (is_one_person(grid, member, people) or (beside and may_be_person(grid, member, people)))
    ):
        value = 1.0
    if value is None:
        return None
    span = phrase(grid, member)
    return Reading(
        first=span[0],
        end=span[1],
        low=value,
        high=value,
        kind=harm.kind,
        what=span,
        population=_population(grid, member),
        carrier=member,
        implicit=value == 1,
        weak=harm.weak,
        detail=harm.detail,
        trigger=harm.trigger,
    )


def _members(reader: Reader, harm: Harm) -> list[int]:
    """Members of the coordination that a victim opens, or that agreement in number shows it to close.

    "A soldier and his daughter were found dead": a singular subject with a plural auxiliary has a brother before it, whatever
    the parse says.
    """
    grid, counts, people = reader.grid, reader.counts, reader.people
    victim = _inside(reader, harm.victim)
    if harm.trigger < victim and grid.heads[harm.trigger] == victim and grid.deps[harm.trigger] in ("amod", "compound"):
        return [victim]
    members = [member for member in grid.conjuncts(victim) if member == victim or _shares(grid, victim, member, harm)]
    first = phrase(grid, victim)[0]
    if len(members) == 1 and first > 1 and grid.words[first - 1] in ("and", "&") and victim < harm.trigger:
        verbs = (harm.trigger, grid.heads[harm.trigger])
        plural = any(grid.words[child] in people.plural_verbs for verb in verbs for child in grid.children[verb])
        before = _before(grid, first - 2)
        same = grid.sentences[before] == grid.sentences[victim]
        agrees = plural and grid.tags[victim] not in PLURAL and victim not in counts
        left = grid.deps[before] == "obj" and grid.lemmas[grid.heads[before]] in people.leaving
        if same and (agrees or left) and (before in counts or is_one_person(grid, before, people)):
            members.insert(0, before)
    return members


def _shares(grid: Grid, victim: int, member: int, harm: Harm) -> bool:
    """Whether a member of a coordination underwent the same: not so beyond the trigger ("one dead and two wounded")."""
    if victim < harm.trigger < member:
        return False
    end = phrase(grid, member)[1]
    return end == harm.trigger or end >= len(grid.words) or grid.tags[end] not in ("VBN", "JJ") or end == member


def _inside(reader: Reader, victim: int) -> int:
    """The counted phrase within a collective: "a total of 50 people", "a family of five"."""
    grid = reader.grid
    if victim in reader.counts or grid.lemmas[victim] not in reader.people.collectives:
        return victim
    return next(
        (child for child in grid.children[victim] if child in reader.counts and grid.case(child) == "of"), victim
    )


def _before(grid: Grid, at: int) -> int:
    """Head of the phrase that ends at a token, past an age between commas."""
    while at > 0 and (grid.words[at] == "," or (grid.pos[at] == "NUM" and grid.words[at - 1] == ",")):
        at -= 1
    for _ in range(4):
        if grid.deps[at] in ("flat", "compound", "goeswith") and abs(grid.heads[at] - at) < 5:
            at = grid.heads[at]
    return at


def _sum(told: list[Reading]) -> Reading:
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


def _nobody(grid: Grid, head: int, people: PeopleRules) -> bool:
    if grid.words[head] in people.nobody:
        return True
    determiner = grid.child(head, "det")
    return determiner is not None and grid.words[determiner] == "no"


def _everybody(grid: Grid, harm: Harm, member: int, people: PeopleRules) -> bool:
    """Whether "no" speaks of all: not "no other injuries", "no officers were hurt", "none was seriously hurt"."""
    near = [member, *grid.children[member]]
    if any(grid.words[at] in people.further or grid.words[at] in people.grave for at in near):
        return False
    if any(grid.words[at] in people.grave for at in grid.children[harm.trigger]):
        return False
    return (
        grid.words[member] in people.nobody or member == harm.trigger or grid.lemmas[member] in (*people.generic, "one")
    )


def _population(grid: Grid, head: int) -> str | None:
    """What a phrase says that those counted are: a noun or a nation, no name and no pronoun."""
    return None if grid.tags[head] == "NNP" or grid.pos[head] == "PRON" else grid.lemmas[head]


def _explicit(grid: Grid, counted: Count, kind: str) -> Reading:
    number = counted.number
    return Reading(
        first=number.first,
        end=number.end,
        low=number.low,
        high=number.high,
        approximate=number.approximate,
        kind=kind,
        unit=number.unit,
        what=counted.what,
        population=_population(grid, counted.noun) if counted.noun is not None else None,
        carrier=counted.carrier,
    )


def _plain(reader: Reader, counted: Count) -> Reading | None:
    """Reading of a number of which nothing is said to have befallen those counted."""
    grid, rules, number = reader.grid, reader.rules, counted.number
    if number.unit is not None:
        return _explicit(grid, counted, "other" if number.unit == PERCENT else "money")
    if (
        counted.noun is None
        or counted.carrier in reader.groups
        or grid.words[number.core] in reader.people.groups
        or number.low == 1
    ):
        return None
    lemma = grid.lemmas[counted.noun]
    if lemma in rules.nouns:
        return None
    reading = _explicit(grid, counted, rules.kinds.get(lemma, "other"))
    unit = next((name for name in (grid.words[counted.noun], lemma) if name in rules.measures), None)
    return reading._replace(kind="other", unit=unit, population=None) if unit else reading
