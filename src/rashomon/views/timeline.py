"""Days, months and years with their events; gaps are shown."""

from datetime import date

from msgspec import Struct

from rashomon.record.reader import Record
from rashomon.views.events import EventLine, events

_A_YEAR = 366  # days; a longer span ("over three decades") fills no gap


class TimelineEntry(Struct, frozen=True, kw_only=True):
    """A day, month, year or span with its events, or a gap.

    Attributes:
        label: ``1916-05-31``, ``2003-03``, ``2003``, ``2003-03-19 to 2011-12-18``, or ``undated``.
        earliest: First day.
        latest: Last day.
        precision: ``day``, ``month``, ``year``, ``span`` or ``none``.
        n_accounts: Most accounts that tell one of the events.
        n_documents: Most documents that tell one of them.
        gap_days: Days since the end of all earlier entries, spans of more than a year apart; 0 without a gap.
        events: The events, by number of accounts or documents (falling), then title.
    """

    label: str
    earliest: date | None
    latest: date | None
    precision: str
    n_accounts: int
    n_documents: int
    gap_days: int
    events: list[EventLine]


def timeline(
    record: Record,
    *,
    min_accounts: int = 1,
    outlet: str | None = None,
    since: date | None = None,
    until: date | None = None,
    count: str = "accounts",
) -> list[TimelineEntry]:
    """The events by the days that their tellings give.

    Args:
        record: The record.
        min_accounts: Least number of accounts that tell an event.
        outlet: Only events that this outlet tells.
        since: Leave out events that ended before this day.
        until: Leave out events that began after this day.
        count: One of :data:`rashomon.views.events.COUNTS`; it rules ``min_accounts``, the order within a day, and the outlets shown.

    Returns:
        Entries by first day, longer spans before the days within them; undated events last.
    """
    groups: dict[tuple[date | None, date | None, str], list[EventLine]] = {}
    for line in events(record, min_accounts=min_accounts, outlet=outlet, since=since, until=until, count=count):
        groups.setdefault((line.earliest, line.latest, line.date_precision), []).append(line)
    entries: list[TimelineEntry] = []
    last: date | None = None
    for (earliest, latest, precision), lines in sorted(groups.items(), key=_order):
        gap = (earliest - last).days - 1 if earliest and last and earliest > last else 0
        ordered = sorted(lines, key=lambda line: (-_told(line, count), line.title, line.event_id))
        entries.append(
            TimelineEntry(
                label=_label(earliest, latest, precision),
                earliest=earliest,
                latest=latest,
                precision=precision,
                n_accounts=max(line.n_accounts for line in ordered),
                n_documents=max(line.n_documents for line in ordered),
                gap_days=max(0, gap),
                events=ordered,
            )
        )
        if earliest and latest and (latest - earliest).days <= _A_YEAR and (last is None or latest > last):
            last = latest
    return entries


def _told(line: EventLine, count: str) -> int:
    return line.n_documents if count == "documents" else line.n_accounts


def _order(item: tuple[tuple[date | None, date | None, str], list[EventLine]]) -> tuple[bool, date, date, str]:
    earliest, latest, precision = item[0]
    shown = earliest or latest
    return (
        shown is None,
        shown or date.max,
        date.fromordinal(date.max.toordinal() - (latest or date.min).toordinal() + 1),
        precision,
    )


def _label(earliest: date | None, latest: date | None, precision: str) -> str:
    if earliest is None or latest is None:
        return "undated" if earliest == latest else f"from {earliest}" if earliest else f"until {latest}"
    if precision == "year":
        return f"{earliest:%Y}"
    if precision == "month":
        return f"{earliest:%Y-%m}"
    return f"{earliest}" if earliest == latest else f"{earliest} to {latest}"
