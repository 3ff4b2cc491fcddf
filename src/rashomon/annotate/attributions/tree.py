"""The parse as plain lists: attributions ask many small questions of it, and spaCy's objects are slow to ask."""

from dataclasses import dataclass, field

from rashomon.annotate.annotated import Annotated

Range = tuple[int, int]
"""Tokens from the first to before the second."""
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer"})
FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
WRAP = 1 << 64
"""spaCy gives the distance to the head as an unsigned number."""
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
    parse = annotated.parse
    size = len(parse)
    strings = parse.vocab.strings
    columns = (
        parse.to_array(["LOWER", "LEMMA", "POS", "TAG", "DEP", "IS_UPPER", "SENT_START", "HEAD"]).T
        if size
        else [[]] * 8
    )
    known: dict[int, str] = {}
    texts = [
        [known.get(key) or known.setdefault(key, strings[key]) for key in map(int, column)] for column in columns[:5]
    ]
    words, lemmas, pos, tags, deps = texts
    lemmas = [lemma.lower() for lemma in lemmas]
    deps = ["root" if dep == "ROOT" else dep for dep in deps]
    capitals = [bool(upper) and len(word) > 1 for upper, word in zip(columns[5], words, strict=True)]
    offsets = [int(offset) - WRAP if offset >= WRAP >> 1 else int(offset) for offset in map(int, columns[7])]
    heads = [at + offset for at, offset in enumerate(offsets)]
    first: list[int] = []
    for at, starts in enumerate(columns[6]):
        apart = at == 0 or int(starts) == 1 or words[at - 1] == ";"
        first.append(at if apart else first[-1])
    end = [size] * size
    for at in range(size - 2, -1, -1):
        end[at] = at + 1 if first[at + 1] == at + 1 else end[at + 1]
    kids: list[list[int]] = [[] for _ in range(size)]
    order = []
    for at, head in enumerate(heads):
        if head == at:
            order.append(at)
        else:
            kids[head].append(at)
    for at in order:
        order.extend(kids[at])
    left, right = list(range(size)), list(range(1, size + 1))
    for at in reversed(order):
        head = heads[at]
        left[head], right[head] = min(left[head], left[at]), max(right[head], right[at])
    left = [max(edge, bound) for edge, bound in zip(left, first, strict=True)]
    right = [min(edge, bound) for edge, bound in zip(right, end, strict=True)]
    lists = Tree(words, lemmas, pos, tags, deps, heads, left, right, first, end, capitals, kids)
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
