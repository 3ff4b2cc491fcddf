"""The parse as plain objects: layers ask a word for its form, tag and head tens of thousands of times a document.

spaCy makes a new object for each look at a word and decodes its strings at each question. Here both are done once a document. Names and
meaning are spaCy's; what is asked seldom is asked of spaCy.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    from spacy.tokens import Doc

WRAP = 1 << 64
"""spaCy gives the distance to the head as an unsigned number."""


class Token:
    """A word of a parse.

    Attributes:
        doc: The parse.
        i: Its place in the parse.
        text: The word.
        whitespace_: The blank behind it, or nothing.
        lower_: The word in lower case.
        lemma_: Its dictionary form.
        pos_: Universal part of speech.
        tag_: Penn tag.
        dep_: Relation to the head.
        ent_type_: Kind of the name it is part of, or nothing.
        head: The word it hangs under; a root's is its own.
        children: The words that hang under it, in order.
    """

    __slots__ = (
        "children", "dep_", "doc", "ent_type_", "head", "i", "lemma_", "lower_", "pos_", "tag_", "text", "whitespace_",
    )  # fmt: skip

    def __init__(self, doc: "Parse", i: int, row: tuple[str, ...], space: bool) -> None:
        self.doc = doc
        self.i = i
        self.text, self.lower_, self.lemma_, self.pos_, self.tag_, self.dep_, self.ent_type_ = row
        self.whitespace_ = " " if space else ""
        self.head = self
        self.children: Sequence[Token] = ()

    def __len__(self) -> int:
        return len(self.text)

    def __str__(self) -> str:
        return self.text

    @property
    def morph(self) -> Any:  # noqa: ANN401 - spaCy ships no types
        """Its morphology, as spaCy has it."""
        return self.doc.whole[self.i].morph

    @property
    def is_punct(self) -> bool:
        """Whether it is a mark of punctuation."""
        marks: bool = self.doc.whole[self.i].is_punct
        return marks

    @property
    def is_alpha(self) -> bool:
        """Whether it is made of letters alone."""
        return self.text.isalpha()

    @property
    def is_sent_start(self) -> bool:
        """Whether a sentence begins with it."""
        return self.sent.start == self.i

    @property
    def lefts(self) -> "list[Token]":
        """The words that hang under it and stand before it, in order."""
        return [child for child in self.children if child.i < self.i]

    @property
    def sent(self) -> "Span":
        """The sentence."""
        return self.doc.sentence(self.i)

    @property
    def left_edge(self) -> "Token":
        """First word of the subtree."""
        return self.doc.tokens[self.doc.edges[0][self.i]]

    @property
    def right_edge(self) -> "Token":
        """Last word of the subtree."""
        return self.doc.tokens[self.doc.edges[1][self.i]]

    @property
    def ancestors(self) -> "Iterator[Token]":
        """The words above it, the nearest first."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def is_ancestor(self, descendant: "Token") -> bool:
        """Whether it stands above another word."""
        return any(token is self for token in descendant.ancestors)

    def nbor(self, by: int = 1) -> "Token":
        """The word so many places on."""
        at: int = self.doc.whole[self.i].nbor(by).i
        return self.doc.tokens[at]


class Span:
    """Words of a parse that stand together.

    Attributes:
        doc: The parse.
        start: Its first word.
        end: The word behind its last.
        label_: Kind, of a name.
    """

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: "Parse", start: int, end: int, label: str = "") -> None:
        self.doc = doc
        self.start = start
        self.end = end
        self.label_ = label

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> "Span": ...
    def __getitem__(self, at: int | slice) -> "Token | Span":
        if isinstance(at, slice):
            first, end = _bounds(at, len(self))
            return Span(self.doc, self.start + first, self.start + end)
        return self.doc.tokens[self.start : self.end][at]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """The words with the blanks between them."""
        tokens = self.doc.tokens[self.start : self.end]
        if len(tokens) == 1:
            return tokens[0].text
        text = "".join([token.text + token.whitespace_ for token in tokens])
        return text[:-1] if tokens and tokens[-1].whitespace_ else text

    @property
    def root(self) -> Token:
        """The word nearest to the root of the sentence."""
        if self.end - self.start == 1:
            return self.doc.tokens[self.start]
        at: int = self.doc.whole[self.start : self.end].root.i
        return self.doc.tokens[at]

    @property
    def sent(self) -> "Span":
        """The sentence of its first word."""
        return self.doc.sentence(self.start)


class Columns:
    """The words of a parse, one list for each thing that is told of a word; what is changed has to be copied before.

    Attributes:
        texts: The words.
        lower: The words in lower case.
        lemmas: Dictionary forms.
        lemmas_lower: Dictionary forms in lower case.
        pos: Universal parts of speech.
        tags: Penn tags.
        deps: Relations to the heads.
        entities: Kind of the name that the word is part of, or nothing.
        spaces: Whether a blank stands behind the word.
        titles: Whether the word is written as a title is.
        capitals: Whether the word is written in capitals.
        heads: Index of the head; a root's is its own.
        children: Indices of the words that hang under it, in order.
        starts: First words of the sentences.
        sentences: Number of the sentence.
    """

    def __init__(self, whole: "Doc") -> None:
        strings = whole.vocab.strings
        named = ["ORTH", "LOWER", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE"]
        array = whole.to_array([*named, "SPACY", "IS_TITLE", "IS_UPPER", "SENT_START", "HEAD"])
        columns: list[list[int]] = array.T.tolist() if len(whole) else [[] for _ in range(12)]
        known: dict[int, str] = {key: strings[key] for column in columns[: len(named)] for key in set(column)}
        lowered = {key: known[key].lower() for key in set(columns[2])}
        self.texts, self.lower, self.lemmas, self.pos, self.tags, self.deps, self.entities = (
            [known[key] for key in column] for column in columns[: len(named)]
        )
        self.lemmas_lower = [lowered[key] for key in columns[2]]
        self.spaces, self.titles, self.capitals = ([value != 0 for value in column] for column in columns[7:10])
        self.heads = [at + (step if step < WRAP >> 1 else step - WRAP) for at, step in enumerate(columns[11])]
        self.children: list[list[int]] = [[] for _ in self.heads]
        for at, head in enumerate(self.heads):
            if head != at:
                self.children[head].append(at)
        self.starts = [at for at, start in enumerate(columns[10]) if start == 1 or at == 0]
        lengths = pairwise([*self.starts, len(self.heads)])
        self.sentences = [number for number, (first, end) in enumerate(lengths) for _ in range(first, end)]


class Parse:
    """The parse of a document.

    Attributes:
        whole: spaCy's parse.
        tokens: All words, in order.
        sents: The sentences, in order.
        ents: The names that the pipeline found, in order.
        columns: The same words column by column, for layers that walk by index.
    """

    def __init__(self, whole: "Doc") -> None:
        self.whole = whole
        self.columns = columns = Columns(whole)
        length = len(columns.texts)
        rows = zip(
            columns.texts, columns.lower, columns.lemmas, columns.pos, columns.tags, columns.deps, columns.entities, strict=True
        )  # fmt: skip
        self.tokens = tokens = [
            Token(self, at, row, space) for at, (row, space) in enumerate(zip(rows, columns.spaces, strict=True))
        ]
        for token, children in zip(tokens, columns.children, strict=True):
            if children:
                token.children = below = [tokens[at] for at in children]
                for child in below:
                    child.head = token
        self.sents = [Span(self, first, end) for first, end in pairwise([*columns.starts, length])]
        self._sentence_of = [sentence for sentence in self.sents for _ in range(len(sentence))]
        self._edges: tuple[list[int], list[int]] | None = None
        self.ents = [Span(self, ent.start, ent.end, ent.label_) for ent in whole.ents]

    @property
    def edges(self) -> tuple[list[int], list[int]]:
        """First and last word of the subtree of each word; reckoned when first asked for."""
        if self._edges is None:
            self._edges = self._reckoned()
        return self._edges

    def _reckoned(self) -> tuple[list[int], list[int]]:
        first, last = list(range(len(self.tokens))), list(range(len(self.tokens)))
        heads = self.columns.heads
        below = [at for at, head in enumerate(heads) if head == at]
        for at in below:
            below.extend(self.columns.children[at])
        for at in reversed(below):
            head = heads[at]
            first[head], last[head] = min(first[head], first[at]), max(last[head], last[at])
        return first, last

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Span: ...
    def __getitem__(self, at: int | slice) -> Token | Span:
        return self.tokens[at] if isinstance(at, int) else Span(self, *_bounds(at, len(self.tokens)))

    def sentence(self, at: int) -> Span:
        """The sentence of a word."""
        return self._sentence_of[at]


def _bounds(at: slice, length: int) -> tuple[int, int]:
    """First and end of a slice; an end before the first gives nothing."""
    first, end, _ = at.indices(length)
    return first, max(first, end)
