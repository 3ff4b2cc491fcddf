"""A cluster gives the rows that one machine gives."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from record_tables import tables

from rashomon.engine import local
from rashomon.errors import UsageError
from rashomon.model import READING
from rashomon.record.reader import Record
from rashomon.record.verify import verify

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

JAVA = 'no Java was found, and Spark needs one: apt-get install openjdk-17-jre-headless, then "make test" again'
pytestmark = [
    pytest.mark.skipif(shutil.which("java") is None, reason=JAVA),
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
]
CLUSTER = "local-cluster[2,1,2048]"


@pytest.fixture(scope="module")
def session() -> Iterator["SparkSession"]:
    """A cluster on this machine: two executors, each a process of its own with one core and 2 GB."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    package = Path(local.__file__).parents[2]
    session = (
        SparkSession.builder.master(CLUSTER)
        .appName("rashomon tests")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.executorEnv.PYTHONPATH", str(package))
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.mark.usefixtures("real_linking")
def test_the_rows_are_those_of_one_machine(folder: Path, tmp_path: Path, session: "SparkSession") -> None:
    """Table by table the record of a cluster equals that of one process, faults and skipped inputs included."""
    from rashomon.engine import spark

    (folder / "empty.txt").write_text("")
    (folder / "german.txt").write_text("Die Flotte lief am Montag aus dem Hafen aus, und niemand wusste, wohin. " * 5)
    (folder / "more.jsonl").write_text(
        '{"uri": "one", "text": "The fleet shelled Port Elm on 3 June 1916.", "page": 3}\nnot JSON\n'
    )
    one = local.build([folder], tmp_path / "one.duckdb", jobs=1)
    many = spark.build([folder], tmp_path / "many", session=session)
    assert (many.new, many.events, many.differences) == (one.new, one.events, one.differences)
    assert sorted(row.reason for row in many.skipped) == sorted(row.reason for row in one.skipped)
    assert tables(tmp_path / "many") == tables(tmp_path / "one.duckdb")
    with Record(tmp_path / "many") as record:
        assert verify(record) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["many", "one.duckdb", "texts"]


def test_a_record_is_not_written_over(folder: Path, tmp_path: Path) -> None:
    """A record that is there is left alone, and no cluster is started for it."""
    from rashomon.engine import spark

    (tmp_path / "many").mkdir()
    with pytest.raises(UsageError, match="is there already"):
        spark.build([folder], tmp_path / "many", master="nowhere")


@pytest.mark.parametrize("row", READING.values(), ids=READING)
def test_every_column_has_a_type_for_spark(row: type) -> None:
    """Each table of reading has as many columns for Spark and Arrow as it has in the record."""
    from rashomon.engine.spark_rows import arrow_schema, spark_schema

    assert len(arrow_schema(row)) == len(spark_schema(row).split(", ")) > 0
