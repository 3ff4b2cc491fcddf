"""The words chosen for actors and events: heads and what is said along with them ("the so-called liberation of the city").

Which words an outlet picks for whom is word choice and labelling (Hamborg, Zhukova and Gipp 2019, NewsWCL50). Nothing is judged:
a naming is the outlet's words, or its source's, where they stand.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rashomon.annotate.annotated import Annotated
from rashomon.annotate.attributions.index import AttributionIndex
from rashomon.annotate.attributions.quotation_marks import Quote, quotes
from rashomon.annotate.mentions.noun_phrases import noun_phrase
from rashomon.knowledge import Knowledge
from rashomon.model import Naming

if TYPE_CHECKING:
    from rashomon.annotate.parse import Token

BEFORE = frozenset({"amod", "compound", "nmod:desc", "nmod", "flat", "nmod:unmarked"})
"""Relations of words in front of a head that say something of it."""
SAYING = frozenset({"ADJ", "NOUN", "PROPN", "VERB"})
MAX_APPOSITION = 12
"""Tokens of an apposition: longer ones are lists and slips of the parse."""


def namings(annotated: Annotated, knowledge: Knowledge) -> Iterable[Naming]:
    """Namings of a document: one for each mention that is no pronoun, and for each event told by a noun.

    Args:
        annotated: The document with mentions, attributions and event mentions.
        knowledge: The tables.

    Yields:
        Rows in order of the text, mentions first where two begin together.
    """
    marks = quotes(annotated)
    starts = [quote.start_char for quote in marks]
    voices = AttributionIndex(annotated, knowledge)
    speakers = AttributionIndex(annotated, knowledge, presupposed=True)
    rows = []
    for first, end, mention_id, event_id in [*_mentions(annotated), *_events(annotated)]:
        root = annotated.parse[first:end].root
        before = _before(root, first)
        left = min([first, *(span[0] for span in before)])
        start_char, end_char = annotated.span(left, end)
        end_char = _closed(marks, starts, start_char, end_char)
        quoted = _is_quoted(marks, starts, start_char, end_char)
        voice = (speakers if quoted else voices).innermost(start_char, end_char)
        name = annotated.text(*annotated.span(first, end))
        modifiers = [annotated.text(*annotated.span(*span)) for span in [*before, *_appositions(root, end)]]
        rows.append(
            Naming(
                document_id=annotated.document.document_id,
                naming_id=annotated.row_id("naming", start_char, end_char),
                start_char=start_char,
                end_char=end_char,
                text=annotated.text(start_char, end_char),
                head=" ".join(name.split()) if root.pos_ == "PROPN" or end - first > 1 else root.lemma_,
                modifiers=modifiers,
                mention_id=mention_id,
                event_mention_id=event_id,
                quoted=quoted,
                attribution_id=voice.attribution_id if voice else None,
            )
        )
    return sorted(rows, key=lambda row: (row.start_char, row.end_char, row.mention_id is None))


def _mentions(annotated: Annotated) -> Iterator[tuple[int, int, str | None, str | None]]:
    """Head tokens of each mention that is no pronoun."""
    for mention in annotated.mentions:
        if mention.form != "pronoun":
            head = annotated.tokens(mention.head_start_char, mention.head_end_char)
            if head.start < head.end:
                yield head.start, head.end, mention.mention_id, None


def _events(annotated: Annotated) -> Iterator[tuple[int, int, str | None, str | None]]:
    """Trigger of each event mention that is told by a noun."""
    for mention in annotated.event_mentions:
        trigger = annotated.tokens(mention.start_char, mention.end_char)
        if trigger.start < trigger.end and trigger[0].pos_ in ("NOUN", "PROPN"):
            yield trigger.start, trigger.start + 1, None, mention.event_mention_id


def _before(root: "Token", first: int) -> list[tuple[int, int]]:
    """Words in front of a head that say something of it, each with its own modifiers ("U.S.-led")."""
    spans: list[tuple[int, int]] = []
    for kid in root.children:
        if kid.i >= first or kid.dep_ not in BEFORE or kid.pos_ not in SAYING or kid.sent.start != root.sent.start:
            continue
        if any(inner.dep_ == "case" for inner in kid.children):
            continue
        joined = [inner for inner in kid.children if inner.dep_ == "conj" and inner.i < first]
        end = min((inner.left_edge.i for inner in joined), default=kid.right_edge.i + 1)
        while end > kid.i + 1 and (kid.doc[end - 1].is_punct or kid.doc[end - 1].pos_ == "CCONJ"):
            end -= 1
        spans.append((kid.left_edge.i + _leading(kid), min(end, first)))
        spans.extend((inner.left_edge.i + _leading(inner), min(inner.right_edge.i + 1, first)) for inner in joined)
    return sorted(span for span in spans if span[0] < span[1])


def _leading(token: "Token") -> int:
    """Commas and conjunctions in front of a coordinated modifier."""
    at = token.left_edge.i
    while at < token.i and (token.doc[at].is_punct or token.doc[at].pos_ == "CCONJ"):
        at += 1
    return int(at - token.left_edge.i)


def _appositions(root: "Token", end: int) -> list[tuple[int, int]]:
    """Appositions behind a head ("..., the leader of the movement")."""
    spans = []
    for kid in root.children:
        if kid.dep_ == "appos" and kid.i >= end and kid.pos_ in ("NOUN", "PROPN"):
            start, stop = noun_phrase(kid)
            if end <= start < stop <= start + MAX_APPOSITION:
                spans.append((start, stop))
    return spans


def _closed(marks: list[Quote], starts: list[int], start_char: int, end_char: int) -> int:
    """The end with the closing mark of a quotation that begins inside and ends right behind ("the so-called “volunteers”")."""
    at = bisect_right(starts, end_char - 1) - 1
    if (
        at >= 0
        and start_char <= marks[at].start_char
        and end_char < marks[at].end_char <= end_char + 2
        and marks[at].closed
    ):
        return marks[at].end_char
    return end_char


def _is_quoted(marks: list[Quote], starts: list[int], start_char: int, end_char: int) -> bool:
    """Whether marks stand around the words or around some of them."""
    at = bisect_right(starts, end_char - 1) - 1
    top = at
    while top >= 0 and marks[top].depth > 0:
        top -= 1
    return any(marks[i].end_char > start_char for i in range(max(0, top), at + 1))
