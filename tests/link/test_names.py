"""Comparing names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.knowledge import Knowledge
from rashomon.link.names import SAME, compare, name_rules

RULES = Knowledge().once(name_rules)

ONE = [
    ("Adel Abdul Mahdi", "Adil Abdul-Mahdi"),
    ("Muammar Gaddafi", "Moammar Qadhafi"),
    ("Qassem Soleimani", "Qasem Suleimani"),
    ("Admiral John Jellicoe", "John R. Jellicoe"),
    ("Reinhard Scheer", "Vice-Admiral Reinhard Scheer"),
    ("Scheer, Reinhard", "Reinhard Scheer"),
    ("Bill Carter", "William Carter"),
]
TWO = [
    ("Adel Abdul Mahdi", "Abu Mahdi al-Muhandis"),
    ("John Jellicoe", "Mary Jellicoe"),
    ("Franz Hipper", "Franz Ferdinand"),
    ("Reinhard Scheer", "Reinhard Heydrich"),
    ("J. R.", "John Rushworth"),
]


@pytest.mark.parametrize(("one", "other"), ONE)
def test_spellings_titles_and_middle_names_are_one_person(one: str, other: str) -> None:
    """Romanisation, titles, middle names, order with a comma and short forms do not make another person."""
    assert compare(one, other, RULES, person=True).value >= SAME


@pytest.mark.parametrize(("one", "other"), TWO)
def test_other_names_are_other_people(one: str, other: str) -> None:
    """A common word, even a rare one, is not enough where both names have another beside it."""
    assert compare(one, other, RULES, person=True).value < SAME


def test_organisations_keep_their_telling_words() -> None:
    """Legal forms and spelling fall away, other words do not."""
    assert compare("Kata'ib Hezbollah", "Katai'b Hezbollah", RULES, person=False).value >= SAME
    assert compare("Deutsche Werft AG", "Deutsche Werft", RULES, person=False).value >= SAME
    assert compare("Bank of Norway", "Bank of Denmark", RULES, person=False).value < SAME
    assert compare("PLA", "People's Liberation Army", RULES, person=False).value >= SAME


def test_a_score_gives_its_reason() -> None:
    """The reason holds the words that were paired, and those that were not."""
    score = compare("John Jellicoe", "Mary Jellicoe", RULES, person=True)
    assert "jellicoe" in score.why
    assert "mary" in score.why


@given(st.text(max_size=40), st.text(max_size=40), st.booleans())
def test_any_two_strings_compare_both_ways_alike(one: str, other: str, person: bool) -> None:
    """For any strings the comparison holds, lies between 0 and 1, and does not depend on which comes first."""
    left, right = compare(one, other, RULES, person=person), compare(other, one, RULES, person=person)
    assert 0 <= left.value <= 1
    assert left.value == pytest.approx(right.value)
