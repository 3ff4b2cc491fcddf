"""A database for one step of linking, apart from the record."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

_MEMORY = "40%"  # of the machine's, as the record's own has


@contextmanager
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty DuckDB in memory; what does not fit there waits in a folder that is removed at the end."""
    with tempfile.TemporaryDirectory(prefix=f"rashomon-{os.getpid()}-") as folder:
        connection = duckdb.connect(
            config={"temp_directory": folder, "memory_limit": _MEMORY, "preserve_insertion_order": False}
        )
        try:
            yield connection
        finally:
            connection.close()
