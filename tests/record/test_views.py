"""The views are the contract: columns of linking joined in, and what was searched for each event."""

from datetime import date

import duckdb
import pytest
from msgspec.structs import replace

from rashomon.model import READING, Document, Event, EventMention, make_document
from rashomon.record import schema, store, views
from rashomon.record.keeping import Reading
from rashomon.record.order import ORDER


def query(connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[object, ...]]:
    """Rows of a query on the views."""
    store.look_at(connection, "main")
    return connection.execute(sql).fetchall()


def test_every_table_of_the_contract_has_a_view(empty: duckdb.DuckDBPyConnection) -> None:
    """Each table of the contract can be asked for by its bare name, in an order of its own, with its columns described."""
    for name in views.CONTRACT:
        assert query(empty, f"SELECT * FROM {name} ORDER BY {ORDER[name]}") == []
    for tables in schema.SCHEMAS.values():
        for name, row in tables.items():
            if name in views.CONTRACT:
                seen = [column[0] for column in query(empty, f"DESCRIBE SELECT * FROM {name}")]
                assert seen == [*schema.columns(row), *views.VIEW_COLUMNS.get(name, {})]


def test_joined_columns(rows: list[object]) -> None:
    """Columns that linking found stand beside those of reading."""
    with store.memory(rows) as connection:
        assert query(connection, "SELECT actor_text, recipient_text, place_text, actor_ids, recipient_ids, place_id, time_id, event_id "
                     "FROM event_mentions WHERE event_mention_id = 's-e'") == [
            ("the Northern Fleet", "Port Elm", "Port Elm", ["fleet"], [], "elm", "s-t", "n-e")
        ]  # fmt: skip
        assert query(
            connection, "SELECT actor_ids, recipient_ids, event_id FROM event_mentions WHERE event_mention_id = 's-k'"
        ) == [([], [], None)]
        assert query(connection, "SELECT mention_id, actor_id, place_id FROM mentions ORDER BY mention_id")[:3] == [
            ("n-admiralty", "admiralty", None),
            ("n-fleet", "fleet", None),
            ("n-port", None, "elm"),
        ]
        assert query(connection, "SELECT DISTINCT source_actor_id FROM attributions") == [("admiralty",)]
        assert query(connection, "SELECT DISTINCT claim_group_id FROM claims") == [("g",)]
        assert query(
            connection, "SELECT naming_id, referent_id FROM namings WHERE naming_id LIKE 'n-%' ORDER BY 1"
        ) == [
            ("n-m", "n-e"),
            ("n-n", "fleet"),
        ]
        assert query(connection, "SELECT count(*) FROM documents WHERE account_id = document_id") == [(2,)]


def test_first_argument_is_the_first_in_the_text(rows: list[object]) -> None:
    """Of several arguments in one role the first in the text is shown, whatever the order of rows."""
    with store.memory(reversed(rows)) as connection:
        connection.execute(
            "INSERT INTO _reading.arguments SELECT document_id, event_mention_id, role, 1, 2, 'earlier', NULL, NULL, basis "
            "FROM _reading.arguments WHERE event_mention_id = 'n-e' AND role = 'actor'"
        )
        views.derive(connection)
        assert query(connection, "SELECT actor_text FROM event_mentions WHERE event_mention_id = 'n-e'") == [
            ("earlier",)
        ]


def test_an_older_version_is_kept_and_counted_nowhere(rows: list[object]) -> None:
    """A superseded document stands apart with the newer one named; no other view shows it or its rows."""
    old = next(row for row in rows if isinstance(row, Document))
    new = replace(make_document(uri=old.uri, text="Another text."), supersedes=old.document_id)
    with store.memory([*rows, new]) as connection:
        found = query(connection, "SELECT document_id, supersedes FROM documents WHERE uri = 'north.txt'")
        assert found == [(new.document_id, old.document_id)]
        found = query(connection, "SELECT document_id, superseded_by, text FROM superseded_documents")
        assert found == [(old.document_id, new.document_id, old.text)]
        for name in READING:
            if name != "documents":
                assert query(connection, f"SELECT count(*) FROM {name} WHERE document_id = '{old.document_id}'") == [
                    (0,)
                ]
                assert query(
                    connection, f"SELECT count(*) FROM _reading.{name} WHERE document_id = '{old.document_id}'"
                ) != [(0,)]
        assert query(connection, "SELECT count(*) FROM _current.documents") == [(2,)]


@pytest.mark.parametrize(
    ("columns", "annotated", "expected"),
    [
        ({"published": "1916-06-09"}, True, [(1, "not_found", 0)]),
        ({"published": "1916-05-30"}, True, [(1, "earlier", 0)]),
        ({}, True, [(1, "undated", 0)]),
        ({"published": "1916-06-09"}, False, [(1, "unread", 0)]),
    ],
)
def test_coverage_of_an_outlet_without_a_telling(
    rows: list[object], columns: dict[str, str], annotated: bool, expected: list[tuple[object, ...]]
) -> None:
    """Documents in which no telling was found are told apart: searched, too early, undated, not searched."""
    other = make_document(uri="other", text="Weather.", outlet="Other", **columns)
    reading = Reading(uri="other", document_id=other.document_id, reading_key="k", annotated=annotated)
    with store.memory([*rows, other, reading]) as connection:
        assert query(connection, "SELECT n_documents, status, n_told FROM coverage WHERE outlet = 'Other'") == expected
        assert query(connection, "SELECT n_documents, status, n_told FROM coverage WHERE outlet = 'North Post'") == [
            (1, "told", 1)
        ]


def test_coverage_of_an_outlet_with_a_telling(rows: list[object]) -> None:
    """An outlet that told an event once is never listed as silent for its other documents, and all searched ones count."""
    more = [
        make_document(uri=f"more-{day}", text="Weather.", outlet="North Post", published=f"1916-06-0{day}")
        for day in (1, 5)
    ]
    with store.memory([*rows, *more]) as connection:
        assert query(connection, "SELECT n_documents, status, n_told FROM coverage WHERE outlet = 'North Post'") == [
            (3, "told", 1)
        ]


def test_coverage_keeps_documents_apart(rows: list[object]) -> None:
    """For an outlet without a telling each status has its own count; documents without an outlet stand under NULL."""
    more = [
        make_document(uri="a", text="x", published="1916-06-05"),
        make_document(uri="b", text="x", published="1916-06-06"),
        make_document(uri="c", text="x", published="1916-01-01"),
        make_document(uri="d", text="x"),
    ]
    with store.memory([*rows, *more]) as connection:
        assert query(connection, "SELECT n_documents, status FROM coverage WHERE outlet IS NULL ORDER BY status") == [
            (1, "earlier"),
            (2, "not_found"),
            (1, "undated"),
        ]


def test_an_event_without_a_day_has_no_earlier_documents(rows: list[object]) -> None:
    """Where no telling gives a day, no document can be called too early."""
    other = make_document(uri="other", text="x", outlet="Other", published="1800-01-01")
    undated = [replace(row, earliest=None, latest=None) if isinstance(row, Event) else row for row in rows]
    with store.memory([*undated, other]) as connection:
        assert query(connection, "SELECT status FROM coverage WHERE outlet = 'Other'") == [("not_found",)]


def test_days_are_days(rows: list[object]) -> None:
    """Days come out as dates, and nested values as lists and structs."""
    with store.memory(rows) as connection:
        (values,) = query(connection, 'SELECT "values" FROM differences')[0]
        assert values[0]["evidence"][0].keys() == {"document_id", "start_char", "end_char"}
        assert query(connection, "SELECT DISTINCT earliest FROM times") == [(date(1916, 5, 31),)]
    assert schema.table_of(EventMention) == "_reading.event_mentions"
