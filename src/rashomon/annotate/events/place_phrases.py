"""Phrases that name a place: which words of a sentence do, how far each phrase reaches, and which name it holds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rashomon.annotate.events.frames import Frames
from rashomon.annotate.events.place_kinds import JOINTS, kind_told, one_of_a_people
from rashomon.knowledge import Knowledge

if TYPE_CHECKING:
    from rashomon.annotate.tree import Tree

LONGEST = 8
"""Words of a phrase of place; a longer one ends after its first name ("a mill on the road from Olm to Marenz in the north of")."""
STEPS = 6
"""Nouns that a name is followed up to: "the courtyard of the hospital in the old town of Marenz"."""
_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_PARTS = frozenset(
    ("det", "amod", "compound", "flat", "nummod", "nmod", "nmod:poss", "nmod:desc", "nmod:unmarked", "case", "goeswith", "fixed", "det:predet", "appos")
)  # fmt: skip
_WITHIN = frozenset(("nmod", "nmod:poss", "compound", "flat", "nmod:desc", "amod", "appos"))
_BESIDE = frozenset(("with", "by", "against"))
_PARTIES = _BESIDE | {"for", "between", "among"}
_KINDS = frozenset(("compound", "amod", "nmod:desc"))
_SIDES = frozenset(
    (
        "north",
        "south",
        "east",
        "west",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "northern",
        "southern",
        "eastern",
        "western",
    )
)
_ONE_NAME = frozenset(("compound", "flat", "goeswith", "nmod:desc"))


@dataclass(frozen=True)
class PlaceWords:
    """The words of ``events/places.toml``.

    Attributes:
        words: Heads of phrases that name a place though no name stands in them.
        never: Heads that are no place though a place's name may stand in them.
        spans: Spans of time of which a part is no place.
        sure: Prepositions after which an unknown name is a place's.
        reaching: Prepositions after which it is one where nothing says that it is another kind of name.
        always: Verbs whose object is a place whatever kind of name it is taken for.
        held: Verbs whose object is where they happen when it names a place.
        roles: Ranks, offices and callings: a phrase with one of them is a person's.
        personal: Prepositions after which a name is a place's only where it is known as one.
        settled: Words that say that a name beside them is a place's.
        telling: Verbs that tell what others say: their place is the speaker's.
        prepositions: Prepositions that have a weight of their own.
        around: Prepositions of place that share one weight.
        clauses: Conjunctions of clauses that have a weight of their own.
    """

    words: frozenset[str]
    never: frozenset[str]
    spans: frozenset[str]
    sure: frozenset[str]
    reaching: frozenset[str]
    always: frozenset[str]
    held: frozenset[str]
    roles: frozenset[str]
    personal: frozenset[str]
    settled: frozenset[str]
    telling: frozenset[str]
    prepositions: frozenset[str]
    around: frozenset[str]
    clauses: frozenset[str]


def place_words(knowledge: Knowledge) -> PlaceWords:
    """The compiled words; use through ``knowledge.once(place_words)``."""
    table: dict[str, Any] = knowledge.folder("events")["places"]
    words = {name: frozenset(table[name]) for name in PlaceWords.__dataclass_fields__}
    return PlaceWords(**{**words, "words": words["words"] | words["settled"]})


class PlacePhrases:
    """The phrases of place of one parse.

    Args:
        frames: The parse and its paths.
        words: What counts as a place.
        named: Tokens of mentions that name a place or facility.
        described: Tokens of mentions that describe a place or facility ("the border terminal").
        barred: Tokens of mentions of people, groups, organisations and ships.
        acting: Tokens of names of states that act, speak or are addressed.
        eventful: Whether a noun tells an event ("the Kabul bombing").
    """

    def __init__(
        self,
        frames: Frames,
        words: PlaceWords,
        named: frozenset[int],
        described: frozenset[int],
        barred: frozenset[int],
        acting: frozenset[int],
        eventful: Callable[[str], bool],
    ) -> None:
        self.tree: Tree = frames.tree
        self.times = frames.times
        self.words = words
        self.named = named
        self.described = described
        self.barred = barred
        self.acting = acting
        self.eventful = eventful
        self._of_sentence: dict[int, dict[int, list[int]]] = {}

    def of_sentence(self, at: int) -> dict[int, list[int]]:
        """The head of each phrase of place in the sentence of a token, with the names that the phrase holds, in order."""
        number = self.tree.sentence[at]
        if number not in self._of_sentence:
            first, end = self.tree.sentences[number]
            found: dict[int, list[int]] = {}
            for name in range(first, end):
                if self._may_stand(name) and self._stands_for_place(name):
                    head = self._head(name)
                    if not self._person(head) and not self._party(head) and not self._part_of_time(head):
                        found.setdefault(head, []).append(name)
            self._of_sentence[number] = found
        return self._of_sentence[number]

    def names_place(self, at: int) -> bool:
        """Whether a word is, by all that is known, a place's name."""
        tree = self.tree
        return self._known(at) or (tree.pos[at] == "PROPN" and at not in self.barred and tree.entity[at] == "")

    def _may_stand(self, at: int) -> bool:
        """Whether a word is of a kind that names places at all: most are not."""
        pos = self.tree.pos[at]
        return pos == "PROPN" or (pos == "NOUN" and self.tree.title[at]) or self._known(at)

    def _stands_for_place(self, at: int) -> bool:
        tree = self.tree
        if at in self.times or not any(letter.isalnum() for letter in tree.lower[at]):
            return False
        above = tree.head[at]
        if tree.dep[at] in _ONE_NAME and above != at and self.names_place(above) and abs(above - at) < STEPS:
            return False
        if one_of_a_people(self.tree, at) or (self._of_other(at) and not kind_told(self.tree, self.words.settled, at)):
            return False
        if kind_told(self.tree, self.words.settled, at):
            return True
        if self._known(at):
            return at not in self.acting or self._holds_acts(at)
        return tree.dep[at] not in _ONE_NAME and self._may_name(at)

    def _of_other(self, at: int) -> bool:
        """Whether a name only says of what land or kind something is: "US forces", "Kabul police", "American facilities"."""
        tree = self.tree
        above = tree.head[at]
        if above == at or tree.dep[at] not in _KINDS:
            return False
        if tree.pos[at] == "ADJ":
            return tree.lemma[above] not in self.words.words
        return not self._may_hold(above) and not self.eventful(tree.lemma[above])

    def _holds_acts(self, at: int) -> bool:
        """Whether a state's name stands where only a place can, though the state acts or is addressed in that clause."""
        tree = self.tree
        if tree.case(at) in self.words.sure:
            return True
        return tree.dep[at] in ("obj", "nsubj:pass") and tree.lemma[tree.head[at]] in self.words.held

    def _known(self, at: int) -> bool:
        return at in self.named or (self.tree.entity[at] == "LOC" and at not in self.barred)

    def _may_name(self, at: int) -> bool:
        """A name that is not known as a place's, where only a place can stand: "in Orsic", "patrolled Orsic"."""
        tree = self.tree
        if tree.pos[at] != "PROPN" and not (tree.pos[at] == "NOUN" and tree.title[at] and at not in tree.starts):
            return False
        if tree.dep[at] == "conj" and tree.head[at] < at:
            alike = tree.entity[at] != "PER" or tree.entity[tree.head[at]] == "PER"
            return alike and self._stands_for_place(tree.head[at])
        case = tree.case(at)
        if case in self.words.sure or case.endswith(" of"):
            return True
        if case in self.words.reaching and self.names_place(at):
            return True
        if tree.dep[at] not in ("obj", "nsubj:pass"):
            return False
        verb = tree.lemma[tree.head[at]]
        return verb in self.words.always or (verb in self.words.held and at not in self.barred)

    def _head(self, name: int) -> int:
        """The noun that a name tells the place of: "the outskirts of Marenz", "a bar in the town of Olm"."""
        tree = self.tree
        head = name
        for _ in range(STEPS):
            above = tree.head[head]
            if above == head or tree.dep[head] not in _WITHIN or not self._may_hold(above):
                break
            if tree.case(above) in _PARTIES:
                break  # "negotiated with Valdoria in Marenz"
            head = above
        return head

    def _may_hold(self, at: int) -> bool:
        tree = self.tree
        if kind_told(self.tree, self.words.settled, at):
            return True
        if at in self.times or at in self.barred or at in self.acting or tree.lemma[at] in self.words.never:
            return False
        return self.names_place(at) or tree.lemma[at] in self.words.words or at in self.described

    def _person(self, head: int) -> bool:
        """Whether a phrase tells a person's rank, office or profession ("Rear-Admiral Hood", "photographer Ivo Karas")."""
        tree = self.tree
        if self._known(head):
            return False
        if tree.case(head) in self.words.personal:
            return True
        first, end = tree.phrase(head)
        return any(
            (at == head or tree.head[at] == head)
            and tree.lower[at] in self.words.roles
            and tree.dep[at] in ("compound", "amod", "nmod:desc", "flat", tree.dep[head])
            and tree.child(at, "case") in (None, tree.child(head, "case"))
            for at in range(first, end)
        )

    def _party(self, head: int) -> bool:
        """Whether a phrase tells whose something is, or with or by whom: "Valdoria's army", "talks with Valdoria"."""
        return self.tree.dep[head] == "nmod:poss" or self.tree.case(head) in _BESIDE

    def _part_of_time(self, head: int) -> bool:
        """Whether a phrase is a part of a span of time: "a quarter of an hour"."""
        tree = self.tree
        return any(tree.dep[child] == "nmod" and tree.lemma[child] in self.words.spans for child in tree.children[head])

    # --- extent ---------------------------------------------------------------------------------------------------

    def span(self, head: int) -> tuple[int, int]:
        """First token and end of a phrase of place, with the phrase right behind it that says where that place is."""
        first, end = self._extent(head)
        others = sorted(self.of_sentence(head))
        for other in others:
            if other > end and self.tree.lower[end] in JOINTS and self.tree.dep[end] == "case":
                start, stop = self._extent(other)
                if start == end + 1 and self._count(first, stop) <= LONGEST:
                    end = stop
        return first, end

    def _extent(self, head: int) -> tuple[int, int]:
        tree = self.tree
        inside = set(self._parts(head))
        first = last = head
        while first - 1 in inside or (first - 2 in inside and self._bridges(first - 1)):
            first -= 1
        while last + 1 in inside or (last + 2 in inside and self._bridges(last + 1)):
            last += 1
        end = last + 1
        while self._count(first, end) > LONGEST:
            cuts = [at for at in range(first + 1, end) if self._preposition(at)]
            behind = [at for at in cuts if any(self.names_place(part) for part in range(first, at))]
            if behind:
                end = behind[-1]
            elif cuts:
                first = cuts[0] + 1
            else:
                break
        while end - 1 > first and tree.pos[end - 1] in ("PUNCT", "ADP", "ADV") and end - 1 != head:
            end -= 1
        while first < end - 1 and tree.pos[first] == "PUNCT":
            first += 1
        return first, end

    def _parts(self, head: int) -> Iterable[int]:
        tree = self.tree
        out = [head]
        for token in out:
            out.extend(
                child
                for child in tree.children[token]
                if (tree.dep[child] in _PARTS or self._two_sides(token, child))
                and child not in self.times
                and not (tree.dep[child] == "case" and token == head and tree.lower[child] not in _POSSESSIVE)
            )
        return out

    def _two_sides(self, token: int, child: int) -> bool:
        """Whether "and" joins two sides of one land: "in the north and south of Valdoria"."""
        tree = self.tree
        joined = child if tree.dep[child] == "conj" else token if tree.dep[child] == "cc" else None
        if joined is None or tree.lower[joined] not in _SIDES:
            return False
        return tree.dep[child] == "cc" or tree.lower[token] in _SIDES

    def _bridges(self, at: int) -> bool:
        return self.tree.pos[at] == "PUNCT" and self.tree.lower[at] != ","

    def _preposition(self, at: int) -> bool:
        return self.tree.dep[at] == "case" and self.tree.lower[at] not in _POSSESSIVE

    def _count(self, first: int, end: int) -> int:
        return sum(any(letter.isalnum() for letter in self.tree.lower[at]) for at in range(first, end))

    def name_in(self, head: int) -> int:
        """The name that a phrase of place holds: the head itself, or the name nearest to it."""
        names = self.of_sentence(head).get(head)
        if not names or head in names:
            return head
        return min(names, key=lambda name: (self._depth(name, head), name))

    def named_as(self, head: int) -> int:
        """The name that stands beside a phrase of place and says which place it is: "the capital of the republic, Marenz"."""
        tree = self.tree
        if self.names_place(head):
            return head
        names = self.of_sentence(head).get(head, ()) if tree.lemma[head] in self.words.settled else ()
        return next((name for name in names if tree.dep[name] == "appos" and name > head), head)

    def _depth(self, name: int, head: int) -> int:
        for depth in range(STEPS + 1):
            if name == head:
                return depth
            name = self.tree.head[name]
        return STEPS + 1
