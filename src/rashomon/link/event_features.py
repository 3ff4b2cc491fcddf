"""What each telling of an event brings to the comparison with others.

Documents are read some hundred at a time: of each telling stays what clustering needs, and numbers in columns.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar

import duckdb
import pyarrow as pa

from rashomon.knowledge import Knowledge
from rashomon.link.blocking import keys_of
from rashomon.link.event_columns import Columns
from rashomon.link.event_participants import NOBODY, NOWHERE, Between, borrowed, clocks, figures, participants, places
from rashomon.link.families import family, kindred, relatives
from rashomon.link.likeness import LikenessRules, likeness
from rashomon.link.operations import Sentences, operation_of, operations
from rashomon.link.stories import stories
from rashomon.link.tellers import tellers
from rashomon.link.telling import Surroundings, Telling
from rashomon.link.words import weightiest, word_weights

Word = TypeVar("Word", str, str | None)

_EPOCH = date(1, 1, 1)
_AT_ONCE = 500  # documents that are read at a time
_SMALL = 25  # documents below which likeness and the spread of a word say nothing
_ALIKE = 0.08  # cosine from which an act told in two documents is compared, whatever else they share


class Features(NamedTuple):
    """All event mentions with what they are compared by.

    Attributes:
        tellings: The tellings by identifier.
        table: Columns for Splink; ``unique_id`` is a telling's place among ``tellings``.
    """

    tellings: list[Telling]
    table: pa.Table


class Paper(NamedTuple):
    """A document as tellings know it.

    Attributes:
        number: Its number, in order of identifiers.
        text: Its text.
        published: Day of publication, counted from year 1.
        story: Smallest document of its story; None in a small collection.
        alike: Cosine of the documents that are alike, by number; empty in a small collection.
        pairs: Number of each pair that it makes with one of them that is alike enough for blocking.
    """

    number: int
    text: str
    published: int | None
    story: str | None
    alike: dict[int, float]
    pairs: list[int]


def features(connection: duckdb.DuckDBPyConnection, knowledge: Knowledge) -> Features:
    """All event mentions with their features.

    Args:
        connection: The record's tables of reading and the linking tables made so far.
        knowledge: ``link_events.toml`` says what is compared.
    """
    settings = knowledge.toml("link_events")
    related = knowledge.once(relatives)
    papers = _papers(connection, settings)
    reader = _Reader(connection, knowledge, papers)
    columns = Columns(settings, small=len(papers) < _SMALL)
    alike = {paper.number: paper.alike for paper in papers.values()}
    found: list[Telling] = []
    names = list(papers)
    for first in range(0, len(names), _AT_ONCE):
        batch = names[first : first + _AT_ONCE]
        rows = reader.read((batch[0], batch[-1]))
        keys = [keys_of(one, around, papers[one.document].pairs) for one, around in rows]
        columns.add([one for one, _ in rows], [around for _, around in rows], keys, alike)
        found += [one for one, _ in rows]
    table = columns.table(
        [one.id for one in found], len(papers), frozenset(family(word, related) for word in settings["common"])
    )
    return Features(sorted(found), table)


def _papers(connection: duckdb.DuckDBPyConnection, settings: Mapping[str, Any]) -> dict[str, Paper]:
    rows = connection.execute("SELECT document_id, text, published FROM documents ORDER BY document_id").fetchall()
    texts = {row[0]: row[1] for row in rows}
    days = {row[0]: _day(row[2]) for row in rows}
    numbers = {name: at for at, name in enumerate(texts)}
    alike = _alike(connection, texts, settings)
    story = stories(texts, alike, days, **settings["stories"]) if alike else {}
    out = {}
    for name, number in numbers.items():
        near = {numbers[other]: cosine for other, cosine in alike.get(name, {}).items()}
        pairs = [
            min(number, other) * len(numbers) + max(number, other) for other, cosine in near.items() if cosine >= _ALIKE
        ]
        out[name] = Paper(number, texts[name], days[name], story.get(name), near, pairs)
    return out


def _alike(
    connection: duckdb.DuckDBPyConnection, texts: Mapping[str, str], settings: Mapping[str, Any]
) -> dict[str, dict[str, float]]:
    """Documents that are alike; none in a small collection."""
    if len(texts) < _SMALL:
        return {}
    own = dict(texts)
    for document_id, start, end in connection.execute(
        "SELECT document_id, start_char, end_char FROM regions WHERE kind = 'furniture'"
    ).fetchall():
        if document_id in own:
            text = own[document_id]
            own[document_id] = text[:start] + " " * (end - start) + text[end:]
    named: dict[str, list[str]] = defaultdict(list)
    for document_id, start, end in connection.execute(
        "SELECT document_id, head_start_char, head_end_char FROM mentions WHERE form = 'name'"
    ).fetchall():
        if document_id in own:
            named[document_id].append(own[document_id][start:end])
    return likeness(own, named, LikenessRules(**settings["likeness"]))


def _day(value: date | None) -> int | None:
    return None if value is None else (value - _EPOCH).days


class _Reader:
    """Reads the tellings of some documents at a time."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, knowledge: Knowledge, papers: Mapping[str, Paper]
    ) -> None:
        self._connection = connection
        self._papers = papers
        self._texts = {name: paper.text for name, paper in papers.items()}
        self._most = knowledge.toml("link_events")["sentence_terms"]
        self._related, self._kin = knowledge.once(relatives), knowledge.once(kindred)
        self._phases = knowledge.once(operations)
        self._weight = word_weights(self._texts.values())
        self._account = tellers(connection)
        self._apart = _set_apart(connection)
        self._lent = borrowed(connection)
        self._held: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._words: dict[str, str] = {name: name for name in papers}  # DuckDB gives a string of its own for each row

    def read(self, between: Between) -> list[tuple[Telling, Surroundings]]:
        """The tellings from a first document to a last, by document and place in it."""
        connection = self._connection
        rows = connection.execute(
            "SELECT event_mention_id, document_id, sentence_id, start_char, lemma, event_type, earliest, latest, attribution_id,"
            " agent_expression, time_basis FROM event_mentions WHERE document_id BETWEEN $1 AND $2"
            " ORDER BY document_id, start_char, event_mention_id",
            between,
        ).fetchall()
        sentences = {
            row[0]: row[1:]
            for row in connection.execute(
                "SELECT sentence_id, start_char, end_char FROM sentences WHERE document_id BETWEEN $1 AND $2", between
            ).fetchall()
        }
        roles = participants(connection, self._texts, between)
        where, counted = places(connection, self._lent, between), figures(connection, between)
        clock, named = clocks(connection, between), Sentences(connection, between)
        words: dict[tuple[str, int, int], list[str]] = {}
        seen: set[tuple[str, str]] = set()
        out = []
        for (mention_id, document_id, sentence_id, offset, lemma, event_type, earliest, latest, attribution_id, expression, basis) in rows:  # fmt: skip
            paper, low, kind = self._papers[document_id], self._one(lemma.lower()), self._one(event_type)
            start, end = (
                (_day(earliest), _day(latest)) if earliest and latest else (None, None)
            )  # "until today" gives no day
            bounds = sentences.get(sentence_id, (offset, offset))
            actor, recipient = roles.get((mention_id, "actor"), NOBODY), roles.get((mention_id, "recipient"), NOBODY)
            spots = where.get(mention_id, NOWHERE)
            one = Telling(
                mention_id, self._words[document_id], self._account(document_id, offset), kind, family(lemma, self._related), low,
                self._kept(actor.ids), self._kept(actor.states), self._kept(actor.heads),
                self._kept(recipient.ids), self._kept(recipient.states), self._kept(recipient.heads),
                self._kept(spots.ids), self._kept(spots.within),
                start, end, end - start + 1 if start is not None and end is not None else None,
                self._kept(counted.get(mention_id, ()), ordered=True), expression == "nominal", self._one(basis), offset, self._one(attribution_id),
                start is not None and basis != "document", operation_of(event_type, lemma, self._phases, self._related),
                clock.get(mention_id, ()), paper.story, self._apart.get(mention_id, ()),
            )  # fmt: skip
            stretch = (document_id, *bounds)
            if stretch not in words:
                words[stretch] = weightiest(paper.text[bounds[0] : bounds[1]], self._weight)
            kin = {name for word in lemma.split() for name in self._kin.get(family(word, self._related), ())}
            around = Surroundings(
                tuple(sorted([word for word in words[stretch] if word != low][: self._most])), paper.published,
                self._kept(actor.bearers), self._kept(recipient.bearers),
                self._kept((spots.countries | recipient.states) - actor.states), self._kept(named.states(document_id, *bounds)),
                paper.number, event_type is not None and (document_id, event_type) not in seen, self._kept(kin),
            )  # fmt: skip
            seen.add((document_id, event_type))
            out.append((one, around))
        return out

    def _one(self, word: Word) -> Word:
        """The word, as one string for all that have it."""
        return word if word is None else self._words.setdefault(word, word)

    def _kept(self, found: Sequence[str] | set[str], *, ordered: bool = False) -> tuple[str, ...]:
        """The words as a tuple, one for all that have the same."""
        if not found:
            return ()
        words = tuple(found) if ordered else tuple(sorted(found))
        return self._held.setdefault(words, words)


def _set_apart(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, ...]]:
    """For each telling those that a relation sets beside it: an attack in retaliation for attacks is none of them."""
    out: dict[str, set[str]] = defaultdict(set)
    for one, other in connection.execute("SELECT from_id, to_id FROM relations WHERE from_id <> to_id").fetchall():
        out[one].add(other)
        out[other].add(one)
    return {one: tuple(sorted(others)) for one, others in out.items()}
