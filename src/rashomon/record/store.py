"""Connections to a record, and rows into it.

Rows go in as JSON lines through DuckDB's own reader: measured on event mentions, 210,000 rows a second against 177,000 through
Arrow and 1,400 with bound parameters, and what a worker process sends is written to the file as it is.
"""

import errno
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb
import msgspec

from rashomon.errors import RecordError
from rashomon.record import schema, views

CATALOG = "record"
MEMORY_LIMIT = "40%"  # of what the machine or its container has: the rest is for the workers that read
STORAGE_VERSION = "v1.2.0"  # so that DuckDB of 2025 and later can read the file, in R or on the command line too
MEND = "it is damaged; build it anew from the texts, or put a copy in its place with rashomon restore"
LEAST_OBJECT = 1 << 24  # bytes DuckDB sets aside for one JSON object, at least (its own default)

_encode = msgspec.json.Encoder().encode


def connect(path: Path, *, read_only: bool, work: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Open a file as the catalog ``record``, whatever the file is called.

    Args:
        path: The file; made when it is not there and ``read_only`` is off.
        read_only: Whether others may read at the same time and nothing is written.
        work: Folder for what does not fit in memory; made when needed.

    Returns:
        A connection that uses the record; no extension is ever fetched or loaded.

    Raises:
        RecordError: The file is no DuckDB file, or cannot be opened.
    """
    connection = _blank(work or Path(tempfile.gettempdir()) / f"rashomon-{os.getpid()}")
    quoted = str(path).replace("'", "''")
    mode = "READ_ONLY" if read_only else f"STORAGE_VERSION '{STORAGE_VERSION}'"
    try:
        connection.execute(f"ATTACH '{quoted}' AS {CATALOG} ({mode})")
    except duckdb.Error as error:
        connection.close()
        raise RecordError(f'"{path}" cannot be opened as a record ({first_line(error)}): {_remedy(error)}') from error
    connection.execute(f"USE {CATALOG}")
    return connection


def memory(rows: Iterable[object] = ()) -> duckdb.DuckDBPyConnection:
    """A record in memory, in the state in which linking finds it, for tests and tools.

    Args:
        rows: Rows of any tables; documents without a row of ``readings`` count as read.
    """
    connection = empty()
    prepare(connection)
    write(connection, rows)
    connection.execute(
        "INSERT INTO _keeping.readings SELECT uri, document_id, NULL, NULL, 'memory', true FROM _reading.documents "
        "WHERE document_id NOT IN (SELECT document_id FROM _keeping.readings)"
    )
    views.derive(connection)
    look_at(connection, "_current", "_linking")
    return connection


def empty() -> duckdb.DuckDBPyConnection:
    """A catalog ``record`` in memory, without tables."""
    connection = _blank(Path(tempfile.gettempdir()) / f"rashomon-{os.getpid()}")
    connection.execute(f"ATTACH ':memory:' AS {CATALOG}")
    connection.execute(f"USE {CATALOG}")
    return connection


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables and views of an empty record."""
    schema.create(connection)
    views.create(connection)


def look_at(connection: duckdb.DuckDBPyConnection, *schemas: str) -> None:
    """Say in which schemas bare names are looked up."""
    connection.execute(f"SET search_path = '{','.join(f'{CATALOG}.{name}' for name in schemas)}'")


def write(connection: duckdb.DuckDBPyConnection, rows: Iterable[object], folder: Path | None = None) -> int:
    """Add rows, each to the table of its class.

    Args:
        connection: A record opened for writing.
        rows: Rows of any classes; read to the end before anything is written, so they may come from the same connection.
        folder: Where the rows wait on disk.

    Returns:
        The number of rows.
    """
    batch = Batch()
    count = 0
    with tempfile.TemporaryDirectory(dir=folder, prefix="rashomon-rows-") as waiting:
        parts: dict[str, Path] = {}
        for row in rows:
            batch.add(schema.table_of(type(row)), _encode(row) + b"\n")
            count += 1
            if batch.size > LEAST_OBJECT:
                batch.spill(Path(waiting), parts)
        batch.spill(Path(waiting), parts)
        for table in sorted(parts):
            _insert(connection, table, parts[table], batch.longest)
    return count


class Batch:
    """Rows of several tables as JSON lines, until they are written in one go.

    Attributes:
        size: Bytes held.
        longest: Bytes of the longest piece added so far.
    """

    def __init__(self) -> None:
        self._lines: dict[str, list[bytes]] = {}
        self.size = 0
        self.longest = 0

    def add(self, table: str, lines: bytes) -> None:
        """Take in whole lines for a table, given by its qualified name."""
        if lines:
            self._lines.setdefault(table, []).append(lines)
            self.size += len(lines)
            self.longest = max(self.longest, len(lines))

    def add_rows(self, rows: Iterable[object]) -> None:
        """Take in rows."""
        for row in rows:
            self.add(schema.table_of(type(row)), _encode(row) + b"\n")

    def spill(self, folder: Path, parts: dict[str, Path]) -> None:
        """Move what is held to files, one for each table, and note them in ``parts``."""
        for table, lines in self._lines.items():
            path = parts.setdefault(table, folder / f"{table}.jsonl")
            with path.open("ab") as file:
                file.writelines(lines)
        self._lines, self.size = {}, 0

    def write(self, connection: duckdb.DuckDBPyConnection, folder: Path | None = None) -> None:
        """Insert what is held, and hold nothing."""
        with tempfile.TemporaryDirectory(dir=folder, prefix="rashomon-rows-") as waiting:
            parts: dict[str, Path] = {}
            self.spill(Path(waiting), parts)
            for table in sorted(parts):
                _insert(connection, table, parts[table], self.longest)
        self.longest = 0


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All of it or nothing."""
    try:
        connection.execute("BEGIN")
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(
            duckdb.Error
        ):  # the error that brought us here already ended the transaction, and is the one to tell
            connection.execute("ROLLBACK")
        raise


@contextmanager
def told(path: Path | str, doing: str) -> Iterator[None]:
    """Turn what disks and DuckDB raise into one clear line.

    Args:
        path: The record, as the user named it.
        doing: What was going on: "build", "export".

    Raises:
        RecordError: In place of an ``OSError`` or ``duckdb.Error``.
        KeyboardInterrupt: In place of what DuckDB raises when Ctrl-C falls into one of its queries.
    """
    try:
        yield
    except RuntimeError as error:
        if str(error) == "Query interrupted":
            raise KeyboardInterrupt from error
        raise
    except (OSError, duckdb.Error) as error:
        what = (
            f"{error.strerror}: {error.filename}"
            if isinstance(error, OSError) and error.strerror
            else first_line(error)
        )
        raise RecordError(f'{doing} of "{path}" stopped ({what}): {_remedy(error)}') from error


def first_line(error: BaseException) -> str:
    """First line of an error's words."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def broken(error: BaseException) -> bool:
    """Whether an error tells that a file's blocks are not what was written."""
    words = str(error).lower()
    return "corrupt" in words or "checksum" in words or "could not read enough bytes" in words


def _remedy(error: BaseException) -> str:
    words = str(error).lower()
    if broken(error):
        return MEND
    number = error.errno if isinstance(error, OSError) else None
    if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) or "no space left" in words or "file too large" in words:
        return "make room on the disk, then start again; the record is as it was, and what was read is kept"
    if number in (errno.EACCES, errno.EPERM, errno.EROFS) or "permission denied" in words or "read-only" in words:
        return "name a file in a folder where you may write"
    if number in (errno.ENOENT, errno.ENOTDIR) or "no such file" in words or "does not exist" in words:
        return "check the path"
    if "lock on file" in words:
        return "close the program that writes to it, or open a copy"
    if "not a valid duckdb database" in words or "serialization" in words or "storage version" in words:
        return "name a record that rashomon build made"
    return "the record is as it was; start again, or build into a new record"


def _blank(work: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "memory_limit": MEMORY_LIMIT,
            "temp_directory": str(work),
        },
    )


def _insert(connection: duckdb.DuckDBPyConnection, table: str, path: Path, longest: int) -> None:
    name = table.split(".")[1]
    row = next(tables[name] for tables in schema.SCHEMAS.values() if name in tables)
    types = ", ".join(
        f"{schema.quoted(column)}: '{kind.replace(chr(39), chr(39) * 2)}'"
        for column, kind in schema.columns(row).items()
    )
    columns = ", ".join(map(schema.quoted, schema.columns(row)))
    connection.execute(
        f"INSERT INTO {CATALOG}.{table} ({columns}) SELECT {columns} FROM read_json(?, format = 'newline_delimited', "
        f"columns = {{{types}}}, maximum_object_size = {max(LEAST_OBJECT, longest + 1024)})",
        [str(path)],
    )
