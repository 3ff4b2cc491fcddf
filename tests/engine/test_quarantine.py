"""What could not be read is set aside, listed, and read again only when it changed or when told to."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rashomon.engine import pool
from rashomon.engine.report import Report
from rashomon.record.reader import Record
from rashomon.record.verify import verify

Build = Callable[..., Report]
DYING = """
import os, pathlib, sys
from rashomon.engine import worker
real = worker.read
def read(task, settings):
    with pathlib.Path(sys.argv[1]).open("a") as log:
        log.write(task.uri + "\\n")
    if task.uri == "oak.txt" and not pathlib.Path(sys.argv[2]).exists():
        os.kill(os.getpid(), 9)
    return real(task, settings)
worker.read = read
worker.main()
"""


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Workers that die of oak.txt until a file "mended" is there; the log lists what they were asked to read."""
    script, log = tmp_path / "worker.py", tmp_path / "log"
    script.write_text(DYING)
    monkeypatch.setattr(pool, "COMMAND", [str(script), str(log), str(tmp_path / "mended")])
    monkeypatch.setattr(pool, "LITTLE", 0)
    return log


def read_by(log: Path) -> list[str]:
    """What the workers were asked to read since the last look."""
    lines = log.read_text().splitlines() if log.exists() else []
    log.unlink(missing_ok=True)
    return sorted(lines)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_input_that_kills_its_reader_is_set_aside(build: Build, tmp_path: Path, log: Path) -> None:
    """It is listed by every build and not read again, until it changes or a build is told to retry."""
    first = build()
    assert (first.new, [row.reason for row in first.skipped]) == (5, ["died"])
    assert len(read_by(log)) == 6
    again = build()
    assert (again.unchanged, [(row.uri, row.reason) for row in again.skipped]) == (5, [("oak.txt", "died")])
    assert read_by(log) == []
    retried = build(retry=True)
    assert [row.reason for row in retried.skipped] == ["died"]
    assert read_by(log) == ["oak.txt"]
    (tmp_path / "mended").touch()
    assert build().skipped  # nothing of it changed, so it is left alone
    assert read_by(log) == []
    mended = build(retry=True)
    assert (mended.new, mended.skipped) == (1, [])
    assert read_by(log) == ["oak.txt"]
    with Record(tmp_path / "a.duckdb") as record:
        assert len(list(record.documents)) == 6
        assert list(record.skipped) == []
        assert verify(record) == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_changed_input_is_read_again(build: Build, folder: Path, tmp_path: Path, log: Path) -> None:
    """What was set aside is read as soon as its bytes are others."""
    build()
    read_by(log)
    (tmp_path / "mended").touch()
    (folder / "oak.txt").write_text("The Northern Fleet left Port Oak on 3 June 1916.")
    assert (build().new, read_by(log)) == (1, ["oak.txt"])


def test_a_document_that_failed_is_read_again_when_told(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that the program failed on is stored and left alone; with retry it is read again."""
    from rashomon import annotate

    real = annotate.annotate

    def failing(document: object, *others: object) -> object:
        if getattr(document, "uri", None) == "oak.txt":
            raise ValueError("a fault of ours")
        return real(document, *others)  # type: ignore[arg-type] # passed on as it came

    monkeypatch.setattr(annotate, "annotate", failing)
    assert [row.reason for row in build().skipped] == ["error"]
    monkeypatch.setattr(annotate, "annotate", real)
    left = build()
    assert (left.unchanged, [row.reason for row in left.skipped]) == (6, ["error"])
    mended = build(retry=True)
    assert (mended.changed, mended.skipped) == (1, [])
