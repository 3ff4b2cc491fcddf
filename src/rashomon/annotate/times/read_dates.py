"""Dates of the calendar, read into a meaning."""

import re

from rashomon.annotate.times.meaning import EDGE_MODS, Meaning, Reader

NUMERIC = re.compile(r"(\d+)[/.-](\d+)[/.-](\d+)")
CODED = frozenset({"iso", "numeric"})
QUOTES = ("'", "’", "‘", "`")


def read_date(reader: Reader) -> Meaning | None:
    """What a date of the calendar says, whole or in part, with a weekday or a time of day beside it."""
    meaning = _named_parts(reader)
    coded = next((at for at, classes in enumerate(reader.classes) if classes & CODED), None)
    if coded is not None:
        return (_iso if "iso" in reader.classes[coded] else _numeric)(meaning, reader.words[coded])
    if reader.has("and_slash") and meaning.month is None and meaning.year is None:
        return _slashed(meaning, reader)
    counted = reader.says("week", "weekend", "half", "quarter", "quarters")
    if meaning.month is not None or (reader.has("ordinal_day") and not counted and not reader.says("day")):
        days = [
            int(reader.tokens.numbers.get(reader.first + at) or reader.ordinal(at))
            for at, classes in enumerate(reader.classes)
            if ("dom" in classes or "ordinal_day" in classes or "ordinal_any" in classes) and "year" not in classes
        ]
        if counted or (reader.says("day") and reader.has("ordinal_any")):
            return _part_of_date(meaning, reader)
        meaning.day = days[0] if days else None
    elif reader.says("quarter", "quarters"):
        return _quarter(meaning, reader)
    elif reader.says("half") and meaning.year is not None:
        meaning.half = 1 if reader.says("first", "1st") else 2
        return meaning
    elif reader.says("week", "day", "weekend"):
        return _part_of_date(meaning, reader)
    elif meaning.season is None and reader.has("yy") and (reader.words[0] in QUOTES or not reader.has("dom", "year")):
        return _two_digits(meaning, reader)
    elif meaning.season is None and reader.has("dom") and not meaning.era_bc:
        meaning.day = reader.numbers("dom")[0]
    elif meaning.year is None and reader.has("number") and not meaning.season:
        meaning.year = reader.numbers("number")[0] if reader.numbers("number") else None
        meaning.impossible = meaning.year == 0 and not meaning.era_bc
    mod = reader.mod()
    if (mod in EDGE_MODS or mod == "APPROX") and not meaning.half:
        meaning.mod = mod
    if reader.says("beyond"):
        meaning.mod = "ON_OR_AFTER"
    return meaning


def _named_parts(reader: Reader) -> Meaning:
    """Month, weekday, season, year, time of day and coded quarter, as far as words of these classes stand there."""
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
    code = next(
        (word for word, classes in zip(reader.words, reader.classes, strict=True) if "quarter_code" in classes), ""
    )
    number = int(re.sub(r"\D", "", code) or 0)
    meaning.quarter = number if "q" in code else None
    meaning.half = number if "h" in code and number <= 2 else None
    return meaning


def _quarter(meaning: Meaning, reader: Reader) -> Meaning:
    """A quarter of a year, by its number."""
    ordinal = reader.ordinal_number() or (4 if meaning.year and reader.says("last", "final") else 0)
    meaning.quarter = ordinal if ordinal and ordinal <= 4 else None
    meaning.quarterly = True
    if reader.says("last", "next", "this") and reader.says("year"):
        meaning.kind, meaning.base = "quarter_of", "speech"
        meaning.direction = -1 if reader.says("last") else 1 if reader.says("next") else 0
    return meaning


def _slashed(meaning: Meaning, reader: Reader) -> Meaning | None:
    """Day and month in figures, "11/3": which is which the document's other dates say."""
    numbers = reader.numbers("dom")
    if len(numbers) != 2 or min(numbers) > 12:
        return None
    meaning.numeric = (numbers[0], numbers[1], 0)
    return meaning


def _two_digits(meaning: Meaning, reader: Reader) -> Meaning:
    number = reader.numbers("yy")[0]
    if reader.words[0] in QUOTES:
        meaning.kind, meaning.year = "short_year", number
    else:
        meaning.kind, meaning.year = "yy", number
    return meaning


def _part_of_date(meaning: Meaning, reader: Reader) -> Meaning:
    """Such as "the last week of August": a stretch inside a month or a year."""
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
