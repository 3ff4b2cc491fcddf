"""Building a record on many machines: Spark reads the documents, their rows lie as Parquet, the record is a folder.

The functions that read are those that :mod:`rashomon.engine.local` calls; Spark hands them tasks and takes their rows. Linking and
comparing run once, on the driver, over the Parquet tables, with the pairs of large collections scored on the executors
(:mod:`rashomon.engine.spark_pairs`): DuckDB puts on disk what does not fit in memory. What was read before is not kept: a build reads all
inputs.

A record is there whole or not at all; a build that was stopped is begun anew. It is a folder that driver and executors share (a build
writes to ``RECORD.building`` and renames it at its end), or an address, ``s3a://bucket/record`` say, that Spark and fsspec both know.
"""

import os
import shutil
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec
import pyarrow as pa

from rashomon import __version__, collect
from rashomon.engine.keys import linking_key, model_key, reading_key
from rashomon.engine.linking import link
from rashomon.engine.local import counts
from rashomon.engine.pool import results
from rashomon.engine.reading import MAX_MEMORY, MAX_SECONDS, About, Settings, Task
from rashomon.engine.report import Progress, Report, Told
from rashomon.engine.spark_pairs import on_spark
from rashomon.engine.spark_places import check, place
from rashomon.engine.spark_rows import rows_of, typed
from rashomon.errors import CollectError, UsageError
from rashomon.knowledge import Knowledge
from rashomon.link.pairs import Predict
from rashomon.model import READING
from rashomon.record import folder, schema, store
from rashomon.record.keeping import Quarantined, Reading, Run, Skipped

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

Kept = TypeVar("Kept", Skipped, Reading, Quarantined)
TASKS = 2000
"""Tasks that the driver holds at a time."""
PARTS = 4
"""Partitions for each core: documents are of unlike length, and a core that is done early takes the next part."""
ROWS = "table string, lines binary"


def build(
    paths: Iterable[Path | str],
    record: Path | str,
    *,
    session: "SparkSession | None" = None,
    master: str | None = None,
    sources: Path | None = None,
    knowledge: Knowledge | None = None,
    language_model: str | None = None,
    language: str | None = None,
    max_chars: int = collect.MAX_CHARS,
    max_seconds: float = MAX_SECONDS,
    max_memory: int = MAX_MEMORY,
    about: About | None = None,
    offline: bool = False,
    progress: Told | None = None,
) -> Report:
    """Read all inputs on a Spark cluster, link and compare them, and leave the record as a folder of Parquet tables.

    Args:
        paths: As for :func:`rashomon.engine.local.build`; files must be in reach of the executors too.
        record: The folder or address; there must be no record yet, and driver and executors must both see the place.
        session: A running session; by default one is started and stopped.
        master: Where Spark runs, ``spark://host:7077`` say; by default what Spark's own settings name.
        sources: A table of sources that goes before those beside the files.
        knowledge: The tables; the shipped ones by default.
        language_model: An installed spaCy pipeline in place of the shipped one.
        language: ISO 639-1 code that all documents are taken to be written in.
        max_chars: Longest text that is read.
        max_seconds: Longest time for one document.
        max_memory: MB of memory that a process may take for it.
        about: What is asked for: documents that tell of nothing of it are stored, named and not parsed; None parses all.
        offline: Refuse addresses.
        progress: Called before each step.

    Returns:
        What was done.

    Raises:
        UsageError: A path, table or option is off, pyspark is not installed, or the record is there already.
        RecordError: The record cannot be written.
    """
    started, began = time.monotonic(), _now()
    inputs = collect.find(paths, sources=sources, offline=offline)
    check(record)
    knowledge = knowledge or Knowledge()
    options: dict[str, str | int | None] = {
        "language": language,
        "language_model": language_model,
        "max_chars": max_chars,
    }
    if about is not None:
        options["about"] = msgspec.json.encode(about).decode()
    model = model_key(language_model)
    settings = Settings(
        overlay=str(knowledge.overlay) if knowledge.overlay is not None else None,
        language_model=language_model,
        language=language,
        max_chars=max_chars,
        max_seconds=max_seconds,
        max_memory=max_memory,
        about=about,
    )
    key = reading_key(knowledge, model, options)

    def tell(stage: str) -> None:
        if progress is not None:
            progress(Progress(stage=stage, done=0, total=None, read=0, skipped=0, seconds=time.monotonic() - started))

    spark = session or start(master)
    try:
        with place(record) as work:
            tell("read")
            faults = _stage(spark, inputs, f"{work.stages}/tasks")
            _read(spark, settings, key, work.stages)
            _tables(spark, work.stages)
            work.fetch()
            run = Run(
                run_id=uuid.uuid4().hex,
                started=began,
                finished=began,
                version=__version__,
                reading_key=key,
                linking_key=linking_key(knowledge),
                model=model,
                extractors=collect.extractors(),
                options=options,
                n_new=0,
                n_changed=0,
                n_unchanged=0,
                n_skipped=0,
            )
            report = _link(work.near, str(record), knowledge, faults, run, tell, started, on_spark(spark))
            work.finish()
            return report
    finally:
        if session is None:
            spark.stop()


def start(master: str | None) -> "SparkSession":
    """Start a session.

    Args:
        master: Where Spark runs; None leaves it to Spark's settings.

    Raises:
        UsageError: pyspark is not installed.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise UsageError(
            'pyspark is not installed: pip install "rashomon[spark]", and a Java of version 17 or newer'
        ) from error
    builder = SparkSession.builder.appName("rashomon")
    if master is not None:
        builder = builder.master(master)
        if master.startswith(
            "local"
        ):  # workers on this machine run the Python that runs this one, not the first on the path
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    session = (
        builder.config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.pyspark.enabled", "true")
        .config("spark.driver.maxResultSize", "0")  # millions of pairs come back: more than its 1 GB
        .config("spark.sql.warehouse.dir", tempfile.gettempdir() + "/rashomon-spark")  # not where the user stands
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    return session


def _stage(spark: "SparkSession", inputs: collect.Inputs, tasks: str) -> list[Skipped]:
    """Write the tasks for the executors; gives the inputs of which none can be made."""
    faults: list[Skipped] = []

    def all_tasks() -> Iterator[bytes]:
        for item in inputs:
            try:
                digest = item.digest()
            except CollectError as error:
                faults.append(Skipped(uri=item.uri, stage="collect", reason=error.reason, detail=error.detail))
                continue
            yield msgspec.msgpack.encode(Task(uri=item.uri, input=item, corrections={}, digest=digest))

    stream, staged = all_tasks(), False
    kind = pa.schema([("task", pa.binary())])
    while True:
        held = list(islice(stream, TASKS))
        if not held and staged:
            return faults
        frame = spark.createDataFrame(pa.table({"task": pa.array(held, pa.binary())}, schema=kind))
        frame.write.mode("append").parquet(tasks)
        staged = True


def _read(spark: "SparkSession", settings: Settings, key: str, work: str) -> None:
    """Read the tasks on the executors; the rows lie by table, as JSON lines."""
    packed = msgspec.msgpack.encode(settings)

    def rows(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        chosen = msgspec.msgpack.decode(packed, type=Settings)
        tasks = (
            msgspec.msgpack.decode(value.as_py(), type=Task) for batch in batches for value in batch.column("task")
        )
        for result in results(tasks, chosen, 1):
            pairs = list(rows_of(result, key))
            yield pa.RecordBatch.from_arrays(
                [pa.array([table for table, _ in pairs]), pa.array([lines for _, lines in pairs], pa.binary())],
                names=["table", "lines"],
            )

    parts = PARTS * spark.sparkContext.defaultParallelism
    frame = spark.read.parquet(f"{work}/tasks").repartition(parts).mapInArrow(rows, ROWS)
    frame.write.partitionBy("table").parquet(f"{work}/rows")


def _tables(spark: "SparkSession", work: str) -> None:
    """Write each table of reading with its own columns."""
    staged = spark.read.schema("lines binary, table string").parquet(f"{work}/rows")
    for name, row in READING.items():
        typed(staged.where(staged["table"] == name).select("lines"), row).write.option("compression", "zstd").parquet(
            f"{work}/_reading/{name}"
        )


def _link(
    work: Path,
    record: str,
    knowledge: Knowledge,
    faults: list[Skipped],
    run: Run,
    tell: Callable[[str], None],
    started: float,
    predict: Predict,
) -> Report:
    """Link and compare on the driver, the pairs scored by the executors, and write those tables beside the ones of reading."""
    file = work / "linking.duckdb"
    connection = store.connect(file, read_only=False, work=work / "spill")
    try:
        store.prepare(connection)
        for name, row in READING.items():
            parts = _parts(work / "_reading" / name)
            if parts:
                columns = ", ".join(map(schema.quoted, schema.columns(row)))
                connection.execute(
                    f"INSERT INTO _reading.{name} ({columns}) SELECT {columns} FROM read_parquet({parts}) ORDER BY ALL"
                )
        skipped = sorted([*faults, *_kept(work, Skipped)], key=lambda row: (row.uri, row.reason, row.detail))
        store.write(connection, [*skipped, *_kept(work, Reading), *_kept(work, Quarantined)], work)
        with store.transaction(connection):
            link(connection, knowledge, work=work, told=tell, predict=predict)
            schema.set_meta(connection, "linking_key", run.linking_key)
        documents, events, differences = counts(connection)
        run = msgspec.structs.replace(run, finished=_now(), n_new=documents, n_skipped=len(skipped))
        store.write(connection, [run], work)
        schema.set_meta(connection, "state", run.run_id)
        folder.write_tables(connection, work, [name for name in folder.tables() if not name.startswith("_reading/")])
    finally:
        connection.close()
    file.unlink()
    shutil.rmtree(work / "spill", ignore_errors=True)
    return Report(
        record=record,
        new=documents,
        changed=0,
        unchanged=0,
        kept=0,
        skipped=skipped,
        documents=documents,
        events=events,
        differences=differences,
        continued=False,
        seconds=time.monotonic() - started,
    )


def _kept(work: Path, row: type[Kept]) -> Iterator[Kept]:
    """Rows of bookkeeping that the executors wrote."""
    from pyarrow import parquet

    decode = msgspec.json.Decoder(row).decode_lines
    for part in sorted((work / "rows" / f"table={schema.table_of(row).split('.')[1]}").glob("*.parquet")):
        for value in parquet.ParquetFile(part).read(["lines"]).column("lines"):
            yield from decode(value.as_py())


def _parts(place: Path) -> str:
    """A table's files as DuckDB lists them, or nothing."""
    files = ", ".join("'" + str(part).replace("'", "''") + "'" for part in sorted(place.glob("*.parquet")))
    return f"[{files}]" if files else ""


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
