"""Who is one person: the implicit figure of 1, and what became of the same person in the end."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from rashomon.annotate.figures.grid import Grid
from rashomon.knowledge import Knowledge

REMEMBERED = 20
"""Persons that a later phrase may still mean: bounds the work on long texts."""


class PeopleRules:
    """The tables of people."""

    def __init__(self, tables: dict[str, Any]) -> None:
        people = tables["people"]
        self.nouns = frozenset(people["nouns"])
        self.endings = tuple(people["endings"])
        self.pronouns = frozenset(people["pronouns"])
        self.nobody = frozenset(people["nobody"])
        self.plural = frozenset(people["plural"])
        self.others = frozenset(people["others"])
        self.male, self.female = frozenset(people["male"]), frozenset(people["female"])
        self.young, self.grown = frozenset(people["young"]), frozenset(people["grown"])
        kin = (self.male | self.female | self.young) & self.nouns
        self.kin = kin | {noun + "s" for noun in kin} | {"children", "wives", "men", "women"}
        self.joint = {frozenset(pair) for pair in tables["harm_joint"]["pairs"]}
        self.leaving = frozenset(tables["leaving"]["verbs"])
        self.grave = frozenset(people["grave"])
        self.generic = frozenset(people["generic"])
        self.things = self.others.union(
            tables["units"]["measures"], *tables["thing_kinds"].values(), tables["labels"]["nouns"]
        )
        self.taken = frozenset(tables["harm_unlike"]["taken"])
        self.downed = frozenset(tables["harm_unlike"]["downed"])
        self.periods = frozenset(tables["measure"]["periods"])
        self.plural_verbs = frozenset(people["plural_verbs"])
        self.collectives = frozenset(people["collectives"])
        self.harmed = frozenset(
            [
                *tables["harm_forms"].values(),
                *(word for harm in tables["harm"].values() if isinstance(harm, dict) for word in harm["adjectives"]),
            ]
        )
        self.states = {
            word: kind for kind in ("killed", "injured", "missing") for word in tables["harm"][kind]["adjectives"]
        } | {"killed": "killed"}
        self.harms = frozenset(
            word for harm in tables["harm"].values() if isinstance(harm, dict) for word in [*harm["of"], *harm["nouns"]]
        )
        self.each = frozenset(people["each"])
        self.fatal = frozenset(tables["predicates"]["fatal"])
        self.including = frozenset(phrase.split()[-1] for phrase in tables["parts"]["including"])
        self.further = frozenset(people["further"])
        self.groups: dict[str, int] = tables["numbers"]["groups"]


def people_rules(knowledge: Knowledge) -> PeopleRules:
    """The rules of this knowledge; made once."""
    return knowledge.once(_build)


def _build(knowledge: Knowledge) -> PeopleRules:
    return PeopleRules(knowledge.toml("figures"))


def is_one_person(grid: Grid, head: int, rules: PeopleRules) -> bool:
    """Whether a phrase without a number is one person: a name, a singular noun for people, a pronoun."""
    word, lemma, tag = grid.words[head], grid.lemmas[head], grid.tags[head]
    if word in rules.pronouns:
        return True
    if not word[-1:].isalnum() and not word[:1].isalnum():  # a dash that the parse takes for a name
        return False
    if word in rules.others or lemma in rules.others or word in rules.plural:
        return False
    if tag in ("NNS", "NNPS") or any(
        grid.deps[child] == "det" and grid.words[child] in rules.each for child in grid.children[head]
    ):
        return False
    if word in ("old", "olds"):
        return any(
            grid.deps[child] in ("obl:unmarked", "compound", "nmod:unmarked", "nummod", "amod")
            for child in grid.children[head]
        )
    if lemma in rules.nouns or word in rules.nouns or word.endswith(rules.endings):
        return True
    if grid.pos[head] != "PROPN" or grid.child(head, "det") is not None or _opened_by_the(grid, head):
        return False
    if any(grid.words[child] == "old" for child in grid.children[head]):
        return True  # "33-year-old Ada Holt"
    if any(grid.deps[child] == "flat" and grid.ents[child] == "PER" for child in grid.children[head]):
        return True
    unsure = grid.ents[head] == "" and (not grid.texts[head].isupper() or grid.child(head, "flat") is not None)
    return grid.ents[head] == "PER" or unsure


def _opened_by_the(grid: Grid, head: int) -> bool:
    """Whether "the" opens a row of names that ends in this one: an office or a firm, whatever the parse hangs it on."""
    at = head - 1
    while at >= 0 and (grid.tags[at] in ("NNP", "NNPS") or grid.words[at] in ("'s", "'")):
        at -= 1
    return at >= 0 and at < head - 1 and grid.words[at] == "the" and grid.sentences[at] == grid.sentences[head]


def may_be_person(grid: Grid, head: int, rules: PeopleRules) -> bool:
    """Whether a phrase beside one person may well be another: any name, any singular noun not known to be a thing."""
    word, lemma, tag = grid.words[head], grid.lemmas[head], grid.tags[head]
    return (
        tag in ("NN", "NNP", "JJ", "PRP")
        and word not in rules.others
        and lemma not in rules.others
        and lemma not in rules.collectives
        and word not in rules.plural
    )


class Person(NamedTuple):
    """What a phrase says of who it is.

    Attributes:
        names: Names in the phrase, lower case.
        sex: ``m``, ``f`` or an empty string.
        age: Age in years, or None.
        grown: ``young``, ``grown`` or an empty string.
        form: ``name``, ``back`` (a pronoun, "the victim"), ``further`` ("another man") or ``new`` ("a man").
    """

    names: frozenset[str]
    sex: str
    age: str | None
    grown: str
    form: str


@dataclass
class Somebody:
    """One person of the text, as far as it can be told.

    Attributes:
        names: All names seen.
        sex: As in :class:`Person`.
        age: As in :class:`Person`.
        grown: As in :class:`Person`.
        sentence: Number of the sentence of the first mention.
        kinds: What befell them so far.
    """

    names: set[str]
    sex: str
    age: str | None
    grown: str
    sentence: int
    kinds: set[str]

    def may_be(self, person: Person) -> bool:
        """Whether nothing said of the two stands against their being one."""
        return (
            (not self.sex or not person.sex or self.sex == person.sex)
            and (self.age is None or person.age is None or self.age == person.age)
            and (not self.grown or not person.grown or self.grown == person.grown)
            and (not self.names or not person.names or bool(self.names & person.names))
        )

    def learn(self, person: Person) -> None:
        """Take in what a further mention says."""
        self.names |= person.names
        self.sex = self.sex or person.sex
        self.age = self.age or person.age
        self.grown = self.grown or person.grown


def describe(grid: Grid, head: int, rules: PeopleRules) -> Person:
    """What a phrase says of who it is."""
    word, near = grid.words[head], [head]
    for child in grid.children[head]:
        if grid.deps[child] in (
            "flat",
            "compound",
            "appos",
            "nummod",
            "amod",
            "det",
            "nmod:desc",
            "advmod",
        ):
            near.append(child)
            if grid.deps[child] in ("appos", "amod"):
                near += [
                    inner
                    for inner in grid.children[child]
                    if grid.deps[inner] in ("flat", "nummod", "obl:unmarked", "compound")
                ]
    near += [
        inner
        for at in near
        if grid.deps[at] == "obl:unmarked"
        for inner in grid.children[at]
        if grid.deps[inner] == "nummod"
    ]
    names = frozenset(
        grid.words[at]
        for at in near
        if grid.pos[at] == "PROPN" and grid.ents[at] in ("PER", "") and len(grid.words[at]) > 2
    )
    if grid.pos[head] != "PROPN":
        names = frozenset(
            grid.words[at] for at in near if grid.ents[at] == "PER" and grid.deps[at] in ("appos", "flat")
        )
    lemmas = {grid.lemmas[at] for at in near} | {word}
    sex = "m" if lemmas & rules.male else "f" if lemmas & rules.female else ""
    age = next(
        (grid.words[at] for at in near if at != head and grid.words[at].isdigit() and len(grid.words[at]) < 3), None
    )
    grown = "young" if lemmas & rules.young else "grown" if lemmas & rules.grown else ""
    words = {grid.words[at] for at in near}
    determiner = grid.child(head, "det", "nmod:poss")
    if words & rules.further:
        form = "further"
    elif grid.pos[head] == "PROPN":
        form = "name"
    elif grid.pos[head] == "PRON" and word not in ("someone", "somebody", "one"):
        form = "back"
    else:
        pointing = determiner is not None and grid.words[determiner] in ("the", "that", "this", "his", "her")
        form = "back" if pointing else "new"
    return Person(names, sex, age, grown, form)


def identify(people: list[tuple[Person, int, str]]) -> list[int]:
    """Number the persons behind phrases, given in the order of the text with the sentence of each and what befell them.

    Deterministic and greedy: a name joins its bearer, else somebody still unnamed; a pronoun or "the victim" joins whom it
    fits and who was spoken of last; "a man" joins somebody of an earlier sentence whom it fits (news tells a thing twice, in
    short and at length), while "another man" is always somebody else.
    """
    known: list[Somebody] = []
    recent: list[int] = []
    out = []
    for person, sentence, kind in people:
        at = _who(person, sentence, kind, known, recent)
        if at is None:
            known.append(Somebody(set(person.names), person.sex, person.age, person.grown, sentence, set()))
            at = len(known) - 1
        else:
            known[at].learn(person)
            recent = [other for other in recent if other != at]
        known[at].kinds.add(kind)
        recent = [*recent[-REMEMBERED:], at]
        out.append(at)
    return out


def _who(person: Person, sentence: int, kind: str, known: list[Somebody], recent: list[int]) -> int | None:
    if person.form == "further":
        return None
    fitting = [at for at in reversed(recent) if known[at].may_be(person)]
    if person.names:
        sharing = [at for at in fitting if known[at].names & person.names]
        unnamed = [at for at in fitting if not known[at].names]
        return next(iter(sharing + unnamed), None)
    if person.form == "new":
        fitting = [at for at in fitting if known[at].sentence < sentence]
    return next((at for at in fitting if kind in known[at].kinds), next(iter(fitting), None))
