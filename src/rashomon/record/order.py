"""In which order rows of each table are given out: by document, place in the text and identifier, so never by chance."""

from rashomon.model import LINKING, READING
from rashomon.record.keeping import KEEPING
from rashomon.record.schema import columns, quoted

FIRST = ("uri", "document_id", "start_char", "end_char")
LAST_OF_EVENTS = ("earliest", "latest", "title", "event_id")


def _order(row: type) -> str:
    """Order of a table: what comes first of document, offsets and identifiers; then all plain columns."""
    names = columns(row)
    ids = [name for name in names if name.endswith("_id") and name not in FIRST]
    rest = [
        name
        for name, kind in names.items()
        if name not in FIRST and name not in ids and kind in ("VARCHAR", "INTEGER", "DATE")
    ]
    chosen = (
        [name for name in FIRST if name in names] + ids + [name for name in rest if name not in ("text", "text_sha256")]
    )
    return ", ".join(f"{quoted(name)} NULLS LAST" for name in chosen)


ORDER: dict[str, str] = {
    **{name: _order(row) for name, row in {**READING, **LINKING, **KEEPING}.items()},
    "events": ", ".join(f"{name} NULLS LAST" for name in LAST_OF_EVENTS),
    "differences": 'event_id, aspect, across, status, "values"::VARCHAR',
    "runs": "started, run_id",
    "superseded_documents": "uri, document_id",
    "coverage": "event_id, outlet NULLS LAST, status",
}
"""``ORDER BY`` of each table and view."""
