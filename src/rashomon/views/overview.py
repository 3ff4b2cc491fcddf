"""What a collection is made of."""

from datetime import date

from msgspec import Struct

from rashomon.record.reader import Record
from rashomon.views.events import EventLine, check_count, events

NOTE = "Counts describe this collection, not the world."


class OutletLine(Struct, frozen=True, kw_only=True):
    """An outlet's share of the collection.

    Attributes:
        outlet: The outlet; NULL where none is known.
        country: Its country as the user gave it.
        n_documents: Its documents.
        n_read: Documents that were analysed (English).
        n_accounts: Its documents that are no reprint of another outlet's.
        earliest: Day of its first document.
        latest: Day of its last document.
    """

    outlet: str | None
    country: str | None
    n_documents: int
    n_read: int
    n_accounts: int
    earliest: date | None
    latest: date | None


class SkippedLine(Struct, frozen=True, kw_only=True):
    """An input that was not taken in, or not analysed.

    Attributes:
        uri: The input.
        stage: Where it stopped: ``collect`` or ``annotate``.
        reason: Why, in a word or two.
        detail: The value at fault and the remedy.
    """

    uri: str
    stage: str
    reason: str
    detail: str


class Overview(Struct, frozen=True, kw_only=True):
    """What was read and found.

    Attributes:
        outlets: The outlets, in alphabetical order.
        n_documents: Documents.
        n_accounts: Independent tellings among them.
        n_reprints: Documents that reprint another.
        published_earliest: First day of publication.
        published_latest: Last day of publication.
        n_undated: Documents without a day of publication.
        skipped: Inputs that were skipped, with reasons.
        n_sentences: Sentences read.
        n_attributions: Attributions found.
        n_events: Events with a PLOVER type.
        n_shared: Those told by two accounts (or documents) or more.
        n_differences: Aspects of events in which accounts differ; whose voice tells it is counted apart, and in which words is not counted.
        n_voices: Events that one account tells in its own voice and another by a source, or by different sources.
        events_earliest: First day of an event.
        events_latest: Last day of an event.
        shared: The events told by two accounts (or documents) or more, in the order asked for.
        sort: How they are ordered.
        count: What is counted: ``accounts`` or ``documents``; the number of shared events and the list of them follow it.
        note: What the counts mean.
    """

    outlets: list[OutletLine]
    n_documents: int
    n_accounts: int
    n_reprints: int
    published_earliest: date | None
    published_latest: date | None
    n_undated: int
    skipped: list[SkippedLine]
    n_sentences: int
    n_attributions: int
    n_events: int
    n_shared: int
    n_differences: int
    n_voices: int
    events_earliest: date | None
    events_latest: date | None
    shared: list[EventLine]
    sort: str
    count: str
    note: str = NOTE


def overview(record: Record, *, sort: str = "date", count: str = "accounts") -> Overview:
    """What the collection is made of, and the events that two accounts or more tell.

    Args:
        record: The record.
        sort: One of :data:`rashomon.views.events.SORTS`.
        count: One of :data:`rashomon.views.events.COUNTS`.
    """
    check_count(count)
    outlets = record.query(
        """
        SELECT outlet, min(outlet_country) AS country, count(*) AS n_documents,
            count(*) FILTER (document_id IN (SELECT document_id FROM sentences)) AS n_read,
            count(*) FILTER (account_id = document_id) AS n_accounts, min(published) AS earliest, max(published) AS latest
        FROM documents GROUP BY outlet ORDER BY outlet NULLS LAST
        """
    )
    [counts] = record.query(
        f"""
        SELECT (SELECT count(*) FROM documents) AS n_documents,
            (SELECT count(DISTINCT account_id) FROM documents) AS n_accounts,
            (SELECT count(*) FROM documents WHERE account_id <> document_id) AS n_reprints,
            (SELECT min(published) FROM documents) AS published_earliest,
            (SELECT max(published) FROM documents) AS published_latest,
            (SELECT count(*) FROM documents WHERE published IS NULL) AS n_undated,
            (SELECT count(*) FROM sentences) AS n_sentences,
            (SELECT count(*) FROM attributions) AS n_attributions,
            (SELECT count(*) FROM events WHERE event_type IS NOT NULL) AS n_events,
            (SELECT count(*) FROM events WHERE event_type IS NOT NULL AND n_{count} > 1) AS n_shared,
            (SELECT count(*) FROM differences JOIN events e USING (event_id) WHERE across = 'between' AND status = 'differ'
                AND aspect NOT IN ('attribution', 'naming') AND e.event_type IS NOT NULL) AS n_differences,
            (SELECT count(*) FROM differences JOIN events e USING (event_id) WHERE across = 'between' AND status = 'differ'
                AND aspect = 'attribution' AND e.event_type IS NOT NULL) AS n_voices,
            (SELECT min(earliest) FROM events WHERE event_type IS NOT NULL) AS events_earliest,
            (SELECT max(latest) FROM events WHERE event_type IS NOT NULL) AS events_latest
        """
    )
    skipped = record.query(
        "SELECT DISTINCT uri, stage, reason, detail FROM skipped ORDER BY uri, stage, reason, detail"
    )
    return Overview(
        outlets=[OutletLine(**row) for row in outlets],
        skipped=[SkippedLine(**row) for row in skipped],
        shared=events(record, min_accounts=2, sort=sort, count=count),
        sort=sort,
        count=count,
        **counts,
    )
