"""Writing a record's tables into a folder."""

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
    """

    suffix: str
    options: str
    select: Callable[[dict[str, str]], str]


FORMATS: dict[str, Format] = {
    "jsonl": Format(jsonl.SUFFIX, jsonl.OPTIONS, jsonl.select),
    "parquet": Format(parquet.SUFFIX, parquet.OPTIONS, parquet.select),
    "csv": Format(csv.SUFFIX, csv.OPTIONS, csv.select),
}
"""Formats by name; a new one is a module beside these and a line here."""


def export(record: Record, to: str, folder: Path | str) -> list[Path]:
    """Write every table and view of the contract into a folder.

    Files of an earlier export are replaced, all at the end: what stood there stays whole if anything goes wrong. Nothing else
    in the folder is touched.

    Args:
        record: The record.
        to: One of :data:`FORMATS`.
        folder: The folder; made when it is not there.

    Returns:
        The files.

    Raises:
        UsageError: No such format; or the folder is a file, or holds other things than exports.
        RecordError: A file cannot be written.
    """
    if to not in FORMATS:
        raise UsageError(f'format "{to}" is not known: use one of {", ".join(FORMATS)}')
    target = Path(folder)
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
    record.connection.execute(
        f"COPY (SELECT {form.select(columns)} FROM (SELECT * FROM {table} ORDER BY {ORDER[table]})) TO '{quoted}' ({form.options})"
    )


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
