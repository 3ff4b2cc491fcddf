"""Taking in what was read: which documents are known, and batches of rows into the building file."""

import time
from typing import Any

import duckdb
import msgspec
from msgspec import Struct
from msgspec.structs import replace

from rashomon.collect import renamed
from rashomon.engine.correct import corrections_digest
from rashomon.engine.reading import STOPPED, Result
from rashomon.knowledge import Knowledge
from rashomon.model import READING, Document
from rashomon.record import schema, store
from rashomon.record.building import Building
from rashomon.record.keeping import Quarantined, Reading, Skipped

BATCH_DOCUMENTS = 500
BATCH_BYTES = 1 << 25
BATCH_SECONDS = 5.0  # what a kill can cost at most; a commit takes 0.05 s

Known = dict[str, Reading]


def known(connection: duckdb.DuckDBPyConnection | None) -> Known:
    """How each document was read, by uri."""
    return {row.uri: row for row in _rows(connection, Reading)}


class Writer:
    """Collects results and commits them in batches.

    Args:
        building: The record, held for writing.
        known: How each document was read before; kept up to date.
        key: The reading key of this build.

    Attributes:
        new: Documents read for the first time.
        again: Documents read again.
        changed: Whether linking has to run again.
        corrections: Corrected columns, by uri.
    """

    def __init__(self, building: Building, known: Known, key: str) -> None:
        self.new = 0
        self.again = 0
        self.changed = building.continued
        self.corrections: dict[str, dict[str, str | None]] = {}
        self._building = building
        self._known = known
        self._key = key
        self._skips: dict[str, list[Skipped]] = {}
        self._faults: dict[str, set[Skipped]] = {}
        self._stopped: dict[str, Quarantined] = {}
        self._results: list[Result] = []
        self._bytes = 0
        self._since = time.monotonic()
        state = building.state()
        for uri, column, value in (
            state.execute('SELECT uri, "column", value FROM _keeping.corrections').fetchall() if state else []
        ):
            self.corrections.setdefault(uri, {})[column] = value
        for row in _rows(state, Skipped):
            self._skips.setdefault(row.uri, []).append(row)
        self._quarantine: dict[str, Quarantined] = {row.uri: row for row in _rows(state, Quarantined)}

    def is_read(self, uri: str, input_digest: str, corrected: str | None) -> bool:
        """Whether the same input was read before in the same way, and stands in the record."""
        row = self._known.get(uri)
        return (
            row is not None
            and row.input_digest == input_digest
            and row.corrections_digest == corrected
            and row.reading_key == self._key
        )

    def quarantined(self, uri: str, input_digest: str, corrected: str | None) -> Skipped | None:
        """Why the same input stopped the process that read it before, in the same way; None where it did not."""
        row = self._quarantine.get(uri)
        if row is None or (row.input_digest, row.corrections_digest, row.reading_key) != (
            input_digest,
            corrected,
            self._key,
        ):
            return None
        return next((row for row in self._skips.get(uri, []) if row.reason in STOPPED), None)

    def take(self, result: Result) -> None:
        """Take in one result; commits when enough has come together."""
        if result.document is None:
            if result.skipped is not None:
                self._faults.setdefault(result.uri, set()).add(result.skipped)
                if result.skipped.reason in STOPPED:
                    self._stopped[result.uri] = self._quarantined(result)
            return
        if result.uri in self._known:
            self.again += 1
        else:
            self.new += 1
        self._results.append(result)
        self._bytes += sum(map(len, result.tables.values())) + len(result.document.text)
        if (
            len(self._results) >= BATCH_DOCUMENTS
            or self._bytes >= BATCH_BYTES
            or time.monotonic() - self._since >= BATCH_SECONDS
        ):
            self.commit()

    def commit(self) -> None:
        """Write what was taken in since the last commit: all of it or nothing."""
        if not self._results:
            return
        connection = self._building.writing()
        documents = [result.document for result in self._results if result.document is not None]
        readings = [self._reading(result) for result in self._results]
        uris = [row.uri for row in readings]
        with store.transaction(connection):
            _remove(connection, "_keeping.skipped", "stage = 'annotate' AND uri", uris)
            _remove(connection, "_keeping.readings", "uri", uris)
            batch = store.Batch()
            batch.add_rows(self._versions(connection, documents))
            batch.add_rows(readings)
            for result in self._results:
                batch.add_rows([result.skipped] if result.skipped is not None else [])
                for table, lines in result.tables.items():
                    batch.add(f"_reading.{table}", lines)
            batch.write(connection, self._building.work)
        self._known.update((row.uri, row) for row in readings)
        self.changed = True
        self._results, self._bytes, self._since = [], 0, time.monotonic()

    def note_faults(self, given: set[str]) -> None:
        """Note which of the given inputs no document could be made of, where that is not what the record says already.

        Args:
            given: All inputs of this build, by uri.
        """
        before: set[Skipped] = {row for uri in given for row in self._skips.get(uri, []) if row.stage == "collect"}
        now: set[Skipped] = {row for rows in self._faults.values() for row in rows}
        held = {uri: row for uri in given if (row := self._quarantine.get(uri)) is not None}
        if before == now and held == self._stopped:
            return
        rows = sorted(now, key=_by_uri)
        connection = self._building.writing()
        with store.transaction(connection):
            _remove(
                connection, "_keeping.skipped", "stage = 'collect' AND uri", sorted({row.uri for row in before | now})
            )
            _remove(connection, "_keeping.quarantine", "uri", sorted(held | self._stopped))
            stopped = sorted(self._stopped.values(), key=lambda row: row.uri)
            store.write(connection, [*rows, *stopped], self._building.work)

    def unread(self, uri: str) -> list[Skipped]:
        """Why a document that stands in the record was not analysed."""
        return [row for row in self._skips.get(uri, []) if row.stage == "annotate"]

    def rename_outlets(self, knowledge: Knowledge) -> None:
        """Apply the table of outlet aliases, which may have changed, without reading anything again."""
        connection = self._building.writing()
        rows = connection.execute(
            "SELECT document_id, outlet, extra FROM _reading.documents WHERE outlet IS NOT NULL ORDER BY document_id"
        )
        changes = []
        for document_id, outlet, stored in rows.fetchall():
            known_keys = msgspec.json.decode(stored) if stored else None
            before = Document(document_id=document_id, uri="", outlet=outlet, extra=known_keys)
            after = renamed(before, knowledge)
            if after != before:
                extra = msgspec.json.encode(after.extra).decode() if after.extra else None
                changes.append([after.outlet, extra, document_id])
        if changes:
            connection.executemany("UPDATE _reading.documents SET outlet = ?, extra = ? WHERE document_id = ?", changes)

    def _quarantined(self, result: Result) -> Quarantined:
        return Quarantined(
            uri=result.uri,
            input_digest=result.digest,
            corrections_digest=corrections_digest(self.corrections.get(result.uri, {})),
            reading_key=self._key,
        )

    def _reading(self, result: Result) -> Reading:
        before = self._known.get(result.uri)
        return Reading(
            uri=result.uri,
            document_id=result.document.document_id if result.document else "",
            input_digest=result.digest or (before.input_digest if before else None),
            corrections_digest=corrections_digest(self.corrections.get(result.uri, {})),
            reading_key=self._key,
            annotated=result.annotated,
        )

    def _versions(self, connection: duckdb.DuckDBPyConnection, documents: list[Document]) -> list[Document]:
        """The documents with what they supersede; rows of an earlier reading of the same texts are removed."""
        ids = [document.document_id for document in documents if document.uri in self._known]
        if not ids:
            return documents
        supersedes: dict[str, str | None] = dict(
            connection.execute(
                "SELECT document_id, supersedes FROM _reading.documents WHERE document_id IN (SELECT unnest(?))", [ids]
            ).fetchall()
        )
        for table in READING:
            _remove(connection, f"_reading.{table}", "document_id", ids)
        out = []
        for document in documents:
            before = self._known.get(document.uri)
            older = before.document_id if before is not None else None
            if older == document.document_id:
                older = supersedes.get(document.document_id)
            elif document.document_id in supersedes:  # a text that comes back: it is the newest again
                connection.execute(
                    "UPDATE _reading.documents SET supersedes = NULL WHERE supersedes = ?", [document.document_id]
                )
            out.append(replace(document, supersedes=older))
        return out


def _remove(connection: duckdb.DuckDBPyConnection, table: str, column: str, values: list[str]) -> None:
    if values:
        connection.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT unnest(?))", [values])


def _rows(connection: duckdb.DuckDBPyConnection | None, row: type[Struct]) -> list[Any]:
    if connection is None:
        return []
    columns = ", ".join(map(schema.quoted, schema.columns(row)))
    found = connection.execute(f"SELECT {columns} FROM {schema.table_of(row)}").fetchall()
    return [msgspec.convert(dict(zip(schema.columns(row), values, strict=True)), row) for values in found]


def _by_uri(row: Skipped) -> tuple[str, str, str]:
    return row.uri, row.reason, row.detail
