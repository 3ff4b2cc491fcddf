"""What lies beside a record: made or written by those who read it in the browser, under the record's name and these endings."""

import csv
import os
import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path

PAGES = ".pages"
"""An index of the pages; holds nothing that is not in the record, and is made anew when needed."""
JUDGEMENTS = ".judgements.sqlite"
"""What readers judged."""
ADDED = ".added"
"""A folder of the documents that readers added."""
SOURCES = "sources.csv"


def named(record: Path, ending: str) -> Path:
    """The file or folder beside a record."""
    return record.with_name(record.name + ending)


def forget(record: Path, uris: Collection[str]) -> None:
    """Take what tells of documents out of what lies beside a record, their words in unused pages of the files included.

    Args:
        record: The record.
        uris: The documents.
    """
    named(record, PAGES).unlink(missing_ok=True)
    judged = named(record, JUDGEMENTS)
    if judged.exists():
        with closing(sqlite3.connect(judged, timeout=30, isolation_level=None)) as connection:
            connection.execute("PRAGMA secure_delete = ON")
            connection.executemany(
                "DELETE FROM judgements WHERE left_uri = ?1 OR right_uri = ?1", [(uri,) for uri in uris]
            )
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    folder = named(record, ADDED)
    table = folder / SOURCES
    if not table.exists():
        return
    with table.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        columns, rows = list(reader.fieldnames or []), list(reader)
    gone = {row["file"] for row in rows} & set(uris)
    if not gone:
        return
    for name in sorted(gone):
        (folder / name).unlink(missing_ok=True)
    making = table.with_name(f".{SOURCES}.{os.getpid()}")
    with making.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns)
        writer.writeheader()
        writer.writerows(row for row in rows if row["file"] not in gone)
    making.replace(table)
