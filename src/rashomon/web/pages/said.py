"""Claims about one matter side by side, and the reasons that accounts state for an event."""

from msgspec import structs

from rashomon.views.claims import KINDS, Matter
from rashomon.views.events import EventLine
from rashomon.views.why import DEEPEST, AccountWhy, LinkLine, WhyView
from rashomon.web import grouping
from rashomon.web.pages.ask import Ask, Page, contains, listing
from rashomon.web.pages.events import resolve
from rashomon.web.shelf import Shelf, marks


def claims(ask: Ask) -> Page:
    """Claims that fit the filters, a matter after the other, a column for each account."""
    chosen = ask.filters
    given: list[tuple[bool, str, object]] = [
        (bool(chosen.q), "about LIKE ? ESCAPE '\\'", contains(chosen.q)),
        (bool(chosen.kind), "n IN (SELECT k.n FROM matter_kinds k WHERE k.kind = ?)", chosen.kind),
        (bool(chosen.outlet), "n IN (SELECT o.n FROM matter_outlets o WHERE o.outlet = ?)", chosen.outlet),
        (bool(chosen.status), "status = ?", chosen.status),
        (chosen.accounts > 1, "n_accounts >= ?", chosen.accounts),
        (chosen.checkable, "checkable", None),
    ]
    used = [(sql, value) for wanted, sql, value in given if wanted]
    where, values = " AND ".join(sql for sql, _ in used) or "true", [value for sql, value in used if "?" in sql]
    found = listing(
        ask,
        Matter,
        f"SELECT line FROM matters WHERE {where} ORDER BY n",
        f"SELECT count(*) FROM matters WHERE {where}",
        values,
    )
    rows = [
        {
            "claim_group_id": matter.claim_group_id,
            "matter": matter.subject,
            "status": matter.status,
            **structs.asdict(claim),
        }
        for matter in found.rows
        for account in matter.accounts
        for claim in account.claims
    ]
    return Page(template="claims.html", data=found, rows=rows, context={"found": found, "kinds": KINDS})


def reasons(ask: Ask) -> Page:
    """Why an event is said to have happened, account by account."""
    found = resolve(ask.shelf, ask.name)
    [line] = ask.shelf.lines(EventLine, "SELECT line FROM events WHERE event_id = ?", [found])
    told = [each.telling for each in grouping.tellings(ask.shelf, grouping.NOTHING, found)]
    outlets = {each.account_id: each.outlet for each in told if each.account_id == each.document_id}
    accounts = []
    for account_id in sorted(outlets, key=lambda each: (outlets[each] or "", each)):
        ids = {each.event_mention_id for each in told if each.document_id == account_id}
        chain = _chain(ask.shelf, account_id, ids)
        accounts.append(
            AccountWhy(
                account_id=account_id,
                outlet=outlets[account_id],
                because=[each for each in chain if each.kind != "sequence"],
                before=[each for each in chain if each.kind == "sequence"],
                named_as_reason=[each for _, each in _links(ask.shelf, account_id, "to_id", ids, 1)],
            )
        )
    view = WhyView(event_id=found, title=line.title, accounts=accounts)
    rows = [
        {"outlet": account.outlet, "direction": direction, **structs.asdict(link)}
        for account in accounts
        for direction in ("because", "before", "named_as_reason")
        for link in getattr(account, direction)
    ]
    part = ask.parameters.get("part") == "1"
    return Page(template="reasons.html" if part else "reasons_page.html", data=view, rows=rows, context={"view": view})


def _chain(shelf: Shelf, document_id: str, ids: set[str]) -> list[LinkLine]:
    """Links of the mentions, then of those that they name, as :mod:`rashomon.views.why` follows them."""
    out: list[LinkLine] = []
    seen, now = set(ids), ids
    for depth in range(1, DEEPEST + 1):
        rows = _links(shelf, document_id, "from_id", now, depth)
        out += [line for _, line in rows]
        named = {to_id for to_id, _ in rows}
        more = shelf.query(
            f"""
            SELECT t.event_mention_id FROM tellings t JOIN events e USING (event_id) WHERE t.document_id = ? AND e.typed AND t.event_id IN
                (SELECT x.event_id FROM tellings x WHERE x.event_mention_id IN ({marks(sorted(named))}))
            """,
            [document_id, *sorted(named)],
        )
        now = (named | {row["event_mention_id"] for row in more}) - seen
        seen |= now
        if not now:
            break
    return out


def _links(shelf: Shelf, document_id: str, end: str, ids: set[str], depth: int) -> list[tuple[str, LinkLine]]:
    given = [document_id, *sorted(ids)]
    where = f"document_id = ? AND {end} IN ({marks(sorted(ids))}) ORDER BY rowid"
    lines = shelf.lines(LinkLine, f"SELECT line FROM links WHERE {where}", given)
    ends = [row["to_id"] for row in shelf.query(f"SELECT to_id FROM links WHERE {where}", given)]
    return [(to_id, structs.replace(line, depth=depth)) for to_id, line in zip(ends, lines, strict=True)]
