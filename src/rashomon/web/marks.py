"""Marks laid on a text, on the server: offsets are code points here, and a browser, which counts UTF-16 units, never sees them."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from rashomon.web.lines import Span

LONGEST = 1600
"""Code points of a passage that a page shows; longer ones are cut, and the document holds the rest."""
AROUND = 240
"""Code points of a neighbouring sentence that are shown."""
BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
SEEN = {
    **{
        code: "\ufffd" for code in (*range(0x20), *range(0x7F, 0xA0), *BIDI, 0xFFFE, 0xFFFF) if code not in (0x09, 0x0A)
    },
    0x0D: None,
    0x0C: "\n",
    0x2028: "\n",
    0x2029: "\n",
}
"""Control characters, and those that turn the direction of what follows: seen, not obeyed."""


def seen(text: str) -> str:
    """A text in which no character acts on the page that shows it."""
    return text.translate(SEEN)


class Piece(Struct, frozen=True, kw_only=True):
    """A stretch of a text in which no mark begins or ends.

    Attributes:
        text: The words.
        spans: The marks on it, outer ones first.
        first: Kinds of the marks that begin here.
    """

    text: str
    spans: list[Span]
    first: list[str]

    @property
    def kinds(self) -> list[str]:
        """Kinds of the marks, each once, in order of the alphabet."""
        return sorted({span.kind for span in self.spans})

    @property
    def ref(self) -> str | None:
        """Where a click leads: the innermost mark's page."""
        return next((span.ref for span in reversed(self.spans) if span.ref and span.kind in LEADING), None)

    @property
    def told(self) -> str:
        """What the marks say of themselves."""
        parts = [f"{WORDS[span.kind]}{': ' + span.told if span.told else ''}" for span in self.spans]
        return " · ".join(dict.fromkeys(parts))


LEADING = ("who", "whom", "where", "actor", "trigger", "topic", "instrument")
WORDS = {
    "who": "who", "whom": "whom", "where": "where", "when": "when", "figure": "figure", "trigger": "event", "actor": "actor",
    "source": "source", "cue": "cue", "content": "said", "instrument": "with what", "topic": "about", "at": "the passage asked for",
    "differs": "accounts differ here", "furniture": "furniture of the page: not analysed", "headline": "headline", "byline": "byline",
    "dateline": "dateline", "caption": "caption", "list": "list",
}  # fmt: skip
"""What each kind of mark is called."""


def lay(text: str, spans: Sequence[Span], offset: int = 0) -> list[Piece]:
    """Cut a text where marks begin and end.

    Args:
        text: The text, or a stretch of one.
        spans: Marks, with offsets in code points into the whole text.
        offset: Where the stretch begins in the whole text.

    Returns:
        The pieces; joined, they are the text.
    """
    held = []
    for span in spans:
        start, end = max(0, span.start_char - offset), min(len(text), span.end_char - offset)
        if start < end:
            held.append((start, end, span))
    held.sort(key=lambda each: (each[0], -each[1], each[2].kind))
    borders = sorted({0, len(text), *(each[0] for each in held), *(each[1] for each in held)})
    pieces: list[Piece] = []
    active: list[tuple[int, int, Span]] = []
    upcoming = 0
    for start, end in pairwise(borders):
        active = [each for each in active if each[1] > start]
        first = []
        while upcoming < len(held) and held[upcoming][0] == start:
            active.append(held[upcoming])
            first.append(held[upcoming][2].kind)
            upcoming += 1
        pieces.append(Piece(text=text[start:end], spans=[each[2] for each in active], first=first))
    return pieces


def window(text: str, start: int, end: int, offset: int, longest: int = LONGEST) -> tuple[int, int]:
    """The stretch of a long passage that is shown: at most ``longest`` code points around what it is about.

    Args:
        text: The passage.
        start: Where what it is about begins in the whole text.
        end: Where it ends.
        offset: Where the passage begins in the whole text.
        longest: Code points.

    Returns:
        Start and end in the passage.
    """
    if len(text) <= longest:
        return 0, len(text)
    middle = max(0, min(len(text), (start + end) // 2 - offset))
    low = max(0, min(middle - longest // 2, len(text) - longest))
    return low, low + longest


def clip(text: str, longest: int = LONGEST, *, end: bool = False) -> str:
    """The beginning of a text (or its end), with an ellipsis where it goes on."""
    if len(text) <= longest:
        return text
    return "… " + text[-longest:] if end else text[:longest] + " …"
