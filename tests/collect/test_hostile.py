"""Files made to do harm give a document or a reason, and no more of either than they are worth."""

import gzip
import io
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rashomon import collect
from rashomon.collect import REASONS, Input, held, jsonl
from rashomon.errors import CollectError
from rashomon.knowledge import Knowledge

KINDS = sorted(suffix for suffixes, _ in held.KINDS for suffix in suffixes)
STARTS = (
    b"",
    b"WARC/1.0\r\n",
    b"\x1f\x8b\x08\x00",
    b"<rss>",
    b"<?xml version='1.0'?>",
    b"PAR1",
    b"[",
    b'{"uri": "a", "text": "',
    b"\xff\xfe",
)
HUGE = 4 * jsonl.LONGEST_LINE


class Line(io.RawIOBase):
    """One line of as many letters as are asked for, made while it is read."""

    def __init__(self, length: int) -> None:
        self.left = length

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, into: object) -> int:
        """Letters, until none are left."""
        room = memoryview(into)  # type: ignore[arg-type]
        count = min(len(room), self.left)
        room[:count] = b"a" * count
        self.left -= count
        return count


def _pdf(*objects: str) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    out, places = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{each:010d} 00000 n \n" for each in places)
    end = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}".encode()


def outcome(item: Input) -> str:
    """``read``, where a document that can be stored came of it, or the reason why none did."""
    try:
        document = collect.read(item, Knowledge())
    except CollectError as error:
        return error.reason
    msgspec.json.encode(document).decode()
    return "read"


@pytest.mark.parametrize(
    "data",
    [
        _pdf("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
        _pdf(
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>",
        ),
        _pdf("<< /Type /Catalog /Pages 1 0 R >>"),
        _pdf(
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /ObjStm /N 1 /First 4 /Length 6 /Extends 2 0 R >>\nstream\n2 0 2 0 R\nendstream",
        ),
        _pdf(
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /X 4 0 R >> >> >>",
            "<< /Type /XObject /Subtype /Form /Resources << /XObject << /X 4 0 R >> >> /Length 5 >>\nstream\n/X Do\nendstream",
        ),
    ],
    ids=["pages in themselves", "pages in each other", "catalogue as pages", "objects in themselves", "form in itself"],
)
def test_pdfs_that_go_round_in_circles_end(data: bytes) -> None:
    """A page tree, an object stream or a form that contains itself is named as damaged or without text."""
    with pytest.raises(CollectError) as caught:
        collect.read(Input(uri="a.pdf", data=data), Knowledge())
    assert caught.value.reason in {"damaged", "no text"}


def test_a_page_nested_a_hundred_thousand_deep_is_read_or_named(story: str) -> None:
    """Nesting far beyond what any page has does not end the process; there is a text or a reason."""
    deep = 100_000
    data = f"<html><body>{'<div>' * deep}<p>{story}</p>{'</div>' * deep}</body></html>".encode()
    assert outcome(Input(uri="a.html", data=data)) in {"read", *REASONS}


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson"])
def test_a_line_without_end_is_never_in_memory(name: str) -> None:
    """A line of 128 MB, longer than any document, is named as too long, and only a part of it is ever held."""
    tracemalloc.start()
    rows = list(held.documents(io.BufferedReader(Line(HUGE), 1 << 16), name, name))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [row.fault[0] if row.fault else None for row in rows] == ["too long"]
    assert peak < 3 * jsonl.LONGEST_LINE


def test_a_packed_bomb_is_never_in_memory(tmp_path: Path) -> None:
    """A small gzip file that unpacks to one line of 128 MB is named as too long, in bounded memory."""
    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as packed:
        for _ in range(HUGE >> 20):
            packed.write(b"a" * (1 << 20))
    assert path.stat().st_size < 1 << 20
    tracemalloc.start()
    with path.open("rb") as file:
        rows = list(held.documents(file, path.name, path.name))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [row.fault[0] if row.fault else None for row in rows] == ["too long"]
    assert peak < 3 * jsonl.LONGEST_LINE


@pytest.mark.parametrize("escape", ["\\ud800", "\\udfff", "\\ud800\\ud800", "\\udc00\\ud800", "\\ud83d x"])
@pytest.mark.parametrize("key", ["text", "title", "uri", "outlet", "mood"])
def test_halves_of_characters_in_any_field_are_named_or_left(key: str, escape: str, story: str) -> None:
    """A lone half of a surrogate pair, wherever it stands, gives a fault or a text that can be stored."""
    row = f'{{"uri": "a", "text": "{story}", "{key}": "{story if key == "text" else ""}{escape}"}}\n'.encode()
    for each in held.documents(io.BytesIO(row), "a.jsonl", "a.jsonl"):
        given_back = (
            each.fault[0] if each.fault else outcome(Input(uri=each.uri or "a", data=each.data, form=each.form))
        )
        assert given_back in {"read", *REASONS}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(name=st.sampled_from(KINDS), start=st.sampled_from(STARTS), data=st.binary(max_size=300))
@example(name=".warc.gz", start=b"\x1f\x8b\x08\x00", data=b"")
@example(name=".jsonl.gz", start=b"\x1f\x8b\x08\x00", data=b"\x00" * 20)
@example(name=".parquet", start=b"PAR1", data=b"PAR1")
def test_any_bytes_under_any_name_give_documents_or_faults(name: str, start: bytes, data: bytes) -> None:
    """Whatever a file that holds many documents is made of, going through it ends, and what it cannot give has a reason."""
    for each in held.documents(io.BytesIO(start + data), f"a{name}", f"a{name}"):
        assert each.number >= 1
        assert each.fault is None or each.fault[0] in REASONS


def blocks() -> Iterator[str]:
    """Some assigned characters of each 128 code points of Unicode."""
    import unicodedata

    for start in range(0, 0x110000, 128):
        kept = [
            chr(at) for at in range(start, start + 128, 17) if unicodedata.category(chr(at)) not in {"Cs", "Cn", "Co"}
        ]
        if kept:
            yield "".join(kept)


def test_letters_of_every_block_come_through(story: str) -> None:
    """Characters of every part of Unicode stand in the stored text as they stood in the file."""
    text = story + "\n\n" + "\n".join(blocks()).replace("\x00", "")
    document = collect.read(Input(uri="a.txt", data=text.encode()), Knowledge(), language="en")
    assert document.text == text
