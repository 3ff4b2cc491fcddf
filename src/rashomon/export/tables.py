"""Writing every table and view of a record into a folder, one file each."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from rashomon.errors import UsageError
from rashomon.export import csv, jsonl, parquet
from rashomon.record import store, views
from rashomon.record.order import ORDER
from rashomon.record.reader import Record


class Format(NamedTuple):
    """How a format is written.

    Attributes:
        suffix: Ending of its files.
        options: Options of DuckDB's ``COPY``.
        select: From columns and their types to what is selected.
        about: What it gives.
    """

    suffix: str
    options: str
    select: Callable[[dict[str, str]], str]
    about: str


FORMATS: dict[str, Format] = {
    "jsonl": Format(jsonl.SUFFIX, jsonl.OPTIONS, jsonl.select, "every table as JSON lines, in a folder"),
    "parquet": Format(parquet.SUFFIX, parquet.OPTIONS, parquet.select, "every table as Parquet, in a folder"),
    "csv": Format(csv.SUFFIX, csv.OPTIONS, csv.select, "every table as CSV, in a folder"),
}
"""Formats by name; a new one is a module beside these and a line here."""

MOST_COVERAGE = 5_000_000
"""Events times outlets up to which the whole coverage is written."""


def write(record: Record, to: str, target: Path) -> list[Path]:
    """Write every table and view of the contract into a folder.

    Args:
        record: The record.
        to: One of :data:`FORMATS`.
        target: The folder; made when it is not there.

    Returns:
        The files.
    """
    _check(target)
    form = FORMATS[to]
    with store.told(record.path, "export"):
        target.mkdir(parents=True, exist_ok=True)
        waiting = Path(tempfile.mkdtemp(dir=target, prefix=".export-"))
        try:
            names = [f"{name}{form.suffix}" for name in views.CONTRACT]
            for table, name in zip(views.CONTRACT, names, strict=True):
                _write(record, table, form, waiting / name)
            for name in names:
                (waiting / name).replace(target / name)
        finally:
            shutil.rmtree(waiting, ignore_errors=True)
    return [target / name for name in names]


def _write(record: Record, table: str, form: Format, path: Path) -> None:
    described = record.connection.execute(f"DESCRIBE SELECT * FROM {table}").fetchall()
    columns = {row[0]: row[1] for row in described}
    quoted = str(path).replace("'", "''")
    rows = f"SELECT * FROM {table}{coverage_limit(record) if table == 'coverage' else ''} ORDER BY {ORDER[table]}"
    record.connection.execute(f"COPY (SELECT {form.select(columns)} FROM ({rows})) TO '{quoted}' ({form.options})")


def coverage_limit(record: Record) -> str:
    """What is left out of the coverage of a large record: outlets without a telling, for events that one account alone tells.

    The view has a row or more for every event and every outlet: a thousand outlets and fifty thousand events make fifty million.
    """
    [row] = record.query("SELECT (SELECT count(*) FROM events) * (SELECT count(DISTINCT outlet) FROM documents) AS n")
    if row["n"] <= MOST_COVERAGE:
        return ""
    return " WHERE status = 'told' OR event_id IN (SELECT event_id FROM events WHERE n_accounts > 1)"


def _check(folder: Path) -> None:
    """See that nothing of anyone else's would come to lie among the tables."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f'"{folder}" is a file: name a folder for the tables')
    if not folder.is_dir():
        return
    ours = {f"{name}{form.suffix}" for name in views.CONTRACT for form in FORMATS.values()}
    foreign = sorted(
        entry.name for entry in folder.iterdir() if entry.name not in ours and not entry.name.startswith(".")
    )
    if foreign:
        raise UsageError(f'folder "{folder}" holds "{foreign[0]}", which is no export: name a new or empty folder')
