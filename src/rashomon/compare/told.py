"""The tellings of each event with all that is compared: one reading of the record, for every aspect."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import duckdb

from rashomon.compare.tolls import tolls
from rashomon.knowledge import Knowledge
from rashomon.link.event_participants import borrowed
from rashomon.model import Evidence


class Figure(NamedTuple):
    """A figure of a telling."""

    figure_id: str
    evidence: Evidence
    text: str
    low: float | None
    high: float | None
    approximate: bool
    kind: str
    unit: str | None
    what: str | None
    population: str | None
    cause: str | None
    measure: str | None
    earliest: date | None
    latest: date | None
    part_of: str | None
    attribution_id: str | None


class Party(NamedTuple):
    """A participant or place of a telling.

    Attributes:
        role: ``actor``, ``recipient`` or ``place``.
        text: The phrase's words.
        evidence: Where it stands.
        actor_id: The actor, if joined to one.
        place_id: The place, if joined to one.
        form: ``name``, ``description`` or ``pronoun`` of its head mention; None without one.
        score: Strength of the link to its actor.
    """

    role: str
    text: str
    evidence: Evidence
    actor_id: str | None
    place_id: str | None
    form: str | None
    score: float | None


class Naming(NamedTuple):
    """The words chosen for the event."""

    text: str
    head: str
    evidence: Evidence
    quoted: bool
    attribution_id: str | None


class Telling(NamedTuple):
    """One event mention inside its event.

    ``contents`` are the participants of what is demanded, planned or threatened in the telling's own sentence: of "Parliament demands
    the withdrawal of all foreign troops" the troops.
    """

    event_mention_id: str
    event_id: str
    account_id: str
    document_id: str
    published: date | None
    evidence: Evidence
    text: str
    lemma: str
    factuality: str
    agent_expression: str
    earliest: date | None
    latest: date | None
    time_basis: str
    attribution_id: str | None
    figures: list[Figure]
    parties: list[Party]
    namings: list[Naming]
    contents: list[Party]


class Actor(NamedTuple):
    """What comparing needs of an actor."""

    name: str
    kind: str
    country: str | None
    aliases: tuple[str, ...] = ()


class Spot(NamedTuple):
    """What comparing needs of a place."""

    name: str
    kind: str
    country: str | None
    latitude: float | None
    longitude: float | None
    claimed_by: tuple[str, ...]
    admin1: str | None


class Source(NamedTuple):
    """Who is said to say something.

    Attributes:
        words: The source as written, or None.
        kind: ``named``, ``unnamed``, ``institution`` or ``none``.
        actor_id: The actor behind it.
        stance: What the cue says of the saying.
        cue: Where the cue stands, or None.
    """

    words: str | None
    kind: str
    actor_id: str | None
    stance: str | None
    cue: tuple[int, int] | None


class World(NamedTuple):
    """Look-ups for all events: rows by their id, and states by each of their names in lower case."""

    actors: dict[str, Actor]
    places: dict[str, Spot]
    sources: dict[str, Source]
    states: dict[str, frozenset[str]]


def world(connection: duckdb.DuckDBPyConnection) -> World:
    """Read actors, places and sources."""
    actors = {
        row[0]: Actor(row[1], row[2], row[3], tuple(row[4] or ()))
        for row in connection.execute("SELECT actor_id, name, kind, country, aliases FROM actors").fetchall()
    }
    places = {
        row[0]: Spot(row[1], row[2], row[3], row[4], row[5], tuple(row[6] or ()), row[7])
        for row in connection.execute(
            "SELECT place_id, name, kind, country, latitude, longitude, claimed_by, admin1 FROM places"
        ).fetchall()
    }
    sources = {}
    for attribution_id, words, form, stance, actor_id, kind, cue, cue_end in connection.execute(
        "SELECT a.attribution_id, a.source_text, a.source_form, a.stance, ma.actor_id, m.kind, a.cue_start_char, a.cue_end_char FROM attributions a"
        " LEFT JOIN mentions m ON m.mention_id = a.source_mention_id"
        " LEFT JOIN mention_actors ma ON ma.mention_id = a.source_mention_id ORDER BY a.attribution_id"
    ).fetchall():
        sources[attribution_id] = Source(
            words, _source_kind(form, kind), actor_id, stance, None if cue is None else (cue, cue_end)
        )
    states: dict[str, set[str]] = defaultdict(set)
    for actor_id, actor in actors.items():
        if actor.kind == "GOVERNMENT" and actor.country:
            for name in (actor.name, *actor.aliases):
                states[name.lower()].add(actor_id)
    return World(actors, places, sources, {name: frozenset(ids) for name, ids in states.items()})


def _source_kind(form: str | None, kind: str | None) -> str:
    if form in (None, "none"):
        return "none"
    if form == "unnamed" or (form == "description" and kind in ("PERSON", "GROUP", None)):
        return "unnamed"
    return "institution" if kind in ("ORGANISATION", "GOVERNMENT") else "named"


def events(connection: duckdb.DuckDBPyConnection, knowledge: Knowledge) -> Iterator[tuple[str, list[Telling]]]:
    """Every event with two tellings or more, by id; tellings by publication, document and place in it."""
    figures = _figures(connection, knowledge)
    parties = _parties(connection)
    namings = _namings(connection)
    contents = _contents(connection, knowledge)
    rows = connection.execute(
        "SELECT em.event_id, e.event_mention_id, em.account_id, e.document_id, d.published, e.start_char, e.end_char, e.text, e.lemma,"
        " e.factuality, e.agent_expression, e.earliest, e.latest, e.time_basis, e.attribution_id, e.event_type = 'RETREAT'"
        " FROM event_members em JOIN event_mentions e USING (event_mention_id) JOIN documents d ON d.document_id = e.document_id"
        " WHERE em.event_id IN (SELECT event_id FROM event_members GROUP BY event_id HAVING count(*) > 1)"
        " ORDER BY em.event_id, d.published NULLS LAST, d.uri, e.start_char, e.event_mention_id"
    ).fetchall()
    group: list[Telling] = []
    for row in rows:
        content, content_start = contents.get(row[1], ("", None))
        telling = Telling(
            event_mention_id=row[1],
            event_id=row[0],
            account_id=row[2],
            document_id=row[3],
            published=row[4],
            evidence=Evidence(document_id=row[3], start_char=row[5], end_char=row[6]),
            text=row[7],
            lemma=row[8],
            factuality=row[9],
            agent_expression=row[10],
            earliest=row[11],
            latest=row[12],
            time_basis=row[13],
            attribution_id=row[14],
            figures=figures.get(row[1], []),
            parties=[
                party
                for party in (_left(parties.get(row[1], [])) if row[15] else parties.get(row[1], []))
                # "demanded the withdrawal of all troops from Iraq": Iraq belongs to the withdrawal
                if party.role != "recipient"
                or content_start is None
                or not _of_content(party, content_start, parties.get(content, []))
            ],
            namings=namings.get(row[1], []),
            contents=parties.get(content, []),
        )
        if group and group[-1].event_id != telling.event_id:
            yield group[-1].event_id, group
            group = []
        group.append(telling)
    if group:
        yield group[-1].event_id, group


def _of_content(party: Party, content_start: int, contents: list[Party]) -> bool:
    """Whether somebody belongs to what is demanded or denied, not to the demand: "denied that the Aurora had been sunk"."""
    return party.evidence.start_char >= content_start or any(party.evidence == other.evidence for other in contents)


def _left(parties: list[Party]) -> list[Party]:
    """Who takes part in a withdrawal: what they left ("withdrew from Arcadia") is where, and nobody that it was done to."""
    spots = {party.evidence.start_char for party in parties if party.role == "place" and party.place_id}
    return [party for party in parties if party.role != "recipient" or party.evidence.start_char not in spots]


def _figures(connection: duckdb.DuckDBPyConnection, knowledge: Knowledge) -> dict[str, list[Figure]]:
    """Figures by telling, with the tolls that a sentence tells beside its act."""
    beside = tolls(connection, knowledge)
    out: dict[str, list[Figure]] = defaultdict(list)
    for row in connection.execute(
        "SELECT event_mention_id, figure_id, document_id, start_char, end_char, text, low, high, approximate, kind, unit, what, population,"
        " cause, measure, earliest, latest, part_of, attribution_id FROM figures ORDER BY document_id, start_char, figure_id"
    ).fetchall():
        figure = Figure(row[1], Evidence(document_id=row[2], start_char=row[3], end_char=row[4]), *row[5:])
        toll = beside.get(figure.figure_id)
        if toll:
            figure = figure._replace(kind=toll.kind, population=None if toll.whole else figure.population)
        for telling in sorted({one for one in (row[0], toll.event_mention_id if toll else None) if one}):
            out[telling].append(figure)
    return dict(out)


def _parties(connection: duckdb.DuckDBPyConnection) -> dict[str, list[Party]]:
    out: dict[str, list[Party]] = defaultdict(list)
    lent = borrowed(connection)
    doers = set(
        connection.execute("SELECT document_id, start_char, end_char FROM arguments WHERE role = 'actor'").fetchall()
    )
    for row in connection.execute(
        "SELECT a.event_mention_id, a.role, a.text, a.document_id, a.start_char, a.end_char, ma.actor_id, mp.place_id, m.form, ma.score FROM arguments a"
        " LEFT JOIN mentions m USING (mention_id) LEFT JOIN mention_actors ma USING (mention_id) LEFT JOIN mention_places mp USING (mention_id)"
        " WHERE a.role IN ('actor', 'recipient', 'place') ORDER BY a.document_id, a.start_char, a.end_char, a.role"
    ).fetchall():
        if row[1] == "place" and (row[3:6] in doers or (row[0], row[4], row[5]) in lent):
            continue  # "nothing stopped Arcadia from bombing": who acts in the sentence is not where it happened
        evidence = Evidence(document_id=row[3], start_char=row[4], end_char=row[5])
        out[row[0]].append(Party(row[1], row[2], evidence, row[6], row[7], row[8], row[9]))
    return dict(out)


def _namings(connection: duckdb.DuckDBPyConnection) -> dict[str, list[Naming]]:
    out: dict[str, list[Naming]] = defaultdict(list)
    for row in connection.execute(
        "SELECT event_mention_id, text, head, document_id, start_char, end_char, quoted, attribution_id FROM namings"
        " WHERE event_mention_id IS NOT NULL ORDER BY document_id, start_char, naming_id"
    ).fetchall():
        out[row[0]].append(
            Naming(row[1], row[2], Evidence(document_id=row[3], start_char=row[4], end_char=row[5]), row[6], row[7])
        )
    return dict(out)


def _contents(connection: duckdb.DuckDBPyConnection, knowledge: Knowledge) -> dict[str, tuple[str, int]]:
    """What demands, threats, denials and the like are about: the first not asserted one after it in the sentence, and where that begins."""
    carriers = knowledge.toml("compare")["scope"]["carriers"]
    rows = connection.execute(
        "SELECT a.event_mention_id, arg_min(b.event_mention_id, (b.start_char, b.event_mention_id)), min(b.start_char) FROM event_mentions a"
        " JOIN event_mentions b ON b.document_id = a.document_id AND b.sentence_id = a.sentence_id AND b.start_char >= a.end_char"
        " WHERE list_contains(?, a.event_type) AND b.factuality <> 'asserted'"
        " GROUP BY a.event_mention_id",
        [carriers],
    ).fetchall()
    return {carrier: (content, start) for carrier, content, start in rows}


def accounts(tellings: Sequence[Telling]) -> dict[str, list[Telling]]:
    """Tellings by account, in the order of their first tellings."""
    out: dict[str, list[Telling]] = {}
    for telling in tellings:
        out.setdefault(telling.account_id, []).append(telling)
    return out
