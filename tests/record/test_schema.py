"""The schema is derived from the rows."""

from datetime import date
from typing import Any

import pytest
from msgspec import Struct

from rashomon.model import LINKING, READING, Document, Evidence
from rashomon.record import schema, store
from rashomon.record.keeping import KEEPING


class Inner(Struct):
    """A part of a row."""

    value: float | None
    at: date


@pytest.mark.parametrize(
    ("annotation", "kind"),
    [
        (str, "VARCHAR"),
        (str | None, "VARCHAR"),
        (int, "INTEGER"),
        (float | None, "DOUBLE"),
        (bool, "BOOLEAN"),
        (date | None, "DATE"),
        (list[str], "VARCHAR[]"),
        (list[list[int]], "INTEGER[][]"),
        (dict[str, Any] | None, "JSON"),
        (Inner, 'STRUCT("value" DOUBLE, "at" DATE)'),
        (list[Inner], 'STRUCT("value" DOUBLE, "at" DATE)[]'),
    ],
)
def test_annotation_gives_type(annotation: Any, kind: str) -> None:
    """Each annotation that rows use has a column type of its own; lists and structs are native."""
    assert schema.column_type(annotation) == kind


@pytest.mark.parametrize("annotation", [int | str, set[str], object])
def test_unknown_annotation_is_refused(annotation: Any) -> None:
    """A field that no column can hold is an error when the schema is made, not when rows are written."""
    with pytest.raises(TypeError, match="no column type"):
        schema.column_type(annotation)


def test_every_row_has_its_table(empty: schema.duckdb.DuckDBPyConnection) -> None:
    """Each class of rows has a table with one column for each field, in order and type."""
    for name, tables in schema.SCHEMAS.items():
        for table, row in tables.items():
            described = empty.execute(f"DESCRIBE {store.CATALOG}.{name}.{table}").fetchall()
            assert [column[0] for column in described] == list(schema.columns(row))
    assert set(schema.SCHEMAS["_reading"]) == set(READING)
    assert set(schema.SCHEMAS["_linking"]) == set(LINKING)
    assert set(schema.SCHEMAS["_keeping"]) == set(KEEPING)


def test_table_of_a_row() -> None:
    """A row knows its table; what is only part of a row has none."""
    assert schema.table_of(Document) == "_reading.documents"
    with pytest.raises(TypeError, match="Evidence is no row"):
        schema.table_of(Evidence)


def test_meta_is_kept_and_dropped(empty: schema.duckdb.DuckDBPyConnection) -> None:
    """What a record keeps about itself can be set, replaced and dropped."""
    schema.set_meta(empty, "word", "one")
    schema.set_meta(empty, "word", "two")
    assert schema.meta(empty, "word") == "two"
    schema.set_meta(empty, "word", None)
    assert schema.meta(empty, "word") is None
    assert schema.meta(empty, "schema_version") == str(schema.VERSION)
