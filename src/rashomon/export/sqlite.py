"""A SQLite database that opens in Datasette and everywhere else: the record's tables, lists as tables of their own, full-text search.

The tables come from the record's contract: each view is a table with the same columns, but for lists. A list of words becomes
``<table>_<column>`` (the row's key, ``position``, ``value``), a list of spans the same with ``start_char`` and ``end_char``, a list of
structs a table with the struct's columns. Foreign keys and indexes follow from the names of the columns. ``documents_fts`` and
``passages_fts`` (sentences with their words) are FTS5 indexes over ``documents`` and ``passages``.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from rashomon.errors import RecordError
from rashomon.export.files import Choices
from rashomon.record import views
from rashomon.record.order import ORDER
from rashomon.record.reader import Record

BATCH = 2000
KEYS = {
    "documents": "document_id", "sentences": "sentence_id", "mentions": "mention_id", "times": "time_id", "attributions": "attribution_id",
    "figures": "figure_id", "event_mentions": "event_mention_id", "claims": "claim_id", "namings": "naming_id", "actors": "actor_id",
    "places": "place_id", "events": "event_id",
}  # fmt: skip
"""Tables whose rows others point to, with the column that is unique in them."""
TARGETS = {
    **{key: table for table, key in KEYS.items()},
    "account_id": "documents", "origin_document_id": "documents", "superseded_by": "documents", "source_mention_id": "mentions",
    "subject_mention_id": "mentions", "antecedent_id": "mentions", "source_actor_id": "actors", "parent_id": "attributions",
    "part_of": "figures", "from_id": "event_mentions", "to_id": "event_mentions", "other_event_id": "events",
    "account_ids": "documents", "attribution_ids": "attributions", "actor_ids": "actors", "recipient_ids": "actors",
}  # fmt: skip
"""Tables that columns point to; ``anchor_id``, ``ref_id`` and ``referent_id`` may point to several kinds of rows and are no foreign keys."""
PLAIN = {
    "varchar": "TEXT",
    "integer": "INTEGER",
    "bigint": "INTEGER",
    "double": "REAL",
    "boolean": "INTEGER",
    "date": "TEXT",
    "json": "TEXT",
}


class _Table(NamedTuple):
    """A table of the database.

    Attributes:
        name: Its name.
        columns: SQLite types by column; of a list's table, the parent's key first.
        lists: Tables of its list columns, by column.
        spans: Whether its rows are pairs of offsets.
    """

    name: str
    columns: dict[str, str]
    lists: dict[str, "_Table"]
    spans: bool = False


def write(record: Record, path: Path, to: str, choices: Choices) -> None:
    """Write the database, table by table.

    Args:
        record: The record.
        path: The file.
        to: ``sqlite``.
        choices: Not used.

    Raises:
        RecordError: SQLite cannot write it, or has no FTS5.
    """
    del to, choices
    try:
        with closing(sqlite3.connect(path)) as database, database:
            database.execute("PRAGMA journal_mode = OFF")
            database.execute("PRAGMA synchronous = OFF")
            for name in views.CONTRACT:
                _fill(record, database, name)
            _search(record, database)
    except sqlite3.Error as error:
        raise RecordError(
            f'"{path.name}" cannot be written by SQLite {sqlite3.sqlite_version} ({error}): free space, or use another format'
        ) from error


def _fill(record: Record, database: sqlite3.Connection, name: str) -> None:
    relation = record.connection.query(f"SELECT * FROM {name} LIMIT 0")
    table = _table(name, list(zip(relation.columns, relation.types, strict=True)), KEYS.get(name))
    _create(database, table)
    waiting: dict[str, tuple[_Table, list[list[object]]]] = {}
    for number, row in enumerate(record.rows(f"SELECT * FROM {name} ORDER BY {ORDER[name]}"), start=1):
        for each, values in _rows(table, row, number):
            waiting.setdefault(each.name, (each, []))[1].append(values)
        if number % BATCH == 0:
            _insert(database, waiting)
    _insert(database, waiting)


def _insert(database: sqlite3.Connection, waiting: dict[str, tuple[_Table, list[list[object]]]]) -> None:
    for table, rows in waiting.values():
        database.executemany(f"INSERT INTO {_name(table.name)} VALUES ({', '.join('?' * len(table.columns))})", rows)
    waiting.clear()


def _table(name: str, columns: list[tuple[str, Any]], key: str | None) -> _Table:
    """The table of a view; where its rows have no key and lists hang on them, ``<table>_row`` numbers them."""
    nested = {column: kind for column, kind in columns if kind.id == "list"}
    own = key or f"{name}_row"
    plain = {} if key or not nested else {own: "INTEGER PRIMARY KEY"}
    plain |= {
        column: PLAIN[_kind(kind)] + (" PRIMARY KEY" if column == key and name in KEYS else "")
        for column, kind in columns
        if column not in nested
    }
    return _Table(
        name,
        plain,
        {column: _list(f"{name}_{column}", own, kind.children[0][1], key is None) for column, kind in nested.items()},
    )


def _list(name: str, parent: str, inner: Any, numbered: bool) -> _Table:  # noqa: ANN401 - DuckDB's types
    first = {parent: "INTEGER" if numbered else "TEXT", "position": "INTEGER"}
    if inner.id == "list":
        return _Table(name, {**first, "start_char": "INTEGER", "end_char": "INTEGER"}, {}, spans=True)
    if inner.id != "struct":
        return _Table(name, {**first, "value": PLAIN[_kind(inner)]}, {})
    nested = {column: kind for column, kind in inner.children if kind.id == "list"}
    own = f"{name}_row"
    plain = {column: PLAIN[_kind(kind)] for column, kind in inner.children if column not in nested}
    lists = {column: _list(f"{name}_{column}", own, kind.children[0][1], True) for column, kind in nested.items()}
    return _Table(name, {own: "TEXT PRIMARY KEY", **first, **plain} if nested else {**first, **plain}, lists)


def _kind(kind: Any) -> str:  # noqa: ANN401 - DuckDB's types
    return "json" if str(kind) == "JSON" else str(kind.id)


def _rows(table: _Table, row: dict[str, Any], key: object) -> Iterator[tuple[_Table, list[object]]]:
    """Rows of a table and of the tables of its lists."""
    own = next(iter(table.columns))
    if own == f"{table.name}_row" and own not in row:
        row = {own: key, **row}
    yield table, [_value(row[column]) for column in table.columns]
    parent = row[KEYS[table.name]] if table.name in KEYS else row[own]
    for column, inner in table.lists.items():
        for position, item in enumerate(row[column] or []):
            held = (
                item
                if isinstance(item, dict)
                else {"start_char": item[0], "end_char": item[1]}
                if inner.spans
                else {"value": item}
            )
            names = list(inner.columns)
            links = {f"{inner.name}_row": f"{parent}.{position}"} if inner.lists else {}
            yield from _rows(inner, {**links, names[len(links)]: parent, "position": position, **held}, None)


def _value(value: object) -> object:
    if value is None or isinstance(value, str | int | float):
        return value
    return msgspec.json.encode(value).decode() if isinstance(value, dict | list) else str(value)


def _create(database: sqlite3.Connection, table: _Table) -> None:
    keys = {column: TARGETS[_points(table, column)] for column in table.columns if _points(table, column) in TARGETS}
    links = [
        f"FOREIGN KEY ({_name(column)}) REFERENCES {_name(target)} ({_name(KEYS[target])})"
        for column, target in keys.items()
        if not (target == table.name and column == KEYS[target])
    ]
    body = ", ".join([*(f"{_name(column)} {kind}" for column, kind in table.columns.items()), *links])
    database.execute(f"CREATE TABLE {_name(table.name)} ({body})")
    for column in table.columns:
        if (
            column in keys
            or column in ("event_type", "earliest", "published", "outlet", "aspect", "status")
            or column.endswith("_row")
        ):
            database.execute(
                f"CREATE INDEX {_name(f'{table.name} by {column}')} ON {_name(table.name)} ({_name(column)})"
            )
    for inner in table.lists.values():
        _create(database, inner)


def _points(table: _Table, column: str) -> str:
    """Name of the column that says where it points: of a list's values, that of the list."""
    if table.name == "superseded_documents" and column == "document_id":
        return ""
    return next((name for name in TARGETS if column == "value" and table.name.endswith(f"_{name}")), column)


def _search(record: Record, database: sqlite3.Connection) -> None:
    """Sentences with their words, and the two indexes for full-text search."""
    database.execute(
        "CREATE TABLE passages (sentence_id TEXT PRIMARY KEY, document_id TEXT, start_char INTEGER, end_char INTEGER, text TEXT, "
        "FOREIGN KEY (document_id) REFERENCES documents (document_id))"
    )
    rows = record.rows(
        "SELECT s.sentence_id, s.document_id, s.start_char, s.end_char, substr(d.text, s.start_char + 1, s.end_char - s.start_char) AS text "
        f"FROM (SELECT *, row_number() OVER (ORDER BY {ORDER['sentences']}) AS n FROM sentences) s JOIN documents d USING (document_id) ORDER BY s.n"
    )
    database.executemany("INSERT INTO passages VALUES (?, ?, ?, ?, ?)", (tuple(row.values()) for row in rows))
    database.execute('CREATE INDEX "passages by document_id" ON passages (document_id)')
    for table, columns in (("documents", "title, text"), ("passages", "text")):
        database.execute(f"CREATE VIRTUAL TABLE {table}_fts USING fts5 ({columns}, content = '{table}')")
        database.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')")


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
