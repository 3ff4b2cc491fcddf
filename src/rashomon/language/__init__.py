"""The language pipeline: from blocks of folded text to one spaCy parse with original offsets."""

from functools import cache
from typing import TYPE_CHECKING, Any

from rashomon.annotate.fold import Block
from rashomon.language.products import Products
from rashomon.language.sentences import sentence_starts
from rashomon.language.words import words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

MAX_SEGMENT = 4000
"""Tokens that are parsed at a time: bounds memory on long documents; a segment ends with a block."""


class Language:
    """A pipeline that parses blocks.

    Attributes:
        key: Name and version of the model, for hashing.
    """

    def __init__(self, nlp: Any, key: str) -> None:  # noqa: ANN401 - spaCy ships no types
        self.nlp = nlp
        self.key = key
        self._products = Products(nlp)

    def parse(self, blocks: list[Block]) -> "tuple[Doc, list[int], list[int], list[int]]":
        """Parse all blocks that are not furniture.

        Args:
            blocks: Blocks of one document, in order.

        Returns:
            The parse; for each token its original start offset, its original end offset and the index of its block.
        """
        from spacy.tokens import Doc

        starts: list[int] = []
        ends: list[int] = []
        block_of: list[int] = []
        segments: list[Any] = []
        words: list[str] = []
        spaces: list[bool] = []
        sent_starts: list[bool] = []
        for index, block in enumerate(blocks):
            if block.kind == "furniture":
                continue
            mine = list(words_of(block.text, self.nlp.tokenizer))
            if not mine:
                continue
            if words and len(words) + len(mine) > MAX_SEGMENT:
                segments.append((words, spaces, sent_starts))
                words, spaces, sent_starts = [], [], []
            for word, at in mine:
                end = at + len(word)
                starts.append(block.offsets[at])
                ends.append(block.offsets[end - 1] + 1)
                words.append(word)
                spaces.append(end >= len(block.text) or block.text[end] == " ")
                block_of.append(index)
            sent_starts.extend(sentence_starts(mine))
        if words:
            segments.append((words, spaces, sent_starts))
        docs = []
        for words, spaces, sent_starts in segments:
            doc = Doc(self.nlp.vocab, words=words, spaces=spaces, sent_starts=sent_starts)
            with self._products.single():
                docs.append(self.nlp(doc))
        if len(docs) == 1:
            return docs[0], starts, ends, block_of
        joined = Doc.from_docs(docs, ensure_whitespace=False) if docs else Doc(self.nlp.vocab)
        return joined, starts, ends, block_of


@cache
def load(name: str | None = None) -> Language:
    """The shipped English pipeline, or an installed spaCy pipeline of that name; loaded once a process."""
    import spacy

    if name is not None:
        nlp = spacy.load(name)
        return Language(nlp, f"{name}-{nlp.meta['version']}")
    from importlib import resources

    from rashomon.language import embed, lemmas

    del embed, lemmas  # imported to register their components
    with resources.as_file(resources.files("rashomon.language") / "en") as folder:
        nlp = spacy.load(folder)
    nlp.add_pipe("rashomon_lemmas")
    return Language(nlp, f"rashomon-en-{nlp.meta['version']}")
