"""What the layouts of tellings share: each asserted telling with its document, sentence, place and participants."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from rashomon.model.linking import NO_PUBLIC_PART
from rashomon.record.reader import Record

Row = dict[str, Any]

TELLINGS = f"""
WITH numbered AS (
    SELECT document_id, sentence_id, row_number() OVER (PARTITION BY document_id ORDER BY start_char, end_char) AS number FROM sentences
), parties AS (
    SELECT g.event_mention_id,
        list({{'text': g.text, 'name': a.name, 'country': coalesce(m.country, a.country), 'sector': m.sector,
            'wikidata': a.wikidata, 'actor_id': a.actor_id}} ORDER BY g.start_char, g.end_char) FILTER (g.role = 'actor') AS actors,
        list({{'text': g.text, 'name': a.name, 'country': coalesce(m.country, a.country), 'sector': m.sector,
            'wikidata': a.wikidata, 'actor_id': a.actor_id}} ORDER BY g.start_char, g.end_char) FILTER (g.role = 'recipient') AS recipients
    FROM arguments g LEFT JOIN mentions m USING (mention_id)
    LEFT JOIN (SELECT * FROM actors WHERE name_basis <> '{NO_PUBLIC_PART}') a USING (actor_id)
    WHERE g.role IN ('actor', 'recipient') GROUP BY g.event_mention_id
)
SELECT em.event_mention_id, em.document_id, em.event_type, em.mode, em.context, em.lemma, em.start_char, em.end_char,
    em.earliest, em.latest, em.place_text,
    d.outlet, d.url, d.uri, d.title, d.published, d.language, n.number AS sentence_number,
    p.name AS place_name, p.kind AS place_kind, p.country AS place_country, p.admin1, p.latitude, p.longitude, p.geonames_id,
    t.actors, t.recipients
FROM event_mentions em JOIN documents d USING (document_id)
LEFT JOIN numbered n ON n.document_id = em.document_id AND n.sentence_id = em.sentence_id
LEFT JOIN places p USING (place_id) LEFT JOIN parties t USING (event_mention_id)
WHERE em.event_type IS NOT NULL AND em.factuality = 'asserted'
"""
ORDER = "uri, document_id, start_char, end_char, event_mention_id"
"""Names of people without a public part are left to the words of the text: they are not followed from document to document."""

STORIES = f"""
WITH named AS (
    SELECT DISTINCT m.document_id, CASE WHEN a.kind = 'PERSON' THEN 'people' ELSE 'bodies' END AS what, a.name
    FROM mentions m JOIN actors a USING (actor_id)
    WHERE a.name_basis <> '{NO_PUBLIC_PART}' AND a.kind IN ('PERSON', 'ORGANISATION', 'GROUP', 'GOVERNMENT')
    UNION SELECT DISTINCT m.document_id, 'places', p.name FROM mentions m JOIN places p USING (place_id)
)
SELECT document_id, string_agg(name, '; ' ORDER BY name) FILTER (what = 'people') AS story_people,
    string_agg(name, '; ' ORDER BY name) FILTER (what = 'bodies') AS story_bodies,
    string_agg(name, '; ' ORDER BY name) FILTER (what = 'places') AS story_places
FROM named GROUP BY document_id
"""
"""Whom and what each document names."""


class Party(NamedTuple):
    """One who does, or to whom it is done; all None where nobody is named.

    Attributes:
        text: The words of the text.
        name: The actor's shown name.
        country: ISO alpha-3 code that the phrase names, else the actor's.
        sector: PLOVER sector, from the text's own words.
        wikidata: Wikidata identifier.
    """

    text: str | None
    name: str | None
    country: str | None
    sector: str | None
    wikidata: str | None

    @property
    def shown(self) -> str | None:
        """The actor's name, else the words of the text."""
        return self.name or self.text

    @property
    def state(self) -> str | None:
        """What lists of states know: the code, else the name."""
        return self.country or self.name


NOBODY = Party(None, None, None, None, None)


def tellings(record: Record, *, stories: bool = False) -> Iterator[tuple[Row, str, Party, Party]]:
    """Asserted tellings with an id, one doer and one recipient each.

    Args:
        record: The record.
        stories: Whether rows say whom and what their documents name (``story_people``, ``story_bodies``, ``story_places``).

    Yields:
        The telling's row; its id with the number of the pair ("1a2b:1"); doer; recipient.
    """
    sql = (
        f"SELECT * FROM ({TELLINGS}) LEFT JOIN ({STORIES}) USING (document_id) ORDER BY {ORDER}"
        if stories
        else f"{TELLINGS} ORDER BY {ORDER}"
    )
    for row in record.rows(sql):
        pairs = [(doer, other) for doer in _parties(row["actors"]) for other in _parties(row["recipients"])]
        for number, (doer, other) in enumerate(pairs, start=1):
            yield row, f"{row['event_mention_id']}:{number}", doer, other


def _parties(found: list[Row] | None) -> list[Party]:
    out: dict[str, Party] = {}
    for each in found or []:
        key = each["actor_id"] or each["text"]
        out.setdefault(key, Party(each["text"], each["name"], each["country"], each["sector"], each["wikidata"]))
    return list(out.values()) or [NOBODY]


def one_day(row: Row) -> date | None:
    """The day of an event that is told to the day."""
    day: date | None = row["earliest"] if row["earliest"] == row["latest"] else None
    return day


def one_year(row: Row) -> int | None:
    """The year of an event that is told to the year."""
    if row["earliest"] is None or row["latest"] is None or row["earliest"].year != row["latest"].year:
        return None
    return int(row["earliest"].year)


def city(row: Row) -> str | None:
    """The place, where it is no region or country."""
    found: str | None = row["place_name"] if row["place_kind"] in ("city", "place", "facility") else None
    return found


def province(row: Row) -> str | None:
    """The first-order division the place lies in, or is."""
    found: str | None = row["place_name"] if row["place_kind"] == "region" else row["admin1"]
    return found
