"""Dates of the calendar, read into a meaning."""

import re

from rashomon.annotate.times_meaning import EDGE_MODS, Meaning, Reader

NUMERIC = re.compile(r"(\d+)[/.-](\d+)[/.-](\d+)")


def read_date(reader: Reader) -> Meaning | None:
    """What a date of the calendar says, whole or in part, with a weekday or a time of day beside it."""
    meaning = Meaning("date", reader.first, reader.end)
    month = reader.value("month", "month_abbreviated", "month_unsure", "month_unsure_abbreviated")
    meaning.month = int(month) if isinstance(month, int) else None
    weekday = reader.value("weekday", "weekday_unsure")
    meaning.weekday = int(weekday) if isinstance(weekday, int) else None
    season = reader.value("season", "season_unsure")
    meaning.season = str(season) if season else None
    years = list(reader.numbers("year"))
    if reader.has("bc", "ad") and not years:
        years = reader.numbers("number")[-1:]
    meaning.year = years[-1] if years else None
    meaning.era_bc = reader.has("bc")
    meaning.clock = reader.clock()
    if meaning.clock:
        meaning.type = "TIME"
    for at, classes in enumerate(reader.classes):
        if "iso" in classes:
            return _iso(meaning, reader.words[at])
        if "numeric" in classes:
            return _numeric(meaning, reader.words[at])
        if "quarter_code" in classes:
            meaning.quarter = int(re.sub(r"\D", "", reader.words[at]))
    if meaning.month is not None or (reader.has("ordinal_day") and not reader.says("quarter", "half", "quarters")):
        days = [
            int(reader.tokens.numbers.get(reader.first + at) or reader.ordinal(at))
            for at, classes in enumerate(reader.classes)
            if ("dom" in classes or "ordinal_day" in classes or "ordinal_any" in classes) and "year" not in classes
        ]
        if reader.says("week", "weekend", "half", "quarter") or (reader.says("day") and reader.has("ordinal_any")):
            return _part_of_date(meaning, reader, days)
        meaning.day = days[0] if days else None
    elif reader.says("quarter", "quarters"):
        ordinal = reader.ordinal_number()
        meaning.quarter = ordinal if ordinal and ordinal <= 4 else None
        meaning.quarterly = True
        if reader.says("last", "next", "this") and reader.says("year"):
            meaning.kind, meaning.base = "quarter_of", "speech"
            meaning.direction = -1 if reader.says("last") else 1 if reader.says("next") else 0
        return meaning
    elif reader.says("half") and meaning.year is not None:
        meaning.half = 1 if reader.says("first") else 2
        return meaning
    elif reader.says("week", "day", "weekend"):
        return _part_of_date(meaning, reader, [])
    elif meaning.season is None and reader.has("dom") and not meaning.era_bc:
        meaning.day = reader.numbers("dom")[0]
    elif meaning.year is None and reader.has("yy") and not meaning.season:
        return _two_digits(meaning, reader)
    elif meaning.year is None and reader.has("number") and not meaning.season:
        meaning.year = reader.numbers("number")[0] if reader.numbers("number") else None
        meaning.impossible = meaning.year == 0 and not meaning.era_bc
    mod = reader.mod()
    if meaning.mod is None and mod in EDGE_MODS and not meaning.half:
        meaning.mod = mod
    if reader.says("beyond"):
        meaning.mod = "ON_OR_AFTER"
    return meaning


def _two_digits(meaning: Meaning, reader: Reader) -> Meaning:
    number = reader.numbers("yy")[0]
    if reader.words[0] in ("'", "’", "‘", "`"):
        meaning.year = (2000 if number < 30 else 1900) + number
    else:
        meaning.kind, meaning.year = "yy", number
    return meaning


def _part_of_date(meaning: Meaning, reader: Reader, days: list[int]) -> Meaning:
    """Such as "the last week of August": a stretch inside a month or a year."""
    del days
    unit, _ = reader.unit()
    meaning.unit = unit
    meaning.ordinal = -1 if reader.says("last", "final") else reader.ordinal_number() or 1
    if unit == "D":
        meaning.kind = "nth_day"
    elif reader.says("half"):
        meaning.half = 1 if reader.says("first") else 2
        meaning.mod = None
    elif reader.says("quarter"):
        meaning.quarter = reader.ordinal_number()
    else:
        meaning.kind, meaning.type, meaning.amount = "part", "DURATION", 1
    return meaning


def _iso(meaning: Meaning, word: str) -> Meaning:
    meaning.year, meaning.month, meaning.day = int(word[:4]), int(word[5:7]), int(word[8:10])
    if len(word) > 10:
        meaning.clock, meaning.type = word[10:].upper(), "TIME"
    return meaning


def _numeric(meaning: Meaning, word: str) -> Meaning | None:
    match = NUMERIC.fullmatch(word)
    if not match:
        return None
    one, two, three = (int(part) for part in match.groups())
    if len(match[1]) == 4:
        meaning.year, meaning.month, meaning.day = one, two, three
        return meaning
    year = three if len(match[3]) == 4 else (2000 if three < 50 else 1900) + three
    meaning.numeric, meaning.year = (one, two, year), year
    return meaning
