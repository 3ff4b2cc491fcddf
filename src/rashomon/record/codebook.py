"""The codebook: every table, view and column with its type and meaning, rendered from the rows' docstrings.

``python -m rashomon.record.codebook docs/codebook.md`` writes it; a test holds the committed file to it.
"""

import inspect
import re
import sys
from pathlib import Path

import duckdb

from rashomon.model import LINKING, READING, DifferenceValue, Evidence
from rashomon.record import schema, store, views
from rashomon.record.keeping import KEEPING

HEAD = """\
# Codebook

Every table and view of a record, and every column with its type and meaning. This file is generated from the program's rows
(`make docs`); do not edit it by hand.

Offsets (`start_char`, `end_char`) are half-open and count Unicode code points in `documents.text`: in R,
`substr(text, start_char + 1, end_char)`; in SQL, `substr(text, start_char + 1, end_char - start_char)`; in Python,
`text[start_char:end_char]`. What the texts do not give is NULL. Columns marked ↗ are joined in by the views from what was
found between documents.

In exports, JSON lines and Parquet hold lists and structs natively (in Parquet, columns of type JSON are text); CSV holds them as JSON
text in a cell. Days are written `YYYY-MM-DD`. In R: `arrow::read_parquet("out/events.parquet")`, or
`DBI::dbGetQuery(DBI::dbConnect(duckdb::duckdb(), "my.duckdb", read_only = TRUE), "SELECT * FROM events")`; in pandas:
`pandas.read_parquet("out/events.parquet")`. Forms without lists – one long table of tellings, Excel, SQLite – and the event tables of the
field have their columns explained in [export-columns.md](export-columns.md); [exports.md](exports.md) says how to choose.
"""

COVERAGE = "In which outlets' documents a telling of an event was found, and what was searched (a view)."
OLDER = "Older versions of documents: another text came later under the same uri. They are kept, and counted nowhere (a view)."
GROUPS: list[tuple[str, str, dict[str, type]]] = [
    ("Tables of reading", "Written once for a document, from that document alone.", READING),
    ("Tables of linking and comparing", "What lies between documents; made anew by each build.", LINKING),
]

_FIELD = re.compile(r"^(\w+):\s+(.*)$")


def descriptions(row: type) -> dict[str, str]:
    """Meaning of each column, from the ``Attributes`` section of a row's docstring (Google style).

    Args:
        row: A class of rows.

    Raises:
        ValueError: A column has no description, or a description no column.
    """
    found: dict[str, str] = {}
    section = (inspect.getdoc(row) or "").partition("Attributes:\n")[2]
    name = ""
    for line in section.splitlines():
        text = line.strip()
        if not text:
            break
        match = _FIELD.match(text) if line.startswith("    ") and not line.startswith("     ") else None
        if match:
            name = match[1]
            found[name] = match[2]
        else:
            found[name] += f" {text}"
    columns = schema.columns(row).keys()
    if columns != found.keys():
        odd = ", ".join(sorted(columns ^ found.keys()))
        raise ValueError(f"{row.__name__}: columns and descriptions differ in {odd}: mend the docstring")
    return found


def codebook() -> str:
    """The codebook, in Markdown."""
    with store.memory() as connection:
        parts = [HEAD]
        for title, about, tables in GROUPS:
            parts.append(f"## {title}\n\n{about}\n")
            parts.extend(_table(connection, name, row) for name, row in tables.items())
        parts.append("## Parts of `differences.values`\n")
        parts.extend(_struct(name, row) for name, row in (("values", DifferenceValue), ("values.evidence", Evidence)))
        parts.append("## Views\n")
        parts.append(
            _section("coverage", COVERAGE, _view_types(connection, "coverage"), views.VIEW_COLUMNS["coverage"], {})
        )
        types = _view_types(connection, "superseded_documents")
        joined = views.VIEW_COLUMNS["superseded_documents"]
        parts.append(_section("superseded_documents", OLDER, types, descriptions(READING["documents"]), joined))
        parts.append("## Tables of bookkeeping\n")
        parts.extend(_table(connection, name, row) for name, row in KEEPING.items() if name in views.CONTRACT)
    return "\n".join(parts)


def _table(connection: duckdb.DuckDBPyConnection, name: str, row: type) -> str:
    about = (inspect.getdoc(row) or "").partition("\n\nAttributes:")[0].replace("\n", " ")
    joined = views.VIEW_COLUMNS.get(name, {})
    return _section(name, about, _view_types(connection, name), descriptions(row), joined)


def _struct(name: str, row: type) -> str:
    about = (inspect.getdoc(row) or "").partition("\n\n")[0]
    return _section(name, about, schema.columns(row), descriptions(row), {})


def _section(name: str, about: str, types: dict[str, str], meanings: dict[str, str], joined: dict[str, str]) -> str:
    lines = [f"### `{name}`\n", f"{_code(about)}\n", "| column | type | meaning |", "| --- | --- | --- |"]
    for column, kind in types.items():
        meaning = meanings.get(column) or f"↗ {joined[column]}"
        lines.append(f"| `{column}` | {_type(kind)} | {_code(meaning)} |")
    return "\n".join(lines) + "\n"


def _view_types(connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, str]:
    rows = connection.execute(f"DESCRIBE SELECT * FROM {store.CATALOG}.main.{name}").fetchall()
    return {row[0]: row[1] for row in rows}


def _type(kind: str) -> str:
    return "STRUCT[] (below)" if kind.startswith("STRUCT") else kind


def _code(text: str) -> str:
    """Text of a docstring as Markdown in a table's cell."""
    return text.replace("``", "`").replace("|", "\\|")


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(codebook(), "utf-8")
