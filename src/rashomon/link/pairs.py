"""Pairs by probabilistic record linkage (Fellegi and Sunter 1969): Splink, on DuckDB or on what an engine gives instead.

Rows go in as numbers, and what comes back is kept as arrays: a pair takes 20 bytes, so that millions of them fit in memory.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import log2
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from rashomon.link.scratch import database

Rules = Mapping[str, Any]
"""Splink's settings."""
Predict = Callable[[pa.Table, Rules, float], Iterable[pa.RecordBatch]]
"""Scores the pairs of a table that share a blocking key, down to a probability: the same pairs in any order, wherever it runs.

Columns: ``unique_id_l``, ``unique_id_r``, ``match_probability``, and the weight of each comparison in the settings' order."""

_SAME = 12  # digits of a probability that count: the last ones depend on whose logarithm it is
_SHOWN = 6  # digits of a probability that are kept
_BATCH = 250_000  # pairs that are held as Splink gives them
_UNKNOWN = "unknown"
_MOST_SETS = 2**63


class Scored(NamedTuple):
    """A pair of rows that share a blocking key.

    Attributes:
        one: The row that comes first.
        other: The later one.
        probability: That both are of one thing.
        levels: Label of the level that each comparison reached, in the settings' order.
    """

    one: int
    other: int
    probability: float
    levels: tuple[str, ...]


class Pairs(NamedTuple):
    """Pairs of rows that share a blocking key, from the most probable, ties by row.

    Attributes:
        one: The row that comes first, of each pair.
        other: The later one.
        probability: That both are of one thing.
        reached: Which of ``levels`` the pair reached.
        levels: Each set of levels that some pair reached: a label for each comparison, in the settings' order.
    """

    one: npt.NDArray[np.int32]
    other: npt.NDArray[np.int32]
    probability: npt.NDArray[np.float64]
    reached: npt.NDArray[np.int32]
    levels: list[tuple[str, ...]]

    def __len__(self) -> int:
        """Number of pairs."""
        return len(self.one)

    def down_to(self, least: float) -> int:
        """Number of the pairs from a probability on."""
        return int(np.searchsorted(-self.probability, -least, side="right"))

    def each(self, many: int | None = None) -> Iterator[Scored]:
        """The pairs one by one, or the first so many."""
        end = len(self) if many is None else many
        for first in range(0, end, _BATCH):
            part = slice(first, min(end, first + _BATCH))
            columns = (column[part].tolist() for column in (self.one, self.other, self.probability, self.reached))
            for one, other, probability, reached in zip(*columns, strict=True):
                yield Scored(one, other, probability, self.levels[reached])


def no_pairs() -> Pairs:
    """What stands where nothing can be paired."""
    numbers = np.zeros(0, np.int32)
    return Pairs(numbers, numbers, np.zeros(0), numbers, [])


def scored(table: pa.Table, rules: Rules, least: float, predict: Predict) -> Pairs:
    """Score the pairs of a table that share a blocking key.

    Args:
        table: Rows with ``unique_id``, their number from 0 on, and the columns that the settings name.
        rules: Splink's settings; weights within a comparison differ.
        least: Probability below which a pair is not given.
        predict: Where it runs.
    """
    weights = [_weights(comparison["comparison_levels"]) for comparison in rules["comparisons"]]
    sizes = [len(each.labels) for each in weights]
    if np.prod(np.array(sizes, dtype=object)) >= _MOST_SETS:
        raise ValueError(f"{len(sizes)} comparisons with {sizes} levels are more than can be told apart: give fewer")
    held: list[tuple[Any, ...]] = [(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0), np.zeros(0, np.int64))]
    for batch in predict(table, rules, least):
        left, right, chance, *bits = (column.to_numpy(zero_copy_only=False) for column in batch.columns)
        code = np.zeros(len(left), np.int64)
        for each, found in zip(weights, bits, strict=True):
            code = code * len(each.labels) + each.reached(found)
        pair = np.minimum(left, right).astype(np.int32), np.maximum(left, right).astype(np.int32)
        held.append((*pair, chance.astype(np.float64), code))
    one, other, chance, codes = (np.concatenate(column) for column in zip(*held, strict=True))
    del held
    order = np.lexsort((other, one, -np.round(chance, _SAME)))
    known, reached = np.unique(codes[order], return_inverse=True)
    levels = [_told(code, weights) for code in known.tolist()]
    return Pairs(one[order], other[order], np.round(chance[order], _SHOWN), reached.astype(np.int32), levels)


def on_duckdb(table: pa.Table, rules: Rules, least: float) -> Iterator[pa.RecordBatch]:
    """Score pairs on a DuckDB of its own, in memory and, where that is too small, in a folder for passing files."""
    from splink import DuckDBAPI, Linker

    with database() as connection:
        connection.register("rows_arrow", table)
        connection.execute("CREATE TABLE rows_to_pair AS SELECT * FROM rows_arrow")
        connection.unregister("rows_arrow")
        api = DuckDBAPI(connection)
        linker = Linker(api.register("rows_to_pair"), dict(rules), log_level=logging.ERROR, validate_settings=False)
        predicted = linker.inference.predict(threshold_match_probability=least)
        found = connection.sql(f"SELECT {columns(rules)} FROM {predicted.physical_name}")
        yield from found.to_arrow_reader(_BATCH)


def columns(rules: Rules) -> str:
    """What is read from the table that Splink makes."""
    weights = [f"mw_{comparison['output_column_name']}" for comparison in rules["comparisons"]]
    return ", ".join(["unique_id_l", "unique_id_r", "match_probability", *weights])


class _Weights(NamedTuple):
    """Levels of a comparison by weight, since Splink gives back weights and no names; the first is what no weight tells."""

    values: npt.NDArray[np.float64]
    labels: list[str]

    def reached(self, found: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
        """Number of the label of each weight."""
        weight = np.round(found, _SHOWN)
        at = np.minimum(np.searchsorted(self.values, weight), len(self.values) - 1)
        return np.where(self.values[at] == weight, at + 1, 0)


def _weights(levels: Sequence[Mapping[str, Any]]) -> _Weights:
    """log2(m / u) of each level, of equal ones the first; missing values weigh 0."""
    told = {
        round(log2(level["m_probability"] / level["u_probability"]), _SHOWN): str(level["label_for_charts"])
        for level in reversed(levels)
        if not level.get("is_null_level")
    }
    values = sorted(told)
    return _Weights(np.array(values), [_UNKNOWN, *(told[value] for value in values)])


def _told(code: int, weights: Sequence[_Weights]) -> tuple[str, ...]:
    """The labels that a code stands for."""
    out = []
    for each in reversed(weights):
        code, at = divmod(code, len(each.labels))
        out.append(each.labels[at])
    return tuple(reversed(out))
