"""The views: the contract's tables with the columns that linking found, and the coverage of each event.

Columns marked with an arrow in ``docs/record.md`` are joined in here and stored nowhere else. Only the newest version of a
document counts: whoever asks ``documents`` gets the newest versions, so that no count of anyone's holds a text twice. The older ones
stand in ``superseded_documents``, their rows of reading stay in ``_reading``, and no other view shows or counts them.
"""

import duckdb

from rashomon.model import LINKING, READING

SUPERSEDED = "SELECT supersedes FROM _reading.documents WHERE supersedes IS NOT NULL"

PARTICIPANTS = """
WITH firsts AS (
    SELECT event_mention_id,
        arg_min(text, (start_char, end_char)) FILTER (role = 'actor') AS actor_text,
        arg_min(text, (start_char, end_char)) FILTER (role = 'recipient') AS recipient_text,
        arg_min(text, (start_char, end_char)) FILTER (role = 'place') AS place_text,
        arg_min(time_id, (start_char, end_char, time_id)) FILTER (role = 'time' AND time_id IS NOT NULL) AS time_id
    FROM _current.arguments GROUP BY event_mention_id
), participants AS (
    SELECT event_mention_id,
        list(actor_id ORDER BY first_char, actor_id) FILTER (role = 'actor') AS actor_ids,
        list(actor_id ORDER BY first_char, actor_id) FILTER (role = 'recipient') AS recipient_ids
    FROM (SELECT g.event_mention_id, g.role, a.actor_id, min(g.start_char) AS first_char
          FROM _current.arguments g JOIN _linking.mention_actors a USING (mention_id)
          WHERE g.role IN ('actor', 'recipient') GROUP BY ALL)
    GROUP BY event_mention_id
), located AS (
    SELECT g.event_mention_id, arg_min(p.place_id, (g.start_char, g.end_char, p.place_id)) AS place_id
    FROM _current.arguments g JOIN _linking.mention_places p USING (mention_id)
    WHERE g.role = 'place' GROUP BY g.event_mention_id
)
SELECT event_mention_id, f.actor_text, f.recipient_text, f.place_text, p.actor_ids, p.recipient_ids, l.place_id, f.time_id
FROM firsts f
LEFT JOIN participants p USING (event_mention_id)
LEFT JOIN located l USING (event_mention_id)
ORDER BY event_mention_id"""
"""What the arguments of each event mention come to. It is worked out once after linking and kept in ``_derived``: on ten thousand
documents looking up one event takes 0.02 s so, and 1.7 s where the view works it out each time."""

CONTRACT: dict[str, str] = {
    "documents": """
        SELECT d.*, a.account_id FROM _current.documents d LEFT JOIN _linking.document_accounts a USING (document_id)""",
    "regions": "SELECT * FROM _current.regions",
    "sentences": "SELECT * FROM _current.sentences",
    "mentions": """
        SELECT m.*, a.actor_id, p.place_id
        FROM _current.mentions m
        LEFT JOIN _linking.mention_actors a USING (mention_id)
        LEFT JOIN _linking.mention_places p USING (mention_id)""",
    "times": "SELECT * FROM _current.times",
    "attributions": """
        SELECT t.*, a.actor_id AS source_actor_id
        FROM _current.attributions t
        LEFT JOIN _linking.mention_actors a ON a.mention_id = t.source_mention_id""",
    "figures": "SELECT * FROM _current.figures",
    "event_mentions": """
        SELECT e.*, p.actor_text, p.recipient_text, p.place_text, coalesce(p.actor_ids, []) AS actor_ids,
            coalesce(p.recipient_ids, []) AS recipient_ids, p.place_id, p.time_id, m.event_id
        FROM _current.event_mentions e
        LEFT JOIN _derived.participants p USING (event_mention_id)
        LEFT JOIN _linking.event_members m USING (event_mention_id)""",
    "arguments": "SELECT * FROM _current.arguments",
    "relations": "SELECT * FROM _current.relations",
    "claims": """
        SELECT c.*, g.claim_group_id
        FROM _current.claims c LEFT JOIN _linking.claim_groups g USING (claim_id)""",
    "namings": """
        SELECT n.*, coalesce(a.actor_id, p.place_id, m.event_id) AS referent_id
        FROM _current.namings n
        LEFT JOIN _linking.mention_actors a USING (mention_id)
        LEFT JOIN _linking.mention_places p USING (mention_id)
        LEFT JOIN _linking.event_members m USING (event_mention_id)""",
    **{name: f"SELECT * FROM _linking.{name}" for name in LINKING},
    "coverage": """
        WITH docs AS (
            SELECT document_id, coalesce(outlet, '') AS outlet, published, coalesce(r.annotated, false) AS annotated
            FROM _current.documents LEFT JOIN _keeping.readings r USING (document_id)
        ), outlets AS (
            SELECT outlet, count(*) FILTER (annotated) AS n_read, count(*) FILTER (NOT annotated) AS n_unread,
                count(*) FILTER (annotated AND published IS NULL) AS n_undated,
                count(*) FILTER (annotated AND published IS NOT NULL) AS n_dated
            FROM docs GROUP BY outlet
        ), days AS (
            SELECT outlet, published, sum(count(*)) OVER (PARTITION BY outlet ORDER BY published) AS n_until
            FROM docs WHERE annotated AND published IS NOT NULL GROUP BY outlet, published
        ), tellings AS (
            SELECT m.event_id, d.outlet, count(DISTINCT d.document_id) AS n_told
            FROM _linking.event_members m
            JOIN _current.event_mentions e USING (event_mention_id)
            JOIN docs d USING (document_id)
            GROUP BY ALL
        ), pairs AS (
            SELECT e.event_id, e.earliest, o.*, coalesce(t.n_told, 0) AS n_told
            FROM _linking.events e CROSS JOIN outlets o LEFT JOIN tellings t USING (event_id, outlet)
        ), counted AS (
            SELECT p.*, coalesce(d.n_until, 0) AS n_earlier
            FROM pairs p ASOF LEFT JOIN days d ON p.outlet = d.outlet AND p.earliest > d.published
        ), listed AS (
            SELECT event_id, outlet, n_read AS n_documents, 'told' AS status, n_told FROM counted WHERE n_told > 0
            UNION ALL
            SELECT event_id, outlet, n_dated - n_earlier, 'not_found', 0 FROM counted WHERE n_told = 0 AND n_dated > n_earlier
            UNION ALL
            SELECT event_id, outlet, n_earlier, 'earlier', 0 FROM counted WHERE n_told = 0 AND n_earlier > 0
            UNION ALL
            SELECT event_id, outlet, n_undated, 'undated', 0 FROM counted WHERE n_told = 0 AND n_undated > 0
            UNION ALL
            SELECT event_id, outlet, n_unread, 'unread', 0 FROM counted WHERE n_told = 0 AND n_unread > 0
        )
        SELECT event_id, nullif(outlet, '') AS outlet, n_documents::INTEGER AS n_documents, status, n_told::INTEGER AS n_told
        FROM listed""",
    "superseded_documents": """
        SELECT d.*, n.superseded_by
        FROM _reading.documents d
        JOIN (SELECT supersedes AS document_id, min(document_id) AS superseded_by FROM _reading.documents
              WHERE supersedes IS NOT NULL GROUP BY ALL) n USING (document_id)""",
    "runs": "SELECT * FROM _keeping.runs",
    "skipped": "SELECT * FROM _keeping.skipped",
    "corrections": "SELECT * FROM _keeping.corrections",
}
"""Views of the contract, by name, in the order in which they are exported."""

VIEW_COLUMNS: dict[str, dict[str, str]] = {
    "documents": {"account_id": "The account it belongs to (table ``document_accounts``)."},
    "superseded_documents": {"superseded_by": "The newer version under the same ``uri``."},
    "mentions": {"actor_id": "The actor it refers to.", "place_id": "The place it refers to."},
    "attributions": {"source_actor_id": "The actor that the source refers to."},
    "event_mentions": {
        "actor_text": "First argument in the role of actor, verbatim.",
        "recipient_text": "First argument in the role of recipient, verbatim.",
        "place_text": "First argument in the role of place, verbatim.",
        "actor_ids": "Actors that its arguments in the role of actor refer to, in order of the text.",
        "recipient_ids": "Actors that its arguments in the role of recipient refer to, in order of the text.",
        "place_id": "The place that its first linked argument in the role of place refers to.",
        "time_id": "First argument in the role of time.",
        "event_id": "The event it tells.",
    },
    "claims": {"claim_group_id": "The group of claims about the same matter."},
    "namings": {"referent_id": "What is named: an actor, a place or an event."},
    "coverage": {
        "event_id": "The event.",
        "outlet": "The outlet; NULL stands for all documents without one.",
        "n_documents": "Documents of the outlet with this status; for ``told``, all of its documents that were searched.",
        "status": (
            "``told``: a telling was found. For an outlet without any, its documents apart: ``not_found`` (searched, none "
            "found), ``earlier`` (published before the event), ``undated`` (searched, none found, day unknown), ``unread`` "
            "(not searched: another language, or skipped). Not found is not left out by intent."
        ),
        "n_told": "Documents of the outlet in which a telling was found.",
    },
}
"""What the joined columns mean, for the codebook."""


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """Make all views, in place of those that an earlier program made."""
    connection.execute("CREATE SCHEMA IF NOT EXISTS _current")
    connection.execute(
        f"CREATE OR REPLACE VIEW _current.documents AS SELECT * FROM _reading.documents WHERE document_id NOT IN ({SUPERSEDED})"
    )
    for name in READING:
        if name != "documents":
            connection.execute(
                f"CREATE OR REPLACE VIEW _current.{name} AS SELECT * FROM _reading.{name} WHERE document_id NOT IN ({SUPERSEDED})"
            )
    connection.execute("CREATE SCHEMA IF NOT EXISTS _derived")
    connection.execute(f"CREATE TABLE IF NOT EXISTS _derived.participants AS SELECT * FROM ({PARTICIPANTS}) LIMIT 0")
    for name, sql in CONTRACT.items():
        connection.execute(f"CREATE OR REPLACE VIEW main.{name} AS {sql}")


def derive(connection: duckdb.DuckDBPyConnection) -> None:
    """Work out anew what views show of arguments and linking; called whenever either was written."""
    connection.execute(f"CREATE OR REPLACE TABLE _derived.participants AS {PARTICIPANTS}")
