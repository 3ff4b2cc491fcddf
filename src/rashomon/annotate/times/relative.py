"""Expressions that count from a base: weekdays, "last week", "two days later", "that month", and what is no date at all."""

from datetime import date, timedelta

from msgspec.structs import replace

from rashomon.annotate.times.calendar import interval, make_date, shift, unit_value
from rashomon.annotate.times.dates import calendar, calendar_date
from rashomon.annotate.times.meaning import Meaning, duration_value
from rashomon.annotate.times.passage import FINE, Focus, Passage, Resolved, Setting

RECENT = 8
"""Expressions back to which a quarter of a year is still what earnings are compared with."""
OPEN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX", "SX": "XXXX-XX",
        "DE": "XXX", "CE": "XX", "FN": "XXXX-WXX"}  # fmt: skip


def weekday(passage: Passage, meaning: Meaning, setting: Setting) -> Resolved:
    """Such as "Friday": the last before the base, or the next after it."""
    base, unit, anchor, index = passage.base(meaning, setting)
    if anchor == "text" and FINE.get(unit, 9) > 2:
        base, anchor, index = (passage.published, "publication", None) if not passage.story else (None, "none", None)
    weekday = (meaning.weekday or 1) - 1
    if base is None:
        return Resolved(meaning.type, f"XXXX-WXX-{weekday + 1}{meaning.clock}", meaning.mod)
    back, ahead = (base.weekday() - weekday) % 7, (weekday - base.weekday()) % 7
    if meaning.direction < 0:
        days = -(back or 7)
    elif meaning.direction > 0:
        days = ahead or 7
    elif meaning.base == "speech":
        days = -back if setting.tense == "past" else ahead
    elif anchor == "text" or setting.tense == "future":
        days = ahead
    else:
        days = -back
    return _day(meaning, base, days, anchor, index)


def weekday_of_week(passage: Passage, meaning: Meaning, setting: Setting) -> Resolved:
    """Such as "Friday last week"."""
    base, _, anchor, index = passage.base(meaning, setting)
    if base is None:
        return Resolved(meaning.type, f"XXXX-WXX-{meaning.weekday}", meaning.mod)
    return _day(meaning, base, 7 * meaning.direction + (meaning.weekday or 1) - base.isoweekday(), anchor, index)


def _day(meaning: Meaning, base: date, days: float, anchor: str, index: int | None) -> Resolved:
    day = shift(base, days, "D")
    if day is None:
        return Resolved(meaning.type, OPEN["D"], meaning.mod)
    return Resolved(
        meaning.type,
        day.isoformat() + meaning.clock,
        meaning.mod,
        anchor=anchor,
        anchor_index=index,
        day=day,
        unit="D",
    )


def clock(passage: Passage, meaning: Meaning, setting: Setting) -> Resolved:
    """A time of day alone: on the last day named, also in news told days later; on the day of publication never."""
    if meaning.value is not None:
        return Resolved("TIME", meaning.value)
    if meaning.today and passage.published is not None:
        return _day(meaning, passage.published, 0, "publication", None)
    return _hour(passage, meaning, setting, meaning.clock)


def _hour(passage: Passage, meaning: Meaning, setting: Setting, clock: str) -> Resolved:
    """An hour on the day that is told of; where that may be one of several, its value stays open."""
    first, last = passage.told(setting.block)
    if first is None or last is None:
        return Resolved("TIME", OPEN["D"] + clock, meaning.mod)
    if first.day == last.day:
        return _day(replace(meaning, type="TIME", clock=clock), last.day, 0, "text", last.index)
    return Resolved("TIME", OPEN["D"] + clock, meaning.mod, first.day, last.day, "none")


def shifted(passage: Passage, meaning: Meaning, setting: Setting) -> Resolved:
    """Such as "Yesterday", "last week", "that month", "the quarter": the unit that lies so far from the base."""
    if meaning.base == "ago":
        return _year_ago(passage, meaning, setting)
    if meaning.value == "today" and passage.story:
        return Resolved("DATE", "PRESENT_REF")
    if meaning.quarterly and passage.quarter is not None and meaning.base in ("either", "speech", "text"):
        day = shift(passage.quarter.day, meaning.direction if meaning.base == "text" else 0, "Q")
        return _unit(meaning, "Q", day, "text", passage.quarter.index)
    base, unit, anchor, index = passage.base(meaning, setting)
    if meaning.unit == "D" and meaning.amount is not None:  # today, yesterday, that night
        if base is None or FINE.get(unit, 9) > 1:
            return Resolved(meaning.type, OPEN["D"] + meaning.clock, meaning.mod)
        return _day(meaning, base, meaning.amount, anchor, index)
    if meaning.base == "either" and meaning.unit == "WE" and anchor == "publication" and base is not None:
        return _weekend(meaning, base, setting)
    if base is None:
        return Resolved("DATE", OPEN.get(meaning.unit, "XXXX"), meaning.mod)
    if FINE.get(unit, 9) > FINE.get(meaning.unit, 0):  # "the next day" after a month
        return Resolved("DATE", _template(base, unit, meaning.unit), meaning.mod, anchor=anchor, anchor_index=index)
    if meaning.unit in ("TH", "TM", "TS"):
        return Resolved("TIME", f"{base.isoformat()}TXX", meaning.mod, anchor=anchor, anchor_index=index)
    if meaning.unit in ("DE", "CE", "ML") and meaning.direction < 0 and meaning.base == "speech":
        first = shift(base, -1, meaning.unit)
        return Resolved("DURATION", duration_value(1, meaning.unit), meaning.mod, first, base, anchor, index)
    return _unit(meaning, meaning.unit, shift(base, meaning.direction, meaning.unit), anchor, index)


def _weekend(meaning: Meaning, base: date, setting: Setting) -> Resolved:
    last = base if base.isoweekday() >= 6 or setting.tense == "future" else base - timedelta(days=7)
    return _unit(meaning, "WE", last, "publication", None)


def _unit(meaning: Meaning, unit: str, day: date | None, anchor: str, index: int | None) -> Resolved:
    if day is None or not unit:
        return Resolved("DATE", OPEN.get(unit, "XXXX"), meaning.mod)
    value = unit_value(day, unit)
    return Resolved(
        "DATE", value, meaning.mod, anchor=anchor, anchor_index=index, day=day, unit="D" if unit == "D" else unit
    )


def _year_ago(passage: Passage, meaning: Meaning, setting: Setting) -> Resolved:
    """A year ago: as fine as what it is compared with ("the third quarter ... a year earlier")."""
    del setting
    if passage.quarter is not None and (meaning.quarterly or passage.quarter.index >= passage.count - RECENT):
        return _unit(meaning, "Q", _a_year_before(passage.quarter), "text", passage.quarter.index)
    base = passage.published
    if base is None or passage.story:
        base = passage.focus.day if passage.focus else None
    if base is None:
        return Resolved("DATE", "XXXX", meaning.mod)
    anchor = "publication" if base is passage.published else "text"
    index = passage.focus.index if anchor == "text" and passage.focus else None
    return _unit(meaning, "Y", shift(base, -1, "Y"), anchor, index)


def named(passage: Passage, meaning: Meaning, setting: Setting) -> Resolved:
    """Such as "Last March", "this spring", "the previous April"."""
    base, _, anchor, index = passage.base(meaning, setting)
    if base is None:
        return calendar(meaning, None, "none", None)
    if meaning.base in ("either", "none") or (meaning.direction == 0 and meaning.base == "text"):
        return calendar_date(passage, meaning, setting)
    years = [base.year - 1, base.year, base.year + 1]
    spans = [(interval(calendar(meaning, year, "none", None).value), year) for year in years]
    known = [(span[0], span[1], year) for span, year in spans if span[0] and span[1]]
    if meaning.season == "WI":
        known = [
            (make_date(year - 1, 12, 1) or first, make_date(year, 3, 1) or last, year) for first, last, year in known
        ]
    year = base.year
    if meaning.direction < 0:
        year = next((year for _, last, year in reversed(known) if last < base), base.year - 1)
    elif meaning.direction > 0:
        year = next((year for first, _, year in known if first > base), base.year + 1)
    return calendar(meaning, year, anchor, index)


def month_of_year(passage: Passage, meaning: Meaning, setting: Setting) -> Resolved:
    """Such as "October of that year", "last year's third quarter"."""
    base, _, anchor, index = passage.base(meaning, setting)
    return calendar(meaning, base.year + meaning.direction if base else None, anchor, index)


def quarter_in(passage: Passage, meaning: Meaning, setting: Setting) -> Resolved:
    """Such as "The 1988 period": the quarter spoken of, in another year."""
    del setting
    quarter = (
        (passage.quarter.day.month + 2) // 3
        if passage.quarter and passage.quarter.index >= passage.count - RECENT
        else None
    )
    meaning.quarter = quarter
    return calendar(meaning, meaning.year, "absolute", None)


def part_of_unit(passage: Passage, meaning: Meaning, setting: Setting) -> Resolved:
    """Such as "The last day of the month", "the first week of this year"."""
    inner = str(meaning.value)
    outer = shifted(passage, replace(meaning, kind="shift", amount=None, value=None, quarterly=False), setting)
    return _inside(meaning, inner, outer)


def part(passage: Passage, meaning: Meaning, setting: Setting) -> Resolved:
    """Such as "The last week of August"."""
    outer = calendar_date(passage, replace(meaning, kind="date", type="DATE", day=None), setting)
    return _inside(meaning, meaning.unit, outer)


def nth_day(passage: Passage, meaning: Meaning, setting: Setting) -> Resolved:
    """Such as "The first day of 1916"."""
    outer = calendar_date(passage, replace(meaning, kind="date", type="DATE", day=None), setting)
    return _inside(meaning, "D", outer)


def offset(passage: Passage, meaning: Meaning, setting: Setting) -> Resolved:
    """Such as "Two days ago", "three weeks later"; before or after an event it is the length alone."""
    if setting.event:
        return Resolved("DURATION", duration_value(meaning.amount, meaning.unit), meaning.mod)
    if meaning.amount is None:
        return Resolved("DATE", "PAST_REF" if meaning.direction < 0 else "FUTURE_REF")
    base, unit, anchor, index = passage.base(meaning, setting)
    fine = meaning.unit
    if fine in ("TM", "TS") and anchor in ("text", "none") and meaning.base == "text":
        return _hour(passage, meaning, setting, "TXX")
    if base is None:
        return Resolved("DATE", OPEN.get(meaning.unit, "XXXX-XX-XX"), meaning.mod)
    if fine in ("TH", "TM", "TS"):
        hours = meaning.amount / {"TH": 1, "TM": 60, "TS": 3600}[fine]
        if hours % 24 or hours == 0 or unit != "D":
            value = f"{base.isoformat()}TXX" if unit == "D" else OPEN["D"]
            return Resolved("TIME", value, meaning.mod, anchor=anchor, anchor_index=index)
        meaning = replace(meaning, amount=hours / 24, unit="D")
        fine = "D"
    if FINE.get(unit, 9) > FINE.get(fine, 0):
        return Resolved("DATE", _template(base, unit, fine), meaning.mod, anchor=anchor, anchor_index=index)
    day = shift(base, meaning.direction * (meaning.amount or 0), fine)
    shown = "D" if fine in ("W", "FN") and unit == "D" else fine
    return _unit(meaning, shown, day, anchor, index)


def duration(passage: Passage, meaning: Meaning, setting: Setting) -> Resolved:
    """A length of time; "the past two weeks" is also pinned to its days."""
    value = meaning.value or duration_value(meaning.amount, meaning.unit)
    resolved = Resolved("DURATION", value, meaning.mod)
    if meaning.direction > 0 and not passage.in_story(setting.block):
        meaning = replace(meaning, base="speech")  # "over the next two weeks": from publication
    if meaning.direction and meaning.amount and meaning.unit in FINE and meaning.base in ("speech", "text"):
        base, unit, anchor, index = passage.base(meaning, setting)
        if base is not None and FINE.get(unit, 9) <= FINE[meaning.unit] and not meaning.unit.startswith("T"):
            other = shift(base, meaning.direction * meaning.amount, meaning.unit)
            if other is not None:
                earliest, latest = min(base, other), max(base, other)
                return replace(resolved, earliest=earliest, latest=latest, anchor=anchor, anchor_index=index)
    return resolved


def some_day(passage: Passage, meaning: Meaning, setting: Setting) -> Resolved:
    """Such as "One day": some time ahead, or a length of time."""
    del passage
    if setting.tense == "future":
        return Resolved("DATE", meaning.value)
    return Resolved("DURATION", duration_value(meaning.amount, meaning.unit))


def fixed(passage: Passage, meaning: Meaning, setting: Setting) -> Resolved:
    """What has one value wherever it stands."""
    del passage, setting
    return Resolved(meaning.type, meaning.value, meaning.mod)


def _a_year_before(quarter: Focus) -> date | None:
    return shift(quarter.day, -1, "Y")


def _template(base: date, unit: str, fine: str) -> str:
    """A value that says what is known of the base and leaves the finer part open: "four days later" after a month."""
    known = f"{base.year:04}"
    if FINE.get(unit, 9) <= 3 and FINE.get(fine, 0) < 3:
        return f"{known}-{base.month:02}-XX"
    return (
        f"{known}-XX-XX" if FINE.get(fine, 0) <= 1 else f"{known}-WXX" if fine in ("W", "WE", "FN") else f"{known}-XX"
    )


def _inside(meaning: Meaning, inner: str, outer: Resolved) -> Resolved:
    """A day or week counted inside a month, a year, a week."""
    count, start, end = meaning.ordinal or 1, outer.earliest, outer.latest
    if start is None:
        start, end = interval(outer.value)
    if start is None or end is None:
        return replace(outer, mod=meaning.mod)
    days = {"D": 1, "W": 7, "WE": 7}.get(inner)
    if days is None:
        return replace(outer, mod=meaning.mod)
    first = start + timedelta(days=(count - 1) * days) if count > 0 else end - timedelta(days=days - 1)
    if first > end or first < start:
        return Resolved("DATE", None)
    if inner == "D":
        return Resolved("DATE", first.isoformat(), None, first, first, outer.anchor, outer.anchor_index, first, "D")
    return Resolved(
        "DURATION",
        "P1W" if inner == "W" else "P1WE",
        None,
        first,
        first + timedelta(days=6),
        outer.anchor,
        outer.anchor_index,
    )
