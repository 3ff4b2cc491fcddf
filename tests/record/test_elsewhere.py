"""A record at an address is read like the folder it was laid from; memory stands in for a bucket."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import fsspec
import msgspec
import pytest

import rashomon
from rashomon.engine import local
from rashomon.errors import RashomonError, RecordError, UsageError
from rashomon.record import elsewhere, folder, views
from rashomon.record.reader import Record
from rashomon.record.verify import verify

ADDRESS = "memory://bucket/war"


@pytest.fixture
def laid(record: Record, tmp_path: Path) -> Iterator[Record]:
    """The record, with a copy of it at the address, in a part of its own."""
    folder.write(record.connection, tmp_path / "near")
    (tmp_path / "near" / folder.NAME).unlink()
    elsewhere.laid(tmp_path / "near", f"{ADDRESS}/build-1")
    elsewhere.seal(ADDRESS, "build-1")
    yield record
    elsewhere.removed("memory://bucket")


def test_an_address_reads_like_the_record(laid: Record) -> None:
    """Every table and view of the contract has the same rows; when the record is closed, the copy is gone."""
    assert elsewhere.is_record(ADDRESS)
    with Record(ADDRESS) as opened:
        assert opened.path.name == "war"
        for name in views.CONTRACT:
            assert list(opened.table(name)) == list(laid.table(name)), name
        assert verify(opened) == []
    assert not opened.path.exists()


def test_a_snapshot_of_an_address_is_a_folder(laid: Record, tmp_path: Path) -> None:
    """The copy is a record of its own, and no copy of a folder is restored over a file."""
    rashomon.snapshot(ADDRESS, tmp_path / "copy")
    with Record(tmp_path / "copy") as opened:
        assert list(opened.documents) == list(laid.documents)
    rashomon.snapshot(tmp_path / "copy", tmp_path / "again")
    assert folder.is_folder(tmp_path / "again")
    assert not list(tmp_path.glob("*.copying"))
    with pytest.raises(UsageError, match="a record itself"):
        rashomon.restore(tmp_path / "copy", tmp_path / "file.duckdb")


def test_the_whole_folder_copied_by_hand_is_a_record(laid: Record, tmp_path: Path) -> None:
    """What other programs copy of an address, parts and mark, is read where it lies."""
    fsspec.filesystem("memory").get("/bucket/war", str(tmp_path / "copy"), recursive=True)
    with Record(tmp_path / "copy") as opened:
        assert list(opened.events) == list(laid.events)


def test_what_is_not_sealed_is_no_record(laid: Record) -> None:
    """Tables without the mark, as a stopped build leaves them, are nothing to read."""
    fsspec.filesystem("memory").rm(f"/bucket/war/{folder.NAME}")
    assert not elsewhere.is_record(ADDRESS)
    with pytest.raises(RecordError, match="is not there"):
        Record(ADDRESS)


@pytest.mark.parametrize("part", ["../near", "/near", "a/b"])
def test_a_mark_leads_nowhere_else(laid: Record, tmp_path: Path, part: str) -> None:
    """A mark may name a folder beside it and nothing beyond."""
    mark = msgspec.json.encode(folder.Mark(part=part))
    fsspec.filesystem("memory").pipe_file(f"/bucket/war/{folder.NAME}", mark)
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / folder.NAME).write_bytes(mark)
    for name in (ADDRESS, tmp_path / "far"):
        with pytest.raises(RecordError, match="is no record"):
            Record(name)


def test_without_fsspec_there_is_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line says what to install, where nothing reads addresses and where nothing reads this one."""
    with pytest.raises(UsageError, match=r"rashomon\[remote\]"):
        Record("nowhere://bucket/war")
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(UsageError, match=r"rashomon\[remote\]"):
        Record(ADDRESS)


def test_one_machine_builds_files(tmp_path: Path) -> None:
    """An address is nothing that the engine of one machine can write."""
    with pytest.raises(UsageError, match="--engine spark builds there"):
        local.build([tmp_path], ADDRESS)


class _CutOffError(Exception):
    """An error of a library of remote places: of no class that others know."""


def test_a_cut_while_a_file_is_read_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """What such a library raises in the middle of a file names address and remedy, and none of its password."""

    class _Cut(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell():
                raise _CutOffError("connection reset\nby peer")
            return super().read(1)

    memory = fsspec.filesystem("memory")
    memory.pipe_file("/bucket/pairs", b"pairs")
    monkeypatch.setattr(type(memory), "open", lambda *_: _Cut(b"pairs"))
    told = r'^"memory://bucket/pairs" cannot be reached \(connection reset by peer\): check address, .*$'
    with (
        pytest.raises(RashomonError, match=told),
        elsewhere.reading("memory://me:secret@bucket/pairs") as file,
    ):
        file.read()
    monkeypatch.undo()
    elsewhere.removed("memory://bucket")
