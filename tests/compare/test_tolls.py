"""Tolls told beside an act."""

from typing import Any

import pytest

from rashomon.compare.tolls import tolls
from rashomon.knowledge import Knowledge
from rashomon.record import store


@pytest.mark.parametrize(
    ("text", "act", "lemma", "dying"),
    [
        ("Off Bergen the steamer Aurora blew up at dawn; 40 of her men were killed.", "blew up", "blow up", "killed"),
        ("Off Bergen the steamer Aurora was sunk at dawn; 40 of her men were killed.", "sunk", "sink", "killed"),
        ("The coal on the quay burned at dawn; 40 men were killed.", "burned", "burn", "killed"),
    ],
)
def test_her_dead_are_the_toll_of_the_act(story: Any, text: str, act: str, lemma: str, dying: str) -> None:
    """The dead of whom the act struck are its toll; men who are not said to be hers are not."""
    document = story.document("a.txt", text)
    struck = story.event(document, act, "ASSAULT", lemma=lemma)
    on = story.event(document, dying, "ASSAULT", lemma="kill")
    story.figure(document, "40", 40, 40, "killed", on)
    connection = store.memory(story.rows)
    try:
        found = list(tolls(connection, Knowledge()).values())
    finally:
        connection.close()
    assert [toll.event_mention_id for toll in found] == ([struck] if "her" in text else [None])
