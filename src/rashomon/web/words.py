"""How pages write things: days, counts, citations, aspects; and text of others made inert."""

from datetime import date
from importlib import resources
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from rashomon.compare.sentences import label
from rashomon.knowledge import Knowledge
from rashomon.views.event import Passage
from rashomon.web.lines import ToldLine
from rashomon.web.marks import WORDS, clip, seen
from rashomon.web.pages.documents import toggled
from rashomon.web.pages.timeline import named

SHOWN = ("who", "whom", "where", "when", "figure", "source", "cue", "differs")
"""Kinds of marks that carry their name as a small label where they begin."""
STATUSES = {
    "same": "the same in all", "compatible": "can go together", "differ": "differ", "update": "an update",
    "incomparable": "not compared",
}  # fmt: skip
COVERED = {
    "told": "told",
    "not_found": "no telling found",
    "earlier": "published before it",
    "undated": "undated, no telling found",
    "unread": "not searched",
}


def environment() -> Environment:
    """The templates; everything put into them is escaped, and no character in it acts on the page."""
    templates = resources.files("rashomon.web") / "templates"

    def load(name: str) -> str:
        return (templates / name).read_text("utf-8")

    made = Environment(
        loader=FunctionLoader(load), autoescape=True, undefined=StrictUndefined, finalize=_finalized, trim_blocks=True,
        lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    made.filters |= {"clip": clip, "n": count, "days": days, "aspect": label, "part": part}
    made.globals |= {
        "cite": citation, "WORDS": WORDS, "SHOWN": SHOWN, "TYPES": Knowledge().toml("link_events")["labels"], "STATUSES": STATUSES, "COVERED": COVERED,
        "web_address": web_address, "toggled": toggled, "named": named,
    }  # fmt: skip
    return made


def _finalized(value: Any) -> Any:  # noqa: ANN401 - whatever a template holds
    if value is None:
        return ""
    if isinstance(value, str) and not isinstance(value, Markup):
        return seen(value)
    return value


def count(number: int, noun: str, many: str = "") -> str:
    """A number with its noun: "3 accounts"."""
    return f"{number:,} {noun if number == 1 else many or noun + 's'}"


def days(earliest: date | None, latest: date | None) -> str:
    """A day, or the first and last of several."""
    if earliest is None and latest is None:
        return "no day given"
    if earliest is None or latest is None:
        return f"until {latest}" if earliest is None else f"from {earliest}"
    return str(earliest) if earliest == latest else f"{earliest} to {latest}"


def part(value: str) -> str:
    """A text as a part of a path."""
    return quote(value, safe="")


def web_address(url: str | None) -> str | None:
    """An address that may be a link: http or https only; any other is shown, and leads nowhere."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def citation(told: ToldLine) -> str:
    """A passage as it is copied: words, outlet, author, day, address, offsets, hash of the document."""
    telling = told.telling
    return cited(
        telling.passage,
        telling.outlet,
        told.author,
        telling.title,
        telling.published,
        told.url or telling.uri,
        told.text_sha256,
    )


def cited(
    passage: Passage,
    outlet: str | None,
    author: str | None,
    title: str | None,
    published: date | None,
    where: str,
    sha256: str,
) -> str:
    """Words with all that is needed to find them again."""
    named_parts = [outlet or "outlet not given", author, title and f"“{title}”", str(published or "undated"), where]
    said = " ".join(passage.text.split())
    return f"“{said}” – {', '.join(filter(None, named_parts))}, characters {passage.start_char}–{passage.end_char}, SHA-256 {sha256}"
