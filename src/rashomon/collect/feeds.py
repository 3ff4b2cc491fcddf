"""RSS and Atom feeds: each entry is a document, by feedparser."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from rashomon.collect.held import Held
from rashomon.errors import CollectError

LARGEST = 1 << 26
"""Bytes of the largest feed that is read: a feed of a thousand whole articles has a tenth of it."""
PAGE = "<!doctype html><html><head><meta charset='utf-8'></head><body><article>{body}</article></body></html>"


def documents(file: BinaryIO, place: str) -> Iterator[Held]:
    """The entries of a feed, in its order, with the text that the feed itself gives: nothing is fetched.

    ``uri`` is the entry's id, else its address; ``outlet`` is the feed's title.

    Args:
        file: The feed.
        place: How it is called in messages.

    Raises:
        CollectError: ``damaged`` where it is no feed, ``too long`` where it is larger than :data:`LARGEST`.
    """
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise CollectError("too long", f"{place}: more than {LARGEST} bytes: split the feed")
    for number, entry in enumerate(entries(data, place), 1):
        yield held(entry, number, f"{place} entry {number}")


def held(entry: Any, number: int, place: str) -> Held:  # noqa: ANN401 - feedparser ships no types
    """The document that a feed's entry is, with the text that the feed gives.

    Args:
        entry: One of :func:`entries`.
        number: Its number in the feed.
        place: How it is called in messages.
    """
    body = _body(entry)
    uri = entry.get("id") or entry.get("link") or None
    if not body.strip():
        fault = ("no text", f"{place} has neither content nor summary: give the article as a file")
        return Held(number=number, uri=uri, fault=fault)
    page = PAGE.format(body=body).encode("utf-8", "replace")
    return Held(number=number, uri=uri, data=page, form="page", told=told(entry))


def entries(data: bytes, place: str) -> list[Any]:
    """The entries of a feed; each with ``feed_title``.

    Args:
        data: The feed.
        place: How it is called in messages.

    Raises:
        CollectError: ``damaged`` where it is no feed.
    """
    import feedparser

    # resolving of addresses and cleaning are left out: texts are shown escaped, and addresses are kept as given
    try:
        feed = feedparser.parse(data, resolve_relative_uris=False, sanitize_html=False)
    except Exception as error:  # of broken feeds feedparser raises KeyError and others, and no feed may stop a build
        detail = f"{place}: feedparser gave up on it ({type(error).__name__}): mend the feed"
        raise CollectError("damaged", detail) from error
    if not feed.get("version"):
        why = f" ({feed.bozo_exception})" if feed.get("bozo") else ""
        detail = f"{place}: no RSS or Atom feed{why}: save articles as text, HTML or JSON lines"
        raise CollectError("damaged", " ".join(detail.split()))
    title = feed.feed.get("title", "")
    for entry in feed.entries:
        entry["feed_title"] = title
    return list(feed.entries)


def told(entry: Any) -> dict[str, str]:  # noqa: ANN401 - feedparser ships no types
    """What a feed says of an entry beside its text.

    Args:
        entry: One of :func:`entries`.
    """
    columns = {
        "url": entry.get("link"),
        "title": entry.get("title"),
        "author": entry.get("author"),
        "published": entry.get("published") or entry.get("updated"),
        "outlet": entry.get("source", {}).get("title") or entry.get("feed_title"),
    }
    return {
        column: " ".join(value.split()) for column, value in columns.items() if isinstance(value, str) and value.strip()
    }


def has_text(entry: Any) -> bool:  # noqa: ANN401 - feedparser ships no types
    """Whether the feed gives the whole text of an entry, and not only a summary.

    Args:
        entry: One of :func:`entries`.
    """
    return any(part.get("value", "").strip() for part in entry.get("content", []))


def _body(entry: Any) -> str:  # noqa: ANN401 - feedparser ships no types
    for part in [*entry.get("content", []), entry.get("summary_detail", {})]:
        value: str = part.get("value", "")
        if value.strip():
            return value if "html" in part.get("type", "") else _paragraphs(value)
    return ""


def _paragraphs(text: str) -> str:
    from html import escape

    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())
