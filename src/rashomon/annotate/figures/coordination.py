"""Who is told together: the members of a coordination ("his wife and two children"), and their sum as one figure.

Parsers are weakest where phrases are joined, so agreement in number, age appositions and the words in between decide as well.
"""

from collections.abc import Container, Iterator

from rashomon.annotate.figures.counts import phrase
from rashomon.annotate.figures.grid import Grid
from rashomon.annotate.figures.harms import Harm
from rashomon.annotate.figures.people import PeopleRules, is_one_person

PLURAL = ("NNS", "NNPS")
JOINTS = ("and", "&")
JOINING = frozenset((*JOINTS, ","))
QUOTES = ('"', "“", "”", "'", "‘", "’")
CLAUSES = ("acl:relcl", "advcl", "ccomp")
"""Relations that only a predicate has: a bare noun with one of them lost its verb to the next clause."""
ROW = 40
"""Names of the longest row: bounds the walk."""
COMPANY = ("along", "together", "alongside")
AGES = ("age", "ages", "aged")
BEFORE_AGES = frozenset((",", *AGES))
OPENING_AGES = BEFORE_AGES | {"and"}
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
    told = [member for member in sorted({*told, *_listed(grid, counts, people, told)}) if not _nickname(grid, member)]
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
        and _kin_before(grid, people, told[-1]) != told[0]
    ):
        return [victim]  # "a boy of 18, Carl Weber": the second says who the first is
    if any(grid.words[child] in ("or", "nor") for member in told[1:] for child in grid.children[member]):
        return [victim]
    if len(told) > 1 and grid.deps[harm.trigger] == "acl:relcl" and _singular(grid, harm.trigger):
        return [told[-1]]  # "a father and Ada Holt, who was killed"
    first = phrase(grid, victim)[0]
    if first > 1 and grid.pos[first - 1] == "ADJ" and grid.words[first - 2] in JOINTS:
        first -= 1  # "his mother and younger brother"
    if len(told) == 1 and victim < harm.trigger:
        other = _kin_before(grid, people, victim)
        if other is not None:
            told.insert(0, other)
    if len(told) == 1 and first > 1 and victim < harm.trigger and grid.words[first - 1] in JOINING:
        before = _before(grid, first - 2)
        plural = _plural(grid, people, harm.trigger)
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


def _plural(grid: Grid, people: PeopleRules, trigger: int) -> bool:
    """Whether the verb of a harm, or the one above it, agrees with many."""
    verbs = (trigger, grid.heads[trigger])
    return any(grid.words[child] in people.plural_verbs for verb in verbs for child in grid.children[verb])


def _singular(grid: Grid, trigger: int) -> bool:
    """Whether the verb of a harm agrees with one."""
    return any(grid.words[child] in ("was", "is", "has") for child in grid.children[trigger])


def _listed(grid: Grid, counts: Container[int], people: PeopleRules, told: list[int]) -> Iterator[int]:
    """Names of a row that the parse takes for appositions of the first: "Ada Holt, Bert Lang, 24, and Carl Weber"."""
    yield from _name_row(grid, told[0])
    for child in grid.children[told[0]]:
        if grid.deps[child] == "appos" and child in counts and _kin_before(grid, people, child) == told[0]:
            yield child  # "Woman, 3 children found dead"
    if len(told) == 1:
        return
    last = told[-1]
    for child in grid.children[told[0]]:
        named = child in counts or grid.child(child, "appos", "flat") is not None
        if (
            told[0] < child < last
            and grid.deps[child] == "appos"
            and named
            and grid.child(child, "nmod:poss") is not None
        ):
            yield child  # "Ada Holt, her husband Carl, and their son"
    if grid.pos[told[0]] != "PROPN":
        return
    for child in grid.children[told[0]]:
        first = phrase(grid, child)[0]
        if (
            told[0] < child < last
            and grid.deps[child] in ("appos", "list", "dep")
            and grid.words[first - 1] == ","
            and grid.ents[child] in ("PER", "")
            and grid.texts[child][:1].isupper()
            and grid.lemmas[child] not in people.nouns
        ):
            yield child


def _name_row(grid: Grid, victim: int) -> list[int]:
    """Heads of the names of a row that a name opens, whatever the parse says: "Ada Holt, 24, Bert Lang and Carl Weber"."""
    if grid.pos[victim] != "PROPN":
        return []
    heads: list[int] = []
    persons, closed, at = 0, False, phrase(grid, victim)[0]
    while len(heads) < ROW:
        end = at
        while end < len(grid.words) and _is_name(grid, end) and grid.sentences[end] == grid.sentences[victim]:
            end += 1
        if end == at:
            return []
        inside = range(at, end)
        heads.append(next((name for name in inside if grid.heads[name] not in inside), at))
        persons += any(grid.ents[name] == "PER" for name in inside)
        if closed:
            break
        if grid.words[end : end + 1] == [","] and grid.words[end + 1 : end + 2] and grid.words[end + 1].isdigit():
            end += 2
        at = end + (grid.words[end : end + 1] == [","])
        closed = grid.words[at : at + 1] != [] and grid.words[at] in JOINTS
        at += closed
        if at == end:
            return []
    whole = closed and victim in heads and persons
    return heads if whole else []


def _is_name(grid: Grid, at: int) -> bool:
    """Whether a token is a piece of a name, a nickname between quotation marks included."""
    if grid.pos[at] not in ("PROPN", "NOUN"):
        return grid.words[at] in QUOTES
    told = grid.heads[at - 1] == at and grid.pos[at - 1] == "PROPN" and grid.deps[at - 1] == "compound"
    return told or grid.texts[at][:1].isupper()


def _nickname(grid: Grid, member: int) -> bool:
    """Whether a joined name stands between quotation marks: 'Ada "Addie" Holt' is one person."""
    return (
        grid.words[member - 1] in QUOTES
        and grid.words[member + 1 : member + 2] != []
        and grid.words[member + 1] in QUOTES
    )


def _kin_before(grid: Grid, people: PeopleRules, victim: int) -> int | None:
    """The bare noun that a headline joins to a bare noun or number with a comma: "Father, two daughters killed in fire"."""
    at = victim
    while at and grid.pos[at - 1] == "NUM":
        at -= 1
    if (
        at < 2
        or grid.words[at - 1] != ","
        or grid.words[victim] not in people.kin
        or grid.words[at - 2] not in people.kin
    ):
        return None
    opens = at == 2 or grid.sentences[at - 3] != grid.sentences[at] or grid.pos[at - 3] in ("VERB", "PUNCT")
    return at - 2 if opens and grid.sentences[at - 2] == grid.sentences[victim] else None


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
        beside = grid.words[trigger + 1 : trigger + 2] == ["with"]
        if (many and case == "with" and beside) or (case in COMPANY and (many or is_one_person(grid, child, people))):
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
    if any(grid.words[at] in people.harmed for at in range(member + 1, end)):  # "left Ada Holt dead and three hurt"
        return True
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
    while back > 0 and (grid.words[back] in OPENING_AGES or grid.words[back].isdigit()):
        back -= 1
    if back < at and any(grid.words[between] in BEFORE_AGES for between in range(back + 1, at + 1)):
        at = back
    for _ in range(4):
        if grid.deps[at] in ("flat", "compound", "goeswith") and at - 5 < grid.heads[at] < at:
            at = grid.heads[at]
    return at
