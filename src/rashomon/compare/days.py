"""A timeline's rows: days, and months or years where that is all that is known, with their events."""

from datetime import date
from typing import NamedTuple

import duckdb


class Period(NamedTuple):
    """A day, month, year or span with the events dated to it.

    Attributes:
        name: ``1916-05-31``, ``1916-05``, ``1916`` or ``1916-05-31/1916-06-01``.
        precision: ``day``, ``month``, ``year`` or ``span``.
        earliest: First day.
        latest: Last day.
        event_ids: Events by number of accounts, then by title.
        gap: Days without any event since the last day of the period before; None for the first.
    """

    name: str
    precision: str
    earliest: date
    latest: date
    event_ids: list[str]
    gap: int | None


def periods(connection: duckdb.DuckDBPyConnection, *, min_accounts: int = 1, outlet: str | None = None) -> list[Period]:
    """Put events in order of time.

    Args:
        connection: A record.
        min_accounts: Leave out events that fewer accounts tell.
        outlet: Only events that this outlet tells.

    Returns:
        Periods by first day; of those that begin together the shortest first.
    """
    rows = connection.execute(
        "SELECT event_id, earliest, latest, date_precision FROM events e WHERE earliest IS NOT NULL AND latest IS NOT NULL AND n_accounts >= ?"
        " AND (? IS NULL OR event_id IN (SELECT em.event_id FROM event_members em JOIN event_mentions m USING (event_mention_id)"
        " JOIN documents d ON d.document_id = m.document_id WHERE d.outlet = ?)) ORDER BY earliest, latest, n_accounts DESC, title, event_id",
        [min_accounts, outlet, outlet],
    ).fetchall()
    grouped: dict[tuple[date, date, str], list[str]] = {}
    for event_id, earliest, latest, precision in rows:
        grouped.setdefault((earliest, latest, precision), []).append(event_id)
    out: list[Period] = []
    reached: date | None = None
    for (earliest, latest, precision), event_ids in sorted(
        grouped.items(), key=lambda item: (item[0][0], item[0][1], item[0][2])
    ):
        gap = None if reached is None else max(0, (earliest - reached).days - 1)
        out.append(Period(_name(earliest, latest, precision), precision, earliest, latest, event_ids, gap))
        reached = latest if reached is None else max(reached, latest)
    return out


def _name(earliest: date, latest: date, precision: str) -> str:
    if precision == "year":
        return f"{earliest:%Y}"
    if precision == "month":
        return f"{earliest:%Y-%m}"
    return earliest.isoformat() if earliest == latest else f"{earliest.isoformat()}/{latest.isoformat()}"
