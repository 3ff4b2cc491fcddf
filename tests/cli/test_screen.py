"""What reaches the screen."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.cli.screen import days, passage, safe


@given(st.text())
def test_safe_leaves_no_control(text: str) -> None:
    """For any text at all, no control, bidirectional or line-breaking character reaches the terminal."""
    shown = safe(text)
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in shown)
    assert not any(char in shown for char in "\u202e\u2066\u200f\x1b\x9b")


def test_safe_shows_escape_sequences() -> None:
    """An escape sequence is shown as what it is, not obeyed and not lost."""
    assert safe("\x1b[31mred\x07") == "␛[31mred␇"


def test_passage_is_cut_in_the_middle() -> None:
    """A long passage keeps its beginning and its end."""
    shown = passage("start " + "word " * 500 + "end", 100)
    assert shown.startswith("“start")
    assert shown.endswith("end”")
    assert len(shown) < 120


@pytest.mark.parametrize(
    ("earliest", "latest", "shown"),
    [
        (None, None, "undated"),
        (date(1916, 5, 31), date(1916, 5, 31), "1916-05-31"),
        (date(1916, 5, 1), date(1916, 5, 31), "1916-05"),
        (date(1916, 1, 1), date(1916, 12, 31), "1916"),
        (date(1914, 1, 1), date(1918, 12, 31), "1914 to 1918"),
        (date(1916, 5, 31), date(1916, 6, 1), "1916-05-31 to 1916-06-01"),
        (date(1916, 5, 31), None, "from 1916-05-31"),
    ],
)
def test_days(earliest: date | None, latest: date | None, shown: str) -> None:
    """A span is shown as the day, month or year that it is."""
    assert days(earliest, latest) == shown
