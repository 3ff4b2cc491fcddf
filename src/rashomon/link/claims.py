"""Claim groups: which claims, in one document and across all, are about one matter, whether they affirm or deny it.

Probabilistic record linkage as for events (Fellegi and Sunter 1969; Splink): subject, family of predicates and object are
compared; how a claim is told – denied, possible, demanded – is not, so that opposite claims stand together.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from rashomon.knowledge import Knowledge
from rashomon.link.claim_features import Said, said
from rashomon.link.pairs import Predict, on_duckdb, scored
from rashomon.model import ClaimGroup

_MOST = 20
"""Members of a group that a further one is held against."""
_ANOTHER = "another subject"


class Alike(NamedTuple):
    """Two claims that share a blocking key.

    Attributes:
        one: ``claim_id``, the smaller.
        other: ``claim_id``, the greater.
        probability: That both are about one matter.
        levels: Labels of what they have in common.
    """

    one: str
    other: str
    probability: float
    levels: tuple[str, ...]


def claims(
    connection: duckdb.DuckDBPyConnection, knowledge: Knowledge, predict: Predict = on_duckdb
) -> Iterator[ClaimGroup]:
    """Gather claims about one matter.

    Args:
        connection: The record's tables of reading and the linking tables made so far.
        knowledge: ``link_claims.toml`` holds the weights.
        predict: Where pairs are scored.

    Yields:
        A row for each claim of a group of two or more, by group and claim; a group bears the id of its first claim.
    """
    table = knowledge.toml("link_claims")
    found = said(connection, knowledge)
    order = {one.id: at for at, one in enumerate(found)}
    pairs = score(found, table, predict)
    group_of, link = gather(order, pairs, table["threshold"])
    members: dict[str, list[str]] = defaultdict(list)
    for claim_id in order:
        members[group_of[claim_id]].append(claim_id)
    rows = [
        ClaimGroup(
            claim_group_id=group_id,
            claim_id=claim_id,
            score=link[claim_id].probability,
            why=", ".join(link[claim_id].levels),
        )
        for group_id, claim_ids in members.items()
        if len(claim_ids) > 1
        for claim_id in claim_ids
    ]
    yield from sorted(rows, key=lambda row: (row.claim_group_id, row.claim_id))


def gather(order: dict[str, int], pairs: Sequence[Alike], threshold: float) -> tuple[dict[str, str], dict[str, Alike]]:
    """Join claims from the likeliest pair on, where the claims of both sides speak for it on average.

    Args:
        order: Claims by id, in the order of their publication.
        pairs: Scored pairs, likeliest first.
        threshold: Probability from which a pair proposes a join.

    Returns:
        The first claim of each claim's group, and the pair that joined each claim.
    """
    chance = {(pair.one, pair.other): pair.probability for pair in pairs}
    group_of = {claim_id: claim_id for claim_id in order}
    members = {claim_id: [claim_id] for claim_id in order}
    link: dict[str, Alike] = {}
    for pair in pairs:
        if pair.probability < threshold:
            break
        one, other = group_of[pair.one], group_of[pair.other]
        if one != other:
            between = [
                chance.get((min(a, b), max(a, b)), 0.0) for a in members[one][:_MOST] for b in members[other][:_MOST]
            ]
            if sum(between) / len(between) < threshold:
                continue
            first, second = sorted((one, other), key=order.__getitem__)
            members[first] = sorted(members[first] + members.pop(second), key=order.__getitem__)
            for member in members[first]:
                group_of[member] = first
        for end in (pair.one, pair.other):
            link.setdefault(end, pair)
    return group_of, link


def score(rows: Sequence[Said], table: dict[str, Any], predict: Predict = on_duckdb) -> list[Alike]:
    """Score all pairs that share a blocking key and a subject.

    Args:
        rows: The claims.
        table: ``link_claims.toml``.
        predict: Where Splink runs.

    Returns:
        Pairs from the most probable, ties by id; of their levels those that the pair has in common.
    """
    if len(rows) < 2 or not any(row.keys for row in rows):
        return []
    ordered = sorted(rows)
    pairs = scored(_arrow(ordered), settings(table), table["threshold"] / 4, predict)
    return [
        Alike(
            ordered[pair.one].id,
            ordered[pair.other].id,
            pair.probability,
            tuple(level for level in pair.levels if not level.startswith(("another", "nothing"))),
        )
        for pair in pairs.each()
        if pair.levels[0] != _ANOTHER
    ]


def settings(table: dict[str, Any]) -> dict[str, Any]:
    """Splink's settings from ``link_claims.toml``."""
    comparisons = [
        {
            "output_column_name": comparison["name"],
            "comparison_levels": [
                {
                    "sql_condition": level["sql"],
                    "label_for_charts": level["label"],
                    "m_probability": level["m"],
                    "u_probability": level["u"],
                    "fix_m_probability": True,
                    "fix_u_probability": True,
                }
                for level in comparison["levels"]
            ],
        }
        for comparison in table["comparison"]
    ]
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": table["prior"],
        "blocking_rules_to_generate_predictions": [{"blocking_rule": "l.keys = r.keys", "arrays_to_explode": ["keys"]}],
        "comparisons": comparisons,
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": True,
    }


def _arrow(rows: Sequence[Said]) -> pa.Table:
    texts = pa.list_(pa.string())
    return pa.table(
        {
            "unique_id": pa.array(range(len(rows)), pa.int32()),
            "claim_kind": pa.array([row.kind for row in rows], pa.string()),
            "subject_id": pa.array([row.subject or None for row in rows], pa.string()),
            "subject_words": pa.array([row.words for row in rows], texts),
            "predicate": pa.array([row.predicate for row in rows], pa.string()),
            "terms": pa.array([row.terms for row in rows], texts),
            "keys": pa.array([row.keys for row in rows], texts),
        }
    )
