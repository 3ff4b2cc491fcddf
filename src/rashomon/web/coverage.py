"""What was searched for an event, outlet by outlet; the shelf's own way to the rows of the view ``coverage``."""

import sqlite3
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date

from rashomon.compare.nearest import words
from rashomon.views.event import CoverageLine, Passage
from rashomon.views.events import EventLine
from rashomon.web.lines import OutletDays, ToldLine
from rashomon.web.shelf import Shelf

MOST_WORDS = (4, 16)
"""Words that a passage is looked for by, where none holds all names of the event's title: those names, then the longest words of the
tellings; the fewer first, since they are found sooner."""
LEAST = 2
"""Words that a passage shares at least."""
CANDIDATES = 40
NAMED = 3


def coverage(shelf: Shelf, earliest: date | None, told: set[str | None]) -> list[CoverageLine]:
    """What was found at each outlet, and in how many documents it was searched.

    Args:
        shelf: The shelf.
        earliest: The event's first day.
        told: Outlets of its tellings.

    Returns:
        Lines by outlet and status, as the view ``coverage`` has them.
    """
    return [
        CoverageLine(outlet=each.outlet, status=status, n_documents=count)
        for each in shelf.meta("outlets", list[OutletDays])
        for status, count in _searched(each, earliest, told=each.outlet in told)
    ]


def _searched(each: OutletDays, earliest: date | None, *, told: bool) -> Iterator[tuple[str, int]]:
    if told:
        yield "told", each.n_read
        return
    earlier = bisect_left(each.days, earliest) if earliest is not None else 0
    for status, count in (
        ("earlier", earlier), ("not_found", len(each.days) - earlier), ("undated", each.n_undated), ("unread", each.n_unread),
    ):  # fmt: skip
        if count:
            yield status, count


def nearest(shelf: Shelf, event_id: str, outlet: str) -> tuple[str, str, Passage] | None:
    """The sentence of an outlet's documents that shares most words with an event's tellings.

    Words of the event's title weigh more, as in :mod:`rashomon.compare.nearest`; here all documents of the outlet are searched.

    Args:
        shelf: The shelf.
        event_id: The event.
        outlet: The outlet.

    Returns:
        Document, uri and sentence; None where none shares two words.
    """
    told = shelf.lines(ToldLine, "SELECT line FROM tellings WHERE event_id = ? LIMIT 50", [event_id])
    event = shelf.lines(EventLine, "SELECT line FROM events WHERE event_id = ?", [event_id])
    wanted = set().union(*(words(each.telling.passage.text) for each in told))
    named = words(event[0].title) & wanted if event else set()
    names = [f'"{word}"' for word in sorted(named)]
    longest = [f'"{word}"' for word in sorted(wanted - named, key=lambda word: (-len(word), word))]
    every = [*names, *longest]
    queries = [" ".join(names) if len(names) > 1 else "", *(" OR ".join(every[:most]) for most in MOST_WORDS)]
    for query in queries:
        near = [
            (-len(common) - NAMED * len(common & named), row["uri"], row["start_char"], row)
            for row in (_found(shelf, query, outlet) if query else [])
            if len(common := words(row["text"]) & wanted) >= LEAST
        ]
        if near:
            best = min(near, key=lambda each: each[:3])[3]
            passage = Passage(text=best["text"], start_char=best["start_char"], end_char=best["end_char"])
            return best["document_id"], best["uri"], passage
    return None


def _found(shelf: Shelf, query: str, outlet: str) -> list[sqlite3.Row]:
    """Sentences of an outlet's documents that hold the words, best first."""
    return shelf.query(
        """
        SELECT p.document_id, d.uri, p.start_char, p.end_char, w.text
        FROM passage_words w JOIN passages p ON p.passage_id = w.rowid JOIN documents d USING (document_id)
        WHERE passage_words MATCH ? AND d.outlet = ? ORDER BY w.rank LIMIT ?
        """,
        [query, outlet, CANDIDATES],
    )
