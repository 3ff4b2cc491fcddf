"""Every address that a page leads to answers, on the example and on hostile texts."""

import re
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from web_readers import reader

from rashomon.web.library import Library

MOST = 900


def crawl(client: TestClient) -> dict[str, str]:
    """All pages that can be reached from the overview, kinds of pages in turn, up to a bound."""
    found: dict[str, str] = {}
    waiting = ["/"]
    known = {"/"}
    while waiting and len(found) < MOST:
        path = waiting.pop(0)
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[-300:])
        found[path] = answer.text
        if "text/html" in answer.headers["content-type"]:
            links = [unescape(each).split("#")[0] for each in re.findall(r'(?:href|hx-get)="(/[^"]*)"', answer.text)]
            new = [each for each in dict.fromkeys(links) if each not in known and not each.startswith("/static/")]
            known.update(new)
            waiting.extend(new[:60])
    return found


def test_every_link_of_the_example_answers(client: TestClient) -> None:
    """From the overview on, no link leads to an error."""
    found = crawl(client)
    for kind in (
        "/events/",
        "/documents/",
        "/actors/",
        "/places/",
        "/timeline?",
        "/differences",
        ".json",
        ".csv",
        "/why",
        "/nearest",
    ):
        assert any(kind in path for path in found), kind


@pytest.fixture(scope="module")
def hostile_pages(hostile: Path) -> dict[str, str]:
    """All pages of the record of hostile texts."""
    return crawl(reader(Library(hostile)))


def test_hostile_texts_are_text(hostile_pages: dict[str, str]) -> None:
    """No word of an article becomes a tag, an attribute, an address, a style or a template's command on any page."""
    ours = re.compile(r'<script src="/static/[a-z.]+" defer></script>')
    for path, page in hostile_pages.items():
        if ".json" in path or ".csv" in path:
            continue
        rest = ours.sub("", page)
        assert "<script" not in rest, path
        assert not re.search(r"<(iframe|base|object|embed|link rel=stylesheet href=https|img|style)\b", rest), path
        assert not re.search(r"<[^>]*\son[a-z]+\s*=", re.sub(r'"[^"]*"', '""', rest)), path
        assert not re.search(r'href="\s*(?!/|#|https://)[^"]', rest.replace('href="?', "")), path
        assert "\u202e" not in page, path
        assert "\x1b" not in page, path
        assert page.count("<form") == page.count("</form>"), path
        assert not re.search(r'<form[^>]*action="[^/]', rest), path


def test_template_syntax_is_shown(hostile_pages: dict[str, str]) -> None:
    """What looks like a template's command is shown as it was written, and never run."""
    shown = [page for path, page in hostile_pages.items() if "{{ 7*7 }}" in page and ".json" not in path]
    assert shown
    assert not any("49 <class" in page or "&lt;class &#39;" in page for page in shown)


def test_long_words_stay_small(hostile_pages: dict[str, str]) -> None:
    """A word of a million letters is shown whole on its document's page only."""
    for path, page in hostile_pages.items():
        if not path.startswith("/documents/") and ".json" not in path and ".csv" not in path:
            assert len(page) < 400_000, path
