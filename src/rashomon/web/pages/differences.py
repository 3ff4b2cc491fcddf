"""Differences: where accounts part, each value with its passages."""

from rashomon.views.differences import ASPECTS, STATUSES, DifferenceView
from rashomon.web.pages.ask import Ask, Page, contains, listing

ORDERS = {"date": "n", "aspect": "aspect, n", "accounts": "n_values DESC, n"}
SAID = {
    "date": "the event's first day, then its title",
    "aspect": "aspect, then day",
    "accounts": "number of values given, falling; then day",
}
"""Ways to order differences, with the formula that is shown beside the list."""


def differences(ask: Ask) -> Page:
    """The differences that fit the filters."""
    chosen = ask.filters
    given: list[tuple[bool, str, object]] = [
        (not chosen.untyped, "typed = 1", None),
        (":" in chosen.aspect, "aspect = ?", chosen.aspect),
        (bool(chosen.aspect) and ":" not in chosen.aspect, "(aspect = ? OR aspect LIKE ? || ':%')", chosen.aspect),
        (bool(chosen.status), "status = ?", chosen.status),
        (bool(chosen.across), "across = ?", chosen.across),
        (chosen.since is not None, "latest >= ?", str(chosen.since)),
        (chosen.until is not None, "earliest <= ?", str(chosen.until)),
        (bool(chosen.place), "place LIKE ? ESCAPE '\\'", contains(chosen.place)),
        (bool(chosen.outlet), "n IN (SELECT x.n FROM difference_outlets x WHERE x.outlet = ?)", chosen.outlet),
        (
            bool(chosen.actor),
            "event_id IN (SELECT x.event_id FROM event_actors x JOIN actor_names a USING (actor_id) WHERE a.name LIKE ? ESCAPE '\\')",
            contains(chosen.actor),
        ),
    ]
    used = [(sql, value) for wanted, sql, value in given if wanted]
    where = " AND ".join(sql for sql, _ in used) or "true"
    values = [value for sql, value in used for _ in range(sql.count("?"))]
    found = listing(
        ask,
        DifferenceView,
        f"SELECT line FROM differences WHERE {where} ORDER BY {ORDERS.get(chosen.sort, 'n')}",
        f"SELECT count(*) FROM differences WHERE {where}",
        values,
    )
    aspects = sorted({*ASPECTS, *(row["aspect"] for row in ask.shelf.query("SELECT DISTINCT aspect FROM differences"))})
    return Page(
        template="differences.html",
        data=found,
        rows=found.rows,
        context={"found": found, "aspects": aspects, "statuses": STATUSES, "sorts": SAID},
    )
