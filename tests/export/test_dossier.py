"""The dossier: one page that opens from disk, shows everything with its passage, and in which nothing of others acts."""

from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

import pytest

from rashomon.errors import UsageError
from rashomon.export import export
from rashomon.export.dossier import writing
from rashomon.export.html import address, clipped, shown
from rashomon.model import Attribution, Claim, Document, Event, EventMention, Relation, make_document
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


@contextmanager
def built(rows: list[object], folder: Path) -> Iterator[Record]:
    """A record of rows."""
    path = folder / "changed.duckdb"
    with Building(path) as building:
        store.write(building.writing(), rows)
        views.derive(building.writing())
        building.swap("first")
    with Record(path) as record:
        yield record


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
        elif isinstance(row, EventMention) and row.event_mention_id == "s-k":
            known = {name: getattr(row, name) for name in row.__struct_fields__}
            changed.append(EventMention(**{**known, "text": PAYLOAD}))
        elif isinstance(row, Claim):
            known = {name: getattr(row, name) for name in row.__struct_fields__}
            source = row.claim_id.replace("-c", "-a")
            changed.append(Claim(**{**known, "subject_text": PAYLOAD, "attribution_id": source}))
        elif isinstance(row, Attribution):
            known = {name: getattr(row, name) for name in row.__struct_fields__}
            changed.append(Attribution(**{**known, "source_text": PAYLOAD}))
        else:
            changed.append(row)
    with built(changed, tmp_path) as record:
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
    for heading in ('<h2 id="matters">', "<h4>Reasons as told</h4>"):
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text.partition(heading)[2].partition("<h2")[0]


def test_a_denial_stands_beside_the_other_tellings(hostile: Record, tmp_path: Path) -> None:
    """What one account denies is marked in the same block as what the other tells, by shape and word."""
    _, text = read(hostile, tmp_path)
    article = text.partition("<article")[2].partition("<h4>Reasons as told</h4>")[0]
    assert article.count('<section class="account">') == 2
    assert article.count("⊖ told as denied") == 1


def section(text: str, start: str, end: str) -> str:
    """The words of a part of the page."""
    page = Page()
    page.feed(text.partition(start)[2].partition(end)[0])
    return " ".join(page.words.split())


def test_claims_stand_side_by_side(record: Record, tmp_path: Path) -> None:
    """What two accounts say of one matter has a column for each, with words, kind and offsets, and is led to from the top."""
    page, text = read(record, tmp_path)
    part = text.partition('<h2 id="matters">')[2].partition("<h2")[0]
    assert part.count('<section class="account">') == 2
    words = section(text, '<h2 id="matters">', "<h2")
    start = next(iter(record.documents))["text"].index("Port Elm")
    for outlet, uri in (("North Post", "north.txt"), ("South Post", "south.txt")):
        assert outlet in words
        assert f"{uri}, characters {start}–{start + len('Port Elm')}" in words
    assert "kind: state" in words
    assert "put together by: same subject" in words
    assert "#matters" in page.links


def test_what_one_account_alone_says_is_no_matter_of_two(rows: list[object], tmp_path: Path) -> None:
    """A claim that one account makes has nothing beside it and is left to the other exports."""
    with built([row for row in rows if not (isinstance(row, Claim) and row.claim_id == "s-c")], tmp_path) as record:
        text = read(record, tmp_path)[1]
    assert '<section class="account">' not in text.partition('<h2 id="matters">')[2]


def test_reasons_stand_under_their_event(record: Record, rows: list[object], tmp_path: Path) -> None:
    """An event named as a reason says so; one that is explained shows the link, its sentence and who states none."""
    words = section(read(record, tmp_path)[1], "<h4>Reasons as told</h4>", "<h4>")
    assert words.count("named as the reason of something else, or as gone before it: cause: killing A shelled") == 2
    assert words.endswith("No reason stated for it was found in: North Post; South Post")
    turned = []
    for row in rows:
        if isinstance(row, Relation) and row.from_id == "n-k":
            known = {name: getattr(row, name) for name in row.__struct_fields__}
            turned.append(Relation(**{**known, "from_id": "n-e", "to_id": "n-k", "attribution_id": "n-a"}))
        elif not isinstance(row, Relation):
            turned.append(row)
    with built(turned, tmp_path) as other:
        words = section(read(other, tmp_path)[1], "<h4>Reasons as told</h4>", "<h4>")
    assert words.startswith(
        "North Post cause: shelled A killing according to: the Admiralty (said)On 31 May the Northern"
    )
    assert "north.txt, characters 16–" in words
    assert words.endswith("No reason stated for it was found in: South Post")


def test_reasons_stand_beside_what_one_account_tells(rows: list[object], tmp_path: Path) -> None:
    """An event of one account has its reason in the line of its sentence."""
    kept = [
        Event(**{**{name: getattr(row, name) for name in row.__struct_fields__}, "n_accounts": 1})
        if isinstance(row, Event)
        else Relation(document_id=row.document_id, from_id="n-e", to_id="n-k", kind="pretext_as_told", cue_start_char=0, cue_end_char=5)
        if isinstance(row, Relation) and row.from_id == "n-k"
        else row
        for row in rows
    ]  # fmt: skip
    with built(kept, tmp_path) as record:
        words = section(read(record, tmp_path)[1], '<h2 id="others">', "<h2")
    assert words.count("pretext as told: shelled A day killing") == 1


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
