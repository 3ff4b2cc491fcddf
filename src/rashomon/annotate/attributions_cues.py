"""Cues: which words say that something is said, and what they say of the saying."""

from dataclasses import dataclass
from typing import Any

from rashomon.annotate.attributions_tree import Tree
from rashomon.knowledge import Knowledge


@dataclass(frozen=True)
class Cue:
    """A row of ``knowledge/speech.csv``.

    Attributes:
        lemma: Dictionary form.
        pos: ``VERB``, ``NOUN`` or ``ADJ``.
        frames: What may carry the content beside it: ``clause``, ``quote``, ``to``, ``ing``, ``object``, ``object-to``,
            ``object-as``, ``person`` (a bare object is who it was said to), or a preposition.
        stance: Neutral category of the saying.
        polarity: ``+`` presented as so, ``-`` as not so, ``0`` as open (FactBank: Saurí and Pustejovsky 2009).
        strength: ``certain``, ``probable`` or ``possible`` (FactBank).
    """

    lemma: str
    pos: str
    frames: frozenset[str]
    stance: str
    polarity: str
    strength: str


@dataclass(frozen=True)
class Speech:
    """The compiled tables of speech."""

    cues: dict[tuple[str, str], Cue]
    words: dict[str, frozenset[str]]
    stances: dict[str, dict[str, Any]]


def speech(knowledge: Knowledge) -> Speech:
    """The tables of speech, compiled."""
    cues = {}
    for row in knowledge.csv("speech"):
        cue = Cue(
            row["lemma"], row["pos"], frozenset(row["frames"].split()), row["stance"], row["polarity"], row["strength"]
        )
        cues[cue.lemma, cue.pos] = cue
    table = knowledge.toml("speech")
    return Speech(cues, {name: frozenset(words) for name, words in table["words"].items()}, table["stances"])


def cue_at(tree: Tree, at: int, table: Speech) -> Cue | None:
    """The cue that a token is, if any."""
    pos = tree.pos[at]
    if pos not in ("VERB", "NOUN", "ADJ"):
        return None
    return table.cues.get((tree.lemmas[at], pos))


def is_negated(tree: Tree, at: int, table: Speech) -> bool:
    """Whether the cue itself is negated ("did not say", "never said")."""
    return any(tree.words[kid] in table.words["negations"] and kid < at for kid in tree.kids[at])
