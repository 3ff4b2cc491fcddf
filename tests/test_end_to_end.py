"""The shipped example, from the folder to each view: what a first user sees must hold."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

import rashomon
from rashomon import views
from rashomon.record.reader import Record

ROOT = Path(__file__).parent.parent


def the_schemas() -> dict[str, Any]:
    """The published kind of each view's JSON, as docs/generate.py writes it into docs/json.md."""
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return dict(module.JSON_VIEWS)


SCHEMAS = the_schemas()


NO_VIEWS = {"agreement", "places add"}
"""Verbs with JSON that is made from a reader's own files, not from a record alone."""


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The shipped example, built once."""
    path = tmp_path_factory.mktemp("record") / "jutland.duckdb"
    with rashomon.build([ROOT / "examples" / "jutland"], path, jobs=1) as built:
        yield built


def told_alone(record: Record, ship: str) -> dict[str, set[str]]:
    """The events in which this ship, named alone, is whom something was done to, with the accounts that tell them so."""
    rows = record.query(
        """
        SELECT m.event_id, m.account_id FROM arguments a JOIN event_mentions em USING (event_mention_id)
        JOIN event_members m USING (event_mention_id)
        WHERE a.role = 'recipient' AND em.event_type = 'ASSAULT' AND lower(regexp_replace(a.text, '\\s+', ' ', 'g')) = ?
        """,
        [f"the {ship.lower()}"],
    )
    accounts: dict[str, set[str]] = {}
    for row in rows:
        accounts.setdefault(row["event_id"], set()).add(row["account_id"])
    return accounts


def test_the_record_is_proven(record: Record) -> None:
    """Every offset, quotation, hash and reference holds."""
    assert rashomon.verify(record) == []


def test_a_reprint_is_the_account_of_its_original(record: Record) -> None:
    """Seven documents are six accounts: Boston's, under a headline of its own, is New York's."""
    account = {row["outlet"]: row["account_id"] for row in record.documents}
    overview = views.overview(record)
    assert (overview.n_documents, overview.n_accounts, overview.n_reprints) == (7, 6, 1)
    assert account["Boston Harbor Record"] == account["New York Dispatch"]
    assert len(set(account.values())) == 6


def test_every_document_tells_typed_events(record: Record) -> None:
    """No account, whatever its form (page, hard lines, one line), is left without events that have a type."""
    telling = {row["document_id"] for row in record.event_mentions if row["event_type"]}
    assert telling == {row["document_id"] for row in record.documents}


def test_some_events_are_told_by_three_accounts(record: Record) -> None:
    """Accounts are brought together, not only laid in one list."""
    assert views.events(record, min_accounts=3)


@pytest.mark.parametrize("ship", ["Queen Mary", "Indefatigable", "Invincible"])
def test_a_sinking_is_one_event_of_several_accounts(record: Record, ship: str) -> None:
    """The loss of a ship that several accounts tell in a sentence of its own is one event, typed and dated."""
    ((event_id, accounts),) = told_alone(record, ship).items()
    (line,) = [line for line in views.events(record, event_type="ASSAULT") if line.event_id == event_id]
    assert len(accounts) >= 2
    assert line.n_accounts >= 2
    assert ship in line.title
    assert line.earliest is not None
    assert line.earliest.isoformat() == "1916-05-31"


def test_the_parting_over_who_sank_her_is_shown(record: Record) -> None:
    """Two accounts name two ships for the Queen Mary, and the difference names both, each with a passage."""
    (event_id,) = told_alone(record, "Queen Mary")
    rows = views.differences(record, aspect="actor", status="differ")
    (row,) = [row for row in rows if row.event_id == event_id]
    assert {"Seydlitz", "Derfflinger"} <= {value.value for value in row.values}
    assert all(value.evidence for value in row.values)


def test_what_is_asserted_and_denied_stands_in_one_event(record: Record) -> None:
    """The Warspite's loss, said by one side and denied by the other, is one event with both ways of telling it."""
    told = [views.event(record, event_id).tellings for event_id in told_alone(record, "Warspite")]
    assert any({"asserted", "denied"} <= {telling.factuality for telling in tellings} for tellings in told)


@pytest.mark.parametrize("verb", sorted(set(SCHEMAS) - NO_VIEWS))
def test_the_json_of_a_view_fits_its_schema(record: Record, verb: str) -> None:
    """What a view gives, encoded, is read back by the kind whose schema docs/json.md publishes, and is the same."""
    (first, *_) = views.events(record, min_accounts=2)
    given: Any = {
        "show": lambda: views.overview(record),
        "timeline": lambda: views.timeline(record),
        "events": lambda: views.events(record, untyped=True),
        "event": lambda: views.event(record, first.event_id),
        "differences": lambda: views.differences(record),
        "wording": lambda: views.wording(record),
        "wording --agents": lambda: views.agents(record),
        "claims": lambda: views.claims(record),
        "why": lambda: views.why(record, first.event_id),
        "who": lambda: views.who(record, "Jellicoe"),
        "read": lambda: views.document(record, "london.txt"),
    }[verb]()
    assert given
    encoded = msgspec.json.encode(given)
    again = msgspec.json.decode(encoded, type=SCHEMAS[verb], strict=True)
    assert msgspec.json.encode(again) == encoded
