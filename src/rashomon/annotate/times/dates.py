"""Dates of the calendar and holidays: the year they leave out is that of the passage or the one nearest to publication."""

from datetime import MAXYEAR, date

from rashomon.annotate.times.calendar import holiday, interval, make_date, shift, unit_value
from rashomon.annotate.times.meaning import Meaning
from rashomon.annotate.times.passage import FINE, Focus, Passage, Resolved, Setting

LATE_MONTH, EARLY_MONTH = 9, 4
"""In a story a month so many before the last one named is next year's: "November 1950 ... in January"."""
SHORT = 30
"""Two figures below this are years of this century."""
LONG_AGO, FAR_AHEAD = 310, 240
"""Days at which a date without a year is too far off on the side that the tense points to."""


def calendar_date(passage: Passage, meaning: Meaning, setting: Setting) -> Resolved:
    """A date of the calendar; a year that it leaves out is found."""
    if meaning.numeric is not None:
        _order(passage, meaning)
    if meaning.impossible:
        return Resolved(meaning.type, None)
    anchor, index = "absolute", None
    year = meaning.year
    if year is None:
        year, anchor, index = _missing_year(passage, meaning, setting)
    return calendar(meaning, year, anchor, index)


def _order(passage: Passage, meaning: Meaning) -> None:
    one, two, year = meaning.numeric or (0, 0, 0)
    first_is_day = passage.day_first if one <= 12 and two <= 12 else one > 12
    meaning.year = year or None
    meaning.day, meaning.month = (one, two) if first_is_day else (two, one)


def calendar(meaning: Meaning, year: int | None, anchor: str, index: int | None) -> Resolved:
    """Value of a date with the year found for it; no value where the calendar has no such day."""
    if meaning.era_bc and year is not None:
        return Resolved("DATE", f"BC{year:04}", meaning.mod, anchor="absolute")
    stem = "XXXX" if year is None else f"{year:04}"
    unit, tail, day = "Y", "", make_date(year or 0, 1, 1)
    if meaning.month is not None:
        month_known = 1 <= meaning.month <= 12
        unit, tail = "M", f"-{meaning.month:02}"
        day = make_date(year or 0, meaning.month, 1)
        if meaning.day is not None:
            unit, tail = "D", f"{tail}-{meaning.day:02}"
            day = make_date(year or 0, meaning.month, meaning.day)
            # a leap year stands in where the year is open
            if not month_known or make_date(year or 2000, meaning.month, meaning.day) is None:
                return Resolved(meaning.type, None)
        elif not month_known:
            return Resolved(meaning.type, None)
    elif meaning.day is not None:
        unit, tail = "D", f"-XX-{meaning.day:02}"
    elif meaning.season:
        unit, tail = "SX", f"-{meaning.season}"
        day = make_date(year or 0, {"WI": 1, "SP": 3, "SU": 6, "FA": 9}[meaning.season], 1)
    elif meaning.quarter:
        unit, tail = "Q", f"-Q{meaning.quarter}"
        day = make_date(year or 0, 3 * meaning.quarter - 2, 1)
    elif meaning.half:
        unit, tail = "H", f"-H{meaning.half}"
        day = make_date(year or 0, 6 * meaning.half - 5, 1)
    if meaning.half and unit == "M":
        meaning.mod = "START" if meaning.half == 1 else "END"
    value = stem + tail + (meaning.clock if unit == "D" else "")
    return Resolved(meaning.type, value, meaning.mod, anchor=anchor, anchor_index=index, day=day, unit=unit)


def _missing_year(passage: Passage, meaning: Meaning, setting: Setting) -> tuple[int | None, str, int | None]:
    """The year that a date leaves out; fills in the month where only a day is given."""
    story = passage.in_story(setting.block)
    if story and passage.focus is not None:
        focus = passage.focus.day
        if meaning.month is None and meaning.day is not None:
            meaning.month = focus.month if FINE[passage.focus.unit] <= 3 else None
            if meaning.month is None:
                return None, "none", None
        year = _year_in_story(meaning, passage.focus, since=setting.since)
        if passage.published is not None and focus <= passage.published and setting.tense != "future":
            year = min(year, _last_year(meaning, passage.published))
        return year, "text", passage.focus.index
    if passage.published is None or passage.story:
        return None, "none", None
    if meaning.month is None and meaning.day is not None:
        return _day_alone(passage, meaning, setting)
    return _year_in_news(meaning, passage.published, setting.tense), "publication", None


def _day_alone(passage: Passage, meaning: Meaning, setting: Setting) -> tuple[int | None, str, int | None]:
    focus = (
        passage.focus
        if passage.focus and passage.focus.block == setting.block and FINE[passage.focus.unit] <= 3
        else None
    )
    base = focus.day if focus else passage.published
    if base is None:
        return None, "none", None
    meaning.month = base.month
    if not focus and setting.tense == "past" and (meaning.day or 0) > base.day:
        base = shift(base.replace(day=1), -1, "M") or base
        meaning.month = base.month
    return base.year, "text" if focus else "publication", focus.index if focus else None


def two_digits(passage: Passage, meaning: Meaning, setting: Setting) -> Resolved:
    """Two figures that no year stands beside."""
    del passage, setting
    return Resolved("DATE", None, meaning.mod)


def short_year(passage: Passage, meaning: Meaning, setting: Setting) -> Resolved:
    """Two figures behind an apostrophe: "the men of '89" are of the century that a history tells of, else of the last hundred years."""
    number = meaning.year or 0
    if passage.story and passage.years[0] > 0:
        middle = sum(passage.years) // 2
        meaning.year = min(
            (century + number for century in range(1000, 2100, 100)), key=lambda year: abs(year - middle)
        )
    else:
        meaning.year = (2000 if number < SHORT else 1900) + number
    meaning.kind = "date"
    return calendar_date(passage, meaning, setting)


def decade(passage: Passage, meaning: Meaning, setting: Setting) -> Resolved:
    """Such as "The 1980s", "the nineties"."""
    if meaning.value is not None:
        return Resolved(
            "DATE",
            meaning.value,
            meaning.mod,
            anchor="absolute",
            day=make_date(int(meaning.value) * 10, 1, 1),
            unit="DE",
        )
    text = passage.in_story(setting.block) and passage.focus is not None
    now = passage.focus.day if text and passage.focus else passage.published
    latest = passage.published.year if passage.published else MAXYEAR
    century = 1900 if now is None else now.year - now.year % 100
    first = century + 10 * int(meaning.amount or 0)
    if now is not None and not text and first > now.year:
        first -= 100
    elif now is not None and text and first < now.year - 50 and first + 100 <= latest:
        first += 100
    return Resolved(
        "DATE",
        f"{first // 10:03}",
        meaning.mod,
        anchor="text" if text else "none" if now is None else "publication",
        day=make_date(first, 1, 1),
        unit="DE",
    )


def century(passage: Passage, meaning: Meaning, setting: Setting) -> Resolved:
    """Such as "The nineteenth century"."""
    del passage, setting
    number = int(meaning.amount or 1) - 1
    if meaning.era_bc:
        return Resolved("DATE", f"BC{number:02}", meaning.mod, anchor="absolute")
    return Resolved(
        "DATE", f"{number:02}", meaning.mod, anchor="absolute", day=make_date(max(number * 100, 1), 1, 1), unit="CE"
    )


def holiday_date(passage: Passage, meaning: Meaning, setting: Setting) -> Resolved:
    """A holiday, by its rule, in its year."""
    rule = passage.rules.get(meaning.holiday or "", "")
    year, anchor, index = meaning.year, "absolute", None
    if year is None and holiday(rule, 1) != rule:
        story = passage.in_story(setting.block) and passage.focus is not None
        if meaning.base == "speech" and passage.published is None:
            story = False
        if story and passage.focus is not None:
            year, anchor, index = passage.focus.day.year, "text", passage.focus.index
        elif passage.published is not None and not passage.story:
            year, anchor = _holiday_year(rule, passage.published, meaning), "publication"
    value = holiday(rule, year) if year is not None else (rule if holiday(rule, 1) == rule else None)
    if value is None:
        fixed = len(rule) == 5 and rule[2] == "-"
        return Resolved("DATE", f"XXXX-{rule}" if fixed else "XXXX", None)
    first, _ = interval(value)
    unit = "D" if len(value) == 10 else "M"
    if meaning.unit and first:
        value, unit = unit_value(first, "WE" if meaning.unit == "WE" else "W"), "W"
    mod = "APPROX" if rule.startswith("hijri") else None
    return Resolved(
        "TIME" if meaning.clock else "DATE",
        value + meaning.clock,
        mod,
        anchor=anchor,
        anchor_index=index,
        day=first,
        unit=unit,
    )


def _holiday_year(rule: str, published: date, meaning: Meaning) -> int | None:
    years = []
    for year in (published.year - 1, published.year, published.year + 1):
        first, _ = interval(holiday(rule, year))
        if first is not None:
            years.append((first, year))
    past = [item for item in years if item[0] <= published]
    future = [item for item in years if item[0] >= published]
    if meaning.direction < 0:
        return past[-1][1] if past else None
    if meaning.direction > 0 and future:
        return future[0][1]
    return min(years, key=lambda item: abs((item[0] - published).days))[1] if years else None


def _year_in_story(meaning: Meaning, focus: Focus, *, since: bool) -> int:
    year = focus.day.year
    if since and meaning.month is not None and FINE[focus.unit] <= 3:  # what began before what is told
        return year - (meaning.month > focus.day.month)
    if meaning.season == "WI" and FINE[focus.unit] <= 3 and focus.day.month >= LATE_MONTH:
        return year + 1
    if meaning.month is not None and FINE[focus.unit] <= 3 and focus.day.month - meaning.month >= EARLY_MONTH:
        return year + 1
    return year


def _last_year(meaning: Meaning, published: date) -> int:
    """The year of the last such date before publication: what a history tells of, it tells of afterwards."""
    first = make_date(published.year, meaning.month or 1, meaning.day or 1)
    return published.year - (first is not None and first > published)


def _year_in_news(meaning: Meaning, published: date, tense: str) -> int:
    """The year of a date in news: the last one before publication, the next one after it, or the nearest."""
    options = []
    for year in (published.year - 1, published.year, published.year + 1):
        if meaning.month is not None:
            first, last = interval(f"{year:04}-{meaning.month:02}" + (f"-{meaning.day:02}" if meaning.day else ""))
        elif meaning.season:
            first, last = interval(f"{year:04}-{meaning.season}")
            if meaning.season == "WI":
                first, last = make_date(year - 1, 12, 1), make_date(year, 3, 1)
        elif meaning.quarter:
            first, last = interval(f"{year:04}-Q{meaning.quarter}")
        else:
            first, last = interval(f"{year:04}")
        if first and last:
            options.append((first, last, year))
    past = [year for first, _, year in options if first <= published]
    future = [year for _, last, year in options if last >= published]
    if meaning.quarter and past and tense != "future":
        return past[-1]
    if tense == "past" and past and not meaning.quarter and (published - _first(options, past[-1])).days <= LONG_AGO:
        return past[-1]
    if (
        tense == "future"
        and future
        and not meaning.quarter
        and (_first(options, future[0]) - published).days <= FAR_AHEAD
    ):
        return future[0]
    nearest = min(options, key=lambda option: (_distance(option, published), option[0]), default=None)
    return nearest[2] if nearest else published.year


def _first(options: list[tuple[date, date, int]], year: int) -> date:
    return next(first for first, _, other in options if other == year)


def _distance(option: tuple[date, date, int], day: date) -> int:
    first, last, _ = option
    return max((first - day).days, (day - last).days, 0)
