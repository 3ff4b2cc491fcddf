"""A document on its way through the layers: its text, its parse, and the rows found so far."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING

from rashomon.annotate.folding.fold import Block
from rashomon.annotate.parse import Parse, Span, Token
from rashomon.ids import framed, hashed, number
from rashomon.model import (
    Argument,
    Attribution,
    Claim,
    Document,
    EventMention,
    Figure,
    Mention,
    Naming,
    Region,
    Relation,
    Sentence,
    Time,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from rashomon.annotate.events.frames import Frames
    from rashomon.annotate.mentions.index import MentionIndex
    from rashomon.annotate.times.forms import Found
    from rashomon.annotate.times.words import Tokens


class Annotated:
    """One document, its parse, and all rows of the layers that have run.

    The parse is made of folded text (single blanks, mended hyphens, no furniture), so its own character offsets mean
    nothing outside: layers work on tokens and ask :meth:`span` for offsets into ``document.text``.

    Attributes:
        document: The document.
        blocks: Paragraphs, headings, list items and furniture, in order.
        parse: The parse of all blocks that are not furniture.
        block_of: For each token, the index of its block.
        silent_sentences: Sentences that hold a word of the lexicon of events and gave no event of a type.
        times_found: For each block that was looked through for times, its tokens and the forms in them; the day of publication is
            looked for before the times.
        frames: The parse as frames, once a layer has asked for them (:func:`rashomon.annotate.frames_of.frames_of`).
        mention_index: The mentions by token and id, once a layer has asked for them
            (:func:`rashomon.annotate.mentions.index.mention_index`).
    """

    def __init__(self, document: Document, blocks: list[Block]) -> None:
        self.document = document
        self.blocks = blocks
        self.parse: Parse
        self.block_of: list[int] = []
        self.regions: list[Region] = []
        self.sentences: list[Sentence] = []
        self.mentions: list[Mention] = []
        self.times: list[Time] = []
        self.attributions: list[Attribution] = []
        self.figures: list[Figure] = []
        self.event_mentions: list[EventMention] = []
        self.arguments: list[Argument] = []
        self.relations: list[Relation] = []
        self.claims: list[Claim] = []
        self.namings: list[Naming] = []
        self.silent_sentences = 0
        self.frames: Frames | None = None
        self.mention_index: MentionIndex | None = None
        self.times_found: dict[int, tuple[Tokens, list[Found]]] = {}
        self._sentence_starts: list[int] = []
        self._framed: dict[str, bytes] = {}
        self._spans: dict[tuple[int, int], Span] = {}
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._ordinals: dict[tuple[str, int, int], int] = {}

    def read(self, parse: "Doc", starts: list[int], ends: list[int], block_of: list[int]) -> None:
        """Take in the parse, with the original start and end offset of each token and the block it stands in."""
        self.parse, self._starts, self._ends, self.block_of = Parse(parse), starts, ends, block_of
        self._spans.clear()

    def span(self, first: int, end: int) -> tuple[int, int]:
        """Original offsets of the tokens ``first`` to ``end`` (half-open; at least one token)."""
        return self._starts[first], self._ends[end - 1]

    def token_span(self, token: Token) -> tuple[int, int]:
        """Original offsets of one token."""
        return self._starts[token.i], self._ends[token.i]

    def tokens(self, start_char: int, end_char: int) -> Span:
        """The tokens that overlap the original offsets; an empty span where none does."""
        span = self._spans.get((start_char, end_char))
        if span is None:
            first = bisect_right(self._ends, start_char)
            span = Span(self.parse, first, max(first, bisect_left(self._starts, end_char)))
            self._spans[start_char, end_char] = span
        return span

    def text(self, start_char: int, end_char: int) -> str:
        """The document's text between the offsets, verbatim."""
        return self.document.text[start_char:end_char]

    def sentence_at(self, start_char: int) -> Sentence | None:
        """The sentence that holds the offset."""
        if len(self._sentence_starts) != len(self.sentences):
            self._sentence_starts = [sentence.start_char for sentence in self.sentences]
        index = bisect_right(self._sentence_starts, start_char) - 1
        if index >= 0 and start_char < self.sentences[index].end_char:
            return self.sentences[index]
        return None

    def region_kind(self, start_char: int) -> str | None:
        """Kind of the smallest region that holds the offset, or None in running text."""
        holding = [region for region in self.regions if region.start_char <= start_char < region.end_char]
        return min(holding, key=lambda region: region.end_char - region.start_char).kind if holding else None

    def row_id(self, kind: str, start_char: int, end_char: int) -> str:
        """A new identifier: hash of document, kind, offsets and ordinal among rows with the same."""
        key = (kind, start_char, end_char)
        ordinal = self._ordinals.get(key, 0)
        self._ordinals[key] = ordinal + 1
        known = self._framed.get(kind)
        if known is None:
            known = self._framed[kind] = framed(self.document.document_id, kind)
        return hashed(known + number(start_char) + number(end_char) + number(ordinal))

    def rows(self) -> Iterable[tuple[str, list[object]]]:
        """All rows found, by table."""
        for table in (
            "regions", "sentences", "mentions", "times", "attributions", "figures", "event_mentions", "arguments",
            "relations", "claims", "namings",
        ):  # fmt: skip
            yield table, getattr(self, table)
