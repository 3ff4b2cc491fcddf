"""Parts of pages that open from disk: no script, nothing loaded, text of others never markup and never an instruction."""

from datetime import date
from html import escape
from urllib.parse import urlsplit

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
LONGEST = 1600
"""Code points of a passage that is shown; a longer one is cut in the middle, and says so."""
TOLD_AS = {
    "denied": "⊖ told as denied",
    "possible": "? told as possible",
    "demanded": "! told as demanded",
    "planned": "→ told as planned",
    "hypothetical": "~ told as hypothetical",
}
"""Marks of what is told as other than asserted: they differ in shape, not only in colour."""


def head(title: str, style: str) -> str:
    """The beginning of a page, up to and with the body's tag.

    Args:
        title: Its title; any text.
        style: Its style sheet, ours.
    """
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">\n'
        f"<title>{shown(title)}</title><style>{style}</style></head><body>"
    )


def shown(text: object) -> str:
    """Escaped text in which control and bidirectional characters are seen, not obeyed."""
    return escape("".join(char if char.isprintable() or char in "\n\t" else "\ufffd" for char in str(text)), quote=True)


def clipped(text: str, longest: int = LONGEST) -> str:
    """Text, cut in the middle where it is long; not escaped yet."""
    return text if len(text) <= longest else f"{text[: longest // 2]} […] {text[-(longest // 2) :]}"


def words(text: str) -> str:
    """Words of an outlet, in quotation marks of ours, in their own direction."""
    return f'<q dir="auto">{shown(clipped(" ".join(text.split())))}</q>'


def address(url: str | None) -> str:
    """An address: a link where it leads to the web, plain text where it would lead elsewhere, nothing without one."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        web = parts.scheme in ("http", "https") and bool(parts.netloc)
    except ValueError:
        web = False
    return f'<a href="{shown(url)}" rel="noreferrer noopener">{shown(url)}</a>' if web else shown(url)


def days(earliest: date | None, latest: date | None) -> str:
    """A day, or the first and last of several."""
    if earliest is None and latest is None:
        return "undated"
    if earliest is None or latest is None:
        return f"until {latest}" if earliest is None else f"from {earliest}"
    return str(earliest) if earliest == latest else f"{earliest} to {latest}"


def count(number: int, noun: str) -> str:
    """A number with its noun: "3 accounts"."""
    return f"{number:,} {noun if number == 1 else noun + 's'}"
