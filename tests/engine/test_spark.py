"""A cluster gives the rows that one machine gives."""

import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from record_tables import tables

from rashomon.engine import linking, local
from rashomon.engine.reading import About
from rashomon.engine.spark_rows import TABLES, arrow_schema
from rashomon.errors import RashomonError, RecordError, UsageError
from rashomon.knowledge import Knowledge
from rashomon.link import PAIRING
from rashomon.link.claims import settings as claim_settings
from rashomon.link.event_scores import settings as event_settings
from rashomon.record import schema, store
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
def session(tmp_path_factory: pytest.TempPathFactory, s3: Any) -> Iterator["SparkSession"]:
    """A cluster on this machine: two executors, each a process of its own with one core and 2 GB, which know where the bucket is."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    package = Path(local.__file__).parents[2]
    session = (
        SparkSession.builder.master(CLUSTER)
        .appName("rashomon tests")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.warehouse.dir", str(tmp_path_factory.mktemp("warehouse")))
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
    assert many.silent == one.silent
    assert sorted(row.reason for row in many.skipped) == sorted(row.reason for row in one.skipped)
    assert tables(tmp_path / "many") == tables(tmp_path / "one.duckdb")
    with Record(tmp_path / "many") as record:
        assert verify(record) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["many", "one.duckdb", "texts"]


@pytest.mark.usefixtures("real_linking")
def test_pairs_are_those_of_one_machine(folder: Path, tmp_path: Path, session: "SparkSession") -> None:
    """Splink on Spark gives the pairs, probabilities and levels that it gives on DuckDB, for events and for claims."""
    from rashomon.engine.spark_pairs import on_spark
    from rashomon.link.pairs import Predict, Rules, columns, on_duckdb, scored

    held: list[tuple[pa.Table, Rules, float]] = []

    def kept(table: pa.Table, rules: Rules, least: float) -> Iterable[pa.RecordBatch]:
        held.append((table, rules, least))
        return on_duckdb(table, rules, least)

    predict: Predict = kept
    for name, who in (("one", "The Admiralty"), ("two", "The Southern League")):
        (folder / f"{name}.txt").write_text(f"Port Elm\n\n{who} said the Northern Fleet was a threat to Port Elm.\n")
    local.build([folder], tmp_path / "one.duckdb", jobs=1)
    with Record(tmp_path / "one.duckdb") as record:
        store.look_at(record.connection, "_current", "_linking")
        for name, step in linking.steps(predict):
            if name in PAIRING:
                list(step(record.connection, Knowledge()))
    assert len(held) == len(PAIRING)
    for table, rules, least in held:
        one = list(scored(table, rules, least, on_duckdb).each())
        assert one, columns(rules)
        assert list(scored(table, rules, least, on_spark(session, str(tmp_path / "pairs"), small=0)).each()) == one
        assert not list((tmp_path / "pairs").iterdir())


def test_conditions_are_told_in_spark_s_words() -> None:
    """Functions of DuckDB on lists are Spark's; all other words stand as they were."""
    from rashomon.engine.spark_pairs import FUNCTIONS, translated

    knowledge = Knowledge()
    for rules in (event_settings(knowledge), claim_settings(knowledge.toml("link_claims"))):
        for comparison in translated(rules)["comparisons"]:
            for level in comparison["comparison_levels"]:
                assert not {call[1] for call in re.finditer(r"(\w+)\(", level["sql_condition"])} & set(FUNCTIONS)


def test_a_record_is_built_at_an_address(folder: Path, tmp_path: Path, session: "SparkSession") -> None:
    """Under an address there are at the end the mark and one part with the tables, and the rows are those of one machine."""
    from rashomon.engine import spark

    address = f"file://{tmp_path / 'bucket' / 'many'}"
    local.build([folder], tmp_path / "one.duckdb", jobs=1)
    assert spark.build([folder], address, session=session).record == address
    assert tables(tmp_path / "bucket" / "many") == tables(tmp_path / "one.duckdb")
    with Record(address) as record:
        assert verify(record) == []
    names = sorted(path.name for path in (tmp_path / "bucket" / "many").iterdir())
    assert names[1:] == ["rashomon.json"]
    assert not {"tasks", "rows"} & {path.name for path in (tmp_path / "bucket" / "many" / names[0]).iterdir()}
    with pytest.raises(UsageError, match="is there already"):
        spark.build([folder], address)


def test_what_is_passed_over_or_stopped_is_the_same(folder: Path, tmp_path: Path, session: "SparkSession") -> None:
    """Documents that tell nothing of what is asked for, that are too long or that stop the process that reads them are set aside alike."""
    from rashomon.engine import spark

    (folder / "long.txt").write_text("The Northern Fleet shelled Port Elm on 3 June 1916. " * 40)
    slow = tmp_path / "slow"
    slow.mkdir()
    for name in ("one", "two"):
        (slow / f"{name}.txt").write_text("The Northern Fleet shelled Port Elm on 3 June 1916. " * 2500)
    about = About(names=("Port Elm",), until=date(1916, 6, 4))
    for paths, options, reasons in (
        ([folder], {"about": about, "max_chars": 2000}, {"not about", "other period", "too long"}),
        ([slow], {"max_seconds": 1e-6}, {"too slow"}),
    ):
        name = paths[0].name
        one = local.build(paths, tmp_path / f"{name}.duckdb", jobs=1, **options)
        many = spark.build(paths, tmp_path / f"{name}.many", session=session, **options)
        assert {row.reason for row in one.skipped} == reasons
        assert sorted(row.uri + row.reason for row in many.skipped) == sorted(
            row.uri + row.reason for row in one.skipped
        )
        assert tables(tmp_path / f"{name}.many") == tables(tmp_path / f"{name}.duckdb")


def test_a_record_is_built_in_a_bucket(folder: Path, tmp_path: Path, session: "SparkSession", s3: Any) -> None:
    """Executors read a bucket's texts and write their rows to it; at the end there are the mark and one part, and no stage."""
    from rashomon.engine import spark

    (folder / "sources.csv").unlink()
    s3.put(str(folder) + "/", "news/cluster/texts/", recursive=True)
    address = "s3://news/cluster/many"
    local.build([folder], tmp_path / "one.duckdb", jobs=1)
    spark.build(["s3://news/cluster/texts"], address, session=session)
    with Record(address) as record:
        assert verify(record) == []
    assert tables(address) == tables(tmp_path / "one.duckdb")
    below = [name.split("/")[3:] for name in s3.find("news/cluster/many")]
    assert len({names[0] for names in below}) == 2
    assert {names[1] for names in below if len(names) > 1} == {"_derived", "_keeping", "_linking", "_reading"}
    with pytest.raises(UsageError, match="is there already"):
        spark.build(["s3://news/cluster/texts"], address, session=session)
    with pytest.raises(RecordError, match="bucket"):
        spark.build(["s3://news/cluster/texts"], "s3://nobucket/many", session=session)
    assert not s3.exists("nobucket")


def test_what_stops_an_executor_is_told(folder: Path, tmp_path: Path, session: "SparkSession") -> None:
    """What is wrong for all documents comes from an executor in the program's own words, and leaves no record."""
    from rashomon.engine import spark

    (tmp_path / "model").mkdir()
    with pytest.raises(RashomonError, match=r"language (pipeline|model)") as told:
        spark.build([folder / "elm.txt"], tmp_path / "many", session=session, language_model=str(tmp_path / "model"))
    assert "\n" not in str(told.value)
    assert not list(tmp_path.glob("many*"))


def test_what_fails_at_an_address_leaves_nothing(tmp_path: Path) -> None:
    """A build that is given up takes its part away and leaves no record, and another's part stays."""
    from rashomon.engine.spark_places import place

    other = tmp_path / "many" / "build-other" / "rows"
    other.mkdir(parents=True)
    address = f"file://{tmp_path / 'many'}"

    def given_up() -> None:
        with place(address) as work:
            Path(work.stages.removeprefix("file://"), "tasks").mkdir(parents=True)
            raise OSError("gone")

    with pytest.raises(RecordError, match="gone"):
        given_up()
    assert [path.name for path in (tmp_path / "many").iterdir()] == ["build-other"]


def test_a_record_is_not_written_over(folder: Path, tmp_path: Path) -> None:
    """A record that is there is left alone, and no cluster is started for it."""
    from rashomon.engine import spark

    (tmp_path / "many").mkdir()
    with pytest.raises(UsageError, match="is there already"):
        spark.build([folder], tmp_path / "many", master="nowhere")


@pytest.mark.parametrize("row", TABLES.values(), ids=TABLES)
def test_every_column_has_a_type(row: type) -> None:
    """Each table that executors write has as many columns for Arrow as it has in the record."""
    assert len(arrow_schema(row)) == len(schema.columns(row)) > 0
