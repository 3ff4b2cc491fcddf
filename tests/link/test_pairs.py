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
                {"sql_condition": "list_contains(near_l, unique_id_r)", "label_for_charts": "near", "m_probability": 0.7, "u_probability": 0.3},
                {"sql_condition": "list_contains(far_l, unique_id_r)", "label_for_charts": "far", "m_probability": 0.5, "u_probability": 0.4},
                {"sql_condition": "ELSE", "label_for_charts": "not at all", "m_probability": 0.3, "u_probability": 0.7},
            ],
        },
    ],
    "retain_matching_columns": False,
    "retain_intermediate_calculation_columns": True,
}  # fmt: skip


A, B, C, D, E = range(5)
"""The rows by number."""


def _table() -> pa.Table:
    return pa.table(
        {
            "unique_id": pa.array([D, A, C, B, E], pa.int32()),
            "ship": ["Aurora", "Aurora", None, "Borea", "Aurora"],
            "near": pa.array([[A], [D], [], [], []], pa.list_(pa.int32())),
            "far": pa.array([[A], [D, C], [A], [], []], pa.list_(pa.int32())),
            "keys": [["x", "y"], ["x", "y"], ["x"], ["y", "z"], ["z"]],
        }
    )


def _found(least: float) -> dict[tuple[int, int], tuple[float, ...]]:
    """What Splink gives for each pair."""
    rows = [tuple(row.values()) for batch in on_duckdb(_table(), RULES, least) for row in batch.to_pylist()]
    assert len({frozenset(row[:2]) for row in rows}) == len(rows)
    return {(min(row[:2]), max(row[:2])): row[2:] for row in rows}


def test_a_pair_is_scored_once_by_the_odds_of_its_levels() -> None:
    """Prior odds times the odds of each level reached; rows that share no key make no pair, and those that share two make one."""
    found = _found(0.0)
    assert set(found) == {(A, D), (A, C), (C, D), (A, B), (B, D), (B, E)}
    odds = 1 / 9 * 9 * (7 / 3)
    assert found[A, D] == pytest.approx((odds / (1 + odds), log2(9), log2(7 / 3)))
    assert found[A, C][1:] == pytest.approx((0.0, log2(5 / 4)))


def test_improbable_pairs_are_not_given() -> None:
    """Only pairs from the least probability on come back."""
    assert set(_found(0.5)) == {(A, D)}


def test_levels_are_told_by_name() -> None:
    """Pairs come from the most probable on, ties by row, each with the label of the level it reached."""
    found = list(scored(_table(), RULES, 0.1, on_duckdb).each())
    assert [pair.probability for pair in found] == sorted((pair.probability for pair in found), reverse=True)
    assert (found[0].one, found[0].other, found[0].levels) == (A, D, ("same", "near"))
    [other] = [pair for pair in found if (pair.one, pair.other) == (A, C)]
    assert other.levels == ("unknown", "far")


def test_pairs_are_counted_down_to_a_probability() -> None:
    """As many pairs come first as are at least so probable."""
    pairs = scored(_table(), RULES, 0.0, on_duckdb)
    assert len(pairs) == 6
    for least in (0.0, 0.2, pairs.probability[2], 0.7, 1.0):
        assert pairs.down_to(least) == sum(one >= least for one in pairs.probability)
        assert len(list(pairs.each(pairs.down_to(least)))) == pairs.down_to(least)


def test_more_sets_of_levels_than_can_be_told_apart_are_refused() -> None:
    """Comparisons whose levels make more sets than a number can hold end in one line."""
    many = {**RULES, "comparisons": RULES["comparisons"] * 40}
    with pytest.raises(ValueError, match="give fewer"):
        scored(_table(), many, 0.0, on_duckdb)
