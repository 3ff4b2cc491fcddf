"""From inputs to documents, and what cannot be read."""

import hashlib
import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon import collect
from rashomon.collect.inputs import Input
from rashomon.errors import CollectError
from rashomon.ids import document_id
from rashomon.knowledge import Knowledge
from rashomon.model import Document

KNOWLEDGE = Knowledge()


def _read(path: Path, **options: object) -> Document:
    return collect.read(next(iter(collect.find([path]))), KNOWLEDGE, **options)  # type: ignore[arg-type]


def _reason(path: Path, **options: object) -> tuple[str, str]:
    with pytest.raises(CollectError) as caught:
        _read(path, **options)
    assert caught.value.reason in collect.REASONS
    assert "\n" not in str(caught.value)
    return caught.value.reason, caught.value.detail


@pytest.mark.parametrize(
    "text", ["The fleet  sailed.\r\n\r\n\tIt \u202edid\u202c not\x0b return.\n \n", "caf\u00e9 \U0001f6a2\u200b x"]
)
def test_plain_text_is_stored_unchanged(tmp_path: Path, text: str) -> None:
    """The stored text is what was given, to the last blank; its hashes are those of the contract."""
    path = tmp_path / "x.txt"
    path.write_bytes(text.encode())
    document = _read(path)
    assert document.text == text
    assert document.uri == "x.txt"
    assert document.document_id == document_id("x.txt", text)
    assert document.text_sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert (document.published, document.published_basis, document.extra) == (None, "unknown", None)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    """Byte order marks, UTF-16 without one, and Windows-1252 are told apart; what was done is noted."""
    text = "The \u201cfleet\u201d sailed from Malm\u00f6 \u2013 it did not return.\n" * 3
    path = tmp_path / "x.txt"
    path.write_bytes(text.encode(encoding))
    document = _read(path)
    assert document.text == text
    assert document.extra == {"read_as": encoding}


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 40,
        b"PK\x03\x04" + b"word/document.xml" * 20,
        b"\xd0\xcf\x11\xe0" + b"text" * 100,
        b"\x00\x01\x02\x03" * 500,
        b"\xff\xfe\x00\xd8",
        "\u0424\u043b\u043e\u0442 \u0432\u044b\u0448\u0435\u043b \u0432 \u043c\u043e\u0440\u0435.".encode("koi8-r")
        * 20,
        b"The fleet sailed.\x81\x8d\x8f",
        os.urandom(4000),
    ],
    ids=["all bytes", "docx", "doc", "zeros", "half a pair", "another alphabet", "no code at all", "random"],
)
def test_bytes_that_are_no_text(tmp_path: Path, data: bytes) -> None:
    """Bytes that are no text are named as such, whatever the file is called."""
    path = tmp_path / "x.txt"
    path.write_bytes(data)
    reason, detail = _reason(path)
    assert reason == "not text"
    assert "x.txt" in detail
    assert "save it as" in detail


@pytest.mark.parametrize("name", ["x.txt", "x.html", "x.md", "x"])
@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf"], ids=["nothing", "blanks", "mark"])
def test_empty_files(tmp_path: Path, name: str, data: bytes) -> None:
    """A file with nothing but blanks is empty."""
    (tmp_path / name).write_bytes(data)
    assert _reason(tmp_path / name)[0] == "empty"


@pytest.mark.parametrize("name", ["x.txt", "x.html"])
def test_fifty_megabytes_in_one_line(tmp_path: Path, name: str) -> None:
    """A huge file is skipped with the option that would read it, and without being read to its end."""
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(0)
        file.write(b"<html>" if name.endswith("html") else b"The")
        for _ in range(50):
            file.write(b" fleet sailed"[:1] * 1_000_000)
    reason, detail = _reason(path)
    assert reason == "too long"
    assert "--max-chars" in detail


def test_max_chars_counts_characters(tmp_path: Path) -> None:
    """The limit is on characters, not on bytes, and may be raised."""
    path = tmp_path / "x.txt"
    path.write_text("\u00e9" * 100, "utf-8")
    assert len(_read(path, max_chars=100).text) == 100
    assert _reason(path, max_chars=99)[0] == "too long"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may read everything")
def test_forbidden_file(tmp_path: Path) -> None:
    """A file that may not be read is named."""
    path = tmp_path / "x.txt"
    path.write_text("text")
    path.chmod(0)
    assert _reason(path)[0] == "unreadable"


def test_file_that_went_away(tmp_path: Path) -> None:
    """A file that is gone by the time it is read is named, by digest and by read."""
    item = Input(uri="x.txt", path=str(tmp_path / "x.txt"))
    for call in (item.digest, lambda: collect.read(item, KNOWLEDGE)):
        with pytest.raises(CollectError, match="unreadable"):
            call()


def _lines(tmp_path: Path, *rows: object) -> list[Input]:
    path = tmp_path / "x.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), "utf-8")
    return list(collect.find([path]))


def test_json_lines_keep_what_they_say(tmp_path: Path, story: str) -> None:
    """Known keys become columns, unknown ones stay in extra, the uri stays as it is."""
    row = {
        "uri": "urn:x:1 ?#",
        "text": story,
        "published": "1916-06-03T05:00:00-05:00",
        "outlet": "BBC News Online",
        "title": "The fleet sails",
        "author": "Ann Lee",
        "genre": "news",
        "retrieved_at": "2020-01-01T00:00:00Z",
        "topics": ["fleet", 1, None],
        "extra": {"kept": True},
    }
    document = collect.read(_lines(tmp_path, row)[0], KNOWLEDGE)
    assert document.uri == "urn:x:1 ?#"
    assert document.text == story
    assert (document.published, document.published_at) == (date(1916, 6, 3), "1916-06-03T05:00:00-05:00")
    assert (document.published_basis, document.outlet, document.genre) == ("given", "BBC News", "news")
    assert document.retrieved_at == "2020-01-01T00:00:00Z"
    assert document.extra == {"topics": ["fleet", 1, None], "kept": True, "outlet_as_given": "BBC News Online"}
    assert document.language == "en"


@pytest.mark.parametrize("value", ["June 1916", "03/06/1916", "soon", 1916, ["1916-06-03"]])
def test_date_that_is_none_is_kept_aside(tmp_path: Path, value: object) -> None:
    """A record is not lost for a date that cannot be read: the value stays in extra and the document is undated."""
    document = collect.read(_lines(tmp_path, {"uri": "a", "text": "A", "published": value})[0], KNOWLEDGE)
    assert (document.published, document.published_basis, document.extra) == (None, "unknown", {"published": value})


@pytest.mark.parametrize("row", [{"uri": "a"}, {"uri": "a", "text": None}, {"uri": "a", "text": 7}])
def test_json_without_text(tmp_path: Path, row: object) -> None:
    """A record without text is skipped by its line."""
    with pytest.raises(CollectError, match="line 2") as caught:
        collect.read(_lines(tmp_path, {"uri": "b", "text": "B"}, row)[1], KNOWLEDGE)
    assert caught.value.reason == "missing text"


def test_half_a_surrogate_pair_is_named(tmp_path: Path) -> None:
    """A JSON escape for half a character cannot be stored; the line is skipped and says why."""
    item, whole = _lines(tmp_path, '{"uri": "a", "text": "x \\ud800 y"}', '{"uri": "b", "text": "\\ud83d\\udea2"}')
    with pytest.raises(CollectError, match="line 1: half a surrogate pair") as caught:
        collect.read(item, KNOWLEDGE)
    assert caught.value.reason == "not JSON"
    assert collect.read(whole, KNOWLEDGE).text == "\U0001f6a2"


def test_deep_json(tmp_path: Path) -> None:
    """JSON that nests too deep is a fault of its line."""
    (item,) = _lines(tmp_path, '{"uri": "a", "text": "A", "x": ' + "[" * 100_000 + "]" * 100_000 + "}")
    with pytest.raises(CollectError) as caught:
        collect.read(item, KNOWLEDGE)
    assert caught.value.reason == "not JSON"


def test_language_option_goes_first(tmp_path: Path) -> None:
    """The option overrides the table and the text; a document in another language is stored and not analysed."""
    text = "Die Flotte ist am Montag ausgelaufen, und am Abend war der Hafen leer. Niemand hat sie zur\u00fcckkehren sehen, sagte ein Fischer."
    path = tmp_path / "x.txt"
    path.write_text(text, "utf-8")
    document = _read(path)
    assert (document.language, collect.is_read(document)) == ("de", False)
    assert collect.is_read(_read(path, language="en"))
    (tmp_path / "sources.csv").write_text("file,language\nx.txt,en-GB\n")
    assert _read(path).language == "en"


def test_short_text_is_analysed(tmp_path: Path) -> None:
    """A text too short to tell its language has none, and is analysed all the same."""
    path = tmp_path / "x.txt"
    path.write_text("Paris, Berlin, Roma.")
    document = _read(path)
    assert document.language is None
    assert collect.is_read(document)


def test_markdown_front_matter(tmp_path: Path, story: str) -> None:
    """Fields before a Markdown text are read; the text keeps them."""
    text = f'---\ntitle: "The fleet sails"\nauthor: Ann Lee\ndate: 1916-06-03\nsource: https://courier.example/x\ntags: [a]\n---\n\n# Fleet\n\n{story}\n'
    path = tmp_path / "x.md"
    path.write_text(text)
    document = _read(path)
    assert document.text == text
    assert (document.title, document.author, document.url) == (
        "The fleet sails",
        "Ann Lee",
        "https://courier.example/x",
    )
    assert (document.published, document.published_basis) == (date(1916, 6, 3), "metadata")


def test_markdown_title(tmp_path: Path, story: str) -> None:
    """The first heading of a Markdown text is its title."""
    path = tmp_path / "x.md"
    path.write_text(f"# The fleet sails\n\n{story}\n")
    assert _read(path).title == "The fleet sails"


def test_own_agency_is_no_other_origin(tmp_path: Path, story: str) -> None:
    """An agency's own report has no original outlet."""
    path = tmp_path / "x.txt"
    path.write_text(f"LONDON (Reuters) - {story}")
    assert _read(path).original_outlet == "Reuters"
    (tmp_path / "sources.csv").write_text("file,outlet\nx.txt,Reuters News Agency\n")
    assert _read(path).original_outlet is None


def test_page_in_a_text_file(tmp_path: Path, story: str) -> None:
    """A page saved under another name is read as a page."""
    path = tmp_path / "x.txt"
    path.write_text(f"<!DOCTYPE html>\n<html><body><article><h1>Fleet</h1><p>{story}</p></article></body></html>")
    assert _read(path).text.endswith(story)


def test_text_in_a_page_file(tmp_path: Path, story: str) -> None:
    """A text without any element is read as text, though it is called a page."""
    path = tmp_path / "x.html"
    path.write_text(story)
    assert _read(path).text == story


def test_pdf_by_its_first_bytes(tmp_path: Path, make_pdf: Callable[..., bytes], story: str) -> None:
    """A PDF is read as one whatever it is called."""
    path = tmp_path / "download"
    path.write_bytes(make_pdf(story))
    assert _read(path).text == story


@given(st.binary(max_size=200), st.sampled_from(["x.txt", "x.md", "x.html", "x", "x.pdf"]))
def test_any_bytes_give_a_document_or_a_reason(data: bytes, name: str) -> None:
    """No bytes make reading raise anything but a named reason."""
    reason = None
    try:
        assert collect.read(Input(uri=name, data=data), KNOWLEDGE).text.encode()
    except CollectError as error:
        reason = error.reason
    assert reason is None or reason in collect.REASONS


def test_extractors_have_versions() -> None:
    """The run can say what took the text out of the files."""
    assert set(collect.extractors()) == {"fastwarc", "feedparser", "py3langid", "pypdf", "trafilatura"}
