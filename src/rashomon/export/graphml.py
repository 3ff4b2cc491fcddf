"""Who does what to whom, as GraphML: actors, and for each type of event an edge "according to n accounts".

Only asserted tellings count. Private people are no nodes. GraphML (Brandes, Eiglsperger, Herman, Himsolt and Marshall 2002) is read by
Gephi, networkx, igraph and yEd.
"""

import re
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from rashomon.export.files import Choices
from rashomon.model.linking import NO_PUBLIC_PART
from rashomon.record.reader import Record

NODE = {"name": "string", "kind": "string", "country": "string", "aliases": "string", "wikidata": "string"}
EDGE = {
    "event_type": "string", "label": "string", "n_accounts": "int", "n_documents": "int", "n_events": "int", "earliest": "string",
    "latest": "string", "event_ids": "string", "outlets": "string",
}  # fmt: skip
EVENT_IDS = 100
"""Events that an edge names; ``n_events`` counts all of them."""

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

ACTORS = f"""
SELECT actor_id, name, kind, country, array_to_string(aliases, '; ') AS aliases, wikidata FROM actors
WHERE name_basis <> '{NO_PUBLIC_PART}' ORDER BY name, actor_id
"""
ACTS = f"""
WITH known AS (SELECT actor_id FROM actors WHERE name_basis <> '{NO_PUBLIC_PART}'), parties AS (
    SELECT DISTINCT g.event_mention_id, g.role, m.actor_id FROM arguments g JOIN mentions m USING (mention_id) JOIN known USING (actor_id)
    WHERE g.role IN ('actor', 'recipient')
)
SELECT one.actor_id AS source, other.actor_id AS target, em.event_type, count(DISTINCT e.account_id) AS n_accounts,
    count(DISTINCT em.document_id) AS n_documents, count(DISTINCT e.event_id) AS n_events, min(em.earliest) AS earliest, max(em.latest) AS latest,
    array_to_string(list_sort(list(DISTINCT e.event_id))[1:{EVENT_IDS}], '; ') AS event_ids,
    string_agg(DISTINCT coalesce(d.outlet, d.uri), '; ' ORDER BY coalesce(d.outlet, d.uri)) AS outlets
FROM parties one JOIN parties other ON one.event_mention_id = other.event_mention_id AND one.role = 'actor' AND other.role = 'recipient'
JOIN event_mentions em ON em.event_mention_id = one.event_mention_id JOIN event_members e ON e.event_mention_id = em.event_mention_id
JOIN documents d ON d.document_id = e.account_id
WHERE em.event_type IS NOT NULL AND em.factuality = 'asserted' AND one.actor_id <> other.actor_id
GROUP BY one.actor_id, other.actor_id, em.event_type ORDER BY source, target, em.event_type
"""


def write(record: Record, path: Path, to: str, choices: Choices) -> None:
    """Write the graph.

    Args:
        record: The record.
        path: The file.
        to: ``graphml``.
        choices: Not used.
    """
    del to, choices
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
        for what, columns in (("node", NODE), ("edge", EDGE)):
            for name, kind in columns.items():
                file.write(f'<key id="{what}_{name}" for="{what}" attr.name="{name}" attr.type="{kind}"/>\n')
        file.write('<graph id="acts" edgedefault="directed">\n')
        for row in record.rows(ACTORS):
            file.write(f"<node id={_attribute(row['actor_id'])}>{_data('node', NODE, row)}</node>\n")
        for number, row in enumerate(record.rows(ACTS)):
            row["label"] = (
                f"{row['event_type']}, according to {row['n_accounts']} account{'' if row['n_accounts'] == 1 else 's'}"
            )
            ends = f"source={_attribute(row['source'])} target={_attribute(row['target'])}"
            file.write(f'<edge id="e{number}" {ends}>{_data("edge", EDGE, row)}</edge>\n')
        file.write("</graph>\n</graphml>\n")


def _data(what: str, columns: dict[str, str], row: dict[str, object]) -> str:
    return "".join(
        f'<data key="{what}_{name}">{escape(_clean(row[name]))}</data>' for name in columns if row[name] is not None
    )


def _attribute(value: object) -> str:
    return quoteattr(_clean(value))


def _clean(value: object) -> str:
    """Text without the signs that XML cannot hold."""
    return _NO_XML.sub("\ufffd", str(value))
