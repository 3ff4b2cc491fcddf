"""Disks that cannot be written, files that others hold, clocks that go back: one clear line, and the record whole."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rashomon.engine import local
from rashomon.engine.report import Report
from rashomon.engine.setting import last_options
from rashomon.errors import RecordError
from rashomon.record import lock, store
from rashomon.record.reader import Record
from rashomon.record.verify import verify

Build = Callable[..., Report]
HOLD = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"


def test_a_read_only_disk_is_told(build: Build, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build into a record on a disk that takes no writing says so in one line; the record is as it was and can be read."""
    build()
    before = (tmp_path / "a.duckdb").read_bytes()
    (folder / "elm.txt").write_text("The fleet left Port Elm on Friday.\n", "utf-8")
    opened = os.open

    def refusing(path: str | Path, flags: int, *given: int, **named: int) -> int:
        if flags & (os.O_RDWR | os.O_WRONLY | os.O_CREAT):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
        return opened(path, flags, *given, **named)

    monkeypatch.setattr(lock.os, "open", refusing)
    with pytest.raises(RecordError, match="Read-only file system") as caught:
        build()
    monkeypatch.undo()
    assert "\n" not in str(caught.value)
    assert (tmp_path / "a.duckdb").read_bytes() == before
    with Record(tmp_path / "a.duckdb") as record:
        assert verify(record) == []


def test_a_record_that_another_program_writes_is_left_alone(build: Build, folder: Path, tmp_path: Path) -> None:
    """While another program has the record open for writing a build is refused in one line; afterwards it goes through."""
    build()
    record = tmp_path / "a.duckdb"
    (folder / "elm.txt").write_text("The fleet left Port Elm on Friday.\n", "utf-8")
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(record)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        assert other.stdin
        assert other.stdout.readline() == "held\n"
        with pytest.raises(RecordError, match=r"a\.duckdb") as caught:
            build()
        assert "\n" not in str(caught.value)
        other.stdin.close()
    assert build().changed == 1
    with Record(record) as opened:
        assert verify(opened) == []


def test_a_clock_that_is_set_back_changes_nothing(
    build: Build, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second build on a day before the first reads what changed, gives the rows of a build from nothing, and counts as the last."""
    build()
    (folder / "elm.txt").write_text("The fleet shelled Port Elm on Friday.\n", "utf-8")
    os.utime(folder / "elm.txt", (0, 0))
    monkeypatch.setattr(local, "_now", lambda: "1990-01-01T00:00:00+00:00")
    assert build(language="en").read == 6
    with store.connect(tmp_path / "a.duckdb", read_only=True) as connection:
        assert last_options(connection)["language"] == "en"
    with Record(tmp_path / "a.duckdb") as record:
        assert verify(record) == []
        assert len(record.superseded_documents) == 1
        kept = {row["event_mention_id"] for row in record.event_mentions}
    build("fresh.duckdb", language="en")
    with Record(tmp_path / "fresh.duckdb") as fresh:
        assert kept == {row["event_mention_id"] for row in fresh.event_mentions}
