"""Events of no PLOVER type: verbs that are no state and no auxiliary, and nouns that tell an event; hidden by default."""

from dataclasses import dataclass

from rashomon.annotate.events.frames import Frames
from rashomon.annotate.events.triggers import Lexicon, Trigger, lexicon_of
from rashomon.knowledge import Knowledge


@dataclass(frozen=True)
class Untyped:
    """What ``events/untyped.toml`` knows."""

    stop_verbs: frozenset[str]
    lexicon: Lexicon


def untyped(knowledge: Knowledge) -> Untyped:
    """The compiled table; use through ``knowledge.once(untyped)``."""
    table = knowledge.folder("events")["untyped"]
    return Untyped(frozenset(table["stop_verbs"]), lexicon_of("untyped", table, {}))


def untyped_trigger(table: Untyped, frames: Frames, at: int) -> Trigger | None:
    """The event of no type that a token tells, or None."""
    tree = frames.tree
    if tree.pos[at] != "VERB":
        return table.lexicon.match(frames, at)
    if tree.lemma[at] in table.stop_verbs:
        return None
    return Trigger(
        event_type=None, part="verb", lemma=tree.lemma[at], particle="", actor=("subject",), recipient=("object",), object=frozenset(), subject=frozenset(),
        complement=frozenset(), phrase=frozenset(), requires=frozenset(), excludes=frozenset(), voice="", bare=False, mode=None, context=None,
    )  # fmt: skip
