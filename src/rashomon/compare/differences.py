"""Differences: for each event told by two accounts or more, and within one, each aspect with its values side by side."""

from collections.abc import Iterator

import duckdb

from rashomon.compare.dates import dates
from rashomon.compare.figures import figures
from rashomon.compare.manner import factuality, voices, wordings
from rashomon.compare.parties import parties, places
from rashomon.compare.reasons import reasons, stated
from rashomon.compare.scope import scope
from rashomon.compare.told import events, world
from rashomon.knowledge import Knowledge
from rashomon.model import Difference


def differences(connection: duckdb.DuckDBPyConnection, knowledge: Knowledge) -> Iterator[Difference]:
    """Compare the tellings of every event.

    Args:
        connection: The record's tables of reading and linking.
        knowledge: ``compare.toml``.

    Yields:
        :class:`~rashomon.model.Difference` rows by event, aspect by aspect. Agreement is a row too (``same``): how many
        accounts say so, and in whose voice, stands in its values.
    """
    known = world(connection)
    why = stated(connection)
    for event_id, tellings in events(connection, knowledge):
        yield from figures(event_id, tellings, known, knowledge)
        yield from dates(event_id, tellings, known)
        yield from places(event_id, tellings, known)
        yield from parties(event_id, tellings, known)
        yield from factuality(event_id, tellings, known)
        yield from reasons(event_id, tellings, known, why)
        yield from scope(event_id, tellings, known, knowledge)
        yield from voices(event_id, tellings, known)
        yield from wordings(event_id, tellings, known, knowledge)
