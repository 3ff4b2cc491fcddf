"""Clauses with other verbs: what they say of numbers, law, belonging and of how things stand."""

from rashomon.annotate.claims.clauses import Clause
from rashomon.annotate.claims.pieces import Kind, Pieces


class Verbal:
    """Kinds of clauses with a full verb."""

    def __init__(self, pieces: Pieces) -> None:
        self.pieces = pieces
        self.frames = pieces.frames
        self.tree = pieces.tree
        self.words = pieces.words

    def kind(self, clause: Clause) -> Kind | None:
        """The kind of a clause with another verb, or None where the words know none."""
        tree, words, at = self.tree, self.words, clause.at
        lemma = tree.lemma[at]
        if tree.pos[at] not in ("VERB", "AUX"):
            return None
        passive = self.frames.passive(at)
        progressive = tree.tag[at] == "VBG"
        objects = [
            child
            for child in tree.children[at]
            if child > at and tree.dep[child] in ("obj", "obl:unmarked", "obl", "xcomp")
        ]
        object_head = next((child for child in objects if tree.dep[child] == "obj"), None)
        if lemma in words.legal["verbs"] and not (passive and progressive):
            return Kind("legal")
        carried = object_head if object_head is not None else (objects[0] if objects else None)
        if lemma in words.legal["carrying"] and not passive and carried is not None and self.pieces.law(carried):
            return Kind("legal")
        if lemma in words.legal["ruling"] and tree.lemma[clause.subject] in words.legal["rules"] and not passive:
            return Kind("legal")
        if tree.child(at, "ccomp") is not None or (
            lemma in words.saying and lemma not in words.characterisation["links"]
        ):
            return None
        if passive:
            return self._participle(clause)
        if lemma in words.identity["verbs"] and not progressive and (objects or lemma == "belong"):
            return Kind("identity")
        figure = self.pieces.object_figure(at)
        if figure is not None and lemma in words.quantity["verbs"]:
            return Kind("quantity", figure)
        subject_figure = self.pieces.figure(clause.subject)
        if (
            subject_figure is not None
            and lemma in words.quantity["of_subject"]
            and self.pieces.partitive(clause.subject)
        ):
            return Kind("quantity", subject_figure)
        if progressive:
            return None
        if (
            lemma in words.characterisation["links"] and lemma not in ("grow", "turn", "feel", "look", "sound")
        ) or lemma in ("look", "sound", "feel"):
            return self._linked(clause)
        if lemma in words.characterisation["verbs"] and object_head is not None:
            return Kind("characterisation")
        if lemma == "serve" and any(tree.case(child) == "as" for child in objects):
            return Kind("characterisation")
        particle = tree.child(at, "compound:prt") is not None  # "bear out", "hold up": another verb
        if lemma in words.state["verbs"] and not particle and self._state(clause, objects):
            return Kind("state")
        return None

    def _participle(self, clause: Clause) -> Kind | None:
        """Passives that tell who leads, owns, makes up; and how things stand."""
        tree, words, at = self.tree, self.words, clause.at
        lemma = tree.lemma[at]
        if "being" in clause.auxiliaries:
            return None
        behind = {
            tree.case(child).split(" ")[0] for child in tree.children[at] if tree.dep[child].startswith("obl")
        } | {tree.lower[child] for child in tree.children[at] if tree.dep[child] == "mark"}
        if lemma in words.identity["participles"]:
            needed = words.needed.get(lemma)
            if needed is None:
                return Kind("identity") if tree.child(at, "xcomp", "obj") is not None else None
            return Kind("identity") if behind & needed else None
        figure = self.pieces.object_figure(at)
        if figure is not None and lemma in words.quantity["verbs"]:
            return Kind("quantity", figure)
        if lemma in words.state["participles"]:
            return Kind("state") if tree.tag[at] != "VBD" else None
        subject_figure = self.pieces.figure(clause.subject)
        if (
            subject_figure is not None
            and lemma in words.quantity["of_subject"]
            and self.pieces.partitive(clause.subject)
        ):
            return Kind("quantity", subject_figure)
        return None

    def _linked(self, clause: Clause) -> Kind | None:
        """As in "Became a general", "proved useless", "seems weak"."""
        tree, words, at = self.tree, self.words, clause.at
        for child in tree.children[at]:
            plain = tree.dep[child] == "xcomp" or tree.lemma[at] == "become" or tree.pos[child] == "ADJ"
            if child > at and plain and tree.dep[child] in ("xcomp", "obj", "obl", "advmod"):
                if self.pieces.marked(child):
                    return None
                lemma = tree.lemma[child]
                if lemma in words.legal["adjectives"] or self.pieces.law(child):
                    return Kind("legal")
                if tree.pos[child] in ("ADJ", "VERB", "ADV"):
                    return Kind("characterisation")
                if tree.pos[child] in ("NOUN", "PROPN"):
                    judged = lemma in words.characterisation["nouns"]
                    return Kind("characterisation" if judged or tree.lemma[at] != "become" else "identity")
        return None

    def _state(self, clause: Clause, objects: list[int]) -> bool:
        tree, words, at = self.tree, self.words, clause.at
        lemma = tree.lemma[at]
        present = tree.tag[at] in ("VBZ", "VBP") or "do" in {
            tree.lemma[child]
            for child in tree.children[at]
            if tree.dep[child] == "aux" and tree.tag[child] in ("VBZ", "VBP")
        }
        if lemma in words.state["present_only"] and not present:
            return False
        if lemma == "have":
            return any(tree.dep[child] == "obj" for child in objects) and not any(
                tree.dep[child] in ("xcomp", "ccomp") for child in tree.children[at]
            )
        if lemma in ("keep", "continue", "use", "need") and any(
            tree.dep[child] in ("xcomp", "ccomp") for child in tree.children[at]
        ):
            return False
        return bool(objects) or lemma in (
            "exist",
            "persist",
            "prevail",
            "remain",
            "apply",
            "matter",
            "continue",
            "differ",
            "live",
        )
