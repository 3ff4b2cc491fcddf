"""Pages and feeds by address, from a server on this machine."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from rashomon import collect
from rashomon.collect.fetch import Fetcher
from rashomon.errors import CollectError, UsageError
from rashomon.knowledge import Knowledge

STORY = (
    "The fleet left the harbour on Monday before daylight, and the town learned of it only from the empty quays. "
    "A pilot who had seen the ships out counted forty of them, and said that he had never seen so many leave together."
)
PAGE = f"<html><head><title>The fleet sails</title></head><body><article><p>{STORY}</p><p>{STORY}</p></article></body></html>"
FEED = """<rss version="2.0"><channel><title>The Courier</title>
<item><title>One</title><link>{0}/open/1</link><description>A summary.</description></item>
<item><title>Two</title><link>{0}/closed/2</link><description>A summary.</description></item></channel></rss>"""


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        site = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.server.asked.append(self.path)  # type: ignore[attr-defined] # set by the fixture
        pages = {
            "/robots.txt": "User-agent: *\nDisallow: /closed/\nCrawl-delay: 7\n",
            "/feed": FEED.format(site),
            "/open/1": PAGE,
        }
        if self.path == "/to-closed":
            self.send_response(302)
            self.send_header("Location", f"{site}/closed/2")
            self.end_headers()
        elif self.path == "/to-file":
            self.send_response(302)
            self.send_header("Location", "file:///etc/passwd")
            self.end_headers()
        elif self.path in pages:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(pages[self.path].encode())
        else:
            self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[ThreadingHTTPServer]:
    """A small site; ``asked`` lists the paths that were asked for."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    server.asked = []  # type: ignore[attr-defined] # read by the tests
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def _address(site: ThreadingHTTPServer, path: str) -> str:
    return f"http://127.0.0.1:{site.server_address[1]}{path}"


def _fetcher() -> tuple[Fetcher, list[float]]:
    """A fetcher whose clock only goes on while it waits, and its waits."""
    waits: list[float] = []
    return Fetcher(clock=lambda: sum(waits), sleep=waits.append), waits


def test_a_feed_by_address_gives_its_pages(site: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of entries that give only a summary are fetched, with what the feed says of them; forbidden ones are named."""
    monkeypatch.setattr("rashomon.collect.fetch.Fetcher", lambda: _fetcher()[0])
    first, second = collect.find([_address(site, "/feed")])
    document = collect.read(first, Knowledge())
    assert (document.title, document.outlet, document.url) == ("One", "The Courier", _address(site, "/open/1"))
    assert STORY in document.text
    assert second.fault is not None
    assert second.fault[0] == "forbidden"
    assert "/closed/2" not in site.asked  # type: ignore[attr-defined] # set by the fixture


def test_pauses_are_kept(site: ThreadingHTTPServer) -> None:
    """Between two requests the host's own pause is waited."""
    fetcher, waits = _fetcher()
    fetcher.get(_address(site, "/open/1"))
    fetcher.get(_address(site, "/open/1"))
    assert waits == [7.0, 7.0]


@pytest.mark.parametrize(
    ("path", "reason"), [("/to-closed", "forbidden"), ("/to-file", "unreadable"), ("/none", "unreadable")]
)
def test_redirections_keep_to_the_rules(site: ThreadingHTTPServer, path: str, reason: str) -> None:
    """A redirection to a forbidden address or to a file is not followed; what is not there is named."""
    with pytest.raises(CollectError) as caught:
        _fetcher()[0].get(_address(site, path))
    assert caught.value.reason == reason


def test_offline_refuses_every_address(tmp_path: Path) -> None:
    """With ``offline`` an address is misuse, and files are read as ever."""
    (tmp_path / "x.txt").write_text(STORY)
    with pytest.raises(UsageError, match="--offline refuses"):
        collect.find(["https://courier.example/feed"], offline=True)
    with pytest.raises(UsageError, match="--offline refuses"):
        collect.find(["s3://bucket/news"], offline=True)
    assert [item.uri for item in collect.find([tmp_path], offline=True)] == ["x.txt"]


def test_remote_folders_are_read_as_local_ones(tmp_path: Path) -> None:
    """A folder by address gives the same uris and digests as the folder itself; what is hidden is read by neither."""
    for name in ("a.txt", "b/c.jsonl", ".hidden.txt", ".trash/d.txt", "b/.trash/e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(STORY if name.endswith("txt") else f'{{"uri": "c", "text": "{STORY}"}}\n')
    near, far = (list(collect.find([root])) for root in (tmp_path, f"file://{tmp_path}"))
    assert [(item.uri, item.digest()) for item in near] == [(item.uri, item.digest()) for item in far]
    assert [collect.read(item, Knowledge()).text for item in far] == [STORY, STORY]


def test_tables_of_sources_at_an_address_are_read(tmp_path: Path) -> None:
    """Tables beside the files and one given by name say of files at an address what they say of files here; slips are told."""
    for name in ("a.txt", "b/c.txt", "b/d.log"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(STORY)
    (tmp_path / "sources.csv").write_text("file,outlet,title\na.txt,Courier,One\nb/c.txt,Herald,Two\n")
    (tmp_path / "b" / "sources.csv").write_text("file,title\nc.txt,Three\nd.log,Four\n")
    named = tmp_path.parent / "named.csv"
    named.write_text("file,outlet\na.txt,Gazette\n")
    for sources in (None, named):
        near, far = (list(collect.find([root], sources=sources)) for root in (tmp_path, f"file://{tmp_path}"))
        assert [(item.uri, item.given, item.digest()) for item in near] == [
            (item.uri, item.given, item.digest()) for item in far
        ]
        assert [item.given.get("title") for item in far] == ["One", "Three", "Four"]
    (tmp_path / "bb").mkdir()
    (tmp_path / "bb" / "ee.txt").write_text(STORY)  # likest, but not below the table
    (tmp_path / "b" / "sources.csv").write_text("file,title\nee.txt,Three\n")
    with pytest.raises(UsageError, match=r'b/sources.csv" line 2: there is no file "ee.txt": did you mean "c.txt"'):
        collect.find([f"file://{tmp_path}"])


def test_an_unknown_scheme_is_misuse() -> None:
    """An address that nothing here can read names the remedy."""
    with pytest.raises(UsageError, match=r"rashomon\[remote\]"):
        collect.find(["nowhere://bucket/news"])
