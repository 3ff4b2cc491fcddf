"""Rows on their way through Spark: an executor writes each table's as Parquet with its columns, and says what it wrote."""

import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from typing import Any

import msgspec
import pyarrow as pa
from pyarrow import parquet

from rashomon.engine.profile import Spent
from rashomon.engine.reading import STOPPED, Result
from rashomon.model import READING
from rashomon.record import elsewhere, schema
from rashomon.record.keeping import Quarantined, Reading, Skipped

PIECE = 1 << 22
"""Bytes of JSON of one table that are held until they are written: each is a row group."""
KEPT: dict[str, type] = {"skipped": Skipped, "readings": Reading, "quarantine": Quarantined}
"""Tables of bookkeeping that reading fills, by name."""
TABLES: dict[str, type] = {**READING, **KEPT}


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What one part of the reading wrote.

    Attributes:
        attempt: The folder below ``attempts`` that its files lie in; a part that is read again writes into another.
        tables: Tables that it has rows of.
        silent: Sentences with a word of the lexicon of events that gave no event of a type.
        seconds: Processor seconds by part of the work, where they were asked for.
    """

    attempt: str
    tables: list[str]
    silent: int
    seconds: dict[str, float]


def write(results: Iterable[Result], key: str, place: str) -> Written:
    """Write what was read, each table to a file of its own.

    Args:
        results: What reading gave; taken as it is written.
        key: The reading key of this build.
        place: The folder or address that the attempts are laid in.

    Raises:
        OSError: The place cannot be written.
    """
    attempt, silent, spent = uuid.uuid4().hex, 0, Spent()
    with ExitStack() as opened:
        tables: dict[str, _Table] = {}
        for result in results:
            silent += result.silent
            spent.add(result.seconds)
            for name, lines in rows_of(result, key):
                if name not in tables:
                    tables[name] = _Table(TABLES[name], f"{place}/{attempt}/{name}.parquet", opened)
                tables[name].add(lines)
        for table in tables.values():
            table.flush()
    return Written(attempt=attempt, tables=sorted(tables), silent=silent, seconds=spent.seconds)


class _Table:
    """One table's file."""

    def __init__(self, row: type, place: str, opened: ExitStack) -> None:
        self._names = list(schema.columns(row))
        self._schema = arrow_schema(row)
        self._decode: Callable[[bytes], list[Any]] = msgspec.json.Decoder(row).decode_lines
        self._held: list[bytes] = []
        self._size = 0
        file = opened.enter_context(elsewhere.writing(place))
        self._file = opened.enter_context(parquet.ParquetWriter(file, self._schema, compression="zstd"))

    def add(self, lines: bytes) -> None:
        self._held.append(lines)
        self._size += len(lines)
        if self._size >= PIECE:
            self.flush()

    def flush(self) -> None:
        rows = [row for lines in self._held for row in self._decode(lines)]
        self._held, self._size = [], 0
        if rows:
            columns = {name: [_cell(row, name) for row in rows] for name in self._names}
            self._file.write_table(pa.Table.from_pydict(columns, self._schema))


def rows_of(result: Result, key: str) -> Iterator[tuple[str, bytes]]:
    """A result's rows as JSON lines, by table.

    Args:
        result: What reading gave.
        key: The reading key of this build.
    """
    encode = msgspec.json.Encoder().encode_lines
    if result.skipped is not None:
        yield "skipped", encode([result.skipped])
        if result.skipped.reason in STOPPED:
            yield "quarantine", encode([Quarantined(uri=result.uri, input_digest=result.digest, reading_key=key)])
    if result.document is None:
        return
    reading = Reading(
        uri=result.uri,
        document_id=result.document.document_id,
        input_digest=result.digest,
        reading_key=key,
        annotated=result.annotated,
    )
    yield "documents", encode([result.document])
    yield "readings", encode([reading])
    yield from result.tables.items()


def _cell(row: Any, name: str) -> Any:  # noqa: ANN401 - a cell of any column
    value = getattr(row, name)
    return msgspec.json.encode(value).decode() if isinstance(value, dict) else value


def arrow_schema(row: type) -> pa.Schema:
    """Arrow's schema of a table.

    Args:
        row: The class of its rows.
    """
    return pa.schema([(name, _arrow(kind)) for name, kind in schema.columns(row).items()])


ARROW = {
    "VARCHAR": pa.string(),
    "JSON": pa.string(),
    "INTEGER": pa.int32(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
}


def _arrow(kind: str) -> pa.DataType:
    return pa.list_(_arrow(kind[:-2])) if kind.endswith("[]") else ARROW[kind]
