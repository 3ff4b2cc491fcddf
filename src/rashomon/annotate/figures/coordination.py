"""Who is told together: the members of a coordination ("his wife and two children"), and their sum as one figure.

Parsers are weakest where phrases are joined, so agreement in number, age appositions and the words in between decide as well.
"""

from collections.abc import Container, Iterator

from rashomon.annotate.figures.counts import phrase
from rashomon.annotate.figures.grid import Grid
from rashomon.annotate.figures.harms import Harm
from rashomon.annotate.figures.people import PeopleRules, is_one_person
from rashomon.annotate.figures.reading import Reading
from rashomon.annotate.figures.victims import REFLEXIVES

PLURAL = ("NNS", "NNPS")
JOINTS = ("and", "&")
CLAUSES = ("acl:relcl", "advcl", "ccomp")
"""Relations that only a predicate has: a bare noun with one of them lost its verb to the next clause."""
COMPANY = ("along", "together", "alongside")
AGES = ("age", "ages", "aged")
ADRIFT = ("nsubj", "nsubj:pass", "obl:unmarked", "dislocated")
"""Relations under which the first member of a coordination hangs on the verb when the parse has torn it off."""


def members(grid: Grid, counts: Container[int], people: PeopleRules, harm: Harm) -> list[int]:
    """Members of the coordination that a victim opens, or that agreement in number shows it to close.

    "A soldier and his daughter were found dead": a singular subject with a plural auxiliary has a brother before it, whatever
    the parse says. Alternatives ("this man or that") are no sum, and ages ("three men, 25, 26 and 33") no members.

    Args:
        grid: The parse.
        counts: Tokens that numbers are the count of.
        people: The tables of people.
        harm: What befell whom.

    Returns:
        Heads of the members, in order; the victim alone where nothing is joined to it.
    """
    victim = _inside(grid, counts, people, harm.victim)
    if harm.trigger < victim and grid.heads[harm.trigger] == victim and grid.deps[harm.trigger] in ("amod", "compound"):
        return [victim]
    told = [
        member
        for member in grid.conjuncts(victim)
        if member == victim or (_shares(grid, victim, member, harm) and not _is_age(grid, victim, member))
    ]
    told = [member for member in told if not _names_counted(grid, counts, told, member)]
    if len(told) > 1:
        told = [
            member
            for member in told
            if not _otherwise(grid, people, member, harm)
            and (member == victim or grid.lemmas[member] not in people.harms)
            and not _describes(grid, victim, member)
        ] or [victim]
    if (
        len(told) > 1
        and not any(grid.words[at] in JOINTS for at in range(told[0], told[-1]))
        and told[-1] not in counts
    ):
        return [victim]  # "a boy of 18, Carl Weber": the second says who the first is
    if any(grid.words[child] in ("or", "nor") for member in told[1:] for child in grid.children[member]):
        return [victim]
    first = phrase(grid, victim)[0]
    if len(told) == 1 and first > 1 and victim < harm.trigger and grid.words[first - 1] in (*JOINTS, ","):
        before = _before(grid, first - 2)
        verbs = (harm.trigger, grid.heads[harm.trigger])
        plural = any(grid.words[child] in people.plural_verbs for verb in verbs for child in grid.children[verb])
        same = grid.sentences[before] == grid.sentences[victim]
        agrees = plural and grid.tags[victim] not in PLURAL and victim not in counts
        left = grid.deps[before] == "obj" and grid.lemmas[grid.heads[before]] in people.leaving
        joined = (agrees or left) and grid.words[first - 1] in JOINTS
        if (
            same
            and (
                joined
                or ((victim in counts or grid.words[first - 1] != ",") and _torn(grid, before, victim, harm.trigger))
            )
            and (before in counts or is_one_person(grid, before, people))
            and not _otherwise(grid, people, before, harm)
        ):
            told.insert(0, before)
    if len(told) == 1 and victim < harm.trigger:
        told.extend(_along(grid, counts, people, harm.trigger))
    elder = grid.heads[victim]
    if (
        len(told) == 1
        and grid.deps[victim] == "conj"
        and elder < victim < harm.trigger
        and grid.child(victim, "nmod:poss") is not None
        and grid.deps[harm.trigger] in ("acl", "acl:relcl", "xcomp")
        and (elder in counts or is_one_person(grid, elder, people))
    ):  # "a pilot and his two sons who were found dead"
        told.insert(0, elder)
    return told


def _along(grid: Grid, counts: Container[int], people: PeopleRules, trigger: int) -> list[int]:
    """Who underwent it along with the subject: "the admiral was killed with 1,025 of her crew", "is dead along with his son"."""
    for child in grid.children[trigger]:
        if grid.deps[child] != "obl" or child < trigger:
            continue
        case = grid.case(child)
        near = [child, *(inner for inner in grid.children[child] if grid.case(inner) == "of")]
        many = child in counts and any(
            grid.lemmas[at] in people.nouns or grid.words[at] in people.plural for at in near
        )
        if (many and case == "with") or (case in COMPANY and (many or is_one_person(grid, child, people))):
            return [child]
    return []


def _torn(grid: Grid, before: int, victim: int, trigger: int) -> bool:
    """Whether a noun before the conjunction was torn off the subject: "A girl and four men were hurt" read as two clauses."""
    if grid.pos[before] == "NUM" or grid.child(before, "nsubj", "nsubj:pass", "cop") is not None:
        return False
    if grid.deps[before] in CLAUSES:
        return True
    verb = grid.heads[victim]
    if verb not in (trigger, grid.heads[trigger]) or victim > verb:
        return False
    if grid.heads[verb] == before and grid.deps[verb] in ("conj", "acl", "parataxis"):
        return True
    return grid.heads[before] == verb and grid.deps[before] in ADRIFT


def _shares(grid: Grid, victim: int, member: int, harm: Harm) -> bool:
    """Whether a member of a coordination underwent the same: not so beyond the trigger ("one dead and two wounded")."""
    if victim < harm.trigger < member:
        return False
    end = phrase(grid, member)[1]
    return end == harm.trigger or end >= len(grid.words) or grid.tags[end] not in ("VBN", "JJ") or end == member


def _describes(grid: Grid, victim: int, member: int) -> bool:
    """Whether a joined noun tells what a name before it is: "Weber, a graduate and athlete, died"."""
    end = phrase(grid, victim)[1]
    return (
        grid.pos[victim] == "PROPN"
        and grid.pos[member] == "NOUN"
        and member > end + 1
        and grid.words[end] == ","
        and grid.words[end + 1] in ("a", "an", "the")
        and not any(grid.words[child] in ("a", "an", "the", "his", "her") for child in grid.children[member])
    )


def _otherwise(grid: Grid, people: PeopleRules, member: int, harm: Harm) -> bool:
    """Whether another word for harm stands straight behind a member: in "4 killed, 16 wounded" the wounded are 16."""
    if member != harm.trigger and grid.words[member] in people.harmed:
        return True
    end = phrase(grid, member)[1]
    return end != harm.trigger and end < len(grid.words) and grid.words[end] in people.harmed


def _names_counted(grid: Grid, counts: Container[int], told: list[int], member: int) -> bool:
    """Whether a joined name tells who one of those counted is: "their two children, Carl, 9, and Ann"."""
    if grid.pos[member] != "PROPN":
        return False
    for other in told:
        end = other + 1
        if other < member and other in counts and grid.words[end : end + 1] == [","]:
            return grid.pos[end + 1] == "PROPN" or member == end + 1
    return False


def _is_age(grid: Grid, victim: int, member: int) -> bool:
    """Whether a joined number is the age of one of those counted: "three men, 25, 26 and 33", "two boys, ages 3 and 5"."""
    bare = grid.words[member].isdigit() and grid.pos[victim] != "NUM"
    return grid.words[member] in AGES or (bare and grid.child(member, "nmod") is None)


def _inside(grid: Grid, counts: Container[int], people: PeopleRules, victim: int) -> int:
    """The counted phrase within a collective: "a total of 50 people", "a family of five"."""
    if victim in counts or grid.lemmas[victim] not in people.collectives:
        return victim
    return next((child for child in grid.children[victim] if child in counts and grid.case(child) == "of"), victim)


def _before(grid: Grid, at: int) -> int:
    """Head of the phrase that ends at a token, past an age between commas."""
    back = at
    while back > 0 and (grid.words[back] in (",", "and", *AGES) or grid.words[back].isdigit()):
        back -= 1
    if back < at and any(grid.words[between] in (",", *AGES) for between in range(back + 1, at + 1)):
        at = back
    for _ in range(4):
        if grid.deps[at] in ("flat", "compound", "goeswith") and abs(grid.heads[at] - at) < 5:
            at = grid.heads[at]
    return at


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
    return reading.trigger < reading.first < own.first


def _own(grid: Grid, reading: Reading) -> bool:
    """Whether somebody's own hand killed them: "himself", "his own life"."""
    if reading.kind != "killed" or reading.low != 1:
        return False
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
