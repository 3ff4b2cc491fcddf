"""Comparing records."""

from pathlib import Path
from typing import Any

from rashomon.record import schema
from rashomon.record.reader import Record

Tables = dict[str, list[Any]]


def tables(path: Path | str, *without: str) -> Tables:
    """All rows of a record by table, in one order; runs differ from build to build and are left out."""
    out: Tables = {}
    with Record(path) as record:
        for name, group in schema.SCHEMAS.items():
            for table in group:
                if table not in ("runs", *without):
                    out[table] = record.query(f"SELECT * FROM {name}.{table} ORDER BY ALL")
    return out
