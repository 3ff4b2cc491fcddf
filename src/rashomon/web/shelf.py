"""The shelf: what the views say of one state of a record, filed in an SQLite file beside it so that a page is a few lookups.

A record is laid out for reading whole tables; a page wants one event, twenty readers at once. The shelf holds nothing that is not
in the record, and it is made anew whenever the record's state is another one (:mod:`rashomon.web.filing`).
"""

import queue
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from rashomon.errors import NotFoundError
from rashomon.record.beside import PAGES, named

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE documents (
    document_id TEXT PRIMARY KEY, uri TEXT, outlet TEXT, published TEXT, seq INTEGER, line TEXT, text TEXT, layers BLOB);
CREATE TABLE passages (
    passage_id INTEGER PRIMARY KEY, document_id TEXT, start_char INTEGER, end_char INTEGER, source TEXT, voice TEXT, event_ids TEXT);
CREATE VIRTUAL TABLE passage_words USING fts5(text, tokenize = "unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE document_words USING fts5(title, text, content = '', tokenize = "unicode61 remove_diacritics 2");
CREATE TABLE events (
    event_id TEXT, seq INTEGER, typed INTEGER, event_type TEXT, earliest TEXT, latest TEXT, precision TEXT,
    n_accounts INTEGER, n_documents INTEGER, spread REAL, place_id TEXT, place TEXT, told_as TEXT, line TEXT);
CREATE TABLE event_aliases (alias_id TEXT PRIMARY KEY, event_id TEXT) WITHOUT ROWID;
CREATE TABLE event_outlets (event_id TEXT, outlet TEXT, PRIMARY KEY (event_id, outlet)) WITHOUT ROWID;
CREATE TABLE event_actors (event_id TEXT, actor_id TEXT, PRIMARY KEY (event_id, actor_id)) WITHOUT ROWID;
CREATE TABLE related (event_id TEXT, line TEXT);
CREATE TABLE tellings (
    event_mention_id TEXT, event_id TEXT, account_id TEXT, document_id TEXT, published TEXT, outlet TEXT,
    uri TEXT, start_char INTEGER, line BLOB);
CREATE TABLE differences (
    n INTEGER PRIMARY KEY, event_id TEXT, typed INTEGER, aspect TEXT, status TEXT, across TEXT, n_values INTEGER, place TEXT,
    earliest TEXT, latest TEXT, line TEXT);
CREATE TABLE difference_outlets (n INTEGER, outlet TEXT, PRIMARY KEY (n, outlet)) WITHOUT ROWID;
CREATE TABLE actors (actor_id TEXT PRIMARY KEY, name TEXT, kind TEXT, private INTEGER, n_acts INTEGER, line TEXT) WITHOUT ROWID;
CREATE TABLE actor_names (actor_id TEXT, name TEXT, PRIMARY KEY (actor_id, name)) WITHOUT ROWID;
CREATE TABLE actor_uses (actor_id TEXT, line TEXT);
CREATE TABLE acts (actor_id TEXT, event_id TEXT, event_mention_id TEXT, role TEXT, seq INTEGER);
CREATE TABLE sayings (actor_id TEXT, n INTEGER, line TEXT);
CREATE TABLE edges (actor_id TEXT, recipient_id TEXT, n INTEGER, line TEXT);
CREATE TABLE places (place_id TEXT PRIMARY KEY, name TEXT, n_events INTEGER, line TEXT) WITHOUT ROWID;
CREATE TABLE wording (n INTEGER PRIMARY KEY, referent_id TEXT, referent TEXT, outlet TEXT, line TEXT);
CREATE TABLE matters (n INTEGER PRIMARY KEY, about TEXT, checkable INTEGER, n_accounts INTEGER, status TEXT, line BLOB);
CREATE TABLE matter_kinds (n INTEGER, kind TEXT);
CREATE TABLE matter_outlets (n INTEGER, outlet TEXT, PRIMARY KEY (n, outlet)) WITHOUT ROWID;
CREATE TABLE links (document_id TEXT, from_id TEXT, to_id TEXT, line TEXT);
CREATE TABLE days (outlet TEXT, earliest TEXT, latest TEXT, precision TEXT, n_events INTEGER, n_shared INTEGER);
"""
INDEXES = """
CREATE UNIQUE INDEX tellings_id ON tellings (event_mention_id);
CREATE INDEX documents_seq ON documents (seq);
CREATE INDEX documents_uri ON documents (uri);
CREATE INDEX documents_outlet ON documents (outlet, seq);
CREATE INDEX passages_document ON passages (document_id, start_char);
CREATE INDEX events_seq ON events (typed, seq, n_accounts);
CREATE INDEX events_accounts ON events (typed, n_accounts DESC, n_documents DESC, seq);
CREATE INDEX events_spread ON events (typed, spread DESC, seq);
CREATE INDEX events_type ON events (event_type, seq);
CREATE INDEX events_spans ON events (n_accounts DESC, seq) WHERE typed = 1 AND latest > earliest;
CREATE INDEX events_days ON events (typed, earliest, latest);
CREATE INDEX events_place ON events (place_id, typed, seq);
CREATE INDEX outlets_events ON event_outlets (outlet, event_id);
CREATE INDEX actors_events ON event_actors (actor_id, event_id);
CREATE INDEX related_event ON related (event_id);
CREATE INDEX tellings_event ON tellings (event_id, published, outlet, uri, start_char);
CREATE INDEX tellings_document ON tellings (document_id, start_char);
CREATE INDEX differences_event ON differences (event_id);
CREATE INDEX differences_kind ON differences (typed, across, status, aspect, n);
CREATE INDEX differences_aspect ON differences (aspect, n);
CREATE INDEX outlets_differences ON difference_outlets (outlet, n);
CREATE INDEX actors_name ON actors (private, name);
CREATE INDEX uses_actor ON actor_uses (actor_id);
CREATE INDEX acts_actor ON acts (actor_id, seq);
CREATE INDEX sayings_actor ON sayings (actor_id, n);
CREATE INDEX edges_actor ON edges (actor_id, n);
CREATE INDEX edges_recipient ON edges (recipient_id, n);
CREATE INDEX places_name ON places (name);
CREATE INDEX wording_referent ON wording (referent_id, n);
CREATE INDEX matters_accounts ON matters (n_accounts, n);
CREATE INDEX kinds_matters ON matter_kinds (kind, n);
CREATE INDEX outlets_matters ON matter_outlets (outlet, n);
CREATE INDEX links_from ON links (from_id);
CREATE INDEX links_to ON links (to_id);
ANALYZE;
"""

Line = TypeVar("Line")
MOST_NUMBERS = 20_000
"""Counts that are kept."""


def beside(record: Path) -> Path:
    """The shelf's file: beside its record, under the record's name."""
    return named(record, PAGES)


class Shelf:
    """A shelf, opened to read by several threads at once.

    All connections are opened at the start: the file stays the one that was opened, also when another takes its name.

    Args:
        path: The file.
        readers: Connections, and so queries that run at one time.
    """

    def __init__(self, path: Path, readers: int = 4) -> None:
        self.path = path
        self._free: queue.SimpleQueue[sqlite3.Connection] = queue.SimpleQueue()
        self._count = readers
        self._numbers: dict[tuple[object, ...], int] = {}
        for _ in range(readers):
            connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            connection.row_factory = sqlite3.Row
            self._free.put(connection)
        self._meta: dict[str, str] = {row["key"]: row["value"] for row in self.query("SELECT key, value FROM meta")}

    @property
    def state(self) -> str:
        """The record's state that it was made from."""
        return self._meta["state"]

    def close(self) -> None:
        """Let go of the file, when all queries that run have ended."""
        for _ in range(self._count):
            self._free.get().close()

    def meta(self, key: str, kind: type[Line]) -> Line:
        """A value that was kept whole."""
        return msgspec.json.decode(self._meta[key], type=kind)

    def query(self, sql: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
        """Rows of a query."""
        connection = self._free.get()
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            self._free.put(connection)

    def one(self, sql: str, values: Sequence[object] = ()) -> sqlite3.Row | None:
        """The first row of a query, or None."""
        rows = self.query(f"{sql} LIMIT 1", values)
        return rows[0] if rows else None

    def number(self, sql: str, values: Sequence[object] = ()) -> int:
        """The one number that a query gives; kept, since a shelf never changes and the next page of a list asks again."""
        key = (sql, *values)
        found = self._numbers.get(key)
        if found is None:
            row = self.one(sql, values)
            found = int(row[0]) if row is not None and row[0] is not None else 0
            if len(self._numbers) < MOST_NUMBERS:
                self._numbers[key] = found
        return found

    def lines(self, kind: type[Line], sql: str, values: Sequence[object] = ()) -> list[Line]:
        """Lines of a query whose first column is one, encoded."""
        decoder = msgspec.json.Decoder(kind)
        return [decoder.decode(unpacked(row[0])) for row in self.query(sql, values)]

    def line(self, kind: type[Line], sql: str, values: Sequence[object], what: str) -> Line:
        """The one line of a query.

        Raises:
            NotFoundError: There is none; ``what`` says of what.
        """
        row = self.one(sql, values)
        if row is None:
            raise NotFoundError(f"{what} is not in the record")
        return msgspec.json.decode(unpacked(row[0]), type=kind)


def packed(line: object) -> bytes:
    """A line with a long text in it, encoded and compressed."""
    return zlib.compress(msgspec.json.encode(line), 1)


def unpacked(line: str | bytes) -> str | bytes:
    """An encoded line, whether it was compressed or not."""
    return zlib.decompress(line) if isinstance(line, bytes) else line


def marks(values: Sequence[object]) -> str:
    """As many question marks as there are values, for ``IN (...)``."""
    return ",".join("?" * len(values))


def chunks(rows: Iterator[Any], size: int = 2000) -> Iterator[list[Any]]:
    """Rows in lists of at most ``size``."""
    held: list[Any] = []
    for row in rows:
        held.append(row)
        if len(held) >= size:
            yield held
            held = []
    if held:
        yield held
