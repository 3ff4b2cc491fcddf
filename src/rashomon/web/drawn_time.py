"""The timeline, drawn on the server: columns of events by day, spans as bars, a lane for each outlet."""

import calendar
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from msgspec import Struct

from rashomon.views.events import EventLine

WIDTH = 1000
LEFT = 150
"""Room for the outlets' names."""
BINS = 110
LANE = 26
BAR = 7
MOST_BARS = 4
"""Rows of bars in a lane; spans that find no room are counted."""
MOST_LANES = 14
TOP = 92
"""Height of the columns above the lanes."""
AXIS = 26


class Counted(Struct, frozen=True, kw_only=True):
    """Events of a day or span.

    Attributes:
        outlet: The outlet; NULL for all together.
        earliest: First day.
        latest: Last day.
        n_events: How many.
    """

    outlet: str | None
    earliest: date
    latest: date
    n_events: int


class Tick(Struct, frozen=True, kw_only=True):
    """A line of the scale.

    Attributes:
        x: From the left.
        label: The day, month or year.
    """

    x: float
    label: str


class Mark(Struct, frozen=True, kw_only=True):
    """Events that fall into one stretch of days.

    Attributes:
        x: From the left.
        y: From the top.
        width: Width of a column.
        height: Height of a column, or radius of a dot.
        earliest: First day.
        latest: Last day.
        n_events: How many.
    """

    x: float
    y: float
    width: float
    height: float
    earliest: date
    latest: date
    n_events: int


class Bar(Struct, frozen=True, kw_only=True):
    """A span of days told by an account.

    Attributes:
        x: From the left.
        y: From the top.
        width: Its width.
        event: The event.
        open_left: Whether it begins before what is shown.
        open_right: Whether it ends after.
    """

    x: float
    y: float
    width: float
    event: EventLine
    open_left: bool
    open_right: bool


class Lane(Struct, frozen=True, kw_only=True):
    """An outlet's lane.

    Attributes:
        outlet: The outlet.
        y: From the top.
        height: Its height.
        dots: Events of days.
        bars: Spans.
        left_out: Spans that found no room.
    """

    outlet: str
    y: float
    height: float
    dots: list[Mark]
    bars: list[Bar]
    left_out: int


class DrawnTime(Struct, frozen=True, kw_only=True):
    """A timeline.

    Attributes:
        since: First day shown.
        until: Last day shown.
        width: Its width.
        height: Its height.
        ticks: The scale.
        columns: Events of days, all outlets together.
        lanes: The outlets.
        most: Events in the highest column.
        step: Days in a column.
        outlets_left_out: Outlets without a lane.
    """

    since: date
    until: date
    width: int
    height: float
    ticks: list[Tick]
    columns: list[Mark]
    lanes: list[Lane]
    most: int
    step: int
    outlets_left_out: int


def draw(
    counted: Sequence[Counted], spans: Sequence[EventLine], outlets: Sequence[str], since: date, until: date,
    rows: int = MOST_BARS,
) -> DrawnTime:  # fmt: skip
    """Draw a stretch of time.

    Args:
        counted: Events of days, for all outlets together and for each.
        spans: Events that last longer than a day.
        outlets: Outlets that get a lane, in order.
        since: First day.
        until: Last day.
        rows: Rows of bars in a lane; spans that find no room are counted.
    """
    days = (until - since).days + 1
    step = max(1, -(-days // BINS))
    across = (WIDTH - LEFT - 12) / days

    def x_of(day: date) -> float:
        return LEFT + max(0, min(days, (day - since).days)) * across

    def binned(outlet: str | None) -> dict[int, int]:
        bins: dict[int, int] = {}
        for each in counted:
            if each.outlet == outlet and each.earliest == each.latest and since <= each.earliest <= until:
                at = (each.earliest - since).days // step
                bins[at] = bins.get(at, 0) + each.n_events
        return bins

    def stretch(at: int) -> tuple[date, date]:
        first = since + timedelta(days=at * step)
        return first, min(until, first + timedelta(days=step - 1))

    every = binned(None)
    most = max(every.values(), default=1)
    columns = []
    for at, count in sorted(every.items()):
        first, last = stretch(at)
        height = max(3.0, (TOP - 22) * count / most)
        columns.append(
            Mark(
                x=round(x_of(first), 1), y=round(TOP - height, 1), width=round(max(2.0, step * across - 1.5), 1),
                height=round(height, 1), earliest=first, latest=last, n_events=count,
            )
        )  # fmt: skip
    lanes: list[Lane] = []
    y = float(TOP + 8)
    for outlet in outlets[:MOST_LANES]:
        told = [each for each in spans if outlet in each.outlets or outlet in each.reprinted_by]
        bars, taken, left_out = _bars(told, since, until, x_of, y + LANE - 4, rows)
        dots = []
        for at, count in sorted(binned(outlet).items()):
            first, last = stretch(at)
            dots.append(
                Mark(
                    x=round(x_of(first) + step * across / 2, 1), y=round(y + LANE / 2 - 2, 1), width=0,
                    height=round(min(9.0, 2.4 + 1.3 * (count - 1) ** 0.5), 1), earliest=first, latest=last, n_events=count,
                )
            )  # fmt: skip
        height = LANE + taken * (BAR + 3)
        lanes.append(Lane(outlet=outlet, y=y, height=height, dots=dots, bars=bars, left_out=left_out))
        y += height
    return DrawnTime(
        since=since, until=until, width=WIDTH, height=y + AXIS, ticks=_ticks(since, until, x_of), columns=columns, lanes=lanes,
        most=most, step=step, outlets_left_out=max(0, len(outlets) - MOST_LANES),
    )  # fmt: skip


def _bars(
    told: Sequence[EventLine], since: date, until: date, x_of: Callable[[date], float], top: float, rows: int
) -> tuple[list[Bar], int, int]:
    ends: list[float] = []
    bars, left_out = [], 0
    for event in sorted(told, key=lambda each: (each.earliest or since, each.event_id)):
        assert event.earliest is not None
        assert event.latest is not None
        left, right = x_of(event.earliest), x_of(event.latest + timedelta(days=1))
        row = next((index for index, end in enumerate(ends) if end + 2 <= left), len(ends))
        if row >= rows:
            left_out += 1
            continue
        ends[row : row + 1] = [right]
        bars.append(
            Bar(
                x=round(left, 1), y=round(top + row * (BAR + 3), 1), width=round(max(3.0, right - left), 1), event=event,
                open_left=event.earliest < since, open_right=event.latest > until,
            )
        )  # fmt: skip
    return bars, len(ends), left_out


def _ticks(since: date, until: date, x_of: Callable[[date], float]) -> list[Tick]:
    days = (until - since).days + 1
    ticks = []
    if days <= 62:
        step = max(1, days // 10)
        ticks = [since + timedelta(days=at) for at in range(0, days, step)]
        labels = [
            f"{day.day} {calendar.month_abbr[day.month]}" + (f" {day.year}" if not at else "")
            for at, day in enumerate(ticks)
        ]
    elif days <= 366 * 3:
        months = [date(year, month, 1) for year in range(since.year, until.year + 1) for month in range(1, 13)]
        inside = [day for day in months if since <= day <= until]
        ticks = inside[:: max(1, len(inside) // 10)]
        labels = [f"{calendar.month_abbr[day.month]} {day.year}" for day in ticks]
    else:
        years = [date(year, 1, 1) for year in range(since.year, until.year + 1) if date(year, 1, 1) >= since]
        ticks = years[:: max(1, len(years) // 10)]
        labels = [str(day.year) for day in ticks]
    return [Tick(x=round(x_of(day), 1), label=label) for day, label in zip(ticks, labels, strict=True)]


def zooms(since: date, until: date) -> dict[str, tuple[date, date]]:
    """Where the buttons lead: nearer, farther, earlier, later."""
    days = (until - since).days + 1
    quarter, half = max(1, days // 4), max(1, days // 2)
    least, most = date.min.toordinal(), date.max.toordinal()

    def day(ordinal: int) -> date:
        return date.fromordinal(max(least, min(most, ordinal)))

    first, last = since.toordinal(), until.toordinal()
    out = {
        "earlier": (day(first - half), day(last - half)),
        "later": (day(first + half), day(last + half)),
        "farther": (day(first - half), day(last + half)),
    }
    if days > 2:
        out["nearer"] = (day(first + quarter), day(last - quarter))
    return out
