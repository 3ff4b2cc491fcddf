"""Scoring pairs on one machine: the settings' conditions as one query of DuckDB over pairs that share a blocking key.

The sum is Splink's (Linacre et al. 2022): prior odds times the odds of the level that each comparison reaches. Splink itself spends
most of its time on columns that nothing here reads; on a cluster, where its parts are spread, it scores by the same settings.
"""

import re
from collections.abc import Mapping
from math import log2
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

_SIDE = re.compile(r"\b(\w+)_([lr])\b")
_LOOKUP = re.compile(r"\b(\w+)_l\[(\w+)_r\]")
_BATCH = 200_000  # pairs that are weighed at a time: bounds memory


def predicted(table: pa.Table, rules: Mapping[str, Any], least: float) -> list[tuple[Any, ...]]:
    """Score the pairs of a table that share a blocking key.

    Args:
        table: Rows with ``unique_id``, ``keys`` and the columns that the conditions name.
        rules: Splink's settings.
        least: Probability below which a pair is not given.

    Returns:
        ``unique_id`` of both, probability, and the weight of each comparison (log2 of m / u; of a missing value 0).
    """
    comparisons = [comparison["comparison_levels"] for comparison in rules["comparisons"]]
    weights = [[_weight(level) for level in levels] for levels in comparisons]
    weighed = [np.array(found) for found in weights]
    prior = rules["probability_two_random_records_match"]
    names = table.column("unique_id").to_pylist()
    numbered = table.drop_columns(["unique_id"]).append_column("at_row", pa.array(range(len(names)), pa.int32()))
    found: list[tuple[Any, ...]] = []
    connection = duckdb.connect()
    try:
        connection.register("given", numbered)
        connection.execute("CREATE TABLE compared AS SELECT * FROM given")
        connection.unregister("given")
        connection.execute("CREATE TABLE keyed AS SELECT at_row, unnest(keys) AS key FROM compared")
        reader = connection.sql(_query(comparisons)).to_arrow_reader(_BATCH)
        for batch in reader:
            columns = [column.to_numpy(zero_copy_only=False) for column in batch.columns]
            total = np.full(len(columns[0]), log2(prior / (1 - prior)))
            for weight, level in zip(weighed, columns[2:], strict=True):
                total += weight[level]
            chance = 1 / (1 + np.exp2(-total))
            kept = np.nonzero(chance >= least)[0]
            sides = [map(names.__getitem__, column[kept].tolist()) for column in columns[:2]]
            each = [  # one object for each weight, however many pairs reach its level
                map(weight.__getitem__, level[kept].tolist())
                for weight, level in zip(weights, columns[2:], strict=True)
            ]
            found += zip(*sides, chance[kept].tolist(), *each, strict=True)
    finally:
        connection.close()
    return found


def _weight(level: Mapping[str, Any]) -> float:
    return 0.0 if level.get("is_null_level") else log2(level["m_probability"] / level["u_probability"])


def _query(comparisons: list[list[dict[str, Any]]]) -> str:
    """Pairs with the place of the level that they reach in each comparison; what is looked up in a map is looked up once."""
    looked: dict[str, str] = {}
    cases = []
    for levels in comparisons:
        when = " ".join(
            f"WHEN {_condition(level['sql_condition'], looked)} THEN {at}"
            for at, level in enumerate(levels)
            if level["sql_condition"] != "ELSE"
        )
        cases.append(f"CAST(CASE {when} ELSE {len(levels) - 1} END AS UTINYINT)")
    columns = "".join(f", {value} AS {name}" for value, name in looked.items())
    return (
        "WITH pairs AS (SELECT DISTINCT l.at_row AS one, r.at_row AS other FROM keyed l JOIN keyed r"
        " ON l.key = r.key AND l.at_row < r.at_row),"
        f" sides AS (SELECT l, r{columns} FROM pairs JOIN compared l ON l.at_row = one JOIN compared r ON r.at_row = other)"
        f" SELECT l.at_row, r.at_row, {', '.join(cases)} FROM sides"
    )


def _condition(condition: str, looked: dict[str, str]) -> str:
    def once(found: re.Match[str]) -> str:
        return looked.setdefault(f"l.{found[1]}[r.{found[2]}]", f"looked_{len(looked)}")

    return _SIDE.sub(r"\2.\1", _LOOKUP.sub(once, condition))
