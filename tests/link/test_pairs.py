"""Scoring pairs."""

from math import log2
from typing import Any

import pyarrow as pa
import pytest

from rashomon.link.pairs import on_duckdb, scored

RULES: dict[str, Any] = {
    "link_type": "dedupe_only",
    "unique_id_column_name": "unique_id",
    "probability_two_random_records_match": 0.1,
    "blocking_rules_to_generate_predictions": [{"blocking_rule": "l.keys = r.keys", "arrays_to_explode": ["keys"]}],
    "comparisons": [
        {
            "output_column_name": "ship",
            "comparison_levels": [
                {"sql_condition": "ship_l IS NULL OR ship_r IS NULL", "label_for_charts": "unknown", "is_null_level": True},
                {"sql_condition": "ship_l = ship_r", "label_for_charts": "same", "m_probability": 0.9, "u_probability": 0.1},
                {"sql_condition": "ELSE", "label_for_charts": "other", "m_probability": 0.2, "u_probability": 0.8},
            ],
        },
        {
            "output_column_name": "near",
            "comparison_levels": [
                {"sql_condition": "near_l[number_r] >= 0.5", "label_for_charts": "near", "m_probability": 0.7, "u_probability": 0.3},
                {"sql_condition": "near_l[number_r] >= 0.2", "label_for_charts": "far", "m_probability": 0.5, "u_probability": 0.4},
                {"sql_condition": "ELSE", "label_for_charts": "not at all", "m_probability": 0.3, "u_probability": 0.7},
            ],
        },
    ],
    "retain_matching_columns": False,
    "retain_intermediate_calculation_columns": True,
}  # fmt: skip


def _table() -> pa.Table:
    return pa.table(
        {
            "unique_id": ["d", "a", "c", "b", "e"],
            "ship": ["Aurora", "Aurora", None, "Borea", "Aurora"],
            "number": pa.array([0, 1, 2, 3, 4], pa.int32()),
            "near": pa.array([[(1, 0.6)], [(0, 0.6), (2, 0.3)], [(1, 0.3)], [], []], pa.map_(pa.int32(), pa.float64())),
            "keys": [["x", "y"], ["x", "y"], ["x"], ["y", "z"], ["z"]],
        }
    )


def test_a_pair_is_scored_once_by_the_odds_of_its_levels() -> None:
    """Prior odds times the odds of each level reached; rows that share no key make no pair, and those that share two make one."""
    found = {frozenset(row[:2]): row[2:] for row in on_duckdb(_table(), RULES, 0.0)}
    assert set(found) == {frozenset(pair) for pair in ("ad", "ac", "cd", "ab", "bd", "be")}
    odds = 1 / 9 * 9 * (7 / 3)
    assert found[frozenset("ad")] == pytest.approx((odds / (1 + odds), log2(9), log2(7 / 3)))
    assert found[frozenset("ac")][1:] == pytest.approx((0.0, log2(5 / 4)))


def test_improbable_pairs_are_not_given() -> None:
    """Only pairs from the least probability on come back."""
    assert {frozenset(row[:2]) for row in on_duckdb(_table(), RULES, 0.5)} == {frozenset("ad")}


def test_levels_are_told_by_name() -> None:
    """Pairs come from the most probable on, ties by id, each with the label of the level it reached."""
    found = list(scored(_table(), RULES, 0.1, on_duckdb))
    assert [pair.probability for pair in found] == sorted((pair.probability for pair in found), reverse=True)
    assert (found[0].one, found[0].other, found[0].levels) == ("a", "d", ("same", "near"))
    [other] = [pair for pair in found if (pair.one, pair.other) == ("a", "c")]
    assert other.levels == ("unknown", "far")
