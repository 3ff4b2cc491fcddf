"""The events of a record, as lines."""

from datetime import date
from typing import Any

from msgspec import Struct

from rashomon.errors import UsageError
from rashomon.record.reader import Record

SORTS = {
    "date": "first day given, then title",
    "accounts": "number of accounts, then number of documents, both falling; then first day",
    "spread": "number of aspects in which accounts differ + (1 - lowest / highest figure of one kind), falling; then first day",
}
"""Ways to order events, with the formula that is shown beside the list."""


COUNTS = ("accounts", "documents")
"""What is counted: independent tellings, so that a report and its forty reprints are one, or every document."""


TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
"""PLOVER's sixteen event types (``docs/ontology.md``)."""


class EventLine(Struct, frozen=True, kw_only=True):
    """An event in a list.

    Attributes:
        event_id: The event.
        title: Participants, type and date, in neutral words.
        event_type: PLOVER type, or NULL.
        earliest: First day that a telling gives.
        latest: Last day that a telling gives.
        date_precision: ``day``, ``month``, ``year``, ``span`` or ``none``.
        place: Name of its place.
        n_accounts: Accounts that tell it.
        n_documents: Documents that tell it.
        n_mentions: Event mentions.
        n_sources: Distinct ultimate sources.
        outlets: Outlets whose accounts tell it, in alphabetical order; reprints are among them only where documents are counted.
        reprinted_by: Outlets that reprint one of these accounts.
        differing: Aspects in which accounts differ, in alphabetical order; in whose voice and in which words it is told is not counted.
        spread: Number of differing aspects + (1 - lowest / highest figure of one kind).
    """

    event_id: str
    title: str
    event_type: str | None
    earliest: date | None
    latest: date | None
    date_precision: str
    place: str | None
    n_accounts: int
    n_documents: int
    n_mentions: int
    n_sources: int
    outlets: list[str]
    reprinted_by: list[str]
    differing: list[str]
    spread: float


def events(
    record: Record,
    *,
    actor: str | None = None,
    event_type: str | None = None,
    since: date | None = None,
    until: date | None = None,
    place: str | None = None,
    outlet: str | None = None,
    min_accounts: int = 1,
    untyped: bool = False,
    sort: str = "date",
    count: str = "accounts",
) -> list[EventLine]:
    """Events that fit all conditions.

    Args:
        record: The record.
        actor: Part of a name of an actor or recipient, in any case of letters.
        event_type: A PLOVER type.
        since: Leave out events that ended before this day.
        until: Leave out events that began after this day.
        place: Part of a name of the place, in any case of letters.
        outlet: An outlet that tells it.
        min_accounts: Least number of accounts, or of documents where these are counted.
        untyped: Take in events without a PLOVER type.
        sort: One of :data:`SORTS`.
        count: One of :data:`COUNTS`.

    Returns:
        The events in the order asked for; events without a date come last.

    Raises:
        UsageError: ``sort``, ``count`` or ``event_type`` is not known, or ``since`` lies after ``until``.
    """
    check_count(count)
    if sort not in SORTS:
        raise UsageError(f'sort "{sort}" is not known: use one of {", ".join(SORTS)}')
    if event_type is not None and event_type.upper() not in TYPES:
        raise UsageError(f'type "{event_type}" is not one of PLOVER\'s: use one of {", ".join(TYPES)}')
    if since is not None and until is not None and since > until:
        raise UsageError(f"since {since} is after until {until}: exchange them")
    conditions = [
        ("e.event_type IS NOT NULL", None, not untyped),
        (f"e.n_{count} >= ?", min_accounts, min_accounts > 1),
        ("e.event_type = ?", (event_type or "").upper(), event_type is not None),
        ("e.latest >= ?", since, since is not None),
        ("e.earliest <= ?", until, until is not None),
        ("list_contains(list_concat(t.outlets, coalesce(t.reprinted_by, [])), ?)", outlet, outlet is not None),
        ("contains(lower(p.name), lower(?))", place, place is not None),
        (
            """EXISTS (SELECT 1 FROM actors a WHERE list_contains(list_concat(e.actor_ids, e.recipient_ids), a.actor_id)
            AND len(list_filter(list_prepend(a.name, a.aliases), lambda name: contains(lower(name), lower(?)))) > 0)""",
            actor,
            actor is not None,
        ),
    ]
    used = [(sql, value) for sql, value, wanted in conditions if wanted]
    rows = record.query(
        f"""
        WITH told AS (
            SELECT m.event_id, list_sort(list(DISTINCT a.outlet)) AS outlets,
                list_sort(list(DISTINCT d.outlet) FILTER (d.document_id <> m.account_id AND d.outlet <> a.outlet)) AS reprinted_by
            FROM event_members m JOIN event_mentions em USING (event_mention_id) JOIN documents d USING (document_id)
            JOIN documents a ON a.document_id = m.account_id
            GROUP BY m.event_id
        ), apart AS (
            SELECT event_id, list_sort(list(DISTINCT aspect)) AS differing FROM differences
            WHERE status = 'differ' AND across = 'between' AND aspect NOT IN ('attribution', 'naming') GROUP BY event_id
        ), ratio AS (
            SELECT event_id, max(1 - low / high) AS gap FROM (
                SELECT event_id, aspect, min(v.low) AS low, max(v.low) AS high
                FROM (SELECT event_id, aspect, unnest("values") AS v FROM differences WHERE aspect LIKE 'figure:%' AND status = 'differ')
                WHERE v.low IS NOT NULL GROUP BY event_id, aspect
            ) WHERE high > 0 GROUP BY event_id
        )
        SELECT e.event_id, e.title, e.event_type, e.earliest, e.latest, e.date_precision, p.name AS place, e.n_accounts,
            e.n_documents, e.n_mentions, e.n_sources, coalesce(t.outlets, []) AS outlets, coalesce(t.reprinted_by, []) AS reprinted_by,
            coalesce(a.differing, []) AS differing,
            len(coalesce(a.differing, [])) + coalesce(r.gap, 0.0) AS spread
        FROM events e LEFT JOIN places p USING (place_id) LEFT JOIN told t USING (event_id) LEFT JOIN apart a USING (event_id)
        LEFT JOIN ratio r USING (event_id)
        {"WHERE " + " AND ".join(sql for sql, _ in used) if used else ""}
        ORDER BY e.earliest NULLS LAST, e.title, e.event_id
        """,
        [value for sql, value in used if "?" in sql],
    )
    lines = [_line(row, count) for row in rows]
    if sort == "accounts":
        lines.sort(key=lambda each: (-getattr(each, f"n_{count}"), -each.n_documents))
    elif sort == "spread":
        lines.sort(key=lambda each: -each.spread)
    return lines


def check_count(count: str) -> None:
    """Refuse what cannot be counted.

    Raises:
        UsageError: ``count`` is none of :data:`COUNTS`.
    """
    if count not in COUNTS:
        raise UsageError(f'"{count}" cannot be counted: use one of {", ".join(COUNTS)}')


def _line(row: dict[str, Any], count: str) -> EventLine:
    outlets = [outlet for outlet in row["outlets"] if outlet]
    if count == "documents":
        outlets, row["reprinted_by"] = sorted({*outlets, *row["reprinted_by"]}), []
    return EventLine(**{**row, "outlets": outlets})
