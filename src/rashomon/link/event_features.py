"""What each telling of an event brings to the comparison with others."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from math import log
from typing import Any, NamedTuple

import duckdb

from rashomon.knowledge import Knowledge
from rashomon.link.blocking import uncrowd
from rashomon.link.event_participants import NOBODY, NOWHERE, clocks, figures, participants, places
from rashomon.link.families import family, kindred, relatives
from rashomon.link.likeness import LikenessRules, likeness
from rashomon.link.operations import Sentences, operation_of, operations
from rashomon.link.stories import stories

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_EPOCH = date(1, 1, 1)
_RARE_COUNT = 12  # tellings that a participant may have and still be rare, or
_RARE_SHARE = 0.01  # this share of all tellings
_SMALL = 25  # documents below which the spread of a word says nothing of how common it is


class Telling(NamedTuple):
    """One event mention with all that linking compares.

    Attributes:
        id: ``event_mention_id``.
        document: ``document_id``.
        account: Whose telling it is.
        type: PLOVER type, or None.
        family: Word family of the trigger ("invade", "invasion").
        lemma: The trigger's lemma.
        factuality: As told.
        actors: Actor ids of the doers.
        actor_states: ISO codes of states among the doers and of parts of states.
        actor_heads: Head words of the doers' phrases; of names without an actor the whole name behind "=".
        recipients: Actor ids of those it was done to.
        recipient_states: As for doers.
        recipient_heads: As for doers.
        places: Place ids.
        within: Ids of the countries that hold the places.
        start: First day, counted from year 1.
        end: Last day.
        span: Days from first to last, both counted.
        figures: "kind:number" of its figures.
        near: Words that stand for the telling's surroundings.
        published: Day of publication, counted from year 1.
        nominal: Whether it is told by a noun ("the invasion"): then it may be known without being dated.
        basis: Where its time was found.
        share: Share of the documents that have the word family; None in a small collection, where it says nothing.
        rare_actors: Doers (ids and heads) that few tellings have.
        rare_recipients: Those it was done to that few tellings have.
        keys: Blocking keys.
        offset: Start of the trigger.
        sourced: The attribution that holds it, or None.
        dated: Whether it has a first and a last day of its own: a day taken over from the document's publication dates nothing.
        operation: Operation that the act is a phase or wording of (:mod:`rashomon.link.operations`).
        ground: ISO codes of the countries where or to which it is told as done.
        about: ISO codes of the states named in its sentence.
        hours: Minutes of the day, where a clock time is told.
        number: Number of the document, in order of identifiers.
        alike: Cosine of the documents that are alike, by number; empty in a small collection, where likeness says nothing.
        foremost: Whether it is the first telling of its type in its document.
        kin: Sets of kindred acts that a word of the trigger stands in.
        story: Smallest document of the story that the document belongs to; None in a small collection.
        others: Tellings that the text sets apart from it: what it is said to answer, to follow or to serve.
    """

    id: str
    document: str
    account: str
    type: str | None
    family: str
    lemma: str
    factuality: str
    actors: list[str]
    actor_states: list[str]
    actor_heads: list[str]
    recipients: list[str]
    recipient_states: list[str]
    recipient_heads: list[str]
    places: list[str]
    within: list[str]
    start: int | None
    end: int | None
    span: int | None
    figures: list[str]
    near: list[str]
    published: int | None
    nominal: bool
    basis: str
    share: float | None
    rare_actors: list[str]
    rare_recipients: list[str]
    keys: list[str]
    offset: int
    sourced: str | None
    dated: bool = False
    operation: str | None = None
    ground: list[str] = []  # noqa: RUF012 - a NamedTuple's default, never changed
    about: list[str] = []  # noqa: RUF012
    hours: tuple[int, ...] = ()
    number: int = 0
    alike: dict[int, float] = {}  # noqa: RUF012
    foremost: bool = False
    kin: list[str] = []  # noqa: RUF012
    story: str | None = None
    others: tuple[str, ...] = ()


def tellings(connection: duckdb.DuckDBPyConnection, knowledge: Knowledge) -> list[Telling]:
    """All event mentions with their features, by document and place in it."""
    settings = knowledge.toml("link_events")
    related, kin = knowledge.once(relatives), knowledge.once(kindred)
    common = frozenset(family(word, related) for word in settings["common"])
    documents = {
        row[0]: row
        for row in connection.execute(
            "SELECT document_id, text, published, title FROM documents ORDER BY document_id"
        ).fetchall()
    }
    numbers = {key: at for at, key in enumerate(documents)}
    alike = _alike(connection, documents, settings)
    story = stories(documents, alike, {key: _day(row[2]) for key, row in documents.items()}, **settings["stories"])
    neighbours = {key: {numbers[other]: cosine for other, cosine in alike.get(key, {}).items()} for key in documents}
    seen: set[tuple[str, str]] = set()
    weight = word_weights([row[1] for row in documents.values()])
    sentences = {
        row[0]: row[1:]
        for row in connection.execute("SELECT sentence_id, start_char, end_char FROM sentences").fetchall()
    }
    roles = participants(connection)
    where = places(connection)
    counted = figures(connection)
    account = accounts(connection)
    clock = clocks(connection)
    apart = _set_apart(connection)
    phases, named = knowledge.once(operations), Sentences(connection)
    out = []
    for row in connection.execute(
        "SELECT event_mention_id, document_id, sentence_id, start_char, lemma, event_type, factuality, earliest, latest, attribution_id,"
        " agent_expression, time_basis"
        " FROM event_mentions ORDER BY document_id, start_char, event_mention_id"
    ).fetchall():
        (
            mention_id,
            document_id,
            sentence_id,
            offset,
            lemma,
            event_type,
            factuality,
            earliest,
            latest,
            attribution_id,
            expression,
            basis,
        ) = row
        text, published = documents[document_id][1], documents[document_id][2]
        start, end = (
            (_day(earliest), _day(latest)) if earliest and latest else (None, None)
        )  # "until today" gives no day
        bounds = sentences.get(sentence_id, (offset, offset))
        actor, recipient = roles.get((mention_id, "actor"), NOBODY), roles.get((mention_id, "recipient"), NOBODY)
        spots = where.get(mention_id, NOWHERE)
        one = Telling(
            mention_id, document_id, account(document_id, offset), event_type, family(lemma, related), lemma.lower(), factuality,
            sorted(actor.ids), sorted(actor.states), sorted(actor.heads), sorted(recipient.ids), sorted(recipient.states), sorted(recipient.heads),
            sorted(spots.ids), sorted(spots.within),
            start, end, end - start + 1 if start is not None and end is not None else None,
            sorted(counted.get(mention_id, ())),
            _surroundings(text[bounds[0] : bounds[1]], lemma, weight, settings["sentence_terms"]),
            _day(published), expression == "nominal", basis, None, sorted(actor.bearers), sorted(recipient.bearers), [], offset, attribution_id,
            start is not None and basis != "document", operation_of(event_type, lemma, phases, related),
            sorted((spots.countries | recipient.states) - actor.states), named.states(document_id, *bounds),
            clock.get(mention_id, ()), numbers[document_id],
            neighbours[document_id],
            event_type is not None and (document_id, event_type) not in seen,
            sorted({name for word in lemma.split() for name in kin.get(family(word, related), ())}),
            story[document_id] if alike else None, apart.get(mention_id, ()),
        )  # fmt: skip
        seen.add((document_id, event_type))
        out.append(one)
    return uncrowd(_rare(_shared(out, len(documents), common)), settings["crowded"], settings["crowded_weak"])


def _set_apart(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, ...]]:
    """For each telling those that a relation sets beside it: an attack in retaliation for attacks is none of them."""
    out: dict[str, set[str]] = defaultdict(set)
    for one, other in connection.execute("SELECT from_id, to_id FROM relations WHERE from_id <> to_id").fetchall():
        out[one].add(other)
        out[other].add(one)
    return {one: tuple(sorted(others)) for one, others in out.items()}


def _alike(
    connection: duckdb.DuckDBPyConnection, documents: Mapping[str, Any], settings: Mapping[str, Any]
) -> dict[str, dict[str, float]]:
    """Documents that are alike; none in a small collection."""
    if len(documents) < _SMALL:
        return {}
    texts = {key: list(row[1]) for key, row in documents.items()}
    for document_id, start, end in connection.execute(
        "SELECT document_id, start_char, end_char FROM regions WHERE kind = 'furniture'"
    ).fetchall():
        if document_id in texts:
            texts[document_id][start:end] = " " * (end - start)
    named: dict[str, list[str]] = defaultdict(list)
    for document_id, start, end in connection.execute(
        "SELECT document_id, head_start_char, head_end_char FROM mentions WHERE form = 'name'"
    ).fetchall():
        if document_id in texts:
            named[document_id].append("".join(texts[document_id][start:end]))
    return likeness({key: "".join(text) for key, text in texts.items()}, named, LikenessRules(**settings["likeness"]))


def _day(value: date | None) -> int | None:
    return None if value is None else (value - _EPOCH).days


def accounts(connection: duckdb.DuckDBPyConnection) -> "Accounts":
    """Whose account a passage is."""
    whole = dict(connection.execute("SELECT document_id, account_id FROM document_accounts").fetchall())
    passages: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for document_id, start, end, origin in connection.execute(
        "SELECT document_id, start_char, end_char, origin_document_id FROM shared_passages ORDER BY document_id, start_char, origin_document_id"
    ).fetchall():
        passages[document_id].append((start, end, whole.get(origin, origin)))
    return Accounts(whole, dict(passages))


class Accounts(NamedTuple):
    """Accounts of documents and of passages reprinted inside them."""

    whole: dict[str, str]
    passages: dict[str, list[tuple[int, int, str]]]

    def __call__(self, document_id: str, offset: int) -> str:
        """The account that tells what stands at the offset."""
        for start, end, account_id in self.passages.get(document_id, ()):
            if start <= offset < end:
                return account_id
        return self.whole.get(document_id, document_id)


def word_weights(texts: Sequence[str]) -> dict[str, float]:
    """Weight of every word: inverse document frequency, less for short words.

    With a handful of documents that frequency says little: the length of a word keeps function words down.
    """
    spread: Counter[str] = Counter()
    for text in texts:
        spread.update({word.lower() for word in _WORD.findall(text) if len(word) > 2})
    return {
        word: (log((len(texts) + 1) / count) + 0.1) * min(1.0, (len(word) - 2) / 4) for word, count in spread.items()
    }


def _surroundings(sentence: str, lemma: str, weight: dict[str, float], most: int) -> list[str]:
    words = {word.lower() for word in _WORD.findall(sentence) if len(word) > 3} - {lemma.lower()}
    words -= _COMMON
    return sorted(sorted(words, key=lambda word: (-weight.get(word, 0.0), word))[:most])


_COMMON = frozenset(
    [
        "that",
        "this",
        "with",
        "from",
        "have",
        "been",
        "were",
        "their",
        "they",
        "them",
        "there",
        "which",
        "when",
        "where",
        "what",
        "will",
        "would",
        "could",
        "should",
        "said",
        "says",
        "about",
        "after",
        "before",
        "over",
        "into",
        "than",
        "then",
        "also",
        "only",
        "some",
        "more",
        "most",
        "other",
        "such",
        "these",
        "those",
        "while",
        "during",
        "since",
        "until",
        "against",
        "between",
        "under",
        "being",
        "does",
        "very",
        "just",
        "like",
        "many",
        "much",
        "even",
        "both",
        "each",
    ]
)


def _shared(rows: Sequence[Telling], documents: int, common: frozenset[str]) -> list[Telling]:
    """Say of each telling how common its word family is; in a small collection only acts that are common anywhere are."""
    if documents < _SMALL:
        return [row._replace(share=1.0 if row.family in common else None) for row in rows]
    holders: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        holders[row.family].add(row.document)
    return [row._replace(share=1.0 if row.family in common else len(holders[row.family]) / documents) for row in rows]


def _rare(rows: Sequence[Telling]) -> list[Telling]:
    """Mark participants that few tellings have: to meet one of them says more than to meet a state that all tellings are about."""
    spread: Counter[str] = Counter()
    for row in rows:
        spread.update({*row.rare_actors, *row.rare_recipients})
    limit = max(_RARE_COUNT, _RARE_SHARE * len(rows))
    return [
        row._replace(
            rare_actors=[one for one in row.rare_actors if spread[one] <= limit],
            rare_recipients=[one for one in row.rare_recipients if spread[one] <= limit],
        )
        for row in rows
    ]
