"""A record as a folder of Parquet tables reads like the file it was made of."""

from pathlib import Path

import pytest

from rashomon.errors import RecordError, UsageError
from rashomon.record import folder, views
from rashomon.record.reader import Record
from rashomon.record.verify import verify


def test_a_folder_reads_like_the_file(record: Record, tmp_path: Path) -> None:
    """Every table and view of the contract has the same rows, and the folder passes every check."""
    folder.write(record.connection, tmp_path / "record")
    with Record(tmp_path / "record") as opened:
        for name in views.CONTRACT:
            assert list(opened.table(name)) == list(record.table(name)), name
        assert verify(opened) == []


def test_columns_of_the_views_are_those_that_are_stored(record: Record) -> None:
    """What is stored of arguments and linking has the columns that the views look for."""
    found = record.connection.execute("DESCRIBE _derived.participants").fetchall()
    assert {row[0]: row[1] for row in found} == folder.PARTICIPANTS


def test_half_a_record_is_none(record: Record, tmp_path: Path) -> None:
    """Without its mark a folder is no record; with a table that is damaged the error names the folder."""
    path = tmp_path / "record"
    folder.write(record.connection, path)
    next((path / "_reading" / "mentions").iterdir()).write_bytes(b"torn")
    with pytest.raises(RecordError, match="cannot be read"):
        Record(path)
    (path / folder.NAME).unlink()
    with pytest.raises(RecordError, match="is not there"):
        Record(path)


def test_a_folder_of_another_version_is_refused(record: Record, tmp_path: Path) -> None:
    """The error says which version it has and what to do."""
    path = tmp_path / "record"
    folder.write(record.connection, path)
    (path / folder.NAME).write_text('{"application": "rashomon", "schema_version": 99}')
    with pytest.raises(RecordError, match="schema version 99"):
        Record(path)
    (path / folder.NAME).write_text("not JSON")
    with pytest.raises(RecordError, match="is no record"):
        Record(path)


def test_nothing_is_written_over(record: Record, tmp_path: Path) -> None:
    """A folder that is there is left alone."""
    with pytest.raises(UsageError, match="is there already"):
        folder.write(record.connection, tmp_path)
