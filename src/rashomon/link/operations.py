"""Phases and wordings of one operation: troops that "arrive" in one telling "occupy" in another.

Such acts bear different types and words. They are relatives only where doer, country and a dated time agree: the
comparison's level says so in ``link_events.toml``, and the words stand in its table of operations.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict

import duckdb

from rashomon.knowledge import Knowledge
from rashomon.link.families import family, relatives


def operations(knowledge: Knowledge) -> dict[tuple[str, str], str]:
    """Operation by PLOVER type and word family, from ``link_events.toml``."""
    related = knowledge.once(relatives)
    return {
        (kind, family(word, related)): name
        for name, one in knowledge.toml("link_events")["operations"].items()
        for kind in one["types"]
        for word in one["words"]
    }


def operation_of(
    event_type: str | None, lemma: str, table: dict[tuple[str, str], str], related: dict[str, str]
) -> str | None:
    """The operation that an act belongs to: any word of its trigger may tell ("withdraw troops", "begin the withdrawal")."""
    for word in lemma.split():
        found = table.get((event_type or "", family(word, related)))
        if found:
            return found
    return None


class Sentences:
    """States named in a stretch of some documents, whatever part they play there."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, between: tuple[str, str]) -> None:
        """Read every mention that names a state, or stands for a part of one, from a first document to a last."""
        self._at: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for document_id, start, country in connection.execute(
            "SELECT m.document_id, m.head_start_char, coalesce(m.country, ac.country) FROM mentions m"
            " LEFT JOIN mention_actors ma USING (mention_id) LEFT JOIN actors ac ON ac.actor_id = ma.actor_id"
            " WHERE coalesce(m.country, ac.country) IS NOT NULL"
            " AND (m.country IS NOT NULL OR ac.kind IN ('GOVERNMENT', 'ORGANISATION')) AND m.document_id BETWEEN $1 AND $2 ORDER BY ALL",
            between,
        ).fetchall():
            self._at[document_id].append((start, country))

    def states(self, document_id: str, start: int, end: int) -> list[str]:
        """ISO codes of the states named from start to end."""
        found = self._at.get(document_id, [])
        return sorted({code for _, code in found[bisect_left(found, (start, "")) : bisect_right(found, (end, ""))]})
