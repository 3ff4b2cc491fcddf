"""Who did what to whom, where: event mentions with their arguments, typed by PLOVER (Halterman et al. 2023).

Each trigger of the lexicon is one mention; each actor, recipient, place and time is a row with its own passage and the path that led
to it. What is only said to be intended is a mention of its own (an AGREE, REJECT, THREATEN or REQUEST), beside the planned event.
"""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from rashomon.annotate.annotated import Annotated
from rashomon.annotate.events.arguments import Times, time_tokens
from rashomon.annotate.events.control import control
from rashomon.annotate.events.cues import cues
from rashomon.annotate.events.factuality import factuality
from rashomon.annotate.events.frames import Frames
from rashomon.annotate.events.guards import objects_of
from rashomon.annotate.events.intentions import Intentions, intentions
from rashomon.annotate.events.name_lists import join_lists
from rashomon.annotate.events.participants import Participants, Reader, participant_words
from rashomon.annotate.events.place_kinds import nest
from rashomon.annotate.events.place_paths import Told, path_weights
from rashomon.annotate.events.place_phrases import PlacePhrases, place_words
from rashomon.annotate.events.places import Places
from rashomon.annotate.events.triggers import Trigger, lexicon
from rashomon.annotate.events.untyped import untyped, untyped_trigger
from rashomon.annotate.mentions.index import MentionIndex, mention_index
from rashomon.annotate.tree import Tree
from rashomon.knowledge import Knowledge
from rashomon.model import Argument, EventMention

HULL = 7
"""Tokens within which a light verb and its noun are one trigger text ("carried out an attack")."""


class Found(Struct, frozen=True):
    """One event mention before it becomes rows.

    Attributes:
        trigger: The line of the lexicon.
        at: The trigger's head token.
        first: First token of the trigger.
        end: End of the trigger.
        lemma: Its dictionary form.
        participants: Who and to whom.
        factuality: As told.
        because: The words that make it so.
    """

    trigger: Trigger
    at: int
    first: int
    end: int
    lemma: str
    participants: Participants
    factuality: str
    because: str

    def told(self) -> Told:
        """What a place is looked for by."""
        who = self.participants
        return Told(
            self.at, self.trigger, frozenset(at for at, _ in who.actors), frozenset(at for at, _ in who.recipients)
        )


def events(annotated: Annotated, knowledge: Knowledge) -> Iterable[EventMention | Argument]:
    """Event mentions and their arguments, in order of the text.

    Args:
        annotated: The document, its parse, mentions and times.
        knowledge: The tables; ``events/`` holds the lexicon.

    Returns:
        Each mention, followed by its arguments.
    """
    if not len(annotated.parse):
        return []
    reading = Reading(annotated, knowledge)
    rows: list[EventMention | Argument] = []
    for found in reading.find(0, len(reading.tree)):
        rows.extend(reading.rows(found))
    annotated.frames = reading.frames
    annotated.silent_sentences = len(reading.silent())
    return rows


class Reading:
    """One document's parse, ready for event triggers to be found in it."""

    def __init__(self, annotated: Annotated, knowledge: Knowledge) -> None:
        self.annotated = annotated
        self.index: MentionIndex = mention_index(annotated)
        self.tree = Tree(annotated.parse)
        of_token = time_tokens(annotated)
        self.tree.times = frozenset(of_token)
        self.lexicon = knowledge.once(lexicon)
        words = knowledge.once(participant_words)
        self.tree.mend(self.lexicon.forms, words.adverbs)
        join_lists(self.tree, words.listed)
        nest(self.tree, knowledge.once(place_words).words)
        self.frames = Frames(self.tree, knowledge.once(control), frozenset(of_token))
        mentioned = self._mention_tokens()
        self.reader = Reader(self.frames, self.lexicon, words, frozenset().union(*mentioned))
        self.phrases = PlacePhrases(self.frames, knowledge.once(place_words), *mentioned, self.lexicon.has_noun)
        self.places = Places(self.frames, self.phrases, knowledge.once(path_weights))
        self.times = Times(self.frames, of_token)
        self.cues = knowledge.once(cues)
        self.intentions: Intentions = knowledge.once(intentions)
        self.untyped = knowledge.once(untyped)
        self._tried: set[int] = set()
        self._told: set[int] = set()

    def _mention_tokens(self) -> tuple[frozenset[int], frozenset[int], frozenset[int], frozenset[int]]:
        """Tokens of names of places, of descriptions of places, of people, groups, organisations and ships, and of states that act."""
        named: set[int] = set()
        described: set[int] = set()
        barred: set[int] = set()
        acting: set[int] = set()
        for mention in self.annotated.mentions:
            head = self.annotated.tokens(mention.head_start_char, mention.head_end_char)
            if mention.kind in ("PLACE", "FACILITY"):
                (named if mention.form == "name" else described).update(range(head.start, head.end))
            elif mention.kind in ("PERSON", "GROUP", "ORGANISATION") or (mention.kind, mention.form) == (
                "OTHER",
                "name",
            ):
                barred.update(range(head.start, head.end))
            elif mention.kind == "GOVERNMENT":
                acting.update(range(head.start, head.end))
        return frozenset(named), frozenset(described), frozenset(barred - named), frozenset(acting - named)

    def find(self, first: int, end: int) -> list[Found]:
        """The event mentions whose trigger stands between two tokens, in order."""
        matched = self.matched(first, end)
        consumed = self._consumed(matched)
        found = []
        for at, trigger in matched.items():
            if at in consumed:
                continue
            mention = self._read(at, trigger)
            found.append(mention)
            found.extend(self._intention(mention))
        return sorted(found, key=lambda mention: (mention.first, mention.end))

    def matched(self, first: int, end: int) -> dict[int, Trigger]:
        """The triggers between two tokens, before those are left out that another trigger speaks of."""
        tree, frames = self.tree, self.frames
        out: dict[int, Trigger] = {}
        for at, pos in enumerate(tree.pos[first:end], first):
            if pos not in ("VERB", "NOUN", "ADJ", "PROPN") or (at in frames.times and pos != "VERB"):
                continue
            trigger = self.lexicon.match(frames, at)
            if trigger is None and self.lexicon.tells(pos, tree.lemma[at]):
                self._tried.add(tree.sentence[at])
            if trigger is None or (trigger.event_type is None and trigger.part == "verb"):
                trigger = untyped_trigger(self.untyped, frames, at)
            if trigger is not None and not self._only_modifies(at, trigger):
                out[at] = trigger
                if trigger.event_type is not None:
                    self._told.add(tree.sentence[at])
        return out

    def silent(self) -> set[int]:
        """Numbers of the sentences read so far that hold a word of the lexicon of types and gave no event of a type."""
        return self._tried - self._told

    def _only_modifies(self, at: int, trigger: Trigger) -> bool:
        """A word that is part of another's name or only describes it ("the attack helicopter", "armed men")."""
        tree = self.tree
        if trigger.part == "verb":
            return tree.dep[at] in ("amod", "compound", "case", "aux", "fixed", "flat")
        if trigger.part == "noun":
            return tree.dep[at] in ("compound", "flat", "nmod:desc", "amod", "fixed") or (
                tree.pos[at] == "PROPN" and tree.entity[at] in ("PER", "ORG")
            )
        return tree.dep[at] in ("amod", "compound", "flat")

    def _consumed(self, matched: dict[int, Trigger]) -> set[int]:
        """Nouns that a verb's line already speaks of ("opened fire", "suspended talks"), and verbs that only carry a noun."""
        out: set[int] = set()
        for at, trigger in matched.items():
            if trigger.part == "verb" and trigger.event_type and trigger.object:
                out.update(
                    head
                    for head in objects_of(trigger, self.frames, at)
                    if head in matched and self.tree.lemma[head] in trigger.object
                )
        for at, trigger in matched.items():
            if trigger.particle:
                out.update(
                    child
                    for child in self.tree.children[at]
                    if child in matched and self.tree.lower[child] in trigger.particle.split(" ")
                )
            if trigger.part == "noun" and trigger.event_type and at not in out:
                verb = self.frames.carrier(at)
                if verb in matched and verb is not None and matched[verb].event_type is None and self._carries(verb):
                    out.add(verb)
        return out

    def _carries(self, verb: int) -> bool:
        lemma, verbs = self.tree.lemma[verb], self.frames.control
        return lemma in verbs.light or lemma in verbs.undergoing

    def _read(self, at: int, trigger: Trigger) -> Found:
        participants = self.reader.read(trigger, at)
        standing, because = factuality(self.tree, at, self.cues)
        first, end = self._extent(at, trigger)
        return Found(trigger, at, first, end, trigger.lemma or self.tree.lemma[at], participants, standing, because)

    def _extent(self, at: int, trigger: Trigger) -> tuple[int, int]:
        """The trigger's own words: with its particle, its guarded object, the light verb that carries it."""
        tree = self.tree
        tokens = [at]
        if trigger.particle:
            word = trigger.particle.split(" ")[0]
            tokens += [child for child in tree.children[at] if tree.lower[child] == word]
            if len(tokens) == 1 and at + 1 < len(tree) and tree.lower[at + 1] == word:
                tokens.append(at + 1)
        if trigger.part == "verb" and trigger.object and trigger.event_type:
            tokens += [
                head
                for head in objects_of(trigger, self.frames, at)
                if tree.lemma[head] in trigger.object
                and tree.head[head] == at
                and (tree.dep[head] == "obj" or trigger.particle)
            ]
        elif trigger.part == "noun" and trigger.event_type:
            verb = self.frames.carrier(at)
            if verb is not None and self._carries(verb) and tree.dep[at] in ("obj", "nsubj:pass"):
                tokens.append(verb)
            elif tree.dep[at] == "nsubj" and tree.lemma[tree.head[at]] in self.frames.control.occurring:
                tokens.append(tree.head[at])
        if max(tokens) - min(tokens) > HULL or any(tree.sentence[token] != tree.sentence[at] for token in tokens):
            return at, at + 1
        return min(tokens), max(tokens) + 1

    def _intention(self, found: Found) -> list[Found]:
        """The said intention or demand that a modal verb makes of an event ("they will release the crew")."""
        meant = self.intentions.read(self.frames, found.at, found.trigger, found.factuality)
        if meant is None:
            return []
        event_type, modal, speakers = meant
        trigger = replace(
            found.trigger, event_type=event_type, mode=None, context=None, lemma=self.tree.lemma[modal], part="verb"
        )
        if event_type == "REQUEST":
            recipients = self.frames.with_coordinated(self.frames.subjects(found.at))
            participants = Participants(speakers, recipients, "active")
        else:
            participants = replace(
                found.participants, actors=speakers or found.participants.actors, agent_expression="active"
            )
            if not participants.recipients:
                participants = replace(participants, recipients=self.reader.beyond(found.at))
        end = modal + 2 if self.tree.lower[modal + 1] in ("n't", "n’t", "not") else modal + 1
        return [Found(trigger, modal, modal, end, self.tree.lemma[modal], participants, "asserted", "")]

    # --- rows ---------------------------------------------------------------------------------------------------

    def rows(self, found: Found) -> Iterable[EventMention | Argument]:
        """The rows of one mention."""
        annotated = self.annotated
        start, end = annotated.span(found.first, found.end)
        sentence = annotated.sentence_at(start)
        mention_id = annotated.row_id("event", start, end)
        yield EventMention(
            document_id=annotated.document.document_id,
            event_mention_id=mention_id,
            sentence_id=sentence.sentence_id if sentence else "",
            start_char=start,
            end_char=end,
            text=annotated.text(start, end),
            lemma=found.lemma,
            event_type=found.trigger.event_type,
            mode=found.trigger.mode,
            context=found.trigger.context,
            factuality=found.factuality,
            agent_expression=found.participants.agent_expression,
        )
        for role, paths in (
            ("actor", found.participants.actors),
            ("recipient", found.participants.recipients),
            ("place", self.places.find(found.told())),
        ):
            for head, words in paths:
                yield self._argument(mention_id, role, head, words)
        for row, words in self.times.find(found.at):
            time = annotated.times[row]
            yield Argument(
                document_id=time.document_id, event_mention_id=mention_id, role="time", start_char=time.start_char, end_char=time.end_char,
                text=time.text, time_id=time.time_id, basis=words,
            )  # fmt: skip

    def _argument(self, mention_id: str, role: str, head: int, words: str) -> Argument:
        annotated = self.annotated
        first, end = self.phrases.span(head) if role == "place" else self.tree.phrase(head)
        start_char, end_char = annotated.span(first, end)
        cut = annotated.text(start_char, end_char)
        for suffix in ("-led", "-backed", "-brokered"):
            if first + 1 == end and cut.lower().endswith(suffix):
                end_char -= len(suffix)
        token = annotated.parse[self.phrases.name_in(head) if role == "place" else head]
        mention = self.index.at_head(token)
        if mention is None and (around := self.index.covering(token)) and around.form == "name":
            mention = around  # a part of a name; "envoys in talks with the other side" are not the other side
        return Argument(
            document_id=annotated.document.document_id, event_mention_id=mention_id, role=role, start_char=start_char, end_char=end_char,
            text=annotated.text(start_char, end_char), mention_id=mention.mention_id if mention else None, basis=words,
        )  # fmt: skip
