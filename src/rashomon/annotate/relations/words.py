"""The connecting words of ``knowledge/relations.toml``, compiled."""

from dataclasses import dataclass
from typing import Any

from rashomon.knowledge import Knowledge

Cue = tuple[tuple[str, ...], str, bool]
"""Words of a connective, the kind of its link, and whether it stands before the later event ("before")."""


@dataclass(frozen=True)
class RelationWords:
    """What connects events.

    Attributes:
        cues: Connectives by their first word, longest first.
        verbs: Verbs that link subject and object: lemma and particle to kind and whether the subject explains.
        moving: Verbs that with an infinitive behind their object say what their subject brought about.
        ending: Infinitives that only tell how it ended.
        governing: Verbs whose infinitive belongs to the act itself.
        frames: Nouns that only measure or frame an event.
        phases: Verbs that only begin, end or carry an event.
        saying: Verbs of saying; what stands behind "after" there dates the saying.
    """

    cues: dict[str, tuple[Cue, ...]]
    verbs: dict[tuple[str, str], tuple[str, bool]]
    moving: frozenset[str]
    ending: frozenset[str]
    governing: frozenset[str]
    frames: frozenset[str]
    phases: frozenset[str]
    saying: frozenset[str]


def relation_words(knowledge: Knowledge) -> RelationWords:
    """The compiled words; use through ``knowledge.once(relation_words)``."""
    table: dict[str, Any] = knowledge.toml("relations")
    cues: dict[str, list[Cue]] = {}
    for section, turned in (("before", False), ("turned", True)):
        for kind, phrases in table[section].items():
            for phrase in phrases:
                words = tuple(phrase.split())
                cues.setdefault(words[0], []).append((words, kind, turned))
    verbs: dict[tuple[str, str], tuple[str, bool]] = {}
    for name, subject_explains in (
        ("cause", True),
        ("response", False),
        ("caused", False),
        ("sequence", False),
        ("preceded", True),
    ):
        kind = {"caused": "cause", "preceded": "sequence"}.get(name, name)
        for phrase in table["verbs"][name]:
            verb, _, particle = phrase.partition(" ")
            verbs[verb, particle] = (kind, subject_explains)
    return RelationWords(
        cues={first: tuple(sorted(found, key=lambda cue: -len(cue[0]))) for first, found in cues.items()},
        verbs=verbs,
        moving=frozenset(table["verbs"]["moving"]),
        ending=frozenset(table["purpose"]["ending"]),
        governing=frozenset(table["purpose"]["governing"]),
        frames=frozenset(table["reach"]["frames"]),
        phases=frozenset(table["reach"]["phases"]),
        saying=frozenset(table["reach"]["saying"]),
    )
