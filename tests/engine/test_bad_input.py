"""Whatever is given, the build names what it cannot read, and reads the rest."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.collect import MAX_CHARS, REASONS, Input
from rashomon.engine.reading import Settings, Task, read
from rashomon.engine.report import Report
from rashomon.errors import CollectError
from rashomon.record import store, views
from rashomon.record.keeping import Reading
from rashomon.record.reader import Record
from rashomon.record.verify import problems, verify

Build = Callable[..., Report]
SETTINGS = Settings(overlay=None, language_model=None, language="en", max_chars=MAX_CHARS)
TRICKY = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=300),
    st.lists(
        st.sampled_from([
            "The army", "killed", "27", "civilians", "“", "”", '"', "'", "said", "on", "31 May", "1916-02-30", "99999 BC", ",", ".", "...", "\n",
            "\n\n", "\r\n", "\x0c", "\x00", "\u200b", "\u202e", "e\u0301", "👩‍👩‍👧", "-\n", "\u00ad", "\u2028", "…", "who", "according to", "Mr. X", "(", ")", "%",
            "$5m", "1/2", "١٢", "ⅻ", "not", "denied", "that", "\ufeff", "  ", "\t", "Via Reuters", "Most Viewed", "x" * 200,
        ]),
        max_size=60,
    ).map(" ".join),
)  # fmt: skip


def task(data: bytes, uri: str = "a.txt") -> Task:
    """Bytes to read."""
    return Task(uri=uri, input=Input(uri=uri, data=data), corrections={})


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TRICKY)
def test_any_text_is_read_and_holds(text: str) -> None:
    """For any text at all reading does not fail, and every row of it passes every check of verify."""
    result = read(task(text.encode()), SETTINGS)
    if result.skipped is not None:
        assert (result.skipped.stage, result.skipped.reason) in {("collect", "empty"), ("collect", "not text")}, (
            result.skipped
        )
        return
    assert result.document is not None
    with store.memory(
        [
            result.document,
            Reading(uri="a.txt", document_id=result.document.document_id, reading_key="k", annotated=True),
        ]
    ) as con:
        batch = store.Batch()
        for table, lines in result.tables.items():
            batch.add(f"_reading.{table}", lines)
        batch.write(con)
        store.look_at(con, "main")
        views.derive(con)
        assert problems(con) == []


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=400), name=st.sampled_from(["a.txt", "a.md", "a.html", "a.pdf"]))
def test_any_bytes_are_read_or_named(data: bytes, name: str) -> None:
    """For any bytes at all there is a document or one of the reasons that are documented."""
    result = read(task(data, name), SETTINGS)
    assert result.document is not None or (result.skipped is not None and result.skipped.reason in REASONS), (
        result.skipped
    )


def test_a_folder_of_horrors(build: Build, folder: Path, tmp_path: Path) -> None:
    """Broken files of all kinds are named one by one with a reason, the six good texts are read, and the record is sound."""
    horrors = {
        "empty.txt": b"",
        "blank.txt": b" \n\t \n",
        "bytes.txt": bytes(range(256)) * 40,
        "long.txt": b"word " * 10_000_000,
        "cut.pdf": b"%PDF-1.7\n1 0 obj\n<<",
        "deep.html": b"<html><body>" + b"<div>" * 10_000 + b"x" + b"</div>" * 10_000 + b"</body></html>",
        "broken.jsonl": b'{"uri": "j1", "text": "The fleet left."}\nno json\n{"uri": "j3"}\n',
        "utf16.txt": "The fleet left Port Elm.".encode("utf-16"),
        "latin.txt": "The café at Port Elm was shelled.".encode("cp1252"),
    }
    for name, data in horrors.items():
        (folder / name).write_bytes(data)
    report = build()
    named = {row.uri: row for row in report.skipped}
    for name in ("empty.txt", "blank.txt", "bytes.txt", "long.txt", "cut.pdf"):
        assert named[name].stage == "collect", name
        assert named[name].reason in REASONS, named[name]
        assert "\n" not in named[name].detail
    with Record(tmp_path / "a.duckdb") as record:
        uris = {row["uri"] for row in record.documents}
        assert set(horrors) - {"broken.jsonl"} <= uris | set(named)
        assert {"elm.txt", "utf16.txt", "latin.txt", "j1"} <= uris
        assert verify(record) == []
        assert {row["uri"] for row in record.skipped} == set(named)
    before = (tmp_path / "a.duckdb").read_bytes()
    assert build().read == 0
    assert (tmp_path / "a.duckdb").read_bytes() == before


def test_a_record_among_the_texts(build: Build, folder: Path) -> None:
    """A record that lies in the folder it is built from is not taken for a text, nor is what a build writes beside it."""
    (folder / "news.duckdb.building").write_bytes(b"left by a build that was killed")
    for _ in range(2):
        report = build("texts/news.duckdb")
        assert (report.documents, report.skipped) == (6, [])


def test_a_file_that_goes_away(build: Build, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that vanishes between listing and reading is named, and the rest is read."""
    real = Input.digest

    def vanishing(self: Input) -> str:
        if self.uri == "elm.txt":
            raise CollectError("unreadable", "gone")
        return real(self)

    monkeypatch.setattr(Input, "digest", vanishing)
    report = build()
    assert (report.new, [row.reason for row in report.skipped]) == (5, ["unreadable"])
