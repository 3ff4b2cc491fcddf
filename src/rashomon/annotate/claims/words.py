"""The words of ``knowledge/claims.toml``, compiled."""

from dataclasses import dataclass
from typing import Any

from rashomon.knowledge import Knowledge

Words = frozenset[str]


@dataclass(frozen=True)
class ClaimWords:
    """What tells the kinds of claims apart; lemmas unless said otherwise.

    Attributes:
        nameless: Words (lower case) that name nobody.
        denying: Words (lower case) that deny a clause from inside its subject.
        supposing: Marks (lower case) of clauses that only suppose or ask.
        law: Heads of sources whose words are quoted law.
        saying: Verbs whose clause is an attribution's content.
        obligation: Modals, verbs and predicates of obligation.
        prediction: Modals and predicates of prediction.
        purpose: Verbs, verbs with a noun, participles and nouns of purpose.
        legal: Adjectives, nouns, nouns with what they need, verbs, carrying verbs, rules and what rules do.
        quantity: Verbs with a number behind or before them.
        identity: Verbs, participles and what they need.
        characterisation: Linking verbs, verbs, evaluating nouns and adjectives.
        state: Verbs, participles, adjectives and prepositions of states.
    """

    nameless: Words
    denying: Words
    supposing: Words
    law: Words
    saying: Words
    obligation: dict[str, Words]
    prediction: dict[str, Words]
    purpose: dict[str, Words]
    legal: dict[str, Words]
    of_law: dict[str, Words]
    quantity: dict[str, Words]
    identity: dict[str, Words]
    needed: dict[str, Words]
    characterisation: dict[str, Words]
    state: dict[str, Words]


def claim_words(knowledge: Knowledge) -> ClaimWords:
    """The compiled words; use through ``knowledge.once(claim_words)``."""
    table: dict[str, Any] = knowledge.toml("claims")
    subjects, clauses = table["subjects"], table["clauses"]
    return ClaimWords(
        nameless=frozenset(subjects["nameless"]),
        denying=frozenset(subjects["denying"]),
        supposing=frozenset(clauses["supposing"]),
        law=frozenset(clauses["law"]),
        saying=frozenset(clauses["saying"]),
        of_law=_sets(table["legal"]["of_law"]),
        needed=_sets(table["identity"]["with"]),
        **{
            kind: _sets({name: words for name, words in table[kind].items() if isinstance(words, list)})
            for kind in (
                "obligation", "prediction", "purpose", "legal", "quantity", "identity", "characterisation", "state",
            )
        },
    )  # fmt: skip


def _sets(table: dict[str, list[str]]) -> dict[str, Words]:
    return {name: frozenset(words) for name, words in table.items()}
