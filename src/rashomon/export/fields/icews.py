"""ICEWS: the 20 columns of the coded event data, tab-separated as on Dataverse.

Names and order of the columns are those of the yearly files (Boschee, Lautenschlager, O'Brien, Shellman, Starz and Ward 2015, *ICEWS
Coded Event Data*, doi:10.7910/DVN/28075).
"""

from collections.abc import Iterator

from rashomon.export.fields.settings import Settings, cameo
from rashomon.export.fields.tellings import city, one_day, province, tellings
from rashomon.record.reader import Record

ABOUT = "One row for each asserted telling of a typed event, each doer (source) and each one it was done to (target); tab-separated."


def _party(who: str) -> dict[str, str]:
    return {
        f"{who} Name": "name of the actor, else the words of the text (so for private people)",
        f"{who} Sectors": "PLOVER sector, only from the text's own words",
        f"{who} Country": "name of the state whose nationality the phrase names, else of the actor's",
    }


COLUMNS: dict[str, str] = {
    "Event ID": "`event_mention_id`, a colon, and the number of the pair of source and target",
    "Event Date": "the day, where the telling gives one day; else empty",
    **_party("Source"),
    "Event Text": "label of the CAMEO code; empty without one",
    "CAMEO Code": "code of the PLOVER type, mode and context (`export_cameo.csv`); empty where they leave it open",
    "Intensity": "empty: a score is a judgement",
    **_party("Target"),
    "Story ID": "`document_id`",
    "Sentence Number": "number of the sentence in its document, from 1",
    "Publisher": "the outlet",
    "City": "the place, where it is a city, facility or named place",
    "District": "empty: second-order divisions are not in the record",
    "Province": "first-order division of the place",
    "Country": "name of the place's country; empty where it is disputed",
    "Latitude": "degrees north (WGS 84)",
    "Longitude": "degrees east (WGS 84)",
}


def rows(record: Record, chosen: Settings) -> Iterator[list[object]]:
    """Rows in the order of :data:`COLUMNS`.

    Args:
        record: The record.
        chosen: Codes and names of states.
    """

    def state(code: str | None) -> str | None:
        return chosen.names.get(code, code) if code else None

    for row, key, doer, other in tellings(record):
        code, label = cameo(chosen, row["event_type"], row["mode"], row["context"], row["lemma"]) or (None, None)
        yield [
            key, one_day(row), doer.shown, doer.sector, state(doer.country), label, code, None, other.shown, other.sector,
            state(other.country), row["document_id"], row["sentence_number"], row["outlet"], city(row), None, province(row),
            state(row["place_country"]), row["latitude"], row["longitude"],
        ]  # fmt: skip
