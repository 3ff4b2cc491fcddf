"""Relations: cases as JSON, then laws that hold for any text."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.annotate import Annotated
from rashomon.annotate.relations.words import relation_words
from rashomon.knowledge import Knowledge

Read = Callable[..., Annotated]

CASES = json.loads((Path(__file__).parent / "cases" / "relations.json").read_text("utf-8"))
KINDS = {"response", "cause", "purpose", "pretext_as_told", "concession", "sequence"}


def _problems(annotated: Annotated, case: dict[str, Any]) -> list[str]:
    """What a case asks for and the reading does not give."""
    text = annotated.document.text
    events = {row.event_mention_id: row.text for row in annotated.event_mentions}
    sources = {row.attribution_id: row.source_text for row in annotated.attributions}
    told = [
        {
            "kind": row.kind,
            "from": events[row.from_id],
            "to": events[row.to_id],
            "cue": text[row.cue_start_char : row.cue_end_char],
            "source": sources.get(row.attribution_id or ""),
        }
        for row in annotated.relations
    ]
    wanted = [
        f"no {one} in {told}"
        for one in case.get("relations", ())
        if not any(all(link[key] == value for key, value in one.items()) for link in told)
    ]
    return wanted + [
        f"{kind} found: {told}" for kind in case.get("absent", ()) if any(link["kind"] == kind for link in told)
    ]


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["kind"] != "known_failure"], ids=lambda case: case["text"][:50]
)
def test_cases(read: Read, case: dict[str, Any]) -> None:
    """Each case's links come out with kind, both events, connecting words and speaker; negative cases give none of the named."""
    assert _problems(read(case["text"]), case) == []


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["kind"] == "known_failure"], ids=lambda case: case["text"][:50]
)
def test_known_failures_still_fail(read: Read, case: dict[str, Any]) -> None:
    """A known failure that no longer fails becomes a case: this list stays true."""
    assert _problems(read(case["text"]), case) != []


def test_every_kind_has_cases() -> None:
    """All six kinds are tested."""
    assert {link["kind"] for case in CASES for link in case.get("relations", ())} == KINDS


def test_after_is_never_a_cause(knowledge: Knowledge) -> None:
    """Words of time stand in the table as sequence only: what came later is not said to come from it."""
    kinds = {" ".join(words): kind for cues in knowledge.once(relation_words).cues.values() for words, kind, _ in cues}
    assert {kinds[word] for word in ("after", "following", "before", "since", "in the wake of")} == {"sequence"}


def test_links_join_two_mentions_of_the_document(read: Read) -> None:
    """Both ends are event mentions of the document, never the same, and no pair is linked twice."""
    annotated = read(
        "After the raid and after the siege the duke was arrested because he had attacked the port to free prisoners."
    )
    known = {row.event_mention_id for row in annotated.event_mentions}
    assert annotated.relations
    pairs = [(row.from_id, row.to_id) for row in annotated.relations]
    assert all(set(pair) <= known and pair[0] != pair[1] for pair in pairs)
    assert len({frozenset(pair) for pair in pairs}) == len(pairs)


_WORDS = st.sampled_from(
    ["the", "army", "attacked", "raid", "after", "before", "because", "of", "in", "response", "to", "order", "led", "prompted", "by", "since", "despite", "although", "killed", "that", "was", "and", ",", ".", "?", "protest", "to", "stop", "following", "retaliation", "for"]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_WORDS, max_size=30))
def test_any_order_of_its_words_is_read(read: Read, words: list[str]) -> None:
    """Word salad of triggers and connectives, where parses are odd, does not raise or loop."""
    annotated = read(" ".join(words))
    known = {row.event_mention_id for row in annotated.event_mentions}
    assert all({row.from_id, row.to_id} <= known for row in annotated.relations)
