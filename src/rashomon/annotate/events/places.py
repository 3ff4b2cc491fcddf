"""Where an event is said to have happened."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rashomon.annotate.events.frames import Frames, Path
from rashomon.knowledge import Knowledge

if TYPE_CHECKING:
    from rashomon.annotate.events.triggers import Lexicon

CLIMB = 5
"""Clauses that are climbed in search of a place or time."""
LONG = 9
"""Tokens from which a phrase of place is cut to the named place in it (tuned on half of the event-location set)."""
UPWARD = frozenset(("xcomp", "advcl", "conj", "acl", "obj", "nsubj", "nsubj:pass", "obl", "nmod", "compound"))
"""Relations across which a place or time of the governing word holds for what stands below it."""


@dataclass(frozen=True)
class PlaceWords:
    """The words of ``events/places.toml``."""

    at: frozenset[str]
    motion: frozenset[str]
    movers: frozenset[str]
    words: frozenset[str]
    never: frozenset[str]
    held: frozenset[str]
    always: frozenset[str]
    compass: frozenset[str]
    holding: frozenset[str]
    round: frozenset[str]
    spans: frozenset[str]
    beside: frozenset[str]
    roles: frozenset[str]
    personal: frozenset[str]


def place_words(knowledge: Knowledge) -> PlaceWords:
    """The compiled words; use through ``knowledge.once(place_words)``."""
    table: dict[str, Any] = knowledge.folder("events")["places"]
    return PlaceWords(**{name: frozenset(table[name]) for name in PlaceWords.__dataclass_fields__})


class Places:
    """Finds the places of triggers in one parse.

    Args:
        frames: The parse and its paths.
        words: What counts as a place.
        lexicon: Tells which nouns are events.
        named: Tokens of mentions that name a place or facility.
        described: Tokens of mentions that describe a place or facility ("the border terminal").
        barred: Tokens of mentions of people, groups and organisations.
    """

    def __init__(
        self,
        frames: Frames,
        words: PlaceWords,
        lexicon: "Lexicon",
        named: frozenset[int],
        described: frozenset[int],
        barred: frozenset[int],
    ) -> None:
        self.frames = frames
        self.tree = frames.tree
        self.words = words
        self.lexicon = lexicon
        self.named = named
        self.described = described
        self.barred = barred

    def find(self, at: int, recipients: list[Path]) -> list[Path]:
        """The places of the event at a token, each with its path; empty where the text ties none to it.

        Only what names a place counts: "in the capital" and "at her home" stay in the passage.
        """
        found = self._held(at, recipients) or self._round(at) or self._within(at) or self._before(at)
        found = found or self._shared(at) or self._in_clause_of_time(at) or self._above(at) or self._at_subject(at)
        out: dict[int, str] = {}
        for head, words in self.frames.with_coordinated(found):
            if self.is_place(head) or (head, words) in found:
                for name in self._narrowed(head):
                    out.setdefault(name, words)
        return list(out.items())

    def _narrowed(self, head: int, depth: int = 4) -> list[int]:
        """The named places that a phrase stands for: "the towns of A and B", "the capital, Mogadishu", "a house on a hill in C"."""
        tree = self.tree
        if self._named(head):
            return [head]
        name = self._name_beside(head)
        if name is not None:
            return [name]
        below = [child for child in tree.children[head] if tree.dep[child] == "nmod" and child not in self.frames.times]
        for child in below:
            if tree.case(child) == "of" and self._named(child) and tree.child(child, "conj") is not None:
                return [
                    part
                    for part, _ in self.frames.with_coordinated([(child, "")])
                    if self.is_place(part) or part == child
                ]
        first, end = self.span(head)
        if end - first > LONG and depth > 0:
            for child in below:
                if tree.case(child) in self.words.at | {"of"} and self._names(child):
                    return self._narrowed(child, depth - 1)
        return [head]

    def span(self, head: int) -> tuple[int, int]:
        """First token and end of a place's phrase: a name without the places that it lies in, and no phrase with its time."""
        tree = self.tree
        first, end = tree.phrase(head)
        for child in sorted(tree.children[head], reverse=True):
            edge = min(tree.subtree(child))
            inner = (
                end - first > LONG
                and tree.dep[child] == "nmod"
                and tree.case(child) in self.words.at
                and self._names(head, 1)
            )
            if first < edge < end and child > head and (inner or child in self.frames.times):
                end = edge
        while end - 1 > head and (end - 1 in self.frames.times or tree.pos[end - 1] in ("PUNCT", "ADV")):
            end -= 1
        return first, end

    def _name_beside(self, head: int) -> int | None:
        """The name that stands beside a word for a place: "the capital, Mogadishu"."""
        tree = self.tree
        if self._names(head):
            return None
        beside = [child for child in tree.children[head] if tree.dep[child] in ("appos", "flat") and self._named(child)]
        return beside[0] if beside else None

    def _named(self, head: int) -> bool:
        tree = self.tree
        return (
            head in self.named
            or tree.entity[head] == "LOC"
            or (tree.pos[head] == "PROPN" and head not in self.barred and tree.entity[head] == "")
        )

    def _names(self, head: int, depth: int = 3) -> bool:
        """Whether a phrase holds a place's name."""
        tree = self.tree
        if self._named(head):
            return True
        return depth > 0 and any(
            tree.dep[child] in ("nmod", "nmod:poss", "compound", "amod", "flat", "appos", "nmod:desc", "conj")
            and (tree.entity[child] == "LOC" or self._names(child, depth - 1))
            for child in tree.children[head]
        )

    def _above(self, at: int) -> list[Path]:
        """The place of the clause that the trigger's own clause belongs to."""
        tree = self.tree
        token = at
        for _ in range(CLIMB):
            head, relation = tree.head[token], tree.dep[token]
            if head == token or relation not in UPWARD or not self._may_climb(token, head, relation):
                return []
            found = self._held(head, []) if relation in ("advcl", "xcomp") else []
            found = found or self._round(head, below=token) or self._within(head, below=token)
            if found:
                return [(place, f"{words}, through '{tree.lower[head]}'") for place, words in found]
            if relation == "acl":
                return []
            token = head
        return []

    def _shared(self, at: int) -> list[Path]:
        """What follows the last of coordinated verbs holds for all: "shot and wounded in"."""
        tree = self.tree
        for child in tree.children[at]:
            if (
                tree.dep[child] == "conj"
                and tree.pos[child] == "VERB"
                and tree.child(child, "nsubj", "nsubj:pass") is None
            ):
                found = self._round(child) or self._within(child)
                if found:
                    return [(place, f"{words}, shared with '{tree.lower[child]}'") for place, words in found]
        return []

    def _in_clause_of_time(self, at: int) -> list[Path]:
        """The place of a clause of time below it: "was hit when the car stopped in"."""
        tree = self.tree
        for child in tree.children[at]:
            if tree.dep[child] == "advcl" and any(
                tree.lower[mark] in ("when", "as", "while") for mark in tree.children[child]
            ):
                found = self._round(child) or self._within(child)
                if found:
                    return [(place, f"{words}, clause of time") for place, words in found]
        return []

    def _at_subject(self, at: int) -> list[Path]:
        """The place of its subject: "workers at the harbour went on strike"."""
        tree = self.tree
        for child in tree.children[at] if tree.pos[at] == "VERB" else []:
            if tree.dep[child] == "nsubj" and child not in self.frames.times:
                found = self._deep(child, 2)
                if found:
                    return [(place, f"{words}, subject") for place, words in found]
        return []

    def _may_climb(self, token: int, head: int, relation: str) -> bool:
        """A nominal event takes the place of its verb; a verb takes that of the clause that its own clause belongs to."""
        tree = self.tree
        if relation in ("obj", "nsubj", "nsubj:pass", "obl", "nmod", "compound"):
            nominal = tree.pos[token] in ("NOUN", "PROPN")
            return nominal and (tree.pos[head] == "VERB" or relation in ("nmod", "compound"))
        if relation == "conj":
            return tree.pos[head] == tree.pos[token]
        if relation == "acl":
            return tree.pos[head] == "NOUN"
        if relation == "advcl":
            marks = [tree.lower[child] for child in tree.children[token] if tree.dep[child] in ("mark", "advmod")]
            return tree.tag[token] in ("VBG", "VBN", "VB") or any(
                mark in ("as", "when", "while", "after") for mark in marks
            )
        return True

    def _round(self, at: int, below: int | None = None) -> list[Path]:
        """Phrases of place that hang on the word itself."""
        tree = self.tree
        found = []
        for child in tree.children[at]:
            if child == below:
                continue
            if (
                child in self.frames.times
            ):  # "on Thursday night in a town near": the parse may hang the place on the time
                found += self._deep(child, 2)
            elif path := self._phrase(child, at):
                found.append(path)
        if len(found) > 1 and (tree.case(found[0][0]) in self.words.motion or found[0][0] < at < found[1][0]):
            return found[1:]  # the nearer one after the trigger is the narrower: "In the north, ... in the town of"
        return found

    def _within(self, at: int, below: int | None = None) -> list[Path]:
        """Phrases of place inside a verb's object, passive subject and phrases: "killed in clashes near", "shot ten people in"."""
        tree = self.tree
        if tree.pos[at] != "VERB":
            return self._deep(at, 2)
        for relation in ("obl", "obj", "obl:agent", "nsubj:pass", "iobj", "xcomp"):
            for child in tree.children[at]:
                if tree.dep[child] == "obl" and tree.case(child) in self.words.beside:
                    continue  # "according to a source in", "protested against the war in"
                if child != below and tree.dep[child] == relation and child not in self.frames.times:
                    found = self._deep(child, 3)
                    if found:
                        return [(place, f"{words}, in the phrase of '{tree.lower[child]}'") for place, words in found]
        return []

    def _deep(self, noun: int, depth: int) -> list[Path]:
        """Phrases of place below a noun, at most some steps down."""
        found = self._round(noun)
        if found or not depth:
            return found
        for child in self.tree.children[noun]:
            if self.tree.dep[child] in ("nmod", "obl", "conj", "appos") and child not in self.frames.times:
                found = self._deep(child, depth - 1)
                if found:
                    return found
        return []

    def _phrase(self, child: int, at: int) -> Path | None:
        tree, words = self.tree, self.words
        relation = tree.dep[child]
        if not relation.startswith(("obl", "nmod", "advmod")) or relation in ("nmod:poss", "obl:agent"):
            return None
        if child in self.frames.times:
            return None
        case = tree.case(child)
        if case in ("of", "to"):
            marker = next((part for part in tree.children[child] if tree.lower[part] == case), 0)
            case = tree.lower[marker - 1] if marker and tree.lower[marker - 1] in words.compass else case
        if case in words.compass or case == "of":
            pass
        elif case == "for" and self.lexicon.has_noun(tree.lemma[at]) and tree.entity[child] == "LOC":
            pass  # "the battle for the city"
        elif case not in words.at or (case in words.motion and tree.lemma[at] not in words.movers):
            return None
        known = child in self.named or tree.entity[child] == "LOC" or tree.lemma[child] in words.words
        if self._role(child) or (case in words.personal and not known and not self._holds_place(child)):
            return None
        if case in words.round and tree.pos[child] == "PROPN" and (case != "in" or tree.entity[child] == "PER"):
            return child, f"'{case}' after '{tree.lower[at]}'"  # nobody fights "in" a person: a place's name, misread
        if case == "of" or not self._names(child):
            return None
        return (
            (child, f"'{case}' after '{tree.lower[at]}'") if self.is_place(child) or self._holds_place(child) else None
        )

    def _role(self, head: int) -> bool:
        """Whether a name's phrase tells a person's rank, office or profession ("Rear-Admiral Hood", "photographer Ivo Karas")."""
        tree = self.tree
        first, end = tree.phrase(head)
        if head in self.named or tree.entity[head] == "LOC":
            return False
        return any(
            (at == head or tree.head[at] == head)
            and tree.lower[at] in self.words.roles
            and tree.dep[at] in ("compound", "amod", "nmod:desc", "flat", tree.dep[head])
            and tree.child(at, "case") in (None, tree.child(head, "case"))
            for at in range(first, end)
        )

    def _holds_place(self, head: int) -> bool:
        """A part of a place: "the courtyard of the hospital", "the skies over the city"."""
        tree = self.tree
        if tree.lemma[head] in self.words.never or head in self.barred or tree.case(head) not in self.words.holding:
            return False
        if self.lexicon.has_noun(tree.lemma[head]):
            return False
        return any(
            tree.dep[child] == "nmod" and tree.case(child) in ("of", "over", "") and self.is_place(child)
            for child in tree.children[head]
        )

    def is_place(self, head: int) -> bool:
        """Whether a noun names a place, or is a word for one."""
        tree, words = self.tree, self.words
        if head in self.frames.times or tree.lemma[head] in words.never:
            return False
        if any(tree.dep[child] == "nmod" and tree.lemma[child] in words.spans for child in tree.children[head]):
            return False  # "a quarter of an hour"
        if head in self.named or tree.entity[head] == "LOC":
            return True
        if tree.lemma[head] in words.words or head in self.described:
            return True
        return (
            tree.pos[head] == "PROPN"
            and head not in self.barred
            and tree.entity[head] != "PER"
            and tree.entity[head] != "ORG"
        )

    def _held(self, at: int, recipients: list[Path]) -> list[Path]:
        """The object of a verb of taking or striking, when it names a place."""
        tree = self.tree
        if tree.lemma[at] not in self.words.held or tree.pos[at] != "VERB":
            return []
        sure = tree.lemma[at] in self.words.always
        for head, words in recipients or self.frames.objects(at):
            unread = (
                tree.pos[head] == "PROPN" and not tree.entity[head] and head not in self.barred and words == "object"
            )
            name = head in self.named or tree.entity[head] == "LOC" or unread or (sure and tree.pos[head] == "PROPN")
            part = head not in self.barred and tree.lemma[head] not in self.words.never and self._named_inside(head)
            place = name or part or (tree.lemma[head] in self.words.words and head not in self.barred)
            if place and (name or self._names(head)) and not words.startswith("subject"):
                return [(head, f"{words}, a place")]
        return []

    def _named_inside(self, head: int) -> bool:
        """Whether a place's name belongs to a phrase: "the position of", "the country's waters"."""
        tree = self.tree
        return any(
            tree.dep[child] in ("nmod", "nmod:poss", "compound")
            and tree.case(child) in ("of", "")
            and tree.entity[child] == "LOC"
            for child in tree.children[head]
        )

    def _before(self, at: int) -> list[Path]:
        """A place's name before an event noun: "the Baghdad bombing"."""
        tree = self.tree
        if tree.pos[at] not in ("NOUN", "PROPN"):
            return []
        return [
            (child, f"name before '{tree.lower[at]}'")
            for child in tree.children[at]
            if child < at and tree.dep[child] == "compound" and child in self.named and tree.entity[child] == "LOC"
        ][:1]
