"""Wording: the words each outlet uses for what two outlets or more speak of."""

from rashomon.views.wording import WordUse
from rashomon.web.pages.ask import Ask, Page, contains, listing


def wording(ask: Ask) -> Page:
    """Words by referent and outlet."""
    chosen = ask.filters
    given: list[tuple[bool, str, list[object]]] = [
        (bool(chosen.q), "(referent LIKE ? ESCAPE '\\' OR referent_id = ?)", [contains(chosen.q), chosen.q]),
        (bool(chosen.outlet), "outlet = ?", [chosen.outlet]),
    ]
    used = [(sql, value) for wanted, sql, value in given if wanted]
    where = " AND ".join(sql for sql, _ in used) or "true"
    values = [value for _, held in used for value in held]
    found = listing(
        ask,
        WordUse,
        f"SELECT line FROM wording WHERE {where} ORDER BY n",
        f"SELECT count(*) FROM wording WHERE {where}",
        values,
    )
    groups: dict[str, dict[str, list[WordUse]]] = {}
    for use in found.rows:
        groups.setdefault(use.referent_id, {}).setdefault(use.outlet or "no outlet given", []).append(use)
    return Page(template="wording.html", data=found, rows=found.rows, context={"found": found, "groups": groups})
