"""The path from an event to a phrase of place, as clues with weights: how sure it is that the place belongs to that event.

Each step of the path and each plain property of the phrase is a clue with a weight in ``knowledge/events/place_paths.toml``; their sum,
as in a logistic regression, says whether the sentence tells that the event took place there. The weights were fitted on sentences
whose event has a marked place, or none (Halterman 2019); ``benchmarks/place_weights.py`` makes the table and shows how it holds on
sentences that it was not fitted on.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from rashomon.annotate.events.place_phrases import PlacePhrases
from rashomon.annotate.tree import Tree
from rashomon.knowledge import Knowledge

if TYPE_CHECKING:
    from rashomon.annotate.events.triggers import Trigger

FARTHEST = 25
"""Steps up a tree: bounds odd parses."""
MOST = 3
"""Times that one clue counts in a path."""


@dataclass(frozen=True)
class PathWeights:
    """The table of weights.

    Attributes:
        weights: Weight of each clue; those that are not in it weigh nothing.
        least: Sum that a place must have.
    """

    weights: dict[str, float]
    least: float

    def of(self, clues: dict[str, int]) -> float:
        """The sum of the weights of a path's clues."""
        return sum(self.weights.get(clue, 0.0) * times for clue, times in clues.items())


def path_weights(knowledge: Knowledge) -> PathWeights:
    """The table, from ``events/place_paths.toml``; use through ``knowledge.once(path_weights)``."""
    table: dict[str, Any] = knowledge.folder("events")["place_paths"]
    weights = {
        f"{group} {name}": float(weight) for group, named in table["weights"].items() for name, weight in named.items()
    }
    return PathWeights(weights, float(table["least"]))


class Told(Struct, frozen=True):
    """One event for which places are looked for.

    Attributes:
        at: The trigger's head token.
        trigger: Its line of the lexicon.
        actors: Heads of its actors.
        recipients: Heads of its recipients.
    """

    at: int
    trigger: "Trigger"
    actors: frozenset[int]
    recipients: frozenset[int]


class PlacePath(Struct, frozen=True):
    """The way from an event to a phrase of place: up from the event to a word, and down from there to the phrase.

    Attributes:
        down: Tokens from the phrase's head up to below the shared word; empty where the event stands below the phrase.
        up: Tokens from the trigger up to below the shared word.
        shared: The word that both ways meet at.
    """

    down: list[int]
    up: list[int]
    shared: int


def path(tree: Tree, at: int, head: int) -> PlacePath | None:
    """The path between a trigger and a phrase; None where the parse has none."""
    above, reached = list(_upwards(tree, at)), list(_upwards(tree, head))
    ways = {token: number for number, token in enumerate(above)}
    for number, token in enumerate(reached):
        if token in ways:
            return PlacePath(reached[:number], above[: ways[token]], token)
    return None


def _upwards(tree: Tree, at: int) -> Iterator[int]:
    for _ in range(FARTHEST):
        yield at
        if tree.head[at] == at:
            return
        at = tree.head[at]


def clues(phrases: PlacePhrases, told: Told, head: int, way: PlacePath, others: Iterable[int]) -> dict[str, int]:
    """The clues of one path.

    Args:
        phrases: The phrases of the parse.
        told: The event.
        head: The head of the phrase of place.
        way: The path to it.
        others: The heads of all phrases of place in the sentence.

    Returns:
        Each clue with how often it holds.
    """
    found: dict[str, int] = {"path any": 1}

    def add(clue: str) -> None:
        found[clue] = min(MOST, found.get(clue, 0) + 1)

    for clue in _path_clues(phrases, told, way):
        add(clue)
    for clue in _phrase_clues(phrases, told, head, way):
        add(clue)
    for clue in _order_clues(phrases.tree, told, head, list(others)):
        add(clue)
    return found


def _path_clues(phrases: PlacePhrases, told: Told, way: PlacePath) -> Iterator[str]:
    tree, words = phrases.tree, phrases.words
    if not way.down:
        yield "path below the place"
    else:
        last = way.down[-1]
        attached = _step(phrases, last)
        yield f"attached {attached}"
        if len(way.down) > 1:
            yield "path inside a phrase"
        if last < told.at:
            yield "path before the event"
        if attached in ("obj", "nsubj", "nsubj:pass"):
            kind = "taking" if tree.lemma[way.shared] in words.held else "another verb"
            yield f"attached {attached} of {kind}"
        for token in way.down[:-1]:
            yield f"inside {_step(phrases, token)}"
        if not phrases.barred.isdisjoint(way.down[1:]):
            yield "path inside a party"
        if way.up:
            yield "path through another word"
            if tree.lemma[way.shared] in words.telling:
                yield "path through telling"
    yield f"steps {min(len(way.up), 4)}"
    for token in way.up:
        yield f"above {_step(phrases, token)}"
        if tree.dep[token] == "advcl":
            marks = (
                tree.lower[child] for child in tree.children[token] if tree.dep[child] in ("mark", "advmod", "case")
            )
            yield f"clause {next((mark for mark in marks if mark in words.clauses), tree.tag[token])}"
        elif tree.dep[token] in ("ccomp", "parataxis") and tree.lemma[tree.head[token]] in words.telling:
            yield "path out of what is said"


def _phrase_clues(phrases: PlacePhrases, told: Told, head: int, way: PlacePath) -> Iterator[str]:
    tree = phrases.tree
    names = phrases.of_sentence(head)[head]
    yield f"name {tree.entity[head] or ('known' if head in phrases.named else 'unknown')}"
    if head in phrases.barred:
        yield "name of another kind"
    if phrases.names_place(head):
        yield "name is the head"
    if any(phrases.names_place(name) for name in names):
        yield "name is a place's"
    else:
        yield "name may be a place's"
    if len(names) > 1:
        yield "name in a name's place"
    if tree.lemma[head] in phrases.words.words:
        yield "name of a word for a place"
    on_way = {*way.down, way.shared}
    if head in told.actors:
        yield "party the actor"
    elif on_way & told.actors:
        yield "party in the actor"
    if head in told.recipients:
        yield "party the recipient"
    elif on_way & told.recipients:
        yield "party in the recipient"
    if told.trigger.event_type:
        yield "event typed"
    if told.trigger.part != "verb":
        yield "event of a noun"
        yield f"event of a noun, steps {min(len(way.up), 2)}"


def _order_clues(tree: Tree, told: Told, head: int, others: list[int]) -> Iterator[str]:
    first, _ = tree.sentences[tree.sentence[told.at]]
    if head - first < 4:
        yield "order at the start"
    if len(others) == 1:
        yield "order the only one"
    if head > told.at and head == min(other for other in others if other > told.at):
        yield "order next after the event"


def _step(phrases: PlacePhrases, at: int) -> str:
    """One step: the relation, or of a phrase with a preposition that preposition."""
    tree = phrases.tree
    relation = tree.dep[at]
    if relation not in ("obl", "nmod", "obl:unmarked"):
        return relation
    case = tree.case(at)
    if not case:
        return relation
    if case in phrases.words.prepositions:
        return f"'{case}'"
    return "a preposition of place" if case in phrases.words.around or case.endswith(" of") else "another preposition"
