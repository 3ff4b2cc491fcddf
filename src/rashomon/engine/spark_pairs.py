"""Scoring pairs on a cluster: the same Splink settings on Splink's Spark back end."""

import logging
import re
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from rashomon.link.pairs import Predict, Rules, columns, on_duckdb

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SMALL = 200_000
"""Rows up to which one machine pairs faster than a cluster can begin to."""
PARTS = 2
"""Partitions of the pairs for each core."""
SETTINGS = {
    "spark.sql.optimizer.excludedRules": ",".join(
        f"org.apache.spark.sql.catalyst.optimizer.{rule}" for rule in ("CollapseProject", "PushDownPredicates")
    ),
    "spark.sql.codegen.wholeStage": "false",
}
"""Settings for scoring. Spark would write each condition into the weights, those into the probability and all of it into the filter, and
make code of tens of thousands of lines of it, which its compiler refuses after minutes."""
FUNCTIONS = {
    "len": "size",
    "list_contains": "array_contains",
    "list_has_any": "arrays_overlap",
    "list_intersect": "array_intersect",
}
"""DuckDB's functions on lists and what Spark calls them: the same on lists that hold no NULL and are none."""

_CALL = re.compile(r"\b(\w+)\(")


def on_spark(spark: "SparkSession", small: int = SMALL) -> Predict:
    """Where pairs are scored by the executors of a session.

    Args:
        spark: The session.
        small: Tables of at most so many rows are paired on the driver; the pairs are the same.

    Returns:
        What linking takes as ``predict``.
    """
    return partial(_predict, spark, small)


def _predict(spark: "SparkSession", small: int, table: pa.Table, rules: Rules, least: float) -> Iterable[pa.RecordBatch]:
    if table.num_rows <= small:
        return on_duckdb(table, rules, least)
    from splink import Linker, SparkAPI

    parts = PARTS * spark.sparkContext.defaultParallelism
    own = spark.newSession()  # settings and tables of the user's session stay as they are
    for name, value in {**SETTINGS, "spark.sql.shuffle.partitions": str(parts)}.items():
        own.conf.set(name, value)
    api = SparkAPI(
        spark_session=own,
        break_lineage_method="persist",
        num_partitions_on_repartition=parts,
        register_udfs_automatically=False,  # they are for likeness of words, which no rule of ours asks for
    )
    try:
        linker = Linker(api.register(table), translated(rules), log_level=logging.ERROR, validate_settings=False)
        predicted = linker.inference.predict(threshold_match_probability=least)
        frame = own.table(predicted.physical_name).selectExpr(*columns(rules).split(", "))
        found: list[pa.RecordBatch] = frame.toArrow().to_batches()
        return found
    finally:
        api.delete_tables_created_by_splink_from_db()  # lets go of what they hold in memory too; a user's own stay


def translated(rules: Rules) -> dict[str, Any]:
    """The settings with their conditions in Spark's SQL instead of DuckDB's."""
    comparisons = [
        {
            **comparison,
            "comparison_levels": [
                {**level, "sql_condition": _translated(level["sql_condition"])}
                for level in comparison["comparison_levels"]
            ],
        }
        for comparison in rules["comparisons"]
    ]
    return {**rules, "comparisons": comparisons}


def _translated(condition: str) -> str:
    return _CALL.sub(lambda call: f"{FUNCTIONS.get(call[1], call[1])}(", condition)
