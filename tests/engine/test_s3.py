"""A bucket on a true S3 server on this machine: texts are read from it, and what it refuses is told in one line."""

import importlib
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from record_tables import tables

from rashomon.collect import remote
from rashomon.engine import local
from rashomon.errors import RashomonError, RecordError, UsageError
from rashomon.record import elsewhere
from rashomon.record.reader import Record


@pytest.fixture
def texts(folder: Path, s3: Any) -> str:
    """The folder's texts and their table of sources in a bucket."""
    s3.put(str(folder) + "/", "news/texts/", recursive=True)
    return "s3://news/texts"


def test_texts_are_read_from_a_bucket(texts: str, folder: Path, tmp_path: Path) -> None:
    """The record is the one of the same texts and table on this machine, and a second build reads nothing again."""
    assert local.build([texts], tmp_path / "far.duckdb", jobs=1).new == 6
    local.build([folder], tmp_path / "near.duckdb", jobs=1)
    assert tables(tmp_path / "far.duckdb") == tables(tmp_path / "near.duckdb")
    assert local.build([texts], tmp_path / "far.duckdb", jobs=1).unchanged == 6


def test_what_is_not_there_is_told(s3: Any, tmp_path: Path) -> None:
    """A bucket that is not there, an empty place and an address without a record each give one line; no bucket is made."""
    with pytest.raises(UsageError, match="cannot be read"):
        local.build(["s3://nobucket/texts"], tmp_path / "far.duckdb")
    with pytest.raises(UsageError, match="holds nothing to read"):
        local.build(["s3://news/nothing"], tmp_path / "far.duckdb")
    with pytest.raises(RecordError, match="is not there"):
        Record("s3://news/nothing")
    with pytest.raises(OSError, match="bucket"), elsewhere.writing("s3://nobucket/record/part") as file:
        file.write(b"rows")
    assert not s3.exists("nobucket")
    assert not list(tmp_path.iterdir())


def test_an_object_that_is_gone_is_named(texts: str, s3: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that was listed and is not there when it is read is skipped by name; the others are read."""
    true = remote.files
    gone = [*true(texts), ("s3://news/texts/gone.txt", "gone.txt")]
    monkeypatch.setattr(remote, "files", lambda _: iter(gone))
    report = local.build([texts], tmp_path / "far.duckdb", jobs=1)
    assert report.new == 6
    assert [(row.uri, row.reason) for row in report.skipped] == [("gone.txt", "unreadable")]


def test_a_text_that_is_cut_off_is_unreadable(texts: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the connection breaks while a text is read, it is skipped by name and read by the next build; the others are read now."""
    true, tries = remote.opened, Counter[str]()

    def cut(address: str) -> Any:
        name = address.rsplit("/", 1)[-1]
        tries[name] += 1
        if name == "elm.txt" and tries[name] == 2:  # first it is opened for its hash, then to be read
            raise RashomonError(f'"{address}" cannot be reached')
        return true(address)

    monkeypatch.setattr(remote, "opened", cut)
    report = local.build([texts], tmp_path / "far.duckdb", jobs=1)
    assert [(row.uri, row.stage, row.reason) for row in report.skipped] == [("elm.txt", "collect", "unreadable")]
    assert local.build([texts], tmp_path / "far.duckdb", jobs=1).new == 1


def test_files_below_an_address_are_written_moved_and_read(s3: Any) -> None:
    """What is written is there under its new name alone, and is removed with all below it."""
    with elsewhere.writing("s3://news/work/attempts/a/rows") as file:
        file.write(b"rows")
    elsewhere.moved("s3://news/work/attempts/a/rows", "s3://news/work/rows/part-0")
    assert s3.find("news/work") == ["news/work/rows/part-0"]
    with elsewhere.reading("s3://news/work/rows/part-0") as file:
        assert file.read() == b"rows"
    elsewhere.removed("s3://news/work")
    assert not s3.find("news/work")


def test_a_cut_connection_is_told(texts: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the connection is lost the build stops with one line, and the record is as it was."""
    import botocore.exceptions
    import s3fs

    local.build([texts], tmp_path / "far.duckdb", jobs=1)
    before = tables(tmp_path / "far.duckdb")
    true, asked = s3fs.core.S3File._fetch_range, []

    def cut(self: Any, start: int, end: int) -> bytes:
        asked.append(self.path)
        if len(asked) > 3:
            raise botocore.exceptions.EndpointConnectionError(endpoint_url="http://news")
        return bytes(true(self, start, end))

    monkeypatch.setattr(s3fs.core.S3File, "_fetch_range", cut)
    with pytest.raises(RashomonError, match=r'^"s3://news/texts/.*cannot be reached \(Could not connect') as told:
        local.build([texts], tmp_path / "far.duckdb", jobs=1)
    assert "\n" not in str(told.value)
    assert tables(tmp_path / "far.duckdb") == before


def test_without_s3fs_there_is_a_remedy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One line says what to install."""
    monkeypatch.delitem(importlib.import_module("fsspec.registry")._registry, "s3", raising=False)
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(UsageError, match=r"s3fs.*rashomon\[remote\]"):
        local.build(["s3://news/texts"], tmp_path / "far.duckdb")
    with pytest.raises(UsageError, match=r"s3fs.*rashomon\[remote\]"):
        Record("s3://news/record")
