"""The timeline: days with their events, spans as bars, outlets in lanes; zoomed by the address."""

from datetime import date, timedelta

import msgspec

from rashomon.views.events import EventLine
from rashomon.views.overview import Overview
from rashomon.web import drawn_time
from rashomon.web.drawn_time import MOST_LANES, Counted, DrawnTime
from rashomon.web.lines import OutletDays
from rashomon.web.pages.ask import Ask, Page, listing
from rashomon.web.pages.events import conditions

MOST_SPANS = 60


def timeline(ask: Ask) -> Page:
    """Events by the days that their tellings give."""
    where, values = conditions(ask)
    found = listing(
        ask,
        EventLine,
        f"SELECT line FROM events WHERE {where} AND earliest IS NOT NULL ORDER BY earliest, latest DESC, n_accounts DESC, seq",
        f"SELECT count(*) FROM events WHERE {where} AND earliest IS NOT NULL",
        values,
    )
    undated = ask.shelf.number(f"SELECT count(*) FROM events WHERE {where} AND earliest IS NULL", values)
    drawn = drawing(ask)
    return Page(
        template="timeline.html",
        data=found,
        rows=found.rows,
        context={
            "found": found,
            "drawn": drawn,
            "days": by_day(found.rows),
            "undated": undated,
            "zooms": drawn_time.zooms(drawn.since, drawn.until) if drawn else {},
        },
    )


def by_day(lines: list[EventLine]) -> list[tuple[str, list[EventLine], int]]:
    """Lines by what they give as their day, with the days since the last in which nothing is told."""
    out: list[tuple[str, list[EventLine], int]] = []
    ended: date | None = None
    for line in lines:
        label = named(line)
        if out and out[-1][0] == label:
            out[-1][1].append(line)
        else:
            gap = (line.earliest - ended).days - 1 if line.earliest and ended and line.earliest > ended else 0
            out.append((label, [line], gap))
        ended = max(filter(None, (ended, line.latest)), default=None)
    return out


def named(line: EventLine) -> str:
    """The day, month, year or span that an event's tellings give."""
    if line.earliest is None or line.latest is None:
        return "no day given"
    if line.date_precision == "year":
        return f"{line.earliest:%Y}"
    if line.date_precision == "month":
        return f"{line.earliest:%Y-%m}"
    return str(line.earliest) if line.earliest == line.latest else f"{line.earliest} to {line.latest}"


def drawing(ask: Ask, rows: int = drawn_time.MOST_BARS) -> DrawnTime | None:
    """The stretch of time that the address asks for, drawn; None where no event has a day."""
    chosen = ask.filters
    bounds = stretch(ask)
    if bounds is None:
        return None
    since, until = bounds
    outlets = [each.outlet for each in ask.shelf.meta("outlets", list[OutletDays]) if each.outlet]
    lanes = [chosen.outlet] if chosen.outlet else outlets
    filtered = any((chosen.actor, chosen.type, chosen.place, chosen.untyped, chosen.accounts > 1))
    counted = _filtered(ask, since, until, lanes) if filtered else _counted(ask, since, until, lanes)
    where, values = conditions(ask)
    spans = ask.shelf.lines(
        EventLine,
        f"SELECT line FROM events WHERE {where} AND latest > earliest AND latest >= ? AND earliest <= ? "
        "ORDER BY n_accounts DESC, seq LIMIT ?",
        [*values, str(since), str(until), MOST_SPANS],
    )
    return drawn_time.draw(counted, spans, lanes, since, until, rows)


def stretch(ask: Ask) -> tuple[date, date] | None:
    """First and last day shown: as asked for, else where nearly all days lie (one in a hundred may lie before, one after)."""
    chosen = ask.filters
    if chosen.since and chosen.until:
        return chosen.since, chosen.until
    overview = ask.shelf.meta("overview", Overview)
    if overview.events_earliest is None:
        return None
    rows = ask.shelf.query(
        "SELECT earliest, latest, n_events FROM days WHERE outlet IS NULL AND earliest = latest ORDER BY earliest"
    )
    total = sum(row["n_events"] for row in rows)
    first, last = overview.events_earliest, overview.events_latest or overview.events_earliest
    if total:
        seen, inner = 0, []
        for row in rows:
            if total * 0.01 <= seen + row["n_events"] and seen <= total * 0.99:
                inner.append(date.fromisoformat(row["earliest"]))
            seen += row["n_events"]
        if inner:
            first, last = inner[0], inner[-1]
    since, until = chosen.since or first, chosen.until or last
    if until < since:
        since, until = (since, since + timedelta(days=30)) if chosen.since else (until - timedelta(days=30), until)
    return since, max(until, since + timedelta(days=6)) if not chosen.until else until


def _counted(ask: Ask, since: date, until: date, lanes: list[str]) -> list[Counted]:
    """Events of days as they were counted when the shelf was made."""
    chosen = [ask.filters.outlet] if ask.filters.outlet else lanes[:MOST_LANES]
    rows = ask.shelf.query(
        f"""
        SELECT outlet, earliest, latest, sum(n_events) AS n_events FROM days
        WHERE (outlet IS NULL OR outlet IN ({",".join("?" * len(chosen))})) AND latest >= ? AND earliest <= ? AND earliest = latest
        GROUP BY outlet, earliest, latest
        """,
        [*chosen, str(since), str(until)],
    )
    counted = [msgspec.convert(dict(row), Counted) for row in rows]
    if not ask.filters.outlet:
        return counted
    own = [each for each in counted if each.outlet == ask.filters.outlet]
    return [*own, *(msgspec.structs.replace(each, outlet=None) for each in own)]


def _filtered(ask: Ask, since: date, until: date, lanes: list[str]) -> list[Counted]:
    """Events of days that fit the other filters too, counted now."""
    where, values = conditions(ask)
    fitting = f"SELECT event_id, earliest, latest FROM events WHERE {where} AND earliest = latest AND earliest BETWEEN ? AND ?"
    rows = ask.shelf.query(
        f"SELECT NULL AS outlet, earliest, latest, count(*) AS n_events FROM ({fitting}) GROUP BY earliest, latest",
        [*values, str(since), str(until)],
    )
    chosen = lanes[:MOST_LANES]
    rows += ask.shelf.query(
        f"""
        SELECT o.outlet, f.earliest, f.latest, count(*) AS n_events FROM ({fitting}) f JOIN event_outlets o USING (event_id)
        WHERE o.outlet IN ({",".join("?" * len(chosen))}) GROUP BY 1, 2, 3
        """,
        [*values, str(since), str(until), *chosen],
    )
    return [msgspec.convert(dict(row), Counted) for row in rows]
