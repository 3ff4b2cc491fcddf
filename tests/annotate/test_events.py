"""Events: cases of every type as JSON, then laws that hold for any text."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.annotate import Annotated
from rashomon.annotate.events.explain import explain_sentence
from rashomon.annotate.events.triggers import Lexicon, lexicon
from rashomon.errors import KnowledgeError
from rashomon.knowledge import Knowledge
from rashomon.model import EventMention

Read = Callable[..., Annotated]

CASES = json.loads((Path(__file__).parent / "cases" / "events.json").read_text("utf-8"))
TYPES = {
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip
FACTUALITY = {"asserted", "denied", "possible", "demanded", "planned", "hypothetical"}


def _arguments(annotated: Annotated, mention: EventMention, role: str) -> list[str]:
    return [
        row.text for row in annotated.arguments if row.event_mention_id == mention.event_mention_id and row.role == role
    ]


def _problems(annotated: Annotated, case: dict[str, Any]) -> list[str]:
    """What a case asks for and the reading does not give."""
    out = []
    for event in case.get("events", ()):
        fitting = [
            row for row in annotated.event_mentions if row.event_type == event["type"] and event["trigger"] in row.text
        ]
        if not fitting:
            out.append(f"no {event['type']} at {event['trigger']!r}")
            continue
        row = fitting[0]
        out += [
            f"{row.text}: {role} {_arguments(annotated, row, role)}, not {event[role]}"
            for role in ("actor", "recipient", "place")
            if role in event and _arguments(annotated, row, role) != event[role]
        ]
        out += [
            f"{row.text}: {column} {getattr(row, column)}, not {event[column]}"
            for column in ("factuality", "agent_expression", "mode")
            if column in event and getattr(row, column) != event[column]
        ]
    typed = [row for row in annotated.event_mentions if row.event_type is not None]
    out += [
        f"{word} found" for word in case.get("absent", ()) if any(word in (row.event_type, row.text) for row in typed)
    ]
    return out


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["kind"] != "known-failure"], ids=lambda case: case["text"][:50]
)
def test_cases(read: Read, case: dict[str, Any]) -> None:
    """Each case's events come out with type, trigger, participants and factuality; negative cases give none of the named."""
    assert _problems(read(case["text"]), case) == []


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["kind"] == "known-failure"], ids=lambda case: case["text"][:50]
)
def test_known_failures_still_fail(read: Read, case: dict[str, Any]) -> None:
    """A known failure that no longer fails becomes a case: this list stays true."""
    assert _problems(read(case["text"]), case) != []


def test_every_type_has_cases() -> None:
    """All sixteen types are tested."""
    assert {event["type"] for case in CASES for event in case["events"]} == TYPES


def test_every_row_keeps_its_passage_and_words(read: Read) -> None:
    """Rows stand on verbatim slices, name a sentence, and use the contract's words only."""
    text = "On Monday  the Valdorian army, led by\nGeneral Orsic, attacked Marenz and burned two mills. It denied the attack."
    annotated = read(text)
    sentences = {row.sentence_id for row in annotated.sentences}
    assert annotated.event_mentions
    for row in annotated.event_mentions:
        assert text[row.start_char : row.end_char] == row.text
        assert row.sentence_id in sentences
        assert row.event_type is None or row.event_type in TYPES
        assert row.factuality in FACTUALITY
        assert row.agent_expression in {"active", "passive_with_agent", "agentless", "nominal"}
    known = {row.event_mention_id for row in annotated.event_mentions}
    assert len(known) == len(annotated.event_mentions)
    for row in annotated.arguments:
        assert text[row.start_char : row.end_char] == row.text
        assert row.event_mention_id in known
        assert row.basis


def test_time_arguments_point_to_their_times(read: Read) -> None:
    """A time that hangs on the trigger's clause is its argument, with the time's own id."""
    annotated = read("The rebels attacked Marenz on 5 May 1921.")
    times = {row.time_id: row.text for row in annotated.times}
    found = [row for row in annotated.arguments if row.role == "time"]
    assert found
    assert all(times[row.time_id] == row.text for row in found)


def test_whose_phrase_holds_a_participant_is_not_the_participant(read: Read) -> None:
    """The side with which envoys talk is not the envoys, though their phrase holds it."""
    annotated = read(
        "Arcadian officials in recent negotiations with the Ruritanian side demanded the end of the siege."
    )
    sides = [row for row in annotated.arguments if row.text == "the Ruritanian side"]
    held = {row.mention_id: row.text for row in annotated.mentions}
    assert sides
    assert {held.get(row.mention_id or "", "") for row in sides} <= {"", "the Ruritanian side"}


def test_an_article_takes_part_in_nothing(read: Read) -> None:
    """A gerund's "the", which stands where a subject would, is nobody who did it."""
    annotated = read("The killing was a breach of the pact, concerning the re-entering Valdoria to fight the rebels.")
    assert any(row.text == "the rebels" for row in annotated.arguments)
    assert not [row.text for row in annotated.arguments if row.text.lower() in ("the", "a", "an")]


def test_same_text_same_rows(read: Read) -> None:
    """Reading twice gives the same rows with the same ids."""
    text = "Sweden shared intelligence with Norway. The rebels released two hostages in Marenz."
    assert read(text).event_mentions == read(text).event_mentions
    assert read(text).arguments == read(text).arguments


def test_explaining_names_trigger_path_and_rejection(read: Read, knowledge: Knowledge) -> None:
    """An explanation tells the trigger's line, the path to each participant, and which lines did not fit and why."""
    annotated = read("The rebels attacked Marenz. The potter fired the clay.")
    first, second = annotated.sentences
    lines = explain_sentence(annotated, knowledge, first.sentence_id)
    assert any("ASSAULT" in line and 'verb "attack"' in line for line in lines)
    assert any('actor: "The rebels" (subject)' in line for line in lines)
    assert any(
        "rejected" in line and "ASSAULT 'fire'" in line
        for line in explain_sentence(annotated, knowledge, second.sentence_id)
    )
    assert explain_sentence(annotated, knowledge, "none") == ['no sentence "none" in this document']


def test_a_users_line_comes_first(tmp_path: Path) -> None:
    """A trigger that a user lays over the shipped ones is found, and goes before a shipped line of the same word."""
    folder = tmp_path / "events"
    folder.mkdir()
    (folder / "consult.toml").write_text(
        'triggers = [{ verb = ["glorp"] }, { verb = ["bomb"], mode = "visit" }]\n', "utf-8"
    )
    compiled = lexicon(Knowledge(tmp_path))
    assert compiled.entries["verb", "glorp"][0].event_type == "CONSULT"
    assert compiled.forms["VERB", "glorped"] == "glorp"


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ('{ verb = ["glorp"], colour = "red" }', "colour"),
        ('{ mode = "x" }', "without verb"),
        ('{ verb = ["glorp"], object = "@nothing" }', "@nothing"),
    ],
)
def test_a_wrong_line_says_what_is_wrong(tmp_path: Path, line: str, word: str) -> None:
    """A line with an unknown field, no word or an unknown class is an error that names it."""
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "aid.toml").write_text(f"triggers = [{line}]\n", "utf-8")
    with pytest.raises(KnowledgeError, match=word):
        lexicon(Knowledge(tmp_path))


def test_shipped_lines_are_of_known_types(knowledge: Knowledge) -> None:
    """Every line of the lexicon has one of the sixteen types, or none."""
    compiled = knowledge.once(lexicon)
    assert isinstance(compiled, Lexicon)
    assert {trigger.event_type for entry in compiled.entries.values() for trigger in entry} <= TYPES | {None}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_any_text_holds_its_offsets(read: Read, text: str) -> None:
    """Whatever the text, nothing raises and each row's slice is its text."""
    annotated = read(text)
    for row in [*annotated.event_mentions, *annotated.arguments]:
        assert text[row.start_char : row.end_char] == row.text


_WORDS = st.sampled_from(
    [
        "the",
        "army",
        "attacked",
        "said",
        "who",
        "which",
        "that",
        "and",
        "or",
        "by",
        "in",
        "on",
        "of",
        "not",
        "will",
        "must",
        "if",
        "Marenz",
        "rebels",
        ",",
        ".",
        "?",
        "(",
        ")",
        "its",
        "to",
        "killing",
        "withdrawal",
        "sanctions",
        "were",
        "was",
        "demanded",
        "shot",
        "3",
        "Monday",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_WORDS, max_size=30))
def test_any_order_of_its_words_is_read(read: Read, words: list[str]) -> None:
    """Word salad of triggers and function words, where parses are odd, does not raise or loop."""
    annotated = read(" ".join(words))
    assert all(row.sentence_id for row in annotated.event_mentions)
