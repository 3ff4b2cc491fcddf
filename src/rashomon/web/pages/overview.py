"""The overview: what was read, and where to look next."""

import msgspec

from rashomon.views.differences import DifferenceView
from rashomon.views.events import SORTS, EventLine
from rashomon.views.overview import Overview
from rashomon.web import worldmap
from rashomon.web.pages.ask import Ask, Page
from rashomon.web.pages.places import placed
from rashomon.web.pages.timeline import drawing

SHARED = 12
PARTED = 8
ORDERS = {"date": "seq", "accounts": "n_accounts DESC, n_documents DESC, seq", "spread": "spread DESC, seq"}


def overview(ask: Ask) -> Page:
    """What the collection is made of."""
    order = ORDERS.get(ask.filters.sort, "seq")
    shared = ask.shelf.lines(
        EventLine,
        f"SELECT line FROM events WHERE typed = 1 AND n_accounts > 1 ORDER BY {order} LIMIT ?",
        [SHARED if ask.form == "html" else 10_000],
    )
    view = msgspec.structs.replace(ask.shelf.meta("overview", Overview), shared=shared, sort=ask.filters.sort)
    if ask.form != "html":
        return Page(template="", data=view, rows=view.outlets)
    parted = ask.shelf.lines(
        DifferenceView,
        "SELECT line FROM differences WHERE typed = 1 AND across = 'between' AND status = 'differ' AND aspect NOT IN ('attribution', 'naming') ORDER BY n LIMIT ?",
        [PARTED],
    )
    pairs = placed(ask)
    return Page(
        template="overview.html",
        data=view,
        rows=view.outlets,
        context={
            "view": view, "parted": parted, "drawn": drawing(ask, rows=1), "map": worldmap.draw(pairs) if pairs else None, "sorts": SORTS,
            "fault": ask.library.fault,
        },
    )  # fmt: skip
