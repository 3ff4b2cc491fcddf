"""Pairs by probabilistic record linkage (Fellegi and Sunter 1969): Splink, on DuckDB or on what an engine gives instead."""

import logging
from collections.abc import Callable, Iterator, Mapping
from math import log2
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

Rules = Mapping[str, Any]
"""Splink's settings."""
Row = tuple[Any, ...]
"""``unique_id_l``, ``unique_id_r``, probability, and the weight of each comparison in the settings' order."""
Predict = Callable[[pa.Table, Rules, float], list[Row]]
"""Scores the pairs of a table that share a blocking key, down to a probability: the same rows in any order, wherever it runs."""

_SAME = 12  # digits of a probability that count: the last ones depend on whose logarithm it is


class Scored(NamedTuple):
    """A pair of rows that share a blocking key.

    Attributes:
        one: ``unique_id``, the smaller.
        other: ``unique_id``, the greater.
        probability: That both are of one thing.
        levels: Label of the level that each comparison reached, in the settings' order.
    """

    one: str
    other: str
    probability: float
    levels: tuple[str, ...]


def scored(table: pa.Table, rules: Rules, least: float, predict: Predict) -> Iterator[Scored]:
    """Score the pairs of a table that share a blocking key.

    Args:
        table: Rows with ``unique_id`` and the columns that the settings name.
        rules: Splink's settings; weights within a comparison differ.
        least: Probability below which a pair is not given.
        predict: Where it runs.

    Yields:
        Pairs from the most probable, ties by id.
    """
    labels = [_labels(comparison["comparison_levels"]) for comparison in rules["comparisons"]]
    told: dict[Row, tuple[str, ...]] = {}  # pairs by the million reach the same levels: each set is worded once

    def worded(weights: Row) -> tuple[str, ...]:
        if weights not in told:
            told[weights] = tuple(
                known.get(round(weight, 6), "unknown") for known, weight in zip(labels, weights, strict=True)
            )
        return told[weights]

    found = [
        (-round(row[2], _SAME), *((row[0], row[1]) if row[0] < row[1] else (row[1], row[0])), worded(row[3:]))
        for row in predict(table, rules, least)
    ]
    found.sort()
    for less, one, other, levels in found:
        yield Scored(one, other, round(-less, 6), levels)


def on_duckdb(table: pa.Table, rules: Rules, least: float) -> list[Row]:
    """Score pairs on a DuckDB of its own, in memory."""
    from splink import DuckDBAPI, Linker

    connection = duckdb.connect()
    try:
        connection.register("rows_arrow", table)
        connection.execute("CREATE TABLE rows_to_pair AS SELECT * FROM rows_arrow")
        connection.unregister("rows_arrow")
        api = DuckDBAPI(connection)
        linker = Linker(api.register("rows_to_pair"), dict(rules), log_level=logging.ERROR, validate_settings=False)
        predicted = linker.inference.predict(threshold_match_probability=least)
        return connection.execute(f"SELECT {columns(rules)} FROM {predicted.physical_name}").fetchall()
    finally:
        connection.close()


def columns(rules: Rules) -> str:
    """What is read from the table that Splink makes."""
    weights = [f"mw_{comparison['output_column_name']}" for comparison in rules["comparisons"]]
    return ", ".join(["unique_id_l", "unique_id_r", "match_probability", *weights])


def _labels(levels: list[dict[str, Any]]) -> dict[float, str]:
    """Labels by weight, since Splink gives back weights and no names: log2(m / u), of equal ones the first; missing values weigh 0."""
    return {
        round(log2(level["m_probability"] / level["u_probability"]), 6): str(level["label_for_charts"])
        for level in reversed(levels)
        if not level.get("is_null_level")
    }
