"""CSV (RFC 4180): lists and structs as JSON text in a cell."""

from rashomon.record.schema import quoted

SUFFIX = ".csv"
OPTIONS = "FORMAT csv, HEADER, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR '', DATEFORMAT '%Y-%m-%d'"


def select(columns: dict[str, str]) -> str:
    """What is selected for each column, given with its DuckDB type: nested columns as JSON text."""
    return ", ".join(_cell(name, kind) for name, kind in columns.items())


def _cell(name: str, kind: str) -> str:
    nested = kind.endswith("[]") or kind.startswith(("STRUCT", "MAP")) or kind == "JSON"
    return f"to_json({quoted(name)})::VARCHAR AS {quoted(name)}" if nested else quoted(name)
