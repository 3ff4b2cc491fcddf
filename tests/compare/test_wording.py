"""Wording, timeline and nearest passages."""

from collections import Counter
from typing import Any

from rashomon.compare.days import periods
from rashomon.compare.nearest import nearest
from rashomon.compare.wording import log_odds, wording
from rashomon.knowledge import Knowledge
from rashomon.link import STEPS
from rashomon.record import store


def _linked(story: Any) -> Any:
    connection = store.memory(story.rows)
    for _, step in STEPS:
        store.write(connection, list(step(connection, Knowledge())))
    return connection


def test_words_are_counted_by_outlet(story: Any) -> None:
    """Each outlet's word for one event stands with its passage; few uses give no log-odds."""
    for uri, word in (("a.txt", "raid"), ("b.txt", "attack")):
        document = story.document(
            uri, f"The night {word} at Bergen on 4 March 1905 shook the harbour town.", "1905-03-06", uri
        )
        place = story.mention(document, "Bergen", "PLACE")
        event = story.event(
            document,
            word,
            "ASSAULT",
            place=("Bergen", place),
            recipient=("the harbour town", None),
            days=("1905-03-04", "1905-03-04"),
        )
        story.naming(document, f"The night {word}", word, event)
    uses = wording(_linked(story))
    assert [(use.outlet, use.word, use.uses, use.log_odds) for use in uses] == [
        ("a.txt", "raid", 1, None),
        ("b.txt", "attack", 1, None),
    ]
    assert len({use.referent_id for use in uses}) == 1


def test_log_odds_have_the_sign_of_the_side_that_uses_a_word_more() -> None:
    """From twenty uses on each side the score is positive where the word is more frequent, and opposite from the other side."""
    here, there = Counter({"raid": 25, "attack": 5}), Counter({"raid": 5, "attack": 25})
    score = log_odds(here, there, "raid")
    assert score is not None
    assert score > 0
    assert score == -(log_odds(there, here, "raid") or 0)


def test_periods_follow_each_other_with_gaps(story: Any) -> None:
    """Days and years stand in order of time, and days without events between them are counted."""
    document = story.document("a.txt", "They landed on 1 May. They left on 5 May. They had come in 1890.", "1905-05-06")
    story.event(document, "landed", "MOBILIZE", days=("1905-05-01", "1905-05-01"))
    story.event(document, "left", "RETREAT", days=("1905-05-05", "1905-05-05"))
    story.event(document, "come", "MOBILIZE", days=("1890-01-01", "1890-12-31"))
    found = periods(_linked(story))
    assert [(period.name, period.precision) for period in found] == [
        ("1890", "year"),
        ("1905-05-01", "day"),
        ("1905-05-05", "day"),
    ]
    assert found[2].gap == 3


def test_the_nearest_passage_shares_words_with_the_tellings(story: Any) -> None:
    """Where no telling was found the sentence with most in common is shown, and none where nothing is near."""
    one = story.document("a.txt", "The steamer Aurora sank off Bergen harbour in March.", "1905-03-06")
    event = story.event(one, "sank", "ASSAULT", lemma="sink")
    other = story.document("b.txt", "Coal was dear this week. The Aurora was overdue at Bergen harbour.", "1905-03-06")
    far = story.document("c.txt", "The council met in the evening.", "1905-03-06")
    connection = _linked(story)
    (near,) = nearest(connection, event, other)
    assert story.texts[other].text[near.evidence.start_char :].startswith(" The Aurora was overdue")
    assert "aurora" in near.common
    assert nearest(connection, event, far) == []
