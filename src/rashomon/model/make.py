"""Making a document from a text and what is known of it."""

from datetime import date
from hashlib import sha256
from typing import Any

from rashomon.ids import document_id
from rashomon.model.reading import Document


def make_document(*, uri: str, text: str, published: date | str | None = None, **columns: Any) -> Document:  # noqa: ANN401
    """A document with its hashes filled in.

    Args:
        uri: Where it came from; never empty.
        text: The text, kept as it is.
        published: Day of publication, as a date or ``YYYY-MM-DD``.
        columns: Further columns of :class:`rashomon.model.Document`.

    Returns:
        The document; ``published_basis`` is ``given`` where a day is given and no other basis is.
    """
    day = date.fromisoformat(published) if isinstance(published, str) else published
    columns.setdefault("published_basis", "given" if day else "unknown")
    return Document(
        document_id=document_id(uri, text),
        uri=uri,
        text=text,
        text_sha256=sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        published=day,
        **columns,
    )
