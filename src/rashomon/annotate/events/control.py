"""Verbs that hand a participant to the clause or noun below them."""

from dataclasses import dataclass
from typing import Any

from rashomon.knowledge import Knowledge


@dataclass(frozen=True)
class Control:
    """Which verbs hand which participant to the clause below them, and which only carry an event noun.

    Attributes:
        subject: Verbs with an object whose subject still rules the infinitive ("promised them to leave").
        object: Verbs whose object rules a clause with "of", "for", "from" ("accused them of leaving").
        light: Verbs that only carry an event noun: their subject is the noun's actor ("launched an attack").
        causative: Verbs whose subject has the noun's event done ("ordered an attack"): actor where the noun names none.
        undergoing: Verbs whose subject is the noun's recipient ("came under attack").
        mental: Verbs of saying and thinking.
        occurring: Verbs that only say that an event took place.
        papers: Nouns whose participle tells what those did who made them ("passed a resolution demanding").
        alone: Verbs that share no object with a verb beside them ("met and passed a resolution").
        beside: Words before a participle beside a passive whose subject is the passive's too ("was shot after leaving").
        headline: Verbs that always have an object, for headlines in the passive ("Two bases attacked").
        naming: Verbs that give their object a name ("called it a crime").
        doing: Participles after a noun whose agent is the noun's actor ("an attack carried out by").
    """

    subject: frozenset[str]
    object: frozenset[str]
    light: frozenset[str]
    causative: frozenset[str]
    undergoing: frozenset[str]
    doing: frozenset[str]
    beside: frozenset[str]
    headline: frozenset[str]
    naming: frozenset[str]
    mental: frozenset[str]
    occurring: frozenset[str]
    papers: frozenset[str]
    alone: frozenset[str]


def control(knowledge: Knowledge) -> Control:
    """The verbs of control and light verbs, from ``events/frames.toml``."""
    table: dict[str, Any] = knowledge.folder("events")["frames"]["verbs"]
    return Control(**{name: frozenset(table[name]) for name in Control.__dataclass_fields__})
