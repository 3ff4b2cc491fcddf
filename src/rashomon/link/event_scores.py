"""Match probabilities for pairs of tellings, with shipped weights."""

from typing import Any

from rashomon.knowledge import Knowledge
from rashomon.link.event_features import Features
from rashomon.link.pairs import Pairs, Predict, no_pairs, on_duckdb, scored

_APART = 1e-5  # tells levels of one weight apart: Splink gives back weights, no names


def score(found: Features, knowledge: Knowledge, least: float, predict: Predict = on_duckdb) -> Pairs:
    """Score all pairs that share a blocking key.

    Args:
        found: Event mentions with features.
        knowledge: ``link_events.toml`` holds comparisons and weights.
        least: Probability below which a pair is not returned.
        predict: Where Splink runs.

    Returns:
        Pairs of places among the tellings, from the most probable, ties by id.
    """
    if len(found.tellings) < 2 or not len(found.table["keys"].combine_chunks().flatten()):
        return no_pairs()
    return scored(found.table, settings(knowledge), least, predict)


def settings(knowledge: Knowledge) -> dict[str, Any]:
    """Splink's settings from ``link_events.toml``."""
    table = knowledge.toml("link_events")
    comparisons = []
    for comparison in table["comparison"]:
        levels = []
        for at, level in enumerate(comparison["levels"], start=1):
            one: dict[str, Any] = {"sql_condition": level["sql"], "label_for_charts": level["label"]}
            if level.get("null"):
                one["is_null_level"] = True
            else:
                odds = 2.0 ** (level["weight"] + at * _APART)
                one |= {
                    "m_probability": odds / (1 + odds),
                    "u_probability": 1 / (1 + odds),
                    "fix_m_probability": True,
                    "fix_u_probability": True,
                }
            levels.append(one)
        comparisons.append({"output_column_name": comparison["name"], "comparison_levels": levels})
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": table["prior"],
        "blocking_rules_to_generate_predictions": [{"blocking_rule": "l.keys = r.keys", "arrays_to_explode": ["keys"]}],
        "comparisons": comparisons,
        "retain_matching_columns": False,  # millions of pairs with all their words do not fit in memory
        "retain_intermediate_calculation_columns": True,
    }
