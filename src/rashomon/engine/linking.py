"""Running the steps of linking and comparing: every table of linking is made wholly anew, in one transaction."""

import gc
import importlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from rashomon.engine.profile import Spent
from rashomon.knowledge import Knowledge
from rashomon.link.pairs import Predict, on_duckdb
from rashomon.model import LINKING
from rashomon.record import store, views

Step = Callable[[duckdb.DuckDBPyConnection, Knowledge], Iterable[Any]]


def steps(predict: Predict = on_duckdb) -> list[tuple[str, Step]]:
    """All steps with their names, in order: those of linking, then those of comparing."""
    link, compare = (importlib.import_module(f"rashomon.{name}") for name in ("link", "compare"))
    paired = [(name, partial(step, predict=predict) if name in link.PAIRING else step) for name, step in link.STEPS]
    return [*paired, *compare.STEPS]


def link(
    connection: duckdb.DuckDBPyConnection,
    knowledge: Knowledge,
    *,
    work: Path | None,
    told: Callable[[str], None],
    timed: Spent | None = None,
    predict: Predict = on_duckdb,
) -> None:
    """Run all steps within the caller's transaction, and keep older identifiers of events.

    Args:
        connection: The record, opened for writing.
        knowledge: The tables.
        work: Folder where rows wait on disk.
        told: Called with the name of each step before it runs.
        timed: Adds up what each step costs.
        predict: Where pairs are scored.
    """
    timed = timed or Spent()
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE former_members AS SELECT event_id, event_mention_id FROM _linking.event_members "
        "UNION SELECT event_id, event_id FROM _linking.events "
        "UNION SELECT alias_id, alias_id FROM _linking.event_aliases"
    )
    for table in LINKING:
        if table != "event_aliases":
            connection.execute(f"DELETE FROM _linking.{table}")
    kept = _tables(connection)
    store.look_at(connection, "_current", "_linking")
    try:
        for name, step in steps(predict):
            told(name)
            with timed(f"linking: {name}"), _uncollected():
                store.write(connection, step(connection, knowledge), work)
            for catalog, schema, table, kind in sorted(_tables(connection) - kept):
                connection.execute(f'DROP {kind} IF EXISTS {catalog}.{schema}."{table}"')
    finally:
        connection.execute(f"USE {store.CATALOG}")
    _keep_ids(connection)
    views.derive(connection)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looks for rings of objects: a step makes millions of rows, none of them in a ring, and looking took a sixth of its time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _tables(connection: duckdb.DuckDBPyConnection) -> set[tuple[str, str, str, str]]:
    """Catalog, schema, name and kind of all tables and views, stored and temporary."""
    rows = connection.execute(
        "SELECT database_name, schema_name, table_name, 'TABLE' FROM duckdb_tables() UNION ALL "
        "SELECT database_name, schema_name, view_name, 'VIEW' FROM duckdb_views() WHERE NOT internal"
    ).fetchall()
    return {(row[0], row[1], row[2], row[3]) for row in rows}


def _keep_ids(connection: duckdb.DuckDBPyConnection) -> None:
    """Point identifiers that events had before to the events that hold their seed tellings now.

    Where a seed telling is gone (its document was read anew and the offsets moved), the event that most of the former
    members belong to stands in; of equals the smaller identifier.
    """
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE new_aliases AS
        WITH former AS (
            SELECT DISTINCT event_id AS alias_id FROM former_members
            WHERE event_id NOT IN (SELECT event_id FROM _linking.events)
        ), votes AS (
            SELECT f.event_id AS alias_id, m.event_id, count(*) AS n, bool_or(f.event_mention_id = f.event_id) AS has_seed
            FROM former_members f JOIN _linking.event_members m USING (event_mention_id)
            GROUP BY ALL
        ), chosen AS (
            SELECT alias_id, event_id FROM votes
            QUALIFY row_number() OVER (PARTITION BY alias_id ORDER BY has_seed DESC, n DESC, event_id) = 1
        ), passed_on AS (
            SELECT a.alias_id, coalesce(c.event_id, a.event_id) AS event_id
            FROM _linking.event_aliases a LEFT JOIN chosen c ON c.alias_id = a.event_id
        )
        SELECT f.alias_id, coalesce(c.event_id, p.event_id) AS event_id
        FROM former f LEFT JOIN chosen c USING (alias_id) LEFT JOIN passed_on p USING (alias_id)
        WHERE coalesce(c.event_id, p.event_id) IN (SELECT event_id FROM _linking.events)
        ORDER BY alias_id
        """
    )
    connection.execute("DELETE FROM _linking.event_aliases")
    connection.execute(
        "INSERT INTO _linking.event_aliases (alias_id, event_id) SELECT alias_id, event_id FROM new_aliases"
    )
    connection.execute("DROP TABLE temp.new_aliases; DROP TABLE temp.former_members")
