"""Tellings as columns."""

import re
from typing import Any

import pytest
from bare_tellings import AROUND, telling

from rashomon.knowledge import Knowledge
from rashomon.link.event_columns import Columns, grade

SETTINGS = Knowledge().toml("link_events")


def _table(
    rows: list[tuple[Any, Any]], *, small: bool = False, documents: int = 40, **alike: Any
) -> dict[str, list[Any]]:
    """The columns of some tellings, in two batches, by the order of identifiers."""
    columns = Columns(SETTINGS, small=small)
    neighbours = alike.get("alike", {})
    half = len(rows) // 2
    for batch in (rows[:half], rows[half:]):
        columns.add(
            [one for one, _ in batch],
            [around for _, around in batch],
            [set() for _ in batch],
            {around.number: neighbours.get(around.number, {}) for _, around in batch},
        )
    table = columns.table([one.id for one, _ in rows], documents, frozenset({"say"})).sort_by("unique_id")
    return {name: table[name].to_pylist() for name in table.column_names}


def test_who_stands_in_many_tellings_is_not_rare() -> None:
    """A participant of thirteen tellings, in whatever role, is dropped from the rare ones; one of twelve stays."""
    rows = [
        (
            telling(id=f"{at:02}"),
            AROUND._replace(
                rare_actors=("crowd",) if at % 2 else (), rare_recipients=() if at % 2 else ("crowd", "few")
            ),
        )
        for at in range(13)
    ]
    found = _table(rows)
    assert [len(one) for one in found["rare_actors"]] == [0] * 13
    assert [len(one) for one in found["rare_recipients"]] == [0 if at % 2 else 1 for at in range(13)]


@pytest.mark.parametrize(("small", "share"), [(False, 2 / 40), (True, None)])
def test_how_common_an_act_is(small: bool, share: float | None) -> None:
    """Share of all documents that tell the act, once each; nothing in a small collection; acts common anywhere are common there too."""
    rows = [
        (telling(id=f"{at}", family=family), AROUND._replace(number=number))
        for at, (family, number) in enumerate([("shell", 0), ("shell", 0), ("shell", 3), ("say", 3)])
    ]
    assert _table(rows, small=small)["share"] == [share, share, share, 1.0]


def test_documents_alike_stand_by_grade() -> None:
    """A document stands in the lists of all grades that its likeness reaches."""
    rows = [(telling(id="a"), AROUND), (telling(id="b"), AROUND._replace(number=5))]
    found = _table(rows, alike={0: {5: 0.2}, 5: {0: 0.2, 9: 0.5}})
    for cosine in SETTINGS["grades"]:
        first, second = found[grade(cosine)]
        assert first == ([5] if cosine <= 0.2 else [])
        assert sorted(second) == sorted(([0] if cosine <= 0.2 else []) + ([9] if cosine <= 0.5 else []))


def test_rows_are_numbered_by_identifier() -> None:
    """The number of a row is the rank of its telling's identifier, in whatever order documents are read."""
    rows = [(telling(id=name, family=name), AROUND) for name in ("d", "b", "a", "c")]
    assert _table(rows)["family"] == ["a", "b", "c", "d"]


def test_no_telling_gives_no_row() -> None:
    """A record without events has nothing to pair."""
    assert Columns(SETTINGS, small=True).table([], 3, frozenset()).num_rows == 0


def test_conditions_ask_only_for_grades_that_are_listed() -> None:
    """Each list of documents that a condition names is made."""
    asked = {
        name
        for comparison in SETTINGS["comparison"]
        for level in comparison["levels"]
        for name in re.findall(r"\b(alike_\d+)_[lr]\b", level["sql"])
    }
    assert asked == {grade(cosine) for cosine in SETTINGS["grades"]}
