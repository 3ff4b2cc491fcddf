"""Building a record on many machines: Spark reads the documents, their rows lie as Parquet, the record is a folder.

The functions that read are those that :mod:`rashomon.engine.local` calls; Spark hands their executors parts of the tasks, and each writes
its rows as Parquet (:mod:`rashomon.engine.spark_rows`). Linking and comparing run once, on the driver, over these tables, with the pairs of
large collections scored on the executors (:mod:`rashomon.engine.spark_pairs`): DuckDB puts on disk what does not fit in memory. What was
read before is not kept: a build reads all inputs.

A record is there whole or not at all; a build that was stopped is begun anew. It is a folder that driver and executors share (a build
writes to ``RECORD.building`` and renames it at its end), or an address, ``s3://bucket/record`` say, that fsspec knows on all of them.
"""

import os
import shutil
import sys
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pyarrow as pa

from rashomon import __version__, collect
from rashomon.engine.keys import linking_key, model_key, reading_key, recorded
from rashomon.engine.linking import link
from rashomon.engine.local import counts
from rashomon.engine.pool import results
from rashomon.engine.profile import Spent
from rashomon.engine.reading import MAX_MEMORY, MAX_SECONDS, About, Settings
from rashomon.engine.report import Progress, Report, Told
from rashomon.engine.spark_errors import told
from rashomon.engine.spark_pairs import on_spark
from rashomon.engine.spark_places import Place, check, is_ours, place
from rashomon.engine.spark_rows import KEPT, Written, write
from rashomon.engine.spark_scratch import scratch
from rashomon.engine.spark_tasks import stage, staged
from rashomon.errors import UsageError, shown
from rashomon.knowledge import Knowledge
from rashomon.link.pairs import Predict
from rashomon.model import READING
from rashomon.record import elsewhere, folder, schema, store
from rashomon.record.keeping import Run, Skipped

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

PARTS = 4
"""Parts of the reading for each core: documents are of unlike length, and a core that is done early takes the next part."""


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
    profile: bool = False,
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
        profile: Measure where the time goes, on driver and executors.
        progress: Called before each step.

    Returns:
        What was done.

    Raises:
        UsageError: A path, table or option is off, pyspark is not installed, or the record is there already.
        RecordError: The record cannot be written.
        RashomonError: The cluster failed.
    """
    started, began = time.monotonic(), _now()
    inputs = collect.find(paths, sources=sources, offline=offline)
    check(record)
    knowledge = knowledge or Knowledge()
    model = model_key(language_model)
    settings = Settings(
        overlay=str(knowledge.overlay) if knowledge.overlay is not None else None,
        language_model=language_model,
        language=language,
        max_chars=max_chars,
        max_seconds=max_seconds,
        max_memory=max_memory,
        about=about,
        profile=profile,
    )
    options = recorded(settings)
    key = reading_key(knowledge, model, options)

    def tell(stage: str) -> None:
        if progress is not None:
            progress(Progress(stage=stage, done=0, total=None, read=0, skipped=0, seconds=time.monotonic() - started))

    with place(record) as work, _running(session, master) as spark:
        tell("read")
        silent, faults, spent = _read(spark, inputs, record, _anywhere(settings), key, work)
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
        (documents, events, differences), skipped = _link(
            work.near, knowledge, faults, run, tell, on_spark(spark, f"{work.stages}/pairs"), spent
        )
        work.finish()
    return Report(
        record=shown(str(record)),
        new=documents,
        changed=0,
        unchanged=0,
        kept=0,
        skipped=skipped,
        documents=documents,
        events=events,
        differences=differences,
        silent=silent,
        continued=False,
        seconds=time.monotonic() - started,
        profile=spent.seconds if profile else None,
    )


def _anywhere(settings: Settings) -> Settings:
    """The settings with whole paths: each executor stands in a folder of its own."""
    overlay, model = settings.overlay, settings.language_model
    if overlay is not None:
        overlay = str(Path(overlay).absolute())
    if model is not None and Path(model).is_dir():
        model = str(Path(model).absolute())
    return msgspec.structs.replace(settings, overlay=overlay, language_model=model)


@contextmanager
def _running(session: "SparkSession | None", master: str | None) -> Iterator["SparkSession"]:
    """The session given, or one that is stopped at the end; what fails in it is told in one line."""
    with told(starting=True):
        spark = session or start(master)
    try:
        with told():
            yield spark
    finally:
        if session is None:
            with told():
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
    builder = SparkSession.builder.appName("rashomon").config("spark.log.level", "ERROR")
    if master is not None:
        builder = builder.master(master)
        if master.startswith("local"):
            # workers on this machine run the Python that runs this one, not the first on the path
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
            builder = builder.config("spark.local.dir", str(scratch())).config("spark.log.level", "OFF")
    return (
        builder.config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.execution.arrow.pyspark.enabled", "true")
        .config("spark.driver.defaultJavaOptions", f'"-Djava.io.tmpdir={scratch()}"')
        .config("spark.sql.warehouse.dir", str(scratch() / "warehouse"))  # not where the user stands
        .getOrCreate()
    )


def _read(
    spark: "SparkSession", inputs: collect.Inputs, record: Path | str, settings: Settings, key: str, work: Place
) -> tuple[int, list[Skipped], Spent]:
    """Read all inputs on the executors, and lay the tables of those attempts that came to their end where a record has them.

    Returns:
        Sentences with a word of the lexicon that gave no event, inputs of which no task could be made, and what the executors spent.
    """
    stages, packed = work.stages, msgspec.msgpack.encode(settings)
    parts, faults = stage(
        inputs, f"{stages}/tasks", PARTS * spark.sparkContext.defaultParallelism, left_out=is_ours(record)
    )

    def rows(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        chosen = msgspec.msgpack.decode(packed, type=Settings)
        for batch in batches:
            for part in batch.column("id").to_pylist():
                written = write(results(staged(f"{stages}/tasks", parts[part]), chosen, 1), key, f"{stages}/attempts")
                line = pa.array([msgspec.json.encode(written)], pa.binary())
                yield pa.RecordBatch.from_arrays([pa.array([part], pa.int64()), line], names=["part", "written"])

    silent, spent = 0, Spent()
    if parts:
        frame = spark.range(0, len(parts), 1, len(parts)).mapInArrow(rows, "part long, written binary")
        for part, line in sorted((row.part, bytes(row.written)) for row in frame.collect()):
            written = msgspec.json.decode(line, type=Written)
            silent += written.silent
            spent.add(written.seconds)
            for table in written.tables:
                group = "kept" if table in KEPT else "_reading"
                elsewhere.moved(
                    f"{stages}/attempts/{written.attempt}/{table}.parquet",
                    f"{stages}/{group}/{table}/part-{part:06}.parquet",
                )
    return silent, faults, spent


def _link(
    work: Path,
    knowledge: Knowledge,
    faults: list[Skipped],
    run: Run,
    tell: Callable[[str], None],
    predict: Predict,
    spent: Spent,
) -> tuple[tuple[int, int, int], list[Skipped]]:
    """Link and compare on the driver, the pairs scored by the executors, and write those tables beside the ones of reading.

    Returns:
        What the record counts, and the skipped inputs.
    """
    file = work / "linking.duckdb"
    connection = store.connect(file, read_only=False, work=work / "spill")
    try:
        store.prepare(connection)
        for group, tables, at in (("_reading", READING, "_reading"), ("_keeping", KEPT, "kept")):
            for name, row in tables.items():
                if parts := _parts(work / at / name):
                    columns = ", ".join(map(schema.quoted, schema.columns(row)))
                    connection.execute(
                        f"INSERT INTO {group}.{name} ({columns}) SELECT {columns} FROM read_parquet({parts}) ORDER BY ALL"
                    )
        store.write(connection, faults, work)
        columns = ", ".join(schema.columns(Skipped))
        found = connection.execute(f"SELECT {columns} FROM _keeping.skipped ORDER BY uri, reason, detail").fetchall()
        skipped = [Skipped(**dict(zip(schema.columns(Skipped), values, strict=True))) for values in found]
        with store.transaction(connection):
            link(connection, knowledge, work=work, told=tell, timed=spent, predict=predict)
            schema.set_meta(connection, "linking_key", run.linking_key)
        counted = counts(connection)
        run = msgspec.structs.replace(run, finished=_now(), n_new=counted[0], n_skipped=len(skipped))
        store.write(connection, [run], work)
        schema.set_meta(connection, "state", run.run_id)
        folder.write_tables(connection, work, [name for name in folder.tables() if not name.startswith("_reading/")])
    finally:
        connection.close()
    file.unlink()
    shutil.rmtree(work / "spill", ignore_errors=True)
    return counted, skipped


def _parts(place: Path) -> str:
    """A table's files as DuckDB lists them, or nothing."""
    files = ", ".join("'" + str(part).replace("'", "''") + "'" for part in sorted(place.glob("*.parquet")))
    return f"[{files}]" if files else ""


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
