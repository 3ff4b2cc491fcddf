"""The database schema, derived from the rows: a field is a column, its annotation the column's type."""

import types
from datetime import date
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

import duckdb
import msgspec

from rashomon.model import LINKING, READING
from rashomon.record.keeping import KEEPING

VERSION = 3
"""Version of the schema; a change of tables or columns raises it and adds a step to :mod:`rashomon.record.migrations`."""
APPLICATION = "rashomon"
SCHEMAS: dict[str, dict[str, type]] = {"_reading": READING, "_linking": LINKING, "_keeping": KEEPING}
"""Tables by schema. The names begin with an underscore so that no file name (which DuckDB makes a catalog) meets them."""
PLAIN = {str: "VARCHAR", int: "INTEGER", float: "DOUBLE", bool: "BOOLEAN", date: "DATE"}


def table_of(row: type) -> str:
    """Qualified name of the table that holds rows of a type.

    Args:
        row: A class of :mod:`rashomon.model` or :mod:`rashomon.record.keeping`.
    """
    table = _tables().get(row)
    if table is None:
        raise TypeError(f"{row.__name__} is no row of a table: use one of rashomon.model")
    return table


@cache
def _tables() -> dict[type, str]:
    return {row: f"{schema}.{name}" for schema, tables in SCHEMAS.items() for name, row in tables.items()}


@cache
def columns(row: type) -> dict[str, str]:
    """Columns of a class of rows with their DuckDB types, in order.

    Args:
        row: A ``msgspec.Struct``.
    """
    hints = get_type_hints(row)
    return {field.name: column_type(hints[field.name]) for field in msgspec.structs.fields(row)}


def column_type(annotation: Any) -> str:  # noqa: ANN401 - annotations have no common type
    """DuckDB type of an annotation: lists and structs are native, a dictionary is JSON.

    Args:
        annotation: The annotation of a field.

    Raises:
        TypeError: No column type stands for it.
    """
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (types.UnionType, Union):
        inner = [argument for argument in arguments if argument is not types.NoneType]
        if len(inner) == 1:
            return column_type(inner[0])
    elif origin is list:
        return f"{column_type(arguments[0])}[]"
    elif origin is dict:
        return "JSON"
    elif annotation in PLAIN:
        return PLAIN[annotation]
    elif isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        inner_types = columns(annotation)
        return f"STRUCT({', '.join(f'{quoted(name)} {kind}' for name, kind in inner_types.items())})"
    raise TypeError(f"no column type stands for {annotation!r}: use text, numbers, days, lists, rows or dictionaries")


def quoted(name: str) -> str:
    """A name as SQL writes it ("values" is a word of SQL and a column of ours)."""
    return '"' + name.replace('"', '""') + '"'


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """Make all tables in an empty record, and note the version."""
    for schema, tables in SCHEMAS.items():
        connection.execute(f"CREATE SCHEMA {schema}")
        for name, row in tables.items():
            body = ", ".join(f"{quoted(column)} {kind}" for column, kind in columns(row).items())
            connection.execute(f"CREATE TABLE {schema}.{name} ({body})")
    connection.execute("CREATE TABLE _keeping.meta (key VARCHAR, value VARCHAR)")
    connection.execute("INSERT INTO _keeping.meta VALUES ('application', ?)", [APPLICATION])
    set_meta(connection, "schema_version", str(VERSION))


def complete(connection: duckdb.DuckDBPyConnection) -> None:
    """Add the tables and columns that an earlier version of the schema lacked; what they hold stays as it is."""
    for schema, tables in SCHEMAS.items():
        for name, row in tables.items():
            body = ", ".join(f"{quoted(column)} {kind}" for column, kind in columns(row).items())
            connection.execute(f"CREATE TABLE IF NOT EXISTS {schema}.{name} ({body})")
            for column, kind in columns(row).items():
                connection.execute(f"ALTER TABLE {schema}.{name} ADD COLUMN IF NOT EXISTS {quoted(column)} {kind}")


def meta(connection: duckdb.DuckDBPyConnection, key: str) -> str | None:
    """A value that the record keeps about itself, or None."""
    found = connection.execute("SELECT value FROM _keeping.meta WHERE key = ?", [key]).fetchone()
    return found[0] if found else None


def set_meta(connection: duckdb.DuckDBPyConnection, key: str, value: str | None) -> None:
    """Keep a value, or drop it with None."""
    connection.execute("DELETE FROM _keeping.meta WHERE key = ?", [key])
    if value is not None:
        connection.execute("INSERT INTO _keeping.meta VALUES (?, ?)", [key, value])
