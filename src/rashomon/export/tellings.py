"""The long table: a row for each event, account, holder and aspect, and for each claim, with the value, the words and where they stand.

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

ABOUT = (
    "One row for each value that a telling of an event gives, and one for each claim, which tells no event; commas. Denials, demands and "
    "plans are in it: see `factuality`."
)
COLUMNS: dict[str, str] = {
    "event_id": "the event; empty for claims",
    "event_title": "its title, in plain words of ours",
    "event_type": "its PLOVER type; empty for events of no such type",
    "account_id": "the account that gives the value",
    "account_outlet": "outlet of the account's first document",
    "holder": "who says it: the source's words, or the outlet in its own voice",
    "holder_kind": "`own`, or the form of the source: `named`, `description`, `pronoun`, `unnamed`, `none`",
    "cue": "the outlet's own word for the saying; empty in its own voice",
    "aspect": "`factuality`, `actor`, `recipient`, `place`, `instrument`, `topic`, `date`, `figure:killed` and the like, `reason:cause` and the like; `claim:state` and the like",
    "value": "the value: name or words of a participant, name or words of a place, days, number, manner of telling; the words of the event that explains; a claim's subject / predicate / rest",
    "low": "least number, for figures and claims that rest on one; empty when open",
    "high": "greatest number, for figures and claims that rest on one; empty when open",
    "earliest": "first day, for dates, and for claims that are said to hold at a time",
    "latest": "last day, for dates and such claims",
    "ref_id": "the actor, place, time, figure or event mention that the value stands for; the claim",
    "quote": "the words, verbatim; for reasons the connecting words",
    "start_char": "where they begin in `documents.text` (code points, from 0)",
    "end_char": "where they end",
    "event_mention_id": "the telling; empty for claims",
    "factuality": "how the telling tells the event, or how the claim is made",
    "document_id": "the document",
    "outlet": "who published it",
    "published": "day of publication",
    "url": "its address",
    "uri": "where it came from",
    "claim_group_id": "the matter of a claim: claims with the same one were put together; empty for events",
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
), claimed AS (
    SELECT c.*, g.claim_group_id, f.low, f.high, substr(d.text, c.start_char + 1, c.end_char - c.start_char) AS words,
        substr(d.text, c.predicate_start_char + 1, c.predicate_end_char - c.predicate_start_char) AS predicate
    FROM claims c JOIN documents d USING (document_id) LEFT JOIN claim_groups g USING (claim_id)
    LEFT JOIN figures f ON f.document_id = c.document_id AND f.figure_id = c.figure_id
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
    SELECT t.event_mention_id, r.attribution_id, 'reason:' || r.kind, other.text, NULL, NULL, NULL, NULL,
        r.to_id, r.cue, r.cue_start_char, r.cue_end_char, 4
    FROM told t JOIN because r ON r.from_id = t.event_mention_id JOIN event_mentions other ON other.event_mention_id = r.to_id
), valued AS (
    SELECT t.event_id, e.title AS event_title, e.event_type, e.earliest AS event_day, t.account_id, t.document_id, x.rank, x.attribution_id,
        x.aspect, x.value, x.low, x.high, x.first_day AS earliest, x.last_day AS latest, x.ref_id, x.quote, x.start_char, x.end_char,
        t.event_mention_id, t.factuality, NULL::VARCHAR AS claim_group_id
    FROM aspects x JOIN told t USING (event_mention_id) JOIN events e USING (event_id)
    UNION ALL
    SELECT NULL, NULL, NULL, NULL, d.account_id, c.document_id, 5, c.attribution_id, 'claim:' || c.kind,
        regexp_replace(concat_ws(' / ', c.subject_text, c.predicate, c.object_text), '\\s+', ' ', 'g'), c.low, c.high, c.earliest, c.latest,
        c.claim_id, c.words, c.start_char, c.end_char, NULL, c.factuality, c.claim_group_id
    FROM claimed c JOIN documents d USING (document_id)
)
SELECT x.event_id, x.event_title, x.event_type, x.account_id, coalesce(c.outlet, c.uri) AS account_outlet,
    CASE WHEN s.attribution_id IS NULL THEN coalesce(d.outlet, d.uri) ELSE s.source_text END AS holder,
    CASE WHEN s.attribution_id IS NULL THEN 'own' ELSE s.source_form END AS holder_kind,
    s.cue,
    x.aspect, x.value, x.low, x.high, x.earliest, x.latest, x.ref_id, x.quote, x.start_char, x.end_char, x.event_mention_id, x.factuality,
    x.document_id, d.outlet, d.published, d.url, d.uri, x.claim_group_id
FROM valued x JOIN documents d ON d.document_id = x.document_id
LEFT JOIN documents c ON c.document_id = x.account_id
LEFT JOIN cues s ON s.attribution_id = x.attribution_id
ORDER BY x.event_day NULLS LAST, x.event_title NULLS LAST, x.event_id NULLS LAST, x.claim_group_id NULLS LAST, d.published NULLS LAST, d.uri,
    x.event_mention_id, x.rank, x.aspect, x.start_char, x.end_char, x.value, x.ref_id
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
