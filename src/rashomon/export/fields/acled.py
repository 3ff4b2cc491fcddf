"""ACLED: the 31 columns of the Armed Conflict Location and Event Data, in their order.

Names and order of the columns are those of the data export since 2023 (ACLED 2023, *Codebook*).
"""

from collections.abc import Iterator

from rashomon.export.fields.events import Row, best, events, side, span
from rashomon.export.fields.settings import Settings, number_of_state
from rashomon.record.reader import Record

ABOUT = "One row for each event of armed force or protest (ASSAULT, PROTEST) that is told as asserted; commas."
KIND = "ACLED's kind for the PLOVER type and the one mode told (`export_acled.csv`); empty where it hangs on who is civilian or armed"
PARTY = "empty: classes of actors are ACLED's own"

COLUMNS: dict[str, str] = {
    "event_id_cnty": "`event_id`",
    "event_date": "first day that a telling gives, where the span is a month or less",
    "year": "year of the event, where it is told to the year",
    "time_precision": "1 one day; 2 a week or less; 3 a month or less; empty else",
    "disorder_type": KIND,
    "event_type": KIND,
    "sub_event_type": KIND,
    "actor1": "actors told as doers, semicolons between them; empty where accounts differ in them, and private people left out",
    "assoc_actor_1": "empty: who stands by whom is not read",
    "inter1": PARTY,
    "actor2": "actors told as those it was done to, likewise",
    "assoc_actor_2": "empty: who stands by whom is not read",
    "inter2": PARTY,
    "interaction": PARTY,
    "civilian_targeting": "empty: who is civilian may be the very dispute",
    "iso": "ISO 3166-1 number of the place's country",
    "region": "empty: regions are ACLED's own",
    "country": "name of the place's country; empty where it is disputed",
    "admin1": "first-order division",
    "admin2": "empty: second-order divisions are not in the record",
    "admin3": "empty, likewise",
    "location": "name of the place",
    "latitude": "degrees north (WGS 84)",
    "longitude": "degrees east (WGS 84)",
    "geo_precision": "1 city, facility or point; 3 region; empty else",
    "source": "outlets that tell it as asserted, by day of publication",
    "source_scale": "empty: classes of outlets are ACLED's own",
    "notes": "title of the event in plain words, and how many accounts tell it",
    "fatalities": "empty; with `--best-rule` the number that the rule gives between the lowest and the highest that accounts give",
    "tags": "with `--best-rule`: the rule",
    "timestamp": "empty: the record carries no time of its own making",
}


def rows(record: Record, chosen: Settings) -> Iterator[list[object]]:
    """Rows in the order of :data:`COLUMNS`.

    Args:
        record: The record.
        chosen: Kinds of events, numbers of states, and the rule for fatalities.
    """
    for row in events(record, ["ASSAULT", "PROTEST"]):
        yield _cells(row, chosen)


def _cells(row: Row, chosen: Settings) -> list[object]:
    first, last, days = row["earliest"], row["latest"], span(row)
    year = first.year if first and last and first.year == last.year else None
    precision = next((level for most, level in ((1, 1), (7, 2), (31, 3)) if days <= most), None) if days else None
    modes = row["modes"] or []
    kind = chosen.acled.get((row["event_type"], modes[0])) if len(modes) == 1 else None
    kinds = [kind[name] or None for name in ("disorder_type", "event_type", "sub_event_type")] if kind else [None] * 3
    country = row["place_country"]
    return [
        row["event_id"], first if precision else None, year, precision, *kinds, side(row["actors"]), None, None,
        side(row["recipients"]), None, None, None, None, number_of_state(chosen, "iso", country, year), None,
        chosen.names.get(country, country) if country else None,
        row["place_name"] if row["place_kind"] == "region" else row["admin1"], None, None, row["place_name"], row["latitude"],
        row["longitude"], {"city": 1, "point": 1, "region": 3}.get(row["precision"] or ""), row["offices"], None,
        f"{row['title']}; told by {row['n_accounts']} account{'' if row['n_accounts'] == 1 else 's'}",
        best(row, chosen.best_rule), f"best_rule={chosen.best_rule}" if chosen.best_rule else None, None,
    ]  # fmt: skip
