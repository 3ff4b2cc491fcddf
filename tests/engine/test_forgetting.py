"""A document that is forgotten leaves nothing behind."""

from collections.abc import Callable
from pathlib import Path

import pytest
from record_tables import tables

import rashomon
from rashomon.engine.report import Report
from rashomon.errors import NotFoundError, RecordError, UsageError
from rashomon.model import READING
from rashomon.record.reader import Record
from rashomon.record.verify import verify

Build = Callable[..., Report]
SECRET = "Zanzibarrow"


@pytest.fixture
def record(build: Build, folder: Path, tmp_path: Path) -> Path:
    """A record of six accounts and two versions of a seventh, which names a man no other one names."""
    for text in (f"Captain {SECRET} sank a trawler off Port Elm on 2 June 1916.", f"Captain {SECRET} denied it."):
        (folder / "secret.txt").write_text(text, "utf-8")
        build()
    return tmp_path / "a.duckdb"


def test_nothing_of_a_forgotten_document_is_left(record: Path) -> None:
    """No row, no name and no byte of any version of it is left, and the record passes every check."""
    assert SECRET.encode() in record.read_bytes()
    report = rashomon.forget(record, ["secret.txt"])
    assert report.documents == 6
    with Record(record) as opened:
        for table in READING:
            rows = opened.connection.execute(f"SELECT * FROM _reading.{table}").fetchall()
            assert rows or table in ("relations", "claims")
            assert SECRET not in repr(rows)
        assert SECRET not in repr(opened.connection.execute("SELECT * FROM _linking.actors").fetchall())
        assert verify(opened) == []
    assert SECRET.encode() not in record.read_bytes()
    assert [path.name for path in record.parent.iterdir() if path.name.startswith(record.name)] == [record.name]


def test_the_rest_is_as_if_it_had_never_been_there(record: Path, build: Build, folder: Path, tmp_path: Path) -> None:
    """After forgetting, the record holds the rows that a build without the document makes."""
    rashomon.forget(record, ["secret.txt"])
    (folder / "secret.txt").unlink()
    build("other.duckdb")
    assert tables(record) == tables(tmp_path / "other.duckdb")


def test_a_later_build_reads_it_again_if_it_is_given(record: Path, build: Build) -> None:
    """Forgetting is no ban: who gives the text again has it again."""
    rashomon.forget(record, ["secret.txt"])
    assert build().new == 1


def test_what_is_not_there_cannot_be_forgotten(record: Path, tmp_path: Path) -> None:
    """A wrong name among right ones forgets nothing; no name and no record are told."""
    before = record.read_bytes()
    with pytest.raises(NotFoundError, match=r"nowhere\.txt"):
        rashomon.forget(record, ["secret.txt", "nowhere.txt"])
    with pytest.raises(UsageError, match="no document was named"):
        rashomon.forget(record, [])
    with pytest.raises(RecordError, match="is not there"):
        rashomon.forget(tmp_path / "none.duckdb", ["a"])
    assert record.read_bytes() == before
