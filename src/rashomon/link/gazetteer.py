"""The table of places, compiled for look-up."""

import re
from collections import defaultdict
from typing import NamedTuple

from rashomon.ids import digest
from rashomon.knowledge import Knowledge
from rashomon.link.names import NameRules, name_rules
from rashomon.link.tables import key
from rashomon.model import Place

PRECISION = {
    "country": "country",
    "region": "region",
    "area": "region",
    "water": "region",
    "city": "city",
    "place": "point",
    "facility": "point",
}
_WORD = re.compile(r"[^\W_]+")


class Known(NamedTuple):
    """A row of ``places.csv``."""

    row_id: str
    name: str
    kind: str
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    population: int
    claimed_by: tuple[str, ...]

    @property
    def place_id(self) -> str:
        """Identifier of the place."""
        return digest("place", self.row_id)

    def row(self) -> Place:
        """The place as a row of the record."""
        return Place(
            place_id=self.place_id,
            name=self.name,
            kind=self.kind,
            country=self.country,
            claimed_by=list(self.claimed_by),
            admin1=self.admin1,
            latitude=self.latitude,
            longitude=self.longitude,
            precision=PRECISION.get(self.kind) if self.latitude is not None or self.kind == "country" else None,
            geonames_id=int(self.row_id) if self.row_id.isdigit() else None,
        )


class Gazetteer(NamedTuple):
    """Places by look-up key of each of their names.

    Attributes:
        by_name: Places by key, those whose shown name it is before those that have it among their other names.
        shown: Keys of shown names.
        countries: Countries by ISO code.
        capitals: Key and ISO code of each capital.
    """

    by_name: dict[str, list[Known]]
    shown: frozenset[str]
    countries: dict[str, Known]
    capitals: frozenset[tuple[str, str]]


def quick_key(name: str, rules: NameRules) -> str:
    """:func:`~rashomon.link.tables.key`, faster for plain names: a gazetteer has hundreds of thousands."""
    if name.isascii() and "." not in name and not name.isupper() and name[:4].lower() != "the ":
        return "".join(_WORD.findall(name.lower().replace("'", "").replace("`", "")))
    return key(name, rules)


def gazetteer(knowledge: Knowledge) -> Gazetteer:
    """Compile ``places.csv``; use through ``knowledge.once(gazetteer)``."""
    rules = knowledge.once(name_rules)
    by_name: dict[str, list[Known]] = defaultdict(list)
    later: list[tuple[str, Known]] = []
    countries: dict[str, Known] = {}
    for row in knowledge.csv("places"):
        known = Known(
            row["id"], row["name"], row["kind"], row["country"] or None, row["admin1"] or None,
            float(row["latitude"]) if row["latitude"] else None, float(row["longitude"]) if row["longitude"] else None,
            int(float(row["population"] or 0)), tuple(name for name in row["claimed_by"].split("|") if name),
        )  # fmt: skip
        if known.kind == "country" and known.country:
            countries[known.country] = known
        by_name[quick_key(known.name, rules)].append(known)
        later += [(quick_key(other, rules), known) for other in row["names"].split("|") if other]
    shown = frozenset(by_name)
    for look, known in later:
        if known not in by_name[look]:
            by_name[look].append(known)
    capitals = frozenset(
        (quick_key(name, rules), row["code"])
        for row in knowledge.csv("states")
        for name in row["capital"].split("|")
        if name
    )
    return Gazetteer(dict(by_name), shown, countries, capitals)
