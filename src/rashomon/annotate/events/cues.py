"""The cues of factuality: what ``events/factuality.toml`` knows, by what it does to an event (after FactBank)."""

from dataclasses import dataclass
from typing import Any

from rashomon.knowledge import Knowledge


@dataclass(frozen=True)
class Cues:
    """The cues of ``events/factuality.toml``, by what they do."""

    negation: frozenset[str]
    negating_predicates: frozenset[str]
    negating_nouns: frozenset[str]
    negating_clause_only: frozenset[str]
    negating_nouns_clause_only: frozenset[str]
    negating_adjectives: frozenset[str]
    hindering: frozenset[str]
    particled: frozenset[str]
    modals: dict[str, str]
    modals_done: dict[str, str]
    adverbs: dict[str, str]
    adjectives: dict[str, str]
    predicates: dict[str, str]
    clause_only: frozenset[str]
    nouns: dict[str, str]
    governing_adjectives: dict[str, str]
    marks: frozenset[str]
    own: frozenset[str]
    done_with: frozenset[str]
    movers: frozenset[str]
    ranks: frozenset[str]
    factive: frozenset[str]


def cues(knowledge: Knowledge) -> Cues:
    """The compiled cues; use through ``knowledge.once(cues)``."""
    table = knowledge.folder("events")["factuality"]
    predicates = table["predicates"]
    told = set(table["adverbs"]["told"])
    return Cues(
        negation=frozenset(table["negation"]["words"]),
        negating_predicates=frozenset(table["negation"]["predicates"]),
        negating_nouns=frozenset(table["negation"]["nouns"]),
        negating_clause_only=frozenset(table["negation"]["clause_only"]),
        negating_nouns_clause_only=frozenset(table["negation"]["nouns_clause_only"]),
        negating_adjectives=frozenset(table["negation"]["adjectives"]),
        hindering=frozenset(table["negation"]["hindering"]),
        particled=frozenset(table["negation"]["particled"]),
        modals=_by_word(table["modals"], ("planned", "possible", "demanded", "would")),
        modals_done=dict(table["modals_done"]),
        adverbs={word: value for word, value in _by_word(table["adverbs"], ("possible",)).items() if word not in told},
        adjectives=_by_word(table["adjectives"], ("possible", "planned", "hypothetical", "demanded")),
        predicates=_by_word(predicates, ("hypothetical", "possible", "planned", "demanded")),
        clause_only=frozenset(predicates["clause_only"]),
        nouns=_by_word(
            {key.removeprefix("nouns_"): words for key, words in predicates.items() if key.startswith("nouns_")}
        ),
        governing_adjectives=_by_word(
            {
                key.removeprefix("adjectives_"): words
                for key, words in predicates.items()
                if key.startswith("adjectives_")
            }
        ),
        marks=frozenset(table["marks"]["hypothetical"]),
        own=frozenset(predicates["own"]),
        done_with=frozenset(table["purpose"]["done_with"]),
        movers=frozenset(table["purpose"]["movers"]),
        ranks=frozenset(table["purpose"]["ranks"]),
        factive=frozenset(table["negation"]["factive"]),
    )


def _by_word(table: dict[str, Any], values: tuple[str, ...] | None = None) -> dict[str, str]:
    return {word: value for value in (values or tuple(table)) for word in table[value]}
