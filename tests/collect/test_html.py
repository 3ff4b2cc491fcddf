"""HTML to text."""

from email.message import EmailMessage

import pytest

from rashomon.collect import dates, html
from rashomon.errors import CollectError


def _page(story: str, head: str = "", around: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{around}<article><h1>Fleet</h1><p>{story}</p></article></body></html>".encode()


def test_metadata(story: str) -> None:
    """Title, author, date with time and zone, outlet and address are those of the page."""
    head = (
        '<title>The fleet sails | The Courier</title><meta property="og:title" content="The fleet sails">'
        '<meta property="og:site_name" content="The Courier"><meta name="author" content="Ann Lee">'
        '<meta property="article:published_time" content="1916-06-04T05:00:00-05:00">'
        '<link rel="canonical" href="https://courier.example/fleet">'
    )
    contents = html.read(_page(story, head), "x")
    assert contents.values == {
        "title": "The fleet sails",
        "author": "Ann Lee",
        "published": "1916-06-04T05:00:00-05:00",
        "outlet": "The Courier",
        "url": "https://courier.example/fleet",
    }
    assert contents.basis == "metadata"
    assert contents.extra["read_as"].startswith("trafilatura ")


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta content="1916-06-04" name="date">', "1916-06-04"),
        ('<script type="application/ld+json">{"datePublished": "2020-04-20T10:00:00Z"}</script>', "2020-04-20"),
        ('<meta name="date" content="04/06/1916">', None),
        ("<time datetime='2020-04-20'>20 April</time>", "2020-04-20"),
    ],
    ids=["content first", "JSON-LD", "ambiguous", "time"],
)
def test_dates_of_pages(story: str, head: str, day: str | None) -> None:
    """Dates are taken from where pages put them, and only where they are clear."""
    published = html.read(_page(story, head), "x").values.get("published")
    found = dates.read(published) if published else None
    assert (found and str(found.day)) == day


def test_furniture_of_the_page_is_left_out(story: str) -> None:
    """Menus and lists of links are no part of the article."""
    around = "<nav><ul><li><a href='/a'>Home</a></li></ul></nav><aside><h3>Most Viewed</h3><a href='/b'>Ferry burns</a></aside>"
    text = html.read(_page(story, around=around), "x").text
    assert story in text
    assert "Most Viewed" not in text


def test_ten_thousand_levels(story: str) -> None:
    """Elements that nest 10,000 deep are read."""
    page = b"<html><body>" + b"<div>" * 10_000 + _page(story) + b"</div>" * 10_000 + b"</body></html>"
    assert story in html.read(page, "x").text


def test_flattening_keeps_ordinary_pages() -> None:
    """A page that is not too deep is left alone; a deeper one keeps its text."""
    page = "<div><p>One<br>two</div>" * 300
    assert html.flattened(page) is page
    deep = "<div>" * 300 + "text" + "</div>" * 300
    assert "text" in html.flattened(deep)
    assert html.flattened(deep).count("<div>") == html.DEEPEST


def test_page_laid_out_by_tables(story: str) -> None:
    """An article in a table's cell, its paragraphs parted by line breaks, comes out in paragraphs."""
    menu = "<tr><td><a href=a>News</a><br><a href=b>Sports</a><br></td>"
    cell = f"<td><b>Fleet sails</b><br>{story}<br><br>{story[::-1]}<br><br>{story}</td></tr>"
    text = html.read(f"<html><body><table>{menu}{cell}</table></body></html>".encode(), "x").text
    assert "|" not in text
    assert story in text.splitlines()


@pytest.mark.parametrize(
    ("declared", "encoded"),
    [
        ("utf-8", "cp1252"),
        ("iso-8859-1", "utf-8"),
        ("no-such-code", "utf-8"),
        ("windows-1251", "windows-1251"),
        ("", "utf-16"),
    ],
)
def test_wrong_declarations(declared: str, encoded: str) -> None:
    """The bytes go before what the page declares."""
    words = "Флот вышел" if encoded == "windows-1251" else "Malmö “fleet”"
    page = f'<html><head><meta charset="{declared}"></head><body><p>{words}</p></body></html>'.encode(encoded)
    text, encoding = html.decoded(page)
    assert words in text
    assert encoding == encoded


def test_page_saved_with_its_pictures(story: str) -> None:
    """The page in an MHTML file is read."""
    message = EmailMessage()
    message["Subject"] = "Fleet"
    message.set_content(_page(story).decode(), subtype="html")
    message.make_related()
    text = html.read(b"MIME-Version: 1.0\n" + message.as_bytes(), "x").text
    assert "".join(text.split()).endswith("".join(story.split()))


@pytest.mark.parametrize(
    "page", [b"<html><body></body></html>", b"<html>", b"<" * 100_000, b"<!-- only -->", b"<script>x</script>"]
)
def test_pages_without_an_article(page: bytes) -> None:
    """A page without words is named, not stored empty."""
    with pytest.raises(CollectError) as caught:
        html.read(page, '"x.html"')
    assert caught.value.reason == "no text"


def test_half_a_surrogate_pair_can_be_stored(story: str) -> None:
    """Character references for half a character become U+FFFD."""
    assert html.read(_page("&#xD800; " + story), "x").text.encode()
