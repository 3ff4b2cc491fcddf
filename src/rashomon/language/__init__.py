"""The language pipeline: from blocks of folded text to one spaCy parse with original offsets."""

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rashomon.annotate.folding.fold import Block
from rashomon.errors import UsageError
from rashomon.language.mend import mend
from rashomon.language.sentences import sentence_starts
from rashomon.language.stand_ins import restored, with_stand_ins
from rashomon.language.truecase import truecase
from rashomon.language.words import Cutter, Word

if TYPE_CHECKING:
    from spacy.tokens import Doc

SEGMENT = 4000
"""Words that are parsed at a time: bounds memory on long documents; a segment ends with a block or, in a long one, a sentence."""
KEPT = 150_000
"""Strings first seen in documents that are kept at most: to look up the marks of a word costs as much as to parse it."""


class Language:
    """A pipeline that parses blocks.

    Attributes:
        nlp: The spaCy pipeline.
        key: Name and version of the model, for hashing.
    """

    def __init__(self, nlp: Any, key: str) -> None:  # noqa: ANN401 - spaCy ships no types
        from rashomon.language.labels import Labels
        from rashomon.language.pieces import in_pieces
        from rashomon.language.products import Products
        from rashomon.language.remembered import remember

        self.nlp = nlp
        self.key = key
        remember(nlp)
        self._products = Products(nlp)
        self._labels = Labels(nlp)
        self._cutter = Cutter(nlp.tokenizer)
        self._steps = [in_pieces(pipe) for _, pipe in nlp.pipeline]
        self._words = ExitStack()
        self._known: int | None = None
        self._inside = False

    @contextmanager
    def zone(self) -> Iterator[None]:
        """Around one document's reading: words first seen in documents are forgotten once they are many, so that memory stays bounded.

        No parse made inside may be used after it.
        """
        strings = self.nlp.vocab.strings
        if self._known is None:
            self._words.enter_context(self.nlp.memory_zone())
            self._known = len(strings)
        self._inside = True
        try:
            yield
        finally:
            self._inside = False
            if len(strings) - self._known > KEPT:
                self._forget()

    def _forget(self) -> None:
        """Forget the words of all zones; what is parsed outside of any must not share them."""
        self._words.close()
        self._known = None

    def parse(self, blocks: list[Block]) -> "tuple[Doc, list[int], list[int], list[int]]":
        """Parse all blocks that are not furniture.

        Headlines in Title Case and texts in capitals are parsed as running text would be written, and a string of more than a
        hundred characters by its first hundred: the parse's words may differ from the text's, the offsets are the text's.

        Args:
            blocks: Blocks of one document, in order.

        Returns:
            The parse; for each token its original start offset, its original end offset and the index of its block.
        """
        if not self._inside:
            self._forget()
        read = [
            (index, words)
            for index, block in enumerate(blocks)
            if block.kind != "furniture" and (words := list(self._cutter.words(block.text)))
        ]
        seen = truecase([[word.text for word in words] for _, words in read])
        starts: list[int] = []
        ends: list[int] = []
        block_of: list[int] = []
        segments = _Segments()
        for (index, words), texts in zip(read, seen, strict=True):
            block = blocks[index]
            starts.extend(block.offsets[word.first] for word in words)
            ends.extend(block.offsets[word.end - 1] + 1 for word in words)
            block_of.extend([index] * len(words))
            segments.add(block.text, words, texts)
        return self._parsed(segments), starts, ends, block_of

    def _parsed(self, segments: "_Segments") -> "Doc":
        from spacy.tokens import Doc

        docs = []
        with self._products.single():
            for texts, spaces, sent_starts in segments.done():
                seen = with_stand_ins(texts)
                doc = Doc(self.nlp.vocab, words=seen, spaces=spaces, sent_starts=sent_starts)
                for step in self._steps:
                    doc = step(doc)
                if seen is not texts:
                    doc = restored(doc, texts)
                doc = self._labels.mapped(doc)
                mend(doc)
                docs.append(doc)
        if len(docs) == 1:
            return docs[0]
        if not docs:
            return Doc(self.nlp.vocab)
        # a segment whose words were restored has no vectors, and none are asked for behind the parse
        return Doc.from_docs(docs, ensure_whitespace=False, exclude=("tensor",))


class _Segments:
    """Words gathered until there are enough to parse."""

    def __init__(self) -> None:
        self._segments: list[tuple[list[str], list[bool], list[bool | None]]] = [([], [], [])]

    def add(self, text: str, words: list[Word], texts: list[str]) -> None:
        """Add the words of a block; a new segment begins where the old one would grow too long, at a sentence's start."""
        sent_starts = sentence_starts(words)
        if len(self._segments[-1][0]) + len(words) > SEGMENT:
            self._segments.append(([], [], []))
        spaces = [word.end >= len(text) or text[word.end] == " " for word in words]
        if len(self._segments[-1][0]) + len(words) <= SEGMENT:
            into = self._segments[-1]
            into[0].extend(texts)
            into[1].extend(spaces)
            into[2].extend(sent_starts)
            return
        for seen, space, begins in zip(texts, spaces, sent_starts, strict=True):
            if begins and len(self._segments[-1][0]) >= SEGMENT:
                self._segments.append(([], [], []))
            into = self._segments[-1]
            into[0].append(seen)
            into[1].append(space)
            into[2].append(begins)

    def done(self) -> list[tuple[list[str], list[bool], list[bool | None]]]:
        """Words, blanks behind them, and sentence starts of each segment."""
        return [segment for segment in self._segments if segment[0]]


@cache
def load(name: str | None = None) -> Language:
    """The shipped English pipeline, or an installed spaCy pipeline of that name; loaded once a process.

    Args:
        name: Name of an installed package or path of a folder with a spaCy pipeline for English; its labels may be Universal
            Dependencies' or those of OntoNotes.

    Raises:
        UsageError: There is no such pipeline, or it does not parse.
    """
    import spacy

    from rashomon.language import embed, lemmas

    del embed, lemmas  # imported to register their components
    if name is not None:
        return _installed(name)
    from importlib import resources

    with resources.as_file(resources.files("rashomon.language") / "en") as folder:
        nlp = spacy.load(folder)
        key = f"rashomon-en-{_digest(folder)}"
    nlp.add_pipe("rashomon_lemmas")
    return Language(nlp, key)


def _digest(folder: Path) -> str:
    """Hash of all files of the shipped pipeline: another model, another key."""
    hasher = hashlib.blake2b(digest_size=8)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        hasher.update(path.relative_to(folder).as_posix().encode())
        hasher.update(path.read_bytes())
    return hasher.hexdigest()


def _installed(name: str) -> Language:
    import spacy

    try:
        nlp = spacy.load(name, exclude=["senter", "sentencizer"])
    except (OSError, ValueError) as error:
        reason = str(error).splitlines()[0]
        raise UsageError(
            f'language model "{name}" cannot be loaded ({reason}): install it, or leave --language-model out'
        ) from error
    if "parser" not in nlp.pipe_names or not {"tagger", "morphologizer"} & set(nlp.pipe_names):
        raise UsageError(f'language model "{name}" has no tagger or no parser: choose one that has both')
    if not {"lemmatizer", "trainable_lemmatizer"} & set(nlp.pipe_names):
        nlp.add_pipe("rashomon_lemmas")
    return Language(nlp, f"{name}-{nlp.meta['version']}")
