"""Attributions: cases in JSON, offsets for any text, hostile texts."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rashomon.annotate import Annotated
from rashomon.annotate.attributions.cues import speech
from rashomon.annotate.attributions.index import AttributionIndex, innermost
from rashomon.knowledge import Knowledge
from rashomon.model import Attribution

Read = Callable[..., Annotated]

CASES = json.loads((Path(__file__).parent / "cases" / "attributions.json").read_text("utf-8"))


def _shown(annotated: Annotated, row: Attribution) -> dict[str, str | None]:
    content = " ## ".join(annotated.text(*span) for span in row.content_spans)
    cue = annotated.text(row.cue_start_char, row.cue_end_char) if row.cue_start_char is not None else None
    return {
        "source": row.source_text, "cue": cue, "content": content, "stance": row.stance, "kind": row.kind, "form": row.source_form,
    }  # fmt: skip


def _fits(annotated: Annotated, case: dict[str, str | None]) -> None:
    due = {key: value for key, value in case.items() if key not in ("why", "text")}
    found = [_shown(annotated, row) for row in annotated.attributions]
    assert any(all(row[key] == value for key, value in due.items()) for row in found), found


@pytest.mark.parametrize("case", CASES["positive"], ids=lambda case: case["why"])
def test_attribution_is_found(read: Read, case: dict[str, str | None]) -> None:
    """Source, cue, content and what is said of them come out as written in the case."""
    _fits(read(case["text"]), case)


@pytest.mark.parametrize("case", CASES["negative"], ids=lambda case: case["why"])
def test_nothing_is_attributed(read: Read, case: dict[str, str | None]) -> None:
    """Text in which nobody says anything has no attribution."""
    annotated = read(case["text"])
    assert not annotated.attributions, [_shown(annotated, row) for row in annotated.attributions]


@pytest.mark.parametrize("case", CASES["known_failures"], ids=lambda case: case["why"])
@pytest.mark.xfail(reason="known failures, to be mended some day", strict=True)
def test_known_failure(read: Read, case: dict[str, str | None]) -> None:
    """What the rules do not find yet; a case that starts to pass moves up."""
    _fits(read(case["text"]), case)


def test_nested_attribution_has_its_parent(read: Read) -> None:
    """What a source passes on hangs on the attribution that holds it."""
    annotated = read("The Times said the consul had told its reporter that the mission was closed.")
    inner = next(row for row in annotated.attributions if row.cue_lemma == "tell")
    outer = next(row for row in annotated.attributions if row.cue_lemma == "say")
    assert inner.parent_id == outer.attribution_id
    assert outer.parent_id is None


def test_cited_source_hangs_on_the_one_who_cites(read: Read) -> None:
    """Who cites another keeps both: the cited one's attribution has the citing one's as parent."""
    annotated = read("The newspaper, citing three officers, said that the fleet had sailed.")
    outer = next(row for row in annotated.attributions if row.cue_lemma == "say")
    inner = next(row for row in annotated.attributions if row.source_text == "three officers")
    assert outer.source_text == "The newspaper"
    assert inner.parent_id == outer.attribution_id
    assert inner.content_spans == outer.content_spans


def test_source_knows_its_mention(read: Read) -> None:
    """A source that is a mention carries the mention's id."""
    annotated = read("Admiral Karsten said the fleet had sailed.")
    row = annotated.attributions[0]
    assert row.source_mention_id in {mention.mention_id for mention in annotated.mentions}


def test_own_voice_has_no_attribution(read: Read, knowledge: Knowledge) -> None:
    """What stands outside of every content is the document's own voice."""
    text = "The fleet sailed at noon. The admiral said the mines had been swept."
    annotated = read(text)
    assert innermost(annotated, knowledge, 0, 25) is None
    at = text.index("mines")
    assert innermost(annotated, knowledge, at, at + 5) == annotated.attributions[0].attribution_id


def test_condemning_holds_no_event(read: Read, knowledge: Knowledge) -> None:
    """Who condemns an attack does not tell it: the article does."""
    text = "The council condemned the bombardment of the port."
    annotated = read(text)
    assert [row.stance for row in annotated.attributions] == ["condemns"]
    at = text.index("bombardment")
    assert AttributionIndex(annotated, knowledge).innermost(at, at + 11) is None
    assert AttributionIndex(annotated, knowledge, presupposed=True).innermost(at, at + 11) is not None


def test_genre_is_never_inferred(read: Read) -> None:
    """An article's own voice stays without a name, whoever wrote it."""
    annotated = read("By Jane Roe\n\nI think the war was a mistake.", author="Jane Roe")
    assert all(row.source_text != "Jane Roe" for row in annotated.attributions)


def test_every_cue_has_a_known_stance_and_frames(knowledge: Knowledge) -> None:
    """Stances of the table of cues are documented, strengths and polarities are FactBank's."""
    table = speech(knowledge)
    for cue in table.cues.values():
        assert cue.stance in table.stances, cue
        assert cue.frames, cue
        assert cue.polarity in ("+", "-", "0"), cue
        assert cue.strength in ("certain", "probable", "possible"), cue


PIECES = st.sampled_from(
    ["“", "”", '"', "''", "``", "«", "»", "‘", "’", "'", "said", "He", "the army", "that", ",", ".", ":", "\n\n", " ", "denied",
     "according to", "Reuters", "x", "—", "citing", "killed", "\u200b", "\u0301", "🙂"],
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map(" ".join) | st.text(max_size=120))
@example("`` `` citing \u0301 “ ‘ citing ‘ «")
@settings(max_examples=60, deadline=None)
def test_offsets_hold_for_any_text(read: Read, text: str) -> None:
    """Contents, sources and cues lie in the text, in order, and ids refer to rows that are there."""
    annotated = read(text)
    ids = {row.attribution_id for row in annotated.attributions}
    for row in annotated.attributions:
        assert 0 <= row.start_char < row.end_char <= len(text)
        assert row.content_spans == sorted(row.content_spans)
        assert row.content_spans[0][0] == row.start_char
        assert max(end for _, end in row.content_spans) == row.end_char
        assert all(
            before[1] <= after[0] for before, after in zip(row.content_spans, row.content_spans[1:], strict=False)
        )
        if row.source_start_char is not None:
            assert text[row.source_start_char : row.source_end_char] == row.source_text
        assert row.parent_id is None or row.parent_id in ids
        assert (row.source_text is None) == (row.source_form == "none")


@pytest.mark.parametrize(
    "text",
    [
        "“" * 10_000 + " he said",
        '"' * 10_001,
        "He said: “" + "the war went on and on. " * 2_000,
        "« " * 5_000 + "said " * 50,
        "'' " * 3_000,
        "“We do not know why.\n\n" * 1_500,
        "He said:\n\nWe are here.\n\n" * 800,
    ],
    ids=[
        "opening marks",
        "straight marks",
        "a quote that never ends",
        "guillemets",
        "doubled marks",
        "opening paragraphs",
        "colons",
    ],
)
def test_hostile_marks_swallow_nothing(read: Read, text: str) -> None:
    """No attribution takes in a whole document because a mark is missing."""
    annotated = read(text)
    assert all(end - start <= 12_000 for row in annotated.attributions for start, end in row.content_spans)


def test_a_person_named_in_the_source_is_its_mention(read: Read) -> None:
    """A source's only named person is who speaks, wherever the parse hangs the name; a description of a place is nobody."""
    annotated = read("UK Secretary of State Karl Falk said that the fort had fallen.")
    people = {row.mention_id: row.text for row in annotated.mentions if row.kind == "PERSON"}
    (said,) = [row for row in annotated.attributions if row.source_text and "Falk" in row.source_text]
    assert "Falk" in people.get(said.source_mention_id or "", "")
