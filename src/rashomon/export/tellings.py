"""The long table: a row for each event, account, holder and aspect, with the value given, the words and where they stand.

Who wants to compare accounts in R or pandas begins here: no lists, no nesting, one value a row, each with its passage.
"""

import codecs
import shutil
from collections.abc import Iterator
from pathlib import Path

from rashomon.export import cells
from rashomon.export.files import Choices
from rashomon.model.linking import NO_PUBLIC_PART
from rashomon.record.reader import Record
from rashomon.record.schema import quoted

ABOUT = "One row for each value that a telling of an event gives; commas. Denials, demands and plans are in it: see `factuality`."
COLUMNS: dict[str, str] = {
    "event_id": "the event",
    "event_title": "its title, in plain words of ours",
    "event_type": "its PLOVER type; empty for events of no such type",
    "account_id": "the account that gives the value",
    "account_outlet": "outlet of the account's first document",
    "holder": "who says it: the source's words, or the outlet in its own voice",
    "holder_kind": "`own`, or the form of the source: `named`, `description`, `pronoun`, `unnamed`, `none`",
    "cue": "the outlet's own word for the saying; empty in its own voice",
    "aspect": "`factuality`, `actor`, `recipient`, `place`, `instrument`, `topic`, `date`, `figure:killed` and the like, `reason:cause` and the like",
    "value": "the value: name or words of a participant, name or words of a place, days, number, manner of telling",
    "low": "least number, for figures; empty when open",
    "high": "greatest number, for figures; empty when open",
    "earliest": "first day, for dates",
    "latest": "last day, for dates",
    "ref_id": "the actor, place, time, figure or event mention that the value stands for",
    "quote": "the words, verbatim",
    "start_char": "where they begin in `documents.text` (code points, from 0)",
    "end_char": "where they end",
    "event_mention_id": "the telling",
    "factuality": "how the telling tells the event",
    "document_id": "the document",
    "outlet": "who published it",
    "published": "day of publication",
    "url": "its address",
    "uri": "where it came from",
}

TELLINGS = f"""
WITH told AS (
    SELECT m.event_id, m.account_id, em.event_mention_id, em.document_id, em.attribution_id, em.factuality, em.text, em.start_char, em.end_char,
        em.earliest, em.latest, em.time_id
    FROM event_members m JOIN event_mentions em USING (event_mention_id)
), known AS (SELECT * FROM actors WHERE name_basis <> '{NO_PUBLIC_PART}'), cues AS (
    SELECT s.attribution_id, s.source_text, s.source_form, substr(d.text, s.cue_start_char + 1, s.cue_end_char - s.cue_start_char) AS cue
    FROM attributions s JOIN documents d USING (document_id)
), because AS (
    SELECT r.*, substr(d.text, r.cue_start_char + 1, r.cue_end_char - r.cue_start_char) AS cue FROM relations r JOIN documents d USING (document_id)
), aspects AS (
    SELECT event_mention_id, attribution_id, 'factuality' AS aspect, factuality AS value, NULL::DOUBLE AS low, NULL::DOUBLE AS high,
        NULL::DATE AS first_day, NULL::DATE AS last_day, NULL::VARCHAR AS ref_id, text AS quote, start_char, end_char, 0 AS rank
    FROM told
    UNION ALL
    SELECT t.event_mention_id, t.attribution_id, g.role, coalesce(a.name, p.name, g.text), NULL, NULL, NULL, NULL,
        coalesce(a.actor_id, p.place_id), g.text, g.start_char, g.end_char, 1
    FROM told t JOIN arguments g USING (event_mention_id) LEFT JOIN mentions m USING (mention_id)
    LEFT JOIN known a ON a.actor_id = m.actor_id AND g.role <> 'place' LEFT JOIN places p ON p.place_id = m.place_id AND g.role = 'place'
    WHERE g.role <> 'time'
    UNION ALL
    SELECT t.event_mention_id, t.attribution_id, 'date',
        CASE WHEN t.earliest = t.latest THEN t.earliest::VARCHAR ELSE concat(t.earliest, '/', t.latest) END, NULL, NULL, t.earliest, t.latest,
        t.time_id, coalesce(w.text, t.text), coalesce(w.start_char, t.start_char), coalesce(w.end_char, t.end_char), 2
    FROM told t LEFT JOIN times w USING (time_id) WHERE t.earliest IS NOT NULL OR t.latest IS NOT NULL
    UNION ALL
    SELECT t.event_mention_id, coalesce(f.attribution_id, t.attribution_id), 'figure:' || f.kind, f.text, f.low, f.high, f.earliest, f.latest,
        f.figure_id, f.text, f.start_char, f.end_char, 3
    FROM told t JOIN figures f USING (event_mention_id)
    UNION ALL
    SELECT t.event_mention_id, coalesce(r.attribution_id, t.attribution_id), 'reason:' || r.kind, other.text, NULL, NULL, NULL, NULL,
        r.to_id, r.cue, r.cue_start_char, r.cue_end_char, 4
    FROM told t JOIN because r ON r.from_id = t.event_mention_id JOIN event_mentions other ON other.event_mention_id = r.to_id
)
SELECT t.event_id, e.title AS event_title, e.event_type, t.account_id, coalesce(c.outlet, c.uri) AS account_outlet,
    CASE WHEN s.attribution_id IS NULL THEN coalesce(d.outlet, d.uri) ELSE s.source_text END AS holder,
    CASE WHEN s.attribution_id IS NULL THEN 'own' ELSE s.source_form END AS holder_kind,
    s.cue,
    x.aspect, x.value, x.low, x.high, x.first_day AS earliest, x.last_day AS latest, x.ref_id,
    x.quote, x.start_char, x.end_char, t.event_mention_id, t.factuality,
    t.document_id, d.outlet, d.published, d.url, d.uri
FROM aspects x JOIN told t USING (event_mention_id) JOIN events e USING (event_id) JOIN documents d ON d.document_id = t.document_id
LEFT JOIN documents c ON c.document_id = t.account_id
LEFT JOIN cues s ON s.attribution_id = x.attribution_id
ORDER BY e.earliest NULLS LAST, e.title, t.event_id, d.published NULLS LAST, d.uri, t.event_mention_id, x.rank, x.aspect, x.start_char,
    x.end_char, x.value
"""


# The words come from the rows that hold them, and from documents only where none does: joined to every row, the texts took 5 GB.


def rows(record: Record) -> Iterator[list[object]]:
    """Rows in the order of :data:`COLUMNS`, streamed.

    Args:
        record: The record.
    """
    for row in record.rows(TELLINGS):
        yield [row[column] for column in COLUMNS]


def write(record: Record, path: Path, to: str, choices: Choices) -> None:
    """Write the table as CSV.

    The database itself writes it: two million rows take it a tenth of the time that Python would need.

    Args:
        record: The record.
        path: The file.
        to: ``tellings``.
        choices: Whether the file begins with a byte-order mark.
    """
    del to
    kinds = {row["column_name"]: row["column_type"] for row in record.query(f"DESCRIBE {TELLINGS}")}
    cut = ", ".join(f"{cells.sql(quoted(name), kinds[name])} AS {quoted(name)}" for name in COLUMNS)
    body = path.with_name(f"{path.name}.body") if choices.excel else path
    target = str(body).replace("'", "''")
    record.connection.execute(f"COPY (SELECT {cut} FROM ({TELLINGS})) TO '{target}' (FORMAT csv, HEADER, NULLSTR '')")
    if choices.excel:
        with body.open("rb") as source, path.open("wb") as file:
            file.write(codecs.BOM_UTF8)
            shutil.copyfileobj(source, file)
