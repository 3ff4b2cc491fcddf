"""PDF: text page by page, by pypdf."""

import io
import logging
from typing import TYPE_CHECKING

from rashomon.collect.contents import Contents
from rashomon.errors import CollectError

if TYPE_CHECKING:
    from pypdf import PdfReader

PAGE_BREAK = "\f"
MADE_BY_PROGRAMS = (
    "microsoft word",
    "untitled",
    "document",
    ".doc",
    ".indd",
    ".qxd",
    ".pdf",
    "about:blank",
    "http:",
    "https:",
)
"""What stands in the title of a PDF whose author wrote none."""


def read(data: bytes, place: str, max_chars: int) -> Contents:
    """Text of a PDF, a form feed between pages.

    Args:
        data: The bytes.
        place: Name of the file, for messages.
        max_chars: Stop when the text is longer.

    Raises:
        CollectError: ``encrypted``, ``damaged`` or ``no text``.
    """
    import pypdf
    from pypdf.errors import DependencyError, FileNotDecryptedError, PdfReadError

    logging.getLogger("pypdf").setLevel(logging.ERROR)  # it tells of every slip of the file; a failure is raised
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            reader.decrypt("")  # opens what only forbids printing; pages of anything else raise FileNotDecryptedError
        pages = _pages(reader, max_chars)
        values = _values(reader)
    except (FileNotDecryptedError, DependencyError) as error:
        raise _encrypted(place) from error
    except RecursionError as error:
        raise CollectError("damaged", f"{place}: its pages nest without end: print it to a new PDF") from error
    except (
        Exception
    ) as error:  # a broken file makes pypdf raise errors of every kind: KeyError, zlib.error, struct.error, ...
        detail = str(error) if isinstance(error, PdfReadError) else f"{type(error).__name__}: {error}"
        raise CollectError(
            "damaged", f"{place}: {' '.join(detail.split())[:200]}: get the file again, or print it to a new PDF"
        ) from error
    if not "".join(pages).strip():
        raise CollectError(
            "no text", f"{place}: its {len(pages)} pages hold no text, only pictures: read it with OCR first"
        )
    return Contents(text=PAGE_BREAK.join(pages), values=values, extra={"read_as": f"pypdf {pypdf.__version__}"})


def _encrypted(place: str) -> CollectError:
    return CollectError("encrypted", f"{place}: it asks for a password: save a copy without one")


def _pages(reader: "PdfReader", max_chars: int) -> list[str]:
    pages, length = [], 0
    for page in reader.pages:
        text = page.extract_text().encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair cannot be stored
        pages.append(text)
        length += len(text) + 1
        if length > max_chars + 1:
            break
    return pages


def _values(reader: "PdfReader") -> dict[str, str]:
    """Title and author; the date of a PDF is that of the file, not of the publication."""
    meta = reader.metadata
    found = {"title": meta.title if meta else None, "author": meta.author if meta else None}
    values = {
        column: " ".join(value.split()) for column, value in found.items() if isinstance(value, str) and value.strip()
    }
    if any(mark in values.get("title", "").lower() for mark in MADE_BY_PROGRAMS):
        del values["title"]
    return values
