"""Blind coding sheets: passages drawn from a record, the program's own reading left out."""

import hashlib
from collections import defaultdict
from pathlib import Path

from rashomon.errors import UsageError
from rashomon.export import cells
from rashomon.record import store
from rashomon.record.reader import Record

STRATA: dict[str, str] = {
    "type": "em.event_type",
    "mode": "concat_ws(' ', em.event_type, em.mode)",
    "factuality": "em.factuality",
    "outlet": "coalesce(d.outlet, '')",
    "none": "''",
}
"""What a sample may be spread over evenly, with its SQL."""

TO_CODE = ("event_type", "factuality", "actor", "recipient", "comment")
"""Columns that are left blank for the coder."""
COLUMNS = ("id", "before", "passage", "after", "event", *TO_CODE)
CONTEXT = 400
"""Characters of the document shown before and after the sentence."""

_PASSAGES = """
SELECT em.event_mention_id AS id, substr(d.text, greatest(s.start_char - ?, 0) + 1, least(s.start_char, ?)) AS before,
    substr(d.text, s.start_char + 1, em.start_char - s.start_char) AS head, em.text AS event,
    substr(d.text, em.end_char + 1, s.end_char - em.end_char) AS tail, substr(d.text, s.end_char + 1, ?) AS after
FROM event_mentions em JOIN documents d USING (document_id)
JOIN sentences s ON s.document_id = em.document_id AND s.sentence_id = em.sentence_id
WHERE list_contains(?, em.event_mention_id)
"""


def sample(record: Record, sheet: Path | str, *, n: int = 200, stratify: str = "type", seed: int = 0) -> int:
    """Draw tellings of typed events and write them as a sheet to code.

    The sheet shows each telling's sentence with the event's words between » and «, some context, and blank columns. What the
    program read stays in the record, where :func:`rashomon.validation.agreement` looks it up by ``id``. Rows stand in an order
    that tells nothing. The same record, number and seed give the same sheet.

    Args:
        record: The record.
        sheet: The CSV file to write; UTF-8 with a byte-order mark, for spreadsheets.
        n: Rows; fewer where the record has fewer tellings.
        stratify: One of :data:`STRATA`: as many rows as possible from each of its values, evenly.
        seed: Another seed draws another sample.

    Returns:
        The number of rows.

    Raises:
        UsageError: ``stratify`` is not known, ``n`` is less than one, or the file is there already (somebody may have coded it).
        RecordError: The file cannot be written.
    """
    path = Path(sheet)
    if stratify not in STRATA:
        raise UsageError(f'stratum "{stratify}" is not known: use one of {", ".join(STRATA)}')
    if n < 1:
        raise UsageError(f"a sample of {n} is none: ask for one row or more")
    if path.exists():
        raise UsageError(f'"{path}" is there already and may hold codes: name a new file')
    drawn = _draw(record, n, stratify, seed)
    found = record.query(_PASSAGES, [CONTEXT, CONTEXT, CONTEXT, drawn])
    rows = {row["id"]: row for row in found}
    with store.told(record.path, "sample"):
        return cells.write(
            path,
            COLUMNS,
            (
                [*_shown(rows[each]), *[None] * len(TO_CODE)]
                for each in sorted(drawn, key=lambda each: _chance(seed, each))
            ),
            bom=True,
        )


def _shown(row: dict[str, str]) -> list[str]:
    return [row["id"], row["before"], f"{row['head']}»{row['event']}«{row['tail']}", row["after"], row["event"]]


def _draw(record: Record, n: int, stratify: str, seed: int) -> list[str]:
    """Identifiers, evenly from the strata: small ones whole, large ones what is left."""
    strata: dict[str, list[str]] = defaultdict(list)
    for row in record.rows(
        f"SELECT em.event_mention_id AS id, {STRATA[stratify]} AS stratum FROM event_mentions em JOIN documents d USING (document_id) "
        "WHERE em.event_type IS NOT NULL"
    ):
        strata[row["stratum"]].append(row["id"])
    out: list[str] = []
    for left, stratum in zip(
        range(len(strata), 0, -1), sorted(strata, key=lambda each: (len(strata[each]), each)), strict=True
    ):
        share = (n - len(out)) // left
        out += sorted(strata[stratum], key=lambda each: _chance(seed, each))[:share]
    rest = sorted({each for ids in strata.values() for each in ids} - set(out), key=lambda each: _chance(seed, each))
    return out + rest[: n - len(out)]


def _chance(seed: int, name: str) -> bytes:
    return hashlib.sha256(f"{seed} {name}".encode()).digest()
