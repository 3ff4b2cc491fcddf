"""One document as a page that opens from disk: sources, cues and contents marked, everything else escaped.

The page holds no script, and its policy lets nothing be loaded; marks differ in shape as well as in colour.
"""

from rashomon.export.html import head, shown
from rashomon.views.document import DocumentView, Mark, Piece

_STYLE = """
body { font: 17px/1.65 Georgia, serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff; }
header, footer { font: 14px/1.5 system-ui, sans-serif; color: #444; }
main { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; }
.source { background: #fdebc8; outline: 1px solid #b8860b; }
.cue { background: #e3ddf5; border-bottom: 3px double #5b4a9c; }
.content { background: #dcebf7; border-bottom: 1px dashed #2f6690; }
.content.nested { background: #bcd7ee; }
.furniture { color: #767676; }
@media print { body { margin: 0; } }
""".strip()

_LEGEND = (
    '<span class="source">source</span> <span class="cue">cue</span> <span class="content">content</span>; '
    "the marks are the program's reading, the words are the outlet's."
)


def page(view: DocumentView) -> str:
    """An HTML page of a document.

    Args:
        view: The document as it was read.

    Returns:
        The page; text of the document is never markup in it.
    """
    title = view.title or view.uri
    about = ", ".join(str(part) for part in (view.outlet, view.published, view.uri) if part)
    said = len({mark.attribution_id for mark in view.marks})
    return "\n".join(
        [
            head(title, _STYLE),
            f"<header><h1>{shown(title)}</h1><p>{shown(about)}</p>",
            f"<p>{said} attributions: {_LEGEND}</p></header>",
            "<main>" + "".join(_piece(piece, view.marks) for piece in view.pieces) + "</main>",
            "</body></html>",
            "",
        ]
    )


def _piece(piece: Piece, marks: list[Mark]) -> str:
    words = shown(piece.text)
    if piece.region == "furniture":
        return f'<span class="furniture" title="furniture of the page: not analysed">{words}</span>'
    if not piece.marks:
        return words
    held = [marks[index] for index in piece.marks]
    inner = next((mark for part in ("cue", "source") for mark in reversed(held) if mark.part == part), held[-1])
    nested = " nested" if inner.part == "content" and len(held) > 1 else ""
    told = "; ".join(f"{mark.part} ({mark.kind}); source: {mark.source or 'none in reach'}" for mark in held)
    return f'<span class="{inner.part}{nested}" title="{shown(" ".join(told.split()))}">{words}</span>'
