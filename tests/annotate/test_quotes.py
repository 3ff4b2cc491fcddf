"""Quotation marks: paired by kind, paragraph by paragraph."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.annotate import Annotated
from rashomon.annotate.attributions.quotation_marks import quotes

Read = Callable[..., Annotated]


def _found(read: Read, text: str) -> list[str]:
    annotated = read(text)
    return [annotated.text(quote.start_char, quote.end_char) for quote in quotes(annotated)]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ('He wrote "yes" and "no".', ['"yes"', '"no"']),
        ("He wrote “yes” and “no”.", ["“yes”", "“no”"]),
        ("He wrote ``yes'' twice.", ["``yes''"]),
        ("He wrote ''yes'' twice.", ["''yes''"]),
        ("Er schrieb „ja“ and «oui».", ["„ja“", "«oui»"]),
        ("They called it ‘liberation’ then.", ["‘liberation’"]),
        ("They called it 'liberation' then.", ["'liberation'"]),
        ("“They called it ‘liberation’ then,” she said.", ["“They called it ‘liberation’ then,”", "‘liberation’"]),
        ("The soldiers' tents and the farmer's field.", []),
        ("Rock 'n' roll of the '90s.", []),
        ('He wrote “yes" and went.', ['“yes"']),
        ("A gun of 12\" and one of 40'.", []),
    ],
)  # fmt: skip
def test_marks_are_paired_by_kind(read: Read, text: str, due: list[str]) -> None:
    """Each mark closes only its own kind; apostrophes and inches are none."""
    assert _found(read, text) == due


def test_missing_mark_ends_with_its_sentence(read: Read) -> None:
    """A mark in mid-paragraph that nothing closes reaches to its sentence's end, and the next pair stands."""
    assert _found(read, "He wrote “yes and left. Then he wrote “no” again.") == ["“yes and left.", "“no”"]


def test_speech_of_two_paragraphs_goes_on(read: Read) -> None:
    """A paragraph that opens with the mark of an unclosed one continues it."""
    annotated = read("“We were woken at four.\n\n“Nobody gave an order.”")
    assert [(quote.closed, quote.continues) for quote in quotes(annotated)] == [(False, False), (True, True)]


@given(
    st.lists(st.sampled_from(["“", "”", '"', "''", "«", "»", "‘", "’", "'", "a", " ", ".", "\n\n"]), max_size=60).map(
        "".join
    )
)
@settings(max_examples=60, deadline=None)
def test_quotations_nest_or_stand_apart(read: Read, text: str) -> None:
    """For any marks, quotations lie in the text, start in order, and never cross."""
    found = quotes(read(text))
    holding = []
    for quote in found:
        assert 0 <= quote.start_char < quote.end_char <= len(text)
        while holding and holding[-1].end_char <= quote.start_char:
            holding.pop()
        assert not holding or quote.end_char <= holding[-1].end_char
        assert quote.depth == len(holding)
        holding.append(quote)
