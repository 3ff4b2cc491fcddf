"""POLECAT: the 40 columns of the PLOVER-coded event data made by NGEC, tab-separated as on Dataverse.

Names and order of the columns are those of the yearly files (Halterman, Schrodt, Beger, Bagozzi and Scarborough 2023, *POLECAT
Weekly Data*, doi:10.7910/DVN/AJGVIT).
"""

from collections.abc import Iterator

from rashomon.export.fields.settings import Settings, number_of_state
from rashomon.export.fields.tellings import Party, city, one_day, one_year, province, tellings
from rashomon.record.reader import Record

ABOUT = "One row for each asserted telling of a typed event, each doer and each one it was done to; tab-separated."


def _party(who: str, wikipedia: str) -> dict[str, str]:
    return {
        f"{who} Name": "name of the actor; empty where the words stand for no actor of the record, or for a private person",
        f"{who} Country": "ISO alpha-3 code of the nationality or state that the phrase names, else the actor's",
        f"{who} COW": "number of that state in the Correlates of War list in the year of the event",
        f"Primary {who} Sector": "PLOVER sector, only from the text's own words",
        f"{who} Sectors": "the same",
        f"{who} Title": "empty: titles stay in the words of the text",
        f"{who} Name Raw": "words of the text",
        wikipedia: "empty: the record knows Wikidata identifiers (`actors.wikidata`), no Wikipedia titles",
    }


COLUMNS: dict[str, str] = {
    "Event ID": "`event_mention_id`, a colon, and the number of the pair of doer and recipient",
    "Event Date": "the day, where the telling gives one day; else empty",
    "Event Type": "PLOVER type (`event_mentions.event_type`)",
    "Event Mode": "`event_mentions.mode`",
    "Intensity": "empty: a score is a judgement",
    "Quad Code": "class of the type (`export_types.csv`)",
    "Contexts": "`event_mentions.context`",
    **_party("Actor", "Wikipedia Actor ID"),
    **_party("Recipient", "Wikipedia Recipient ID"),
    "Placename": "name of the place that the telling's first linked place refers to",
    "City": "the same where it is a city, facility or named place",
    "District": "empty: second-order divisions are not in the record",
    "Province": "first-order division of the place",
    "Country": "ISO alpha-3 code of the place's country; empty where it is disputed",
    "Latitude": "degrees north (WGS 84)",
    "Longitude": "degrees east (WGS 84)",
    "GeoNames ID": "`places.geonames_id`",
    "Raw Placename": "words of the text for the place",
    "Feature Type": "`places.kind`",
    "Source": "the outlet",
    "Publication Date": "day of publication",
    "Story People": "actors that are persons named in the document, without private people; semicolons between them",
    "Story Organizations": "actors that are organisations, groups or governments named in the document",
    "Story Locations": "places named in the document",
    "Language": "language of the document (ISO 639-1)",
    "Version": "version of the program",
}


def rows(record: Record, chosen: Settings) -> Iterator[list[object]]:
    """Rows in the order of :data:`COLUMNS`.

    Args:
        record: The record.
        chosen: Lists of states and codes.
    """
    from rashomon import __version__

    for row, key, doer, other in tellings(record, stories=True):
        year = one_year(row)
        yield [
            key, one_day(row), row["event_type"], row["mode"], None, chosen.quads.get(row["event_type"]), row["context"],
            *_cells(doer, chosen, year), *_cells(other, chosen, year),
            row["place_name"], city(row), None, province(row), row["place_country"], row["latitude"], row["longitude"],
            row["geonames_id"], row["place_text"], row["place_kind"], row["outlet"], row["published"],
            row["story_people"], row["story_bodies"], row["story_places"], row["language"], f"rashomon {__version__}",
        ]  # fmt: skip


def _cells(party: Party, chosen: Settings, year: int | None) -> list[object]:
    number = number_of_state(chosen, "cow", party.state, year)
    return [party.name, party.country, number, party.sector, party.sector, None, party.text, None]
