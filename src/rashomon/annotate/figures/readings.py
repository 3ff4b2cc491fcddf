"""Figures in tokens: numbers and single victims, each with the kind that its surroundings give it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from rashomon.annotate.figures.coordination import PLURAL, members
from rashomon.annotate.figures.counts import Count, CountRules, count, count_rules, phrase
from rashomon.annotate.figures.fates import ended, settle
from rashomon.annotate.figures.grid import Grid
from rashomon.annotate.figures.harms import Harm, harm_rules, harms
from rashomon.annotate.figures.harms import neighbours as harms_beside
from rashomon.annotate.figures.numbers import number_rules, numbers
from rashomon.annotate.figures.people import PeopleRules, is_one_person, may_be_person, people_rules
from rashomon.annotate.figures.reading import Reading
from rashomon.annotate.figures.sums import explains, is_further, total, with_self
from rashomon.annotate.figures.tolls import toll_rules, tolls
from rashomon.knowledge import Knowledge

PERCENT = "percent"


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
        dated: Tokens of time expressions: "Monday's killings" name no victim.
        places: Tokens of named places and ships: they are captured as people are.
    """

    grid: Grid
    counts: dict[int, Count]
    rules: CountRules
    people: PeopleRules
    including: frozenset[tuple[str, ...]]
    multiples: dict[str, int]
    single: frozenset[str]
    groups: frozenset[int]
    dated: frozenset[int]
    places: frozenset[int]


def readings(
    grid: Grid,
    knowledge: Knowledge,
    dated: frozenset[int] = frozenset(),
    periods: frozenset[int] = frozenset(),
    places: frozenset[int] = frozenset(),
) -> list[Reading]:
    """All figures of a document, in order, wholes before their parts.

    Args:
        grid: The parse.
        knowledge: The tables.
        dated: Tokens of time expressions: no number among them counts anything.
        periods: Of these the tokens of times longer than an event.
        places: Tokens of named places and ships.
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
            for at in range(number.first, number.core_end):  # "as many as 300": any of its words may stand for it
                counts.setdefault(at, counted)
    for counted in found:  # last, for "one of the two men" counts the men by the two
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
        dated,
        places,
    )
    told = harms(grid, harm_rules(knowledge))
    harmed = ended(grid, [reading for harm in told for reading in _harmed(reader, harm)], told)
    taken = {at for reading in harmed for at in (reading.carrier, *range(reading.first, reading.end))}
    for reading in _beside(reader, harms_beside(grid, harm_rules(knowledge)), found, taken):
        harmed.append(reading)
        taken.add(reading.carrier)
    for reading in tolls(grid, [counted for counted in found if counted.carrier not in taken], toll_rules(knowledge)):
        harmed.append(reading)
        taken.update((reading.carrier, reading.first))
    plain = [_plain(reader, counted) for counted in found if not {counted.carrier, counted.number.core} & taken]
    everything = settle(grid, list(with_self(grid, harmed)), people, periods) + [
        reading for reading in plain if reading is not None
    ]
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
    before.update({counted.noun: counted for counted in behind.values() if counted.noun is not None})
    for harm in near:
        at = harm.trigger
        counted = None
        if grid.tags[at] != "VBN" and grid.child(at, "aux:pass") is None:
            counted = behind.get(at + 1)
        acts = grid.tags[at] == "VBD" and grid.child(at, "obj") is not None
        if counted is None and not acts and grid.tags[at] in ("VBN", "VBD", "JJ", "NN", "NNP"):
            counted = before.get(at)
        if counted is not None and grid.sentences[counted.carrier] == grid.sentences[at]:
            reading = _victim(reader, harm._replace(victim=counted.carrier), counted.carrier, beside=False)
            if reading is not None:
                yield reading


def _harmed(reader: Reader, harm: Harm) -> Iterator[Reading]:
    """Readings of one harm: a coordination is one figure; one that holds "others" without a number gives only its numbers."""
    alone = harm.victim == harm.trigger
    joined = [harm.victim] if alone else members(reader.grid, reader.counts, reader.people, harm)
    told: list[Reading] = []
    for member in joined:
        reading = _victim(reader, harm, member, beside=bool(told))
        if reading is not None:
            told.append(reading)
    if len(joined) > 1 and len(told) == len(joined):
        apart = told[-1] if is_further(reader.grid, told[-1], reader.people) and not told[-1].implicit else None
        yield told[0] if explains(reader.grid, told) else total(told)._replace(others=apart)
        return
    if any(reader.grid.tags[member] in PLURAL for member in joined[1:]):
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
        if counted.noun is not None and grid.lemmas[counted.noun] in people.downed and _down(grid, harm.trigger):
            return None
        bare_one = counted.noun is None and counted.number.low == 1 and harm.kind == "detained"
        if (
            counted.number.unit is None
            and not bare_one
            and (member == harm.trigger or counted.noun is None or grid.lemmas[counted.noun] not in people.things)
        ):
            further = any(word in people.further for word in grid.words[counted.number.first : counted.carrier + 1])
            return _explicit(grid, counted, harm.kind)._replace(
                weak=harm.weak and not further, detail=harm.detail and not further, trigger=harm.trigger
            )
        return None
    elif (
        harm.victim != harm.trigger
        and member not in reader.dated
        and not (harm.kind == "detained" and _may_be_place(reader, harm, member))
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


def _down(grid: Grid, trigger: int) -> bool:
    return any(grid.words[child] == "down" for child in grid.children[trigger])


def _may_be_place(reader: Reader, harm: Harm, member: int) -> bool:
    """Whether a name is one of a place or a ship, or not known to be a person's."""
    grid = reader.grid
    bare = grid.pos[member] == "PROPN" and grid.child(member, "nmod:desc", "appos") is None
    if bare and grid.lemmas[harm.trigger] in reader.people.taken:
        return True
    inside = [member, *(child for child in grid.children[member] if grid.deps[child] in ("flat", "compound"))]
    if any(at in reader.places for at in inside):
        return True
    return grid.pos[member] == "PROPN" and not any(grid.ents[at] == "PER" for at in inside)


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
    narrowed = any(grid.deps[at] in ("nmod", "acl:relcl") and grid.case(at) != "of" for at in grid.children[member])
    if narrowed and member != harm.trigger:
        return False  # "no one in the house was hurt" leaves room for others
    return (
        grid.words[member] in people.nobody
        or member == harm.trigger
        or grid.lemmas[member] in people.generic
        or grid.lemmas[member] == "one"
    )


def _population(grid: Grid, head: int) -> str | None:
    """What a phrase says that those counted are: a noun or a nation, no name and no pronoun."""
    if grid.tags[head] in ("VBN", "VBD"):  # "507 wounded"
        return grid.words[head]
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
