"""Tests of the inferred day of publication."""

from collections.abc import Callable
from datetime import date

import pytest

from rashomon.annotate import Annotated, fold
from rashomon.annotate.times.published import infer_published
from rashomon.knowledge import Knowledge
from rashomon.language import Language
from rashomon.model import make_document

Infer = Callable[[str], tuple[date, str] | None]


@pytest.fixture(scope="session")
def infer(language: Language, knowledge: Knowledge) -> Infer:
    """A function that infers the day of publication of a text."""

    def _infer(text: str) -> tuple[date, str] | None:
        annotated = Annotated(make_document(uri="test", text=text), fold(text))
        annotated.read(*language.parse(annotated.blocks))
        return infer_published(annotated, knowledge)

    return _infer


def test_a_line_of_its_own(infer: Infer) -> None:
    """A line that only carries the date gives it."""
    text = "Ships meet at sea\n\nPublished 2 June 1916\n\nTwo fleets met on Wednesday, the Admiralty said."
    assert infer(text) == (date(1916, 6, 2), "date line")


def test_a_dateline(infer: Infer) -> None:
    """A dateline before the first sentence gives it."""
    assert infer("LONDON, June 3, 1916 -- Two fleets met on Wednesday, the Admiralty said.") == (
        date(1916, 6, 3),
        "date line",
    )


def test_weekday_with_date(infer: Infer) -> None:
    """A weekday with a date fits only one year near the latest one named."""
    text = "The treaty was signed on 4 May 1915. The fleets met on Wednesday, May 31, the Admiralty said."
    assert infer(text) == (date(1916, 5, 31), "weekday with date")


def test_latest_past_date(infer: Infer) -> None:
    """The last day told in the past tense is taken where the text speaks of its own days."""
    text = "The fleets met on 31 May 1916 and parted on 1 June 1916. On Saturday the Admiralty published a list."
    assert infer(text) == (date(1916, 6, 1), "latest past date")


@pytest.mark.parametrize(
    "text",
    [
        "The fleets met on Wednesday, the Admiralty said.",
        "The fleets met on 31 May 1916 and parted on 1 June 1916.",
        "",
    ],
)
def test_nothing_is_guessed(infer: Infer, text: str) -> None:
    """A weekday alone, or a history with dates, pins no publication."""
    assert infer(text) is None
