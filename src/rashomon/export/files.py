"""Formats that are one file: which there are, and how a file comes to its place."""

import importlib
import tempfile
from pathlib import Path
from typing import NamedTuple

from rashomon.errors import UsageError
from rashomon.knowledge import Knowledge
from rashomon.record import store
from rashomon.record.reader import Record


class Choices(NamedTuple):
    """What the user chose.

    Attributes:
        knowledge: Tables.
        best_rule: How to settle on one number of dead, or None.
        excel: Whether a text table begins with a byte-order mark.
    """

    knowledge: Knowledge
    best_rule: str | None
    excel: bool


class FileFormat(NamedTuple):
    """A format that is one file.

    Attributes:
        module: The module whose ``write(record, path, to, choices)`` writes it.
        suffixes: Endings that such a file may have; the first is the one to propose.
        about: What it gives.
    """

    module: str
    suffixes: tuple[str, ...]
    about: str


FILES: dict[str, FileFormat] = {
    "tellings": FileFormat(
        "tellings",
        (".csv",),
        "a row for each event, account, holder and aspect, and for each claim, with value and passage (CSV)",
    ),
    "xlsx": FileFormat("xlsx", (".xlsx",), "an Excel workbook: tellings, differences, events and more"),
    "sqlite": FileFormat(
        "sqlite", (".sqlite", ".db", ".sqlite3"), "a SQLite database with full-text search, for Datasette and others"
    ),
    "dossier": FileFormat("dossier", (".html", ".htm"), "one HTML page for reading, printing and handing on"),
    "graphml": FileFormat("graphml", (".graphml",), "who does what to whom, for Gephi, networkx, igraph"),
    "webannotation": FileFormat("webannotation", (".jsonld", ".json"), "W3C Web Annotations (JSON-LD)"),
    "polecat": FileFormat("field", (".txt", ".tsv"), "tellings in POLECAT's 40 columns"),
    "icews": FileFormat("field", (".tab", ".tsv", ".txt"), "tellings in ICEWS's 20 columns"),
    "ged": FileFormat("field", (".csv",), "events with dead in UCDP GED's 49 columns"),
    "acled": FileFormat("field", (".csv",), "events in ACLED's 31 columns"),
}
"""Formats by name."""
FILES_ABOUT = {name: form.about for name, form in FILES.items()}
RULED = ("ged", "acled")
"""Formats that have a column for one number of dead."""


def write(record: Record, to: str, target: Path, choices: Choices) -> Path:
    """Write one file; one that stood there is replaced when the new one is whole.

    Args:
        record: The record.
        to: One of :data:`FILES`.
        target: The file.
        choices: What the user chose.

    Returns:
        The file.

    Raises:
        UsageError: The target is a folder, or is named like something else.
        RecordError: The file cannot be written.
    """
    form = FILES[to]
    if target.is_dir():
        raise UsageError(
            f'"{target}" is a folder, and --to {to} makes one file: name it {target / (to + form.suffixes[0])}'
        )
    if target.suffix.lower() not in form.suffixes:
        raise UsageError(f'"{target}" is no name for --to {to}: let it end in {" or ".join(form.suffixes)}')
    if not target.parent.is_dir():
        raise UsageError(f'folder "{target.parent}" is not there: make it first')
    module = importlib.import_module(f"rashomon.export.{form.module}")
    with (
        store.told(record.path, "export"),
        tempfile.TemporaryDirectory(dir=target.parent, prefix=".export-") as waiting,
    ):
        path = Path(waiting) / target.name
        module.write(record, path, to, choices)
        path.replace(target)
    return target
