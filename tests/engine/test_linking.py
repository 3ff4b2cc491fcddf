"""Linking is made anew each time, and keeps the names that events had."""

import contextlib
import gc
from collections.abc import Iterable

import duckdb
import pytest

from rashomon.engine import linking
from rashomon.knowledge import Knowledge
from rashomon.model import DocumentAccount, Event, EventAlias, EventMember, EventMention, make_document
from rashomon.record import store

DOCUMENT = make_document(uri="a", text="x" * 100)


def mention(name: str, at: int) -> EventMention:
    """A mention of an event."""
    return EventMention(
        document_id=DOCUMENT.document_id,
        event_mention_id=name,
        sentence_id="s",
        start_char=at,
        end_char=at + 1,
        text="x",
        lemma="x",
    )


def events(**groups: str) -> Iterable[object]:
    """Events by seed, with the other members."""
    for seed, others in groups.items():
        yield Event(
            event_id=seed, title=seed, date_precision="none", actor_ids=[], recipient_ids=[],
            n_mentions=1 + len(others), n_documents=1, n_accounts=1, n_sources=1,
        )  # fmt: skip
        for name in seed + others:
            yield EventMember(event_mention_id=name, event_id=seed, account_id="a", score=1.0, why="")


def linked(connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch, **groups: str) -> dict[str, str]:
    """Link so that these events come out, and give the aliases."""
    monkeypatch.setattr(linking, "steps", lambda *_: [("events", lambda _c, _k: events(**groups))])
    connection.execute("BEGIN")
    linking.link(connection, Knowledge(), work=None, told=lambda name: None)
    connection.execute("COMMIT")
    return dict(connection.execute("SELECT alias_id, event_id FROM _linking.event_aliases").fetchall())


@pytest.fixture
def record() -> duckdb.DuckDBPyConnection:
    """A record with six mentions."""
    with store.memory([DOCUMENT, *(mention(name, at) for at, name in enumerate("abcdef"))]) as connection:
        yield connection


def test_an_event_that_changes_its_seed_keeps_its_old_name(
    record: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The former identifier leads to the event that holds the former seed telling now, over several builds and back."""
    assert linked(record, monkeypatch, b="c", e="f") == {}
    assert linked(record, monkeypatch, a="bc", e="f") == {"b": "a"}
    assert linked(record, monkeypatch, a="bcef") == {"b": "a", "e": "a"}
    assert linked(record, monkeypatch, c="b", a="ef") == {"b": "c", "e": "a"}
    assert linked(record, monkeypatch, b="c", e="af") == {"a": "e", "c": "b"}


def test_a_seed_that_is_gone_leads_to_where_its_company_went(
    record: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the document was read anew and the seed telling is gone, most of its former members decide."""
    linked(record, monkeypatch, a="bcd", e="f")
    record.execute("DELETE FROM _reading.event_mentions WHERE event_mention_id = 'a'")
    assert linked(record, monkeypatch, b="c", d="", e="f") == {"a": "b"}
    assert linked(record, monkeypatch, c="b", d="", e="f") == {"a": "c", "b": "c"}


def test_an_event_of_which_nothing_is_left_has_no_alias(
    record: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An identifier that leads nowhere is not kept."""
    linked(record, monkeypatch, a="", b="c")
    assert linked(record, monkeypatch, b="c") == {}


def test_a_step_sees_earlier_steps_and_leaves_nothing_behind(
    record: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows of a step are there for the next one; tables a step makes for itself are dropped; the order of steps is told."""
    seen: list[object] = []

    def first(connection: duckdb.DuckDBPyConnection, knowledge: Knowledge) -> Iterable[DocumentAccount]:
        connection.execute("CREATE TABLE scratch AS SELECT 1 AS one")
        connection.execute("CREATE VIEW scratch_view AS SELECT * FROM scratch")
        connection.execute("CREATE TEMP TABLE hidden AS SELECT 1 AS one")
        seen.append(connection.execute("SELECT count(*) FROM document_accounts").fetchone())
        yield DocumentAccount(
            document_id=DOCUMENT.document_id, account_id=DOCUMENT.document_id, shared=1.0, evidence="first"
        )

    def second(connection: duckdb.DuckDBPyConnection, knowledge: Knowledge) -> Iterable[object]:
        seen.append(connection.execute("SELECT count(*) FROM document_accounts").fetchone())
        seen.append(connection.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'scratch'").fetchone())
        yield from events(a="b")

    told: list[str] = []
    monkeypatch.setattr(linking, "steps", lambda *_: [("first", first), ("second", second)])
    for _ in range(2):
        linking.link(record, Knowledge(), work=None, told=told.append)
    assert seen == [(0,), (1,), (0,)] * 2
    assert told == ["first", "second"] * 2
    assert record.execute("SELECT count(*) FROM _linking.event_members").fetchone() == (2,)


def test_the_true_steps_have_names_of_their_own() -> None:
    """Linking and comparing list their steps, each under its own name; none writes aliases, which are the engine's."""
    names = [name for name, _ in linking.steps()]
    assert len(names) == len(set(names)) > 0
    assert EventAlias.__name__ not in names


def test_rings_are_looked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A step is not held up by looks for rings of objects, and they go on behind it, whether it ends well or not."""
    seen = []

    def step(_connection: duckdb.DuckDBPyConnection, _knowledge: Knowledge) -> Iterable[object]:
        seen.append(gc.isenabled())
        yield from ()
        if len(seen) > 1:
            raise ValueError("a step that fails")

    monkeypatch.setattr(linking, "steps", lambda *_: [("events", step)])
    for ends_well in (True, False):
        connection = store.empty()
        store.prepare(connection)
        with (
            connection,
            contextlib.nullcontext() if ends_well else pytest.raises(ValueError, match="a step that fails"),
        ):
            linking.link(connection, Knowledge(), work=None, told=lambda _: None)
        assert gc.isenabled()
    assert seen == [False, False]
