"""JSON lines: one object a line, every column in every line."""

from rashomon.record.schema import quoted

SUFFIX = ".jsonl"


def select(columns: dict[str, str]) -> str:
    """What is selected for each column, given with its DuckDB type: the column as it is."""
    return ", ".join(quoted(name) for name in columns)


OPTIONS = "FORMAT json, DATEFORMAT '%Y-%m-%d'"
