"""Where the time of a build goes."""

from collections.abc import Callable

import pytest

from rashomon.annotate import LAYERS
from rashomon.engine import pool
from rashomon.engine.profile import lines
from rashomon.engine.report import Report

Build = Callable[..., Report]


@pytest.mark.parametrize("jobs", [1, 2])
def test_parser_layers_and_steps_are_measured(build: Build, monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    """The parser, each layer and each step of linking have their seconds, whether this process reads or others do."""
    monkeypatch.setattr(pool, "LITTLE", 1 << 30 if jobs == 1 else 0)
    profile = build(profile=True, jobs=jobs).profile
    assert profile is not None
    assert {"taking in", "folding", "parser", "rows", "writing", "linking: events"} <= set(profile)
    assert {name for name, _ in LAYERS} <= set(profile)
    assert profile["parser"] > 0
    assert lines(profile)[-1].startswith("all beside the parser costs ")


def test_nothing_is_told_unasked(build: Build) -> None:
    """Without the option the report has no profile."""
    assert build().profile is None


def test_the_parts_in_words() -> None:
    """Shares are of the whole, the costliest first, and the parser is what the rest is measured by."""
    assert lines({"events": 1.0, "parser": 3.0}) == [
        "parser                       3.00 s  75.0%",
        "events                       1.00 s  25.0%",
        "all beside the parser costs 0.33 times the parser",
    ]
    assert len(lines({})) == 1
