"""Worker processes give the same as this process, and what goes wrong with one is known by document."""

import sys
from pathlib import Path

import msgspec
import pytest

from rashomon.collect import MAX_CHARS, Input
from rashomon.engine import pool
from rashomon.engine.reading import WARMING, Result, Settings, Task, read
from rashomon.errors import KnowledgeError, RashomonError, UsageError

SETTINGS = Settings(overlay=None, language_model=None, language=None, max_chars=MAX_CHARS)
DYING = """
import os, sys, time
from rashomon.engine import reading, worker
def read(task, settings):
    if "die" in task.uri:
        print("no memory left", file=sys.stderr, flush=True)
        os.kill(os.getpid(), 9)
    if "slow" in task.uri:
        time.sleep(600)
    print("a library talks")
    return reading.Result(uri=task.uri, digest=task.digest)
worker.read, worker.prepare = read, lambda settings: None
worker.main()
"""

GREEDY = """
from rashomon import annotate
from rashomon.engine import worker
real = annotate.annotate
def greedy(document, *others):
    if document.uri == "greedy":
        return bytearray(64 << 30)
    return real(document, *others)
annotate.annotate = greedy
worker.main()
"""


def task(uri: str, text: str = "The fleet left Port Elm.") -> Task:
    """A text to read."""
    return Task(uri=uri, input=Input(uri=uri, data=text.encode()), corrections={})


@pytest.fixture
def dying(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that die of some documents."""
    script = tmp_path / "worker.py"
    script.write_text(DYING)
    monkeypatch.setattr(pool, "COMMAND", [str(script)])
    monkeypatch.setattr(pool, "LITTLE", 0)


def test_a_worker_gives_what_this_process_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    """Results come in the order of the tasks and equal those of a call in this process."""
    monkeypatch.setattr(pool, "LITTLE", 0)
    tasks = [task("long", "The fleet left Port Elm on 3 June 1916. " * 200), task("short"), task("empty", " ")]
    assert list(pool.results(tasks, SETTINGS, 2)) == [read(each, SETTINGS) for each in tasks]


def test_workers_warm_up_on_all_layers() -> None:
    """The text that a worker reads before the first holds something for every layer that has tables to compile."""
    warmed = read(WARMING, SETTINGS)
    assert warmed.annotated
    assert {"mentions", "times", "attributions", "figures", "event_mentions", "namings"} <= set(warmed.tables)


def test_few_documents_are_read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a few documents no worker is started."""
    monkeypatch.setattr(pool, "COMMAND", ["nothing to run"])
    assert [result.uri for result in pool.results([task("one"), task("two")], SETTINGS, 8)] == ["one", "two"]


@pytest.mark.usefixtures("dying")
def test_a_worker_that_dies_takes_one_document_with_it() -> None:
    """The document that a worker died of is named with the reason; the others are read by a new worker."""
    results = list(pool.results([task(uri) for uri in ("a", "die", "b", "c", "die too", "d")], SETTINGS, 2))
    assert [result.uri for result in results if result.skipped is None] == ["a", "b", "c", "d"]
    died = [result.skipped for result in results if result.skipped is not None]
    assert [(row.uri, row.stage, row.reason) for row in died] == [
        ("die", "collect", "died"),
        ("die too", "collect", "died"),
    ]
    assert "killed by signal 9" in died[0].detail
    assert "no memory left" in died[0].detail


@pytest.mark.usefixtures("dying")
def test_a_document_that_takes_too_long_is_stopped() -> None:
    """A worker that reads one document for too long is ended and replaced; the document is named with the limit."""
    settings = msgspec.structs.replace(SETTINGS, max_seconds=0.5)
    results = list(pool.results([task(uri) for uri in ("a", "slow", "b")], settings, 1))
    assert [result.uri for result in results if result.skipped is None] == ["a", "b"]
    (slow,) = [result.skipped for result in results if result.skipped is not None]
    assert (slow.uri, slow.reason) == ("slow", "too slow")
    assert "0.5 seconds" in slow.detail


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of memory for a process")
def test_a_document_that_takes_too_much_memory_is_stored_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What would take more memory than a worker may have is named with the limit, and the next document is read."""
    script = tmp_path / "worker.py"
    script.write_text(GREEDY)
    monkeypatch.setattr(pool, "COMMAND", [str(script)])
    monkeypatch.setattr(pool, "LITTLE", 0)
    greedy, other = pool.results([task("greedy"), task("other")], SETTINGS, 1)
    assert greedy.skipped is not None
    assert (greedy.skipped.stage, greedy.skipped.reason) == ("annotate", "too much memory")
    assert f"{SETTINGS.max_memory} MB" in greedy.skipped.detail
    assert greedy.document is not None
    assert other.annotated


@pytest.mark.usefixtures("dying")
def test_a_worker_that_dies_of_everything_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a worker dies again and again it is not the documents' fault, and the build says so."""
    monkeypatch.setattr(pool, "MOST_DEATHS", 2)
    with pytest.raises(RashomonError, match="in a row, so the build stopped"):
        list(pool.results([task(f"die {number}") for number in range(20)], SETTINGS, 1 + 1))


def test_a_worker_that_cannot_start_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bad knowledge table is told once, as misuse, and not for every document."""
    (tmp_path / "outlets.csv").write_text('alias,outlet\n"never closed\n')
    monkeypatch.setattr(pool, "LITTLE", 0)
    settings = msgspec.structs.replace(SETTINGS, overlay=str(tmp_path / "nowhere"))
    with pytest.raises(UsageError, match="nowhere"):
        list(pool.results([task("a")], settings, 2))
    monkeypatch.setattr(pool, "LITTLE", 1000)
    with pytest.raises(KnowledgeError, match="nowhere"):
        list(pool.results([task("a")], settings, 1))


def test_stopping_in_the_middle_ends_the_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who stops taking results leaves no process behind."""
    monkeypatch.setattr(pool, "LITTLE", 0)
    started: list[pool._Worker] = []
    real = pool._Worker._started

    def noted(self: pool._Worker) -> object:
        started.append(self)
        return real(self)

    monkeypatch.setattr(pool._Worker, "_started", noted)
    stream = pool.results([task(str(number)) for number in range(30)], SETTINGS, 2)
    assert isinstance(next(stream), Result)
    stream.close()
    assert started
    assert all(worker._process is None for worker in started)
