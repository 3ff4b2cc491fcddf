"""From an input to a document."""

import hashlib
from importlib.metadata import version
from typing import Any

from msgspec.structs import replace

from rashomon.collect import dates, html, jsonl, langid, pdf, text
from rashomon.collect.contents import Contents
from rashomon.collect.held import Form
from rashomon.collect.inputs import Input
from rashomon.collect.origin import original_outlet
from rashomon.collect.outlets import renamed
from rashomon.errors import CollectError
from rashomon.ids import document_id
from rashomon.knowledge import Knowledge
from rashomon.model import Document

MAX_CHARS = 2_000_000
"""Characters of the longest document that is read: three times War and Peace."""
BYTES_PER_CHAR = 4  # of UTF-8 and UTF-32, at most
MARKUP = 10  # bytes of an HTML page for a character of its article, at most
REASONS = {
    "empty": "The file holds nothing but blanks.",
    "not text": "The bytes are no text in UTF-8, UTF-16, UTF-32 or Windows-1252.",
    "too long": "The text is longer than --max-chars.",
    "no text": "A PDF without text, or a page without an article.",
    "encrypted": "A PDF that asks for a password.",
    "damaged": "A PDF or page that cannot be taken apart.",
    "unreadable": "The file cannot be opened.",
    "not JSON": "A line that is no JSON object.",
    "missing uri": "A JSON object without the key uri.",
    "missing text": "A JSON object without the key text.",
    "died": "The process that read it was killed or ended: out of memory, most often.",
    "too slow": "Reading it took longer than --max-seconds, and was stopped.",
    "too much memory": "Reading it took more memory than --max-memory.",
    "forbidden": "The robots.txt of a host does not allow the address to be fetched.",
    "duplicate uri": "A second document with the same uri.",
    "not an account": "A file that tells about the folder, belongs to a saved page, or holds data.",
}
"""Reasons of skipped inputs, with their meaning."""
PAGES = (".html", ".htm", ".xhtml", ".shtml", ".mhtml", ".mht")
MARKDOWN = (".md", ".markdown", ".mdown")
SNIFFED = 1024


def read(item: Input, knowledge: Knowledge, *, language: str | None = None, max_chars: int = MAX_CHARS) -> Document:
    """Read one document.

    Args:
        item: Where it is.
        knowledge: The tables (outlets, printed lines of origin).
        language: ISO 639-1 code that goes before the table of sources, the file and the text.
        max_chars: Longest text that is read.

    Returns:
        The document.

    Raises:
        CollectError: It cannot be read; one of :data:`REASONS`, with the value and the remedy.
    """
    if item.fault is not None:
        raise CollectError(*item.fault)
    contents = _contents(item, max_chars)
    if len(contents.text) > max_chars:
        raise _too_long(item, f"{len(contents.text)} characters")
    if not contents.text.strip().strip("\ufeff\x00"):
        raise CollectError("empty", f"{item.place} holds no text: remove it, or put its text in")
    return _document(item, contents, knowledge, language)


def is_read(document: Document) -> bool:
    """Whether the document is in a language that is analysed: English, or not told apart."""
    return document.language in (None, langid.ENGLISH)


def extractors() -> dict[str, str]:
    """Programs that take text out of files, with their versions."""
    return {name: version(name) for name in ("fastwarc", "feedparser", "py3langid", "pypdf", "trafilatura")}


def _contents(item: Input, max_chars: int) -> Contents:
    if item.form is not None:
        return _held(item, item.form, item.data or b"", max_chars)
    head, data = _bytes(item, max_chars)
    if head.startswith(b"%PDF-"):
        return pdf.read(data, item.place, max_chars)
    name = item.uri.lower()
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:64].lower()
    if start.startswith((b"<!doctype html", b"<html")) or (name.endswith(PAGES) and b"<" in data):
        return html.read(data, item.place)
    return text.read(data, item.place, markdown=name.endswith(MARKDOWN))


def _held(item: Input, form: Form, data: bytes, max_chars: int) -> Contents:
    """What a document in a file of many says; what that file says of it goes before what it says of itself."""
    most = {"json": 6 * BYTES_PER_CHAR, "page": MARKUP, "text": BYTES_PER_CHAR}[form]  # a JSON escape takes six bytes
    if len(data) > most * max_chars:
        raise _too_long(item, f"{len(data)} bytes")
    if form == "json":
        return jsonl.contents(data, item.place)
    contents = html.read(data, item.place) if form == "page" else text.read(data, item.place)
    return replace(contents, values={**contents.values, **item.told})


def _bytes(item: Input, max_chars: int) -> tuple[bytes, bytes]:
    """First bytes and all bytes; a file that must be too long is not read to its end."""
    if item.data is not None:
        data = item.data
    else:
        try:
            with item.open() as file:
                head = file.read(SNIFFED)
                room = 0 if head.startswith(b"%PDF-") else (MARKUP if b"<" in head else BYTES_PER_CHAR) * max_chars
                data = head + (file.read(room) if room else file.read())
                if room and file.read(1):
                    raise _too_long(item, f"more than {len(data)} bytes")
        except OSError as error:
            raise CollectError(
                "unreadable", f"{item.place}: {error.strerror}: check that the file is there and may be read"
            ) from error
    return data[:SNIFFED], data


def _too_long(item: Input, size: str) -> CollectError:
    return CollectError("too long", f"{item.place}: {size}: split it, or raise --max-chars")


def _document(item: Input, contents: Contents, knowledge: Knowledge, language: str | None) -> Document:
    values: dict[str, str] = {**contents.values, **item.given}
    extra: dict[str, Any] = dict(contents.extra)
    published = dates.read(values["published"]) if "published" in values else None
    if published is None and "published" in values:
        extra["published"] = values["published"]
    if language is None and "language" in values and langid.code(values["language"]) is None:
        extra["language"] = values["language"]
    at = dates.read(values["published_at"]) if "published_at" in values else None
    if at is not None and "published" not in item.given:
        published = at if published is None else dates.Published(published.day, at.at)
    basis = "unknown" if published is None else "given" if "published" in item.given else contents.basis
    given = language or item.given.get("language") or (values.get("language") if contents.basis == "given" else None)
    said = values.get("language")  # of a page or a note: a template's, as often as not
    known = (
        (langid.code(given) if given else None)
        or langid.identify(contents.text)
        or (langid.code(said) if said else None)
    )
    columns = ("url", "outlet", "outlet_country", "title", "author", "retrieved_at", "genre")
    used = {*columns, "published", "published_at", "language"}
    extra |= {column: value for column, value in values.items() if column not in used}
    document = Document(
        document_id=document_id(item.uri, contents.text),
        uri=item.uri,
        published=published.day if published else None,
        published_at=published.at if published else None,
        published_basis=basis,
        original_outlet=original_outlet(contents.text, knowledge),
        language=known,
        text=contents.text,
        text_sha256=hashlib.sha256(contents.text.encode()).hexdigest(),
        extra=extra or None,
        **{column: values.get(column) for column in columns},
    )
    document = renamed(document, knowledge)
    own = document.original_outlet is not None and document.original_outlet == document.outlet
    return replace(document, original_outlet=None) if own else document
