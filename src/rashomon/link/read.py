"""What linking reads from the tables of reading, as small rows in a fixed order."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

import duckdb


class Doc(NamedTuple):
    """A document."""

    document_id: str
    uri: str
    outlet: str | None
    published: date | None
    text: str
    original_outlet: str | None
    title: str | None


class Said(NamedTuple):
    """A mention, as linking sees it."""

    document_id: str
    mention_id: str
    start: int
    end: int
    head: str
    text: str
    form: str
    kind: str
    country: str | None
    sector: str | None
    antecedent_id: str | None
    head_start: int
    head_end: int


def documents(connection: duckdb.DuckDBPyConnection) -> list[Doc]:
    """All documents by uri and id. Superseded versions are left out by the record's ``documents`` table, not here."""
    rows = connection.execute(
        "SELECT document_id, uri, outlet, published, text, original_outlet, title FROM documents ORDER BY uri, document_id"
    ).fetchall()
    return [Doc(*row) for row in rows]


def mentions(connection: duckdb.DuckDBPyConnection, texts: dict[str, str]) -> list[Said]:
    """All mentions by document and place in it."""
    rows = connection.execute(
        "SELECT document_id, mention_id, start_char, end_char, text, form, kind, country, sector, antecedent_id,"
        " head_start_char, head_end_char FROM mentions ORDER BY document_id, start_char, end_char, mention_id"
    ).fetchall()
    return [
        Said(
            row[0],
            row[1],
            row[2],
            row[3],
            texts[row[0]][row[10] : row[11]],
            row[4],
            row[5],
            row[6],
            row[7],
            row[8],
            row[9],
            row[10],
            row[11],
        )
        for row in rows
    ]


def participants(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Mentions that do or suffer something in an event, or say something."""
    rows = connection.execute(
        "SELECT mention_id FROM arguments WHERE role IN ('actor', 'recipient') AND mention_id IS NOT NULL"
        " UNION SELECT source_mention_id FROM attributions WHERE source_mention_id IS NOT NULL"
    ).fetchall()
    return {row[0] for row in rows}


def grouped(rows: list[Said]) -> dict[str, list[Said]]:
    """Mentions by document."""
    out: dict[str, list[Said]] = defaultdict(list)
    for row in rows:
        out[row.document_id].append(row)
    return dict(out)
