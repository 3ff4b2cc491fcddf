"""A record as a folder of Parquet tables, as a cluster leaves it: the same tables and views, read by every verb.

``RECORD/rashomon.json`` says that it is a record and of which schema version; ``RECORD/<schema>/<table>/*.parquet`` hold the rows, in
a part of the folder if ``rashomon.json`` names one, as it does for a record that was built at an address.
"""

from collections.abc import Iterable
from pathlib import Path

import duckdb
import msgspec

from rashomon.errors import RecordError, UsageError
from rashomon.record import schema, store, views

NAME = "rashomon.json"
META = {"key": "VARCHAR", "value": "VARCHAR"}
DERIVED = "_derived/participants"


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """What tells a record from any folder.

    Attributes:
        application: ``rashomon``.
        schema_version: As for :data:`rashomon.record.schema.VERSION`.
        part: The folder below it where the tables lie; empty where they lie beside the mark.
    """

    application: str = schema.APPLICATION
    schema_version: int = schema.VERSION
    part: str = ""


def is_folder(path: Path) -> bool:
    """Whether a path is a record in the form of a folder."""
    return (path / NAME).is_file()


def write(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write a record's tables as Parquet.

    Args:
        connection: The record.
        folder: Where they go; it must not be there yet.

    Raises:
        UsageError: The folder is there already.
    """
    if folder.exists():
        raise UsageError(f'"{folder}" is there already: name another folder, or remove it')
    write_tables(connection, folder, tables())
    seal(folder)


def write_tables(connection: duckdb.DuckDBPyConnection, folder: Path, names: Iterable[str]) -> None:
    """Write some of a record's tables as Parquet.

    Args:
        connection: The record.
        folder: Where they go.
        names: Names of :func:`tables`.
    """
    for name in names:
        part = folder / name / "part-0.parquet"
        part.parent.mkdir(parents=True)
        listed = ", ".join(map(schema.quoted, tables()[name]))
        connection.execute(
            f"COPY (SELECT {listed} FROM {name.replace('/', '.')} ORDER BY ALL) TO '{_literal(part)}' "
            "(FORMAT parquet, COMPRESSION zstd)"
        )


def seal(folder: Path) -> None:
    """Mark a folder as a record: the last thing that is written, so that half a record is none."""
    (folder / NAME).write_bytes(msgspec.json.encode(Mark()))


def connect(folder: Path) -> duckdb.DuckDBPyConnection:
    """Open a folder as the catalog ``record``; the tables stay where they are and are read as they are asked for.

    Args:
        folder: The folder.

    Raises:
        RecordError: It is no record, or of another schema version.
    """
    try:
        mark = marked((folder / NAME).read_bytes(), folder)
    except OSError as error:
        raise RecordError(f'folder "{folder}" is no record ({error}): name one that rashomon build made') from error
    tables_in = folder / mark.part
    connection = store.empty()
    try:
        for name, columns in tables().items():
            schema_name, table = name.split("/")
            connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema_name}")
            parts = sorted((tables_in / name).glob("*.parquet"))
            if name == DERIVED:
                continue
            if parts:
                cast = ", ".join(
                    f"{schema.quoted(column)}::{kind} AS {schema.quoted(column)}" for column, kind in columns.items()
                )
                files = ", ".join(f"'{_literal(part)}'" for part in parts)
                connection.execute(f"CREATE VIEW {schema_name}.{table} AS SELECT {cast} FROM read_parquet([{files}])")
            else:
                body = ", ".join(f"{schema.quoted(column)} {kind}" for column, kind in columns.items())
                connection.execute(f"CREATE TABLE {schema_name}.{table} ({body})")
        views.create(connection)
        files = f"'{_literal(tables_in / DERIVED)}/*.parquet'"
        connection.execute(f"INSERT INTO _derived.participants SELECT * FROM read_parquet({files})")
    except duckdb.Error as error:
        connection.close()
        detail = store.first_line(error)
        raise RecordError(f'record "{folder}" cannot be read ({detail}): write it anew, or copy it whole') from error
    return connection


def tables() -> dict[str, dict[str, str]]:
    """Stored tables as ``schema/table``, with their columns and DuckDB types."""
    found = {
        f"{name}/{table}": schema.columns(row) for name, group in schema.SCHEMAS.items() for table, row in group.items()
    }
    return {**found, "_keeping/meta": META, DERIVED: PARTICIPANTS}


PARTICIPANTS = {
    "event_mention_id": "VARCHAR",
    "actor_text": "VARCHAR",
    "recipient_text": "VARCHAR",
    "place_text": "VARCHAR",
    "actor_ids": "VARCHAR[]",
    "recipient_ids": "VARCHAR[]",
    "place_id": "VARCHAR",
    "time_id": "VARCHAR",
}
"""Columns of what views show of arguments and linking (:data:`rashomon.record.views.PARTICIPANTS`)."""


def marked(mark: bytes, name: Path | str) -> Mark:
    """The mark of a record that this version reads.

    Args:
        mark: What ``rashomon.json`` holds.
        name: The record, as the user named it.

    Raises:
        RecordError: It is no mark, or one of another schema version.
    """
    none = f'folder "{name}" is no record'
    try:
        found = msgspec.json.decode(mark, type=Mark)
    except msgspec.DecodeError as error:
        raise RecordError(f"{none} ({error}): name one that rashomon build made") from error
    if found.application != schema.APPLICATION or found.part != Path(found.part).name:
        raise RecordError(f"{none}: name one that rashomon build made")
    if found.schema_version != schema.VERSION:
        raise RecordError(
            f'record "{name}" has schema version {found.schema_version}, this program knows {schema.VERSION}: '
            "build it anew from the texts, or install the version that made it"
        )
    return found


def _literal(path: Path) -> str:
    return str(path).replace("'", "''")
