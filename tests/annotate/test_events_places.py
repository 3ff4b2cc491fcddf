"""Places of events: which phrases name one, how far they reach, and that the table of weights is what it says it is."""

from collections.abc import Callable

import pytest

from rashomon.annotate import Annotated
from rashomon.annotate.events.explain import explain_sentence
from rashomon.annotate.events.layer import Reading
from rashomon.annotate.events.place_paths import PathWeights, path, path_weights
from rashomon.annotate.events.place_phrases import LONGEST
from rashomon.knowledge import Knowledge

Read = Callable[..., Annotated]


def _phrases(annotated: Annotated, knowledge: Knowledge) -> list[str]:
    reading = Reading(annotated, knowledge)
    return [
        annotated.text(*annotated.span(*reading.phrases.span(head)))
        for sentence in reading.tree.sentences
        for head in sorted(reading.phrases.of_sentence(sentence[0]))
    ]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("A bomb exploded in a market in the old town of Lisbon.", ["a market in the old town of Lisbon"]),
        ("Soldiers of Valdoria's army stood behind General Orsic.", []),
        ("The ministers met with Admiral Hood in Lisbon.", ["Lisbon"]),
        ("The patrol was attacked within a quarter of an hour.", []),
    ],
)
def test_phrases_of_place(read: Read, knowledge: Knowledge, text: str, phrases: list[str]) -> None:
    """Names of places make phrases with the nouns that they place; owners, persons and spans of time make none."""
    assert _phrases(read(text), knowledge) == phrases


def test_long_phrases_are_cut(read: Read, knowledge: Knowledge) -> None:
    """A phrase of place is never longer than the bound, and still holds a name."""
    text = (
        "Shells hit a small house on the road from the bridge at Marenz to the farms in the hills of northern Valdoria."
    )
    for phrase in _phrases(read(text), knowledge):
        assert len(phrase.split()) <= LONGEST
        assert any(word[:1].isupper() for word in phrase.split())


def test_a_speakers_place_is_not_the_events(read: Read) -> None:
    """Where something was told is no place of what was told; where it stands before the telling it is."""
    far = read("The convoy was attacked, a spokesman said in Lisbon.")
    assert not [
        row
        for row in far.arguments
        if row.role == "place" and row.event_mention_id == far.event_mentions[0].event_mention_id
    ]
    near = read("In Lisbon, the convoy was attacked, a spokesman said.")
    attacked = next(row for row in near.event_mentions if row.event_type == "ASSAULT")
    assert [
        row.text for row in near.arguments if row.role == "place" and row.event_mention_id == attacked.event_mention_id
    ] == ["Lisbon"]


def test_no_place_comes_from_another_sentence(read: Read) -> None:
    """A place of the story is not the event's: without a path in its own sentence an event has no place."""
    annotated = read("LISBON. Ministers gathered in Lisbon. The rebels shot two men.")
    shot = next(row for row in annotated.event_mentions if row.text == "shot")
    assert not [
        row for row in annotated.arguments if row.role == "place" and row.event_mention_id == shot.event_mention_id
    ]


def test_the_path_is_shown_with_its_weight(read: Read, knowledge: Knowledge) -> None:
    """An explanation names each place that was weighed, the path to it and whether it was enough."""
    annotated = read("The rebels shot two men in Lisbon.")
    lines = explain_sentence(annotated, knowledge, annotated.sentences[0].sentence_id)
    assert any('place "Lisbon"' in line and "weight" in line and "enough" in line for line in lines)


def test_weights_add_up() -> None:
    """A path weighs the sum of its clues, each as often as it holds; unknown clues weigh nothing."""
    table = PathWeights({"inside 'in'": 0.5, "path any": -1.0}, 0.0)
    assert table.of({"inside 'in'": 2, "path any": 1, "inside 'of'": 3}) == 0.0


def test_shipped_weights_are_of_known_clues(knowledge: Knowledge) -> None:
    """The shipped table holds moderate weights of the kinds of clues that paths have."""
    table = knowledge.once(path_weights)
    kinds = {"above", "attached", "clause", "event", "inside", "name", "order", "party", "path", "steps"}
    assert {clue.split(" ")[0] for clue in table.weights} <= kinds
    assert all(abs(weight) < 3 for weight in table.weights.values())
    assert table.least < 0


def test_a_path_joins_both_words(read: Read, knowledge: Knowledge) -> None:
    """The way to a phrase goes up from the trigger and down to the phrase, and meets at a word above both."""
    reading = Reading(read("The rebels shot two men in Lisbon."), knowledge)
    tree = reading.tree
    shot, lisbon = tree.lower.index("shot"), tree.lower.index("lisbon")
    way = path(tree, shot, lisbon)
    assert way is not None
    assert way.up == []
    assert way.shared == shot
    assert way.down[0] == lisbon


@pytest.mark.parametrize(
    ("text", "event", "place"),
    [
        (
            "The acts of the army in Arlen prison made it so hated that it was forced to withdraw in 1911.",
            "withdraw",
            None,
        ),
        ("Riots in Lisbon spread, and the army withdrew.", "withdrew", None),
        ("The army withdrew from Lisbon after the riots in Porto ended.", "withdrew", "Lisbon"),
    ],
)
def test_a_place_of_another_clauses_subject_is_not_the_events(
    read: Read, text: str, event: str, place: str | None
) -> None:
    """What another clause is about may have a place of its own; the event that hangs on that clause does not take it."""
    annotated = read(text)
    (mention,) = [one for one in annotated.event_mentions if one.text.startswith(event)]
    places = [
        one.text
        for one in annotated.arguments
        if one.role == "place" and one.event_mention_id == mention.event_mention_id
    ]
    assert places == ([place] if place else [])
