"""What the layouts of events share: each event with its asserted tellings gathered, and what accounts say of the dead."""

from collections.abc import Iterator
from typing import Any

from rashomon.export.fields.settings import RULES
from rashomon.model.linking import NO_PUBLIC_PART
from rashomon.record.reader import Record

Row = dict[str, Any]

EVENTS = f"""
WITH told AS (
    SELECT m.event_id, em.event_mention_id, em.mode, em.place_text, em.attribution_id, d.document_id, d.outlet, d.published, d.title, d.uri
    FROM event_members m JOIN event_mentions em USING (event_mention_id) JOIN documents d USING (document_id)
    WHERE em.factuality = 'asserted'
), gathered AS (
    SELECT event_id, list(DISTINCT mode) FILTER (mode IS NOT NULL) AS modes,
        string_agg(DISTINCT place_text, '; ' ORDER BY place_text) AS place_texts, count(DISTINCT document_id) AS n_told
    FROM told GROUP BY event_id
), documents_of AS (
    SELECT event_id, string_agg(coalesce(outlet, uri), '; ' ORDER BY published NULLS LAST, uri) AS offices,
        string_agg(coalesce(published::VARCHAR, ''), '; ' ORDER BY published NULLS LAST, uri) AS dates,
        string_agg(coalesce(title, ''), '; ' ORDER BY published NULLS LAST, uri) AS headlines,
        string_agg(concat_ws(', ', coalesce(outlet, uri), published, title), '; ' ORDER BY published NULLS LAST, uri) AS articles
    FROM (SELECT DISTINCT event_id, document_id, outlet, published, title, uri FROM told) GROUP BY event_id
), sources AS (
    SELECT t.event_id, string_agg(DISTINCT a.source_text, '; ' ORDER BY a.source_text) AS originals
    FROM told t JOIN attributions a USING (attribution_id) GROUP BY t.event_id
), dead AS (
    SELECT t.event_id, min(f.low) AS low, max(coalesce(f.high, f.low)) AS high
    FROM told t JOIN figures f USING (event_mention_id)
    WHERE f.kind = 'killed' AND f.unit IS NULL AND f.part_of IS NULL AND coalesce(f.measure, '') NOT IN ('cumulative', 'stock', 'change')
    GROUP BY t.event_id
), apart AS (
    SELECT event_id, bool_or(aspect = 'figure:killed' AND status = 'incomparable') AS dead_unlike,
        bool_or(aspect = 'actor' AND status = 'differ') AS doers_differ, bool_or(aspect = 'recipient' AND status = 'differ') AS others_differ
    FROM differences WHERE across = 'between' GROUP BY event_id
), parties AS (
    SELECT event_id, list({{'name': k.name, 'country': k.country, 'kind': k.kind}} ORDER BY k.name) FILTER (s.side = 'actor') AS actors,
        list({{'name': k.name, 'country': k.country, 'kind': k.kind}} ORDER BY k.name) FILTER (s.side = 'recipient') AS recipients
    FROM (SELECT event_id, 'actor' AS side, unnest(actor_ids) AS actor_id FROM events
        UNION ALL SELECT event_id, 'recipient', unnest(recipient_ids) FROM events) s
    JOIN actors k USING (actor_id) WHERE k.name_basis <> '{NO_PUBLIC_PART}' GROUP BY event_id
)
SELECT e.event_id, e.event_type, e.title, e.earliest, e.latest, e.n_accounts, g.modes, g.place_texts, g.n_told, d.offices, d.dates, d.headlines,
    d.articles, s.originals, x.low, x.high, coalesce(a.dead_unlike, false) AS dead_unlike,
    p.name AS place_name, p.kind AS place_kind, p.precision, p.country AS place_country, p.admin1, p.latitude, p.longitude,
    CASE WHEN NOT coalesce(a.doers_differ, false) THEN y.actors END AS actors,
    CASE WHEN NOT coalesce(a.others_differ, false) THEN y.recipients END AS recipients
FROM events e JOIN gathered g USING (event_id) JOIN documents_of d USING (event_id) LEFT JOIN sources s USING (event_id)
LEFT JOIN dead x USING (event_id) LEFT JOIN apart a USING (event_id) LEFT JOIN places p USING (place_id)
LEFT JOIN parties y USING (event_id)
WHERE list_contains(?, e.event_type)
ORDER BY e.earliest NULLS LAST, e.title, e.event_id
"""


def events(record: Record, types: list[str]) -> Iterator[Row]:
    """Events that are told as asserted, with what their tellings give.

    Args:
        record: The record.
        types: PLOVER types.

    Yields:
        A row an event; ``low`` and ``high`` are the lowest and highest number of dead that accounts give for like populations, and
        missing where they count unlike ones; ``actors`` and ``recipients`` are missing where accounts differ in them.
    """
    for row in record.rows(EVENTS, [types]):
        if row["dead_unlike"]:
            row["low"] = row["high"] = None
        yield row


def span(row: Row) -> int | None:
    """Days from the first to the last day that tellings give, both counted."""
    if row["earliest"] is None or row["latest"] is None:
        return None
    return int((row["latest"] - row["earliest"]).days) + 1


def side(found: list[Row] | None) -> str | None:
    """Names of one side."""
    return "; ".join(each["name"] for each in found) if found else None


def states(found: list[Row] | None) -> list[str]:
    """Codes (else names) of the governments on one side."""
    return [each["country"] or each["name"] for each in found or [] if each["kind"] == "GOVERNMENT"]


def best(row: Row, rule: str | None) -> float | None:
    """The number by the user's rule; None without a rule or without both numbers."""
    if rule is None or row["low"] is None or row["high"] is None:
        return None
    return RULES[rule](row["low"], row["high"])
