"""Namings: the words chosen for actors and events."""

from collections.abc import Callable

import pytest

from rashomon.annotate import Annotated
from rashomon.model import Naming

Read = Callable[..., Annotated]


def _by_head(annotated: Annotated, head: str) -> Naming:
    return next(row for row in annotated.namings if row.head == head)


@pytest.mark.parametrize(
    ("text", "head", "modifiers"),
    [
        ("The brutal and illegal invasion began in April.", "invasion", ["brutal", "illegal"]),
        ("The so-called liberation of the town took a week.", "liberation", ["so-called"]),
        ("The foreign troops left the island.", "troops", ["foreign"]),
        ("The British-led coalition forces landed at dawn.", "force", ["British-led", "coalition"]),
    ],
)
def test_head_and_modifiers(read: Read, text: str, head: str, modifiers: list[str]) -> None:
    """Adjectives and compounds in front of a head are kept verbatim, in order."""
    assert _by_head(read(text), head).modifiers == modifiers


def test_scare_quotes_are_marked(read: Read) -> None:
    """Words in marks are told apart from words without."""
    annotated = read('The "volunteers" crossed the river, and the soldiers followed.')
    assert _by_head(annotated, "volunteer").quoted
    assert not _by_head(annotated, "soldier").quoted


def test_marks_are_no_part_of_a_modifier(read: Read) -> None:
    """Modifiers stand without quotation marks, the naming's text with both of them."""
    annotated = read("The general condemned the “barbaric” bombing by the so-called “volunteers”.")
    assert _by_head(annotated, "bombing").modifiers == ["barbaric"]
    assert _by_head(annotated, "volunteer").text == "so-called “volunteers”"


def test_speakers_words_are_the_speakers(read: Read) -> None:
    """A word inside a content carries its attribution; one outside carries none."""
    annotated = read("The minister said the bandits had burned the mill. The soldiers returned.")
    row = annotated.attributions[0]
    assert _by_head(annotated, "bandit").attribution_id == row.attribution_id
    assert _by_head(annotated, "soldier").attribution_id is None


def test_rows_point_at_what_they_name(read: Read) -> None:
    """Each naming names a mention or an event, its text is verbatim, and pronouns name nothing."""
    text = "The bloody occupation ended in 1921. It had cost the empire, the old enemy, 3,000 soldiers."
    annotated = read(text)
    mentions = {mention.mention_id for mention in annotated.mentions if mention.form != "pronoun"}
    events = {mention.event_mention_id for mention in annotated.event_mentions}
    for row in annotated.namings:
        assert text[row.start_char : row.end_char] == row.text
        assert (row.mention_id in mentions) != (row.event_mention_id in events)
