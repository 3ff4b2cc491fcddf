"""Mentions: names, descriptions, pronouns."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.annotate.annotated import Annotated
from rashomon.annotate.folding.fold import fold
from rashomon.annotate.mentions.index import mention_index, noun_phrase
from rashomon.annotate.mentions.layer import mentions
from rashomon.annotate.sentences import sentences
from rashomon.knowledge import Knowledge
from rashomon.language import Language
from rashomon.model import make_document

CASES = json.loads((Path(__file__).parent / "cases" / "mentions.json").read_text("utf-8"))


def read_mentions(text: str, language: Language, knowledge: Knowledge) -> Annotated:
    """A text with its mentions and nothing that needs them."""
    annotated = Annotated(make_document(uri="test", text=text), fold(text))
    annotated.read(*language.parse(annotated.blocks))
    annotated.sentences = list(sentences(annotated, knowledge))
    annotated.mentions = list(mentions(annotated, knowledge))
    return annotated


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_case(case: dict[str, Any], language: Language, knowledge: Knowledge) -> None:
    """Each case's mentions are found with kind, form and country, what must not be found is not, and references lead where they should."""
    found = read_mentions(case["text"], language, knowledge).mentions
    by_id = {mention.mention_id: mention for mention in found}

    def check() -> None:
        rows = {(mention.text, mention.form, mention.kind, mention.country) for mention in found}
        for wanted in case.get("has", ()):
            assert tuple(wanted) in rows, rows
        texts = {mention.text for mention in found}
        for unwanted in case.get("lacks", ()):
            assert unwanted not in texts
        for text, kind in case.get("lacks_kind", ()):
            assert (text, kind) not in {(mention.text, mention.kind) for mention in found}
        for text, sector in case.get("sectors", {}).items():
            assert sector in {mention.sector for mention in found if mention.text == text}
        for text, antecedent in case.get("refers", ()):
            ends = [by_id[m.antecedent_id].text for m in found if m.text == text and m.antecedent_id]
            assert antecedent in ends, [(m.text, m.antecedent_id and by_id[m.antecedent_id].text) for m in found]

    if "known_failure" in case:
        with pytest.raises(AssertionError):
            check()
    else:
        check()


def test_antecedents_stand_before(language: Language, knowledge: Knowledge) -> None:
    """No mention refers to one that comes after it, so every chain ends."""
    text = "General Haig met Foch. He told him that the army would attack. The general left; his staff stayed. They waited for Haig."
    found = read_mentions(text, language, knowledge).mentions
    order = {mention.mention_id: at for at, mention in enumerate(found)}
    assert all(order[m.antecedent_id] < order[m.mention_id] for m in found if m.antecedent_id)


def test_index_finds_by_token(language: Language, knowledge: Knowledge) -> None:
    """A word of a name, a head and a covered word each lead to their mention, and a chain leads to the name."""
    annotated = read_mentions("Adil Hassan met the Iraqi parliament's speaker. He agreed.", language, knowledge)
    index = mention_index(annotated)
    by_text = {token.text: token for token in annotated.parse}
    assert index.at_head(by_text["Hassan"]).text == "Adil Hassan"
    assert index.at_head(by_text["parliament"]).text == "the Iraqi parliament"
    assert index.covering(by_text["Iraqi"]).text == "the Iraqi parliament"
    assert index.named(index.at_head(by_text["He"])).text == "Adil Hassan"
    first, end = noun_phrase(by_text["speaker"])
    assert annotated.parse[first:end].text == "the Iraqi parliament's speaker"


def test_no_name_crosses_blocks(language: Language, knowledge: Knowledge) -> None:
    """A name at the end of a heading does not swallow the first word of the next paragraph."""
    found = read_mentions("News from London\n\nJohn Smith arrived at the port.", language, knowledge).mentions
    assert not any("\n" in mention.text for mention in found)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80))
def test_any_text(language: Language, knowledge: Knowledge, text: str) -> None:
    """For any text, every mention's text is the slice of its offsets, the head lies inside, and nothing raises."""
    annotated = read_mentions(text, language, knowledge)
    for mention in annotated.mentions:
        assert text[mention.start_char : mention.end_char] == mention.text
        assert mention.start_char <= mention.head_start_char < mention.head_end_char <= mention.end_char
