"""An Excel workbook, written row by row: a sheet for each table that people look at, nothing that runs.

Text is text: no formula, no link, no number is made of it. What is longer than a cell holds is cut and says so; the texts of documents
are left to the other formats.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from rashomon.export import tellings
from rashomon.export.files import Choices
from rashomon.record.order import ORDER
from rashomon.record.reader import Record
from rashomon.views.overview import NOTE

LONGEST = 32_767
"""Signs that a cell holds; beyond them Excel calls the file damaged."""
MOST_ROWS = 1_048_575
"""Rows of a sheet below its heading; what is more goes on in a further sheet."""
CUT = " … [cut: the cell holds no more]"
TABLES = (
    "events",
    "documents",
    "actors",
    "places",
    "coverage",
    "attributions",
    "figures",
    "claims",
    "relations",
    "namings",
    "skipped",
)
"""Tables that become sheets beside the tellings and differences; empty ones are left out."""
WITHOUT = {"documents": ("text", "extra")}

DIFFERENCES = """
SELECT d.event_id, e.title, d.aspect, d.status, d.reason, d.across, v."value", v.low, v.high, v.earliest, v.latest, v.as_of, v.voice,
    v.source_kind, (SELECT string_agg(DISTINCT coalesce(a.outlet, a.uri), '; ' ORDER BY coalesce(a.outlet, a.uri)) FROM documents a
        WHERE list_contains(v.account_ids, a.document_id)) AS outlets, len(v.account_ids) AS n_accounts
FROM (SELECT * EXCLUDE ("values"), unnest("values") AS v FROM differences) d JOIN events e USING (event_id)
ORDER BY e.earliest NULLS LAST, e.title, d.event_id, d.across, d.aspect, v."value", v.voice, v.as_of NULLS LAST
"""


def write(record: Record, path: Path, to: str, choices: Choices) -> None:
    """Write the workbook.

    Args:
        record: The record.
        path: The file.
        to: ``xlsx``.
        choices: Not used.
    """
    import xlsxwriter

    del to, choices
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "nan_inf_to_errors": True,
        "tmpdir": str(path.parent),
    }  # fmt: skip
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": datetime(1980, 1, 1)})  # noqa: DTZ001 - the same bytes whenever it is written
        head, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        _sheet(book, head, day, "about", ["about", "value"], _about(record))
        _sheet(book, head, day, "tellings", list(tellings.COLUMNS), tellings.rows(record))
        _query(book, head, day, "differences", record, DIFFERENCES)
        for name in TABLES:
            if len(record.table(name)):
                _query(
                    book, head, day, name, record, f"SELECT {_columns(record, name)} FROM {name} ORDER BY {ORDER[name]}"
                )


def _about(record: Record) -> Iterator[list[object]]:
    yield ["note", NOTE]
    for name in ("documents", "events", "event_mentions", "differences"):
        yield [name, len(record.table(name))]
    for column, made in tellings.COLUMNS.items():
        yield [f"tellings.{column}", made.replace("`", "")]


def _columns(record: Record, name: str) -> str:
    """Columns of a table, lists joined by semicolons."""
    out = []
    for row in record.query(f"DESCRIBE SELECT * FROM {name}"):
        column, kind = f'"{row["column_name"]}"', row["column_type"]
        if row["column_name"] not in WITHOUT.get(name, ()):
            out.append(
                f"array_to_string({column}, '; ') AS {column}"
                if kind == "VARCHAR[]"
                else f"{column}::VARCHAR AS {column}"
                if "[" in kind
                else column
            )
    return ", ".join(out)


def _query(book: Any, head: Any, day: Any, name: str, record: Record, sql: str) -> None:  # noqa: ANN401 - the writer has no types
    columns = [row["column_name"] for row in record.query(f"DESCRIBE {sql}")]
    _sheet(book, head, day, name, columns, (list(row.values()) for row in record.rows(sql)))


def _sheet(book: Any, head: Any, day: Any, name: str, columns: list[str], rows: Iterable[list[object]]) -> None:  # noqa: ANN401
    sheet, part, at = None, 1, MOST_ROWS
    for values in _or_none(rows):
        if at == MOST_ROWS:
            sheet = book.add_worksheet(name if part == 1 else f"{name} {part}")
            sheet.freeze_panes(1, 0)
            for column, title in enumerate(columns):
                sheet.write_string(0, column, title, head)
            part, at = part + 1, 0
        if values is not None:
            at += 1
            for column, value in enumerate(values):
                _cell(sheet, at, column, value, day)


def _or_none(rows: Iterable[list[object]]) -> Iterator[list[object] | None]:
    """The rows, or None once where there are none: the sheet still has its heading."""
    empty = True
    for row in rows:
        empty = False
        yield row
    if empty:
        yield None


def _cell(sheet: Any, row: int, column: int, value: object, day: Any) -> None:  # noqa: ANN401 - the writer has no types
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif isinstance(value, date) and value.year > 1900:
        sheet.write_datetime(row, column, value, day)
    else:
        text = str(value)
        sheet.write_string(row, column, text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT)
