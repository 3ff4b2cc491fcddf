"""What an address asks for: every filter is in it, so that a link can be sent."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from msgspec import Struct

from rashomon.errors import UsageError
from rashomon.views.claims import KINDS
from rashomon.views.differences import ASPECTS, STATUSES
from rashomon.views.events import SORTS, TYPES

PER_PAGE = 50
PER_TWIN = 1000
MOST = 10_000
LONGEST = 400
"""Longest value of a parameter, in code points."""


class Filters(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Filters of all pages; each page uses those that mean something there.

    Attributes:
        q: Words searched for.
        actor: Part of an actor's name.
        type: A PLOVER type.
        since: Leave out what ended before this day.
        until: Leave out what began after this day.
        place: Part of a place's name.
        outlet: An outlet.
        aspect: An aspect, or its part before the colon.
        kind: A kind of claim.
        checkable: Only claims of a kind that can be checked.
        status: How values stand to each other.
        across: ``between`` accounts or ``within`` one.
        accounts: Least number of accounts.
        untyped: Take in events without a type.
        sort: Order.
        page: Page, from 1.
        per: Rows on a page; 0 for the usual number.
        judged: Whether events are grouped as readers judged.
    """

    q: str = ""
    actor: str = ""
    type: str = ""
    since: date | None = None
    until: date | None = None
    place: str = ""
    outlet: str = ""
    aspect: str = ""
    kind: str = ""
    checkable: bool = False
    status: str = ""
    across: str = ""
    accounts: int = 1
    untyped: bool = False
    sort: str = "date"
    page: int = 1
    per: int = 0
    judged: bool = False


def parse(parameters: Mapping[str, str]) -> Filters:
    """Filters of an address; empty values are no filters, unknown names are left alone.

    Raises:
        UsageError: A value is none that the filter knows; names it and the remedy.
    """
    given = {name: value.strip() for name, value in parameters.items() if value.strip()}
    for name, value in given.items():
        if len(value) > LONGEST:
            raise UsageError(f"{name} has {len(value)} signs: give {LONGEST} at most")
    chosen = Filters(
        q=given.get("q", ""),
        actor=given.get("actor", ""),
        type=_one_of("type", given.get("type", "").upper(), TYPES),
        since=_day("since", given.get("since")),
        until=_day("until", given.get("until")),
        place=given.get("place", ""),
        outlet=given.get("outlet", ""),
        aspect=given.get("aspect", ""),
        kind=_one_of("kind", given.get("kind", ""), KINDS),
        checkable=given.get("checkable", "") in ("1", "true", "on"),
        status=_one_of("status", given.get("status", ""), STATUSES),
        across=_one_of("across", given.get("across", ""), ("between", "within")),
        accounts=_number("accounts", given.get("accounts"), 1, 1_000_000),
        untyped=given.get("untyped", "") in ("1", "true", "on"),
        sort=_one_of("sort", given.get("sort", "date"), (*SORTS, "aspect")),
        page=_number("page", given.get("page"), 1, 1_000_000),
        per=_number("per", given.get("per"), 0, MOST),
        judged=_one_of("as", given.get("as", "read"), ("read", "judged")) == "judged",
    )
    if chosen.aspect and chosen.aspect.split(":")[0] not in ASPECTS:
        raise UsageError(f'aspect "{chosen.aspect}" is not known: use one of {", ".join(ASPECTS)}')
    if chosen.since and chosen.until and chosen.since > chosen.until:
        raise UsageError(f"since {chosen.since} is after until {chosen.until}: exchange them")
    return chosen


def address(path: str, parameters: Mapping[str, str], **changes: object) -> str:
    """The address of a page with some filters changed; None or "" drops one, a change of filters goes back to the first page."""
    merged: dict[str, str] = {name: value for name, value in parameters.items() if value and name != "key"}
    if "page" not in changes:
        merged.pop("page", None)
    for name, value in changes.items():
        plain = name.rstrip("_")
        if value is None or value == "":
            merged.pop(plain, None)
        else:
            merged[plain] = str(value)
    return f"{path}?{urlencode(merged)}" if merged else path


def _one_of(name: str, value: str, known: tuple[str, ...]) -> str:
    if value and value not in known:
        raise UsageError(f'{name} "{value}" is not known: use one of {", ".join(known)}')
    return value


def _day(name: str, value: str | None) -> date | None:
    """A day; of a month or a year its first, or for ``until`` its last."""
    if value is None:
        return None
    parts = value.split("-")
    try:
        first = date.fromisoformat("-".join([*parts, "01", "01"][:3]))
        if name != "until" or len(parts) == 3:
            return first
        if len(parts) == 1:
            return date(first.year, 12, 31)
        after = (first.year + (first.month == 12), first.month % 12 + 1)
        return date.fromordinal(date(*after, 1).toordinal() - 1)
    except ValueError as error:
        raise UsageError(f'{name} "{value}" is no day: write it as 2003-03-19, 2003-03 or 2003') from error


def _number(name: str, value: str | None, least: int, most: int) -> int:
    if value is None:
        return least
    if not value.isascii() or not value.isdecimal() or not least <= int(value[:9]) <= most:
        raise UsageError(f'{name} "{value}" is no number from {least} to {most}')
    return int(value)
