"""Copies of a record, and the way back."""

from pathlib import Path

import pytest

import rashomon
from rashomon.errors import RecordError, UsageError
from rashomon.record import store
from rashomon.record.building import Building
from rashomon.record.reader import Record


def test_a_copy_brings_the_record_back(record: Record, tmp_path: Path) -> None:
    """What a snapshot holds is what the record was, and restoring brings it back byte for byte."""
    path, copy = record.path, tmp_path / "copy.duckdb"
    record.close()
    before = path.read_bytes()
    rashomon.snapshot(path, copy)
    path.write_bytes(b"gone")
    rashomon.restore(copy, path)
    assert path.read_bytes() == before
    assert not list(tmp_path.rglob("*.copying"))


def test_a_snapshot_is_taken_while_a_build_works(record: Record, tmp_path: Path) -> None:
    """A build at work neither stops a snapshot nor gets into it."""
    path = record.path
    record.close()
    before = path.read_bytes()
    with Building(path) as building:
        building.writing().execute("DELETE FROM _reading.mentions")
        rashomon.snapshot(path, tmp_path / "copy.duckdb")
    assert (tmp_path / "copy.duckdb").read_bytes() == before


def test_what_is_no_sound_record_is_not_restored(record: Record, tmp_path: Path) -> None:
    """A copy that is no record, or whose rows do not hold, is refused, and the record stays."""
    path, copy = record.path, tmp_path / "copy.duckdb"
    record.close()
    before = path.read_bytes()
    copy.write_bytes(b"nothing")
    with pytest.raises(RecordError):
        rashomon.restore(copy, path)
    copy.write_bytes(before)
    with store.connect(copy, read_only=False) as connection:
        connection.execute("UPDATE _reading.documents SET text = text || '!'")
    with pytest.raises(RecordError, match="does not pass verify"):
        rashomon.restore(copy, path)
    assert path.read_bytes() == before


def test_a_copy_is_never_written_over(record: Record, tmp_path: Path) -> None:
    """A file that is there is not replaced by a snapshot."""
    (tmp_path / "copy.duckdb").write_text("mine")
    with pytest.raises(UsageError, match="is there already"):
        rashomon.snapshot(record.path, tmp_path / "copy.duckdb")
    assert (tmp_path / "copy.duckdb").read_text() == "mine"
