"""One document as it was read: its text with who is said to have said what marked in it."""

from bisect import bisect_right
from datetime import date
from itertools import pairwise

from msgspec import Struct

from rashomon.errors import NotFoundError
from rashomon.record.reader import Record

PARTS = ("source", "cue", "content")
"""What is marked of an attribution."""


class Mark(Struct, frozen=True, kw_only=True):
    """A stretch of the text that is part of an attribution.

    Attributes:
        attribution_id: The attribution.
        part: ``source``, ``cue`` or ``content``.
        start_char: Start offset in the document.
        end_char: End offset in the document.
        source: The source's words; NULL where none is in reach.
        stance: What the cue says of the saying.
        kind: ``direct``, ``indirect`` or ``mixed``.
    """

    attribution_id: str
    part: str
    start_char: int
    end_char: int
    source: str | None
    stance: str | None
    kind: str


class Piece(Struct, frozen=True, kw_only=True):
    """A stretch of the text in which no mark begins or ends.

    Attributes:
        text: The words, verbatim.
        start_char: Start offset in the document.
        end_char: End offset in the document.
        region: Kind of region it stands in, or NULL in running text.
        marks: Indices into the document's marks.
    """

    text: str
    start_char: int
    end_char: int
    region: str | None
    marks: list[int]


class DocumentView(Struct, frozen=True, kw_only=True):
    """A document with its attributions marked.

    Attributes:
        document_id: The document.
        uri: Where it came from.
        outlet: Who published it.
        title: Its title.
        published: Day of publication.
        marks: The marks, by start offset.
        pieces: The whole text, cut where marks and regions begin and end.
    """

    document_id: str
    uri: str
    outlet: str | None
    title: str | None
    published: date | None
    marks: list[Mark]
    pieces: list[Piece]


def document(record: Record, name: str) -> DocumentView:
    """A document as it was read.

    Args:
        record: The record.
        name: Its uri, the end of its uri, or the beginning of its identifier.

    Raises:
        NotFoundError: No document goes by that name, or several do.
    """
    rows = record.query(
        """
        SELECT document_id, uri, outlet, title, published, text FROM documents
        WHERE uri = ? OR starts_with(document_id, ?) OR ends_with(uri, '/' || ?) ORDER BY uri = ? DESC, uri
        """,
        [name, name, name, name],
    )
    if not rows or (len(rows) > 1 and rows[0]["uri"] != name):
        many = "is not in the record" if not rows else f"may be {len(rows)} documents"
        raise NotFoundError(f'document "{name}" {many}: give its uri')
    found = rows[0]
    text = found.pop("text")
    marks = _marks(record, found["document_id"])
    regions = record.query(
        "SELECT start_char, end_char, kind FROM regions WHERE document_id = ? ORDER BY start_char, end_char DESC",
        [found["document_id"]],
    )
    return DocumentView(
        marks=marks,
        pieces=_pieces(text, marks, [(row["start_char"], row["end_char"], row["kind"]) for row in regions]),
        **found,
    )


def _marks(record: Record, document_id: str) -> list[Mark]:
    marks: list[Mark] = []
    for row in record.query("SELECT * FROM attributions WHERE document_id = ?", [document_id]):
        spans = [("content", start, end) for start, end in row["content_spans"]]
        spans += [
            (part, row[f"{part}_start_char"], row[f"{part}_end_char"])
            for part in ("source", "cue")
            if row[f"{part}_start_char"] is not None
        ]
        marks.extend(
            Mark(
                attribution_id=row["attribution_id"],
                part=part,
                start_char=start,
                end_char=end,
                source=row["source_text"],
                stance=row["stance"],
                kind=row["kind"],
            )
            for part, start, end in spans
        )
    return sorted(
        marks, key=lambda mark: (mark.start_char, -mark.end_char, PARTS.index(mark.part), mark.attribution_id)
    )


def _pieces(text: str, marks: list[Mark], regions: list[tuple[int, int, str]]) -> list[Piece]:
    borders = {0, len(text)}
    borders.update(border for mark in marks for border in (mark.start_char, mark.end_char))
    borders.update(border for start, end, _ in regions for border in (start, end))
    spans = list(pairwise(sorted(borders)))
    starts = [start for start, _ in spans]
    held: list[list[int]] = [[] for _ in spans]
    kinds: list[str | None] = [None] * len(spans)
    for index, mark in enumerate(marks):
        for at in range(bisect_right(starts, mark.start_char) - 1, bisect_right(starts, mark.end_char - 1)):
            held[at].append(index)
    for start, end, kind in regions:
        for at in range(bisect_right(starts, start) - 1, bisect_right(starts, end - 1)):
            kinds[at] = kind
    return [
        Piece(text=text[start:end], start_char=start, end_char=end, region=kind, marks=inner)
        for (start, end), inner, kind in zip(spans, held, kinds, strict=True)
    ]
