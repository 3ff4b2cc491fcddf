"""Parquet: native lists and structs."""

from rashomon.record.schema import quoted

SUFFIX = ".parquet"
OPTIONS = "FORMAT parquet, COMPRESSION zstd"


def select(columns: dict[str, str]) -> str:
    """What is selected for each column, given with its DuckDB type: the column as it is, JSON as plain text."""
    return ", ".join(
        f"{quoted(name)}::VARCHAR AS {quoted(name)}" if kind == "JSON" else quoted(name)
        for name, kind in columns.items()
    )
