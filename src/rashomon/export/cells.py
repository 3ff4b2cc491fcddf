"""Cells of text tables: what spreadsheets would take for a formula is marked, and the mark can be taken off again.

A program that opens CSV runs what begins with ``=``, ``+``, ``-`` or ``@`` (also behind a tab or a carriage return) as a formula
(OWASP, *CSV injection*). Texts of outlets are hostile, so such text gets an apostrophe before it; text that itself begins with an
apostrophe gets one more. Whoever reads a table with a program takes off one leading apostrophe of each cell, and has what
the record holds. Numbers stay as they are: -33.9 is a latitude.
"""

import csv
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
_MARK = "'"
_CODES = ", ".join(str(ord(sign)) for sign in FORMULA)
_BREAKS = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


def escaped(text: str) -> str:
    """Text that no spreadsheet runs.

    Args:
        text: What the record holds.
    """
    return _MARK + text if text.startswith(FORMULA) else text


def unescaped(cell: str) -> str:
    """What the record holds, from a cell that :func:`escaped` made."""
    return cell.removeprefix(_MARK)


def cell(value: object) -> str:
    """A value as text of a cell: NULL is empty, days are ``YYYY-MM-DD``, whole numbers have no point, text is escaped.

    Args:
        value: Text, number, day, truth value or None.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number(value)
    if isinstance(value, int | date):
        return str(value)
    return escaped(str(value))


def sql(name: str, kind: str) -> str:
    """The same in SQL.

    Args:
        name: A column, quoted.
        kind: Its DuckDB type.
    """
    if kind == "DOUBLE":
        return f"regexp_replace({name}::VARCHAR, '\\.0$', '')"
    if kind == "VARCHAR":
        return f"CASE WHEN ord({name}) IN ({_CODES}) THEN chr({ord(_MARK)}) || {name} ELSE {name} END"
    return name


def number(value: float) -> str:
    """A number in plain digits, without a point where it is whole."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def one_line(text: str) -> str:
    """Text without tabs and line ends, as tab-separated tables need it."""
    return _BREAKS.sub(" ", text)


def write(
    path: Path, columns: Iterable[str], rows: Iterable[Iterable[object]], *, tabs: bool = False, bom: bool = False
) -> int:
    """Write a text table, row by row.

    Args:
        path: The file.
        columns: Names of the columns.
        rows: Values, as many in each row as there are columns.
        tabs: Separate by tabs, with no tab or line end inside a cell; else RFC 4180 with commas.
        bom: Begin with a byte-order mark, by which Excel sees that the text is UTF-8.

    Returns:
        The number of rows.
    """
    count = 0
    with path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t" if tabs else ",", lineterminator="\n")
        writer.writerow(columns)
        for row in rows:
            cells = (cell(value) for value in row)
            writer.writerow(map(one_line, cells) if tabs else cells)
            count += 1
    return count
