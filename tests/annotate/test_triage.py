"""What is not worth parsing is known by its words and its day."""

from datetime import date

import pytest

from rashomon.annotate.triage import passed_over
from rashomon.knowledge import Knowledge
from rashomon.model import make_document

BATTLE = "The German fleet shelled Lowestoft on Tuesday, the British Admiralty said."
RECIPE = "Fold the eggs into the flour, and bake the cake for forty minutes."


@pytest.mark.parametrize(
    ("text", "names", "reason"),
    [
        (BATTLE, (), None),
        (RECIPE, (), "no trigger"),
        (BATTLE, ("Germany",), None),
        (BATTLE, ("germany", "Japan"), None),
        (BATTLE, ("Japan",), "not about"),
        (BATTLE, ("Lowestoft",), None),
        (BATTLE, ("Lowe",), "not about"),
        ("U.N. observers were attacked.", ("United Nations",), None),
    ],
)
def test_by_names_and_words(text: str, names: tuple[str, ...], reason: str | None) -> None:
    """A document is parsed if it holds a word of events and one of the names, in any form that the knowledge lists."""
    found = passed_over(make_document(uri="a", text=text), Knowledge(), names=names)
    assert (found and found[0]) == reason


@pytest.mark.parametrize(
    ("day", "reason"),
    [(date(1916, 4, 24), "other period"), (date(1916, 4, 25), None), (date(1916, 5, 1), "other period"), (None, None)],
)
def test_by_day(day: date | None, reason: str | None) -> None:
    """The first and the last day are in; a document without a day is of any period."""
    found = passed_over(
        make_document(uri="a", text=BATTLE, published=day),
        Knowledge(),
        since=date(1916, 4, 25),
        until=date(1916, 4, 30),
    )
    assert (found and found[0]) == reason
