"""What an event costs grows as its accounts do, not as their pairs."""

from datetime import date, timedelta

import pytest
from tests.helpers.lines_run import lines_run
from tests.helpers.told_accounts import KNOWLEDGE, WORLD, figure, party, spot, telling

from rashomon.compare.dates import dates
from rashomon.compare.figures import figures
from rashomon.compare.manner import factuality, voices, wordings
from rashomon.compare.parties import parties, places
from rashomon.compare.scope import scope
from rashomon.compare.told import Naming, Telling
from rashomon.model import Difference


def _told(at: int) -> Telling:
    """One of many accounts, which say some few things between them."""
    account, day = f"account {at:05}", date(1905, 3, 4 + at % 3)
    return telling(
        account,
        "sank" if at % 4 else "attack",
        days=(day, day + timedelta(at % 2)),
        attribution_id="s" if at % 5 == 0 else None,
        factuality="denied" if at % 7 == 0 else "asserted",
        parties=[
            party(account, "actor", "Arcadian troops" if at % 2 else "the Arcadians", actor="t" if at % 2 else None),
            party(account, "recipient", "Ruritania", 20, actor="r"),
            party(account, "recipient", "some foreign troops" if at % 3 else "all troops", 40, form="description"),
            party(account, "place", "Bergen", 60, place="bergen" if at % 3 else "harbour"),
        ],
        figures=[figure(account, f"{20 + at % 4} sailors", 20 + at % 4, 20 + at % 4, population="sailor")],
        namings=[] if at % 4 else [Naming("armed attack", "attack", spot(account, 50, "armed attack"), False, None)],
    )


def _compared(tellings: list[Telling]) -> list[Difference]:
    return [
        *figures("e", tellings, WORLD, KNOWLEDGE), *dates("e", tellings, WORLD), *places("e", tellings, WORLD),
        *parties("e", tellings, WORLD), *factuality("e", tellings, WORLD), *scope("e", tellings, WORLD, KNOWLEDGE),
        *voices("e", tellings, WORLD), *wordings("e", tellings, WORLD, KNOWLEDGE),
    ]  # fmt: skip


def test_the_made_event_has_every_aspect() -> None:
    """What growth is measured on is compared in every aspect."""
    aspects = {row.aspect for row in _compared([_told(at) for at in range(60)])}
    assert aspects == {
        "figure:killed",
        "date",
        "place",
        "actor",
        "recipient",
        "factuality",
        "scope",
        "attribution",
        "naming",
    }


@pytest.mark.parametrize("alike", [False, True], ids=["they differ", "all alike"])
def test_work_grows_as_the_accounts(alike: bool) -> None:
    """Comparing an event told by four times as many accounts runs about four times as many lines, not sixteen times."""
    few, many = ([_told(1 if alike else at)._replace(account_id=f"{at}") for at in range(size)] for size in (60, 240))
    _compared(few)  # tables are read once
    assert lines_run(lambda: _compared(many)) < 6 * lines_run(lambda: _compared(few))
