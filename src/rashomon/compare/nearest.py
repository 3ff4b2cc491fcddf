"""Where no telling was found: the passages of a document that come nearest to an event, so that a reader can see for themselves.

Not finding a telling is never called omission: what was searched is said, and what comes nearest is shown.
"""

import re
from collections import Counter
from math import log, sqrt
from typing import NamedTuple

import duckdb

from rashomon.model import Evidence

_WORD = re.compile(r"[^\W\d_][\w'’-]{3,}")
_LEAST = 2  # words in common below which a sentence is not near, unless it is a name that few sentences hold
_FEW = 2
_STEM = 6  # letters in which forms of one word mostly agree
_NAMED = 3  # a word of those who took part, of the place or of the act weighs so much more: other words hardly tell events apart
_SHORT = 6  # words of which a sentence is taken to have as many at least: a heading of two words is near to everything
_ASIDE = ("furniture", "byline", "dateline", "caption", "list")


class Near(NamedTuple):
    """A sentence near an event.

    Attributes:
        evidence: Where it stands.
        common: Words that it has in common with tellings of the event, in alphabetical order.
        weight: How near it is: words that are rare in the document, common in the tellings, or name who took part, where, or the act
            weigh more; long sentences less.
    """

    evidence: Evidence
    common: tuple[str, ...]
    weight: float


def nearest(connection: duckdb.DuckDBPyConnection, event_id: str, document_id: str, most: int = 1) -> list[Near]:
    """Find the sentences of a document that share most with the tellings of an event.

    Args:
        connection: A record.
        event_id: The event.
        document_id: A document in which no telling of it was found.
        most: How many at most.

    Returns:
        Sentences by weight, falling, then by place; none that shares fewer than two words or one rare name.
    """
    told = connection.execute(
        "SELECT substr(d.text, s.start_char + 1, s.end_char - s.start_char), e.text FROM event_members em"
        " JOIN event_mentions e USING (event_mention_id) JOIN sentences s ON s.sentence_id = e.sentence_id"
        " JOIN documents d ON d.document_id = e.document_id WHERE em.event_id = ? ORDER BY e.event_mention_id",
        [event_id],
    ).fetchall()
    row = connection.execute("SELECT text FROM documents WHERE document_id = ?", [document_id]).fetchone()
    if row is None or not told:
        return []
    wanted = Counter(stem for text, _ in told for stem in {_stem(word) for word in words(text)})
    parts = connection.execute(
        "SELECT a.text FROM event_members em JOIN arguments a USING (event_mention_id)"
        " WHERE em.event_id = ? AND a.role IN ('actor', 'recipient', 'place') ORDER BY ALL",
        [event_id],
    ).fetchall()
    named = {_stem(word) for text in [*(text for (text,) in parts), *(act for _, act in told)] for word in words(text)}
    own = {_stem(word.lower()) for (text,) in parts for word in _WORD.findall(text) if word[0].isupper()}
    spans = connection.execute(
        "SELECT start_char, end_char FROM sentences s WHERE document_id = ? AND NOT EXISTS (SELECT 1 FROM regions r"
        " WHERE r.document_id = s.document_id AND list_contains(?, r.kind) AND r.start_char <= s.start_char AND s.end_char <= r.end_char)"
        " ORDER BY start_char",
        [document_id, list(_ASIDE)],
    ).fetchall()
    sentences = [words(row[0][start:end]) for start, end in spans]
    often = Counter(stem for each in sentences for stem in {_stem(word) for word in each})
    found = []
    for (start, end), here in zip(spans, sentences, strict=True):
        common = {word for word in here if _stem(word) in wanted}
        stems = {_stem(word) for word in common}
        telling = any(stem in own and often[stem] <= max(_FEW, len(spans) // 10) for stem in stems)
        if len(stems) >= _LEAST or telling:
            weight = sum(
                log(1 + len(spans) / often[stem]) * (1 + wanted[stem] / len(told)) * (_NAMED if stem in named else 1)
                for stem in stems
            ) / sqrt(max(_SHORT, len(here)))
            found.append((-weight, start, end, tuple(sorted(common))))
    return [
        Near(Evidence(document_id=document_id, start_char=start, end_char=end), common, -weight)
        for weight, start, end, common in sorted(found)[:most]
    ]


def _stem(word: str) -> str:
    """The beginning of a word, roughly the same in all its forms: "demanding" and "demanded"."""
    return word[:_STEM]


def words(text: str) -> set[str]:
    """The words of a text that are compared: of four letters or more, in lower case."""
    return {word.lower() for word in _WORD.findall(text)}
