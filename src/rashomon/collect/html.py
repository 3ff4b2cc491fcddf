"""HTML: the article and what the page says of it, by trafilatura (Barbaresi 2021)."""

import email
import email.policy
import logging
import re
from html import unescape
from typing import Any

from rashomon.collect import dates
from rashomon.collect.contents import Contents
from rashomon.collect.text import BOMS
from rashomon.errors import CollectError

DEEPEST = 200
"""Elements within elements: real pages stay below 100, libxml2 gives up at 256."""
TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*+)[^<>]*>")
VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "option",
    ]
)
"""Elements that have no end, or that pages often leave open."""
DECLARED = re.compile(rb"""<meta[^<>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
FALLBACK = "cp1252"
HEAD = 200_000  # characters from the beginning in which a page says when it was published
PUBLISHED = (
    re.compile(r'"datePublished"\s*:\s*"([^"<>]{8,40})"'),
    re.compile(
        r"""<meta\s[^<>]{0,200}?["'](?:article:published_time|og:published_time|datePublished|dc\.date\.issued|"""
        r"""DC\.date\.issued|parsely-pub-date|sailthru\.date|pubdate|publication_date|publish-date|date|DC\.date|dcterms\.created)["']"""
        r"""[^<>]{0,200}?content\s*=\s*["']([^"'<>]{8,40})["']"""
    ),
    re.compile(
        r"""<meta\s[^<>]{0,80}?content\s*=\s*["']([^"'<>]{8,40})["'][^<>]{0,80}?["'](?:article:published_time|datePublished|pubdate|date)["']"""
    ),
    re.compile(r"""<time\s[^<>]{0,200}?datetime\s*=\s*["']([^"'<>]{8,40})["']"""),
)
"""Where pages give the date of publication, surest first."""
LAID_OUT = re.compile(r"^\|[^\n]{400}", re.MULTILINE)
"""A cell that holds an article: the page is laid out by tables, as pages were before 2005."""
TABLE = re.compile(r"<(/?)(?:table|tbody|tr|td|th)\b[^<>]*>", re.IGNORECASE)
DOUBLE_BREAK = re.compile(r"<br\s*/?>\s*<br\s*/?>", re.IGNORECASE)
SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://\S{1,2000}?)\s*-->")


def read(data: bytes, place: str) -> Contents:
    """Article of a page: title, author, date, outlet and address from its metadata.

    Args:
        data: The bytes of a page, or of a page saved with its pictures (MHTML).
        place: Name of the file, for messages.

    Raises:
        CollectError: ``no text`` where there is no article, ``damaged`` where the page cannot be taken apart.
    """
    import trafilatura

    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what cannot be read is raised below
    page, encoding = decoded(data)
    try:
        tree = flattened(page)
        found = _extracted(trafilatura, tree, recall=False) or _extracted(trafilatura, tree, recall=True)
        if found is not None and LAID_OUT.search(found.text):
            found = _extracted(trafilatura, _untabled(tree), recall=False) or found
    except RecursionError as error:
        raise CollectError("damaged", f"{place}: its elements nest too deep: save the article's text") from error
    if found is None:
        raise CollectError("no text", f"{place}: no article was found in the page: save the article's text")
    read_as = f"trafilatura {trafilatura.__version__}" + ("" if encoding == "utf-8" else f", {encoding}")
    return Contents(text=_storable(found.text), values=_values(found, page), extra={"read_as": read_as})


def _extracted(trafilatura: Any, page: str, *, recall: bool) -> Any:  # noqa: ANN401 - trafilatura is not typed
    found = trafilatura.bare_extraction(
        page, include_comments=False, include_tables=True, favor_recall=recall, with_metadata=True
    )
    return found if found is not None and found.text and found.text.strip() else None


def _untabled(page: str) -> str:
    """The page with the cells of its tables as divisions, and double line breaks as ends of paragraphs."""
    return DOUBLE_BREAK.sub("</p><p>", TABLE.sub(r"<\1div>", page))


def _storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair cannot be stored


def _values(found: Any, page: str) -> dict[str, str]:  # noqa: ANN401 - trafilatura is not typed
    saved = SAVED_FROM.search(page[:2000])
    columns = {
        "title": found.title,
        "author": found.author,
        "published": _published(page[:HEAD]) or found.date,
        "outlet": found.sitename,
        "url": found.url or (saved[1] if saved else None),
        "language": found.language,
    }
    return {
        column: _storable(" ".join(value.split()))
        for column, value in columns.items()
        if isinstance(value, str) and value.strip()
    }


def _published(page: str) -> str | None:
    """Date that the page gives, with its time; the extractor keeps the day alone, and none before 1995."""
    found = [unescape(match[1]) for pattern in PUBLISHED for match in pattern.finditer(page)]
    read_dates = [(value, published) for value in found if (published := dates.read(value)) is not None]
    if not read_dates:
        return None
    value, first = read_dates[0]
    return next((other for other, published in read_dates if published.at and published.day == first.day), value)


def decoded(data: bytes) -> tuple[str, str]:
    """Text of a page, and its encoding: by byte order mark, else UTF-8, else as the page declares, else Windows-1252.

    UTF-8 goes before the declaration: bytes that are UTF-8 by chance are rare, wrong declarations are not.

    Args:
        data: The bytes.
    """
    if data[:200].lstrip()[:20].lower().startswith((b"mime-version:", b"from:", b"content-type: multi")):
        data = _page_of(data)
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data.decode(encoding, "replace"), "utf-8" if encoding == "utf-8-sig" else encoding
    match = DECLARED.search(data[:4096])
    for name in ("utf-8", match[1].decode() if match else FALLBACK, FALLBACK):
        try:
            return data.decode(name), name.lower()
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode(FALLBACK, "replace"), FALLBACK


def _page_of(data: bytes) -> bytes:
    """The page in a file that holds it with its pictures (RFC 2557)."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes):
                return page
    return data


def flattened(page: str) -> str:
    """The page with elements below :data:`DEEPEST` levels taken out, their text kept; other pages as they are.

    Args:
        page: The page.
    """
    depth, out, at = 0, [], 0
    for match in TAG.finditer(page):
        if match[2].lower() in VOID or match[0].endswith("/>"):
            continue
        depth += -1 if match[1] else 1
        if depth + bool(match[1]) > DEEPEST:
            out += [page[at : match.start()], " "]
            at = match.end()
        depth = max(0, depth)
    return "".join([*out, page[at:]]) if out else page
