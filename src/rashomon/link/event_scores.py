"""Match probabilities for pairs of tellings, with shipped weights."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import pyarrow as pa

from rashomon.knowledge import Knowledge
from rashomon.link.event_features import Telling
from rashomon.link.pairs import Predict, on_duckdb, scored

_COLUMNS = (
    "type", "family", "document", "actors", "actor_states", "actor_heads", "recipients", "recipient_states", "recipient_heads",
    "places", "within", "start", "end", "span", "figures", "near", "published", "nominal", "basis", "share", "rare_actors", "rare_recipients", "keys",
    "dated", "operation", "ground", "about", "number", "alike", "foremost", "kin", "story",
)  # fmt: skip
_LISTS = {
    "actors",
    "actor_states",
    "actor_heads",
    "recipients",
    "recipient_states",
    "recipient_heads",
    "places",
    "within",
    "figures",
    "near",
    "keys",
    "rare_actors",
    "rare_recipients",
    "ground",
    "about",
    "kin",
}
_SQL_NAMES = {"type": "kind", "start": "first", "end": "last"}  # words that SQL keeps for itself
_NUMBERS = {"start", "end", "span", "published", "number"}
_FLAGS = {"nominal", "dated", "foremost"}
_APART = 1e-5  # tells levels of one weight apart: Splink gives back weights, no names


class Pair(NamedTuple):
    """Two tellings that share a blocking key.

    Attributes:
        one: ``event_mention_id``, the smaller.
        other: ``event_mention_id``, the greater.
        probability: That they tell one event.
        levels: Label of the level that each comparison reached, by the comparison's name.
    """

    one: str
    other: str
    probability: float
    levels: dict[str, str]


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


def score(tellings: Sequence[Telling], knowledge: Knowledge, least: float, predict: Predict = on_duckdb) -> list[Pair]:
    """Score all pairs that share a blocking key.

    Args:
        tellings: Event mentions with features.
        knowledge: ``link_events.toml`` holds comparisons and weights.
        least: Probability below which a pair is not returned.
        predict: Where Splink runs.

    Returns:
        Pairs from the most probable, ties by id.
    """
    if len(tellings) < 2 or not any(telling.keys for telling in tellings):
        return []
    rules = settings(knowledge)
    names = [comparison["output_column_name"] for comparison in rules["comparisons"]]
    named: dict[tuple[str, ...], dict[str, str]] = {}  # shared by the pairs that reach the same levels
    out = []
    for pair in scored(_table(tellings), rules, least, predict):
        levels = named.get(pair.levels)
        if levels is None:
            levels = named[pair.levels] = dict(zip(names, pair.levels, strict=True))
        out.append(Pair(pair.one, pair.other, pair.probability, levels))
    return out


def _table(tellings: Sequence[Telling]) -> pa.Table:
    kinds = {name: _arrow(name) for name in _COLUMNS}
    arrays = {"unique_id": pa.array([telling.id for telling in tellings], pa.string())}
    numbers: dict[str, int] = {}
    for name, kind in kinds.items():
        values: list[Any] = [getattr(telling, name) for telling in tellings]
        if name in _LISTS:  # numbers are compared several times faster than words
            values = [[numbers.setdefault(one, len(numbers)) for one in found] for found in values]
        arrays[_SQL_NAMES.get(name, name)] = pa.array(values, kind)
    return pa.table(arrays)


def _arrow(name: str) -> pa.DataType:
    if name in _LISTS:
        return pa.list_(pa.int32())
    if name == "alike":
        return pa.map_(pa.int32(), pa.float64())
    if name in _FLAGS:
        return pa.bool_()
    return pa.float64() if name == "share" else pa.int64() if name in _NUMBERS else pa.string()
