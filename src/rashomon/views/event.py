"""One event: all its tellings side by side."""

from datetime import date
from typing import Any

from msgspec import Struct

from rashomon.compare.nearest import Near, nearest
from rashomon.errors import NotFoundError
from rashomon.record.reader import Record
from rashomon.views.differences import DifferenceView, differences
from rashomon.views.events import EventLine, events

SHORTEST_PREFIX = 4
MOST_SEARCHED = 20
"""Documents of an outlet in which the nearest passage is looked for."""


class Passage(Struct, frozen=True, kw_only=True):
    """Words of a document, with where they stand.

    Attributes:
        text: The words, verbatim.
        start_char: Start offset in the document.
        end_char: End offset in the document.
    """

    text: str
    start_char: int
    end_char: int


class FigureLine(Struct, frozen=True, kw_only=True):
    """A figure of a telling.

    Attributes:
        text: The number's words.
        kind: What befell whom, or what is counted.
        what: The counted noun phrase.
        low: Least value; NULL when open.
        high: Greatest value; NULL when open.
        approximate: Whether the text says so.
        start_char: Start offset in the document.
        end_char: End offset in the document.
    """

    text: str
    kind: str
    what: str | None
    low: float | None
    high: float | None
    approximate: bool
    start_char: int
    end_char: int


class Telling(Struct, frozen=True, kw_only=True):
    """One telling of the event.

    Attributes:
        event_mention_id: The event mention.
        account_id: Whose telling it is.
        document_id: The document.
        uri: Where the document came from.
        outlet: Who published it.
        title: The document's title.
        published: Day of publication.
        passage: The sentence.
        trigger: The words that tell the event.
        factuality: As told: asserted, denied, possible, demanded, planned or hypothetical.
        actor: Who is said to have done it.
        recipient: To whom.
        place: Where.
        earliest: First day it is said to have happened.
        latest: Last day.
        time_basis: Where the time was found.
        source: Who is said to have said it; NULL = the document's own voice, or no source in reach.
        cue: The outlet's own word for the saying.
        voice: ``own`` or ``source``.
        figures: The figures that belong to this telling.
        score: Strength of the link to the other tellings.
        why: Why it is taken for a telling of this event.
    """

    event_mention_id: str
    account_id: str
    document_id: str
    uri: str
    outlet: str | None
    title: str | None
    published: date | None
    passage: Passage
    trigger: Passage
    factuality: str
    actor: str | None
    recipient: str | None
    place: str | None
    earliest: date | None
    latest: date | None
    time_basis: str
    source: str | None
    cue: str | None
    voice: str
    figures: list[FigureLine]
    score: float
    why: str


class CoverageLine(Struct, frozen=True, kw_only=True):
    """What was found at an outlet.

    Attributes:
        outlet: The outlet.
        status: ``told``, ``not_found``, ``earlier``, ``undated`` or ``unread``.
        n_documents: Documents of the outlet that were searched.
        nearest: Where no telling was found: the sentence that comes nearest to the tellings.
    """

    outlet: str | None
    status: str
    n_documents: int
    nearest: Passage | None = None


class RelatedLine(Struct, frozen=True, kw_only=True):
    """An event that may be the same, kept apart.

    Attributes:
        event_id: The other event.
        title: Its title.
        score: Match probability.
        why: What speaks for and what against.
    """

    event_id: str
    title: str
    score: float
    why: str


class EventView(Struct, frozen=True, kw_only=True):
    """An event with all that accounts say of it.

    Attributes:
        event: The event as a line.
        tellings: Its tellings, by day of publication, outlet and offset.
        differences: The values that the accounts give, aspect by aspect.
        coverage: What was found at each outlet, and in how many documents it was searched.
        possibly_related: Events kept apart though they may be the same.
    """

    event: EventLine
    tellings: list[Telling]
    differences: list[DifferenceView]
    coverage: list[CoverageLine]
    possibly_related: list[RelatedLine]


def event(record: Record, event_id: str, *, line: EventLine | None = None, count: str = "accounts") -> EventView:
    """All tellings of one event.

    Args:
        record: The record.
        event_id: The event's identifier, an older one, or the beginning of one (four signs or more).
        line: The event's line, where it is known already: who shows many events looks it up once.
        count: One of :data:`rashomon.views.events.COUNTS`.

    Raises:
        NotFoundError: There is no such event, or several begin so.
    """
    found = _resolve(record, event_id) if line is None else line.event_id
    if line is None:
        [line] = [each for each in events(record, untyped=True, count=count) if each.event_id == found]
    rows = record.query(
        """
        SELECT m.event_mention_id, m.account_id, d.document_id, d.uri, d.outlet, d.title, d.published,
            d.text AS document_text, s.start_char AS sentence_start, s.end_char AS sentence_end, em.text AS trigger_text,
            em.start_char AS trigger_start, em.end_char AS trigger_end, em.factuality, em.actor_text AS actor,
            em.recipient_text AS recipient, em.place_text AS place, em.earliest, em.latest, em.time_basis,
            em.attribution_id, a.source_text AS source, a.cue_start_char, a.cue_end_char, m.score, m.why
        FROM event_members m JOIN event_mentions em USING (event_mention_id) JOIN documents d USING (document_id)
        JOIN sentences s ON s.document_id = d.document_id AND s.sentence_id = em.sentence_id
        LEFT JOIN attributions a ON a.document_id = d.document_id AND a.attribution_id = em.attribution_id
        WHERE m.event_id = ?
        ORDER BY d.published NULLS LAST, d.outlet NULLS LAST, d.uri, em.start_char
        """,
        [found],
    )
    figures: dict[str, list[FigureLine]] = {}
    for row in record.query(
        """
        SELECT f.event_mention_id, f.text, f.kind, f.what, f.low, f.high, f.approximate, f.start_char, f.end_char
        FROM figures f JOIN event_members m USING (event_mention_id) WHERE m.event_id = ? ORDER BY f.start_char, f.end_char
        """,
        [found],
    ):
        figures.setdefault(row.pop("event_mention_id"), []).append(FigureLine(**row))
    coverage = record.query(
        "SELECT outlet, status, n_documents FROM coverage WHERE event_id = ? ORDER BY outlet NULLS LAST, status",
        [found],
    )
    related = record.query(
        """
        SELECT e.event_id, e.title, p.score, p.why FROM possible_links p
        JOIN events e ON e.event_id = CASE WHEN p.event_id = ? THEN p.other_event_id ELSE p.event_id END
        WHERE p.event_id = ? OR p.other_event_id = ? ORDER BY e.title, e.event_id
        """,
        [found, found, found],
    )
    return EventView(
        event=line,
        tellings=[_telling(row, figures.get(row["event_mention_id"], [])) for row in rows],
        differences=differences(record, event_id=found, count=count),
        coverage=[CoverageLine(nearest=_nearest(record, found, row), **row) for row in coverage],
        possibly_related=[RelatedLine(**row) for row in related],
    )


def _nearest(record: Record, event_id: str, coverage: dict[str, Any]) -> Passage | None:
    """The sentence of an outlet's documents that comes nearest to the event."""
    if coverage["status"] not in ("not_found", "undated"):
        return None
    best: tuple[float, str, Near] | None = None  # weight, text, sentence
    documents = record.query(
        "SELECT document_id, text FROM documents WHERE outlet IS NOT DISTINCT FROM ? ORDER BY uri", [coverage["outlet"]]
    )
    for document in documents[:MOST_SEARCHED]:
        for near in nearest(record.connection, event_id, document["document_id"]):
            if best is None or near.weight > best[0]:
                best = (near.weight, document["text"], near)
    if best is None:
        return None
    where = best[2].evidence
    return Passage(
        text=best[1][where.start_char : where.end_char], start_char=where.start_char, end_char=where.end_char
    )


def _resolve(record: Record, event_id: str) -> str:
    if len(event_id) < SHORTEST_PREFIX:
        raise NotFoundError(f'event "{event_id}" is too short: give at least {SHORTEST_PREFIX} signs of its identifier')
    rows = record.query(
        """
        SELECT event_id FROM events WHERE starts_with(event_id, ?)
        UNION SELECT event_id FROM event_aliases WHERE starts_with(alias_id, ?)
        """,
        [event_id, event_id],
    )
    if len(rows) == 1:
        return str(rows[0]["event_id"])
    if rows:
        raise NotFoundError(f'event "{event_id}" may be {len(rows)} events: give more signs of its identifier')
    raise NotFoundError(f'event "{event_id}" is not in the record: "rashomon events" lists the identifiers')


def _telling(row: dict[str, Any], figures: list[FigureLine]) -> Telling:
    text = row["document_text"]

    def passage(start: int, end: int) -> Passage:
        return Passage(text=text[start:end], start_char=start, end_char=end)

    cue = None if row["cue_start_char"] is None else text[row["cue_start_char"] : row["cue_end_char"]]
    plain = (
        "event_mention_id", "account_id", "document_id", "uri", "outlet", "title", "published", "factuality", "actor", "recipient",
        "place", "earliest", "latest", "time_basis", "source", "score", "why",
    )  # fmt: skip
    return Telling(
        passage=passage(row["sentence_start"], row["sentence_end"]),
        trigger=passage(row["trigger_start"], row["trigger_end"]),
        cue=cue,
        voice="own" if row["attribution_id"] is None else "source",
        figures=figures,
        **{name: row[name] for name in plain},
    )
