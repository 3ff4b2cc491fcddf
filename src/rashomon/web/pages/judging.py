"""Judgements: what readers said, and saying it."""

from collections.abc import Mapping

import msgspec

from rashomon.errors import NotFoundError, UsageError
from rashomon.web.judgements import KINDS, Anchor
from rashomon.web.library import Library
from rashomon.web.lines import ToldLine
from rashomon.web.pages.ask import Ask, Page
from rashomon.web.pages.events import resolve
from rashomon.web.shelf import Shelf, unpacked


def judgements(ask: Ask) -> Page:
    """All judgements, also those taken back."""
    rows = ask.library.judgements.every()
    return Page(
        template="judgements.html",
        data=rows,
        rows=rows,
        context={"rows": rows, "lost": ask.library.grouping().lost, "kinds": KINDS},
    )


def judge(library: Library, form: Mapping[str, str]) -> str:
    """Keep what a form says.

    Args:
        library: What the server holds.
        form: ``kind``, ``left``, ``right``, ``name``, ``note``.

    Returns:
        The page to go on with.

    Raises:
        UsageError: The form is no judgement.
        NotFoundError: What it is about is not in the record.
    """
    shelf, kind = library.shelf, form.get("kind", "")
    left, right = form.get("left", "").strip(), last_part(form.get("right", ""))
    if kind == "same actor":
        first, second = _actor(shelf, left), _actor(shelf, right)
        library.judgements.add(kind, first, second, pseudonym=form.get("name", ""), note=form.get("note", ""))
        return f"/actors/{first.ref_id}?as=judged"
    anchor, event_id = _telling(shelf, left)
    other = None
    if kind == "same event":
        other = _seed(shelf, resolve(shelf, right), but="")
    elif kind == "not the same":
        other = _telling(shelf, right)[0] if right else _seed(shelf, event_id, but=anchor.ref_id)
    library.judgements.add(kind, anchor, other, pseudonym=form.get("name", ""), note=form.get("note", ""))
    return f"/events/{event_id}?as=judged"


def undo(library: Library, form: Mapping[str, str]) -> str:
    """Take a judgement back.

    Args:
        library: What the server holds.
        form: ``judgement`` and ``name``.

    Returns:
        The page to go on with.

    Raises:
        UsageError: No number was given, or no name.
        NotFoundError: No such judgement stands.
    """
    number = form.get("judgement", "")
    if not number.isascii() or not number.isdecimal():
        raise UsageError(f'judgement "{number}" is no number: take one from the list')
    library.judgements.undo(int(number[:9]), pseudonym=form.get("name", ""))
    return "/judgements"


def last_part(given: str) -> str:
    """The identifier in what a reader pasted: an address of a page, or the identifier itself."""
    return given.strip().split("?")[0].split("#")[0].rstrip("/").rsplit("/", 1)[-1]


def _telling(shelf: Shelf, mention_id: str) -> tuple[Anchor, str]:
    row = shelf.one("SELECT event_id, line FROM tellings WHERE event_mention_id = ?", [mention_id])
    if row is None:
        raise NotFoundError(f'telling "{mention_id}" is not in the record: open the event again')
    told = msgspec.json.decode(unpacked(row["line"]), type=ToldLine).telling
    anchor = Anchor(ref_id=mention_id, uri=told.uri, start_char=told.passage.start_char, quote=told.passage.text)
    return anchor, str(row["event_id"])


def _seed(shelf: Shelf, event_id: str, *, but: str) -> Anchor:
    """The telling that stands for an event: its seed, or the first that is another than the one judged."""
    row = shelf.one(
        "SELECT event_mention_id FROM tellings WHERE event_id = ? AND event_mention_id <> ? ORDER BY event_mention_id = ? DESC, event_mention_id",
        [event_id, but, event_id],
    )
    if row is None:
        raise UsageError("this is the only telling of its event: there is nothing that it could be kept apart from")
    return _telling(shelf, row["event_mention_id"])[0]


def _actor(shelf: Shelf, actor_id: str) -> Anchor:
    row = shelf.one("SELECT name FROM actors WHERE actor_id = ? AND NOT private", [actor_id])
    if row is None:
        raise NotFoundError(f'actor "{actor_id}" is not in the record: give the address of its page')
    return Anchor(ref_id=actor_id, uri="", start_char=0, quote=row["name"])
