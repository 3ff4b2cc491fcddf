"""What was searched for an event, outlet by outlet; the shelf's own way to the rows of the view ``coverage``."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date

from rashomon.compare.nearest import words
from rashomon.views.event import CoverageLine, Passage
from rashomon.views.events import EventLine
from rashomon.web.lines import OutletDays, ToldLine
from rashomon.web.shelf import Shelf

MOST_WORDS = 8
"""Words of an event that a passage is looked for by: its title's first, then the longest of its tellings."""
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
    chosen = [*sorted(named), *sorted(wanted - named, key=lambda word: (-len(word), word))][:MOST_WORDS]
    if not chosen:
        return None
    rows = shelf.query(
        """
        SELECT p.document_id, d.uri, p.start_char, p.end_char, w.text
        FROM passage_words w JOIN passages p ON p.passage_id = w.rowid JOIN documents d USING (document_id)
        WHERE passage_words MATCH ? AND d.outlet = ? ORDER BY w.rank LIMIT ?
        """,
        [" OR ".join(f'"{word}"' for word in chosen), outlet, CANDIDATES],
    )
    best: tuple[int, str, int] | None = None
    found = None
    for row in rows:
        common = words(row["text"]) & wanted
        weight = (-len(common) - NAMED * len(common & named), row["uri"], row["start_char"])
        if len(common) >= 2 and (best is None or weight < best):
            best, found = weight, row
    if found is None:
        return None
    passage = Passage(text=found["text"], start_char=found["start_char"], end_char=found["end_char"])
    return found["document_id"], found["uri"], passage
