"""What reaches the screen: text of documents never becomes markup or terminal control codes."""

import sys
import unicodedata
from datetime import date
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.text import Text

TOLD_AS = {
    "denied": "⊖ denied",
    "possible": "? possible",
    "demanded": "! demanded",
    "planned": "→ planned",
    "hypothetical": "~ hypothetical",
}
"""Marks of what is told as other than asserted: they differ in shape, not only in colour."""
LONGEST_PASSAGE = 400


def safe(text: object) -> str:
    """A text as one harmless line: blanks folded, control, bidirectional and private characters made visible."""
    shown = []
    for char in " ".join(str(text).split()):
        category = unicodedata.category(char)
        if category == "Cc":
            shown.append(chr(0x2400 + ord(char)) if ord(char) < 0x20 else "\ufffd")
        elif category in ("Cf", "Cs", "Co", "Cn", "Zl", "Zp") and char != "\u00ad":
            shown.append("\ufffd")
        else:
            shown.append(char)
    return "".join(shown)


def passage(text: str, longest: int = LONGEST_PASSAGE) -> str:
    """A passage in quotation marks, shortened in the middle where it is long."""
    line = safe(text)
    if len(line) > longest:
        first, last = line[: longest // 2].rsplit(" ", 1)[0], line[-(longest // 2) :].split(" ", 1)[-1]
        line = f"{first} […] {last}"
    return f"“{line}”"


def in_context(before: str, words: str, after: str, around: int = 70) -> str:
    """Words of a passage in guillemets, with what stands around them in their sentence."""
    left, right = safe(before), safe(after)
    left = left if len(left) <= around else "… " + left[-around:].split(" ", 1)[-1]
    right = right if len(right) <= around else right[:around].rsplit(" ", 1)[0] + " …"
    return f"“{left}{' ' if before[-1:].isspace() and left else ''}»{safe(words)}«{' ' if after[:1].isspace() and right else ''}{right}”"


def days(earliest: date | None, latest: date | None) -> str:
    """A day, a month, a year or a span, in ISO 8601."""
    if earliest is None and latest is None:
        return "undated"
    if earliest is None or latest is None:
        return f"from {earliest}" if earliest else f"until {latest}"
    if earliest == latest:
        return str(earliest)
    whole_year = (earliest.month, earliest.day, latest.month, latest.day) == (1, 1, 12, 31)
    if whole_year and earliest.year == latest.year:
        return f"{earliest:%Y}"
    if (earliest.year, earliest.month) == (latest.year, latest.month) and earliest.day == 1 and _ends_month(latest):
        return f"{earliest:%Y-%m}"
    return f"{earliest:%Y} to {latest:%Y}" if whole_year else f"{earliest} to {latest}"


def _ends_month(day: date) -> bool:
    return date.fromordinal(day.toordinal() + 1).month != day.month if day < date.max else True


def count(number: int, word: str, plural: str | None = None) -> str:
    """A number with its noun."""
    return f"{number:,} {word if number == 1 else plural or word + 's'}"


def console() -> Console:
    """The screen; no markup, no emoji codes, no colours of our own choosing beyond bold and dim."""
    return Console(markup=False, emoji=False, highlight=False, soft_wrap=False, file=sys.stdout)


def line(*parts: str | tuple[str, str]) -> Text:
    """A line of parts, each plain or with a style; every part is made harmless, blanks at its ends are kept."""
    text = Text()
    for part in parts:
        words, style = (part, "") if isinstance(part, str) else part
        lead = words[: len(words) - len(words.lstrip())]
        trail = words[len(words.rstrip()) :] if words.strip() else ""
        text.append(lead + safe(words) + trail, style=style)
    return text


def as_json(value: Any) -> None:  # noqa: ANN401 - any of the views
    """Print a view as one JSON document."""
    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())
