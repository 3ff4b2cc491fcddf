"""Figures: numbers with what they count, what befell those counted, and the numbers that count nothing."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.annotate import Annotated, fold
from rashomon.annotate.figures.layer import figures
from rashomon.annotate.figures.numbers import number_rules, numbers
from rashomon.annotate.times.layer import times
from rashomon.knowledge import Knowledge
from rashomon.language import Language, load
from rashomon.model import Figure, make_document

CASES = json.loads((Path(__file__).parent / "cases" / "figures.json").read_text("utf-8"))


def figures_of(text: str, language: Language, knowledge: Knowledge) -> list[Figure]:
    """Figures of a text, from its parse and its time expressions."""
    annotated = Annotated(make_document(uri="test", text=text), fold(text))
    annotated.read(*language.parse(annotated.blocks))
    annotated.times = list(times(annotated, knowledge))
    return list(figures(annotated, knowledge))


def words_of(text: str, language: Language) -> list[str]:
    """Words of a text in lower case, as the pipeline cuts them."""
    return [token.lower_ for token in language.parse(fold(text))[0]]


@pytest.mark.parametrize(("text", "low", "high", "approximate"), CASES["numbers"])
def test_number_has_its_bounds(
    text: str, low: float | None, high: float | None, approximate: bool, language: Language, knowledge: Knowledge
) -> None:
    """A number in words or digits opens, closes and blurs as its words say."""
    words = words_of(text, language)
    (number,) = numbers(words, number_rules(knowledge))
    assert (number.low, number.high, number.approximate) == (low, high, approximate)


@pytest.mark.parametrize("text", CASES["no_numbers"])
def test_no_number(text: str, language: Language, knowledge: Knowledge) -> None:
    """Telephone numbers, ordinals, decades, times of day and scores are no cardinal numbers."""
    assert not numbers(words_of(text, language), number_rules(knowledge))


@pytest.mark.parametrize("case", CASES["figures"], ids=lambda case: case["text"][:40])
def test_figures(case: dict[str, Any], language: Language, knowledge: Knowledge) -> None:
    """Each figure that a sentence gives is found, with all that the case says of it."""
    found = figures_of(case["text"], language, knowledge)
    texts = {figure.figure_id: figure.text for figure in found}
    rows = [{name: getattr(figure, name) for name in Figure.__struct_fields__} for figure in found]
    for row in rows:
        row["part_of"] = texts.get(row["part_of"])
    for wanted in case["figures"]:
        assert any(all(row[name] == value for name, value in wanted.items()) for row in rows), (wanted, found)


@pytest.mark.parametrize("case", CASES["negative"], ids=lambda case: case["text"][:40])
def test_numbers_that_count_nobody(case: dict[str, Any], language: Language, knowledge: Knowledge) -> None:
    """A label, an age, a score, a plan or a possibility makes no figure of these kinds."""
    assert not [figure for figure in figures_of(case["text"], language, knowledge) if figure.kind in case["kinds"]]


@pytest.mark.parametrize("case", CASES["known_failures"], ids=lambda case: case["text"][:40])
def test_known_failures_do_not_raise(case: dict[str, Any], language: Language, knowledge: Knowledge) -> None:
    """What the rules are known to miss is written down, and read without an error."""
    for figure in figures_of(case["text"], language, knowledge):
        assert figure.text in case["text"]


@pytest.mark.parametrize("case", CASES["ties"], ids=lambda case: case["text"][:40])
def test_figure_hangs_on_its_event_and_its_source(case: dict[str, Any], read: Any) -> None:
    """A figure belongs to the event that tells of its harm, or to none, and to the attribution that holds it."""
    annotated = read(case["text"], published="1916-06-03")
    events = {mention.event_mention_id: mention.lemma for mention in annotated.event_mentions}
    sources = {row.attribution_id: row.source_text for row in annotated.attributions}
    figure = next(row for row in annotated.figures if row.text == case["figure"])
    assert events.get(figure.event_mention_id or "") == case["event"]
    assert sources.get(figure.attribution_id or "") == case["source"]


@pytest.mark.parametrize("case", CASES["periods"], ids=lambda case: case["text"][:40])
def test_period_is_the_clause_s_own(case: dict[str, Any], language: Language, knowledge: Knowledge) -> None:
    """The days of a figure are those of its clause, also where they hang on a place; no other day is taken for them."""
    (figure,) = [figure for figure in figures_of(case["text"], language, knowledge) if figure.text == case["figure"]]
    assert [str(figure.earliest), str(figure.latest)] == case["days"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["killed", "dead", "3", "1,000", "people", "and", "-", "to", "$", "hundred", "%", "a", "half", "million", "who", "\n",
             "were", "9" * 1000, "between", ",", "including", "dozens of", "February 30", "He", "died", ".", "’", "\u200b", "of"]
        ),
        max_size=30,
    ),
)  # fmt: skip
def test_offsets_hold_for_any_text(pieces: list[str]) -> None:
    """Whatever the text, nothing raises and every passage is verbatim."""
    text = " ".join(pieces)
    for figure in figures_of(text, load(), Knowledge()):
        assert text[figure.start_char : figure.end_char] == figure.text
        assert figure.what is None or figure.what in text
        assert figure.low is None or figure.high is None or figure.low <= figure.high
