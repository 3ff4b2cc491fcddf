"""Actors: the list, and one actor with its names, acts and sayings; none for private people."""

import math

import msgspec
from msgspec import Struct

from rashomon.errors import NotFoundError
from rashomon.knowledge import Knowledge
from rashomon.views.who import ActLine, NameLine, SayingLine
from rashomon.web.lines import ActorLine, EdgeLine, ToldLine
from rashomon.web.pages.ask import Ask, Listing, Page, contains, listing, per_page
from rashomon.web.shelf import marks, unpacked

MOST_EDGES = 200
MOST_DRAWN = 24
"""Others that are drawn around an actor."""


class HeldSaying(Struct, frozen=True, kw_only=True):
    """A saying with its document.

    Attributes:
        document_id: The document.
        saying: The saying.
    """

    document_id: str
    saying: SayingLine


class HeldAct(Struct, frozen=True, kw_only=True):
    """A telling in which an actor has a part, with its document.

    Attributes:
        document_id: The document.
        act: The telling.
    """

    document_id: str
    act: ActLine


class ActorPage(Struct, frozen=True, kw_only=True):
    """An actor with what accounts say of it.

    Attributes:
        actor: The actor.
        names: Names in use, by outlet.
        edges: Who is said to have done what to whom.
        acts: Tellings in which it has a part, a page of them.
        sayings: What it is said to have said, a page of it.
    """

    actor: ActorLine
    names: list[NameLine]
    edges: list[EdgeLine]
    acts: Listing
    sayings: Listing


def actors(ask: Ask) -> Page:
    """The actors, in order of the alphabet."""
    chosen = ask.filters
    given: list[tuple[bool, str, object]] = [
        (True, "NOT private", None),
        (
            bool(chosen.q),
            "actor_id IN (SELECT n.actor_id FROM actor_names n WHERE n.name LIKE ? ESCAPE '\\')",
            contains(chosen.q),
        ),
    ]
    used = [(sql, value) for wanted, sql, value in given if wanted]
    where, values = " AND ".join(sql for sql, _ in used), [value for sql, value in used if "?" in sql]
    order = "n_acts DESC, name, actor_id" if chosen.sort == "accounts" else "name, actor_id"
    found = listing(
        ask,
        ActorLine,
        f"SELECT line FROM actors WHERE {where} ORDER BY {order}",
        f"SELECT count(*) FROM actors WHERE {where}",
        values,
    )
    hidden = ask.shelf.number("SELECT count(*) FROM actors WHERE private")
    return Page(template="actors.html", data=found, rows=found.rows, context={"found": found, "hidden": hidden})


def actor(ask: Ask) -> Page:
    """One actor."""
    row = ask.shelf.one("SELECT line, private FROM actors WHERE actor_id = ?", [ask.name])
    if row is None or row["private"]:
        raise NotFoundError(
            f'actor "{ask.name}" has no page: it is not in the record, or a person without a public part'
        )
    line = msgspec.json.decode(row["line"], type=ActorLine)
    together = ask.grouping.actors.get(ask.name, [ask.name])
    edges = ask.shelf.lines(
        EdgeLine,
        f"SELECT line FROM edges WHERE actor_id IN ({marks(together)}) OR recipient_id IN ({marks(together)}) ORDER BY n LIMIT ?",
        [*together, *together, MOST_EDGES],
    )
    names = ask.shelf.lines(
        NameLine, f"SELECT line FROM actor_uses WHERE actor_id IN ({marks(together)}) ORDER BY rowid", together
    )
    view = ActorPage(actor=line, names=names, edges=edges, acts=_acts(ask, together), sayings=_sayings(ask, together))
    others = ask.shelf.lines(
        ActorLine,
        f"SELECT line FROM actors WHERE actor_id IN ({marks(together)}) AND actor_id <> ?",
        [*together, ask.name],
    )
    return Page(
        template="actor.html",
        data=view,
        rows=[each.act for each in view.acts.rows],
        context={"view": view, "by_outlet": by_outlet(names), "others": others},
    )


def by_outlet(names: list[NameLine]) -> list[tuple[str, list[NameLine]]]:
    """Names in use, outlet by outlet in order of the alphabet."""
    out: dict[str, list[NameLine]] = {}
    for name in names:
        out.setdefault(name.outlet or "no outlet given", []).append(name)
    return sorted(out.items())


def _acts(ask: Ask, together: list[str]) -> Listing:
    per = per_page(ask)
    rows = ask.shelf.query(
        f"""
        SELECT a.role, a.event_id, json_extract(e.line, '$.title') AS title, t.line FROM acts a
        JOIN events e USING (event_id) JOIN tellings t USING (event_mention_id)
        WHERE a.actor_id IN ({marks(together)}) ORDER BY a.seq, t.published, t.outlet, t.start_char LIMIT ? OFFSET ?
        """,
        [*together, per, per * (ask.filters.page - 1)],
    )
    decoder = msgspec.json.Decoder(ToldLine)
    acts = []
    for row in rows:
        told = decoder.decode(unpacked(row["line"])).telling
        acts.append(
            HeldAct(
                document_id=told.document_id,
                act=ActLine(
                    event_id=row["event_id"], title=row["title"], role=row["role"], earliest=told.earliest, latest=told.latest,
                    factuality=told.factuality, outlet=told.outlet, uri=told.uri, source=told.source, passage=told.passage,
                ),
            )
        )  # fmt: skip
    total = ask.shelf.number(f"SELECT count(*) FROM acts WHERE actor_id IN ({marks(together)})", together)
    return Listing(total=total, page=ask.filters.page, per=per, filters=ask.filters, rows=acts)


def _sayings(ask: Ask, together: list[str]) -> Listing:
    return listing(
        ask,
        HeldSaying,
        f"SELECT line FROM sayings WHERE actor_id IN ({marks(together)}) ORDER BY n, rowid",
        f"SELECT count(*) FROM sayings WHERE actor_id IN ({marks(together)})",
        together,
    )


class Point(Struct, frozen=True, kw_only=True):
    """An actor in a drawing.

    Attributes:
        actor_id: The actor.
        name: Its name.
        x: Pixels from the left.
        y: Pixels from the top.
    """

    actor_id: str
    name: str
    x: float
    y: float


class Arrow(Struct, frozen=True, kw_only=True):
    """An edge in a drawing.

    Attributes:
        x1: Where it begins.
        y1: Where it begins.
        x2: Where it ends.
        y2: Where it ends.
        told_as: Factuality.
        told: What it says, in words.
        short: What is written beside it.
        x: Where that is written.
        y: Where that is written.
    """

    x1: float
    y1: float
    x2: float
    y2: float
    told_as: str
    told: str
    short: str
    x: float
    y: float


def drawing(ask: Ask) -> Page:
    """Who does what to whom around one actor, drawn: the actor in the middle, the others around it in order of the alphabet."""
    page = actor(ask)
    view: ActorPage = page.data
    others = sorted(
        {
            (name, other)
            for edge in view.edges
            for other, name in ((edge.actor_id, edge.actor), (edge.recipient_id, edge.recipient))
            if other != view.actor.actor_id
        }
    )
    width, height = 960, max(230, min(620, 190 + 24 * len(others)))
    middle = Point(actor_id=view.actor.actor_id, name=view.actor.name, x=width / 2, y=height / 2)
    points = {view.actor.actor_id: middle}
    shown = others[:MOST_DRAWN]
    for index, (name, actor_id) in enumerate(shown):
        angle = 2 * math.pi * (index + 0.5) / len(shown) - math.pi / 2
        points[actor_id] = Point(
            actor_id=actor_id, name=name, x=round(width / 2 + width * 0.36 * math.cos(angle), 1),
            y=round(height / 2 + height * 0.4 * math.sin(angle), 1),
        )  # fmt: skip
    arrows = _arrows(view.edges, points)
    return Page(
        template="drawing.html",
        data=view.edges,
        rows=view.edges,
        context={
            "points": list(points.values()),
            "arrows": arrows,
            "width": width,
            "height": height,
            "left_out": len(others) - len(shown),
            "view": view,
        },
    )


def _arrows(edges: list[EdgeLine], points: dict[str, Point]) -> list[Arrow]:
    together: dict[tuple[str, str, str], list[EdgeLine]] = {}
    for edge in edges:
        if edge.actor_id in points and edge.recipient_id in points and edge.actor_id != edge.recipient_id:
            together.setdefault((edge.actor_id, edge.recipient_id, edge.told_as), []).append(edge)
    kinds = Knowledge().toml("link_events")["labels"]
    arrows = []
    beside: dict[tuple[str, str], int] = {}
    for (actor_id, recipient_id, told_as), held in sorted(together.items()):
        start, end = points[actor_id], points[recipient_id]
        index = beside[actor_id, recipient_id] = beside.get((actor_id, recipient_id), -1) + 1
        length = math.hypot(end.x - start.x, end.y - start.y) or 1
        aside = 5 + 9 * index  # so that edges both ways, or told otherwise, lie side by side
        along = 0.42 + 0.2 * (index % 3)
        dx, dy = (end.x - start.x) / length, (end.y - start.y) / length
        words = "; ".join(
            f"{kinds.get(edge.event_type, edge.event_type.lower())}, according to {edge.n_accounts} {'account' if edge.n_accounts == 1 else 'accounts'}"
            for edge in held
        )
        n_accounts = max(edge.n_accounts for edge in held)
        arrows.append(
            Arrow(
                x1=round(start.x + dx * 18 - dy * aside, 1), y1=round(start.y + dy * 18 + dx * aside, 1),
                x2=round(end.x - dx * 18 - dy * aside, 1), y2=round(end.y - dy * 18 + dx * aside, 1),
                told_as=told_as, told=f"{start.name} → {end.name}: {words}; told as {told_as}",
                short=f"{n_accounts} {'account' if n_accounts == 1 else 'accounts'}",
                x=round(start.x + (end.x - start.x) * along - dy * (aside + 1), 1), y=round(start.y + (end.y - start.y) * along + dx * (aside + 1) + 4, 1),
            )
        )  # fmt: skip
    return arrows
