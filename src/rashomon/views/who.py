"""One actor: names in use by outlet, what accounts say it did and had done to it, and what it is said to have said."""

from datetime import date

from msgspec import Struct

from rashomon.errors import NotFoundError
from rashomon.record.reader import Record
from rashomon.views.event import Passage
from rashomon.views.events import check_count


class NameLine(Struct, frozen=True, kw_only=True):
    """A name in use.

    Attributes:
        outlet: The outlet that uses it.
        text: The words, verbatim.
        n_mentions: How often.
    """

    outlet: str | None
    text: str
    n_mentions: int


class ActLine(Struct, frozen=True, kw_only=True):
    """A telling in which the actor has a part.

    Attributes:
        event_id: The event.
        title: Its title.
        role: ``actor`` or ``recipient``.
        earliest: First day, as told.
        latest: Last day, as told.
        factuality: As told.
        outlet: Who published it.
        uri: The document.
        source: Who is said to have said it; NULL = the document's own voice, or no source in reach.
        passage: The sentence.
    """

    event_id: str
    title: str
    role: str
    earliest: date | None
    latest: date | None
    factuality: str
    outlet: str | None
    uri: str
    source: str | None
    passage: Passage


class SayingLine(Struct, frozen=True, kw_only=True):
    """Something the actor is said to have said.

    Attributes:
        outlet: Who published it.
        uri: The document.
        published: Day of publication.
        source: The source, verbatim.
        cue: The outlet's own word for the saying.
        kind: ``direct``, ``indirect`` or ``mixed``.
        stance: What the cue says of the saying.
        content: What is said.
    """

    outlet: str | None
    uri: str
    published: date | None
    source: str | None
    cue: str | None
    kind: str
    stance: str | None
    content: Passage


class WhoView(Struct, frozen=True, kw_only=True):
    """An actor with all that accounts say of it.

    Attributes:
        actor_id: The actor.
        name: Shown name.
        name_basis: Where the shown name comes from.
        kind: Kind of actor.
        country: ISO 3166-1 alpha-3.
        names: Names in use, by outlet.
        acts: Tellings in which it has a part, by day; accusations and denials stand together by event.
        sayings: What it is said to have said, by day of publication.
    """

    actor_id: str
    name: str
    name_basis: str
    kind: str
    country: str | None
    names: list[NameLine]
    acts: list[ActLine]
    sayings: list[SayingLine]


def who(record: Record, name: str, *, count: str = "accounts") -> list[WhoView]:
    """The actors that bear a name.

    Args:
        record: The record.
        name: A name in use, whole, in any case of letters; failing that, a part of one.
        count: One of :data:`rashomon.views.events.COUNTS`; what reprints print is counted and shown only where documents are counted.

    Returns:
        The actors, by name.

    Raises:
        NotFoundError: No actor in the record bears it.
        UsageError: ``count`` is not known.
    """
    check_count(count)
    originals = "d.account_id = d.document_id" if count == "accounts" else "true"
    every = "list_transform(list_prepend(name, aliases), lambda each: lower(each))"
    for condition in (
        f"list_contains({every}, lower(?))",
        f"len(list_filter({every}, lambda each: contains(each, lower(?)))) > 0",
    ):
        rows = record.query(
            f"SELECT actor_id, name, name_basis, kind, country FROM actors WHERE {condition} ORDER BY name, actor_id",
            [name],
        )
        if rows:
            return [
                WhoView(
                    names=_names(record, row["actor_id"], originals),
                    acts=_acts(record, row["actor_id"], originals),
                    sayings=_sayings(record, row["actor_id"], originals),
                    **row,
                )
                for row in rows
            ]
    raise NotFoundError(
        f'"{name}" is no actor in the record: try a part of the name, or "rashomon events" to see who acts'
    )


def _names(record: Record, actor_id: str, originals: str) -> list[NameLine]:
    rows = record.query(
        f"""
        SELECT d.outlet, regexp_replace(substr(d.text, m.head_start_char + 1, m.head_end_char - m.head_start_char), '\\s+', ' ', 'g') AS text,
            count(*) AS n_mentions
        FROM mentions m JOIN documents d USING (document_id)
        WHERE {originals} AND m.actor_id = ? AND m.form = 'name' GROUP BY ALL ORDER BY outlet NULLS LAST, n_mentions DESC, text
        """,
        [actor_id],
    )
    return [NameLine(**row) for row in rows]


def _acts(record: Record, actor_id: str, originals: str) -> list[ActLine]:
    rows = record.query(
        f"""
        SELECT e.event_id, e.title, CASE WHEN list_contains(em.actor_ids, ?) THEN 'actor' ELSE 'recipient' END AS role,
            em.earliest, em.latest, em.factuality, d.outlet, d.uri, a.source_text AS source,
            s.start_char, s.end_char, substr(d.text, s.start_char + 1, s.end_char - s.start_char) AS text
        FROM event_mentions em JOIN events e USING (event_id) JOIN documents d USING (document_id)
        JOIN sentences s ON s.document_id = em.document_id AND s.sentence_id = em.sentence_id
        LEFT JOIN attributions a ON a.document_id = em.document_id AND a.attribution_id = em.attribution_id
        WHERE {originals} AND em.event_type IS NOT NULL AND (list_contains(em.actor_ids, ?) OR list_contains(em.recipient_ids, ?))
        ORDER BY e.earliest NULLS LAST, e.title, e.event_id, d.published NULLS LAST, d.outlet NULLS LAST, em.start_char
        """,
        [actor_id, actor_id, actor_id],
    )
    return [
        ActLine(
            passage=Passage(text=row.pop("text"), start_char=row.pop("start_char"), end_char=row.pop("end_char")), **row
        )
        for row in rows
    ]


def _sayings(record: Record, actor_id: str, originals: str) -> list[SayingLine]:
    rows = record.query(
        f"""
        SELECT d.outlet, d.uri, d.published, a.source_text AS source, a.kind, a.stance,
            substr(d.text, a.cue_start_char + 1, a.cue_end_char - a.cue_start_char) AS cue,
            a.start_char, a.end_char, substr(d.text, a.start_char + 1, a.end_char - a.start_char) AS text
        FROM attributions a JOIN documents d USING (document_id) WHERE {originals} AND a.source_actor_id = ?
        ORDER BY d.published NULLS LAST, d.outlet NULLS LAST, d.uri, a.start_char
        """,
        [actor_id],
    )
    return [
        SayingLine(
            content=Passage(text=row.pop("text"), start_char=row.pop("start_char"), end_char=row.pop("end_char")), **row
        )
        for row in rows
    ]
