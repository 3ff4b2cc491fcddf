"""What the kinds of claims are told by: words of law, figures, infinitives, articles beside a word."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from rashomon.annotate.claims.words import ClaimWords
from rashomon.annotate.events.frames import Frames

if TYPE_CHECKING:
    from rashomon.annotate.tree import Tree


class Kind(NamedTuple):
    """A kind, with the figure that a quantity rests on."""

    name: str
    figure: int | None = None


class Pieces:
    """Questions about words of one parse.

    Args:
        frames: The parse.
        words: The compiled words.
        figures: For each token of a figure, the figure's row.
    """

    def __init__(self, frames: Frames, words: ClaimWords, figures: Mapping[int, int]) -> None:
        self.frames = frames
        self.words = words
        self.figures = figures
        self.tree: Tree = frames.tree

    def law(self, at: int) -> bool:
        """Whether a noun, or what stands with it, is a word of law."""
        tree, words = self.tree, self.words
        for token in (
            at,
            *(child for child in tree.children[at] if tree.dep[child] in ("nmod", "conj", "compound") and child > at),
        ):
            lemma = tree.lemma[token]
            if lemma not in words.legal["nouns"] or tree.pos[token] == "PROPN":
                continue
            needed = words.of_law.get(lemma)
            if needed is None:
                return True
            below = {tree.lower[inner] for child in tree.children[token] for inner in (child, *tree.children[child])}
            if not needed or below & needed:
                return True
        return any(
            tree.dep[child] == "amod" and tree.lower[child] in ("illegal", "legal", "unlawful", "lawful")
            for child in tree.children[at]
        )

    def figure(self, at: int) -> int | None:
        """The figure that counts a noun or is it."""
        tree = self.tree
        if at in self.figures:
            return self.figures[at]
        for child in tree.children[at]:
            if tree.dep[child] in ("nummod", "det", "amod", "compound", "advmod") and child in self.figures:
                return self.figures[child]
        return None

    def object_figure(self, at: int) -> int | None:
        """The figure in what directly stands behind a verb."""
        tree = self.tree
        for child in tree.children[at]:
            if (
                child > at
                and child not in self.frames.times
                and tree.dep[child] in ("obj", "obl:unmarked", "xcomp", "obl", "obl:tmod", "advmod")
            ):
                if tree.dep[child] == "obl" and tree.case(child) not in (
                    "",
                    "to",
                    "by",
                    "at",
                    "for",
                    "of",
                    "from",
                    "over",
                    "than",
                    "about",
                    "as many as",
                ):
                    continue
                figure = self.figure(child)
                if figure is not None:
                    return figure
        return None

    def partitive(self, at: int) -> bool:
        """Whether a counted subject is a part of something: "two thirds of the posts", "40 of them", "a third"."""
        tree = self.tree
        return (
            any(tree.dep[child] == "nmod" and tree.case(child) == "of" for child in tree.children[at])
            or tree.pos[at] == "NUM"
            or tree.lower[at] in ("percent", "%", "half", "third", "quarter", "majority")
        )

    def infinitive_below(self, at: int, *prepositions: str) -> bool:
        """Whether an infinitive, or a phrase with one of the prepositions, stands behind a verb."""
        tree = self.tree
        for child in tree.children[at]:
            if child < at:
                continue
            if tree.dep[child] in ("xcomp", "advcl", "ccomp") and any(
                tree.lower[inner] == "to" and tree.dep[inner] == "mark" for inner in tree.children[child]
            ):
                return True
            if tree.dep[child] in ("obl", "advcl") and any(
                tree.lower[inner] in prepositions and tree.dep[inner] in ("case", "mark")
                for inner in tree.children[child]
            ):
                return True
        return False

    def marked(self, at: int) -> bool:
        """Whether "to" marks an infinitive."""
        return any(
            self.tree.lower[child] == "to" and self.tree.dep[child] == "mark" for child in self.tree.children[at]
        )

    def indefinite(self, at: int) -> bool:
        """Whether a noun has "a" or "an" before it."""
        return any(
            self.tree.dep[child] == "det" and self.tree.lower[child] in ("a", "an") for child in self.tree.children[at]
        )
