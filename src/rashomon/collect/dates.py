"""Dates of publication as files and people write them."""

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from msgspec import Struct

ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
ISO_TIME = re.compile(
    r"(\d{4}-?\d{2}-?\d{2})[Tt ](\d{2}:?\d{2}(?::?\d{2}(?:[.,]\d+)?)?)\s*(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?"
)
MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
DAY_FIRST = re.compile(r"(?:[A-Za-z]+,?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})")
MONTH_FIRST = re.compile(r"(?:[A-Za-z]+,?\s+)?([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")


class Published(Struct, frozen=True):
    """A date, and the time with it where one is given.

    Attributes:
        day: The day.
        at: Day, time and zone as given (ISO 8601), or None.
    """

    day: date
    at: str | None = None


def iso(value: str) -> Published | None:
    """Read ``YYYY-MM-DD`` or ISO 8601 with a time; None for anything else.

    Args:
        value: The date, as written.
    """
    value = value.strip()
    if match := ISO.fullmatch(value):
        day = _day(*match.groups())
        return Published(day) if day else None
    if match := ISO_TIME.fullmatch(value):
        parts = ISO.fullmatch(match[1])
        day = parts and _day(*parts.groups())
        try:
            zone = "Z" if (match[3] or "").upper() in ("Z", "UTC", "GMT") else match[3] or ""
            at = datetime.fromisoformat(f"{match[1]}T{match[2].replace(',', '.')}{zone}").isoformat()
        except ValueError:
            return None
        return Published(day, at.replace("+00:00", "Z") if zone == "Z" else at) if day else None
    return None


def read(value: str) -> Published | None:
    """Read a date as files write it: ISO 8601, RFC 2822, "3 June 1916", "June 3, 1916".

    All-figure dates in other orders are not read: 03/06/1916 is March to some and June to others.

    Args:
        value: The date, as written.

    Returns:
        The date, or None where it is none or leaves the day open.
    """
    value = " ".join(value.split())
    if found := iso(value):
        return found
    for pattern, order in ((DAY_FIRST, (3, 2, 1)), (MONTH_FIRST, (3, 1, 2))):
        if match := pattern.fullmatch(value):
            year, month, day = (match[group] for group in order)
            number = MONTHS.get(month[:3].lower())
            found_day = _day(year, str(number), day) if number else None
            return Published(found_day) if found_day else None
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, IndexError, OverflowError):
        return None
    return Published(moment.date(), moment.isoformat()) if 1 <= moment.year <= 9999 else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
