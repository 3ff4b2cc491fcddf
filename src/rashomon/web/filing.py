"""Filling the shelf: what the views say of a record, by what a page asks for."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from rashomon import views
from rashomon.engine.keys import code_hash
from rashomon.model.linking import NO_PUBLIC_PART
from rashomon.record import schema
from rashomon.record.reader import Record, Row
from rashomon.web import filing_documents, filing_said
from rashomon.web.lines import ActorLine, EdgeLine, OutletDays, PlaceLine, UsedName
from rashomon.web.shelf import INDEXES, SCHEMA, beside, chunks

Told = Callable[[str, int], None]
"""Called with what is being filed and how many of it are done."""
CODE = ("views", "compare", "web")
"""Packages that decide what is filed."""
MOST_EVENTS = 12
"""Events that an edge names."""

encode = msgspec.json.Encoder(decimal_format="number").encode


def state_of(record: Record) -> str:
    """What tells this state of the record from all others, and what this program files from what another one did."""
    state = schema.meta(record.connection, "state") or record.path.stat().st_mtime_ns
    return f"{state}/{code_hash(CODE)}"


def file(record: Record, told: Told | None = None) -> Path:
    """Make the shelf of a record's present state, in place of an older one.

    Args:
        record: The record.
        told: Called as the work goes on.

    Returns:
        The file.
    """
    path = beside(record.path)
    making = path.with_name(f"{path.name}.making-{os.getpid()}")
    making.unlink(missing_ok=True)
    tell = told or (lambda _, __: None)
    connection = sqlite3.connect(making)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 8192;")
        connection.executescript(SCHEMA)
        private = _private(record)
        filing_documents.file(record, connection, private, tell)
        _events(record, connection, tell)
        _differences(record, connection, tell)
        _actors(record, connection, private, tell)
        _places(record, connection, tell)
        _wording(record, connection, private, tell)
        filing_said.file(record, connection, tell)
        _days(connection)
        _meta(record, connection)
        tell("index", 0)
        connection.executescript(INDEXES)
        connection.commit()
    except BaseException:
        connection.close()
        making.unlink(missing_ok=True)
        raise
    connection.close()
    making.replace(path)
    return path


def insert(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Add rows to a table of the shelf."""
    for chunk in chunks(iter(rows)):
        connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({','.join('?' * len(chunk[0]))})", chunk)


def _private(record: Record) -> set[str]:
    """Private people: they get no page, no edge and no link."""
    return {
        row["actor_id"] for row in record.rows("SELECT actor_id FROM actors WHERE name_basis = ?", [NO_PUBLIC_PART])
    }


def _events(record: Record, connection: sqlite3.Connection, tell: Told) -> None:
    tell("events", 0)
    told_as: dict[str, dict[str, int]] = {}
    for row in record.rows(
        "SELECT event_id, factuality, count(*) AS n FROM event_mentions WHERE event_id IS NOT NULL GROUP BY ALL ORDER BY ALL"
    ):
        told_as.setdefault(row["event_id"], {})[row["factuality"]] = row["n"]
    place_of = {
        row["event_id"]: row["place_id"]
        for row in record.rows("SELECT event_id, place_id FROM events WHERE place_id IS NOT NULL")
    }
    lines = views.events(record, untyped=True)
    insert(
        connection,
        "events",
        (
            (
                line.event_id, seq, line.event_type is not None, line.event_type, _day(line.earliest), _day(line.latest),
                line.date_precision, line.n_accounts, line.n_documents, line.spread, place_of.get(line.event_id),
                (line.place or "").lower(), encode(told_as.get(line.event_id, {})).decode(), encode(line).decode(),
            )
            for seq, line in enumerate(lines)
        ),
    )  # fmt: skip
    connection.execute("CREATE UNIQUE INDEX events_id ON events (event_id)")
    insert(
        connection,
        "event_outlets",
        ((line.event_id, outlet) for line in lines for outlet in {*line.outlets, *line.reprinted_by}),
    )
    insert(
        connection,
        "event_actors",
        _pairs(
            record,
            "SELECT event_id, unnest(list_distinct(list_concat(actor_ids, recipient_ids))) AS actor_id FROM events",
        ),
    )
    insert(connection, "event_aliases", _pairs(record, "SELECT alias_id, event_id FROM event_aliases"))
    insert(connection, "related", _related(record))
    tell("events", len(lines))


def _related(record: Record) -> Iterator[tuple[str, str]]:
    for row in record.rows(
        """
        SELECT p.event_id AS at, e.event_id, e.title, p.score, p.why FROM possible_links p JOIN events e ON e.event_id = p.other_event_id
        UNION ALL SELECT p.other_event_id, e.event_id, e.title, p.score, p.why FROM possible_links p JOIN events e ON e.event_id = p.event_id
        ORDER BY ALL
        """
    ):
        yield row.pop("at"), encode(row).decode()


def _differences(record: Record, connection: sqlite3.Connection, tell: Told) -> None:
    tell("differences", 0)
    typed = {row[0] for row in connection.execute("SELECT event_id FROM events WHERE typed")}
    places = dict(connection.execute("SELECT event_id, place FROM events"))
    latest = dict(connection.execute("SELECT event_id, latest FROM events"))
    lines = views.differences(record, untyped=True)
    insert(
        connection,
        "differences",
        (
            (
                n, line.event_id, line.event_id in typed, line.aspect, line.status, line.across, len(line.values),
                places.get(line.event_id, ""), _day(line.earliest), latest.get(line.event_id), encode(line).decode(),
            )
            for n, line in enumerate(lines)
        ),
    )  # fmt: skip
    insert(
        connection,
        "difference_outlets",
        (
            (n, outlet)
            for n, line in enumerate(lines)
            for outlet in {outlet for value in line.values for outlet in value.outlets}
        ),
    )
    tell("differences", len(lines))


def _actors(record: Record, connection: sqlite3.Connection, private: set[str], tell: Told) -> None:
    tell("actors", 0)
    connection.execute("CREATE INDEX acts_count ON acts (actor_id)")
    acts = dict(connection.execute("SELECT actor_id, count(*) FROM acts GROUP BY actor_id"))
    sayings = dict(connection.execute("SELECT actor_id, count(*) FROM sayings GROUP BY actor_id"))
    connection.execute("UPDATE acts SET seq = (SELECT e.seq FROM events e WHERE e.event_id = acts.event_id)")
    names: dict[str, str] = {}
    rows = []
    for row in record.rows(
        "SELECT actor_id, name, name_basis, kind, country, aliases, wikidata FROM actors ORDER BY name, actor_id"
    ):
        names[row["actor_id"]] = row["name"]
        line = ActorLine(n_acts=acts.get(row["actor_id"], 0), n_sayings=sayings.get(row["actor_id"], 0), **row)
        rows.append((line, row["actor_id"] in private))
    insert(
        connection,
        "actors",
        ((line.actor_id, line.name, line.kind, hidden, line.n_acts, encode(line).decode()) for line, hidden in rows),
    )
    insert(
        connection,
        "actor_names",
        ((line.actor_id, name.lower()) for line, _ in rows for name in {line.name, *line.aliases}),
    )
    insert(connection, "actor_uses", _uses(record, "actor_id"))
    insert(connection, "edges", _edges(record, private, names))
    tell("actors", len(rows))


def _uses(record: Record, column: str) -> Iterator[tuple[str, str]]:
    for row in record.rows(
        f"""
        SELECT m.{column} AS owner, d.outlet,
            regexp_replace(substr(d.text, m.head_start_char + 1, m.head_end_char - m.head_start_char), '\\s+', ' ', 'g') AS text,
            count(*) AS n_mentions
        FROM mentions m JOIN documents d USING (document_id)
        WHERE d.account_id = d.document_id AND m.{column} IS NOT NULL AND m.form = 'name' GROUP BY ALL ORDER BY owner, outlet NULLS LAST, n_mentions DESC, text
        """
    ):
        yield row.pop("owner"), encode(row).decode()


def _edges(record: Record, private: set[str], names: dict[str, str]) -> Iterator[tuple[str, str, int, str]]:
    """Edges in order of the names, then of what is told."""
    lines = []
    for row in record.rows(
        """
        WITH parts AS (
            SELECT unnest(em.actor_ids) AS actor_id, em.recipient_ids, em.event_type, em.factuality, m.event_id, m.account_id
            FROM event_mentions em JOIN event_members m USING (event_mention_id) WHERE em.event_type IS NOT NULL
        )
        SELECT actor_id, recipient_id, event_type, factuality AS told_as, count(DISTINCT event_id) AS n_events,
            count(DISTINCT account_id) AS n_accounts, list_sort(list(DISTINCT event_id)) AS event_ids
        FROM (SELECT * EXCLUDE recipient_ids, unnest(recipient_ids) AS recipient_id FROM parts)
        GROUP BY ALL ORDER BY actor_id, recipient_id, event_type, told_as
        """
    ):
        if row["actor_id"] not in private and row["recipient_id"] not in private:
            row["event_ids"] = row["event_ids"][:MOST_EVENTS]
            lines.append(EdgeLine(actor=names[row["actor_id"]], recipient=names[row["recipient_id"]], **row))
    lines.sort(key=lambda line: (line.actor.lower(), line.recipient.lower()))
    for n, line in enumerate(lines):
        yield line.actor_id, line.recipient_id, n, encode(line).decode()


def _places(record: Record, connection: sqlite3.Connection, tell: Told) -> None:
    tell("places", 0)
    counts = dict(
        connection.execute(
            "SELECT place_id, count(*) FROM events WHERE typed AND place_id IS NOT NULL GROUP BY place_id"
        )
    )
    names: dict[str, list[UsedName]] = {}
    for owner, line in _uses(record, "place_id"):
        names.setdefault(owner, []).append(msgspec.json.decode(line, type=UsedName))
    rows: list[Row] = record.query(
        "SELECT place_id, name, kind, country, claimed_by, admin1, latitude, longitude, precision FROM places ORDER BY name, place_id"
    )
    lines = [
        PlaceLine(n_events=counts.get(row["place_id"], 0), names=names.get(row["place_id"], []), **row) for row in rows
    ]
    insert(connection, "places", ((line.place_id, line.name, line.n_events, encode(line).decode()) for line in lines))
    tell("places", len(lines))


def _wording(record: Record, connection: sqlite3.Connection, private: set[str], tell: Told) -> None:
    tell("wording", 0)
    lines = [line for line in views.wording(record) if line.referent_id not in private]
    insert(
        connection,
        "wording",
        (
            (n, line.referent_id, line.referent.lower(), line.outlet, encode(line).decode())
            for n, line in enumerate(lines)
        ),
    )
    tell("wording", len(lines))


def _days(connection: sqlite3.Connection) -> None:
    """Events of each day and span, for all outlets together (NULL) and for each."""
    for outlet, source in (("NULL", "events e"), ("o.outlet", "event_outlets o JOIN events e USING (event_id)")):
        connection.execute(
            f"""
            INSERT INTO days SELECT {outlet}, e.earliest, e.latest, e.precision, count(*), sum(e.n_accounts > 1)
            FROM {source} WHERE e.typed AND e.earliest IS NOT NULL AND e.latest IS NOT NULL GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
            """
        )


def _meta(record: Record, connection: sqlite3.Connection) -> None:
    outlets = [
        OutletDays(**{**row, "days": [day for day in row["days"] if day is not None]})
        for row in record.rows(
            """
            WITH docs AS (
                SELECT d.outlet, d.published, coalesce(r.annotated, false) AS annotated
                FROM documents d LEFT JOIN _keeping.readings r USING (document_id)
            )
            SELECT outlet, count(*) FILTER (annotated) AS n_read, count(*) FILTER (NOT annotated) AS n_unread,
                count(*) FILTER (annotated AND published IS NULL) AS n_undated,
                coalesce(list(published ORDER BY published) FILTER (annotated AND published IS NOT NULL), []) AS days
            FROM docs GROUP BY outlet ORDER BY outlet NULLS LAST
            """
        )
    ]
    overview = msgspec.structs.replace(views.overview(record), shared=[])
    insert(
        connection,
        "meta",
        [
            ("state", state_of(record)),
            ("overview", encode(overview).decode()),
            ("outlets", encode(outlets).decode()),
        ],
    )


def _pairs(record: Record, sql: str) -> Iterator[tuple[Any, ...]]:
    for row in record.rows(sql):
        yield tuple(row.values())


def _day(value: object) -> str | None:
    return None if value is None else str(value)
