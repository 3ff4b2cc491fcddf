"""What befell whom: the words for killing, injuring, losing, displacing and detaining, and the phrases that they befall.

The words are in ``knowledge/figures.toml``. What is denied, planned, feared or only possible is left out here: a figure that
stands without its "could have" would say what the text does not.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from rashomon.annotate.figures.grid import Grid
from rashomon.annotate.figures.happened import Modality, happened
from rashomon.annotate.figures.treatment import Treatment, by_shot, treated
from rashomon.annotate.figures.victims import (
    NOUNS,
    REFLEXIVES,
    SUBJECTS,
    antecedent,
    beside,
    described,
    first,
    life,
    told_of,
    undergoers,
)
from rashomon.knowledge import Knowledge

UNDERGOING = frozenset((*SUBJECTS, "obj"))
"""Relations of whom a harm befalls."""
CLAUSES = ("conj", "ccomp", "advcl", "parataxis")
"""Relations of what a verb governs and is no part of its phrase."""
THINGS = ("that", "it", "this", "which", "what")
"""Pronouns for what somebody did or said."""
PHRASE = 5
"""Words behind a verb in which the rest of its phrase stands ("shot the man dead")."""


class Harm(NamedTuple):
    """Something that befell somebody.

    Attributes:
        kind: ``killed``, ``injured``, ``missing``, ``displaced`` or ``detained``.
        victim: Head of the phrase that it befell; the trigger itself where that is counted ("three deaths").
        trigger: The word that says so.
        weak: Whether the word leaves open that the same person died ("was shot", "was taken to a hospital").
        detail: Whether the word tells of the state of some rather than of the harm ("were in critical condition").
    """

    kind: str
    victim: int
    trigger: int
    weak: bool
    detail: bool = False


class HarmRules:
    """The tables of harm, laid out by lemma."""

    def __init__(self, tables: dict[str, Any]) -> None:
        self.transitive: dict[str, tuple[str, bool]] = {}
        self.intransitive: dict[str, str] = {}
        self.adjectives: dict[str, str] = {}
        self.of: dict[str, str] = {}
        self.counted: dict[str, str] = {}
        self.phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self.toll_of = frozenset(tables["harm"]["killed"]["toll_of"])
        self.tolls = {tuple(phrase.split()): "killed" for phrase in tables["harm"]["killed"]["toll"]}
        for kind, table in tables["harm"].items():
            if kind == "single":
                continue
            self.transitive.update(dict.fromkeys(table["transitive"], (kind, False)))
            self.transitive.update(dict.fromkeys(table.get("weak", ()), (kind, True)))
            self.intransitive.update(dict.fromkeys(table["intransitive"], kind))
            self.adjectives.update(dict.fromkeys(table["adjectives"], kind))
            self.of.update(dict.fromkeys([*table["of"], *table.get("of_only", ())], kind))
            self.counted.update(dict.fromkeys(table["counted"], kind))
            for phrase in table.get("phrases", ()):
                verb, *rest = phrase.split()
                self.phrases.setdefault(verb, []).append((tuple(rest), kind))
        self.of_only = frozenset(
            word for name, table in tables["harm"].items() if name != "single" for word in table.get("of_only", ())
        )
        self.bodies = frozenset(tables["modality"]["bodies"])
        self.attempts = frozenset(tables["modality"]["attempts"])
        self.fatal = frozenset(tables["predicates"]["fatal"])
        self.leaving = frozenset(tables["leaving"]["verbs"])
        self.losing = {name: frozenset(words) for name, words in tables["losing"].items()}
        unlike = {name: frozenset(words) for name, words in tables["harm_unlike"].items()}
        self.unlike, self.contests, self.particles = unlike["words"], unlike["contests"], unlike["particles"]
        self.people = frozenset(tables["people"]["nouns"])
        self.figurative, self.causes = unlike["figurative"], frozenset(tables["cause"]["nouns"])
        self.wishes = frozenset(tables["modality"]["wishes"])
        self.forms = {form: verb for verb, form in tables["harm_forms"].items()}
        hospital = tables["hospital"]
        self.modality = Modality(tables)
        self.treatment = Treatment(tables, self.modality)
        self.triggers = {
            *self.transitive, *self.intransitive, *self.adjectives, *self.of, *self.counted, *self.phrases,
            *hospital["verbs"], *hospital["conditions"], *hospital["suffers"], *hospital["recovers"], *hospital["outlives"], *hospital["hits"],
            *tables["losing"]["verbs"], *tables["losing"]["nouns"], *self.toll_of, *{phrase[-1] for phrase in self.tolls}, *hospital["hurts"], *hospital["places"], *hospital["victims"], *self.forms,
        }  # fmt: skip


def harm_rules(knowledge: Knowledge) -> HarmRules:
    """The rules of this knowledge; made once."""
    return knowledge.once(_build)


def _build(knowledge: Knowledge) -> HarmRules:
    return HarmRules(knowledge.toml("figures"))


def harms(grid: Grid, rules: HarmRules) -> list[Harm]:
    """All that is told as having befallen somebody, in the order of the triggers; denials, plans and conditions left out."""
    found: list[Harm] = []
    for index, lemma in enumerate(grid.lemmas):
        if lemma in rules.triggers and grid.words[index] not in rules.unlike:
            found.extend(_harms_at(grid, index, lemma, rules))
    return found


def neighbours(grid: Grid, rules: HarmRules) -> list[Harm]:
    """Words for harm whose victim may be the number beside them, whatever the parse says; the victim is left to be the word itself."""
    found = []
    for index, lemma in enumerate(grid.lemmas):
        verb = lemma if lemma in rules.transitive or lemma in rules.adjectives else rules.forms.get(grid.words[index])
        if verb is None or (
            verb == lemma
            and lemma in rules.transitive
            and lemma not in rules.adjectives
            and not grid.tags[index].startswith("V")
            and grid.words[index] not in rules.forms
        ):
            continue
        if grid.words[index] in rules.unlike or not happened(grid, index, rules.modality):
            continue
        kind, weak = rules.transitive.get(verb) or (rules.adjectives.get(verb, ""), False)
        if index and grid.words[index - 1] in rules.fatal:  # "fatally wounded four"
            kind, weak = "killed", False
        found.append(Harm(kind, index, index, weak))
    return found


def _harms_at(grid: Grid, index: int, lemma: str, rules: HarmRules) -> Iterator[Harm]:
    pos = grid.pos[index]
    if lemma in rules.losing["verbs"]:
        if lemma not in rules.phrases or _verb(grid, index, lemma, rules) is None:
            yield from _lost(grid, index, rules)
            return
    elif lemma in rules.losing["nouns"]:
        yield from _lost(grid, index, rules)
        return
    if lemma in rules.adjectives and grid.deps[index] in UNDERGOING and grid.child(index, "det", "amod") is not None:
        yield from _toll(grid, index, rules.adjectives[lemma])
    if pos in NOUNS and (lemma in rules.adjectives or grid.words[index] in rules.forms):
        neighbour = beside(grid, index)
        obj = grid.child(index, "obj")
        verb = rules.forms.get(grid.words[index], "")
        if verb in rules.transitive and obj is not None:
            yield Harm(rules.transitive[verb][0], obj, index, rules.transitive[verb][1])
            return
        if neighbour is not None and (lemma in rules.adjectives or grid.texts[index][:1].isupper()):
            kind, weak = rules.transitive[verb] if verb in rules.transitive else (rules.adjectives[lemma], False)
            yield Harm(kind, neighbour, index, weak)
            return
    if lemma in rules.adjectives and index > 1 and grid.words[index - 1] == "-" and grid.glued[index]:
        return  # "brain-dead", "war-wounded": no toll
    if pos in ("VERB", "AUX", "ADJ") or grid.tags[index] in ("VBN", "VBD"):
        told = _verb(grid, index, lemma, rules)
        if told is not None and happened(grid, index, rules.modality):
            kind, weak, transitive = told
            for victim in undergoers(grid, index, rules.leaving, transitive=transitive):
                detail = (
                    kind == "injured" and lemma not in rules.transitive and lemma not in rules.treatment.words["hits"]
                )
                who = told_of(grid, first(grid, life(grid, victim), index, rules.leaving), index)
                yield Harm(kind, who, index, weak, detail)
            return
        if lemma in rules.adjectives and told is None and happened(grid, index, rules.modality):
            for victim in described(grid, index, rules.leaving):
                yield Harm(rules.adjectives[lemma], first(grid, victim, index, rules.leaving), index, False)
    elif pos in NOUNS:
        yield from _nominal(grid, index, lemma, rules)


def _lost(grid: Grid, index: int, rules: HarmRules) -> Iterator[Harm]:
    """Counted people whom an army or a ship lost: "lost 1,266 men", "with the loss of 1,266 men"."""
    if grid.pos[index] == "NOUN":
        victims = [child for child in grid.children[index] if grid.deps[child] == "nmod" and grid.case(child) == "of"]
    elif happened(grid, index, rules.modality):
        victims = list(undergoers(grid, index, rules.leaving, transitive=True))
    else:
        return
    for victim in victims:
        if grid.lemmas[victim] in rules.losing["people"] and grid.child(victim, "nummod") is not None:
            yield Harm("killed", victim, index, weak=False)


def _verb(grid: Grid, index: int, lemma: str, rules: HarmRules) -> tuple[str, bool, bool] | None:
    """Kind, weakness and transitivity of a verb in its surroundings."""
    if lemma in rules.phrases:
        own = [child for child in grid.children[index] if grid.deps[child] not in CLAUSES]
        near = {grid.lemmas[child] for child in own} | {grid.words[child] for child in own}
        near |= set(_behind(grid, index)) & {"dead", "to", "death"}
        obj = grid.child(index, "obj")
        if obj is not None and obj > index:
            near |= set(_behind(grid, grid.conjuncts(obj)[-1])) & {"dead", "to", "death"}
        near |= set(grid.words[max(0, index - 1) : index])
        for rest, kind in rules.phrases[lemma]:
            if all(word in near for word in rest) and not _fights_otherwise(grid, index, rest, kind):
                ends = rest[-1] in ("life", "suicide", "away") and lemma not in ("take", "claim", "cost")
                return kind, False, not ends and not (lemma == "take" and "own" in rest)
    if _means_otherwise(grid, index, lemma, rules):
        return None
    if lemma in rules.transitive:
        kind, weak = rules.transitive[lemma]
        if (
            lemma in rules.intransitive
            and grid.child(index, "obj", "nsubj:pass", "aux:pass") is None
            and grid.tags[index] != "VBN"
        ):
            return kind, False, False
        return kind, weak, True
    if lemma in rules.intransitive:
        return rules.intransitive[lemma], False, False
    return treated(grid, index, lemma, rules.treatment)


def _fights_otherwise(grid: Grid, index: int, rest: tuple[str, ...], kind: str) -> bool:
    """Whether a life is near a struggle that is not for it: "fighting hunger in later life"."""
    return (
        kind == "injured"
        and rest == ("life",)
        and not any(
            grid.lemmas[child] == "life" and grid.case(child) in ("for", "to") for child in grid.children[index]
        )
    )


def _means_otherwise(grid: Grid, index: int, lemma: str, rules: HarmRules) -> bool:
    """Whether a verb of harm speaks of a contest or a cause: "beat him by two votes", "that hurt the candidate"."""
    obj = grid.child(index, "obj")
    if obj is None or (lemma not in rules.contests and lemma not in rules.figurative):
        return False
    if grid.child(obj, "nummod") is not None or grid.pos[obj] == "NUM" or grid.words[obj] in REFLEXIVES:
        return False
    if lemma in rules.contests:
        return not any(grid.words[child] in rules.particles for child in grid.children[index])
    by = grid.child(index, "nsubj")
    if by is None or grid.pos[by] == "PROPN":
        return False
    if grid.pos[by] == "PRON":
        return grid.words[by] in THINGS
    return grid.lemmas[by] not in rules.causes and grid.lemmas[by] not in rules.people


def _behind(grid: Grid, index: int) -> list[str]:
    """The words behind a verb up to the next pause or verb, within reach: "shot him dead", not "shot, with six confirmed dead"."""
    out = []
    for at in grid.ahead(index, PHRASE):
        if grid.pos[at] in ("PUNCT", "VERB", "CCONJ") and grid.words[at] not in ("dead", "death", "-"):
            break
        out.append(grid.words[at])
    return out


def _nominal(grid: Grid, index: int, lemma: str, rules: HarmRules) -> Iterator[Harm]:
    """Nouns: "the death of two men", "his murder", "three deaths", "in critical condition"."""
    table = rules.treatment.words
    if (
        lemma in table["hurts"]
        and grid.deps[index] == "nmod"
        and grid.case(index) == "with"
        and by_shot(grid, index, table)
    ):
        yield Harm("injured", grid.heads[index], index, True)
    if lemma in table["places"] and grid.case(index) in ("in", "at"):
        patient = grid.subject(index, *SUBJECTS)
        if patient is not None:
            yield Harm("injured", patient, index, weak=True, detail=True)
    if lemma in table["victims"] and by_shot(grid, index, table):
        yield Harm("injured", index, index, True)
    if lemma in table["conditions"]:
        states = [child for child in grid.children[index] if grid.lemmas[child] in table["states"]]
        if states and grid.case(index) == "in":
            subject = grid.subject(index, *SUBJECTS)
            head = grid.heads[index]
            if subject is None and grid.deps[index] in ("obl", "conj", "xcomp", "advcl", "nmod") and head != index:
                subject = grid.subject(head, "nsubj:pass", "nsubj") if grid.pos[head] not in NOUNS else head
            if subject is not None:
                yield Harm("injured", antecedent(grid, subject, index), index, weak=False, detail=True)
        return
    if lemma in rules.adjectives and lemma not in rules.of and grid.child(index, "nummod") is not None:
        yield Harm(rules.adjectives[lemma], index, index, False)
    if any(tuple(grid.words[index + 1 - len(phrase) : index + 1]) == phrase for phrase in rules.tolls):
        yield from _toll(grid, index, "killed")
    if lemma in rules.toll_of:
        kinds = [
            rules.counted[grid.lemmas[at]]
            for at in grid.children[index]
            if grid.lemmas[at] in rules.counted and grid.case(at) == "of"
        ]
        for kind in kinds[:1]:
            yield from _toll(grid, index, kind)
    if any(grid.words[child] in rules.attempts for child in grid.children[index]):
        return
    above = grid.heads[index]
    if grid.deps[index] in ("obj", "obl") and above != index and grid.lemmas[above] in rules.wishes:
        return
    if lemma in rules.counted and not any(grid.words[child] in rules.bodies for child in grid.children[index]):
        yield Harm(rules.counted[lemma], index, index, False)
    if lemma in rules.of:
        for child in grid.children[index]:
            if (grid.deps[child] == "nmod:poss" and lemma not in rules.of_only) or (
                grid.deps[child] == "nmod" and grid.case(child) == "of"
            ):
                yield Harm(rules.of[lemma], child, index, False)


def _toll(grid: Grid, index: int, kind: str) -> Iterator[Harm]:
    """The number that a toll is, rises to or stands at: "a death toll of 20", "bringing the number of deaths to three"."""
    places = [index, grid.heads[index]] if grid.deps[index] in UNDERGOING else [index]
    for at in places:
        for child in grid.children[at]:
            if (
                child > index
                and grid.pos[child] == "NUM"
                and (grid.case(child) in ("of", "to", "at") or grid.deps[child] in ("xcomp", "obj"))
            ):
                yield Harm(kind, child, index, False)
