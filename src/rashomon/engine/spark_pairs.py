"""Scoring pairs on a cluster: the same Splink settings on Splink's Spark back end."""

import logging
import re
import uuid
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyarrow import parquet

from rashomon.link.pairs import Predict, Rules, columns, on_duckdb
from rashomon.record import elsewhere

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

SMALL = 200_000
"""Rows up to which one machine pairs faster than a cluster can begin to."""
PARTS = 2
"""Partitions of the pairs for each core."""
PIECE = 50_000
"""Rows of one file of what is paired."""
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


def on_spark(spark: "SparkSession", place: str, small: int = SMALL) -> Predict:
    """Where pairs are scored by the executors of a session.

    What is paired and what comes of it go through files, a piece at a time: neither is ever whole in the memory of Spark's driver.

    Args:
        spark: The session.
        place: A folder or address that driver and executors share, for those files.
        small: Tables of at most so many rows are paired on the driver; the pairs are the same.

    Returns:
        What linking takes as ``predict``.
    """

    def predict(table: pa.Table, rules: Rules, least: float) -> Iterable[pa.RecordBatch]:
        if table.num_rows <= small:
            return on_duckdb(table, rules, least)
        return _predict(spark, f"{place}/{uuid.uuid4().hex}", table, rules, least)

    return predict


def _predict(
    spark: "SparkSession", place: str, table: pa.Table, rules: Rules, least: float
) -> Iterator[pa.RecordBatch]:
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
        linker = Linker(
            api.register(_rows(own, table, f"{place}/rows")),
            translated(rules),
            log_level=logging.ERROR,
            validate_settings=False,
        )
        predicted = linker.inference.predict(threshold_match_probability=least)
        frame = own.table(predicted.physical_name).selectExpr(*columns(rules).split(", "))
        names = _written(frame, f"{place}/pairs")
    finally:
        api.delete_tables_created_by_splink_from_db()  # lets go of what they hold in memory too; a user's own stay
    for name in names:
        with elsewhere.reading(f"{place}/pairs/{name}") as file:
            yield from parquet.ParquetFile(file).iter_batches()
    elsewhere.removed(place)


def _rows(spark: "SparkSession", table: pa.Table, place: str) -> "DataFrame":
    """A table as Spark's executors read it, from files."""
    from pyspark.sql.pandas.types import from_arrow_schema

    pieces = -(-table.num_rows // PIECE)
    for piece in range(pieces):
        with elsewhere.writing(f"{place}/{piece}") as file:
            parquet.write_table(table.slice(piece * PIECE, PIECE), file)

    def read(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for piece in batch.column("id").to_pylist():
                with elsewhere.reading(f"{place}/{piece}") as file:
                    yield from parquet.ParquetFile(file).iter_batches()

    return spark.range(0, pieces, 1, pieces).mapInArrow(read, from_arrow_schema(table.schema))


def _written(frame: "DataFrame", place: str) -> list[str]:
    """Write a frame's rows on the executors, each part to a file; gives the names of those files that came to their end."""

    def write(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        first = next(batches, None)
        if first is None:
            return
        name = uuid.uuid4().hex  # a part that is tried again writes another file
        with elsewhere.writing(f"{place}/{name}") as file, parquet.ParquetWriter(file, first.schema) as writer:
            for batch in chain([first], batches):
                writer.write_batch(batch)
        yield pa.RecordBatch.from_arrays([pa.array([name])], names=["name"])

    return sorted(row.name for row in frame.mapInArrow(write, "name string").collect())


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
