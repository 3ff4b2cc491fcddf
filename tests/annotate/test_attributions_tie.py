"""Events and who tells them: the innermost attribution, and what its cue makes of the event."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from rashomon.annotate import Annotated
from rashomon.annotate.attributions.tie import tie_attributions
from rashomon.knowledge import Knowledge
from rashomon.model import EventMention

Read = Callable[..., Annotated]


def _tied(read: Read, knowledge: Knowledge, text: str, trigger: str, factuality: str = "asserted") -> EventMention:
    """An event mention on a word, tied to the attributions of its text."""
    annotated = read(text)
    start = text.index(trigger)
    annotated.event_mentions = [
        EventMention(
            document_id=annotated.document.document_id,
            event_mention_id="event",
            sentence_id="sentence",
            start_char=start,
            end_char=start + len(trigger),
            text=trigger,
            lemma=trigger,
            factuality=factuality,
        )
    ]
    tie_attributions(annotated, knowledge)
    mention = annotated.event_mentions[0]
    known = {row.attribution_id for row in annotated.attributions}
    assert mention.attribution_id is None or mention.attribution_id in known
    return mention


@pytest.mark.parametrize(
    ("text", "trigger", "factuality"),
    [
        ("The army said that rebels had bombed the bridge.", "bombed", "asserted"),
        ("The army denied that its planes had bombed the bridge.", "bombed", "denied"),
        ("The rebels denied bombing the railway station.", "bombing", "denied"),
        ("The army denied that the raid had killed civilians.", "raid", "asserted"),
        ("The army did not deny that its planes had bombed the bridge.", "bombed", "asserted"),
        ("The Senate demanded that all foreign troops leave the island.", "leave", "demanded"),
        ("The envoy called upon the duke to withdraw his guns.", "withdraw", "demanded"),
        ("Vienna threatened to invade the province.", "invade", "planned"),
        ("The staff believed that the enemy had attacked the fort.", "attacked", "possible"),
    ],
)
def test_cue_decides_factuality(read: Read, knowledge: Knowledge, text: str, trigger: str, factuality: str) -> None:
    """A denied, demanded, threatened or believed event is told so; what the content only mentions stays as it is."""
    mention = _tied(read, knowledge, text, trigger)
    assert mention.factuality == factuality
    assert mention.attribution_id is not None


def test_told_factuality_is_kept(read: Read, knowledge: Knowledge) -> None:
    """What syntax has told before is not overwritten."""
    mention = _tied(read, knowledge, "The army denied that rebels would attack the fort.", "attack", "hypothetical")
    assert mention.factuality == "hypothetical"


@pytest.mark.parametrize(
    ("text", "trigger", "source"),
    [
        ("Officials warned that Arland and Sorland plan to expel the garrison.", "expel", "Officials"),
        ("The envoy said that the rebels wanted to attack the port.", "attack", "The envoy"),
        ("The army plans to seize the fort.", "seize", None),
        ("The colonel declined to say how many gunners were killed.", "killed", None),
        ("The bishop called for the release of the hostages.", "release", "The bishop"),
    ],
)
def test_only_what_is_said_has_a_source(
    read: Read, knowledge: Knowledge, text: str, trigger: str, source: str | None
) -> None:
    """Who plans, wants or keeps silent tells nothing: the event is told by the speaker around, or by the document."""
    mention = _tied(read, knowledge, text, trigger)
    by_id = {row.attribution_id: row.source_text for row in read(text).attributions}
    assert (by_id[mention.attribution_id] if mention.attribution_id else None) == source


def test_feared_event_is_possible_without_a_source(read: Read, knowledge: Knowledge) -> None:
    """What is feared is no more than possible, though nobody tells it."""
    mention = _tied(read, knowledge, "The army feared that the enemy had attacked the fort.", "attacked")
    assert (mention.factuality, mention.attribution_id) == ("possible", None)


def test_own_voice_stays_null(read: Read, knowledge: Knowledge) -> None:
    """An event outside every content is told by the document itself."""
    assert _tied(read, knowledge, "The fleet sailed. The admiral said it was late.", "sailed").attribution_id is None


def test_innermost_attribution_wins(read: Read, knowledge: Knowledge) -> None:
    """Of two attributions one inside the other, the event gets the inner."""
    text = "The Times said the consul had told its reporter that the army had burned the mill."
    annotated = read(text)
    inner = next(row for row in annotated.attributions if row.cue_lemma == "tell")
    assert _tied(read, knowledge, text, "burned").attribution_id == inner.attribution_id


def test_tie_changes_nothing_else(read: Read, knowledge: Knowledge) -> None:
    """Only attribution and factuality of an event mention are completed."""
    annotated = read("The army denied that its planes had bombed the bridge.")
    before = [replace(row, attribution_id=None, factuality="asserted") for row in annotated.event_mentions]
    annotated.event_mentions = list(before)
    tie_attributions(annotated, knowledge)
    after = [replace(row, attribution_id=None, factuality="asserted") for row in annotated.event_mentions]
    assert after == before
