"""Places: the list, one place with its names and events, and the map."""

from rashomon.views.events import EventLine
from rashomon.web import worldmap
from rashomon.web.lines import PlaceLine
from rashomon.web.pages.ask import Ask, Page, contains, listing
from rashomon.web.pages.events import conditions


def places(ask: Ask) -> Page:
    """The places, in order of the alphabet."""
    where, values = ("lower(name) LIKE ? ESCAPE '\\'", [contains(ask.filters.q)]) if ask.filters.q else ("true", [])
    order = "n_events DESC, name, place_id" if ask.filters.sort == "accounts" else "name, place_id"
    found = listing(
        ask,
        PlaceLine,
        f"SELECT line FROM places WHERE {where} ORDER BY {order}",
        f"SELECT count(*) FROM places WHERE {where}",
        values,
    )
    return Page(template="places.html", data=found, rows=found.rows, context={"found": found})


def place(ask: Ask) -> Page:
    """One place: names in use, events."""
    line = ask.shelf.line(PlaceLine, "SELECT line FROM places WHERE place_id = ?", [ask.name], f'place "{ask.name}"')
    typed = "" if ask.filters.untyped else " AND typed = 1"
    found = listing(
        ask,
        EventLine,
        f"SELECT line FROM events WHERE place_id = ?{typed} ORDER BY seq",
        f"SELECT count(*) FROM events WHERE place_id = ?{typed}",
        [ask.name],
    )
    names: dict[str, list[object]] = {}
    for name in line.names:
        names.setdefault(name.outlet or "no outlet given", []).append(name)
    return Page(
        template="place.html",
        data={"place": line, "events": found},
        rows=found.rows,
        context={
            "place": line,
            "found": found,
            "by_outlet": sorted(names.items()),
            "map": worldmap.draw([(line, line.n_events)]),
        },
    )


def world(ask: Ask) -> Page:
    """The map: where events are said to have happened."""
    pairs = placed(ask)
    return Page(
        template="map.html",
        data=[{"place": line, "n_events": count} for line, count in pairs],
        rows=[{**_flat(line), "n_events": count} for line, count in pairs],
        context={
            "pairs": pairs,
            "map": worldmap.draw(pairs, whole=ask.parameters.get("view") == "world"),
            "whole": ask.parameters.get("view") == "world",
            "unplaced": sum(count for line, count in pairs if line.latitude is None and line.kind != "country"),
        },
    )


def placed(ask: Ask) -> list[tuple[PlaceLine, int]]:
    """Places of the events that fit the filters, with how many."""
    chosen = ask.filters
    lines = ask.shelf.lines(PlaceLine, "SELECT line FROM places ORDER BY name, place_id")
    narrowed = (chosen.actor, chosen.type, chosen.since, chosen.until, chosen.place, chosen.outlet, chosen.untyped)
    if not any(narrowed) and chosen.accounts == 1:
        return [(line, line.n_events) for line in lines if line.n_events]  # as counted when the shelf was made
    where, values = conditions(ask)
    counts = {
        row["place_id"]: row["n"]
        for row in ask.shelf.query(
            f"SELECT place_id, count(*) AS n FROM events WHERE place_id IS NOT NULL AND {where} GROUP BY place_id",
            values,
        )
    }
    return [(line, counts[line.place_id]) for line in lines if line.place_id in counts]


def _flat(line: PlaceLine) -> dict[str, object]:
    return {
        name: getattr(line, name)
        for name in ("place_id", "name", "kind", "country", "claimed_by", "latitude", "longitude", "precision")
    }
