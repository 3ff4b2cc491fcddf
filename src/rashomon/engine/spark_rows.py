"""Rows on their way through Spark: as JSON lines by table, then with the columns of their tables."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow as pa

from rashomon.engine.reading import STOPPED, Result
from rashomon.record import schema
from rashomon.record.keeping import Quarantined, Reading

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

PIECE = 256
"""Rows of the staging table in one Arrow batch."""


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


def typed(frame: "DataFrame", row: type) -> "DataFrame":
    """Rows of a table of reading with its columns.

    Args:
        frame: Its rows as JSON lines, in the column ``lines``.
        row: The class of its rows.
    """
    kind = arrow_schema(row)
    names = list(schema.columns(row))

    def columns_of(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        decode: Callable[[bytes], list[Any]] = msgspec.json.Decoder(row).decode_lines
        for batch in batches:
            for at in range(0, batch.num_rows, PIECE):
                lines = batch.column("lines").slice(at, PIECE)
                rows = [each for value in lines for each in decode(value.as_py())]
                yield pa.RecordBatch.from_pydict({name: [_cell(each, name) for each in rows] for name in names}, kind)

    return frame.mapInArrow(columns_of, spark_schema(row))


def _cell(row: Any, name: str) -> Any:  # noqa: ANN401 - a cell of any column
    value = getattr(row, name)
    return msgspec.json.encode(value).decode() if isinstance(value, dict) else value


def arrow_schema(row: type) -> pa.Schema:
    """Arrow's schema of a table of reading.

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
SPARK = {
    "VARCHAR": "string",
    "JSON": "string",
    "INTEGER": "int",
    "DOUBLE": "double",
    "BOOLEAN": "boolean",
    "DATE": "date",
}


def _arrow(kind: str) -> pa.DataType:
    return pa.list_(_arrow(kind[:-2])) if kind.endswith("[]") else ARROW[kind]


def spark_schema(row: type) -> str:
    """Spark's schema of a table of reading, as it is written in SQL.

    Args:
        row: The class of its rows.
    """
    return ", ".join(f"`{name}` {_spark(kind)}" for name, kind in schema.columns(row).items())


def _spark(kind: str) -> str:
    return f"array<{_spark(kind[:-2])}>" if kind.endswith("[]") else SPARK[kind]
