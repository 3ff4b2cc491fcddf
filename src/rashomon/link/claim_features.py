"""What linking knows of a claim: whom it is about, in which family of predicates, and the words of its object."""

import re
from collections import Counter, defaultdict
from typing import NamedTuple

import duckdb

from rashomon.knowledge import Knowledge
from rashomon.link.families import family

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_LEAST = 3
"""Letters of a word that is a term."""
_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i"})


class Said(NamedTuple):
    """One claim with what it is compared by.

    Attributes:
        id: ``claim_id``.
        document: ``document_id``.
        kind: Kind of statement.
        subject: The actor or place it is about, or "".
        words: Words of the subject, where it is none.
        predicate: Family of the predicate.
        terms: Families of the object's words, and what its names refer to.
        keys: Blocking keys.
    """

    id: str
    document: str
    kind: str
    subject: str
    words: list[str]
    predicate: str
    terms: list[str]
    keys: list[str]


def said(connection: duckdb.DuckDBPyConnection, knowledge: Knowledge) -> list[Said]:
    """The claims of a record with a subject that can be followed, by publication, document and place in it.

    Args:
        connection: The record's tables of reading, actors and places.
        knowledge: ``link_claims.toml``.
    """
    table = knowledge.toml("link_claims")
    relatives = {word: head for head, words in table["relatives"].items() for word in words}
    opposites = {family(word, {}): head for head, words in table["opposites"].items() for word in words}
    empty = frozenset(table["empty"])
    named = _names(connection)
    out = []
    for row in connection.execute(
        "SELECT c.claim_id, c.document_id, c.kind, coalesce(ma.actor_id, mp.place_id, ''), c.subject_text, c.predicate_lemma,"
        " c.object_text, c.object_start_char, c.object_end_char FROM claims c JOIN documents d ON d.document_id = c.document_id"
        " LEFT JOIN mention_actors ma ON ma.mention_id = c.subject_mention_id"
        " LEFT JOIN mention_places mp ON mp.mention_id = c.subject_mention_id"
        " ORDER BY d.published NULLS LAST, d.uri, c.start_char, c.claim_id"
    ).fetchall():
        claim_id, document_id, kind, subject, text, lemma, rest, start, end = row
        words = [] if subject else _subject(text or "", empty)
        if not subject and not words:
            continue
        verb, _, particle = (lemma or "").partition(" ")
        predicate = f"{relatives.get(verb, family(verb, {}))} {particle}".strip()
        inside = [ref for at, to, ref in named.get(document_id, []) if start is not None and start <= at and to <= end]
        terms = sorted({opposites.get(term, term) for term in _terms(rest or "", empty)} | {*inside})
        keys = [
            key
            for who in ([subject] if subject else [" ".join(words), *words])
            for key in (f"{who} {predicate}", f"{who} {kind}", *(f"~{who} {term}" for term in terms))
        ]
        out.append(Said(claim_id, document_id, kind, subject, words, predicate, terms, sorted(set(keys))))
    return _uncrowd(out, table["crowd"], table["weak"])


def _names(connection: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[int, int, str]]]:
    """Offsets of the mentions of each document that refer to an actor or a place, with what they refer to."""
    out: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for document_id, start, end, ref in connection.execute(
        "SELECT m.document_id, m.head_start_char, m.head_end_char, coalesce(ma.actor_id, mp.place_id) FROM mentions m"
        " LEFT JOIN mention_actors ma USING (mention_id) LEFT JOIN mention_places mp USING (mention_id)"
        " WHERE coalesce(ma.actor_id, mp.place_id) IS NOT NULL ORDER BY ALL"
    ).fetchall():
        out[document_id].append((start, end, ref))
    return out


def _subject(text: str, empty: frozenset[str]) -> list[str]:
    """The words of a subject that is no actor and no place; none for a pronoun, which only its document can tell."""
    return [] if text.lower() in _PRONOUNS else sorted(_terms(text, empty))


def _terms(text: str, empty: frozenset[str]) -> set[str]:
    low = (word.lower() for word in _WORD.findall(text))
    return {family(word, {}) for word in low if len(word) >= _LEAST and word not in empty and not word.isdigit()}


def _uncrowd(rows: list[Said], crowd: int, weak: int) -> list[Said]:
    """Drop keys of one claim, and those that so many share that pairs would grow with their square."""
    counts: Counter[str] = Counter(key for row in rows for key in row.keys)
    return [
        row._replace(keys=[key for key in row.keys if 1 < counts[key] <= (weak if key[0] == "~" else crowd)])
        for row in rows
    ]
