"""Search: full text over documents and their sentences, ranked."""

import re
import sqlite3

import msgspec
from msgspec import Struct

from rashomon.errors import UsageError
from rashomon.views.events import EventLine
from rashomon.web.lines import DocumentLine, PassageLine, ToldEvent
from rashomon.web.pages.ask import Ask, Page, per_page
from rashomon.web.shelf import Shelf, marks

RANKED = "BM25 over the words searched for (Robertson and Zaragoza 2009), best first; a rare word weighs more than a common one"
MOST_WORDS = 20
_PART = re.compile(r'"([^"]*)"|([^\s"]+)')
_WORD = re.compile(r"\w+")
MOST_COUNTED = 1000
"""Matches that are counted; of more, this is said."""


class Found(Struct, frozen=True, kw_only=True):
    """What a search found.

    Attributes:
        q: The words searched for.
        ranked: How the results are ordered.
        documents: Documents.
        passages: Sentences.
        n_documents: Documents that match, counted up to :data:`MOST_COUNTED`.
        n_passages: Sentences that match, counted up to :data:`MOST_COUNTED`.
    """

    q: str
    ranked: str
    documents: list[DocumentLine]
    passages: list[PassageLine]
    n_documents: int
    n_passages: int


def match(words: str) -> str:
    """What a reader wrote, as FTS5 understands it: all words, "a phrase", part* of a word; nothing else is an operator.

    Raises:
        UsageError: There are no letters in it, or too many words.
    """
    parts = []
    for phrase, word in _PART.findall(words):
        inner = " ".join(_WORD.findall(phrase or word))
        if inner:
            parts.append(f'"{inner}"' + ("*" if word.endswith("*") else ""))
    if not parts:
        raise UsageError(f'"{words}" holds no word: write words, "a phrase", or the beginning of a word with *')
    if len(parts) > MOST_WORDS:
        raise UsageError(f"{len(parts)} words are too many: write {MOST_WORDS} at most")
    return " ".join(parts)


def search(ask: Ask) -> Page:
    """Documents and sentences that hold the words."""
    words = ask.filters.q
    if not words:
        return Page(template="search.html", data=None, context={"found": None})
    query, per, outlet = match(words), per_page(ask), ask.filters.outlet
    skip = per * (ask.filters.page - 1)
    shelf = ask.shelf
    only = "AND d.outlet = ?" if outlet else ""
    chosen = [outlet] if outlet else []
    documents = shelf.lines(
        DocumentLine,
        f"""
        SELECT d.line FROM document_words w JOIN documents d ON d.seq = w.rowid
        WHERE document_words MATCH ? {only} ORDER BY bm25(document_words, 4.0, 1.0), d.seq LIMIT ?
        """,
        [query, *chosen, 10 if ask.form == "html" else per],
    )
    rows = shelf.query(
        f"""
        SELECT p.*, w.text, d.line FROM passage_words w JOIN passages p ON p.passage_id = w.rowid JOIN documents d USING (document_id)
        WHERE passage_words MATCH ? {only} ORDER BY w.rank LIMIT ? OFFSET ?
        """,
        [query, *chosen, per, skip],
    )
    found = Found(
        q=words,
        ranked=RANKED,
        documents=documents,
        passages=[_passage(row, events) for row, events in _with_events(shelf, rows)],
        n_documents=shelf.number(
            f"SELECT count(*) FROM (SELECT 1 FROM document_words w JOIN documents d ON d.seq = w.rowid WHERE document_words MATCH ? {only} LIMIT ?)",
            [query, *chosen, MOST_COUNTED],
        ),
        n_passages=_count_passages(shelf, query, outlet),
    )
    return Page(
        template="search.html",
        data=found,
        rows=found.passages,
        context={"found": found, "counted": MOST_COUNTED, "per": per},
    )


def _count_passages(shelf: Shelf, query: str, outlet: str) -> int:
    if not outlet:
        return shelf.number(
            "SELECT count(*) FROM (SELECT 1 FROM passage_words WHERE passage_words MATCH ? LIMIT ?)",
            [query, MOST_COUNTED],
        )
    return shelf.number(
        """
        SELECT count(*) FROM (SELECT 1 FROM passage_words w JOIN passages p ON p.passage_id = w.rowid JOIN documents d USING (document_id)
        WHERE passage_words MATCH ? AND d.outlet = ? LIMIT ?)
        """,
        [query, outlet, MOST_COUNTED],
    )


def _with_events(shelf: Shelf, rows: list[sqlite3.Row]) -> list[tuple[sqlite3.Row, list[ToldEvent]]]:
    """Each row with the events told in it: what one account says and another denies stands in the same block."""
    ids = {event_id for row in rows for event_id in msgspec.json.decode(row["event_ids"])}
    told = {
        row["event_id"]: ToldEvent(
            event_id=row["event_id"],
            title=msgspec.json.decode(row["line"], type=EventLine).title,
            told_as=msgspec.json.decode(row["told_as"]),
        )
        for row in shelf.query(
            f"SELECT event_id, told_as, line FROM events WHERE event_id IN ({marks(list(ids))})", sorted(ids)
        )
    }
    return [(row, [told[one] for one in msgspec.json.decode(row["event_ids"]) if one in told]) for row in rows]


def _passage(row: sqlite3.Row, events: list[ToldEvent]) -> PassageLine:
    document = msgspec.json.decode(row["line"], type=DocumentLine)
    return PassageLine(
        document_id=document.document_id, uri=document.uri, outlet=document.outlet, title=document.title,
        published=document.published, start_char=row["start_char"], end_char=row["end_char"], text=row["text"],
        source=row["source"], voice=row["voice"], events=events,
    )  # fmt: skip
