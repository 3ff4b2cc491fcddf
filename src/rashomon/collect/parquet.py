"""Parquet files: one document a row, columns named as the keys of JSON lines."""

from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from rashomon.collect.held import Held
from rashomon.errors import CollectError

ROWS = 64
"""Rows in memory at a time."""


def documents(file: BinaryIO, place: str) -> Iterator[Held]:
    """The rows of a Parquet file, in its order; only a row group's compressed bytes and :data:`ROWS` rows are in memory.

    Args:
        file: The file; it must be seekable.
        place: How it is called in messages.

    Raises:
        CollectError: ``damaged`` where it is no Parquet file, ``missing uri`` or ``missing text`` where it lacks the column.
    """
    import pyarrow as pa
    from pyarrow import parquet

    try:
        table = parquet.ParquetFile(file)
        names = table.schema_arrow.names
    except (pa.ArrowException, OSError) as error:
        first = str(error).splitlines()[0]
        raise CollectError("damaged", f"{place}: no Parquet file can be read ({first}): get the file anew") from error
    for column in ("uri", "text"):
        if column not in names:
            raise CollectError(
                f"missing {column}", f'{place}: column "{column}" is missing (there are: {", ".join(names)}): add it'
            )
    number = 0
    try:
        for batch in table.iter_batches(batch_size=ROWS):
            for row in batch.to_pylist():
                number += 1
                yield _held(row, number, place)
    except (pa.ArrowException, OSError) as error:
        first = str(error).splitlines()[0]
        detail = f"{place} cannot be read on after row {number} ({first}): get the file anew"
        raise CollectError("damaged", detail) from error


def _held(row: dict[str, Any], number: int, place: str) -> Held:
    uri = row.get("uri")
    if not isinstance(uri, str) or not uri.strip():
        detail = f'{place} row {number}: column "uri" is empty or no text: give every document a name of its own'
        return Held(number=number, fault=("missing uri", detail))
    return Held(number=number, uri=uri, data=msgspec.json.encode(row, enc_hook=str))
