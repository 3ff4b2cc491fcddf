"""The verbs ``claims`` and ``why`` on a record of two accounts that part over claims and reasons."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import rashomon
from rashomon import views
from rashomon.cli import group
from rashomon.errors import NotFoundError, UsageError

NORTH = """The army has about 4,000 soldiers in the town, the ministry said. The Lund legion is part of the Valdorian army.
The blockade is illegal, the consul of Norland said. Valdoria must leave the island.

The army shelled Marenz on 3 May 1921 in response to attacks on its posts, the ministry said."""
SOUTH = """The army has 9,000 soldiers in the town. The Lund legion is not part of the Valdorian army, its commander said.

The Valdorian army shelled Marenz on 3 May 1921 to punish the rebels."""


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of both."""
    folder = tmp_path_factory.mktemp("saying")
    texts = folder / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text(NORTH, "utf-8")
    (texts / "b.txt").write_text(SOUTH, "utf-8")
    (texts / "sources.csv").write_text(
        "file,outlet,published\na.txt,North Post,1921-05-04\nb.txt,South Post,1921-05-05\n"
    )
    rashomon.build([texts], folder / "r.duckdb").close()
    return folder / "r.duckdb"


def test_claims_of_one_matter_stand_side_by_side(record: Path) -> None:
    """Each account's claim is a column, affirmed and denied together, with status and passage."""
    with rashomon.open(record) as opened:
        found = {matter.subject: matter for matter in views.claims(opened)}
        texts = {row["document_id"]: row["text"] for row in opened.documents}
    assert [column.outlet for column in found["The Lund legion"].accounts] == ["North Post", "South Post"]
    assert found["The Lund legion"].status == "differ"
    assert found["The army"].status == "differ"
    for matter in found.values():
        for column in matter.accounts:
            for claim in column.claims:
                assert texts[claim.document_id][claim.passage.start_char : claim.passage.end_char] == claim.passage.text


def test_claims_are_filtered(record: Path) -> None:
    """By name, kind, what can be checked and number of accounts; an unknown kind or name is one clear line."""
    with rashomon.open(record) as opened:
        assert [matter.subject for matter in views.claims(opened, about="blockade")] == ["The blockade"]
        assert {kind for matter in views.claims(opened, kind="legal") for kind in matter.kinds} == {"legal"}
        assert "obligation" not in {kind for matter in views.claims(opened, checkable=True) for kind in matter.kinds}
        assert all(len(matter.accounts) > 1 for matter in views.claims(opened, min_accounts=2))
        with pytest.raises(UsageError, match="no kind of claim"):
            views.claims(opened, kind="rumour")
        with pytest.raises(NotFoundError, match="nothing is said"):
            views.claims(opened, about="Atlantis")


def test_why_gives_each_accounts_reason(record: Path) -> None:
    """One account's response and the other's purpose stand under one event, each with who states it."""
    with rashomon.open(record) as opened:
        [event_id] = [line.event_id for line in views.events(opened, min_accounts=2)]
        accounts = {account.outlet: account for account in views.why(opened, event_id).accounts}
        rows = [row for row in opened.differences() if row["aspect"] == "reason"]
    assert [(link.kind, link.source) for link in accounts["North Post"].because] == [("response", "the ministry")]
    assert [(link.kind, link.source) for link in accounts["South Post"].because] == [("purpose", None)]
    assert [(row["status"], row["reason"]) for row in rows] == [("incomparable", "reasons of another kind")]


def test_both_verbs_print_and_encode(record: Path) -> None:
    """The screen shows matters, reasons and passages; JSON holds the same."""
    runner = CliRunner()
    shown = runner.invoke(group, ["claims", str(record), "--min-accounts", "2"])
    assert shown.exit_code == 0
    assert "these differ" in shown.output
    assert "⊖ denied" in shown.output
    matters = json.loads(runner.invoke(group, ["claims", str(record), "--json"]).output)
    assert {"The army", "The blockade", "The Lund legion"} <= {matter["subject"] for matter in matters}
    with rashomon.open(record) as opened:
        [event_id] = [line.event_id for line in views.events(opened, min_accounts=2)]
    told = runner.invoke(group, ["why", str(record), event_id[:8]]).output
    assert "in response to" in told
    assert "citing" in told
    assert "South Post" in told
    assert json.loads(runner.invoke(group, ["why", str(record), event_id, "--json"]).output)["event_id"] == event_id


def test_no_reason_found_is_said(record: Path) -> None:
    """An account without a reason is listed, with nothing read into its silence."""
    with rashomon.open(record) as opened:
        bare = [
            line.event_id
            for line in views.events(opened, untyped=True)
            if all(
                not (account.because or account.before or account.named_as_reason)
                for account in views.why(opened, line.event_id).accounts
            )
        ]
    assert bare
    assert "no reason found in this account" in CliRunner().invoke(group, ["why", str(record), bare[0]]).output
