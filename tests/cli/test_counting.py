"""What is counted: accounts, of which a report and its reprints are one, or every document."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import rashomon
from rashomon import views
from rashomon.errors import UsageError

REPORT = (
    "On 31 May 1916 the grey squadron of Admiral Jellicoe attacked the convoy off Skagen, and forty sailors were killed. "
    "The harbour master wrote in the evening that the pilots had seen nothing of it, and that the lamps of the pier were lit. "
    "Admiral Jellicoe said nothing of the convoy when the fishermen of the town asked for news of it at the end of the week.\n"
)
OTHER = "Admiral Jellicoe attacked the convoy off Skagen on 31 May 1916. Twenty sailors were killed, the owner of the ships said.\n"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two accounts in three documents: one is a reprint."""
    folder = tmp_path_factory.mktemp("texts")
    for name, text in (("a.txt", REPORT), ("b.txt", REPORT), ("c.txt", OTHER)):
        (folder / name).write_text(text, "utf-8")
    (folder / "sources.csv").write_text(
        "file,outlet,published\na.txt,Alpha,1916-06-02\nb.txt,Beta,1916-06-03\nc.txt,Gamma,1916-06-03\n", "utf-8"
    )
    path = tmp_path_factory.mktemp("record") / "r.duckdb"
    rashomon.build([folder], path)
    return path


def shown(*words: str | Path) -> Any:
    """What the program prints as JSON."""
    done = subprocess.run(
        [sys.executable, "-m", "rashomon", *map(str, words), "--json"],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("verb", ["show", "events", "timeline", "differences", "wording --of Jellicoe"])
def test_reprints_stand_beside_accounts_only_where_documents_are_counted(record: Path, verb: str) -> None:
    """By account the reprinting outlet gives nothing of its own; by document it stands in the lists."""
    name, *more = verb.split()
    by_account, by_document = shown(name, record, *more), shown(name, record, *more, "--count", "documents")
    assert '"Beta"' not in json.dumps(outlets(by_account))
    assert '"Beta"' in json.dumps(outlets(by_document))


def outlets(found: Any) -> Any:
    """All lists of outlets, and outlets of words, in what was printed; not the table of the collection."""
    if isinstance(found, list):
        return [outlets(each) for each in found]
    if isinstance(found, dict):
        kept = {key: value for key, value in found.items() if key not in ("evidence", "reprinted_by")}
        kept.pop("outlets" if "n_outlets" in kept or "skipped" in kept else "", None)
        return [kept[key] if key in ("outlet", "outlets") else outlets(kept[key]) for key in kept]
    return []


def test_an_event_is_counted_both_ways(record: Path) -> None:
    """One event has two accounts in three documents, and its differences name the reprint only where documents are counted."""
    with rashomon.open(record) as opened:
        event = next(line for line in views.events(opened, min_accounts=2) if line.n_documents == 3)
        assert event.n_accounts == 2
        assert event.outlets == ["Alpha", "Gamma"]
        assert event.reprinted_by == ["Beta"]
        both = [views.event(opened, event.event_id, count=count) for count in ("accounts", "documents")]
        assert both[0].differences
        assert ["Beta" in view.differences[0].sentence for view in both] == [False, True]
        assert both[1].event.outlets == ["Alpha", "Beta", "Gamma"]


def test_least_numbers_follow_what_is_counted(record: Path) -> None:
    """What one account and its reprint tell is told by two documents."""
    with rashomon.open(record) as opened:
        by_account = {line.event_id for line in views.events(opened, min_accounts=2)}
        by_document = {line.event_id for line in views.events(opened, min_accounts=2, count="documents")}
        assert by_account < by_document
        assert {line.event_id for line in views.overview(opened, count="documents").shared} == by_document


def test_names_in_use_are_counted_once(record: Path) -> None:
    """A name in a reprint is its origin's unless documents are counted."""
    with rashomon.open(record) as opened:
        names = [
            {line.outlet for who in views.who(opened, "Jellicoe", count=count) for line in who.names}
            for count in ("accounts", "documents")
        ]
        assert names[1] - names[0] == {"Beta"}


def test_only_accounts_and_documents_are_counted(record: Path) -> None:
    """Anything else is refused with the remedy."""
    with rashomon.open(record) as opened, pytest.raises(UsageError, match="use one of accounts, documents"):
        views.events(opened, count="readers")


def test_doers_named_or_left_open_are_counted_by_outlet(record: Path) -> None:
    """Each outlet has its tellings of shared events, named and open ones together all of them; a reprint only by document."""
    by_account, by_document = (
        shown("wording", record, "--agents"),
        shown("wording", record, "--agents", "--count", "documents"),
    )
    assert [use["outlet"] for use in by_account] == ["Alpha", "Gamma"]
    assert [use["outlet"] for use in by_document] == ["Alpha", "Beta", "Gamma"]
    for use in by_document:
        assert use["n_named"] + use["n_open"] == use["n_tellings"] == sum(use["forms"].values())
        assert len(use["open"]) == use["n_open"]
    assert by_account[0]["n_named"] > 0
