"""Who did it and to whom it was done: the places that a trigger's line names, filled from the parse."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec import Struct

from rashomon.annotate.events.frames import NOMINAL, Frames, Path
from rashomon.annotate.events.triggers import Lexicon, Trigger
from rashomon.knowledge import Knowledge

if TYPE_CHECKING:
    from collections.abc import Callable


FRONTED = frozenset(("with", "against", "by", "from", "under", "according to"))
"""Prepositions whose phrase may name a participant before its verb; "in May", "at sea", "on Monday" there say when or where."""


TOUCHING = frozenset(("on", "against"))
"""Prepositions whose phrase right behind an event noun's own phrase is the noun's, though the parse hung it on the verb."""
NESTED = 3
"""Clauses below one another that are read for a recipient: "agreed to promise to release"."""
NOBODY = frozenset(("there", "the", "a", "an"))
"""What fills a subject's place in a parse and names nobody: a gerund's article ("the re-entering Iraq to fight") acts in nothing."""
NO_PARTICIPANT = frozenset(("WP", "WDT", "WRB", "EX"))
"""Tags of question words and unresolved pronouns."""


PARTICIPANT_WORDS = ("adverbs", "manner", "measures", "units", "listed", "asking", "asked_for")
"""Lists of ``events/participants.toml``."""


class Participants(Struct, frozen=True):
    """Actor and recipient of one trigger.

    Attributes:
        actors: Who acts.
        recipients: To whom it is done.
        agent_expression: How the text gives the actor.
    """

    actors: list[Path]
    recipients: list[Path]
    agent_expression: str


@dataclass(frozen=True)
class ParticipantWords:
    """The words of ``events/participants.toml`` and the things that have an owner.

    Attributes:
        abstract: Things said, planned or done, which belong to somebody.
        adverbs: Words that say how or where and are no participants, whatever their tag.
        manner: Words before an event noun that say how it is done ("a night attack").
        measures: Heads of phrases that say when.
        units: Heads of phrases that say how much, unless they say of what ("ninety percent of the houses").
        listed: Nouns behind which names stand in lists ("the cruisers A, B and C").
        asking: Types of events in which something is asked for.
        asked_for: Places in which that stands, where nobody and no place is named there ("seek sovereignty", "push for talks").
    """

    abstract: frozenset[str]
    adverbs: frozenset[str]
    manner: frozenset[str]
    measures: frozenset[str]
    units: frozenset[str]
    listed: frozenset[str]
    asking: frozenset[str]
    asked_for: frozenset[str]


def participant_words(knowledge: Knowledge) -> ParticipantWords:
    """The compiled words; use through ``knowledge.once(participant_words)``."""
    folder = knowledge.folder("events")
    table = folder["participants"]
    return ParticipantWords(
        abstract=frozenset(folder["classes"]["abstract"]),
        **{name: frozenset(table[name]) for name in PARTICIPANT_WORDS},
    )


class Reader:
    """Fills the places of triggers in one parse."""

    def __init__(self, frames: Frames, lexicon: Lexicon, words: ParticipantWords, named: frozenset[int]) -> None:
        """Take a parse.

        Args:
            frames: The parse.
            lexicon: All triggers.
            words: What participants are told by.
            named: Tokens of people, groups, organisations, states and places, by name or described.
        """
        self.frames = frames
        self.named = named
        self.tree = frames.tree
        self.lexicon = lexicon
        self.words = words
        self.abstract = words.abstract
        self._below = 0
        self._places: dict[str, Callable[[int], list[Path]]] = {
            "subject": self._subject,
            "object": self._object,
            "second": self._second,
            "owner": self._owner,
            "clause subject": self._clause_subject,
            "clause recipient": self._clause_recipient,
            "light": self._light,
            "undergone": self._undergone,
            "possessor": frames.possessors,
            "name": frames.names_before,
            "doer": frames.doers_after,
            "thing before": self._thing_before,
        }

    def read(self, trigger: Trigger, at: int) -> Participants:
        """The participants of a trigger at a token."""
        actors = self._first(trigger.actor, at)
        whole = self.frames.with_coordinated(actors)
        taken = {head for head, _ in whole}
        slots = trigger.recipient
        if "counterpart" in slots and len(whole) > 1:  # what stands after it in the line gives way to "A and B met"
            slots = slots[: slots.index("counterpart")]
        things = self.words.asked_for if trigger.event_type in self.words.asking else frozenset()
        recipients = [path for path in self._first(slots, at, taken, things) if path[0] not in taken]
        if not recipients and "counterpart" in trigger.recipient:
            actors, recipients = whole[:1], [(head, f"counterpart: {words}") for head, words in whole[1:]]
        else:
            actors, recipients = whole, self.frames.with_coordinated(recipients)
        return Participants(actors, recipients, self._expression(trigger, at, bool(actors)))

    def _expression(self, trigger: Trigger, at: int, acted: bool) -> str:
        if trigger.part == "noun":
            return "nominal"
        if not acted:
            return "agentless"
        if self.frames.passive(at):
            return "passive_with_agent" if trigger.actor[:1] == ("subject",) else "active"
        return "active"

    def _first(
        self, places: tuple[str, ...], at: int, taken: set[int] | None = None, things: frozenset[str] = frozenset()
    ) -> list[Path]:
        """Who stands in the first place that is filled; in places of ``things`` only who is named somewhere as somebody or a place."""
        for place in places:
            if place == "counterpart":
                continue
            find = self._places.get(place)
            found = (
                find(at)
                if find
                else [path for path in self._prepositional(place, at) if self.tree.pos[path[0]] != "NUM"]
            )
            if place == "possessor" and "light" in places and found and self.tree.pos[found[0][0]] == "PRON":
                found = self._light(at) or found  # "they began their assault": the subject says who "their" is
            found = [
                path
                for path in found
                if self._may_take_part(path[0]) and not (taken and path[0] in taken) and path[0] != at
            ]
            if place in things:
                found = [path for path in found if self._can_be_asked(path[0])]
            if place in ("name", "thing before"):
                found = [path for path in found if self.tree.lemma[path[0]] not in self.words.manner]
            if found:
                return found
        return []

    def _may_take_part(self, head: int) -> bool:
        tree = self.tree
        if head in self.frames.times or not any(letter.isalnum() for letter in tree.lower[head]):
            return False
        if self._measures(head):
            return False
        return (
            tree.pos[head] in NOMINAL | {"ADJ", "DET", "ADV"}
            and tree.tag[head] not in NO_PARTICIPANT
            and tree.lower[head] not in NOBODY
        )

    def _can_be_asked(self, head: int) -> bool:
        """Somebody or a place, a pronoun, or one who is to do something ("called for the ships to leave")."""
        tree = self.tree
        to_do = head + 2 < len(tree) and tree.lower[head + 1] == "to" and tree.pos[head + 2] == "VERB"
        return head in self.named or tree.pos[head] == "PRON" or to_do

    def _measures(self, head: int) -> bool:
        """A time, a clock's number or a measure ("half past four", "2.28", "a quarter of an hour", "ten miles")."""
        tree = self.tree
        low = tree.lower[head]
        if tree.lemma[head] in self.words.measures and head not in self.named:  # "the Marenz Times" is a paper
            return True
        if tree.lemma[head] in self.words.units:
            return all(tree.case(child) != "of" for child in tree.children[head] if tree.dep[child] == "nmod")
        if tree.pos[head] == "NUM" and ("." in low or ":" in low or "%" in low):
            return True
        if tree.pos[head] == "NUM" and head > 1 and tree.lower[head - 1] in ("past", "half", "at", "by"):
            return tree.lower[head - 1] != "by"
        return low in ("quarter", "half", "third") and any(
            tree.lemma[child] in self.words.measures for child in tree.children[head]
        )

    # --- verbs --------------------------------------------------------------------------------------------------

    def _subject(self, at: int) -> list[Path]:
        if self.tree.pos[at] == "VERB" and self.frames.passive(at):
            return self.frames.agents(at)
        return self.frames.subjects(at)

    def _object(self, at: int) -> list[Path]:
        return self.frames.objects(at)

    def _second(self, at: int) -> list[Path]:
        tree = self.tree
        child = tree.child(at, "iobj")
        return [] if child is None else [(child, "indirect object")]

    def _clause(self, at: int) -> int | None:
        tree = self.tree
        for child in tree.children[at]:
            if tree.dep[child] in ("ccomp", "xcomp") or (tree.dep[child] in ("advcl", "acl") and child > at):
                return child
        return None

    def _clause_subject(self, at: int) -> list[Path]:
        clause = self._clause(at)
        if clause is None or self.tree.dep[clause] not in ("ccomp", "xcomp"):
            return []
        own = [child for child in self.tree.children[clause] if self.tree.dep[child].startswith("nsubj")]
        return [(own[0], f"subject of the clause of '{self.tree.lower[at]}'")] if own else []

    def _clause_recipient(self, at: int) -> list[Path]:
        """To whom the act in the clause below would be done ("threatened to shell the port")."""
        clause = self._clause(at)
        if clause is None:
            return []
        trigger = self.lexicon.match(self.frames, clause)
        words = f"recipient of '{self.tree.lower[clause]}' below"
        own = {head for head, _ in self._subject(at)}
        if trigger is not None and self._below < NESTED:
            self._below += 1
            reached = self._first(trigger.recipient, clause, own)
            self._below -= 1
            found = [(head, f"{words}: {path}") for head, path in reached if head not in own]
            if found:
                return found
        for preposition in ("with", "from", "to", "on", "against", "for", "in", "at"):
            found = self._prepositional(preposition, clause)
            if found:
                return [(head, f"{words}: {path}") for head, path in found]
        return [(head, f"{words}: {path}") for head, path in self._object(clause) if head not in own]

    def beyond(self, at: int) -> list[Path]:
        """Whom an act without recipient touches: the first phrase with "with", "from", "to", "on", "against", "for" or "in"."""
        for preposition in ("with", "from", "to", "on", "against", "for", "in"):
            found = self._prepositional(preposition, at)
            if found:
                return self.frames.with_coordinated(found)
        return []

    def _owner(self, at: int) -> list[Path]:
        """Whose deed or words the object is: "condemned Iran's attack", "rejected a request from the bank"."""
        out = []
        for head, words in self._object(at) or self._prepositional("for", at):
            if self.tree.lemma[head] in self.abstract or self.lexicon.match(self.frames, head) is not None:
                places = ["possessor", "by", "from", "name"]
                trigger = self.lexicon.match(self.frames, head)
                if trigger is not None:
                    places = [place for place in trigger.actor if place not in ("light", "subject")]
                elif self.tree.lemma[head] in self.abstract:
                    places.append("of")
                found = self._first(tuple(places), head)
                out += [(owner, f"{path}, {words} '{self.tree.lower[head]}'") for owner, path in found]
        return out[:1]

    # --- nouns --------------------------------------------------------------------------------------------------

    def _light(self, at: int) -> list[Path]:
        """Subject of the verb that carries the noun: "launched an attack"; who ordered it, where nobody else is named."""
        verb = self.frames.carrier(at)
        if verb is None:
            return []
        lemma, control = self.tree.lemma[verb], self.frames.control
        if lemma not in control.light and lemma not in control.causative:
            return []
        return [
            (head, f"{words} of '{self.tree.lower[verb]}', which carries '{self.tree.lower[at]}'")
            for head, words in self._subject(verb)
        ]

    def _undergone(self, at: int) -> list[Path]:
        """Subject of a verb of undergoing: "came under attack", "suffered a defeat"."""
        verb = self.frames.carrier(at)
        if verb is None or self.tree.lemma[verb] not in self.frames.control.undergoing:
            return []
        return [
            (head, f"{words} of '{self.tree.lower[verb]}', which undergoes '{self.tree.lower[at]}'")
            for head, words in self.frames.subjects(verb)
        ]

    def _thing_before(self, at: int) -> list[Path]:
        """A noun before it that is acted on: "embassy attack", "hostage release"."""
        tree = self.tree
        return [
            (child, f"noun before '{tree.lower[at]}'")
            for child in tree.children[at]
            if child < at
            and tree.dep[child] == "compound"
            and tree.pos[child] in ("NOUN", "PROPN")
            and child not in self.frames.times
        ][:1]

    def _prepositional(self, preposition: str, at: int) -> list[Path]:
        """A phrase with a preposition, on the word itself, on its object, or on the verb that carries it."""
        frames, tree = self.frames, self.tree
        found = frames.obliques(at, preposition)
        if tree.pos[at] == "VERB":
            found = [path for path in found if path[0] > at or preposition in FRONTED]
            for child in tree.children[at] if not found else []:
                if tree.dep[child] in ("obj", "nsubj:pass", "xcomp", "obl") and child not in frames.times:
                    found = frames.obliques(child, preposition)
                    if not found and tree.dep[child] in ("obj", "xcomp"):
                        found = frames.obliques_below(child, preposition)
                    if found:
                        return [(head, f"{words} on '{tree.lower[child]}'") for head, words in found]
        elif not found and preposition != "of":
            verb = frames.carrier(at)
            if verb is not None and (
                tree.lemma[verb] in frames.control.light or tree.lemma[verb] in frames.control.causative
            ):
                found = frames.agents(verb) if preposition == "by" else frames.obliques(verb, preposition)
                return [(head, f"{words} on '{tree.lower[verb]}'") for head, words in found]
            if verb is not None and preposition in TOUCHING and verb < at:
                behind = (
                    max(tree.subtree(at)) + 1
                )  # "condemned the attack by Valdoria on Marenz": right behind its phrase
                found = frames.obliques(verb, preposition)
                return [
                    (head, f"{words} behind '{tree.lower[at]}'")
                    for head, words in found
                    if min(tree.subtree(head)) == behind
                ]
        return found
