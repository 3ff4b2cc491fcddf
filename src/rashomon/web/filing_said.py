"""Filling the shelf: claims by matter, and the links between events that accounts state."""

import sqlite3
from collections.abc import Callable

import msgspec

from rashomon import views
from rashomon.record.reader import Record
from rashomon.views.event import Passage
from rashomon.views.why import LinkLine
from rashomon.web.shelf import packed

encode = msgspec.json.encode

LINKS = """
    SELECT r.kind, r.from_id, r.to_id, f.text AS explained, x.text AS explaining, x.factuality, x.event_id, e.title, e.earliest,
        substr(d.text, r.cue_start_char + 1, r.cue_end_char - r.cue_start_char) AS cue, a.source_text AS source,
        substr(d.text, a.cue_start_char + 1, a.cue_end_char - a.cue_start_char) AS source_cue, r.attribution_id,
        d.document_id, d.uri, s.start_char, s.end_char, substr(d.text, s.start_char + 1, s.end_char - s.start_char) AS sentence
    FROM relations r JOIN documents d USING (document_id)
    JOIN event_mentions f ON f.document_id = r.document_id AND f.event_mention_id = r.from_id
    JOIN event_mentions x ON x.document_id = r.document_id AND x.event_mention_id = r.to_id
    JOIN sentences s ON s.document_id = f.document_id AND s.sentence_id = f.sentence_id
    LEFT JOIN events e ON e.event_id = x.event_id
    LEFT JOIN attributions a ON a.document_id = r.document_id AND a.attribution_id = r.attribution_id
    ORDER BY r.document_id, r.cue_start_char, r.to_id, r.from_id
"""
"""All links, as :mod:`rashomon.views.why` asks for those of one event."""
PLAIN = (
    "kind",
    "explained",
    "cue",
    "explaining",
    "factuality",
    "event_id",
    "title",
    "earliest",
    "source",
    "source_cue",
    "document_id",
    "uri",
)


def file(record: Record, connection: sqlite3.Connection, tell: Callable[[str, int], None]) -> None:
    """File claims and links.

    Args:
        record: The record.
        connection: The shelf.
        tell: Called as the work goes on.
    """
    tell("claims", 0)
    for n, matter in enumerate(views.claims(record)):
        held = [claim for account in matter.accounts for claim in account.claims]
        about = " ".join(dict.fromkeys([matter.subject, *(claim.subject for claim in held)])).lower()
        connection.execute(
            "INSERT INTO matters VALUES (?, ?, ?, ?, ?, ?)",
            (n, about, any(claim.checkable for claim in held), len(matter.accounts), matter.status, packed(matter)),
        )
        connection.executemany("INSERT INTO matter_kinds VALUES (?, ?)", [(n, kind) for kind in matter.kinds])
        connection.executemany(
            "INSERT OR IGNORE INTO matter_outlets VALUES (?, ?)",
            [(n, account.outlet) for account in matter.accounts if account.outlet],
        )
    tell("links", 0)
    for row in record.rows(LINKS):
        line = LinkLine(
            depth=1,
            voice="own" if row["attribution_id"] is None else "source",
            passage=Passage(text=row["sentence"], start_char=row["start_char"], end_char=row["end_char"]),
            **{name: row[name] for name in PLAIN},
        )
        connection.execute(
            "INSERT INTO links VALUES (?, ?, ?, ?)",
            (row["document_id"], row["from_id"], row["to_id"], encode(line).decode()),
        )
