"""Where an event is said to have happened: of the phrases of place in its sentence, the one whose path has the most weight."""

from typing import TYPE_CHECKING

from rashomon.annotate.events.frames import Frames, Path
from rashomon.annotate.events.place_paths import PathWeights, PlacePath, Told, clues, path
from rashomon.annotate.events.place_phrases import PlacePhrases

if TYPE_CHECKING:
    from rashomon.annotate.tree import Tree


OTHER_CLAUSES = frozenset(["advcl", "ccomp", "conj", "parataxis"])
"""Relations by which a clause of its own hangs on another."""


class Places:
    """Finds the places of events in one parse.

    Args:
        frames: The parse and its paths.
        phrases: Its phrases of place.
        weights: What each clue of a path weighs.
    """

    def __init__(self, frames: Frames, phrases: PlacePhrases, weights: PathWeights) -> None:
        self.frames = frames
        self.tree: Tree = frames.tree
        self.phrases = phrases
        self.weights = weights

    def find(self, told: Told) -> list[Path]:
        """The places of an event, each with its path; empty where the text ties none to it.

        Only what names a place counts: "in the capital" and "at her home" stay in the passage. A place of another sentence, a
        dateline or a headline is never taken: the place belongs to the event, not to the story.
        """
        found = self.weighed(told)
        if not found or found[0][0] < self.weights.least:
            return []
        _, head, way = found[0]
        words = self.words(told, way)
        known = self.phrases.of_sentence(told.at)
        listed = self.frames.with_coordinated([(head, words)])
        return [(self.phrases.named_as(one), why) for one, why in listed if one in known and one not in told.actors]

    def weighed(self, told: Told) -> list[tuple[float, int, PlacePath]]:
        """All phrases of place in the event's sentence with the weight of the path to each, the weightiest first."""
        out = []
        known = self.phrases.of_sentence(told.at)
        heads = [head for head in known if head != told.at and not self._listed(head, known)]
        for head in heads:
            way = path(self.tree, told.at, head)
            if way is None or head in told.actors:
                continue
            if not (self._of_speaker(way, head) or self._of_relative(way) or self._of_another(way)):
                out.append((self.weights.of(clues(self.phrases, told, head, way, heads)), head, way))
        return sorted(out, key=lambda one: (-one[0], one[1]))

    def _of_speaker(self, way: PlacePath, head: int) -> bool:
        """Whether a place behind a verb of telling is where it was told, not what it tells of: "was shelled, he said in Marenz"."""
        told_by = [*way.down[1:], *([way.shared] if way.up and way.down else [])]
        return any(
            self.tree.lemma[verb] in self.phrases.words.telling and self.tree.pos[verb] == "VERB" and head > verb
            for verb in told_by
        )

    def _of_relative(self, way: PlacePath) -> bool:
        """Whether a place stands in a clause beside a noun, which tells something else: "the man, who was raised in Olm, was shot".

        What is told of an event itself is where that was: "killed in an attack that destroyed houses in Olm".
        """
        return any(
            self.tree.dep[verb].startswith("acl:relcl")
            and self.tree.pos[verb] == "VERB"
            and not self.phrases.eventful(self.tree.lemma[self.tree.head[verb]])
            for verb in way.down[1:]
        )

    def _of_another(self, way: PlacePath) -> bool:
        """Whether a place is told of what another clause is about: "the riots in Olm cost so much that the army withdrew"."""
        return (
            len(way.down) > 1
            and self.tree.dep[way.down[-1]].startswith("nsubj")
            and any(self.tree.dep[token] in OTHER_CLAUSES for token in way.up)
        )

    def _listed(self, head: int, known: dict[int, list[int]]) -> bool:
        """Whether a phrase is a later one of a list of places: it goes with the first."""
        return self.tree.dep[head] == "conj" and self.tree.head[head] in known

    def words(self, told: Told, way: PlacePath) -> str:
        """A path in words: "'in' after 'killed'", "object of 'hit', through 'hit'"."""
        tree = self.tree
        if not way.down:
            return f"'{tree.lower[told.at]}' said of the place"
        last = way.down[-1]
        case = tree.case(last)
        names = {"obj": "object", "nsubj:pass": "passive subject", "nsubj": "subject"}
        out = f"'{case}' after" if case else f"{names.get(tree.dep[last], tree.dep[last])} of"
        out = f"{out} '{tree.lower[way.shared]}'"
        if len(way.down) > 1:
            out += f", in the phrase of '{tree.lower[last]}'"
        if way.up:
            out += (
                f", through '{tree.lower[way.up[0]]}'" if way.up[0] != told.at else f", above '{tree.lower[told.at]}'"
            )
        return out
