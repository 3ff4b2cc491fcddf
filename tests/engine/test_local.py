"""A build reads what is new, only that, and gives the same rows whatever the way there."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from record_tables import tables

from rashomon import annotate
from rashomon.collect import MAX_CHARS
from rashomon.engine import local, pool, writing
from rashomon.engine.report import Progress, Report
from rashomon.errors import RecordError, UsageError
from rashomon.knowledge import Knowledge
from rashomon.record.reader import Record
from rashomon.record.verify import verify

Build = Callable[..., Report]


@pytest.mark.usefixtures("real_linking")
def test_a_folder_becomes_a_record(build: Build, tmp_path: Path) -> None:
    """Every document is read, everything holds, and the report counts what the record holds."""
    told: list[Progress] = []
    report = build(progress=told.append)
    with Record(tmp_path / "a.duckdb") as record:
        assert verify(record) == []
        assert report.new == report.read == report.documents == len(record.documents) == 6
        assert 0 < report.events == sum(row["event_type"] is not None for row in record.events) < len(record.events)
        assert len(record.sentences) >= 6
        assert [row["uri"] for row in record.documents][:2] == ["ash.txt", "box.txt"]
        (run,) = record.runs
    assert (run["n_new"], run["options"]["max_chars"]) == (6, MAX_CHARS)
    assert told[5].done == told[5].total == 6
    assert {progress.stage for progress in told} > {"read"}


def test_a_second_build_reads_nothing(build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is known is not read again, and the record is not touched."""
    build()
    before = (tmp_path / "a.duckdb").read_bytes()
    monkeypatch.setattr(pool, "read", None)
    report = build()
    assert (report.unchanged, report.read, report.documents) == (6, 0, 6)
    assert (tmp_path / "a.duckdb").read_bytes() == before


def test_only_what_changed_is_read(build: Build, folder: Path, tmp_path: Path) -> None:
    """A new file, a changed row of the table of sources and a changed text are read, as a build from nothing would; the rest is not."""
    build()
    (folder / "new.txt").write_text("The Northern Fleet left Port Elm on 2 June 1916.", "utf-8")
    table = (folder / "sources.csv").read_text("utf-8")
    (folder / "sources.csv").write_text(
        table.replace("ash.txt,Paper 0,1916-06-03", "ash.txt,Paper 9,1916-06-08"), "utf-8"
    )
    report = build()
    assert (report.new, report.changed, report.unchanged) == (1, 1, 5)
    build("fresh.duckdb")
    assert tables(tmp_path / "a.duckdb") == tables(tmp_path / "fresh.duckdb")


@pytest.mark.usefixtures("real_linking")
def test_order_and_number_of_processes_do_not_matter(
    build: Build, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same rows come out of one process or two, of files in any order, of one build or several."""
    files = sorted(folder.glob("*.txt"))
    build("one.duckdb", *files)
    monkeypatch.setattr(pool, "LITTLE", 0)
    build("two.duckdb", *reversed(files), jobs=2)
    for some in (files[3:], files):
        build("many.duckdb", *some)
    expected = tables(tmp_path / "one.duckdb", "event_aliases")
    assert expected["event_mentions"]
    assert tables(tmp_path / "two.duckdb", "event_aliases") == expected
    assert tables(tmp_path / "many.duckdb", "event_aliases") == expected


def test_a_changed_text_is_a_new_version(build: Build, folder: Path, tmp_path: Path) -> None:
    """Another text under the same uri supersedes the former one, which stays; a text that comes back is the newest again."""
    build()
    first = (folder / "elm.txt").read_text("utf-8")
    for text in (first + "\nCorrection: it was on Thursday.\n", first):
        (folder / "elm.txt").write_text(text, "utf-8")
        assert build().changed == 1
        with Record(tmp_path / "a.duckdb") as record:
            (newest,) = record.documents.where(uri="elm.txt")
            (older,) = record.superseded_documents.where(uri="elm.txt")
            assert newest["text"] == text
            assert older["superseded_by"] == newest["document_id"]
            assert newest["supersedes"] == older["document_id"]
            assert {row["document_id"] for row in record.sentences} == {row["document_id"] for row in record.documents}
            assert verify(record) == []


def test_nothing_is_ever_removed(build: Build, folder: Path) -> None:
    """A document whose file is gone stays in the record, and the report says so."""
    build()
    (folder / "elm.txt").unlink()
    (folder / "sources.csv").unlink()
    report = build()
    assert (report.kept, report.documents, report.unchanged) == (1, 6, 0)


def test_changed_knowledge_is_read_with(build: Build, tmp_path: Path) -> None:
    """A changed table of reading reads all again; a changed table of linking only links again."""
    build()
    reading_table = next(name for name in Knowledge().hashes() if "/" in name and name.endswith(".toml"))
    overlay = tmp_path / "overlay"
    (overlay / reading_table).parent.mkdir(parents=True)
    (overlay / reading_table).write_text("[of_ours]\nword = 'x'\n", "utf-8")
    assert build("a.duckdb", knowledge=Knowledge(overlay)).changed == 6
    (overlay / reading_table).unlink()
    (overlay / "outlets.csv").write_text("alias,outlet\nPaper 0,The Paper\n", "utf-8")
    assert build("b.duckdb").new == 6
    report = build("b.duckdb", knowledge=Knowledge(overlay))
    assert report.unchanged == 6
    with Record(tmp_path / "b.duckdb") as record:
        assert {row["outlet"] for row in record.documents} == {"The Paper", "Paper 1"}
        assert len(record.runs) == 2


def test_other_languages_are_stored_and_named(build: Build, folder: Path, tmp_path: Path) -> None:
    """A document in another language is kept, not analysed, and named each time; ``language`` overrides."""
    (folder / "sources.csv").write_text("file,language\nelm.txt,da\n", "utf-8")
    for _ in range(2):
        report = build()
        assert [(row.uri, row.stage, row.reason) for row in report.skipped] == [("elm.txt", "annotate", "language")]
    with Record(tmp_path / "a.duckdb") as record:
        (document,) = record.documents.where(uri="elm.txt")
        assert record.sentences.where(document_id=document["document_id"]) == []
        assert {row["n_documents"] for row in record.coverage if row["status"] == "unread"} <= {1}
    assert build(language="en").skipped == []
    with Record(tmp_path / "a.duckdb") as record:
        assert list(record.skipped) == []


def test_a_document_that_breaks_a_layer_stops_nothing(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A document on which a layer fails is stored, named with the reason, and the others are read."""

    def failing(document: object, *rest: object) -> object:
        if "oak" in document.uri:
            raise ZeroDivisionError("seven by nothing\nand more")
        return real(document, *rest)

    real = annotate.annotate
    monkeypatch.setattr(annotate, "annotate", failing)
    report = build()
    assert report.new == 6
    (skipped,) = report.skipped
    assert (skipped.uri, skipped.stage, skipped.reason) == ("oak.txt", "annotate", "error")
    assert re.match(r"ZeroDivisionError: seven by nothing \(reading\.py line \d+\): the text is stored", skipped.detail)
    with Record(tmp_path / "a.duckdb") as record:
        assert [row["uri"] for row in record.skipped] == ["oak.txt"]
        assert verify(record) == []


def test_what_cannot_be_taken_in_is_named(build: Build, folder: Path, tmp_path: Path) -> None:
    """Files without text are named; once mended they are read and no longer named; a file that breaks later loses nothing."""
    (folder / "empty.txt").write_text(" \n", "utf-8")
    report = build()
    assert [(row.uri, row.stage, row.reason) for row in report.skipped] == [("empty.txt", "collect", "empty")]
    before = (tmp_path / "a.duckdb").read_bytes()
    assert len(build().skipped) == 1
    assert (tmp_path / "a.duckdb").read_bytes() == before
    (folder / "empty.txt").write_text("The fleet left.", "utf-8")
    assert (build().new, build().skipped) == (1, [])
    (folder / "elm.txt").write_text("", "utf-8")
    assert [row.reason for row in build().skipped] == ["empty"]
    with Record(tmp_path / "a.duckdb") as record:
        assert len(record.documents) == 7
        assert len(record.skipped) == 1


def test_a_bad_call_touches_nothing(build: Build, folder: Path, tmp_path: Path) -> None:
    """A path that is not there, an empty folder, or a model that is not installed: misuse, and no record is made."""
    (tmp_path / "empty").mkdir()
    for paths, options in (
        ([tmp_path / "nowhere"], {}),
        ([tmp_path / "empty"], {}),
        ([folder], {"language_model": "xx_none_at_all"}),
        ([folder], {"sources": tmp_path / "none.csv"}),
    ):
        with pytest.raises(UsageError):
            build("none.duckdb", *paths, **options)
    assert not (tmp_path / "none.duckdb").exists()


def test_sentences_without_events_are_counted(build: Build, tmp_path: Path) -> None:
    """The report counts the sentences whose words might tell an event and that gave none of a type; a second build reads none."""
    (tmp_path / "in.jsonl").write_text(
        '{"uri": "x://1", "text": "The potter fired the clay. The rebels attacked the port. It was dark."}\n', "utf-8"
    )
    assert build("s.duckdb", tmp_path / "in.jsonl", language="en").silent == 1
    assert build("s.duckdb", tmp_path / "in.jsonl", language="en").silent == 0


def test_rows_of_json_lines(build: Build, tmp_path: Path) -> None:
    """JSON lines keep their uris and their unknown keys, whatever they hold."""
    (tmp_path / "in.jsonl").write_text(
        '{"uri": "x://1", "text": "The fleet left Port Elm.\\u0000", "page": {"a": [1]}}\n', "utf-8"
    )
    build("j.duckdb", tmp_path / "in.jsonl")
    with Record(tmp_path / "j.duckdb") as record:
        (document,) = record.documents
        assert (document["uri"], document["extra"]["page"]) == ("x://1", {"a": [1]})
        assert verify(record) == []


def test_a_caller_without_a_main_guard(folder: Path, tmp_path: Path) -> None:
    """A plain script may build with several processes: workers do not run the caller's program again."""
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\nfrom rashomon.engine import local, pool\nprint('once')\npool.LITTLE = 0\n"
        f"print(local.build([{str(folder)!r}], {str(tmp_path / 's.duckdb')!r}, jobs=2).new)\n",
        "utf-8",
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True, env={**os.environ})
    assert done.stdout.split() == ["once", "6"]


def test_nothing_new_loads_no_language(folder: Path, tmp_path: Path, build: Build) -> None:
    """A build that has nothing to read does not load spaCy, so that it is over at once."""
    build()
    program = (
        "import sys; from rashomon.engine import linking, local; linking.steps = lambda *_: []\n"
        f"report = local.build([{str(folder)!r}], {str(tmp_path / 'a.duckdb')!r})\n"
        "print(report.unchanged, 'spacy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["6", "False"]


def test_batches_are_as_good_as_one(build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The size of a batch changes nothing in the rows."""
    build("one.duckdb")
    monkeypatch.setattr(writing, "BATCH_DOCUMENTS", 1)
    build("small.duckdb")
    assert tables(tmp_path / "one.duckdb") == tables(tmp_path / "small.duckdb")


def test_a_record_of_another_kind_is_refused(build: Build, tmp_path: Path) -> None:
    """A build into a file that is no record is refused and the file kept."""
    (tmp_path / "a.duckdb").write_text("Dear reader,")
    with pytest.raises(RecordError, match=r"a\.duckdb"):
        build()
    assert (tmp_path / "a.duckdb").read_text() == "Dear reader,"
    assert local.processors() >= 1
