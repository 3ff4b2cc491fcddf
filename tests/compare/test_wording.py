"""Wording and nearest passages."""

from collections import Counter
from typing import Any

import pytest

from rashomon.compare.nearest import nearest
from rashomon.compare.wording import log_odds, phrase, wording
from rashomon.knowledge import Knowledge
from rashomon.link import STEPS
from rashomon.model import Naming
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


def test_the_nearest_passage_is_no_dateline_and_no_heading_in_other_words(story: Any) -> None:
    """What took part counts for more than the length of a line, and where a report was written is not near to anything."""
    one = story.document("a.txt", "Armed men stormed the customs house at Bergen.", "1905-03-06")
    event = story.event(one, "stormed", "ASSAULT", lemma="storm", recipient=("the customs house", None))
    text = "Bergen. The men of Bergen. A crowd broke into the customs house on the quay of the old town by the river."
    other = story.document("b.txt", text, "1905-03-06")
    story.furniture(other, "Bergen.")
    (near,) = nearest(_linked(story), event, other)
    assert "customs" in near.common


def test_one_word_alone_has_no_contrast() -> None:
    """Where all outlets use one word and no other, there is nothing to set it against."""
    assert log_odds(Counter({"raid": 30}), Counter({"raid": 40}), "raid") is None


@pytest.mark.parametrize(
    ("text", "head", "modifiers", "words"),
    [
        ("the armed men", "men", ["armed"], "armed men"),
        ("The militia leader, Ander Voll", "Ander Voll", ["The militia leader"], "ander voll"),
        ("Harbour Guard Union (HGU)", "Harbour Guard Union", ["HGU"], "harbour guard union"),
        ("U.K. troops", "troops", ["U.K."], "uk troops"),
        ("the White House", "the White House", [], "white house"),
    ],
)
def test_words_are_compared_without_articles_dots_and_appositions(
    text: str, head: str, modifiers: list[str], words: str
) -> None:
    """What is contrasted are words: not how an abbreviation is written, nor another name that stands beside."""
    assert phrase(text, head, modifiers) == words


def test_how_fully_a_person_is_named_is_no_choice_of_words(story: Any) -> None:
    """Admiral Falk and Anders Falk are one word; the pirate is another."""
    for uri, text, words, form in (
        ("a.txt", "Admiral Falk sailed from Bergen.", "Admiral Falk", "name"),
        ("b.txt", "Anders Falk sailed from Bergen.", "Anders Falk", "name"),
        ("c.txt", "Anders Falk sailed. The pirate burned Bergen.", "The pirate", "description"),
    ):
        document = story.document(uri, text, "1905-03-06")
        name = story.mention(document, "Anders Falk", "PERSON") if "Anders" in text else ""
        mention = name if words == "Anders Falk" else ""
        if not mention:
            more = {"antecedent_id": name} if form == "description" else {"head": "Falk"}
            mention = story.mention(document, words, "PERSON", form=form, **more)
        start, end = story.at(document, words)
        story.rows.append(
            Naming(
                document_id=document,
                naming_id=mention,
                start_char=start,
                end_char=end,
                text=words,
                head=words.split()[-1],
                modifiers=words.split()[:-1],
                mention_id=mention,
            )
        )
    contrast = {use.word: use.contrast for use in wording(_linked(story))}
    assert contrast == {"admiral falk": "falk", "anders falk": "falk", "pirate": "pirate"}


def test_one_rare_name_is_near(story: Any) -> None:
    """A sentence that shares nothing with the tellings but the name of what was sunk is near."""
    one = story.document("a.txt", "The raiders sank the Aurora.", "1905-03-06")
    event = story.event(one, "sank", "ASSAULT", lemma="sink", recipient=("the Aurora", None))
    other = story.document("b.txt", "Coal was dear. First to go was our Aurora.", "1905-03-06")
    (near,) = nearest(_linked(story), event, other)
    assert near.common == ("aurora",)
