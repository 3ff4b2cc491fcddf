"""Cues: which words say that something is said, and what they say of the saying."""

from dataclasses import dataclass
from typing import Any

from rashomon.annotate.attributions.tree import Tree
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
    forms: dict[str, Cue]
    words: dict[str, frozenset[str]]
    stances: dict[str, dict[str, Any]]
    turns: dict[str, dict[str, list[str]]]


def speech(knowledge: Knowledge) -> Speech:
    """The tables of speech, compiled."""
    cues = {}
    for row in knowledge.csv("speech"):
        cue = Cue(
            row["lemma"], row["pos"], frozenset(row["frames"].split()), row["stance"], row["polarity"], row["strength"]
        )
        cues[cue.lemma, cue.pos] = cue
    table = knowledge.toml("speech")
    forms = {form: cue for cue in cues.values() if cue.pos == "VERB" for form in _forms(cue.lemma)}
    return Speech(
        cues,
        forms,
        {name: frozenset(words) for name, words in table["words"].items()},
        table["stances"],
        table["turns"],
    )


def _forms(lemma: str) -> list[str]:
    """Regular forms of a verb: for words whose lemma the pipeline does not know."""
    stem = lemma.removesuffix("e")
    past = [lemma[:-1] + "ied"] if lemma.endswith("y") and lemma[-2] not in "aeou" else [stem + "ed"]
    third = lemma[:-1] + "ies" if lemma.endswith("y") and lemma[-2] not in "aeou" else lemma + "s"
    doubled = [lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"] if lemma[-1] in "pgmnt" else []
    return [third, lemma + "es", *past, stem + "ing", *doubled]


def cue_at(tree: Tree, at: int, table: Speech) -> Cue | None:
    """The cue that a token is, if any."""
    pos = tree.pos[at]
    if pos not in ("VERB", "NOUN", "ADJ"):
        return None
    if pos == "VERB":
        if at and tree.words[at - 1] in ("-", "‑"):
            return None  # the last part of a compound ("a self-described ...")
        following = tree.words[at + 1] if at + 1 < len(tree.words) else ""
        if following in table.words["particles"] and (
            phrasal := table.cues.get((f"{tree.lemmas[at]} {following}", pos))
        ):
            return phrasal
    row = table.cues.get((tree.lemmas[at], pos))
    if row is None and pos == "VERB":
        row = table.forms.get(tree.words[at])
    return row


def is_negated(tree: Tree, at: int, table: Speech) -> bool:
    """Whether the cue itself is negated ("did not say", "never said")."""
    return any(tree.words[kid] in table.words["negations"] and kid < at for kid in tree.kids[at])


def is_unsaid(tree: Tree, at: int, table: Speech) -> bool:
    """Whether a cue of speaking tells that nothing was said ("did not say", "said nothing", "declined to say", "nobody said")."""
    if is_negated(tree, at, table) or any(
        tree.words[kid] == "nothing" and tree.deps[kid] == "obj" for kid in tree.kids[at]
    ):
        return True
    subject = tree.subject(at)
    if subject is not None and any(tree.words[word] in table.words["nobody"] for word in (subject, tree.left[subject])):
        return True
    return tree.is_infinitive(at) and tree.deps[at] == "xcomp" and withholds(tree, tree.heads[at], table)


def withholds(tree: Tree, at: int, table: Speech) -> bool:
    """Whether a verb says that a thing is not done ("declined to ...")."""
    return tree.lemmas[at] in table.words["withholding"] and not is_negated(tree, at, table)


def stance_of(tree: Tree, at: int, row: Cue, table: Speech) -> str:
    """The stance of a cue where it stands: unsaid, or turned by its preposition ("called for peace")."""
    stance = row.stance
    turns = table.turns.get(row.lemma, {}) if row.pos == "VERB" else {}
    if turns and not any(tree.deps[kid] == "obj" and not tree.case(kid) for kid in tree.kids[at] if kid > at):
        found = {tree.case(kid) for kid in tree.kids[at] if kid > at}
        stance = next((turned for turned, cases in turns.items() if found & set(cases)), stance)
    return "declines" if table.stances[stance].get("speech") and is_unsaid(tree, at, table) else stance
