"""UCDP GED: the columns of the Georeferenced Event Dataset, with ``date_prec``, ``where_prec``, ``low`` and ``high``.

Names and order of the 49 columns are those of version 23.1 (Högbladh 2023, *UCDP Georeferenced Event Dataset Codebook*; Sundberg and
Melander 2013, *Journal of Peace Research* 50(4)). The number of a grid cell is PRIO-GRID's (Tollefsen, Strand and Buhaug 2012).
"""

import math
from collections.abc import Iterator

from rashomon.export.fields.events import Row, best, events, side, span, states
from rashomon.export.fields.settings import Settings, number_of_state
from rashomon.record.reader import Record

ABOUT = (
    "One row for each event of armed force (ASSAULT) that is told as asserted and for which an account gives a number of dead; "
    "commas. UCDP asks for more: an organised actor, and a death by the force itself. Whether a row meets that is the reader's to say."
)
PROJECT = "empty: a number of the project"

COLUMNS: dict[str, str] = {
    "id": "`event_id`",
    "relid": PROJECT,
    "year": "year of the event, where it is told to the year",
    "active_year": PROJECT,
    "code_status": "empty: nobody has checked the row",
    "type_of_violence": "empty: whether a side is a state's or civilian may be the very dispute",
    "conflict_dset_id": PROJECT,
    "conflict_new_id": PROJECT,
    "conflict_name": PROJECT,
    "dyad_dset_id": PROJECT,
    "dyad_new_id": PROJECT,
    "dyad_name": "`side_a` – `side_b`, where both are filled",
    "side_a_dset_id": PROJECT,
    "side_a_new_id": PROJECT,
    "side_a": "actors told as doers, semicolons between them; empty where accounts differ in them, and private people left out",
    "side_b_dset_id": PROJECT,
    "side_b_new_id": PROJECT,
    "side_b": "actors told as those it was done to, likewise",
    "number_of_sources": "documents that tell it as asserted",
    "source_article": "outlet, day and title of each of these documents, by day",
    "source_office": "their outlets, in the same order",
    "source_date": "their days, in the same order",
    "source_headline": "their titles, in the same order",
    "source_original": "whom the tellings cite, in the words of the texts",
    "where_prec": "1 city, facility or point; 4 first-order division; 5 area or water; 6 country; empty without a known place",
    "where_coordinates": "name of the place that the coordinates stand for",
    "where_description": "words of the texts for the place",
    "adm_1": "first-order division",
    "adm_2": "empty: second-order divisions are not in the record",
    "latitude": "degrees north (WGS 84)",
    "longitude": "degrees east (WGS 84)",
    "geom_wkt": "the coordinates as a point in well-known text",
    "priogrid_gid": "number of the PRIO-GRID cell of the coordinates",
    "country": "name of the place's country; empty where it is disputed",
    "country_id": "its Gleditsch-Ward number in the year of the event",
    "region": PROJECT,
    "event_clarity": PROJECT,
    "date_prec": "1 one day; 2 two to six days; 3 a week; 4 up to a month; 5 longer; empty without a date",
    "date_start": "first day that a telling gives",
    "date_end": "last day that a telling gives",
    "deaths_a": "empty: which side the dead were of is not added up",
    "deaths_b": "empty, likewise",
    "deaths_civilians": "empty, likewise",
    "deaths_unknown": "empty, likewise",
    "best": "empty; with `--best-rule` the number that the rule gives",
    "high": "highest number of dead that an account gives; empty where accounts count unlike populations, periods or causes",
    "low": "lowest number of dead that an account gives, likewise",
    "gwnoa": "Gleditsch-Ward numbers of the governments of `side_a` in the year of the event",
    "gwnob": "likewise of `side_b`",
}

WHERE = {"city": 1, "point": 1, "region": 4, "area": 5, "water": 5, "country": 6}


def more(chosen: Settings) -> list[str]:
    """With a rule for ``best``, a last column names it in every row."""
    return ["best_rule"] if chosen.best_rule else []


def rows(record: Record, chosen: Settings) -> Iterator[list[object]]:
    """Rows in the order of :data:`COLUMNS`, then of :func:`more`.

    Args:
        record: The record.
        chosen: Lists of states, and the rule for ``best``.
    """
    for row in events(record, ["ASSAULT"]):
        if row["low"] is None and row["high"] is None and not row["dead_unlike"]:
            continue
        yield [*_cells(row, chosen), *([chosen.best_rule] if chosen.best_rule else [])]


def _cells(row: Row, chosen: Settings) -> list[object]:
    first, last = row["earliest"], row["latest"]
    year = first.year if first and last and first.year == last.year else None
    one, other = side(row["actors"]), side(row["recipients"])
    country = row["place_country"]
    return [
        row["event_id"], None, year, None, None, None, None, None, None, None, None, f"{one} – {other}" if one and other else None,
        None, None, one, None, None, other, row["n_told"], row["articles"], row["offices"], row["dates"], row["headlines"],
        row["originals"], where_prec(row["place_kind"], row["precision"]), row["place_name"], row["place_texts"],
        row["place_name"] if row["place_kind"] == "region" else row["admin1"], None, row["latitude"], row["longitude"],
        None if row["latitude"] is None else f"POINT ({row['longitude']} {row['latitude']})", grid(row["latitude"], row["longitude"]),
        chosen.names.get(country, country) if country else None, number_of_state(chosen, "gw", country, year), None, None,
        date_prec(span(row)), first, last, None, None, None, None, best(row, chosen.best_rule), row["high"], row["low"],
        _numbers(row["actors"], chosen, year), _numbers(row["recipients"], chosen, year),
    ]  # fmt: skip


def date_prec(days: int | None) -> int | None:
    """Precision of a date (1 a day to 5 a year) by the days it spans."""
    if days is None:
        return None
    return next((level for most, level in ((1, 1), (6, 2), (7, 3), (31, 4)) if days <= most), 5)


def where_prec(kind: str | None, precision: str | None) -> int | None:
    """Precision of a place; None where no coordinates or borders are known for it."""
    if kind in ("area", "water"):
        return WHERE[kind]
    return WHERE.get(precision or "")


def grid(latitude: float | None, longitude: float | None) -> int | None:
    """Number of the PRIO-GRID cell: half-degree cells, counted from 1 at 90° S 180° W, eastwards, then northwards."""
    if latitude is None or longitude is None:
        return None
    line = min(math.floor((latitude + 90) * 2), 359)
    column = min(math.floor((longitude + 180) * 2), 719)
    return line * 720 + column + 1


def _numbers(found: list[Row] | None, chosen: Settings, year: int | None) -> str | None:
    numbers = (number_of_state(chosen, "gw", state, year) for state in states(found))
    return "; ".join(number for number in numbers if number) or None
