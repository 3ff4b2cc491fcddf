"""What a user knows better than the file goes before it, now and in every later build."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from record_tables import tables

from rashomon.engine.correct import COLUMNS, checked
from rashomon.engine.report import Report
from rashomon.engine.setting import set_metadata, withdraw
from rashomon.errors import NotFoundError, RecordError, UsageError
from rashomon.model import Document
from rashomon.record import schema
from rashomon.record.reader import Record
from rashomon.record.verify import verify

Build = Callable[..., Report]


def test_a_correction_is_what_the_table_of_sources_would_have_said(build: Build, folder: Path, tmp_path: Path) -> None:
    """Correcting a record gives the rows that a build with the right table gives, and the next build reads nothing again."""
    build()
    report = set_metadata(tmp_path / "a.duckdb", "elm.txt", {"published": "1916-07-09", "outlet": "Paper 7"})
    assert (report.changed, report.documents) == (1, 6)
    assert build().unchanged == 6
    with Record(tmp_path / "a.duckdb") as record:
        (document,) = record.documents.where(uri="elm.txt")
        assert (document["outlet"], document["published"]) == ("Paper 7", date(1916, 7, 9))
        assert len(record.corrections) == 2
        assert verify(record) == []
    table = (folder / "sources.csv").read_text("utf-8")
    (folder / "sources.csv").write_text(
        table.replace("elm.txt,Paper 0,1916-06-01", "elm.txt,Paper 7,1916-07-09"), "utf-8"
    )
    build("fresh.duckdb")
    bookkeeping = ("corrections", "readings")
    assert tables(tmp_path / "a.duckdb", *bookkeeping) == tables(tmp_path / "fresh.duckdb", *bookkeeping)


def test_a_correction_outlives_a_changed_file(build: Build, folder: Path, tmp_path: Path) -> None:
    """When the file or its row changes later, the correction still goes before it."""
    build()
    set_metadata(tmp_path / "a.duckdb", "elm.txt", {"published": "", "title": "Shells"})
    (folder / "sources.csv").unlink()
    with (folder / "elm.txt").open("a", encoding="utf-8") as file:
        file.write("\nThe end.\n")
    assert build().changed == 6
    with Record(tmp_path / "a.duckdb") as record:
        (document,) = record.documents.where(uri="elm.txt")
        # a day that was emptied is no longer given; the text itself may still pin one
        assert (document["published_basis"], document["title"]) == ("inferred", "Shells")


def test_a_corrected_language_is_read(build: Build, folder: Path, tmp_path: Path) -> None:
    """A text that was taken for another language is analysed once the user says it is English."""
    (folder / "sources.csv").write_text("file,language\nelm.txt,da\n", "utf-8")
    build()
    assert set_metadata(tmp_path / "a.duckdb", "elm.txt", {"language": "en"}).skipped == []
    with Record(tmp_path / "a.duckdb") as record:
        assert list(record.skipped) == []
        (document,) = record.documents.where(uri="elm.txt")
        assert record.sentences.where(document_id=document["document_id"])


def test_documents_are_found_by_name(build: Build, tmp_path: Path) -> None:
    """A uri, an identifier or the end of a uri names a document; what fits none or several is refused."""
    build()
    path = tmp_path / "a.duckdb"
    with Record(path) as record:
        document_id = record.documents.where(uri="oak.txt")[0]["document_id"]
    for name in ("oak.txt", document_id, "ak.txt"):
        assert set_metadata(path, name, {"author": name}).changed == 1
    with pytest.raises(NotFoundError, match=r'no document "pine\.txt"'):
        set_metadata(path, "pine.txt", {"author": "x"})
    with pytest.raises(NotFoundError, match="fits several documents"):
        set_metadata(path, ".txt", {"author": "x"})
    with pytest.raises(RecordError, match="is not there"):
        set_metadata(tmp_path / "none.duckdb", "oak.txt", {"author": "x"})


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("text", "x", 'column "text" cannot be corrected: use one of outlet'),
        ("published", "03/06/1916", "is no day: write YYYY-MM-DD"),
        ("published", "1916-02-30", "is no day"),
        ("language", "Klingonese", "is no ISO 639-1 code"),
        ("outlet", "a\x1b[31mb", "holds control characters"),
    ],
)
def test_bad_corrections_are_refused(column: str, value: str, message: str) -> None:
    """A column that is read from the text, or a value that is none for its column, is misuse."""
    with pytest.raises(UsageError, match=message):
        checked(column, value)


def test_nothing_to_correct(tmp_path: Path) -> None:
    """A call without values is misuse; every column that can be corrected is a column of documents."""
    with pytest.raises(UsageError, match="nothing was given"):
        set_metadata(tmp_path / "a.duckdb", "x", {})
    assert set(COLUMNS) <= schema.columns(Document).keys()
    assert checked("published", date(1916, 6, 1)) == "1916-06-01"
    assert checked("outlet", None) is None


def test_a_correction_can_be_taken_back(build: Build, tmp_path: Path) -> None:
    """After a correction was withdrawn the next build takes what the file says, and of two only the one that was named."""
    build()
    path = tmp_path / "a.duckdb"
    set_metadata(path, "elm.txt", {"outlet": "Paper 7", "title": "Shells"})
    assert withdraw(path, "elm.txt", ["outlet"]) == ["outlet"]
    assert build().changed == 1
    with Record(path) as record:
        (document,) = record.documents.where(uri="elm.txt")
        assert (document["outlet"], document["title"]) == ("Paper 0", "Shells")
        assert [row["column"] for row in record.corrections] == ["title"]
    assert withdraw(path, "elm.txt") == ["title"]
    build()
    build("fresh.duckdb")
    assert tables(path, "readings") == tables(tmp_path / "fresh.duckdb", "readings")


def test_only_what_was_corrected_is_taken_back(build: Build, tmp_path: Path) -> None:
    """A column without a correction is named, with those that have one."""
    build()
    with pytest.raises(UsageError, match="has no correction of any column: it has none"):
        withdraw(tmp_path / "a.duckdb", "elm.txt")
    set_metadata(tmp_path / "a.duckdb", "elm.txt", {"title": "Shells"})
    with pytest.raises(UsageError, match="no correction of outlet: it has title"):
        withdraw(tmp_path / "a.duckdb", "elm.txt", ["outlet"])
