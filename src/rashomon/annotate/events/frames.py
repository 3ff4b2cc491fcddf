"""Who stands where: the syntactic places of a predicate's participants, each with the path that leads to it.

A participant is never taken from another clause without a path: own subject and object, passive agent, relative pronoun and
antecedent, the controller of an infinitive or participle, what coordinated predicates share, the noun that a participle modifies,
and for nouns the phrases with "of", "by", "on", the possessor and the name before them (as in NomBank's frames; Meyers et al. 2004).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rashomon.annotate.events.control import Control
from rashomon.annotate.events.voice import passive
from rashomon.annotate.tree import Tree

DEPTH = 12
"""Steps that a path may have: bounds recursion on odd parses."""
PREDICATES = frozenset(("VERB", "AUX", "ADJ"))
NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "SYM", "X"))
RELATIVE = frozenset(("WDT", "WP", "WP$"))
Path = tuple[int, str]
"""A participant's head token and the path to it in words."""


@dataclass
class Frames:
    """Paths to participants in one parse.

    Attributes:
        tree: The parse.
        control: Verbs of control.
        times: Tokens of time expressions: never participants.
    """

    tree: Tree
    control: Control
    times: frozenset[int] = frozenset()
    _subjects: dict[int, list[Path]] = field(default_factory=dict)
    _objects: dict[int, list[Path]] = field(default_factory=dict)
    _passive: dict[int, bool] = field(default_factory=dict)

    # --- verbs --------------------------------------------------------------------------------------------------

    def passive(self, at: int) -> bool:
        """Whether a verb stands in the passive."""
        known = self._passive.get(at)
        if known is None:
            known = self._passive[at] = passive(self.tree, at, self.control.headline)
        return known

    def subjects(self, at: int, depth: int = 0) -> list[Path]:
        """The grammatical subject of a predicate, own or by a path; a passive's is its patient."""
        if at in self._subjects:
            return self._subjects[at]
        found = self._find_subjects(at, depth) if depth <= DEPTH else []
        if depth == 0:
            self._subjects[at] = found
        return found

    def _find_subjects(self, at: int, depth: int) -> list[Path]:
        tree = self.tree
        own = [
            child
            for child in tree.children[at]
            if tree.dep[child].startswith("nsubj")
            and tree.dep[child] != "nsubj:outer"
            and not self._frames_saying(child)
        ]
        if own:
            word = "passive subject" if tree.dep[own[0]] == "nsubj:pass" else "subject"
            return [self._resolved(own[0], word, at)]
        relation, head = tree.dep[at], tree.head[at]
        verb = tree.lower[head]
        if relation == "conj" and tree.pos[head] in PREDICATES | {"NOUN"}:
            return _via(self.subjects(head, depth + 1), f"shared with '{verb}'")
        if relation == "xcomp" or (relation == "ccomp" and self._infinitive(at)):
            return self._controller(at, head, depth)
        if relation.startswith("advcl"):
            return self._adverbial_subject(at, head, depth)
        if relation == "acl":
            marked = any(
                tree.dep[child] == "mark" and tree.lower[child] in ("of", "for", "to", "at", "in")
                for child in tree.children[at]
            )
            paper = tree.lemma[head] in self.control.papers and tree.tag[at] == "VBG"
            if (
                marked
                and tree.lemma[tree.head[head]] in self.control.object
                and tree.dep[head] in ("obj", "nsubj:pass")
            ):
                return [self._resolved(head, f"object of '{tree.lower[tree.head[head]]}' controls", at)]
            if tree.tag[at] == "VB" or marked or paper:
                found = self._noun_controller(head, depth)
                if found or not paper:
                    return found
            return [self._resolved(head, "noun of the participle", at)]
        if relation.startswith("acl:relcl"):
            return [self._resolved(head, "antecedent of the relative clause", at)]
        return []

    def _frames_saying(self, child: int) -> bool:
        """Whether a phrase only says by whom something is told ("According to the Gazette, ..."): the parse may take it for a subject."""
        tree = self.tree
        below = (child, *tree.children[child])
        return any(tree.lower[part] == "according" for at in below for part in tree.children[at] if part < child)

    def _infinitive(self, at: int) -> bool:
        tree = self.tree
        return any(tree.dep[child] == "mark" and tree.lower[child] == "to" for child in tree.children[at])

    def _controller(self, at: int, head: int, depth: int) -> list[Path]:
        tree = self.tree
        verb = tree.lower[head]
        if tree.pos[head] == "VERB" and not self.passive(head) and tree.lemma[head] not in self.control.subject:
            objects = [
                child
                for child in tree.children[head]
                if tree.dep[child] in ("obj", "iobj") and (child < at or tree.pos[at] == "ADJ")
            ]
            if objects:
                return [self._resolved(objects[0], f"object of '{verb}' controls", at)]
        return _via(self.subjects(head, depth + 1), f"controlled by '{verb}'")

    def _adverbial_subject(self, at: int, head: int, depth: int) -> list[Path]:
        tree = self.tree
        verb = tree.lower[head]
        if tree.pos[head] not in PREDICATES and tree.child(head, "cop") is None:
            return self._noun_controller(head, depth) if tree.pos[head] == "NOUN" else []
        marks = {tree.lower[child] for child in tree.children[at] if tree.dep[child] == "mark"}
        if marks and not marks & {
            "to",
            "by",
            "after",
            "before",
            "while",
            "when",
            "for",
            "of",
            "from",
            "with",
            "in",
            "on",
            "without",
            "since",
            "over",
            "into",
        }:
            return []
        if tree.lemma[head] in self.control.object and marks & {"of", "for", "from", "with", "to", "into", "over"}:
            patients = self.objects(head, depth + 1)
            if patients:
                return _via(patients, f"object of '{verb}' controls")
        if self.passive(head) and marks & self.control.beside:  # "was shot after leaving": he left
            return _via(self.subjects(head, depth + 1), f"participle of '{verb}'")
        if self.passive(head) and not self._infinitive(at):
            agents = self.agents(head)
            if agents or (tree.tag[at] == "VBG" and not marks):  # "was shot down, killing ten": the doer is not told
                return _via(agents, f"participle of '{verb}'")
        return _via(self.subjects(head, depth + 1), f"participle of '{verb}'")

    def _noun_controller(self, noun: int, depth: int) -> list[Path]:
        """Whose plan, decision, order it is: possessor, agent, or the subject of the verb that carries the noun."""
        tree = self.tree
        for relation in ("nmod:poss", "compound"):
            child = tree.child(noun, relation)
            if child is not None and child not in self.times and (relation == "nmod:poss" or self.names_actor(child)):
                return [self._resolved(child, f"possessor of '{tree.lower[noun]}'", noun)]
        own = [
            child
            for child in tree.children[noun]
            if tree.dep[child].startswith("nmod") and tree.case(child) in ("of", "by")
        ]
        if own:
            return [self._resolved(own[0], f"complement of '{tree.lower[noun]}'", noun)]
        head = tree.head[noun]
        if tree.pos[head] == "VERB" and tree.dep[noun] in ("obj", "obl"):
            if self.passive(head):
                return _via(self.agents(head), f"agent of '{tree.lower[head]}'")
            return _via(self.subjects(head, depth + 1), f"subject of '{tree.lower[head]}'")
        if tree.pos[head] == "VERB" and tree.dep[noun] == "nsubj:pass":
            return _via(self.agents(head), f"agent of '{tree.lower[head]}'")
        return []

    def agents(self, at: int) -> list[Path]:
        """Agents of a passive: phrases with "by" that are no time and no manner."""
        tree = self.tree
        own = self._own_agents(at)
        if own:
            return own
        if tree.dep[at] == "conj" and self.passive(at):
            head = tree.head[at]
            return [] if tree.child(head, "obl:agent") is None else _via(self.agents(head), "shared agent")
        # "was shot and killed by": the agent hangs on the last of the coordinated verbs
        for child in tree.children[at]:
            if (
                tree.dep[child] == "conj"
                and tree.tag[child] in ("VBN", "VBD")
                and tree.child(child, "obl:agent") is not None
                and tree.child(child, "nsubj:pass") is None
            ):
                return _via(self._own_agents(child), "shared agent")
        return []

    def _own_agents(self, at: int) -> list[Path]:
        tree = self.tree
        found = [
            child
            for child in tree.children[at]
            if (tree.dep[child] == "obl:agent" or (tree.dep[child] == "obl" and tree.case(child) == "by"))
            and child not in self.times
            and tree.pos[child] in NOMINAL - {"NUM", "SYM"}
        ]
        return [self._resolved(child, "agent with 'by'", at) for child in found[:1]]

    def objects(self, at: int, depth: int = 0) -> list[Path]:
        """What a verb acts on: its object, or in the passive its subject."""
        if at in self._objects:
            return self._objects[at]
        found = self._find_objects(at, depth) if depth <= DEPTH else []
        if depth == 0:
            self._objects[at] = found
        return found

    def _find_objects(self, at: int, depth: int) -> list[Path]:
        tree = self.tree
        if self.passive(at):
            return self.subjects(at, depth + 1)
        own = [child for child in tree.children[at] if tree.dep[child] == "obj"]
        own = own or [child for child in tree.children[at] if tree.dep[child] == "iobj"]
        if own:
            return [self._resolved(own[0], "object", at)]
        if tree.dep[at].startswith("acl:relcl"):
            subject = tree.child(at, "nsubj", "nsubj:pass")
            if subject is not None and tree.tag[subject] not in RELATIVE and not self._relative_oblique(at):
                return [self._resolved(tree.head[at], "antecedent of the relative clause", at)]
        if tree.dep[at] == "conj":
            head = tree.head[at]
            shared = [child for child in tree.children[head] if tree.dep[child] == "obj" and child > at]
            if shared:
                return [self._resolved(shared[0], f"object shared with '{tree.lower[head]}'", at)]
        for child in tree.children[at] if tree.lemma[at] not in self.control.alone else []:
            if (
                tree.dep[child] == "conj"
                and tree.pos[child] == "VERB"
                and all(tree.dep[other] in ("cc", "punct", "advmod") for other in range(at + 1, child))
            ):
                return (
                    _via(self.objects(child, depth + 1), f"object shared with '{tree.lower[child]}'")
                    if not self.passive(child)
                    else []
                )
        return []

    def _relative_oblique(self, at: int) -> bool:
        tree = self.tree
        return any(
            tree.dep[child].startswith("obl") and tree.tag[child] in RELATIVE | {"WRB"} for child in tree.children[at]
        ) or any(tree.tag[child] == "WRB" for child in tree.children[at])

    def obliques(self, at: int, preposition: str) -> list[Path]:
        """Phrases with a preposition that hang on a predicate or noun, or that the parse hung on a time beside it."""
        tree = self.tree
        for child in tree.children[at]:
            if child in self.times:
                for inner in tree.children[child]:
                    if tree.dep[inner] == "nmod" and inner not in self.times and tree.case(inner) == preposition:
                        return [self._resolved(inner, f"phrase with '{preposition}'", at)]
            elif (
                tree.dep[child].startswith(("obl", "nmod"))
                and tree.dep[child] != "nmod:poss"
                and tree.case(child) == preposition
            ):
                return [self._resolved(child, f"phrase with '{preposition}'", at)]
        return []

    def obliques_below(self, at: int, preposition: str, depth: int = 2) -> list[Path]:
        """The same inside the phrase of a noun: on its complements, conjuncts and participles ("sanctions imposed on")."""
        tree = self.tree
        for child in tree.children[at]:
            if tree.dep[child] in ("nmod", "conj", "acl", "obj", "xcomp") and child not in self.times and child > at:
                found = self.obliques(child, preposition)
                if not found and depth > 1:
                    found = self.obliques_below(child, preposition, depth - 1)
                if found:
                    return [(head, f"{words} below '{tree.lower[child]}'") for head, words in found]
        return []

    # --- nouns --------------------------------------------------------------------------------------------------

    def carrier(self, noun: int) -> int | None:
        """The verb that carries a noun as object, passive subject, or coordinated with one; None where there is none."""
        tree = self.tree
        at = noun
        for _ in range(DEPTH):
            if (tree.dep[at] == "conj" and tree.pos[tree.head[at]] in NOMINAL) or (
                tree.dep[at] == "nmod"
                and tree.case(at) == "of"
                and tree.lemma[tree.head[at]]
                in ("number", "series", "wave", "string", "dozen", "round", "campaign", "spate", "couple", "hundred")
            ):
                at = tree.head[at]
            else:
                break
        head = tree.head[at]
        if head == at or tree.pos[head] != "VERB":
            if tree.dep[at] in ("nsubj", "root"):
                return None
            return None
        if tree.dep[at] in ("obj", "nsubj:pass"):
            return head
        if tree.dep[at] == "obl" and tree.case(at) in ("under", "in", "into", "on", "to"):
            return head
        return None

    def names_actor(self, at: int) -> bool:
        """Whether a word before a noun may name who acts: a proper noun, or part of a name."""
        tree = self.tree
        if at in self.times:
            return False
        return tree.pos[at] == "PROPN" or tree.entity[at] != "" or (tree.title[at] and at not in tree.starts)

    def possessors(self, noun: int) -> list[Path]:
        """The possessor of a noun ("Iran's attack", "its attack")."""
        child = self.tree.child(noun, "nmod:poss")
        if child is None or child in self.times:
            return []
        return [self._resolved(child, f"possessor of '{self.tree.lower[noun]}'", noun)]

    def names_before(self, noun: int) -> list[Path]:
        """Names before a noun: "US airstrikes", "a Taliban attack", "an American withdrawal"."""
        tree = self.tree
        return [
            (child, f"name before '{tree.lower[noun]}'")
            for child in tree.children[noun]
            if child < noun
            and tree.dep[child] in ("compound", "amod", "nmod:desc", "nmod", "flat")
            and self.names_actor(child)
        ]

    def doers_after(self, noun: int) -> list[Path]:
        """The agent of a participle beside a noun: "an attack carried out by", "the king ordered execution"."""
        tree = self.tree
        for child in tree.children[noun]:
            if tree.dep[child] == "amod" and tree.lemma[child] in self.control.causative:
                who = tree.child(child, "nsubj", "compound")
                if who is not None:
                    return [(who, f"'{tree.lower[child]}' before '{tree.lower[noun]}'")]
            if tree.dep[child] in ("acl", "acl:relcl") and tree.lemma[child] in self.control.doing | self.control.light:
                found = self.agents(child)
                if found:
                    return _via(found, f"'{tree.lower[child]}' after '{tree.lower[noun]}'")
        return []

    # --- shared -------------------------------------------------------------------------------------------------

    def _resolved(self, at: int, words: str, predicate: int) -> Path:
        """A relative pronoun stands for its antecedent."""
        tree = self.tree
        if tree.tag[at] in RELATIVE:
            verb = tree.head[at]
            for _ in range(DEPTH):
                if tree.dep[verb].startswith("acl:relcl"):
                    return tree.head[verb], f"{words} (relative pronoun)"
                if tree.head[verb] == verb:
                    break
                verb = tree.head[verb]
        del predicate
        return at, words

    def with_coordinated(self, paths: Iterable[Path]) -> list[Path]:
        """Each participant and those coordinated with it, in order of the text."""
        tree = self.tree
        out: dict[int, str] = {}
        for head, words in paths:
            out.setdefault(head, words)
            for at in list(_conjuncts(tree, head)):
                if tree.pos[at] in NOMINAL or tree.tag[at].startswith("NN"):
                    out.setdefault(at, f"{words}, coordinated")
        return list(out.items())


def _conjuncts(tree: Tree, head: int, depth: int = 0) -> Iterable[int]:
    for child in tree.children[head]:
        if tree.dep[child] == "conj" and depth < DEPTH:
            yield child
            yield from _conjuncts(tree, child, depth + 1)


def _via(paths: list[Path], words: str) -> list[Path]:
    return [(at, f"{path}, {words}") for at, path in paths]
