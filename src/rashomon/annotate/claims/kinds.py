"""What kind of statement a clause makes: by its modal, its predicate, and what stands behind it. Never whether it holds."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from rashomon.annotate.claims.ahead import Ahead
from rashomon.annotate.claims.clauses import Clause
from rashomon.annotate.claims.copular import Copular
from rashomon.annotate.claims.pieces import Kind, Pieces
from rashomon.annotate.claims.verbal import Verbal
from rashomon.annotate.claims.words import ClaimWords
from rashomon.annotate.events.frames import Frames

CHECKABLE = frozenset(("identity", "quantity", "legal", "state"))
"""Kinds of statements that a document, a count, a law or a look may bear out; the others are views, plans and forecasts."""


class Kinds:
    """Tells the kinds of the clauses of one parse.

    Args:
        frames: The parse.
        words: The compiled words.
        figures: For each token of a figure, the figure's row.
        typed: Tokens of triggers of typed events.
    """

    def __init__(self, frames: Frames, words: ClaimWords, figures: Mapping[int, int], typed: AbstractSet[int]) -> None:
        self.frames = frames
        self.tree = frames.tree
        self.words = words
        self.typed = typed
        pieces = Pieces(frames, words, figures)
        self.ahead, self.copular, self.verbal = Ahead(pieces), Copular(pieces), Verbal(pieces)

    def kind(self, clause: Clause) -> Kind | None:
        """The kind of a clause, or None where it is an event, a saying or nothing that the words know."""
        if self.ahead.purpose(clause):
            return Kind("purpose")
        if self._event(clause):
            lasting = self._lasting(clause)
            return Kind("state") if lasting else None
        ahead = self.ahead.kind(clause)
        if ahead is not None:
            return ahead
        if clause.copula is not None:
            return self.copular.kind(clause)
        return self.verbal.kind(clause)

    def _event(self, clause: Clause) -> bool:
        """Whether the clause tells a typed event: by its verb, or by a noun that the verb only carries."""
        tree = self.tree
        at = clause.content
        if clause.copula is None or tree.pos[at] == "VERB":
            if at in self.typed or clause.at in self.typed:
                return True
            if tree.pos[at] == "VERB":
                light = tree.lemma[at] in self.frames.control.light | self.frames.control.undergoing
                return light and any(
                    child in self.typed and tree.dep[child] in ("obj", "obl", "nsubj:pass")
                    for child in tree.children[at]
                )
        return False

    def _lasting(self, clause: Clause) -> bool:
        """Whether a typed verb tells how things stand: "still occupies the harbour"."""
        tree = self.tree
        return (
            tree.lemma[clause.at] in self.words.state["lasting"]
            and tree.tag[clause.at] in ("VBZ", "VBP")
            and clause.copula is None
            and not clause.auxiliaries
            and tree.child(clause.at, "obj") is not None
        )
