"""Clauses with "is": who somebody is, what something is like, where it is, how many, what it is in law."""

from rashomon.annotate.claims.clauses import Clause
from rashomon.annotate.claims.pieces import Kind, Pieces


class Copular:
    """Kinds of clauses with a copula."""

    def __init__(self, pieces: Pieces) -> None:
        self.pieces = pieces
        self.frames = pieces.frames
        self.tree = pieces.tree
        self.words = pieces.words

    def kind(self, clause: Clause) -> Kind | None:
        """The kind of a clause with "is", or None where the words know none."""
        tree, words, at = self.tree, self.words, clause.at
        lemma, pos = tree.lemma[at], tree.pos[at]
        if pos in ("VERB", "AUX") and tree.tag[at] not in ("VBN", "VBG", "VBD"):
            return None
        preposition = tree.case(at)
        figure = self.pieces.figure(at)
        if pos in ("ADJ", "VERB") and not preposition:
            counted = self.pieces.figure(clause.subject)
            if counted is not None and self.pieces.partitive(clause.subject):
                return Kind("quantity", counted)
            if lemma in words.legal["adjectives"]:
                return Kind("legal")
            if pos == "VERB" and tree.tag[at] != "VBN":
                return None
            if tree.lower[at] in ("able", "unable"):
                return self._enabled(at)
            if lemma in words.state["adjectives"] or lemma in words.state["participles"]:
                return Kind("state")
            if (
                tree.lower[at] in words.prediction["predicates"]
                or lemma in words.saying
                or tree.lower[at] in ("proud", "sorry", "glad", "grateful", "thankful", "surprised", "pleased", "sure")
            ):
                return None
            return Kind("characterisation")
        if pos in ("NOUN", "PROPN", "NUM", "PRON", "SYM") or (pos == "ADJ" and preposition):
            if self.pieces.law(at):
                return Kind("legal")
            if figure is not None and not tree.entity[at]:
                return Kind("quantity", figure)
            subject_figure = self.pieces.figure(clause.subject)
            if subject_figure is not None and self.pieces.partitive(clause.subject):
                return Kind("quantity", subject_figure)
            if preposition:
                if preposition.split(" ")[0] in (
                    "like",
                    "as",
                    "about",
                    "for",
                    "of",
                    "to",
                    "from",
                    "by",
                    "because",
                    "due",
                ):
                    return (
                        Kind("characterisation") if preposition in ("of", "like") and tree.pos[at] == "NOUN" else None
                    )
                return Kind("state") if preposition in words.state["places"] else None
            if pos in ("PRON", "NUM") and not tree.child(at, "nmod"):
                return None
            return self._noun(clause)
        if pos == "ADV" and tree.lower[at] in ("there", "here", "away", "home", "abroad", "ashore", "aboard"):
            return Kind("state")
        return None

    def _enabled(self, at: int) -> Kind | None:
        """As in "Is able to field ten ships" is a claim for its number; what somebody was able to do is an event or a power too vague to hold."""
        below = self.tree.child(at, "xcomp")
        figure = self.pieces.object_figure(below) if below is not None else None
        return Kind("quantity", figure) if figure is not None else None

    def _noun(self, clause: Clause) -> Kind | None:
        """As in "Is a general" says who somebody is; "is a disaster" how somebody sees it."""
        tree, words, at = self.tree, self.words, clause.at
        lemma = tree.lemma[at]
        if (
            tree.lemma[clause.subject] in words.purpose["nouns"]
            and lemma not in words.characterisation["nouns"]
            and tree.pos[at] == "VERB"
        ):
            return Kind("purpose")
        bare = tree.child(at, "det", "nmod:poss") is None
        if tree.lower[clause.subject] == "it" and (tree.pos[at] == "PROPN" or bare):
            return None  # "it was the admiral who ...": nothing is said of "it"
        if tree.pos[at] == "PROPN":
            return Kind("identity")
        judged = lemma in words.characterisation["nouns"] or any(
            tree.dep[child] == "amod"
            and (
                tree.lower[child] in words.characterisation["adjectives"]
                or tree.lemma[child] in words.characterisation["adjectives"]
            )
            for child in tree.children[at]
        )
        if (
            not judged
            and self.pieces.indefinite(clause.subject)
            and self.pieces.indefinite(at)
            and tree.tag[clause.copula or at] in ("VBZ", "VBP")
        ):
            return None  # "A barrage is a dam that ...": what a word means
        return Kind("characterisation" if judged else "identity")
