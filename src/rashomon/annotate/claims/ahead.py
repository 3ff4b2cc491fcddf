"""Clauses that say what should, will or is meant to be."""

from collections.abc import Set as AbstractSet

from rashomon.annotate.claims.clauses import Clause
from rashomon.annotate.claims.pieces import Kind, Pieces


class Ahead:
    """Obligations, predictions and purposes."""

    def __init__(self, pieces: Pieces) -> None:
        self.pieces = pieces
        self.frames = pieces.frames
        self.tree = pieces.tree
        self.words = pieces.words

    def kind(self, clause: Clause) -> Kind | None:
        """Obligation or prediction, or None."""
        tree, words, at = self.tree, self.words, clause.at
        lemma = tree.lemma[at]
        modals = clause.auxiliaries
        perfect = "have" in {tree.lemma[child] for child in tree.children[at] if tree.dep[child] == "aux"}
        if modals & words.obligation["modals"]:
            if perfect and "must" in modals:
                return None  # "must have seen": a guess
            if "should" in modals and lemma in ("face", "be") and tree.child(at, "expl") is not None:
                return None
            return Kind("obligation")
        further = clause.content != at
        if any(tree.lower[child] == "yet" for token in (at, clause.content) for child in tree.children[token]):
            further = False  # "has yet to reach": it has not
        if further and lemma in words.obligation["verbs"] and tree.tag[at] in ("VBZ", "VBP", "VBD", "VB", "VBN"):
            return Kind("obligation")
        if (
            further
            and lemma in words.obligation["predicates"]
            and (clause.copula is not None or self.frames.passive(at))
        ):
            return Kind("obligation")
        if lemma == "do" and any(tree.lower[child] == "so" for child in tree.children[at]):
            return None
        if lemma in words.purpose["verbs"] and modals & words.prediction["would"]:
            return None  # "I would like to know": a way of asking
        if modals & words.prediction["modals"]:
            return Kind("prediction")
        if modals & words.prediction["would"] and not perfect and tree.tag[at] != "VBN":  # "she'd crossed"
            return Kind("prediction")
        if modals & words.prediction["might"] and not perfect and lemma not in words.saying:
            return Kind("prediction")
        if further and lemma in words.prediction["predicates"]:
            if lemma == "go" and tree.tag[at] != "VBG":
                return None
            if lemma in ("expect", "set", "slate", "predict", "forecast", "fate", "doom") and not self.frames.passive(
                at
            ):
                return None
            return Kind("prediction")
        return None

    def purpose(self, clause: Clause) -> bool:
        """Whether a clause says what somebody is after or something is for; an event's own type does not matter then."""
        words, at = self.words.purpose, clause.at
        lemma = self.tree.lemma[at]
        if clause.auxiliaries & self.words.obligation["modals"]:
            return False
        if lemma in words["verbs"] and clause.copula is None and self._seeks(at, clause.auxiliaries):
            return True
        if lemma in words["participles"] and self.frames.passive(at) and self.pieces.infinitive_below(at, "for", "at"):
            return True
        return self._aim(clause)

    def _seeks(self, at: int, modals: AbstractSet[str]) -> bool:
        """Whether a verb of wanting has what is wanted behind it."""
        tree = self.tree
        lemma = tree.lemma[at]
        below = next(
            (child for child in tree.children[at] if child > at and tree.dep[child] in ("xcomp", "advcl")), None
        )
        if below is not None and tree.lemma[below] in self.words.saying | {"thank", "congratulate", "do"}:
            return tree.lemma[below] == "ask" and bool(
                self.pieces.infinitive_below(at)
            )  # "I would like to know": a way of speaking
        if lemma == "like":
            return bool(modals & self.words.prediction["would"]) and self.pieces.infinitive_below(at)
        if lemma in ("serve", "work", "fight") and tree.child(at, "obj") is not None:
            return False
        if lemma == "aim":
            return self.pieces.infinitive_below(at, "at", "for")
        if lemma in self.words.purpose["with_noun"]:
            return self.pieces.infinitive_below(at) or tree.child(at, "obj", "xcomp", "ccomp") is not None
        return self.pieces.infinitive_below(at)

    def _aim(self, clause: Clause) -> bool:
        """Whether the subject is an aim, and "is to" says which: "the purpose of the dam is to divert water"."""
        tree = self.tree
        if clause.copula is None:
            return False
        marked = any(
            tree.lower[child] == "to" and tree.dep[child] == "mark" for child in tree.children[clause.at]
        ) or any(
            tree.dep[child] in ("xcomp", "ccomp", "advcl") and self.pieces.marked(child) and child == clause.end
            for child in tree.children[clause.at]
        )
        if not marked or tree.pos[clause.at] not in ("VERB", "AUX"):
            return False
        return tree.pos[clause.subject] in ("NOUN", "PROPN")
