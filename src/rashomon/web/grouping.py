"""Events as readers judged: which tellings stand together once "same event" and "not the same" are followed.

Nothing in the record changes: pages show events as read unless the switch "as judged" is on.
"""

import sqlite3
from collections.abc import Sequence

import msgspec
from msgspec import Struct, structs

from rashomon.views.events import EventLine
from rashomon.web.judgements import Judgement
from rashomon.web.lines import ToldLine
from rashomon.web.shelf import Shelf, marks, unpacked


class Grouping(Struct, frozen=True, kw_only=True):
    """What judgements make of the events of a shelf.

    Attributes:
        root: For each event or telling that was joined to others: what the group goes by.
        groups: For each of these, its members in order of the alphabet.
        apart: Tellings that were taken out of their event, and the event.
        wrong: Tellings that a reader calls misread, with the judgements' numbers.
        actors: For each actor that was joined to others, all of the group.
        lost: Judgements whose passages this state of the record does not hold.
    """

    root: dict[str, str]
    groups: dict[str, list[str]]
    apart: dict[str, str]
    wrong: dict[str, list[int]]
    actors: dict[str, list[str]]
    lost: list[int]

    @property
    def touched(self) -> set[str]:
        """Events that look otherwise than as read."""
        joined = {member for group in self.groups.values() for member in group if not member.startswith(APART)}
        return joined | set(self.apart.values())

    def shown(self, event_id: str) -> str:
        """What an event goes by."""
        return self.root.get(event_id, event_id)


APART = "apart-"
"""Begins what a telling goes by that was taken out of its event; the rest is its identifier."""
NOTHING = Grouping(root={}, groups={}, apart={}, wrong={}, actors={}, lost=[])


def grouping(shelf: Shelf, judgements: Sequence[Judgement]) -> Grouping:
    """Follow the judgements that stand.

    Args:
        shelf: The shelf.
        judgements: Judgements that were not taken back.
    """
    event_of: dict[str, str] = {}
    apart: dict[str, str] = {}
    wrong: dict[str, list[int]] = {}
    same: list[tuple[str, str]] = []
    actors: list[tuple[str, str]] = []
    lost: list[int] = []
    for each in judgements:
        if each.kind == "same actor":
            left, right = _actor(shelf, each.left_id, each.left_quote), _actor(shelf, each.right_id, each.right_quote)
        else:
            left = _telling(shelf, event_of, each.left_id, each.left_uri, each.left_start, each.left_quote)
            right = _telling(shelf, event_of, each.right_id, each.right_uri, each.right_start, each.right_quote)
        if left is None or (right is None and each.kind != "wrong"):
            lost.append(each.judgement_id)
        elif each.kind == "wrong":
            wrong.setdefault(left, []).append(each.judgement_id)
        elif right is not None and each.kind == "same actor":
            actors.append((left, right))
        elif right is not None and each.kind == "same event":
            same.append((left, right))
        elif right is not None and event_of[left] == event_of[right]:
            apart[left] = event_of[left]
    joined = _joined([tuple(apart_or(one, apart, event_of) for one in pair) for pair in same])
    groups = {group[0]: group for group in joined}
    return Grouping(
        root={member: group[0] for group in joined for member in group},
        groups=groups,
        apart=apart,
        wrong=wrong,
        actors={member: group for group in _joined(actors) for member in group},
        lost=lost,
    )


def apart_or(mention_id: str, apart: dict[str, str], event_of: dict[str, str]) -> str:
    """The telling itself where it was taken out of its event, else the event."""
    return APART + mention_id if mention_id in apart else event_of[mention_id]


def members(grouped: Grouping, shown: str) -> tuple[list[str], list[str]]:
    """Events and single tellings that stand together under one identifier."""
    group = grouped.groups.get(shown, [shown])
    single = [one.removeprefix(APART) for one in group if one.startswith(APART)]
    return [one for one in group if not one.startswith(APART)], [one for one in single if one in grouped.apart]


def tellings(shelf: Shelf, grouped: Grouping, shown: str) -> list[ToldLine]:
    """The tellings of an event as judged."""
    events, single = members(grouped, shown)
    columns = "event_mention_id, line, published, outlet, uri, start_char"
    rows = shelf.query(
        f"SELECT {columns} FROM tellings WHERE event_id IN ({marks(events)}) "
        f"UNION ALL SELECT {columns} FROM tellings WHERE event_mention_id IN ({marks(single)}) "
        "ORDER BY published, outlet, uri, start_char",  # one index each; an OR would read the whole table
        [*events, *single],
    )
    decoder = msgspec.json.Decoder(ToldLine)
    return [
        decoder.decode(unpacked(row["line"]))
        for row in rows
        if row["event_mention_id"] in single or row["event_mention_id"] not in grouped.apart
    ]


def line(shelf: Shelf, grouped: Grouping, shown: str, told: Sequence[ToldLine]) -> EventLine | None:
    """An event as judged in a list; None where all its tellings were taken out of it."""
    if not told:
        return None
    events, single = members(grouped, shown)
    base_id = events[0] if events else grouped.apart[single[0]]
    [base] = shelf.lines(EventLine, "SELECT line FROM events WHERE event_id = ?", [base_id])
    own = [each.telling for each in told]
    days = [day for each in own for day in (each.earliest, each.latest) if day is not None]
    title = base.title if events else f"{base.title} (a telling apart)"
    return structs.replace(
        base,
        event_id=shown,
        title=title,
        earliest=min(days, default=base.earliest if events else None),
        latest=max(days, default=base.latest if events else None),
        n_accounts=len({each.account_id for each in own}),
        n_documents=len({each.document_id for each in own}),
        n_mentions=len(own),
        n_sources=len({(each.source or "").lower() or each.account_id for each in own}),
        outlets=sorted({each.outlet for each in own if each.outlet}),
        reprinted_by=[outlet for outlet in base.reprinted_by if any(each.outlet == outlet for each in own)],
    )


def _telling(
    shelf: Shelf, event_of: dict[str, str], ref_id: str | None, uri: str | None, start: int | None, quote: str | None
) -> str | None:
    """The telling that a judgement hangs on: by its identifier, else by its document and words."""
    row = shelf.one("SELECT event_mention_id, event_id FROM tellings WHERE event_mention_id = ?", [ref_id])
    if row is None and uri is not None:
        row = _quoted(shelf, uri, start or 0, quote)
    if row is None:
        return None
    event_of[row["event_mention_id"]] = row["event_id"]
    return str(row["event_mention_id"])


def _quoted(shelf: Shelf, uri: str, start: int, quote: str | None) -> sqlite3.Row | None:
    """The telling of a document whose passage has the words, nearest to where they stood."""
    decoder = msgspec.json.Decoder(ToldLine)
    rows = shelf.query(
        "SELECT t.event_mention_id, t.event_id, t.line FROM tellings t JOIN documents d USING (document_id) WHERE d.uri = ? "
        "ORDER BY abs(t.start_char - ?), t.start_char",
        [uri, start],
    )
    return next((row for row in rows if decoder.decode(unpacked(row["line"])).telling.passage.text == quote), None)


def _actor(shelf: Shelf, actor_id: str | None, name: str | None) -> str | None:
    row = shelf.one(
        "SELECT actor_id FROM actors WHERE (actor_id = ? OR name = ?) AND NOT private ORDER BY actor_id = ? DESC, actor_id",
        [actor_id, name, actor_id],
    )
    return None if row is None else str(row["actor_id"])


def _joined(pairs: Sequence[tuple[str, ...]]) -> list[list[str]]:
    """Groups of what pairs join, each in order of the alphabet."""
    group_of: dict[str, set[str]] = {}
    for left, right in pairs:
        together = group_of.get(left, {left}) | group_of.get(right, {right})
        for member in together:
            group_of[member] = together
    return [list(group) for group in sorted({tuple(sorted(group)) for group in group_of.values()}) if len(group) > 1]
