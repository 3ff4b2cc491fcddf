"""Building a record on one machine: processes that read, and DuckDB.

How each guarantee is kept:

* *Incremental*: the record notes for each document the hash of its input (bytes, uri, row of the table of sources), of its
  corrections, and of everything that decides what reading gives (program, knowledge, model, options). Where all are the same
  the input is not opened further. Linking runs again only where a document, a linking table or the program changed.
* *Same rows always*: a row depends on its document alone, or on rows that steps take in order; results are committed in the
  order of the inputs (which is that of their uris), however many processes read.
* *Nothing lost*: results are committed in batches; a stopped build is gone on with (:mod:`rashomon.record.building`).
* *Nothing removed*: documents that the given paths do not hold stay in the record, and the report counts them.
* *New versions*: another text under a known uri is a new document that supersedes the former one. Only the newest is linked,
  compared, counted and shown by the views; older ones stand in ``superseded_documents``. A text that comes back supersedes what
  replaced it.
* *One bad document stops nothing*: it is named in ``skipped`` with the reason.
"""

import os
import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import msgspec

from rashomon import __version__, collect
from rashomon.engine.correct import corrections_digest
from rashomon.engine.keys import linking_key, model_key, reading_key, recorded
from rashomon.engine.linking import link
from rashomon.engine.pool import results
from rashomon.engine.profile import Spent
from rashomon.engine.reading import FAILED, MAX_MEMORY, MAX_SECONDS, About, Result, Settings, Task
from rashomon.engine.report import Progress, Report, Told
from rashomon.engine.stopping import Stopped, Stopping
from rashomon.engine.writing import Known, Writer, known
from rashomon.errors import CollectError, UsageError
from rashomon.knowledge import Knowledge
from rashomon.record import schema, store
from rashomon.record.building import Building
from rashomon.record.elsewhere import is_address
from rashomon.record.keeping import Run, Skipped


def build(
    paths: Iterable[Path | str],
    record: Path | str,
    *,
    sources: Path | None = None,
    knowledge: Knowledge | None = None,
    language_model: str | None = None,
    language: str | None = None,
    jobs: int | None = None,
    max_chars: int = collect.MAX_CHARS,
    max_seconds: float = MAX_SECONDS,
    max_memory: int = MAX_MEMORY,
    about: About | None = None,
    offline: bool = False,
    retry: bool = False,
    profile: bool = False,
    progress: Told | None = None,
) -> Report:
    """Read what is new or changed below the paths into a record, then link and compare anew where that changes anything.

    Args:
        paths: Files, folders, ``-`` for standard input, or addresses.
        record: The record; made when it is not there.
        sources: A table of sources that goes before those beside the files.
        knowledge: The tables; the shipped ones by default.
        language_model: An installed spaCy pipeline in place of the shipped one.
        language: ISO 639-1 code that all documents are taken to be written in.
        jobs: Processes that read; by default one for each processor.
        max_chars: Longest text that is read.
        max_seconds: Longest time that reading one document may take.
        max_memory: MB of memory that a process may take for it.
        about: What is asked for: documents that tell of nothing of it are stored, named and not parsed; None parses all.
        offline: Refuse addresses: nothing is fetched.
        retry: Read again what an earlier build could not read, though nothing of it has changed.
        profile: Measure where the time goes.
        progress: Called after each document and before each step of linking.

    Returns:
        What was done.

    Raises:
        UsageError: A path, table or option is off; nothing was touched.
        RecordError: The record cannot be written, is of another version, or is being built by another process.
        KeyboardInterrupt: Ctrl-C. The first is followed between two documents, and what was read is kept for the next build; a
            second one at once (:mod:`rashomon.engine.stopping`).
    """
    if is_address(record):
        raise UsageError(
            f'"{record}" is an address: --engine spark builds there; without it, name a file on this machine'
        )
    inputs = collect.find(paths, sources=sources, offline=offline)
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
    path = Path(record)
    with store.told(path, "build"), Building(path) as building, Stopping(progress) as told:
        work = Work(building, knowledge, inputs.count(), told, options, model, retry=retry)
        work.read(inputs, settings, jobs or processors())
        work.finish()
        report = work.report()
        return msgspec.structs.replace(report, profile=work.spent.seconds) if profile else report


class Work:
    """One build, step by step; shared by :func:`build` and :func:`rashomon.engine.setting.set_metadata`.

    Args:
        building: The record, held for writing.
        knowledge: The tables.
        total: Inputs there are, if that is known.
        progress: Called after each document and before each step of linking.
        options: Options that change what is read.
        model: The model's key.
        retry: Read again what an earlier build could not read.
    """

    def __init__(
        self,
        building: Building,
        knowledge: Knowledge,
        total: int | None,
        progress: Told | None,
        options: dict[str, str | int | None],
        model: str,
        *,
        retry: bool = False,
    ) -> None:
        self.started = time.monotonic()
        self.started_at = _now()
        self.building = building
        self.knowledge = knowledge
        self.options = options
        self.model = model
        self.key = reading_key(knowledge, model, options)
        self.known: Known = known(building.state())
        self.writer = Writer(building, self.known, self.key)
        self.unchanged = 0
        self.silent = 0
        self.done = 0
        self.skipped: list[Skipped] = []
        self.given: set[str] = set()
        self._total = total
        self._progress = progress
        self._retry = retry
        self._counts = (0, 0, 0)
        self.spent = Spent()

    def read(self, inputs: Iterable[collect.Input], settings: Settings, jobs: int) -> None:
        """Read the inputs that are new or changed."""
        self.run(self._tasks(inputs), settings, jobs)

    def run(self, tasks: Iterable[Task], settings: Settings, jobs: int) -> None:
        """Read the tasks' documents and commit them in batches, also those of an interrupted run."""
        with closing(results(tasks, settings, jobs)) as stream:
            try:
                for result in stream:
                    self._take(result)
            except Stopped:
                self.writer.commit()
                raise
        self.writer.commit()

    def finish(self, *, anew: bool = False) -> None:
        """Link and compare anew where anything changed, note the run, and put the record in place.

        Args:
            anew: Write the record's file anew, so that what was deleted is in none of its bytes.
        """
        self.writer.note_faults(self.given)
        new_key = linking_key(self.knowledge)
        state = self.building.state()
        linked = schema.meta(state, "linking_key") if state is not None else None
        if self.writer.changed or linked != new_key:
            connection = self.building.writing()
            with store.transaction(connection):
                self.writer.rename_outlets(self.knowledge)
                link(connection, self.knowledge, work=self.building.work, told=self._tell, timed=self.spent)
                schema.set_meta(connection, "linking_key", new_key)
        self._counts = counts(self.building.state())
        if self.building.is_written:
            run = self._run(new_key)
            store.write(self.building.writing(), [run], self.building.work)
            self.building.swap(run.run_id, anew=anew)

    def report(self) -> Report:
        """What was done."""
        documents, events, differences = self._counts
        return Report(
            record=str(self.building.record),
            new=self.writer.new,
            changed=self.writer.again,
            unchanged=self.unchanged,
            kept=len(self.known.keys() - self.given),
            skipped=self.skipped,
            documents=documents,
            events=events,
            differences=differences,
            silent=self.silent,
            continued=self.building.continued,
            seconds=time.monotonic() - self.started,
        )

    def _tasks(self, inputs: Iterable[collect.Input]) -> Iterator[Task]:
        """Inputs that are new or changed; the others are counted, and faults noted."""
        for item in inputs:
            if item.path is not None and self._is_ours(Path(item.path)):
                self._one_done()
                continue
            self.given.add(item.uri)
            try:
                item_digest = item.digest()
            except CollectError as error:
                fault = Skipped(uri=item.uri, stage="collect", reason=error.reason, detail=error.detail)
                self._take(Result(uri=item.uri, skipped=fault))
                continue
            corrections = self.writer.corrections.get(item.uri, {})
            corrected = corrections_digest(corrections)
            if not self._retry and (stopped := self.writer.quarantined(item.uri, item_digest, corrected)):
                self._take(Result(uri=item.uri, digest=item_digest, skipped=stopped))
                continue
            if self.writer.is_read(item.uri, item_digest, corrected):
                unread = self.writer.unread(item.uri)
                if not (self._retry and any(row.reason in FAILED for row in unread)):
                    self.unchanged += 1
                    self.skipped.extend(unread)
                    self._one_done()
                    continue
            yield Task(uri=item.uri, input=item, corrections=corrections, digest=item_digest)

    def _is_ours(self, path: Path) -> bool:
        """Whether a file is the record itself, or what a build writes beside it: the record may lie among the texts."""
        record = self.building.record.resolve()
        return path.name.startswith(record.name) and path.resolve().parent == record.parent

    def _take(self, result: Result) -> None:
        if result.skipped is not None:
            self.skipped.append(result.skipped)
        self.silent += result.silent
        self.spent.add(result.seconds)
        with self.spent("writing"):
            self.writer.take(result)
        self._one_done()

    def _one_done(self) -> None:
        self.done += 1
        self._tell("read")

    def _tell(self, stage: str) -> None:
        if self._progress is not None:
            self._progress(
                Progress(
                    stage=stage,
                    done=self.done,
                    total=self._total,
                    read=self.writer.new + self.writer.again,
                    skipped=len(self.skipped),
                    seconds=time.monotonic() - self.started,
                )
            )

    def _run(self, linking: str) -> Run:
        return Run(
            run_id=uuid.uuid4().hex,
            started=self.started_at,
            finished=_now(),
            version=__version__,
            reading_key=self.key,
            linking_key=linking,
            model=self.model,
            extractors=collect.extractors(),
            options=self.options,
            n_new=self.writer.new,
            n_changed=self.writer.again,
            n_unchanged=self.unchanged,
            n_skipped=len(self.skipped),
        )


def processors() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def counts(connection: duckdb.DuckDBPyConnection | None) -> tuple[int, int, int]:
    """Documents, events of a type, and what accounts part on in these, as the overview counts them; zeros without a record."""
    if connection is None:
        return 0, 0, 0
    found = connection.execute(
        "SELECT (SELECT count(*) FROM _current.documents), "
        "(SELECT count(*) FROM _linking.events WHERE event_type IS NOT NULL), "
        "(SELECT count(*) FROM _linking.differences JOIN _linking.events e USING (event_id) WHERE across = 'between' "
        "AND status IN ('differ', 'update') AND aspect NOT IN ('attribution', 'naming') AND e.event_type IS NOT NULL)"
    ).fetchone()
    return (found[0], found[1], found[2]) if found else (0, 0, 0)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
