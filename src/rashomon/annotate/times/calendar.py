"""Calendar arithmetic: TIMEX3 values, the days they cover, shifts, moving holidays."""

import re
from calendar import monthrange
from datetime import date, timedelta

SEASON_MONTHS = {"SP": (3, 6), "SU": (6, 9), "FA": (9, 12), "WI": (12, 3)}
"""First and last month a season touches, north of the equator: weather's and astronomy's reckoning together."""
SEASON_END_DAY = 23
UNIT_DAYS = {"D": 1, "W": 7, "FN": 14, "WE": 7}
UNIT_MONTHS = {"M": 1, "Q": 3, "SX": 3, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}
PART_OF_SPAN = {"START": (0.0, 0.45), "MID": (0.25, 0.75), "END": (0.55, 1.0)}
"""Share of a span that "early", "mid" and "late" may mean: a little more than thirds, since writers overlap."""
VALUE = re.compile(
    r"(?P<century>\d{2})|(?P<decade>\d{3})|(?P<year>\d{4})(?:-(?:(?P<month>\d{2})(?:-(?P<day>\d{2}))?"
    r"|W(?P<week>\d{2})(?P<weekend>-WE)?|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)))?(?:T.*)?"
)


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def shift(day: date, amount: float, unit: str) -> date | None:
    """A day so many units away; None outside the years 1 to 9999."""
    try:
        if unit in UNIT_DAYS:
            return day + timedelta(days=round(amount * UNIT_DAYS[unit]))
        months = round(amount * UNIT_MONTHS[unit])
        year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError, IndexError):
        return None


def unit_value(day: date, unit: str) -> str:
    """TIMEX3 value of the unit that holds a day: its year, quarter, month, week, weekend, decade, century or itself."""
    if unit == "D":
        return day.isoformat()
    if unit in ("W", "FN", "WE"):
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}" + ("-WE" if unit == "WE" else "")
    if unit == "M":
        return f"{day.year:04}-{day.month:02}"
    if unit == "Q":
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    if unit == "SX":
        return f"{day.year:04}-{season_of(day)}"
    length = {"DE": 3, "CE": 2, "ML": 1}.get(unit, 4)
    return f"{day.year:04}"[:length]


def season_of(day: date) -> str:
    """The season of a day, by whole months."""
    return ("WI", "SP", "SU", "FA")[day.month % 12 // 3]


def interval(value: str | None, mod: str | None = None) -> tuple[date | None, date | None]:
    """First and last day that a TIMEX3 value may mean; (None, None) where it is open, before year 1 or after 9999."""
    match = VALUE.fullmatch(value or "")
    if not match:
        return None, None
    found = match.groupdict()
    if found["century"]:
        bounds = _years(int(found["century"]) * 100, 100)
    elif found["decade"]:
        bounds = _years(int(found["decade"]) * 10, 10)
    else:
        bounds = _within_year(int(found["year"]), found)
    if bounds is None:
        return None, None
    return _narrowed(*bounds, mod)


def _years(first: int, count: int) -> tuple[date, date] | None:
    return _bounds(make_date(max(first, 1), 1, 1), make_date(first + count - 1, 12, 31))


def _bounds(first: date | None, last: date | None) -> tuple[date, date] | None:
    return (first, last) if first and last else None


def _within_year(year: int, found: dict[str, str | None]) -> tuple[date, date] | None:
    if found["day"]:
        day = make_date(year, int(found["month"] or 0), int(found["day"]))
        return _bounds(day, day)
    if found["month"]:
        return _months(year, int(found["month"]), 1)
    if found["quarter"]:
        return _months(year, 3 * int(found["quarter"]) - 2, 3)
    if found["half"]:
        return _months(year, 6 * int(found["half"]) - 5, 6)
    if found["week"]:
        try:
            monday = date.fromisocalendar(year, int(found["week"]), 1)
            return monday + timedelta(days=5 if found["weekend"] else 0), monday + timedelta(days=6)
        except (ValueError, OverflowError):
            return None
    if found["season"]:
        first, last = SEASON_MONTHS[found["season"]]
        if first > last:  # "winter 1915" may begin or end in 1915
            return _bounds(make_date(year - 1, first, 1), make_date(year + 1, last, SEASON_END_DAY))
        return _bounds(make_date(year, first, 1), make_date(year, last, SEASON_END_DAY))
    return _years(year, 1) if year else None


def _months(year: int, month: int, count: int) -> tuple[date, date] | None:
    last = month + count - 1
    if not 1 <= month <= last <= 12 or not 1 <= year <= 9999:
        return None
    return date(year, month, 1), date(year, last, monthrange(year, last)[1])


def _narrowed(first: date, last: date, mod: str | None) -> tuple[date, date]:
    if mod not in PART_OF_SPAN or first == last:
        return first, last
    days = (last - first).days
    low, high = PART_OF_SPAN[mod]
    return first + timedelta(days=int(days * low)), first + timedelta(days=int(days * high))


def holiday(rule: str, year: int) -> str | None:
    """TIMEX3 value of a holiday in a year.

    Args:
        rule: ``12-25``; ``5 monday -1`` (last Monday of May), with ``+1`` behind it for the day after; ``easter+39``,
            ``orthodox-2``; ``hijri 9`` (the month), ``hijri 12-10``; a whole value such as ``2001-09-11``.
        year: The year of the common calendar.

    Returns:
        The value, or None where the year has no such day.
    """
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", rule):
        return rule
    if fixed := re.fullmatch(r"(\d{2})-(\d{2})", rule):
        day = make_date(year, int(fixed[1]), int(fixed[2]))
    elif counted := re.fullmatch(r"(\d{1,2}) (\w+)day (-?\d)(?: ([+-]\d))?", rule):
        day = _nth_weekday(year, int(counted[1]), counted[2], int(counted[3]))
        day = day + timedelta(days=int(counted[4] or 0)) if day else None
    elif moving := re.fullmatch(r"(easter|orthodox)([+-]\d+)?", rule):
        day = (
            shift(easter(year, orthodox=moving[1] == "orthodox"), int(moving[2] or 0), "D")
            if 326 <= year <= 9000
            else None
        )
    elif lunar := re.fullmatch(r"hijri (\d{1,2})(?:-(\d{1,2}))?", rule):
        return _hijri_value(year, int(lunar[1]), int(lunar[2]) if lunar[2] else None)
    else:
        return None
    return day.isoformat() if day else None


def _nth_weekday(year: int, month: int, weekday: str, count: int) -> date | None:
    index = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun").index(weekday)
    if not 1 <= year <= 9999:
        return None
    if count > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(index - first.weekday()) % 7 + 7 * (count - 1))
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta(days=(last.weekday() - index) % 7 + 7 * (-count - 1))


def easter(year: int, *, orthodox: bool = False) -> date:
    """Easter Sunday in the common calendar (Meeus, Astronomical Algorithms, ch. 8)."""
    if orthodox:
        a, b, c = year % 4, year % 7, year % 19
        d = (19 * c + 15) % 30
        e = (2 * a + 4 * b - d + 34) % 7
        month, day = divmod(d + e + 114, 31)
        return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def hijri(year: int, month: int, day: int) -> date | None:
    """A day of the Islamic calendar by the tabular reckoning; what is observed may lie a day or two beside it."""
    number = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30 + 227014
    try:
        return date.fromordinal(number)
    except (ValueError, OverflowError):
        return None


def _hijri_value(year: int, month: int, day: int | None) -> str | None:
    guess = round((year - 622) * 33 / 32)
    for islamic in (guess - 1, guess, guess + 1, guess + 2):
        first = hijri(islamic, month, day or 1)
        if first and first.year == year:
            return first.isoformat() if day else f"{first.year:04}-{first.month:02}"
    return None
