"""Writing a record: beside it, then swapped in.

DuckDB lets one process write a file or many read it. So a build never touches the record that others read: it works on
``RECORD.building``, which begins as a copy of the record, and one rename puts it in the record's place. Whoever has the old
file open goes on reading the old state.

What was committed to ``RECORD.building`` outlives a kill (DuckDB's log is replayed). The next build goes on with it if it
began from the record that is in place now; else it is thrown away. A build that has nothing to write makes no copy and leaves the
record as it is, byte for byte.
"""

import os
import shutil
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb

from rashomon.errors import RecordError
from rashomon.record import migrations, schema, store, views
from rashomon.record.lock import locked

NO_BASE = "none"


class Building:
    """The right to write one record, as a context manager.

    Attributes:
        record: The record.
        continued: Whether the work of a build that did not finish is gone on with.
    """

    def __init__(self, record: Path) -> None:
        self.record = record
        self.file = record.with_name(record.name + ".building")
        self.work = record.with_name(record.name + ".building.work")
        self.continued = False
        self._lock = locked(record)
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._writing = False

    def __enter__(self) -> Self:
        if self.record.is_dir():
            raise RecordError(f'"{self.record}" is a folder: name a file for the record, {self.record}/news.duckdb say')
        self._lock.__enter__()
        try:
            self._open()
        except BaseException:
            self._release()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._release()

    @property
    def is_written(self) -> bool:
        """Whether there is anything to put in the record's place."""
        return self._writing

    def state(self) -> duckdb.DuckDBPyConnection | None:
        """The record as it stands, to read from; None where there is none yet."""
        return self._connection

    def writing(self) -> duckdb.DuckDBPyConnection:
        """The building file, to write to; made when this is first called."""
        if not self._writing:
            self._begin()
        if self._connection is None:
            raise RecordError(f'"{self.record}" is not being built')
        return self._connection

    def swap(self, state: str, *, anew: bool = False) -> None:
        """Put the building file in the record's place; without anything written, do nothing.

        Args:
            state: What tells this state of the record from all others: the run's identifier.
            anew: Write the file anew first, so that what was deleted is in none of its bytes.
        """
        if not self._writing or self._connection is None:
            return
        if anew:
            self._connection = self._anew(self._connection)
        with store.transaction(self._connection):
            schema.set_meta(self._connection, "base", None)
            schema.set_meta(self._connection, "state", state)
        self._connection.execute(f"CHECKPOINT {store.CATALOG}")
        self._close()
        with self.file.open("rb") as file:
            os.fsync(file.fileno())
        self.file.replace(self.record)
        folder = os.open(self.record.absolute().parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _anew(self, connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
        """The building file, written anew row by row."""
        fresh = self.work / "fresh"
        quoted = str(fresh).replace("'", "''")
        tables = connection.execute(
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = ? ORDER BY 1, 2", [store.CATALOG]
        ).fetchall()
        connection.execute(f"ATTACH '{quoted}' AS fresh (STORAGE_VERSION '{store.STORAGE_VERSION}')")
        for name in sorted({name for name, _ in tables}):
            connection.execute(f"CREATE SCHEMA IF NOT EXISTS fresh.{name}")
        for name, table in tables:
            both = f"{name}.{schema.quoted(table)}"
            connection.execute(f"CREATE TABLE fresh.{both} AS SELECT * FROM {store.CATALOG}.{both}")
        connection.execute("DETACH fresh")
        self._close()
        self._discard()
        fresh.replace(self.file)
        connection = store.connect(self.file, read_only=False, work=self.work)
        views.create(connection)
        return connection

    def _open(self) -> None:
        shutil.rmtree(self.work, ignore_errors=True)
        if self.record.exists():
            self._connection = store.connect(self.record, read_only=True)
            migrations.check(self._connection, self.record)
        base = state_token(self._connection)
        if not self.file.exists():
            return
        unfinished = self._unfinished(base)
        if unfinished is not None:
            self._close()
            self._connection, self._writing, self.continued = unfinished, True, True
            self.work.mkdir(exist_ok=True)

    def _unfinished(self, base: str) -> duckdb.DuckDBPyConnection | None:
        """The building file of an earlier build, if it can be gone on with; else it is removed."""
        try:
            connection = store.connect(self.file, read_only=False, work=self.work)
        except RecordError:
            self._discard()  # it was killed before its first commit, or the disk was full: nothing to save
            return None
        try:
            migrations.check(connection, self.file)
            if schema.meta(connection, "base") == base:
                views.create(connection)
                return connection
        except (RecordError, duckdb.Error):
            pass  # another version's, or damaged: what it holds can be read again from the texts
        connection.close()
        self._discard()
        return None

    def _begin(self) -> None:
        base = state_token(self._connection)
        exists = self._connection is not None
        self._close()
        self._discard()
        self.work.mkdir(exist_ok=True)
        if exists:
            copy = self.work / "copy"
            shutil.copyfile(self.record, copy)
            copy.replace(self.file)  # under its name only when whole: a half copy is never taken for a build's work
        self._connection = store.connect(self.file, read_only=False, work=self.work)
        with store.transaction(self._connection):
            if exists:
                views.create(self._connection)
            else:
                store.prepare(self._connection)
            schema.set_meta(self._connection, "base", base)
        self._writing = True

    def _discard(self) -> None:
        self.file.unlink(missing_ok=True)
        self.file.with_name(self.file.name + ".wal").unlink(missing_ok=True)

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _release(self) -> None:
        try:
            self._close()
        finally:
            shutil.rmtree(self.work, ignore_errors=True)
            self._lock.__exit__(None, None, None)


def state_token(connection: duckdb.DuckDBPyConnection | None) -> str:
    """What tells one state of a record from the next: the run that wrote it last."""
    return (connection and schema.meta(connection, "state")) or NO_BASE
