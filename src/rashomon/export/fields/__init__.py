"""The event tables that the field reads: one module for each layout, rows streamed from the record.

POLECAT and ICEWS list tellings (a row for each doer and each one it was done to), UCDP GED and ACLED list events. All of them hold
what is *asserted* only: a telling that denies, demands, plans or supposes an event is no row, since none of these layouts has a column
that would say so; :func:`left_out` counts them. What cannot be known from the record is an empty cell.

``COLUMNS`` of each module says for every column how it is made; ``docs/exports.md`` is made from it.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from rashomon.export.fields import acled, ged, icews, polecat
from rashomon.export.fields.settings import Settings
from rashomon.record.reader import Record


class Layout(NamedTuple):
    """A layout.

    Attributes:
        columns: How each column is made, by name, in order.
        rows: From a record and the settings to the rows, streamed.
        more: Columns that follow with these settings.
        tabs: Whether cells are separated by tabs.
        about: What a row is, for the documentation.
    """

    columns: dict[str, str]
    rows: Callable[[Record, Settings], Iterator[list[object]]]
    more: Callable[[Settings], list[str]]
    tabs: bool
    about: str


def _none(settings: Settings) -> list[str]:
    del settings
    return []


LAYOUTS: dict[str, Layout] = {
    "polecat": Layout(polecat.COLUMNS, polecat.rows, _none, True, polecat.ABOUT),
    "icews": Layout(icews.COLUMNS, icews.rows, _none, True, icews.ABOUT),
    "ged": Layout(ged.COLUMNS, ged.rows, ged.more, False, ged.ABOUT),
    "acled": Layout(acled.COLUMNS, acled.rows, _none, False, acled.ABOUT),
}
"""Layouts by name."""


def left_out(record: Record) -> int:
    """Tellings of typed events that no layout holds, since they are not asserted."""
    [row] = record.query(
        "SELECT count(*) AS n FROM event_mentions WHERE event_type IS NOT NULL AND factuality <> 'asserted'"
    )
    return int(row["n"])
