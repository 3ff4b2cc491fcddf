"""HTML: the article and what the page says of it, by trafilatura (Barbaresi 2021)."""

import logging
import re
from typing import Any

from rashomon.collect.contents import Contents
from rashomon.errors import CollectError

DEEPEST = 200
"""Elements within elements: real pages stay below 100, libxml2 gives up at 256."""
TAG = re.compile(rb"<(/?)([A-Za-z][A-Za-z0-9]*)[^<>]*>")
VOID = frozenset(
    b"area base br col embed hr img input link meta param source track wbr p li dt dd tr td th option".split()
)


def read(data: bytes, place: str) -> Contents:
    """Article of a page: title, author, date, outlet and language from its metadata.

    Args:
        data: The bytes; the encoding is told from a byte order mark, the page's declaration, or the bytes.
        place: Name of the file, for messages.

    Raises:
        CollectError: ``no text`` where there is no article, ``damaged`` where the page cannot be taken apart.
    """
    import trafilatura  # noqa: PLC0415 - costs half a second: only when a page is read

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot read is raised below
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.bare_extraction(
            flattened(data),
            include_comments=False,
            include_tables=True,
            favor_recall=False,
            with_metadata=True,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except RecursionError as error:
        raise CollectError("damaged", f"{place}: its elements nest too deep: save the article's text") from error
    text = ((found.text if found else None) or "").encode("utf-8", "replace").decode("utf-8")
    if not text.strip():
        raise CollectError("no text", f"{place}: no article was found in the page: save the article's text")
    return Contents(text=text, values=_values(found), extra={"read_as": f"trafilatura {trafilatura.__version__}"})


def _values(found: Any) -> dict[str, str]:  # noqa: ANN401 - trafilatura is not typed
    columns = {
        "title": found.title,
        "author": found.author,
        "published": found.date,
        "outlet": found.sitename,
        "url": found.url,
        "language": found.language,
    }
    return {
        column: " ".join(value.split()) for column, value in columns.items() if isinstance(value, str) and value.strip()
    }


def flattened(data: bytes) -> bytes:
    """The page with elements below :data:`DEEPEST` levels taken out, their text kept; what is not deeper is left alone."""
    depth, out, at = 0, [], 0
    for match in TAG.finditer(data):
        if match[2].lower() in VOID or match[0].endswith(b"/>"):
            continue
        if match[1]:
            if depth > DEEPEST:
                out += [data[at : match.start()], b" "]
                at = match.end()
            depth = max(0, depth - 1)
        else:
            depth += 1
            if depth > DEEPEST:
                out += [data[at : match.start()], b" "]
                at = match.end()
    return b"".join([*out, data[at:]]) if out else data
