"""Sentences as rows."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.annotate.annotated import Annotated
from rashomon.annotate.folding.fold import fold
from rashomon.annotate.sentences import sentences
from rashomon.knowledge import Knowledge
from rashomon.language import Language
from rashomon.model import Sentence, make_document


def read(text: str, language: Language, knowledge: Knowledge) -> list[Sentence]:
    """The sentences of a text."""
    annotated = Annotated(make_document(uri="test", text=text), fold(text))
    annotated.read(*language.parse(annotated.blocks))
    return list(sentences(annotated, knowledge))


def test_sentences_lie_in_the_text(language: Language, knowledge: Knowledge) -> None:
    """Doubled blanks and wrapped lines stay inside the offsets of the sentence that they stand in."""
    text = "The fleet  left Kiel.  It met\nno one."
    assert [text[row.start_char : row.end_char] for row in read(text, language, knowledge)] == [
        "The fleet  left Kiel.",
        "It met\nno one.",
    ]


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=100))
def test_any_text(language: Language, knowledge: Knowledge, text: str) -> None:
    """For any text the sentences are in order, none is empty, none overlaps another, and their ids differ."""
    rows = read(text, language, knowledge)
    assert all(0 <= row.start_char < row.end_char <= len(text) for row in rows)
    assert all(before.end_char <= after.start_char for before, after in itertools.pairwise(rows))
    assert len({row.sentence_id for row in rows}) == len(rows)
