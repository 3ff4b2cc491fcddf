"""W3C Web Annotations (JSON-LD): every row that has a passage, as an annotation on its document.

A target has a TextPositionSelector and a TextQuoteSelector with prefix and suffix (*Web Annotation Data Model*, W3C 2017). Positions
count Unicode code points, as that recommendation asks and as the record does; JavaScript counts UTF-16 units. They count in the text as
the record holds it (``documents.text``); on a page of the web the quotation finds the place.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from rashomon.export.files import Choices
from rashomon.record import views
from rashomon.record.order import ORDER
from rashomon.record.reader import Record

AROUND = 32
"""Code points of prefix and suffix."""
SPAN = {"document_id", "start_char", "end_char"}
LEFT_OUT = {"sentences", "shared_passages", "superseded_documents", "arguments"}
"""Tables that have passages, and are parts of others or say nothing of them."""
_PLAIN = (str, int, float, bool)


def write(record: Record, path: Path, to: str, choices: Choices) -> None:
    """Write one annotation page, row by row.

    Args:
        record: The record.
        path: The file.
        to: ``webannotation``.
        choices: Not used.
    """
    del to, choices
    with path.open("wb") as file:
        file.write(
            b'{"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:rashomon:annotations","type":"AnnotationPage","items":['
        )
        separator = b"\n"
        for annotation in annotations(record):
            file.write(separator + msgspec.json.encode(annotation))
            separator = b",\n"
        file.write(b"\n]}\n")


def annotations(record: Record) -> Iterator[dict[str, Any]]:
    """Annotations of every table that has passages, table by table.

    Args:
        record: The record.
    """
    for name in views.CONTRACT:
        columns = [row["column_name"] for row in record.query(f"DESCRIBE SELECT * FROM {name}")]
        if name in LEFT_OUT or not set(columns) >= SPAN:
            continue
        key = next((column for column in columns if column == f"{name.removesuffix('s')}_id"), None)
        for row in record.rows(
            f"""SELECT t.*, d.url AS _url, substr(d.text, t.start_char + 1, t.end_char - t.start_char) AS _exact,
                substr(d.text, greatest(t.start_char - {AROUND}, 0) + 1, least(t.start_char, {AROUND})) AS _prefix,
                substr(d.text, t.end_char + 1, {AROUND}) AS _suffix
            FROM (SELECT *, row_number() OVER (ORDER BY {ORDER[name]}) AS _row FROM {name}) t JOIN documents d USING (document_id)
            ORDER BY t._row"""
        ):
            yield _annotation(
                name, row[key] if key else f"{row['document_id']}:{row['start_char']}-{row['end_char']}", columns, row
            )


def _annotation(table: str, name: str, columns: list[str], row: dict[str, Any]) -> dict[str, Any]:
    told = [
        (column, row[column])
        for column in columns
        if column not in SPAN and column not in ("text", f"{table.removesuffix('s')}_id") and isinstance(row[column], _PLAIN)
        and not column.endswith("_char")
    ]  # fmt: skip
    return {
        "id": f"urn:rashomon:{table}:{name}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": [
            {"type": "TextualBody", "purpose": "classifying", "value": table},
            *({"type": "TextualBody", "purpose": "tagging", "value": f"{column}: {value}"} for column, value in told),
        ],
        "target": {
            "source": row["_url"] or f"urn:rashomon:documents:{row['document_id']}",
            "selector": [
                {"type": "TextPositionSelector", "start": row["start_char"], "end": row["end_char"]},
                {
                    "type": "TextQuoteSelector",
                    "exact": row["_exact"],
                    "prefix": row["_prefix"],
                    "suffix": row["_suffix"],
                },
            ],
        },
    }
