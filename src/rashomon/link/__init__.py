"""What lies between documents: reprints, actors, places, events, claims.

Each step is a plain function of the record's tables so far and the knowledge; an engine writes its rows before the next runs.
"""

from collections.abc import Callable, Iterable
from typing import Any

import duckdb

from rashomon.knowledge import Knowledge
from rashomon.link.actors import actors
from rashomon.link.claims import claims
from rashomon.link.events import events
from rashomon.link.places import places
from rashomon.link.reprints import reprints

Step = Callable[[duckdb.DuckDBPyConnection, Knowledge], Iterable[Any]]

STEPS: list[tuple[str, Step]] = [
    ("reprints", reprints),
    ("actors", actors),
    ("places", places),
    ("events", events),
    ("claims", claims),
]
"""Linking steps, in order."""

PAIRING = frozenset({"events", "claims"})
"""Steps that score pairs and take as ``predict`` where that runs (:mod:`rashomon.link.pairs`)."""

__all__ = ["PAIRING", "STEPS", "Step", "actors", "claims", "events", "places", "reprints"]
