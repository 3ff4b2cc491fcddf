"""The parse as plain lists: layers that walk it a thousand times a document read it here, without making token objects."""

from typing import TYPE_CHECKING

from spacy.attrs import DEP, ENT_TYPE, HEAD, LEMMA, LOWER, POS, TAG

if TYPE_CHECKING:
    from spacy.tokens import Doc

PHRASE = frozenset(
    ("det", "amod", "compound", "flat", "nummod", "nmod", "nmod:poss", "nmod:desc", "nmod:unmarked", "case", "goeswith", "fixed", "det:predet")
)  # fmt: skip
"""Relations of what belongs to a noun phrase without its clauses, conjuncts and appositions."""


class Tree:
    """Words, lemmas, tags and arcs of one parse (Universal Dependencies), by token index.

    Attributes:
        lower: Each token in lower case.
        lemma: Each token's dictionary form, in lower case.
        pos: Universal part of speech.
        tag: Penn tag.
        dep: Relation to the head.
        head: Index of the head; a root's is its own.
        entity: Type of the name that the token is part of, or "".
        children: Indices of the dependents, in order.
        sentence: Index of the sentence.
        sentences: First token and end of each sentence.
    """

    def __init__(self, parse: "Doc") -> None:
        strings = parse.vocab.strings
        array = parse.to_array([LOWER, LEMMA, POS, TAG, DEP, ENT_TYPE, HEAD])
        columns = array.T.tolist() if len(parse) else [[] for _ in range(7)]
        known = {key: strings[key] for column in columns[:6] for key in set(column)}
        lowered = {key: known[key].lower() for key in set(columns[1])}
        self.lower: list[str] = [known[key] for key in columns[0]]
        self.lemma: list[str] = [lowered[key] or low for key, low in zip(columns[1], self.lower, strict=True)]
        self.pos: list[str] = [known[key] for key in columns[2]]
        self.tag: list[str] = [known[key] for key in columns[3]]
        self.dep: list[str] = [known[key] for key in columns[4]]
        self.entity: list[str] = [known[key] for key in columns[5]]
        # the offset to the head is stored as an unsigned number
        self.head: list[int] = [
            at + (step if step < 1 << 63 else step - (1 << 64)) for at, step in enumerate(columns[6])
        ]
        self.children: list[list[int]] = [[] for _ in self.lower]
        for at, head in enumerate(self.head):
            if head != at:
                self.children[head].append(at)
        self.sentences = [(sent.start, sent.end) for sent in parse.sents] if len(parse) else []
        self.sentence = [number for number, (first, end) in enumerate(self.sentences) for _ in range(first, end)]

    def __len__(self) -> int:
        return len(self.lower)

    def child(self, at: int, *relations: str) -> int | None:
        """The first dependent with one of the relations."""
        for child in self.children[at]:
            if self.dep[child] in relations:
                return child
        return None

    def case(self, at: int) -> str:
        """The preposition of a noun ("in", "in front of" as "in front of"), or "" where it has none."""
        for child in self.children[at]:
            if self.dep[child] == "case" and self.lower[child] not in ("'s", "’s", "'", "’"):
                rest = [self.lower[part] for part in self.children[child] if self.dep[part] == "fixed"]
                return " ".join([self.lower[child], *rest])
        return ""

    def subtree(self, at: int, relations: frozenset[str] | None = None) -> list[int]:
        """The token and all below it, in order; only along the relations where some are given."""
        out = [at]
        for token in out:
            out.extend(child for child in self.children[token] if relations is None or self.dep[child] in relations)
        return sorted(out)

    def phrase(self, at: int) -> tuple[int, int]:
        """First token and end of the noun phrase of a head: determiner to last complement, without clauses, conjuncts, appositions.

        Args:
            at: The head noun.

        Returns:
            The unbroken run round the head, its own preposition left out.
        """
        inside = {at}
        for child in self.children[at]:
            relation = self.dep[child]
            if (relation in PHRASE and relation != "case") or (relation == "advmod" and child < at):
                inside.update(self.subtree(child, _INNER))
        first = last = at
        while first - 1 in inside or (
            first - 2 in inside and self.pos[first - 1] == "PUNCT" and self.head[first - 1] in inside
        ):
            first -= 1
        while last + 1 in inside or (last + 2 in inside and self._joins(last + 1, inside)):
            last += 1
        return first, last + 1

    def _joins(self, at: int, inside: set[int]) -> bool:
        """A hyphen, bracket or quotation mark between two parts of a phrase."""
        return self.pos[at] == "PUNCT" and self.lower[at] != "," and self.head[at] in inside


_INNER = PHRASE | {"conj", "cc", "punct", "advmod"}
