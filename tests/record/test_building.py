"""A record is written beside itself and swapped in: readers see the old or the new, builders take turns."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rashomon.errors import RecordError
from rashomon.model import Document, make_document
from rashomon.record import schema, store
from rashomon.record.building import Building
from rashomon.record.lock import locked
from rashomon.record.reader import Record


def write(path: Path, *uris: str, state: str = "one") -> None:
    """Add documents to a record."""
    with Building(path) as building:
        store.write(building.writing(), [make_document(uri=uri, text="x") for uri in uris])
        building.swap(state)


def uris(path: Path) -> list[str]:
    """What is in a record."""
    with Record(path) as record:
        return [row["uri"] for row in record.documents]


def test_a_build_leaves_the_record_alone(tmp_path: Path) -> None:
    """Beside a finished record nothing stays: no lock, log, copy or scratch folder."""
    write(tmp_path / "a.duckdb", "one")
    write(tmp_path / "a.duckdb", "two", state="two")
    assert uris(tmp_path / "a.duckdb") == ["one", "two"]
    assert [path.name for path in tmp_path.iterdir()] == ["a.duckdb"]


def test_readers_see_the_old_state_until_they_open_anew(tmp_path: Path) -> None:
    """A reader that has the record open neither waits for a build nor sees half of it."""
    path = tmp_path / "a.duckdb"
    write(path, "one")
    with Record(path) as before, Building(path) as building:
        store.write(building.writing(), [make_document(uri="two", text="x")])
        assert [row["uri"] for row in before.documents] == ["one"]
        assert uris(path) == ["one"]
        building.swap("two")
        assert [row["uri"] for row in before.documents] == ["one"]
    assert uris(path) == ["one", "two"]


def test_two_builds_at_once_are_refused(tmp_path: Path) -> None:
    """The second build is told who holds the record; the lock of a dead process holds nobody up."""
    path = tmp_path / "a.duckdb"
    program = (
        "import sys, time, pathlib; from rashomon.record.lock import locked\n"
        "with locked(pathlib.Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(RecordError, match=rf"being built by another process \(pid {holder.pid}\)"), Building(path):
            pass
    finally:
        holder.kill()
        holder.communicate()
    write(path, "one")
    assert uris(path) == ["one"]


def test_the_lock_is_taken_anew_when_its_file_went_away(tmp_path: Path) -> None:
    """A lock on a file that its former holder removed is no lock: the next one takes the name anew."""
    path = tmp_path / "a.duckdb"
    with locked(path):
        (tmp_path / "a.duckdb.lock").unlink()
        with locked(path):
            assert (tmp_path / "a.duckdb.lock").exists()


def test_unfinished_work_is_gone_on_with(tmp_path: Path) -> None:
    """What a stopped build had committed is there for the next one, and only for it."""
    path = tmp_path / "a.duckdb"
    write(path, "one")
    with Building(path) as building:
        store.write(building.writing(), [make_document(uri="two", text="x")])
    assert uris(path) == ["one"]
    with Building(path) as building:
        assert building.continued
        assert building.is_written
        building.swap("two")
    assert uris(path) == ["one", "two"]


def test_unfinished_work_on_another_state_is_dropped(tmp_path: Path) -> None:
    """Work that began from a state the record no longer has is not mixed into it."""
    path = tmp_path / "a.duckdb"
    with Building(path) as building:
        store.write(building.writing(), [make_document(uri="lost", text="x")])
    unfinished = (tmp_path / "a.duckdb.building").read_bytes()
    with Building(path) as building:
        assert building.continued
        building.swap("one")
    (tmp_path / "a.duckdb.building").write_bytes(unfinished)
    with Building(path) as building:
        assert not building.continued
        assert not building.is_written
    assert not (tmp_path / "a.duckdb.building").exists()


@pytest.mark.parametrize("rubbish", [b"", b"half a file", b"\0" * 5000])
def test_a_broken_building_file_is_dropped(tmp_path: Path, rubbish: bytes) -> None:
    """A building file that was cut off is thrown away: what it held can be read again."""
    path = tmp_path / "a.duckdb"
    (tmp_path / "a.duckdb.building").write_bytes(rubbish)
    write(path, "one")
    assert uris(path) == ["one"]


def test_nothing_to_write_changes_no_byte(tmp_path: Path) -> None:
    """A build that finds nothing new leaves the record as it is, byte for byte, and makes no copy."""
    path = tmp_path / "a.duckdb"
    write(path, "one")
    before = path.read_bytes()
    with Building(path) as building:
        assert building.state() is not None
        building.swap("two")
    assert path.read_bytes() == before


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    """A record in a folder that is not there, in a file, or that is a folder, is refused in one line."""
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "no folder" / "a.duckdb", tmp_path / "file" / "a.duckdb", tmp_path):
        with pytest.raises(RecordError, match="name a file") as caught, Building(path):
            pass
        assert "\n" not in str(caught.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission(tmp_path: Path) -> None:
    """A read-only folder is told in one line."""
    tmp_path.chmod(0o500)
    with pytest.raises(RecordError, match="where you may write"), Building(tmp_path / "a.duckdb"):
        pass


def test_something_else_is_never_overwritten(tmp_path: Path) -> None:
    """A file that is no record, or another database, is left as it is."""
    text = tmp_path / "letter.txt"
    text.write_text("Dear reader,")
    other = tmp_path / "other.duckdb"
    with schema.duckdb.connect(str(other)) as connection:
        connection.execute("CREATE TABLE mine (a INTEGER)")
    before = other.read_bytes()
    with pytest.raises(RecordError, match=r"letter\.txt"), Building(text):
        pass
    with pytest.raises(RecordError, match="but no record"), Building(other):
        pass
    assert text.read_text() == "Dear reader,"
    assert other.read_bytes() == before
    assert schema.table_of(Document)
