"""Proving a record: hashes, offsets, quotes, references and counts, all by set-wise SQL over the whole record.

DuckDB's ``substr`` and ``length`` count Unicode code points, as offsets do (a test holds it to that).
"""

from collections.abc import Iterator
from hashlib import sha256

import duckdb
from msgspec import Struct

from rashomon.ids import document_id
from rashomon.model import READING
from rashomon.record import schema, views
from rashomon.record.reader import Record

SHOWN = 5
"""Rows that are named for each failed check; the others are counted."""

SPANS: list[tuple[str, str, str, str | None]] = [
    *((table, "start_char", "end_char", None) for table, row in READING.items() if "start_char" in schema.columns(row)),
    *(
        (table, "start_char", "end_char", "text")
        for table, row in READING.items()
        if {"start_char", "text"} <= schema.columns(row).keys()
    ),
    ("attributions", "source_start_char", "source_end_char", "source_text"),
    ("attributions", "cue_start_char", "cue_end_char", None),
    ("mentions", "head_start_char", "head_end_char", None),
    ("relations", "cue_start_char", "cue_end_char", None),
    ("claims", "subject_start_char", "subject_end_char", "subject_text"),
    ("claims", "predicate_start_char", "predicate_end_char", None),
    ("claims", "object_start_char", "object_end_char", "object_text"),
]
"""Table, start, end, and the column that holds the words between them."""

INSIDE = ["figures.what", "claims.subject_text", "claims.object_text"]
"""Columns whose words stand somewhere in the text, without offsets of their own."""

KEYS: dict[str, str] = {
    "documents": "document_id",
    "sentences": "sentence_id",
    "mentions": "mention_id",
    "times": "time_id",
    "attributions": "attribution_id",
    "figures": "figure_id",
    "event_mentions": "event_mention_id",
    "claims": "claim_id",
    "namings": "naming_id",
    "document_accounts": "document_id",
    "actors": "actor_id",
    "mention_actors": "mention_id",
    "places": "place_id",
    "mention_places": "mention_id",
    "events": "event_id",
    "event_aliases": "alias_id",
    "event_members": "event_mention_id",
    "claim_groups": "claim_id",
    "readings": "uri",
}
"""The column that is different in every row of a table."""

WITHIN: list[tuple[str, str, str]] = [
    ("mentions", "antecedent_id", "mentions"),
    ("attributions", "source_mention_id", "mentions"),
    ("attributions", "parent_id", "attributions"),
    ("figures", "part_of", "figures"),
    ("figures", "event_mention_id", "event_mentions"),
    ("figures", "attribution_id", "attributions"),
    ("event_mentions", "sentence_id", "sentences"),
    ("event_mentions", "attribution_id", "attributions"),
    ("arguments", "event_mention_id", "event_mentions"),
    ("arguments", "mention_id", "mentions"),
    ("arguments", "time_id", "times"),
    ("relations", "from_id", "event_mentions"),
    ("relations", "to_id", "event_mentions"),
    ("relations", "attribution_id", "attributions"),
    ("claims", "subject_mention_id", "mentions"),
    ("claims", "attribution_id", "attributions"),
    ("claims", "figure_id", "figures"),
    ("namings", "mention_id", "mentions"),
    ("namings", "event_mention_id", "event_mentions"),
    ("namings", "attribution_id", "attributions"),
]
"""References between rows of reading: table, column, table meant; both rows belong to one document."""

ACROSS: list[tuple[str, str, str, str]] = [
    ("_linking.document_accounts", "document_id", "_current.documents", "document_id"),
    ("_linking.document_accounts", "account_id", "_current.documents", "document_id"),
    ("_linking.shared_passages", "document_id", "_current.documents", "document_id"),
    ("_linking.shared_passages", "origin_document_id", "_current.documents", "document_id"),
    ("_linking.mention_actors", "mention_id", "_current.mentions", "mention_id"),
    ("_linking.mention_actors", "actor_id", "_linking.actors", "actor_id"),
    ("_linking.mention_places", "mention_id", "_current.mentions", "mention_id"),
    ("_linking.mention_places", "place_id", "_linking.places", "place_id"),
    ("_linking.events", "event_id", "_current.event_mentions", "event_mention_id"),
    ("_linking.events", "place_id", "_linking.places", "place_id"),
    ("_linking.event_aliases", "event_id", "_linking.events", "event_id"),
    ("_linking.event_members", "event_mention_id", "_current.event_mentions", "event_mention_id"),
    ("_linking.event_members", "event_id", "_linking.events", "event_id"),
    ("_linking.event_members", "account_id", "_linking.document_accounts", "account_id"),
    ("_linking.possible_links", "event_id", "_linking.events", "event_id"),
    ("_linking.possible_links", "other_event_id", "_linking.events", "event_id"),
    ("_linking.differences", "event_id", "_linking.events", "event_id"),
    ("_linking.claim_groups", "claim_id", "_current.claims", "claim_id"),
    ("_reading.documents", "supersedes", "_reading.documents", "document_id"),
    ("_keeping.readings", "document_id", "_current.documents", "document_id"),
    ("_current.documents", "document_id", "_keeping.readings", "document_id"),
]
"""References from and to rows of linking and bookkeeping."""

VALUES = 'SELECT d.event_id, unnest(d."values") AS v FROM _linking.differences d'

COUNTS: dict[str, str] = {
    "n_mentions": "count(*)",
    "n_documents": "count(DISTINCT e.document_id)",
    "n_accounts": "count(DISTINCT m.account_id)",
}


class Problem(Struct, frozen=True, kw_only=True):
    """Something in a record that does not hold.

    Attributes:
        check: What was checked.
        where: Table and column, or the document.
        count: Rows that fail.
        examples: Identifiers of a few of them.
    """

    check: str
    where: str
    count: int
    examples: list[str]

    def __str__(self) -> str:
        return f"{self.where}: {self.check}: {self.count} rows, {', '.join(self.examples)}"


def verify(record: Record) -> list[Problem]:
    """Check everything that the contract promises.

    Args:
        record: The record.

    Returns:
        What does not hold; nothing for a sound record.
    """
    return problems(record.connection)


def problems(connection: duckdb.DuckDBPyConnection) -> list[Problem]:
    """What does not hold in the record that a connection uses; see :func:`verify`."""
    checks = (
        _hashes,
        _keys,
        _documents,
        _spans,
        _words,
        _content_spans,
        _references,
        _lists,
        _numbers,
        _evidence,
        _counts,
        _derived,
    )
    return [problem for check in checks for problem in check(connection)]


def _hashes(connection: duckdb.DuckDBPyConnection) -> Iterator[Problem]:
    """Hashes of documents, streamed: the one check that leaves SQL."""
    cursor = connection.cursor()
    cursor.execute("SELECT document_id, uri, text, text_sha256 FROM record._reading.documents ORDER BY document_id")
    wrong_id, wrong_text = [], []
    while rows := cursor.fetchmany(200):
        for stored, uri, text, hashed in rows:
            if stored != document_id(uri, text):
                wrong_id.append(stored)
            if hashed != sha256(text.encode()).hexdigest():
                wrong_text.append(stored)
    for name, wrong in (("document_id", wrong_id), ("text_sha256", wrong_text)):
        if wrong:
            yield Problem(
                check="hash does not hold", where=f"documents.{name}", count=len(wrong), examples=wrong[:SHOWN]
            )


def _keys(connection: duckdb.DuckDBPyConnection) -> Iterator[Problem]:
    for name, tables in schema.SCHEMAS.items():
        for table in tables:
            if table in KEYS:
                sql = f"SELECT {KEYS[table]} AS id FROM {name}.{table} GROUP BY 1 HAVING count(*) > 1 OR id IS NULL"
                yield from _found(connection, "not unique, or missing", f"{table}.{KEYS[table]}", sql)


def _documents(connection: duckdb.DuckDBPyConnection) -> Iterator[Problem]:
    """Every row of reading belongs to a document."""
    for table in READING:
        sql = f"SELECT document_id AS id FROM _reading.{table} WHERE document_id NOT IN (SELECT document_id FROM _reading.documents)"
        yield from _found(connection, "no such document", f"{table}.document_id", sql)


def _spans(connection: duckdb.DuckDBPyConnection) -> Iterator[Problem]:
    for table, start, end, words in SPANS:
        if words is None:
            test = f"t.{start} < 0 OR t.{end} < t.{start} OR t.{end} > length(d.text) OR (t.{start} IS NULL) <> (t.{end} IS NULL)"
            check = "offsets outside the text"
        else:
            test = f"substr(d.text, t.{start} + 1, t.{end} - t.{start}) IS DISTINCT FROM t.{words}"
            check = "text between the offsets is another"
        sql = f"SELECT {_id(table)} AS id FROM _reading.{table} t JOIN _reading.documents d USING (document_id) WHERE {test}"
        yield from _found(connection, check, f"{table}.{words or start}", sql)


def _words(connection: duckdb.DuckDBPyConnection) -> Iterator[Problem]:
    for column in INSIDE:
        table, name = column.split(".")
        sql = (
            f"SELECT {_id(table)} AS id FROM _reading.{table} t JOIN _reading.documents d USING (document_id) "
            f"WHERE NOT contains(d.text, t.{name})"
        )
        yield from _found(connection, "words are not in the text", column, sql)


def _content_spans(connection: duckdb.DuckDBPyConnection) -> Iterator[Problem]:
    sql = (
        "SELECT attribution_id AS id FROM (SELECT attribution_id, start_char, end_char, unnest(content_spans) AS s "
        "FROM _reading.attributions) WHERE len(s) <> 2 OR s[1] < start_char OR s[2] > end_char OR s[2] < s[1]"
    )
    yield from _found(connection, "piece outside its hull", "attributions.content_spans", sql)


def _references(connection: duckdb.DuckDBPyConnection) -> Iterator[Problem]:
    for table, column, meant in WITHIN:
        sql = (
            f"SELECT {_id(table)} AS id FROM _reading.{table} t LEFT JOIN _reading.{meant} m "
            f"ON m.{KEYS[meant]} = t.{column} AND m.document_id = t.document_id "
            f"WHERE t.{column} IS NOT NULL AND m.document_id IS NULL"
        )
        yield from _found(connection, f"not found in {meant} of the same document", f"{table}.{column}", sql)
    sql = (
        "SELECT time_id AS id FROM _reading.times t WHERE anchor_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "
        "_reading.times o WHERE o.time_id = t.anchor_id AND o.document_id = t.document_id) AND NOT EXISTS (SELECT 1 FROM "
        "_reading.event_mentions e WHERE e.event_mention_id = t.anchor_id AND e.document_id = t.document_id)"
    )
    yield from _found(connection, "not found in times or event_mentions of the same document", "times.anchor_id", sql)
    for table, column, meant, key in ACROSS:
        sql = f"SELECT {column} AS id FROM {table} WHERE {column} IS NOT NULL AND {column} NOT IN (SELECT {key} FROM {meant})"
        yield from _found(connection, f"not found in {meant.split('.')[1]}", f"{table.split('.')[1]}.{column}", sql)


def _lists(connection: duckdb.DuckDBPyConnection) -> Iterator[Problem]:
    """Lists of identifiers in linking point to rows."""
    lists = [
        ("events.actor_ids", "SELECT unnest(actor_ids) AS id FROM _linking.events", "_linking.actors", "actor_id"),
        (
            "events.recipient_ids",
            "SELECT unnest(recipient_ids) AS id FROM _linking.events",
            "_linking.actors",
            "actor_id",
        ),
        (
            "differences.values.attribution_ids",
            f"SELECT unnest(v.attribution_ids) AS id FROM ({VALUES})",
            "_current.attributions",
            "attribution_id",
        ),
        (
            "differences.values.account_ids",
            f"SELECT unnest(v.account_ids) AS id FROM ({VALUES})",
            "_linking.document_accounts",
            "account_id",
        ),
    ]
    for where, sql, meant, key in lists:
        test = f"SELECT id FROM ({sql}) WHERE id IS NULL OR id NOT IN (SELECT {key} FROM {meant})"
        yield from _found(connection, f"not found in {meant.split('.')[1]}", where, test)


def _numbers(connection: duckdb.DuckDBPyConnection) -> Iterator[Problem]:
    """No number is NaN or infinite; no span of days or values runs backwards."""
    for name, tables in schema.SCHEMAS.items():
        for table, row in tables.items():
            columns = schema.columns(row)
            for column, kind in columns.items():
                if kind == "DOUBLE":
                    sql = f"SELECT {_id(table)} AS id FROM {name}.{table} t WHERE isnan({column}) OR isinf({column})"
                    yield from _found(connection, "no finite number", f"{table}.{column}", sql)
            for low, high in (("earliest", "latest"), ("low", "high")):
                if {low, high} <= columns.keys():
                    sql = f"SELECT {_id(table)} AS id FROM {name}.{table} t WHERE {low} > {high}"
                    yield from _found(connection, f"{low} lies after {high}", f"{table}.{low}", sql)


def _evidence(connection: duckdb.DuckDBPyConnection) -> Iterator[Problem]:
    sql = (
        f"WITH e AS (SELECT event_id, unnest(v.evidence) AS p FROM ({VALUES})) SELECT e.event_id AS id FROM e "
        "LEFT JOIN _current.documents d ON d.document_id = e.p.document_id WHERE d.document_id IS NULL "
        "OR e.p.start_char < 0 OR e.p.end_char <= e.p.start_char OR e.p.end_char > length(d.text)"
    )
    yield from _found(connection, "passage outside its document", "differences.values.evidence", sql)
    sql = f"SELECT event_id AS id FROM ({VALUES}) WHERE len(v.evidence) = 0"
    yield from _found(connection, "value without a passage", "differences.values.evidence", sql)
    for prefix in ("", "origin_"):
        sql = (
            f"SELECT s.{prefix}document_id AS id FROM _linking.shared_passages s JOIN _current.documents d "
            f"ON d.document_id = s.{prefix}document_id WHERE s.{prefix}start_char < 0 "
            f"OR s.{prefix}end_char <= s.{prefix}start_char OR s.{prefix}end_char > length(d.text)"
        )
        yield from _found(connection, "passage outside its document", f"shared_passages.{prefix}start_char", sql)


def _counts(connection: duckdb.DuckDBPyConnection) -> Iterator[Problem]:
    for column, counted in COUNTS.items():
        sql = (
            f"SELECT v.event_id AS id FROM _linking.events v LEFT JOIN (SELECT m.event_id, {counted} AS n "
            "FROM _linking.event_members m JOIN _current.event_mentions e USING (event_mention_id) GROUP BY 1) c "
            f"USING (event_id) WHERE v.{column} <> coalesce(c.n, 0)"
        )
        yield from _found(connection, "does not count its members", f"events.{column}", sql)


def _derived(connection: duckdb.DuckDBPyConnection) -> Iterator[Problem]:
    """What is kept ready for the views is what they would work out."""
    kept = "SELECT * FROM _derived.participants"
    sql = f"SELECT event_mention_id AS id FROM (({kept} EXCEPT ({views.PARTICIPANTS})) UNION ALL (({views.PARTICIPANTS}) EXCEPT {kept}))"
    yield from _found(connection, "not what its arguments come to", "event_mentions.actor_text", sql)


def _id(table: str) -> str:
    """The column that names a row in a problem: its key, else the first, which is that of what it belongs to."""
    row = next(tables[table] for tables in schema.SCHEMAS.values() if table in tables)
    return f"t.{KEYS.get(table) or next(iter(schema.columns(row)))}"


def _found(connection: duckdb.DuckDBPyConnection, check: str, where: str, sql: str) -> Iterator[Problem]:
    """A problem, if the query gives any row; its column ``id`` names them."""
    row = connection.execute(f"SELECT count(*), (list(id::VARCHAR ORDER BY id))[1:{SHOWN}] FROM ({sql})").fetchone()
    if row and row[0]:
        yield Problem(check=check, where=where, count=row[0], examples=[str(value) for value in row[1]])
