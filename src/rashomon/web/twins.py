"""The twins of each page: the same rows as JSON and as CSV."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

FORMS = {"json": "application/json", "csv": "text/csv; charset=utf-8; header=present"}
FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
"""Signs at the beginning of a cell that a spreadsheet might act on (and the sign that keeps it from doing so)."""


def as_json(data: object) -> bytes:
    """A page's data as JSON, as the command line's ``--json`` gives it."""
    return msgspec.json.format(msgspec.json.encode(data), indent=1) + b"\n"


def as_csv(rows: Sequence[object]) -> bytes:
    """Rows as CSV (RFC 4180, UTF-8, with a header); lists and structs are JSON in a cell, what is missing is an empty cell.

    A text that begins with a sign of :data:`FORMULA` gets an apostrophe before it; taking off one apostrophe gives it back.
    """
    plain = [msgspec.to_builtins(row, builtin_types=(date,)) for row in rows]
    columns = list(dict.fromkeys(name for row in plain for name in row))
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(row.get(name)) for name in columns] for row in plain)
    return out.getvalue().encode("utf-8", "replace")


def _cell(value: Any) -> object:  # noqa: ANN401 - whatever a line holds
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict):
        return msgspec.json.encode(value).decode()
    if isinstance(value, str) and value.startswith(FORMULA):
        return "'" + value
    return value
