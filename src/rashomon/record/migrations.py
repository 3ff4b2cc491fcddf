"""From the schema of an earlier program to this one's, one version at a time."""

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb

from rashomon.errors import RecordError
from rashomon.record import schema, store, views
from rashomon.record.lock import locked

Step = Callable[[duckdb.DuckDBPyConnection], None]

STEPS: dict[int, Step] = {1: schema.complete, 2: schema.complete}
"""What leads from version n to n + 1, by n. A step changes tables only; views are made anew after the last one."""


def check(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """See that an opened file is a record of this program's version.

    Args:
        connection: The opened file.
        path: Its name, for the error.

    Raises:
        RecordError: It is no record, or one of another version; the error says what to do.
    """
    version = version_of(connection, path)
    if version > schema.VERSION:
        raise RecordError(
            f'record "{path}" has schema version {version}, this program knows {schema.VERSION}: install a newer rashomon'
        )
    if version < schema.VERSION:
        remedy = f"run rashomon migrate {path}" if _reaches(version) else "build it anew from the texts"
        raise RecordError(
            f'record "{path}" has schema version {version}, this program writes {schema.VERSION}: {remedy}'
        )


def version_of(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    """Schema version of an opened record.

    Raises:
        RecordError: The file holds another database, or is damaged.
    """
    try:
        application, version = schema.meta(connection, "application"), schema.meta(connection, "schema_version")
    except duckdb.Error as error:
        if store.broken(error):
            raise damaged(path, error) from error
        application = version = None
    if application != schema.APPLICATION or version is None or not version.isdecimal():
        raise RecordError(f'"{path}" is a database, but no record: name a record that rashomon build made')
    return int(version)


def damaged(path: Path, error: duckdb.Error) -> RecordError:
    """What is said of a file whose blocks cannot be read."""
    return RecordError(f'record "{path}" cannot be read ({store.first_line(error)}): {store.MEND}')


def migrate(path: Path) -> tuple[int, int]:
    """Bring a record to this program's schema version; the old file is kept as ``RECORD.v<n>``.

    Args:
        path: The record.

    Returns:
        The versions before and after.

    Raises:
        RecordError: It is no record, of a newer version, or no step leads on from its version.
    """
    with locked(path), store.told(path, "migration"):
        connection = store.connect(path, read_only=True)
        try:
            before = version_of(connection, path)
            if before == schema.VERSION:
                return before, before
            if before > schema.VERSION or not _reaches(before):
                check(connection, path)
        finally:
            connection.close()
        kept, beside = path.with_name(f"{path.name}.v{before}"), path.with_name(f"{path.name}.migrating")
        shutil.copyfile(path, beside)
        try:
            _migrate(beside, before)
            shutil.copyfile(path, kept)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
            beside.with_name(beside.name + ".wal").unlink(missing_ok=True)
    return before, schema.VERSION


def _migrate(path: Path, version: int) -> None:
    connection = store.connect(path, read_only=False)
    try:
        with store.transaction(connection):
            for step in range(version, schema.VERSION):
                STEPS[step](connection)
            schema.set_meta(connection, "schema_version", str(schema.VERSION))
            views.create(connection)
            views.derive(connection)
        connection.execute(f"CHECKPOINT {store.CATALOG}")
    finally:
        connection.close()


def _reaches(version: int) -> bool:
    return all(step in STEPS for step in range(version, schema.VERSION))
