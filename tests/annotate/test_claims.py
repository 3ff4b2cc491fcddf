"""Claims: cases as JSON, then laws that hold for any text."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.annotate import Annotated
from rashomon.annotate.claims.kinds import CHECKABLE
from rashomon.annotate.claims.words import claim_words
from rashomon.knowledge import Knowledge
from rashomon.model import Claim

Read = Callable[..., Annotated]

CASES = json.loads((Path(__file__).parent / "cases" / "claims.json").read_text("utf-8"))
KINDS = {"identity", "quantity", "legal", "characterisation", "prediction", "obligation", "purpose", "state"}


def _as_told(annotated: Annotated, claim: Claim) -> dict[str, Any]:
    """A claim in the words of a case."""
    sources = {row.attribution_id: row.source_text for row in annotated.attributions}
    figures = {row.figure_id: row.text for row in annotated.figures}
    return {
        "kind": claim.kind,
        "subject": claim.subject_text,
        "predicate": claim.predicate_lemma,
        "object": claim.object_text,
        "negated": claim.negated,
        "factuality": claim.factuality,
        "checkable": claim.checkable,
        "earliest": str(claim.earliest) if claim.earliest else None,
        "latest": str(claim.latest) if claim.latest else None,
        "figure": figures.get(claim.figure_id or ""),
        "source": sources.get(claim.attribution_id or ""),
    }


def _problems(annotated: Annotated, case: dict[str, Any]) -> list[str]:
    """What a case asks for and the reading does not give."""
    told = [_as_told(annotated, claim) for claim in annotated.claims]
    wanted = [
        f"no {one} in {told}"
        for one in case.get("claims", ())
        if not any(all(claim[key] == value for key, value in one.items()) for claim in told)
    ]
    return wanted + [
        f"{kind} found: {told}" for kind in case.get("absent", ()) if any(claim["kind"] == kind for claim in told)
    ]


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["kind"] != "known_failure"], ids=lambda case: case["text"][:50]
)
def test_cases(read: Read, case: dict[str, Any]) -> None:
    """Each case's claims come out with kind, parts and standing; negative cases give none of the named kinds."""
    assert _problems(read(case["text"]), case) == []


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["kind"] == "known_failure"], ids=lambda case: case["text"][:50]
)
def test_known_failures_still_fail(read: Read, case: dict[str, Any]) -> None:
    """A known failure that no longer fails becomes a case: this list stays true."""
    assert _problems(read(case["text"]), case) != []


def test_every_kind_has_cases() -> None:
    """All eight kinds are tested."""
    assert {claim["kind"] for case in CASES for claim in case.get("claims", ())} == KINDS


def test_rows_keep_their_passages(read: Read) -> None:
    """Subject, object and figure are the words between their offsets, and the passage holds predicate and object."""
    text = "The Marenz legion, led by  General Orsic, has about 4,000 soldiers. It is part of the army."
    annotated = read(text)
    assert annotated.claims
    for row in annotated.claims:
        assert text[row.subject_start_char : row.subject_end_char] == row.subject_text
        assert row.predicate_start_char is not None
        assert row.predicate_end_char is not None
        assert row.start_char <= row.predicate_start_char < row.predicate_end_char <= row.end_char
        if row.object_text is not None:
            assert text[row.object_start_char : row.object_end_char] == row.object_text
            assert row.object_end_char == row.end_char
        assert row.checkable == (row.kind in CHECKABLE)


def test_same_text_same_rows(read: Read) -> None:
    """Reading twice gives the same rows with the same ids."""
    text = "The fleet is at sea. The king must pay."
    assert list(read(text).claims) == list(read(text).claims)


def test_a_users_words_are_added(tmp_path: Path) -> None:
    """A word that a user lays over the shipped table is known, and the shipped ones stay."""
    (tmp_path / "claims.toml").write_text('[legal]\nnouns = ["glorp"]\n', "utf-8")
    words = claim_words(Knowledge(tmp_path))
    assert {"glorp", "breach"} <= words.legal["nouns"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_any_text_holds_its_offsets(read: Read, text: str) -> None:
    """Whatever the text, nothing raises and each row's slices are its words."""
    for row in read(text).claims:
        assert text[row.subject_start_char : row.subject_end_char] == row.subject_text
        assert row.kind in KINDS


_WORDS = st.sampled_from(
    ["the", "army", "is", "was", "has", "must", "will", "not", "no", "part", "of", "law", "if", "that", "which", "who", "said", "and", ",", ".", "?", "in", "40", "soldiers", "legal", "to", "be", "likely", "able", "Marenz", "it", "they", "should", "wants", "remain"]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_WORDS, max_size=30))
def test_any_order_of_its_words_is_read(read: Read, words: list[str]) -> None:
    """Word salad of modals, copulas and function words, where parses are odd, does not raise or loop."""
    for row in read(" ".join(words)).claims:
        assert row.start_char < row.end_char
