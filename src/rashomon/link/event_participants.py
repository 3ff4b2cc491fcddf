"""Who and what stands in an event: participants by side, places, figures."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import NamedTuple

import duckdb

from rashomon.link.tables import singular

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_CLOCK = re.compile(r"T(\d{2}):(\d{2})")
_FIRM = 0.7  # a weaker link to an actor (a description's antecedent that is a description) tells no participant
PRONOUNS = frozenset(
    [
        "he",
        "she",
        "it",
        "they",
        "we",
        "you",
        "i",
        "him",
        "her",
        "them",
        "us",
        "me",
        "who",
        "which",
        "that",
        "this",
        "these",
        "those",
        "his",
        "their",
        "its",
        "one",
        "some",
        "all",
        "both",
        "what",
        "whom",
        "whose",
        "others",
        "other",
        "itself",
        "himself",
        "herself",
        "themselves",
        "ourselves",
        "own",
        "our",
        "ours",
        "theirs",
        "my",
        "your",
        "her",
    ]
)
_PARTICLES = frozenset(["von", "der", "den", "de", "van", "la", "le", "of", "the", "du", "di", "al", "el"])
_OWNER = re.compile(r"\b([A-Z][\w-]{1,60})['’]s\s")
_AFTER_HEAD = re.compile(r"\s(?:of|with|in|on|at|from|for|by|under|near|off|and|or|who|which|that)\s|,")


class Side(NamedTuple):
    """Who stands on one side of an event.

    Attributes:
        ids: Actor ids.
        states: ISO codes.
        heads: Head words; names whole behind "=".
        bearers: Ids and names of those that are neither a state nor a part of one: only they can be named seldom.
    """

    ids: set[str]
    states: set[str]
    heads: set[str]
    bearers: set[str]


NOBODY = Side(set(), set(), set(), set())
Between = tuple[str, str]
"""The first and the last document of those that are read together, by identifier."""


def participants(
    connection: duckdb.DuckDBPyConnection, texts: Mapping[str, str], between: Between
) -> dict[tuple[str, str], Side]:
    """Who stands on which side, by event mention and role.

    Args:
        connection: The record.
        texts: Texts of the documents.
        between: The documents.
    """
    out: dict[tuple[str, str], Side] = {}
    for (
        mention_id,
        role,
        text,
        document_id,
        first,
        last,
        form,
        said,
        actor_id,
        country,
        kind,
        basis,
        sort,
    ) in connection.execute(
        "SELECT a.event_mention_id, a.role, a.text, a.document_id, m.head_start_char, m.head_end_char, m.form, m.country, ma.actor_id, ac.country, ac.kind, ac.name_basis, m.kind"
        " FROM arguments a LEFT JOIN mentions m ON m.mention_id = a.mention_id AND m.document_id BETWEEN $1 AND $2"
        f" LEFT JOIN mention_actors ma ON ma.mention_id = a.mention_id AND ma.score >= {_FIRM}"
        " LEFT JOIN actors ac ON ac.actor_id = ma.actor_id"
        " WHERE a.role IN ('actor', 'recipient') AND a.document_id BETWEEN $1 AND $2 ORDER BY a.event_mention_id, a.start_char",
        between,
    ).fetchall():
        head = texts[document_id][first:last] if first is not None else None
        side = out.setdefault((mention_id, role), Side(set(), set(), set(), set()))
        if actor_id:
            side.ids.add(actor_id)
        if (country and kind in ("GOVERNMENT", "ORGANISATION")) or (said and not actor_id):
            side.states.add(country or said)
        owner = _owner(text)
        found = {owner} if owner else {head_key(head or text, form, known=head is not None), _written(text)} - {""}
        if sort == "PERSON" and form == "name" and head:
            found.add("=" + head.lower().split()[-1])  # one who has no public part is no actor of two documents
        side.heads.update(one for one in found if not actor_id or one.startswith("="))
        if kind != "GOVERNMENT" and basis != "part of a state":
            side.bearers.update([actor_id] if actor_id else [], (one for one in found if one.startswith("=")))
    return out


@lru_cache(maxsize=1 << 16)
def _written(text: str) -> str:
    """The whole phrase as a name, where it is a few capitalised words: "the Queen Mary"."""
    words = _WORD.findall(text)
    bare = words[1:] if words and words[0].lower() in ("the", "a", "an") else words
    if not 0 < len(bare) <= 4 or not all(word[0].isupper() for word in bare) or _common(bare[-1], alone=bare == words):
        return ""
    return "=" + " ".join(word.lower() for word in bare)


@lru_cache(maxsize=1 << 16)
def _owner(text: str) -> str:
    """The one whose part or force is told of, as a name: "Vice-Admiral Falk's ships"."""
    found = _OWNER.search(text)
    return "=" + found.group(1).lower() if found else ""


def _common(word: str, *, alone: bool) -> bool:
    """Whether a capitalised last word names nothing: a pronoun, or without article a plural at the head of a sentence ("Destroyers")."""
    low = word.lower()
    return low in PRONOUNS or (alone and low.endswith("s") and not low.endswith("ss") and len(low) > 3)


@lru_cache(maxsize=1 << 16)
def head_key(text: str, form: str | None, *, known: bool) -> str:
    """A participant's head: the whole name behind "=", or a common noun in the singular; nothing for a pronoun.

    A phrase without a mention of its own is headed by its last word before what follows the head: "cruisers with their crews";
    capitals there are a name: "the armoured cruiser Falke".
    """
    words = _WORD.findall(text)
    if not known:
        if written := _written(text):
            return written
        words = _WORD.findall(_AFTER_HEAD.split(text, maxsplit=1)[0]) or words
    if not words or form == "pronoun" or words[-1].lower() in PRONOUNS:
        return ""
    if not known and words[-1][0].isupper() and any(word.islower() for word in words[1:]):
        return "=" + " ".join(word.lower() for word in _capitals(words))
    bare = words[1:] if words[0].lower() in ("the", "a", "an") else words
    if form == "name" and bare:
        return "=" + " ".join(word.lower() for word in bare)
    return singular(words[-1])


def _capitals(words: list[str]) -> list[str]:
    """The capitalised words at the end."""
    first = len(words)
    while first and (words[first - 1][0].isupper() or words[first - 1] in _PARTICLES):
        first -= 1
    found = words[first:]
    return found[1:] if found[0].lower() in ("the", "a", "an") else found


class Spots(NamedTuple):
    """Where an event is told to have happened.

    Attributes:
        ids: Place ids.
        within: Ids of the countries that hold them.
        countries: ISO codes of all.
    """

    ids: set[str]
    within: set[str]
    countries: set[str]


NOWHERE = Spots(set(), set(), set())


_ANSWERS = ("response", "cause", "pretext_as_told")


def borrowed(connection: duckdb.DuckDBPyConnection) -> set[tuple[str, int, int]]:
    """Places that a telling has only from the act that it is said to answer, by event mention and offsets.

    "They shelled the fort in answer to a raid on the harbour": the place belongs to the act whose word stands nearest to it.
    """
    rows = connection.execute(
        "SELECT a.event_mention_id, a.start_char, a.end_char FROM relations r"
        " JOIN event_mentions one ON one.event_mention_id IN (r.from_id, r.to_id)"
        " JOIN event_mentions other ON other.event_mention_id IN (r.from_id, r.to_id) AND other.event_mention_id <> one.event_mention_id"
        " JOIN arguments a ON a.event_mention_id = one.event_mention_id AND a.role = 'place'"
        " WHERE list_contains(?, r.kind) AND least(abs(a.start_char - other.end_char), abs(other.start_char - a.end_char))"
        "     < least(abs(a.start_char - one.end_char), abs(one.start_char - a.end_char))"
        " AND EXISTS (SELECT 1 FROM arguments b WHERE b.event_mention_id = other.event_mention_id AND b.role IN ('place', 'recipient')"
        "     AND b.start_char < a.end_char AND a.start_char < b.end_char)",
        [list(_ANSWERS)],
    ).fetchall()
    return {(row[0], row[1], row[2]) for row in rows}


def places(
    connection: duckdb.DuckDBPyConnection, lent: Collection[tuple[str, int, int]], between: Between
) -> dict[str, Spots]:
    """Places by event mention; a described place ("Danish waters") has only the country that it names.

    Args:
        connection: The record.
        lent: Places that a telling has from another act only (:func:`borrowed`).
        between: The documents.
    """
    countries = dict(
        connection.execute(
            "SELECT country, min(place_id) FROM places WHERE kind = 'country' GROUP BY country"
        ).fetchall()
    )
    out: dict[str, Spots] = {}
    for mention_id, place_id, kind, country, start, end in connection.execute(
        "SELECT a.event_mention_id, p.place_id, p.kind, coalesce(p.country, m.country), a.start_char, a.end_char FROM arguments a JOIN mentions m USING (mention_id)"
        " LEFT JOIN mention_places mp USING (mention_id) LEFT JOIN places p USING (place_id)"
        " WHERE a.role IN ('place', 'recipient') AND (p.place_id IS NOT NULL OR (m.kind = 'PLACE' AND m.country IS NOT NULL))"
        " AND a.document_id BETWEEN $1 AND $2 AND m.document_id BETWEEN $1 AND $2 ORDER BY a.event_mention_id, a.start_char",
        between,
    ).fetchall():
        if (mention_id, start, end) in lent:
            continue
        spots = out.setdefault(mention_id, Spots(set(), set(), set()))
        if country:
            spots.countries.add(country)
        if place_id:
            spots.ids.add(place_id)
        if kind not in (None, "country") and country in countries:
            spots.within.add(countries[country])
    return out


def figures(connection: duckdb.DuckDBPyConnection, between: Between) -> dict[str, list[str]]:
    """Exact figures of some documents as "kind:number", by event mention."""
    out: dict[str, list[str]] = defaultdict(list)
    for mention_id, kind, low in connection.execute(
        "SELECT event_mention_id, kind, low FROM figures WHERE event_mention_id IS NOT NULL AND low IS NOT NULL AND low = high"
        " AND document_id BETWEEN $1 AND $2 ORDER BY event_mention_id, start_char",
        between,
    ).fetchall():
        out[mention_id].append(f"{kind}:{low:g}")
    return out


def clocks(connection: duckdb.DuckDBPyConnection, between: Between) -> dict[str, tuple[int, ...]]:
    """Clock times of some documents as minutes of the day, by event mention."""
    out: dict[str, set[int]] = defaultdict(set)
    for mention_id, value in connection.execute(
        "SELECT a.event_mention_id, t.value FROM arguments a JOIN times t USING (time_id) WHERE a.role = 'time' AND t.type = 'TIME'"
        " AND a.document_id BETWEEN $1 AND $2 AND t.document_id BETWEEN $1 AND $2",
        between,
    ).fetchall():
        found = _CLOCK.search(value or "")
        if found:
            out[mention_id].add(int(found.group(1)) * 60 + int(found.group(2)))
    return {mention_id: tuple(sorted(found)) for mention_id, found in out.items()}
