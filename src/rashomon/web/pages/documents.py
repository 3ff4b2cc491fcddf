"""Documents: the list, and one document as it was frozen, with what was read in it as layers."""

import re

from msgspec import Struct

from rashomon.errors import NotFoundError, UsageError
from rashomon.web.lines import DocumentLine, Layers, Span
from rashomon.web.marks import lay
from rashomon.web.pages.ask import Ask, Page, contains, listing
from rashomon.web.shelf import Shelf

LAYERS = {
    "said": ("source", "cue", "content"),
    "actors": ("actor",),
    "events": ("trigger",),
    "figures": ("figure",),
    "times": ("when",),
    "places": ("where",),
}
"""Layers that can be switched, with the kinds of marks in each; ``layers`` in the address names those that are on."""
FIRST = ("actors", "events", "figures")
MOST_MARKED = 400_000
"""Code points of a document that marks are laid on; a longer one is shown from its beginning up to here, or around a passage."""
_AT = re.compile(r"(\d{1,9})-(\d{1,9})")


class DocumentPage(Struct, frozen=True, kw_only=True):
    """A document with its layers.

    Attributes:
        document: The document.
        text: Its text, as frozen.
        layers: What was read in it.
    """

    document: DocumentLine
    text: str
    layers: Layers


def documents(ask: Ask) -> Page:
    """The documents, by day."""
    chosen = ask.filters
    given: list[tuple[bool, str, object]] = [
        (bool(chosen.outlet), "outlet = ?", chosen.outlet),
        (chosen.since is not None, "published >= ?", str(chosen.since)),
        (chosen.until is not None, "published <= ?", str(chosen.until)),
        (bool(chosen.q), "lower(json_extract(line, '$.title') || ' ' || uri) LIKE ? ESCAPE '\\'", contains(chosen.q)),
    ]
    used = [(sql, value) for wanted, sql, value in given if wanted]
    where = " AND ".join(sql for sql, _ in used) or "true"
    found = listing(
        ask,
        DocumentLine,
        f"SELECT line FROM documents WHERE {where} ORDER BY seq",
        f"SELECT count(*) FROM documents WHERE {where}",
        [value for _, value in used],
    )
    return Page(template="documents.html", data=found, rows=found.rows, context={"found": found})


def resolve(shelf: Shelf, name: str) -> str:
    """The document that an identifier, the beginning of one, or a uri names.

    Raises:
        NotFoundError: There is none, or several begin so.
    """
    rows = shelf.query("SELECT document_id FROM documents WHERE document_id = ? OR uri = ? LIMIT 2", [name, name])
    if not rows and len(name) >= 4:
        rows = shelf.query(
            "SELECT document_id FROM documents WHERE document_id >= ? AND document_id < ? LIMIT 2",
            [name, name + "\uffff"],
        )
    if len(rows) != 1:
        many = "is not in the record" if not rows else "may be several documents"
        raise NotFoundError(f'document "{name}" {many}: look for it among the documents')
    return str(rows[0]["document_id"])


def document(ask: Ask) -> Page:
    """One document: its text with its layers."""
    document_id = resolve(ask.shelf, ask.name)
    row = ask.shelf.one("SELECT line, text, layers FROM documents WHERE document_id = ?", [document_id])
    assert row is not None
    line = ask.shelf.lines(DocumentLine, "SELECT line FROM documents WHERE document_id = ?", [document_id])[0]
    [layers] = ask.shelf.lines(Layers, "SELECT layers FROM documents WHERE document_id = ?", [document_id])
    chosen = switched(ask.parameters.get("layers"))
    at = _at(ask.parameters.get("at", ""), len(row["text"]))
    if ask.form != "html":
        return Page(template="", data=DocumentPage(document=line, text=row["text"], layers=layers), rows=layers.spans)
    low = 0 if at is None or at[1] <= MOST_MARKED else max(0, at[0] - MOST_MARKED // 2)
    text: str = row["text"][low : low + MOST_MARKED]
    kinds = {kind for name in chosen for kind in LAYERS[name]}
    spans = [span for span in layers.spans if span.kind in kinds]
    spans += [Span(start_char=each.start_char, end_char=each.end_char, kind=each.kind) for each in layers.regions]
    if at is not None:
        spans.append(Span(start_char=at[0], end_char=at[1], kind="at"))
    return Page(
        template="document.html",
        data=None,
        context={
            "document": line,
            "pieces": lay(text, spans, low),
            "layers": {name: name in chosen for name in LAYERS},
            "counts": {name: sum(span.kind in held for span in layers.spans) for name, held in LAYERS.items()},
            "events": ask.shelf.number(
                "SELECT count(DISTINCT t.event_id) FROM tellings t WHERE t.document_id = ?", [document_id]
            ),
            "cut": (low, low + len(text), len(row["text"])) if len(text) < len(row["text"]) else None,
            "at": at,
        },
    )


def switched(given: str | None) -> list[str]:
    """Layers that an address switches on.

    Raises:
        UsageError: One of them is not known.
    """
    if given is None:
        return list(FIRST)
    chosen = [name for name in given.split(",") if name and name != "none"]
    for name in chosen:
        if name not in LAYERS:
            raise UsageError(f'layer "{name}" is not known: use {", ".join(LAYERS)}, or none')
    return chosen


def toggled(layers: dict[str, bool], name: str) -> str:
    """What ``layers`` says when one of them is switched."""
    return ",".join(one for one, on in layers.items() if on is not (one == name)) or "none"


def _at(given: str, length: int) -> tuple[int, int] | None:
    """Offsets of the passage that the address asks for.

    Raises:
        UsageError: They are none of this text's.
    """
    if not given:
        return None
    match = _AT.fullmatch(given)
    if match is None or not int(match[1]) < int(match[2]) <= length:
        raise UsageError(f'at "{given}" is no passage of this text: write start-end, from 0 to {length}')
    return int(match[1]), int(match[2])
