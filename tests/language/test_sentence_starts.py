"""Where sentences start: rules on words."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.annotate.folding.fold import fold
from rashomon.language import Language
from rashomon.language.sentences import LONGEST, sentence_starts
from rashomon.language.words import Word

FOLDER = Path(__file__).parent / "cases"
CASES = json.loads((FOLDER / "sentences.json").read_text("utf-8"))
HARD_NEWS = json.loads((FOLDER / "hard_news.json").read_text("utf-8"))


def split(text: str, language: Language) -> list[str]:
    """The sentences of a text, verbatim."""
    parse, starts, ends, _ = language.parse(fold(text))
    return [text[starts[sent.start] : ends[sent.end - 1]] for sent in parse.sents]


@pytest.mark.parametrize("case", CASES, ids=[" ".join(case["sentences"])[:50] for case in CASES])
def test_case(case: dict[str, Any], language: Language) -> None:
    """Each case is split into its sentences and nowhere else."""
    assert split(case.get("join", " ").join(case["sentences"]), language) == case["sentences"]


@pytest.mark.parametrize("case", HARD_NEWS, ids=[case["why"] for case in HARD_NEWS])
def test_hard_news(case: dict[str, Any], language: Language) -> None:
    """Each of the eleven things that news does to sentences: abbreviations, numbers, quotations, headings, lists, lines, pages."""
    assert split(case.get("join", " ").join(case["sentences"]), language) == case["sentences"]


def test_headings_and_paragraphs_are_apart(language: Language) -> None:
    """A heading without a full stop is a sentence of its own."""
    assert split("Fleet sails\n\nThe fleet left Kiel on Monday", language) == [
        "Fleet sails",
        "The fleet left Kiel on Monday",
    ]


def test_no_endless_sentence(language: Language) -> None:
    """A text without any full stop is cut all the same."""
    assert max(len(sentence.split()) for sentence in split("ship " * (3 * LONGEST), language)) <= LONGEST + 1


@settings(max_examples=50)
@given(st.lists(st.text(min_size=1, max_size=6).filter(lambda word: " " not in word), min_size=1, max_size=30))
def test_any_words(words: list[str]) -> None:
    """For any words there is one answer each, and the first word starts a sentence."""
    at, placed = 0, []
    for word in words:
        placed.append(Word(word, at, at + len(word)))
        at += len(word) + 1
    starts = sentence_starts(placed)
    assert len(starts) == len(words)
    assert starts[0]
