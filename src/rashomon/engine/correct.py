"""A user's corrections of what is known of a document, laid over what its file says."""

from datetime import date

from msgspec.structs import replace

from rashomon.collect import dates, langid, renamed
from rashomon.collect.outlets import AS_GIVEN
from rashomon.errors import UsageError
from rashomon.ids import digest
from rashomon.knowledge import Knowledge
from rashomon.model import Document

COLUMNS = (
    "outlet",
    "outlet_country",
    "title",
    "author",
    "published",
    "url",
    "language",
    "genre",
    "original_outlet",
    "retrieved_at",
)
"""Columns of ``documents`` that can be corrected."""


def checked(column: str, value: str | date | None) -> str | None:
    """A correction in the form in which the record keeps it.

    Args:
        column: One of :data:`COLUMNS`.
        value: The new value; None or an empty string empties the column.

    Raises:
        UsageError: The column cannot be corrected, or the value is none for it.
    """
    if column not in COLUMNS:
        raise UsageError(f'column "{column}" cannot be corrected: use one of {", ".join(COLUMNS)}')
    text = "" if value is None else value.isoformat() if isinstance(value, date) else value.strip()
    if not text:
        return None
    if not text.isprintable():
        raise UsageError(f"{column} {text!r} holds control characters: give one line of text")
    if column == "published" and dates.iso(text) is None:
        raise UsageError(f'published "{text}" is no day: write YYYY-MM-DD')
    if column == "language" and langid.code(text) is None:
        raise UsageError(f'language "{text}" is no ISO 639-1 code: write en, say')
    return text


def corrected(document: Document, corrections: dict[str, str | None], knowledge: Knowledge) -> Document:
    """The document with the corrections laid over it.

    Args:
        document: A document, from its file or from the record.
        corrections: Values by column, as :func:`checked` gives them.
        knowledge: The tables; a corrected outlet takes its one name too.
    """
    if not corrections:
        return document
    changes: dict[str, object] = dict(corrections)
    if "published" in corrections:
        given = corrections["published"]
        found = dates.iso(given) if given else None
        changes["published"] = found.day if found else None
        changes["published_at"] = found.at if found else None
        changes["published_basis"] = "given" if found else "unknown"
    if corrections.get("language"):
        changes["language"] = langid.code(corrections["language"] or "")
    if "outlet" in corrections:
        extra = {key: value for key, value in (document.extra or {}).items() if key != AS_GIVEN}
        changes["extra"] = extra or None
    return renamed(replace(document, **changes), knowledge)


def corrections_digest(corrections: dict[str, str | None]) -> str | None:
    """Hash of the corrections of one document; None where there are none."""
    if not corrections:
        return None
    return digest(
        "corrections", *(part for column, value in sorted(corrections.items()) for part in (column, value or ""))
    )
