"""The timeline."""

import importlib
from datetime import date

import pytest

from rashomon.views.events import EventLine

module = importlib.import_module("rashomon.views.timeline")  # the package shows the function under this name


def line(name: str, first: str, last: str, n_accounts: int = 1) -> EventLine:
    """An event with two days."""
    return EventLine(
        event_id=name, title=name, event_type="ASSAULT", earliest=date.fromisoformat(first), latest=date.fromisoformat(last),
        date_precision="day" if first == last else "span", place=None, n_accounts=n_accounts, n_documents=n_accounts, n_mentions=1,
        n_sources=1, outlets=[], reprinted_by=[], differing=[], spread=0.0,
    )  # fmt: skip


def test_a_long_span_fills_no_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is told of three decades at once leaves the days within them as empty as they are; a week does fill a gap."""
    lines = [
        line("decades", "1891-01-01", "1921-12-31"),
        line("siege", "1901-03-01", "1901-03-07"),
        line("truce", "1901-03-08", "1901-03-08"),
        line("march", "1901-04-08", "1901-04-08", 2),
        line("feast", "1901-04-08", "1901-04-08", 3),
    ]
    monkeypatch.setattr(module, "events", lambda record, **conditions: lines)
    entries = module.timeline(None)  # type: ignore[arg-type]
    assert [(entry.label, entry.gap_days) for entry in entries] == [
        ("1891-01-01 to 1921-12-31", 0),
        ("1901-03-01 to 1901-03-07", 0),
        ("1901-03-08", 0),
        ("1901-04-08", 30),
    ]
    assert [each.title for each in entries[-1].events] == ["feast", "march"]
