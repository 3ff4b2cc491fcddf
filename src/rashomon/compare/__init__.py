"""Side by side: where accounts of one event agree, where they part, in which words, and where no telling was found."""

from collections.abc import Callable, Iterable
from typing import Any

import duckdb

from rashomon.compare.differences import differences
from rashomon.knowledge import Knowledge

Step = Callable[[duckdb.DuckDBPyConnection, Knowledge], Iterable[Any]]

STEPS: list[tuple[str, Step]] = [("differences", differences)]
"""Comparing steps, in order."""

__all__ = ["STEPS", "Step", "differences"]
