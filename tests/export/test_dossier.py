"""The dossier: one page that opens from disk, shows everything with its passage, and in which nothing of others acts."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from rashomon.errors import UsageError
from rashomon.export import export
from rashomon.export.dossier import writing
from rashomon.export.html import address, clipped, shown
from rashomon.model import Document, EventMention, make_document
from rashomon.record import store, views
from rashomon.record.building import Building
from rashomon.record.reader import Record

PAYLOAD = '"><script>alert(1)</script><img src=x onerror=alert(1)>\u202e{{7*7}}'


class Page(HTMLParser):
    """Takes in tags, attributes and words, and holds each tag to be one of ours."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag; refuse event handlers and everything that loads."""
        self.tags.add(tag)
        for name, value in attrs:
            assert not name.startswith("on")
            assert name in {"class", "id", "href", "rel", "dir", "lang", "charset", "http-equiv", "content", "name"}, (
                name
            )
            if name == "href":
                self.links.append(value or "")
            if name == "id":
                self.ids.append(value or "")

    def handle_data(self, data: str) -> None:
        """Take in words."""
        self.words += data


def read(record: Record, folder: Path) -> tuple[Page, str]:
    """The dossier of a record, parsed and as it is."""
    [path] = export(record, "dossier", folder / "d.html")
    text = path.read_text("utf-8")
    page = Page()
    page.feed(text)
    page.close()
    return page, text


def test_everything_stands_in_it(record: Record, tmp_path: Path) -> None:
    """Overview, tellings of both accounts with passage, offsets and hash, differences, coverage and documents are there."""
    page, _ = read(record, tmp_path)
    words = " ".join(page.words.split())
    assert "2 documents, 2 accounts (0 reprints)" in words
    assert "Counts describe this collection, not the world." in words
    assert words.count("On 31 May the Northern Fleet shelled Port Elm") >= 4
    assert "2 accounts in 2 documents · told as asserted in 2 · 2 of them cite a source" in words
    assert "according to: the Admiralty (said)" in words
    assert "Killed: 12" in words
    assert "North Post: told (1 document)" in words
    for row in record.documents:
        assert words.count(row["text_sha256"]) == 4
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)


def test_it_loads_and_runs_nothing(record: Record, tmp_path: Path) -> None:
    """No script, no form, no frame, nothing that is fetched; the policy says so too."""
    page, text = read(record, tmp_path)
    assert page.tags <= {
        "html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "h3", "h4", "nav", "main", "a", "p", "table", "caption",
        "tr", "th", "td", "article", "section", "div", "span", "q", "mark", "ul", "li", "br",
    }  # fmt: skip
    assert "default-src 'none'" in text
    assert "url(" not in text
    assert "@import" not in text


@pytest.fixture
def hostile(rows: list[object], tmp_path: Path) -> Iterator[Record]:
    """The small record with a payload in everything that is known of its documents, one telling being a denial."""
    changed: list[object] = []
    for row in rows:
        if isinstance(row, Document):
            known = {name: getattr(row, name) for name in row.__struct_fields__}
            changed.append(
                Document(
                    **{
                        **known,
                        "outlet": PAYLOAD + row.uri,
                        "title": PAYLOAD,
                        "author": PAYLOAD,
                        "url": "javascript:alert(1)",
                        "uri": PAYLOAD + row.uri,
                    }
                )
            )
        elif isinstance(row, EventMention) and row.event_mention_id == "s-e":
            known = {name: getattr(row, name) for name in row.__struct_fields__}
            changed.append(EventMention(**{**known, "factuality": "denied"}))
        else:
            changed.append(row)
    path = tmp_path / "hostile.duckdb"
    with Building(path) as building:
        store.write(building.writing(), changed)
        views.derive(building.writing())
        building.swap("first")
    with Record(path) as record:
        yield record


def test_payloads_are_inert(hostile: Record, tmp_path: Path) -> None:
    """Tags, handlers, templates, turned directions and javascript: addresses are text."""
    page, text = read(hostile, tmp_path)
    assert "script" not in page.tags
    assert "img" not in page.tags
    assert "\u202e" not in text
    assert not [link for link in page.links if not link.startswith("#")]
    assert "<script>alert(1)</script>" in page.words
    assert "javascript:alert(1)" in page.words


def test_a_denial_stands_beside_the_other_tellings(hostile: Record, tmp_path: Path) -> None:
    """What one account denies is marked in the same block as what the other tells, by shape and word."""
    _, text = read(hostile, tmp_path)
    article = text.partition("<article")[2].partition("</article>")[0]
    assert article.count('<section class="account">') == 2
    assert article.count("⊖ told as denied") == 1


def test_parts_are_safe() -> None:
    """Control characters are seen; long words are cut in the middle, and say so; only addresses of the web are links."""
    assert shown("a\x00\u202e<b>") == "a\ufffd\ufffd&lt;b&gt;"
    assert clipped("x" * 5000) == "x" * 800 + " […] " + "x" * 800
    assert clipped("short") == "short"
    assert (
        address("https://a.example/?q=<x>")
        == '<a href="https://a.example/?q=&lt;x&gt;" rel="noreferrer noopener">https://a.example/?q=&lt;x&gt;</a>'
    )
    assert address("javascript:alert(1)") == "javascript:alert(1)"
    assert address("http://[") == "http://["
    assert address(None) == ""


def test_long_words_do_not_swell_it(tmp_path: Path) -> None:
    """A word of a million letters is no reason for a page of its length."""
    path = tmp_path / "long.duckdb"
    with Building(path) as building:
        store.write(building.writing(), [make_document(uri="a.txt", text="x" * 1_000_000)])
        views.derive(building.writing())
        building.swap("first")
    with Record(path) as record:
        assert len(read(record, tmp_path)[1]) < 20_000


def test_a_page_nobody_can_read_is_refused(record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With more events than a page can hold, one line says so and nothing is written."""
    monkeypatch.setattr(writing, "MOST_EVENTS", 0)
    with pytest.raises(UsageError, match="a dossier of 1 events is no page to read"):
        export(record, "dossier", tmp_path / "d.html")
    assert not (tmp_path / "d.html").exists()
