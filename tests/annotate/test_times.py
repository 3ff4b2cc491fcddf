"""Tests of time expressions."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.annotate import Annotated, fold
from rashomon.annotate.times.layer import times
from rashomon.errors import KnowledgeError
from rashomon.knowledge import Knowledge
from rashomon.language import Language
from rashomon.model import Time, make_document

CASES = json.loads((Path(__file__).parent / "cases" / "times.json").read_text("utf-8"))
Find = Callable[..., list[Time]]
WORDS = (
    "Friday last next the 30 February May March 1999 0 of 5th week year two days after ago in 's - , . 99 1990s '90s BC noon "
    "3:45 p.m. Easter every quarter first half a million and hundred 1/2 2003-02-30 31/12/99 early mid-"
)


@pytest.fixture(scope="session")
def find(language: Language, knowledge: Knowledge) -> Find:
    """A function that gives the time expressions of a text, without the other layers."""

    def _find(text: str, **columns: object) -> list[Time]:
        annotated = Annotated(make_document(uri="test", text=text, **columns), fold(text))
        annotated.read(*language.parse(annotated.blocks))
        return list(times(annotated, knowledge))

    return _find


def _named(section: str) -> Iterator[Any]:
    for case in CASES[section]:
        yield pytest.param(case, id=case["name"])


def _check(case: dict[str, Any], rows: list[Time]) -> None:
    assert [(row.text, row.value) for row in rows] == [(due[0], due[1]) for due in case["times"]]
    for row, due in zip(rows, case["times"], strict=True):
        if len(due) == 4:
            days = tuple(date.fromisoformat(day) if day else None for day in due[2:])
            assert (row.earliest, row.latest) == days


@pytest.mark.parametrize("case", [*_named("cases"), *_named("negative")])
def test_cases(case: dict[str, Any], find: Find) -> None:
    """Spans, values and days of sentences as they are written."""
    _check(case, find(case["text"], published=case.get("published")))


@pytest.mark.parametrize("case", list(_named("known_failures")))
def test_known_failures(case: dict[str, Any], find: Find) -> None:
    """What is known to be wrong is still wrong: a case that comes right must move up."""
    with pytest.raises(AssertionError):
        _check(case, find(case["text"], published=case.get("published")))


def test_anchors(find: Find) -> None:
    """Each row says what it is relative to, and which expression that is."""
    rows = find("On 3 May 1864 they dug in. The next day it rained. Now all is quiet.", published="1900-01-01")
    assert [row.anchor for row in rows] == ["absolute", "text", "none"]
    assert rows[1].anchor_id == rows[0].time_id
    assert find("It rained yesterday.", published="1900-01-02")[0].anchor == "publication"


def test_huge_numbers(find: Find) -> None:
    """A number of a thousand digits is no time and does no harm."""
    rows = find("They counted " + "9" * 1000 + " days and " + "1" * 1000 + ".")
    assert [(row.text, row.value) for row in rows] == [("days", "PXD")]


def test_furniture_is_not_read(find: Find) -> None:
    """Site furniture gives no time expressions."""
    text = "The council met on 3 May 1864.\n\nMost Viewed\n\nThe gate closed at noon."
    assert "3 May 1864" in [row.text for row in find(text)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS.split()), max_size=14).map(" ".join)),
    published=st.one_of(st.none(), st.dates()),
)
def test_any_text(text: str, published: date | None, find: Find) -> None:
    """For any text, each row's slice is its text, its days are in order, and nothing raises."""
    for row in find(text, published=published):
        assert text[row.start_char : row.end_char] == row.text
        assert row.earliest is None or row.latest is None or row.earliest <= row.latest
        assert row.type in ("DATE", "TIME", "DURATION", "SET")


def test_a_misspelt_form_is_named(tmp_path: Path, language: Language) -> None:
    """A user's form that names no class of words is an error that quotes it."""
    (tmp_path / "times.toml").write_text('[forms]\ndate = ["moonday month"]\n', "utf-8")
    annotated = Annotated(make_document(uri="test", text="x"), fold("x"))
    annotated.read(*language.parse(annotated.blocks))
    with pytest.raises(KnowledgeError, match="moonday"):
        list(times(annotated, Knowledge(tmp_path)))


def test_a_user_adds_words(tmp_path: Path, language: Language) -> None:
    """A user's holiday is read like the shipped ones."""
    (tmp_path / "holidays.csv").write_text("name,rule\nMartinmas,11-11\n", "utf-8")
    annotated = Annotated(
        make_document(uri="test", text="On Martinmas 1912 rents fell due."), fold("On Martinmas 1912 rents fell due.")
    )
    annotated.read(*language.parse(annotated.blocks))
    assert [row.value for row in times(annotated, Knowledge(tmp_path))] == ["1912-11-11"]
