"""The words that tell an event: the lexicon of ``knowledge/events/`` compiled, and matched against the parse."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from rashomon.annotate.events.frames import Frames
from rashomon.annotate.events.guards import misfit
from rashomon.errors import KnowledgeError
from rashomon.knowledge import Knowledge

PARTS = ("verb", "noun", "adjective")
FIELDS = frozenset(
    (
        *PARTS,
        "actor",
        "recipient",
        "object",
        "subject",
        "complement",
        "phrase",
        "with",
        "not",
        "voice",
        "mode",
        "context",
        "type",
        "bare",
    )
)
SHARED_FILES = frozenset(
    ("classes", "frames", "factuality", "intentions", "untyped", "places", "place_paths", "participants")
)
"""Files of the folder that are not the lexicon of a type."""
_PARTS = {"VERB": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}
_FRAMES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "verb": (("subject",), ("object",)),
    "noun": (("by", "doer", "possessor", "name", "light"), ("of", "on", "against", "undergone")),
    "adjective": (("subject",), ("of", "to", "with")),
}


class Trigger(Struct, frozen=True):
    """One line of the lexicon for one word.

    Attributes:
        event_type: PLOVER type, or None for an event of no type.
        part: verb, noun or adjective.
        lemma: Dictionary form, particle included ("break off").
        particle: Its particle, or "".
        actor: Syntactic places of who acts, the first filled one counts.
        recipient: Syntactic places of to whom it is done.
        object: Lemmas of which its object (of a noun: its complement) must hold one.
        subject: Lemmas of which its subject must hold one.
        complement: Lemmas of which its clause must have one as predicate; "to" and "that" stand for any such clause.
        phrase: Lemmas of which its phrases with prepositions must hold one ("attacked him in the debate").
        requires: Prepositions of which it must have one.
        excludes: Lemmas that its object, clause or prepositions must not hold.
        bare: Whether it must stand without an object ("the ship sank").
        voice: "active" or "passive" where only that counts.
        mode: PLOVER mode.
        context: PLOVER context.
    """

    event_type: str | None
    part: str
    lemma: str
    particle: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    object: frozenset[str]
    subject: frozenset[str]
    complement: frozenset[str]
    phrase: frozenset[str]
    requires: frozenset[str]
    excludes: frozenset[str]
    voice: str
    bare: bool
    mode: str | None
    context: str | None

    @property
    def weight(self) -> int:
        """How much it asks for: the most demanding line that fits wins."""
        asked = (
            self.particle,
            self.object,
            self.subject,
            self.complement,
            self.phrase,
            self.requires,
            self.voice,
            self.bare,
        )
        return sum(2 for one in asked if one) + bool(self.excludes)


class Lexicon:
    """All triggers, by part of speech and first word.

    Attributes:
        entries: Triggers of a first word, the most demanding first.
        forms: Universal part of speech and spelling to dictionary form, for all first words.
    """

    def __init__(self, triggers: Iterable[Trigger], irregular: Mapping[str, str], nouns: Mapping[str, str]) -> None:
        self.entries: dict[tuple[str, str], list[Trigger]] = {}
        self.forms: dict[tuple[str, str], str] = {}
        for trigger in triggers:
            word = trigger.lemma.split(" ")[0]
            self.entries.setdefault((trigger.part, word), []).append(trigger)
            if trigger.part != "adjective":
                for form in inflected(word, trigger.part):
                    self.forms.setdefault((trigger.part.upper(), form), word)
        for form, word in nouns.items():
            self.forms.setdefault(("NOUN", form), word)
        for form, word in irregular.items():
            self.forms["VERB", form] = word
        for entry in self.entries.values():
            # a user's lines come last and go first among equals
            entry.reverse()
            entry.sort(key=lambda trigger: -trigger.weight)
        self._typed = frozenset(
            key for key, entry in self.entries.items() if any(trigger.event_type for trigger in entry)
        )

    def has_noun(self, lemma: str) -> bool:
        """Whether a noun tells an event in some line."""
        return ("noun", lemma) in self.entries

    def tells(self, pos: str, lemma: str) -> bool:
        """Whether a word has a line of some type, whether or not that fits where it stands."""
        return (_PARTS.get(pos, ""), lemma) in self._typed

    def match(self, frames: Frames, at: int, rejected: list[str] | None = None) -> Trigger | None:
        """The trigger that a token is, or None.

        Args:
            frames: The parse.
            at: The token.
            rejected: Takes in, for explanation, the lines that were considered and why they did not fit.
        """
        part = _PARTS.get(frames.tree.pos[at])
        if part is None:
            return None
        entry = self.entries.get((part, frames.tree.lemma[at]))
        if entry is None:
            return None
        for trigger in entry:
            reason = misfit(trigger, frames, at)
            if reason is None:
                return trigger
            if rejected is not None:
                rejected.append(f"{trigger.event_type or 'untyped'} '{trigger.lemma}': {reason}")
        return None


def lexicon_of(name: str, table: dict[str, Any], classes: dict[str, list[str]]) -> Lexicon:
    """The lexicon of one table."""
    return Lexicon(
        (trigger for line in table.get("triggers", []) for trigger in _triggers(name, table, line, classes)), {}, {}
    )


def inflected(lemma: str, part: str) -> list[str]:
    """Regular forms of an English verb or noun, both spellings where a consonant may double."""
    if not lemma.isalpha():
        return [lemma]
    if lemma.endswith("y") and lemma[-2:-1] not in tuple("aeou"):
        ends = [lemma[:-1] + "ies", lemma[:-1] + "ied"]
        stem = lemma
    elif lemma.endswith(("s", "x", "z", "ch", "sh")):
        ends, stem = [lemma + "es", lemma + "ed"], lemma
    elif lemma.endswith("e"):
        ends, stem = [lemma + "s", lemma + "d"], lemma if lemma.endswith("ee") else lemma[:-1]
    else:
        ends, stem = [lemma + "s", lemma + "ed"], lemma
    if part == "noun":
        return [lemma, ends[0]]
    forms = [lemma, *ends, stem + "ing"]
    if lemma[-1] in "bdgklmnprt" and lemma[-2:-1] in tuple("aeiou"):
        forms += [lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"]
    return forms


def lexicon(knowledge: Knowledge) -> Lexicon:
    """The compiled lexicon; use it through ``knowledge.once(lexicon)``.

    Raises:
        KnowledgeError: A line has an unknown field, no word, or names an unknown class.
    """
    folder = knowledge.folder("events")
    classes = folder.get("classes", {})
    found = [
        trigger
        for name, table in folder.items()
        if name not in SHARED_FILES
        for line in table.get("triggers", [])
        for trigger in _triggers(name, table, line, classes)
    ]
    nouns = {form: word for words in classes.values() for word in words for form in inflected(word, "noun")}
    return Lexicon(found, folder["frames"]["irregular"], nouns)


def _triggers(
    name: str, table: dict[str, Any], line: dict[str, Any], classes: dict[str, list[str]]
) -> Iterator[Trigger]:
    part = next((part for part in PARTS if part in line), None)
    unknown = set(line) - FIELDS
    if part is None or unknown:
        what = f"the field {min(unknown)!r}" if unknown else "a line without verb, noun or adjective"
        raise KnowledgeError(f'"events/{name}.toml" has {what} in {line}: use {", ".join(sorted(FIELDS))}')

    def words(field: str) -> frozenset[str]:
        return frozenset(_expanded(name, _listed(line.get(field)), classes))

    actor, recipient = _FRAMES[part]
    for lemma in _listed(line[part]):
        particle = lemma.partition(" ")[2]
        yield Trigger(
            event_type=line.get("type", table.get("type")) or None,
            part=part,
            lemma=lemma,
            particle=particle,
            actor=tuple(_listed(line["actor"])) if "actor" in line else actor,
            recipient=tuple(_listed(line["recipient"])) if "recipient" in line else recipient,
            object=words("object"),
            subject=words("subject"),
            complement=words("complement"),
            phrase=words("phrase"),
            requires=words("with"),
            excludes=words("not"),
            voice=line.get("voice", ""),
            bare=bool(line.get("bare", False)),
            mode=line.get("mode"),
            context=line.get("context"),
        )


def _listed(value: str | list[str] | None) -> list[str]:
    return [] if value is None else [value] if isinstance(value, str) else value


def _expanded(name: str, words: list[str], classes: dict[str, list[str]]) -> Iterator[str]:
    for word in words:
        if not word.startswith("@"):
            yield word
        elif word[1:] in classes:
            yield from classes[word[1:]]
        else:
            raise KnowledgeError(
                f'"events/{name}.toml" names the class "{word}", which "events/classes.toml" does not have'
            )
