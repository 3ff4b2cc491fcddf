"""Events: the list, and one event with all its tellings side by side."""

from datetime import date

from msgspec import Struct

from rashomon.errors import NotFoundError
from rashomon.views.differences import DifferenceView, EvidenceLine
from rashomon.views.event import SHORTEST_PREFIX, CoverageLine, EventView, Passage, RelatedLine
from rashomon.views.events import SORTS, EventLine
from rashomon.web import grouping
from rashomon.web.coverage import coverage, nearest
from rashomon.web.lines import Span, ToldLine
from rashomon.web.marks import AROUND, Piece, clip, lay, window
from rashomon.web.pages.ask import Ask, Listing, Page, contains, listing
from rashomon.web.shelf import Shelf, marks

ORDERS = {
    "date": "typed DESC, seq",
    "accounts": "typed DESC, n_accounts DESC, n_documents DESC, seq",
    "spread": "typed DESC, spread DESC, seq",
}
MOST_TOLD = 200
"""Tellings that one page shows."""


class Column(Struct, frozen=True, kw_only=True):
    """An account's column on an event's page.

    Attributes:
        account_id: The account.
        outlet: Its outlet.
        published: Day of publication.
        tellings: Its tellings, with their text cut where marks begin and end.
        reprints: Outlets that reprint it.
    """

    account_id: str
    outlet: str
    published: date | None
    tellings: list["Shown"]
    reprints: list[str]


class Shown(Struct, frozen=True, kw_only=True):
    """A telling as a page shows it.

    Attributes:
        told: The telling.
        before: What stands before its sentence.
        pieces: Its sentence, cut where marks begin and end.
        after: What stands after it.
        wrong: Judgements that call it misread.
    """

    told: ToldLine
    before: str
    pieces: list[Piece]
    after: str
    wrong: list[int]


def conditions(ask: Ask) -> tuple[str, list[object]]:
    """The filters of events, as SQL."""
    chosen = ask.filters
    given: list[tuple[bool, str, object]] = [
        (not chosen.untyped, "typed = 1", None),
        (bool(chosen.type), "event_type = ?", chosen.type),
        (chosen.accounts > 1, "n_accounts >= ?", chosen.accounts),
        (chosen.since is not None, "latest >= ?", str(chosen.since)),
        (chosen.until is not None, "earliest <= ?", str(chosen.until)),
        (bool(chosen.place), "place LIKE ? ESCAPE '\\'", contains(chosen.place)),
        (bool(chosen.outlet), "event_id IN (SELECT event_id FROM event_outlets WHERE outlet = ?)", chosen.outlet),
        (
            bool(chosen.actor),
            "event_id IN (SELECT x.event_id FROM event_actors x JOIN actor_names a USING (actor_id) WHERE a.name LIKE ? ESCAPE '\\')",
            contains(chosen.actor),
        ),
    ]
    used = [(sql, value) for wanted, sql, value in given if wanted]
    return " AND ".join(sql for sql, _ in used) or "true", [value for sql, value in used if "?" in sql]


def events(ask: Ask) -> Page:
    """The events that fit the filters."""
    where, values = conditions(ask)
    order = ORDERS.get(ask.filters.sort, ORDERS["date"])
    touched = sorted(ask.grouping.touched)
    others = f"({where}) AND event_id NOT IN ({marks(touched)})" if touched else where
    found = listing(
        ask,
        EventLine,
        f"SELECT line FROM events WHERE {others} ORDER BY {order}",
        f"SELECT count(*) FROM events WHERE {others}",
        [*values, *touched],
    )
    regrouped = _regrouped(ask, where, values, touched)
    return Page(
        template="events.html",
        data=found if not ask.filters.judged else {"regrouped": regrouped, "as_read": found},
        rows=[*regrouped, *found.rows],
        context={"found": found, "regrouped": regrouped, "sorts": SORTS},
    )


def _regrouped(ask: Ask, where: str, values: list[object], touched: list[str]) -> list[EventLine]:
    """Events that judgements changed, where one of those they were made of fits the filters."""
    if not touched:
        return []
    grouped = ask.grouping
    fitting = [
        row["event_id"]
        for row in ask.shelf.query(
            f"SELECT event_id FROM events WHERE ({where}) AND event_id IN ({marks(touched)}) ORDER BY seq",
            [*values, *touched],
        )
    ]
    names = list(dict.fromkeys(grouped.shown(event_id) for event_id in fitting))
    names += [
        grouped.shown(grouping.APART + one) for one, event_id in sorted(grouped.apart.items()) if event_id in fitting
    ]
    lines = [
        grouping.line(ask.shelf, grouped, name, grouping.tellings(ask.shelf, grouped, name))
        for name in dict.fromkeys(names)
    ]
    return [line for line in lines if line is not None]


def resolve(shelf: Shelf, name: str) -> str:
    """The event that a whole identifier, an older one, or the beginning of one names.

    Raises:
        NotFoundError: There is none, or several begin so.
    """
    if len(name) < SHORTEST_PREFIX or not name.isalnum():
        raise NotFoundError(f'event "{name}" is no identifier: give {SHORTEST_PREFIX} signs of one at least')
    rows = shelf.query(
        """
        SELECT event_id FROM events WHERE event_id >= ? AND event_id < ?
        UNION SELECT event_id FROM event_aliases WHERE alias_id >= ? AND alias_id < ? LIMIT 3
        """,
        [name, name + "\uffff"] * 2,
    )
    if len(rows) == 1:
        return str(rows[0]["event_id"])
    if rows:
        raise NotFoundError(f'event "{name}" may be several events: give more signs of its identifier')
    raise NotFoundError(f'event "{name}" is not in the record: look for it among the events')


def event(ask: Ask) -> Page:
    """One event: all its tellings side by side."""
    grouped = ask.grouping
    apart = ask.name.removeprefix(grouping.APART) in grouped.apart and ask.name.startswith(grouping.APART)
    found = ask.name if apart else resolve(ask.shelf, ask.name.removeprefix(grouping.APART))
    shown = grouped.shown(found)
    told = grouping.tellings(ask.shelf, grouped, shown)
    regrouped = apart or found in grouped.touched
    line = grouping.line(ask.shelf, grouped, shown, told) if regrouped else None
    if line is None:
        line = ask.shelf.line(EventLine, "SELECT line FROM events WHERE event_id = ?", [found], f'event "{found}"')
    members, _ = grouping.members(grouped, shown)
    differing = ask.shelf.lines(
        DifferenceView, f"SELECT line FROM differences WHERE event_id IN ({marks(members)}) ORDER BY n", members
    )
    view = EventView(
        event=line,
        tellings=[each.telling for each in told],
        differences=differing,
        coverage=coverage(ask.shelf, line.earliest, {each.telling.outlet for each in told}),
        possibly_related=ask.shelf.lines(RelatedLine, "SELECT line FROM related WHERE event_id = ?", [found]),
    )
    return Page(
        template="event.html",
        data=view,
        rows=view.tellings,
        context={
            "view": view,
            "columns": _columns(told[:MOST_TOLD], differing, grouped.wrong),
            "more": max(0, len(told) - MOST_TOLD),
            "regrouped": regrouped,
            "members": members,
            "standing": [
                each for each in ask.library.judgements.standing()
                if {each.left_id, each.right_id} & {one.telling.event_mention_id for one in told}
            ],
            "voices": _voices(told),
            "reasoned": ask.shelf.number(
                "SELECT count(*) FROM links WHERE from_id IN (SELECT event_mention_id FROM tellings WHERE event_id = ?1) "
                "OR to_id IN (SELECT event_mention_id FROM tellings WHERE event_id = ?1)",
                [members[0] if members else ""],
            ),
        },
    )  # fmt: skip


def _columns(told: list[ToldLine], differing: list[DifferenceView], wrong: dict[str, list[int]]) -> list[Column]:
    apart: dict[str, list[Span]] = {}
    for view in differing:
        if view.status == "differ" and view.across == "between" and view.aspect != "attribution":
            for evidence in (each for value in view.values for each in value.evidence):
                apart.setdefault(evidence.document_id, []).append(_differs(evidence, view.aspect))
    by_account: dict[str, list[ToldLine]] = {}
    for each in told:
        by_account.setdefault(each.telling.account_id, []).append(each)
    columns = []
    for account_id, tellings in by_account.items():
        own = [each for each in tellings if each.telling.document_id == account_id] or tellings
        reprints = sorted(
            {
                each.telling.outlet or each.telling.uri
                for each in tellings
                if each.telling.document_id != own[0].telling.document_id
            }
        )
        columns.append(
            Column(
                account_id=account_id,
                outlet=own[0].telling.outlet or own[0].telling.uri,
                published=own[0].telling.published,
                tellings=[_shown(each, apart.get(each.telling.document_id, []), wrong) for each in tellings],
                reprints=reprints,
            )
        )
    return columns


def _differs(evidence: EvidenceLine, aspect: str) -> Span:
    return Span(
        start_char=evidence.start_char, end_char=evidence.end_char, kind="differs", told=aspect.removeprefix("figure:")
    )


def _shown(each: ToldLine, apart: list[Span], wrong: dict[str, list[int]]) -> Shown:
    passage, trigger = each.telling.passage, each.telling.trigger
    low, high = window(passage.text, trigger.start_char, trigger.end_char, passage.start_char)
    text = passage.text[low:high]
    pieces = lay(text, [*each.spans, *apart], passage.start_char + low)
    return Shown(
        told=each,
        before=clip(each.before, AROUND, end=True) if not low else "… ",
        pieces=pieces,
        after=clip(each.after, AROUND) if high == len(passage.text) else " …",
        wrong=wrong.get(each.telling.event_mention_id, []),
    )


def _voices(told: list[ToldLine]) -> list[tuple[str, int]]:
    """How the accounts tell it: factualities with the number of accounts, in order of the alphabet."""
    out: dict[str, set[str]] = {}
    for each in told:
        out.setdefault(each.telling.factuality, set()).add(each.telling.account_id)
    return sorted((name, len(accounts)) for name, accounts in out.items())


class Why(Struct, frozen=True, kw_only=True):
    """Why a telling is taken for one of an event.

    Attributes:
        event_mention_id: The telling.
        outlet: Its outlet.
        uri: Its document.
        trigger: Its words.
        score: Strength of the link to the others.
        why: The evidence.
    """

    event_mention_id: str
    outlet: str | None
    uri: str
    trigger: str
    score: float
    why: str


def why(ask: Ask) -> Page:
    """Why tellings are one event."""
    found = resolve(ask.shelf, ask.name)
    rows = [
        Why(
            event_mention_id=each.event_mention_id, outlet=each.outlet, uri=each.uri, trigger=each.trigger.text,
            score=each.score, why=each.why,
        )
        for each in (one.telling for one in grouping.tellings(ask.shelf, grouping.NOTHING, found))
    ]  # fmt: skip
    return Page(template="why.html", data=rows, rows=rows, context={"rows": rows, "event_id": found})


class Nearest(Struct, frozen=True, kw_only=True):
    """What comes nearest to an event at an outlet where no telling was found.

    Attributes:
        outlet: The outlet.
        document_id: The document; NULL where nothing comes near.
        uri: Where it came from.
        passage: The sentence.
    """

    outlet: str
    document_id: str | None = None
    uri: str | None = None
    passage: Passage | None = None


def near(ask: Ask) -> Page:
    """The passage of an outlet that comes nearest to an event."""
    found = resolve(ask.shelf, ask.name)
    best = nearest(ask.shelf, found, ask.filters.outlet)
    line = Nearest(outlet=ask.filters.outlet)
    if best is not None:
        line = Nearest(outlet=ask.filters.outlet, document_id=best[0], uri=best[1], passage=best[2])
    return Page(template="nearest.html", data=line, rows=[line], context={"line": line, "event_id": found})


__all__ = ["Column", "CoverageLine", "Listing", "event", "events", "near", "resolve", "why"]
