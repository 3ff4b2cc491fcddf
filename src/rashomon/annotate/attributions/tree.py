"""The parse as plain lists: attributions ask many small questions of it, and spaCy's objects are slow to ask."""

from dataclasses import dataclass, field
from itertools import pairwise

from rashomon.annotate.annotated import Annotated

Range = tuple[int, int]
"""Tokens from the first to before the second."""
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer"})
FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
LOOSE_ENDS = frozenset({"the", "a", "an", "and", "but", "or"})
EDGE_MARKS = frozenset(",;:.–—-…") | {"--", "..."}


@dataclass
class Tree:
    """Words and relations of a document's parse (Universal Dependencies), by token index.

    Attributes:
        words: Lower-cased words.
        lemmas: Lower-cased lemmas.
        pos: Parts of speech.
        tags: Fine-grained tags (Penn Treebank).
        deps: Relations to the head.
        heads: Index of the head; a root's is its own.
        left: First token of the subtree's hull.
        right: End of the subtree's hull, inside the sentence.
        first: First token of the sentence, or of its part behind a semicolon.
        end: End of the sentence or part.
        capitals: Whether the word is written in capitals ("US", not "us").
        kids: Dependents of each token, in order.
    """

    words: list[str]
    lemmas: list[str]
    pos: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    left: list[int]
    right: list[int]
    first: list[int]
    end: list[int]
    capitals: list[bool]
    kids: list[list[int]] = field(default_factory=list)

    def kid(self, at: int, *deps: str) -> int | None:
        """The first dependent with one of the relations."""
        return next((kid for kid in self.kids[at] if self.deps[kid] in deps), None)

    def kids_of(self, at: int, *deps: str) -> list[int]:
        """All dependents with one of the relations."""
        return [kid for kid in self.kids[at] if self.deps[kid] in deps]

    def case(self, at: int) -> str:
        """The preposition or marker that introduces a phrase; empty without one."""
        for kid in self.kids[at]:
            if kid >= at:
                break
            if self.deps[kid] in ("case", "mark"):
                return self.words[kid]
        return ""

    def subject(self, at: int) -> int | None:
        """The token's own subject; of two in front of it the nearer, the other being torn off an inserted speaker's frame."""
        found = None
        for kid in self.kids[at]:
            if self.deps[kid] in SUBJECTS and (found is None or kid < at):
                found = kid
        return found

    def is_passive(self, at: int) -> bool:
        """Whether a verb stands in the passive."""
        return any(self.deps[kid] in ("aux:pass", "nsubj:pass", "csubj:pass") for kid in self.kids[at])

    def is_reduced(self, at: int) -> bool:
        """Whether a past participle stands without subject and auxiliary ("asked by reporters", "known as")."""
        if self.tags[at] not in ("VBN", "VBD") or self.deps[at] not in ("acl", "advcl", "amod", "root"):
            return False
        if self.tags[at] == "VBD" and any(self.deps[kid] == "ccomp" and kid > at for kid in self.kids[at]):
            return False
        return not any(self.deps[kid] in SUBJECTS or self.deps[kid].startswith("aux") for kid in self.kids[at])

    def is_infinitive(self, at: int) -> bool:
        """Whether "to" marks the verb."""
        return any(self.words[kid] == "to" and kid < at and self.deps[kid] in ("mark", "aux") for kid in self.kids[at])

    def trim(self, span: Range) -> Range:
        """The range without commas, colons, dashes and full stops at its edges, and without a loose article or "and" at its end."""
        start, end = span
        while start < end and self.words[start] in EDGE_MARKS:
            start += 1
        while start < end and (self.words[end - 1] in EDGE_MARKS or self.words[end - 1] in LOOSE_ENDS):
            end -= 1
        return start, end


def tree(annotated: Annotated) -> Tree:
    """The lists of a document's parse."""
    columns, edges = annotated.parse.columns, annotated.parse.edges
    words, size = columns.lower, len(columns.lower)
    borders = sorted({*columns.starts, *(at + 1 for at, word in enumerate(words[:-1]) if word == ";"), size})
    parts = [(start, stop) for start, stop in pairwise(borders) for _ in range(start, stop)]
    lists = Tree(
        words=words,
        lemmas=columns.lemmas_lower,
        pos=columns.pos,
        tags=columns.tags.copy(),
        deps=["root" if dep == "ROOT" else dep for dep in columns.deps],
        heads=columns.heads.copy(),
        left=[max(edge, part[0]) for edge, part in zip(edges[0], parts, strict=True)],
        right=[min(edge + 1, part[1]) for edge, part in zip(edges[1], parts, strict=True)],
        first=[part[0] for part in parts],
        end=[part[1] for part in parts],
        capitals=[upper and len(word) > 1 for upper, word in zip(columns.capitals, words, strict=True)],
        kids=columns.children.copy(),
    )
    pos, heads = lists.pos, lists.heads
    for at in range(size):
        if heads[at] == at and pos[at] in ("NOUN", "PROPN", "PRON"):
            _mend(lists, at)
    return lists


def _mend(tree: Tree, root: int) -> None:
    """Give a sentence its verb back where the parse took it for a participle ("The bishop called for peace.")."""
    end = tree.end[root]
    if tree.words[end - 1] != "." or end - root < 3:
        return
    verb = next(
        (kid for kid in tree.kids[root] if kid > root and tree.deps[kid] == "acl" and tree.tags[kid] in ("VBD", "VBN")),
        None,
    )
    if verb is None or tree.left[verb] != verb or tree.words[verb - 1] == ",":
        return
    if any(
        tree.tags[at] in FINITE and at != verb and tree.deps[at] not in ("ccomp", "acl:relcl", "advcl")
        for at in range(tree.first[root], end)
    ):
        return
    tree.heads[root], tree.deps[root] = verb, "nsubj"
    tree.heads[verb], tree.deps[verb] = verb, "root"
    moved = [kid for kid in tree.kids[root] if kid > verb]
    tree.kids[root] = [kid for kid in tree.kids[root] if kid < verb]
    tree.kids[verb] = sorted([root, *tree.kids[verb], *moved])
    for kid in moved:
        tree.heads[kid] = verb
    tree.tags[verb] = "VBD"
    tree.right[root] = verb
    tree.left[verb], tree.right[verb] = tree.left[root], end
