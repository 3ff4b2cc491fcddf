"""Files that hold many documents: archives, feeds, Parquet, packed JSON lines."""

import gzip
import io
import tracemalloc
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from fastwarc.warc import ArchiveIterator, WarcRecord
from pyarrow import parquet

from rashomon import collect
from rashomon.errors import CollectError
from rashomon.knowledge import Knowledge

PARAGRAPHS = (
    "The fleet left the harbour on Monday before daylight, and the town learned of it only from the empty quays.",
    "A pilot who had seen the ships out counted forty of them, and said that he had never seen so many leave together.",
    "By the evening of that day the wind had gone round to the north, and two trawlers came back with torn nets.",
)
PAGE = (
    "<html><head><title>The fleet sails</title></head><body><article><h1>The fleet sails</h1>"
    + "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    + "</article></body></html>"
)
FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Courier</title>
<item><title>The fleet sails</title><link>https://courier.example/1</link><guid>courier-1</guid>
<pubDate>Mon, 29 May 1916 18:00:00 GMT</pubDate>
<content:encoded><![CDATA[<p>{0}</p><p>{1}</p><p>{2}</p>]]></content:encoded></item>
<item><title>Nothing</title><link>https://courier.example/2</link></item>
</channel></rss>"""


def _record(address: str, body: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK") -> bytes:
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 1998-05-31T08:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{abs(hash(address)):032x}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def _archive(path: Path, records: list[bytes]) -> Path:
    packed = path.name.endswith(".gz")
    path.write_bytes(b"".join(gzip.compress(record) if packed else record for record in records))
    return path


def _read(path: Path) -> list[Any]:
    knowledge = Knowledge()
    out: list[Any] = []
    for item in collect.find([path]):
        try:
            out.append(collect.read(item, knowledge))
        except CollectError as error:
            out.append(error.reason)
    return out


@pytest.mark.parametrize("name", ["news.warc", "news.warc.gz"])
def test_pages_of_an_archive_are_documents(tmp_path: Path, name: str) -> None:
    """Answers that are pages become documents with their address and the time of the crawl; pictures and errors do not."""
    records = [
        _record("https://courier.example/fleet", PAGE.encode()),
        _record("https://courier.example/ship.png", b"\x89PNG", "image/png"),
        _record("https://courier.example/gone", b"gone", status="404 Not Found"),
    ]
    (document,) = _read(_archive(tmp_path / name, records))
    assert (document.uri, document.url) == ("https://courier.example/fleet",) * 2
    assert document.retrieved_at.startswith("1998-05-31")
    assert document.title == "The fleet sails"
    assert all(text in document.text for text in PARAGRAPHS)


def test_a_packed_page_in_an_archive_is_unpacked(tmp_path: Path) -> None:
    """An answer sent with gzip is read; one that unpacks to more than a page can have is skipped by name."""
    body = gzip.compress(PAGE.encode())
    bomb = gzip.compress(b"<p>" + b"a" * (1 << 26))
    records = []
    for address, data in (("https://a.example/1", body), ("https://a.example/2", bomb)):
        plain = _record(address, data)
        encoded = plain.replace(b"Content-Type: text/html", b"Content-Encoding: gzip\r\nContent-Type: text/html")
        longer = len(b"Content-Encoding: gzip\r\n")
        head, rest = encoded.split(b"\r\n\r\n", 1)
        length = int(head.rsplit(b"Content-Length: ", 1)[1])
        records.append(
            head.replace(b"Content-Length: %d" % length, b"Content-Length: %d" % (length + longer)) + b"\r\n\r\n" + rest
        )
    first, second = _read(_archive(tmp_path / "x.warc", records))
    assert PARAGRAPHS[0] in first.text
    assert second == "too long"


def test_a_torn_archive_gives_what_it_holds_and_says_so(tmp_path: Path) -> None:
    """Of an archive that ends in the middle the whole records are read, and the end is named as damaged."""
    path = _archive(tmp_path / "x.warc.gz", [_record(f"https://a.example/{n}", PAGE.encode()) for n in range(3)])
    path.write_bytes(path.read_bytes()[:-200])
    documents = _read(path)
    assert [document.uri for document in documents[:2]] == ["https://a.example/0", "https://a.example/1"]
    assert documents[2] == "damaged"


def test_what_is_no_archive_is_damaged(tmp_path: Path) -> None:
    """Bytes that are no WARC are one skipped input with a reason, not an empty result."""
    (tmp_path / "x.warc").write_bytes(b"nothing of the kind\n" * 50)
    assert _read(tmp_path / "x.warc") == ["damaged"]


def test_an_archive_is_never_in_memory(tmp_path: Path) -> None:
    """Going through an archive of 30 MB takes a small part of that in memory."""
    page = PAGE.replace("</article>", "<!--" + "x" * 100_000 + "--></article>").encode()
    path = _archive(tmp_path / "x.warc", [_record(f"https://a.example/{n}", page) for n in range(300)])
    tracemalloc.start()
    tracemalloc.reset_peak()
    count = sum(1 for _ in collect.find([path]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 300
    assert peak < path.stat().st_size / 5


def test_entries_of_a_feed_are_documents(tmp_path: Path) -> None:
    """A feed's entries come with title, outlet, address and date; one without text is skipped by name."""
    (tmp_path / "x.rss").write_text(FEED.format(*PARAGRAPHS))
    document, empty = _read(tmp_path / "x.rss")
    assert (document.uri, document.url) == ("courier-1", "https://courier.example/1")
    assert (document.outlet, document.title, str(document.published)) == (
        "The Courier",
        "The fleet sails",
        "1916-05-29",
    )
    assert all(text in document.text for text in PARAGRAPHS)
    assert empty == "no text"


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE r ["
        + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "boom"}">' for n in range(12))
        + "]><rss><channel><item><title>&e11;</title></item></channel></rss>",
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>&x;</title></channel></rss>',
        "<rss" + "<a>" * 50_000,
        "",
        "<note>no feed</note>",
        '<rss version="2.0"><channel><item><link>https://a.example</description></item><//1</link></channel></rss>',
    ],
    ids=["entity bomb", "outer entity", "deep", "nothing", "other XML", "found by fuzzing: feedparser raises"],
)
def test_hostile_feeds_are_skipped(tmp_path: Path, text: str) -> None:
    """Entity bombs, outer entities, endless nesting and other XML give skipped inputs, and nothing of this machine's files."""
    (tmp_path / "x.xml").write_text(text)
    documents = _read(tmp_path / "x.xml")
    assert documents
    assert all(isinstance(document, str) for document in documents)


def test_what_no_one_foresaw_ends_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the reading of a file breaks off, what was read stays, the rest is named, and other files are read."""
    from rashomon.collect import feeds

    def broken(entry: object, number: int, place: str) -> object:
        if number == 2:
            raise KeyError("links")
        return whole(entry, number, place)

    whole = feeds.held
    monkeypatch.setattr(feeds, "held", broken)
    (tmp_path / "x.rss").write_text(FEED.format(*PARAGRAPHS))
    (tmp_path / "y.txt").write_text(PARAGRAPHS[0])
    story, rest, other = _read(tmp_path)
    assert rest == "damaged"
    assert story.title == "The fleet sails"
    assert other.text == PARAGRAPHS[0]


def test_rows_of_a_parquet_file_are_documents(tmp_path: Path) -> None:
    """Rows come with the columns that JSON lines have; others go to ``extra``."""
    import datetime as dt

    rows = [
        {
            "uri": "a",
            "text": PARAGRAPHS[0],
            "outlet": "The Courier",
            "published": dt.date(1916, 5, 29),
            "page": 3,
        },
        {"uri": None, "text": PARAGRAPHS[1], "outlet": None, "published": None, "page": 4},
    ]
    parquet.write_table(pa.Table.from_pylist(rows), tmp_path / "x.parquet")
    document, second = _read(tmp_path / "x.parquet")
    assert (document.uri, document.outlet, str(document.published)) == ("a", "The Courier", "1916-05-29")
    assert document.extra == {"page": 3}
    assert second == "missing uri"


def test_parquet_files_without_text_are_named(tmp_path: Path) -> None:
    """A Parquet file without the column, or bytes that are none, are skipped with the reason."""
    parquet.write_table(pa.table({"uri": ["a"]}), tmp_path / "x.parquet")
    (tmp_path / "y.parquet").write_bytes(b"PAR1 not really")
    assert _read(tmp_path / "x.parquet") == ["missing text"]
    assert _read(tmp_path / "y.parquet") == ["damaged"]


def test_packed_json_lines_are_read_as_unpacked_ones(tmp_path: Path) -> None:
    """A gzipped JSON-lines file gives the same documents; a torn one gives what it holds and says so."""
    lines = "".join(f'{{"uri": "{n}", "text": "{PARAGRAPHS[n % 3]}"}}\n' for n in range(2000))
    (tmp_path / "x.jsonl").write_text(lines)
    (tmp_path / "x.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    plain, packed = (list(collect.find([tmp_path / name])) for name in ("x.jsonl", "x.jsonl.gz"))
    assert [(item.uri, item.data, item.digest()) for item in plain] == [
        (item.uri, item.data, item.digest()) for item in packed
    ]
    (tmp_path / "x.jsonl.gz").write_bytes(gzip.compress(lines.encode())[:-400])
    torn = list(collect.find([tmp_path / "x.jsonl.gz"]))
    assert torn[-1].fault is not None
    assert torn[-1].fault[0] == "damaged"


def test_made_archives_are_archives() -> None:
    """The records that these tests make are read by an independent look as what they are meant to be."""
    (record,) = ArchiveIterator(io.BytesIO(_record("https://a.example/", PAGE.encode())))
    assert isinstance(record, WarcRecord)
    assert record.headers["WARC-Target-URI"] == "https://a.example/"
