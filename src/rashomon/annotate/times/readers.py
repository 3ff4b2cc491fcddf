"""Each kind of form, read into a meaning: which of its words is the month, which the count, which way it points."""

import re
from collections.abc import Callable

from rashomon.annotate.times.forms import Found
from rashomon.annotate.times.meaning import EDGE_MODS, WORD_CLOCK, Meaning, Reader, duration_value
from rashomon.annotate.times.read_dates import read_date
from rashomon.annotate.times.words import Lexicon, Tokens


def meanings(found: Found, tokens: Tokens, lexicon: Lexicon) -> list[Meaning]:
    """What a form says: one meaning an expression in it; expressions of a pair share what only one of them says."""
    out = []
    for span in found.spans:
        reader = Reader(tokens, span, lexicon)
        meaning = READERS[_kind(reader, found)](reader)
        if meaning is not None:
            out.append(meaning)
    if len(out) > 1:
        _share(out)
    return out


def _kind(reader: Reader, found: Found) -> str:
    """The kind of one expression; those of a pair are dates, weekdays or times of day."""
    if found.kind != "pair":
        return found.kind.removeprefix("pair_")
    if reader.has("decade_number"):
        return "decade"
    if reader.bare_hour:
        return "clock"
    if reader.has("dom", "year", "ordinal_day", "month", "month_abbreviated"):
        return "date"
    if reader.has("clock", "clock_word"):
        return "clock"
    return "weekday" if reader.has("weekday") else "date"


def _share(parts: list[Meaning]) -> None:
    """Fill what one expression of a pair leaves to another: "6-7 January 1916", "April 24 and 25", "1915-17"."""
    if len(parts) == 2 and parts[1].clock and parts[0].kind == "date" and parts[0].day and not parts[0].month:
        _same_half_day(parts[0], parts[1])
    for part in parts:
        for other in (*reversed(parts), *parts):
            if part.day is not None and part.month is None and other.month is not None:
                part.month = other.month
                part.year = part.year or other.year
            if part.month is not None and part.year is None and other.year is not None:
                part.year = other.year - (1 if other.month and part.month > other.month and part is parts[0] else 0)
            if (
                part.clock
                and part.day is None
                and part.weekday is None
                and other.weekday is not None
                and other.day is None
            ):
                part.weekday, part.kind, part.base = other.weekday, "weekday", other.base
            if part.clock and part.day is None and other.day is not None:
                part.day, part.month, part.year = other.day, other.month, other.year
                part.kind = "date"
            if part.season is not None and part.year is None:
                part.year = other.year
            part.era_bc = part.era_bc or other.era_bc
            part.quarter = part.quarter or None
    first, last = parts[0], parts[-1]
    if first.year is not None and first.month is None and last.day is not None and last.month is None:
        last.kind, last.year, last.day = "yy", last.day, None
    if last.kind in ("yy", "short_year") and first.year is not None and first.kind != "short_year":
        short = last.year or 0
        last.year = first.year - first.year % 100 + short + (100 if short < first.year % 100 else 0)
        last.kind = "date"


def _same_half_day(first: Meaning, last: Meaning) -> None:
    """An hour takes "a.m." or "p.m." from the time behind it: "9-11 am", "between 5 and 7 p.m."."""
    hour, end = (first.day or 0) % 12, int(last.clock[1:3])
    afternoon = end >= 12 and not (end % 12 and hour > end % 12)
    first.kind, first.type, first.base, first.day = "clock", "TIME", "either", None
    first.clock = f"T{hour + 12 * afternoon:02}:00"


def _weekday(reader: Reader) -> Meaning | None:
    meaning = Meaning("weekday", reader.first, reader.end)
    weekday = reader.value("weekday", "weekday_unsure")
    meaning.weekday = int(weekday) if isinstance(weekday, int) else None
    meaning.clock = reader.clock()
    meaning.type = "TIME" if meaning.clock else "DATE"
    mod = reader.mod()
    meaning.mod = mod if mod in EDGE_MODS else None
    meaning.base, meaning.direction = _relation(reader)
    if meaning.base in ("none", "either"):
        meaning.base, meaning.direction = "open", 0
    if reader.says("week") and reader.has("last", "next"):
        meaning.kind = "weekday_of_week"
    return meaning


def _relation(reader: Reader) -> tuple[str, int]:
    """Base and direction of words such as "last", "next", "the following"."""
    definite = reader.has("the") or reader.has("that") or reader.has("same")
    if reader.has("last"):
        return "speech", -1
    if reader.has("past", "previous"):
        return ("text" if reader.has("previous") else "speech"), -1
    if reader.has("following"):
        return "text", 1
    if reader.has("next"):
        return ("text" if definite else "speech"), 1
    if reader.has("coming"):
        return "speech", 1
    if reader.has("that", "same"):
        return "text", 0
    if reader.has("this", "current"):
        return "speech", 0
    if reader.has("latest", "the"):
        return "either", 0
    return "none", 0


def _dayword(reader: Reader) -> Meaning:
    meaning = Meaning("shift", reader.first, reader.end, unit="D", amount=0)
    value = reader.value("dayword")
    part = ""
    if isinstance(value, str):
        number, part = value.split()
        value = int(number)
    meaning.amount = float(value) if isinstance(value, int | float) else 0.0
    if reader.says("before") and reader.says("yesterday"):
        meaning.amount = -2.0
    elif reader.says("after") and reader.says("tomorrow"):
        meaning.amount = 2.0
    elif value is None and reader.has("last"):
        meaning.amount = -1.0
    elif value is None and reader.has("following", "next"):
        meaning.amount, meaning.base = 1.0, "text"
    elif value is None and reader.has("that", "same"):
        meaning.base = "text"
    elif value is None and reader.has("previous"):
        meaning.amount, meaning.base = -1.0, "text"
    elif reader.says("overnight"):
        meaning.base = "either"
    meaning.clock = reader.clock() or (f"T{part}" if part else "")
    if meaning.clock.startswith("T") and part and WORD_CLOCK.search(meaning.clock) is None:
        meaning.clock = f"T{part}"
    meaning.type = "TIME" if meaning.clock else "DATE"
    mod = reader.mod()
    meaning.mod = mod if mod in EDGE_MODS else None
    meaning.value = "today" if reader.says("today") and not meaning.clock else None
    return meaning


def _clock_alone(reader: Reader) -> Meaning:
    meaning = Meaning("clock", reader.first, reader.end, type="TIME", base="either", clock=reader.clock())
    if reader.words in (["night"], ["daytime"]):
        meaning.value = f"XXXX-XX-XX{meaning.clock}"
    mod = reader.mod()
    meaning.mod = mod if mod in EDGE_MODS else None
    if not meaning.clock and reader.says("day"):
        meaning.clock = ""
    return meaning


def _deictic(reader: Reader) -> Meaning | None:
    meaning = Meaning("shift", reader.first, reader.end)
    mod = reader.mod()
    meaning.mod = mod if mod in EDGE_MODS else None
    meaning.base, meaning.direction = _relation(reader)
    unit, _ = reader.unit()
    meaning.unit = unit
    years = reader.numbers("year")
    if years and reader.says("period", "quarter"):
        return Meaning("quarter_in", reader.first, reader.end, year=years[0])
    if reader.says("period") or (reader.says("quarter") and not reader.ordinal_number()):
        meaning.quarterly, meaning.unit = True, "Q"
    if reader.says("year") and reader.has("ago", "earlier") and not reader.words[0].startswith("earlier"):
        meaning.base, meaning.direction = "ago", -1
        meaning.unit = "Y" if reader.says("year") else unit
        meaning.amount = 1.0
        meaning.mod = None
        return meaning
    month = reader.value("month", "month_abbreviated", "month_unsure", "month_unsure_abbreviated")
    season = reader.value("season", "season_unsure")
    ordinal = reader.ordinal_number()
    if isinstance(month, int) and not (
        reader.says("of") and unit and reader.has("ordinal_any") and not reader.has("dom")
    ):
        meaning.month = month
        days = reader.numbers("dom")
        meaning.day = days[0] if days else None
        meaning.kind = "named" if not unit else "month_of_year"
        return meaning
    if season:
        meaning.season, meaning.kind = str(season), "named"
        return meaning
    if reader.says("quarter") and ordinal:
        meaning.kind, meaning.quarter, meaning.quarterly = "date", ordinal if ordinal <= 4 else None, True
        return meaning
    if (ordinal or reader.says("last", "final")) and reader.says("of") and unit:
        units = [name for at, name in _units(reader)]
        if len(units) > 1:
            meaning.unit = units[-1]
            meaning.kind, meaning.ordinal = "part_of_unit", ordinal or -1
            meaning.value = units[0]
            return meaning
    if reader.says("end") and unit:
        meaning.mod, meaning.base = "END", "either" if not reader.has("this", "that", "next", "last") else meaning.base
    if reader.says("weekend"):
        meaning.unit = "WE"
        if meaning.base == "none":
            return None
    return meaning if meaning.base != "none" or meaning.mod else None


def _units(reader: Reader) -> list[tuple[int, str]]:
    return [
        (at, str(reader.lexicon.values[name, reader.words[at]]))
        for at, classes in enumerate(reader.classes)
        for name in ("unit", "unit_plural")
        if name in classes
    ]


def _offset(reader: Reader) -> Meaning | None:
    unit, at = reader.unit()
    meaning = Meaning("offset", reader.first, reader.end, unit=unit, mod=reader.mod(at))
    meaning.amount = reader.amount() if at else None
    if reader.words[0] == "the":
        meaning.amount = 1.0
    back = reader.has("ago", "earlier", "before")
    meaning.direction = -1 if back else 1
    meaning.base = "text" if reader.has("earlier", "later", "before", "after") else "speech"
    if reader.says("long") or (reader.says("some") and reader.says("time")):
        meaning.kind, meaning.value = "fixed", "PAST_REF"
    meaning.event = reader.has("before", "after")
    return meaning


def _duration(reader: Reader) -> Meaning | None:
    unit, at = reader.unit()
    meaning = Meaning("duration", reader.first, reader.end, type="DURATION", unit=unit, mod=reader.mod(at))
    meaning.amount = reader.amount()
    if not unit:
        meaning.value = "PXX"
        return meaning
    plural = "unit_plural" in reader.classes[at]
    if meaning.amount is None and not plural and not reader.has("few"):
        meaning.amount = 1.0
    if reader.says("couple"):
        meaning.mod = meaning.mod or "APPROX"
    if reader.says("so"):
        meaning.mod = "APPROX"
    ordinal = reader.ordinal_number()
    if ordinal and not reader.numbers("number") and not reader.has("number"):
        meaning.amount = None
    meaning.base, meaning.direction = _relation(reader)
    meaning.ordinal = ordinal
    return meaning


def _set(reader: Reader) -> Meaning | None:
    meaning = Meaning("set", reader.first, reader.end, type="SET")
    unit, _ = reader.unit()
    repeated = reader.value("repeated")
    weekday = reader.value("weekday", "weekday_plural")
    month = reader.value("month", "month_capital", "month_abbreviated", "month_unsure")
    season = reader.value("season", "season_unsure", "season_plural")
    if repeated:
        meaning.value = str(repeated)
    elif isinstance(weekday, int):
        meaning.value = {8: "XXXX-WXX", 9: "XXXX-WXX-WE"}.get(weekday, f"XXXX-WXX-{weekday}")
        part = reader.value("part", "part_plural")
        meaning.value += f"T{part}" if part else ""
    elif isinstance(month, int):
        meaning.value = f"XXXX-{month:02}"
    elif season:
        meaning.value = f"XXXX-{season}"
    elif reader.has("part", "part_plural"):
        part = reader.value("part", "part_plural")
        meaning.value = f"XXXX-XX-XXT{part}"
    elif unit:
        count = 2.0 if reader.says("other") else float(reader.ordinal_number() or 1)
        numbers = reader.numbers("number")
        if numbers and not reader.says("times"):
            count = float(numbers[0])
        meaning.value = duration_value(count, unit)
    return meaning if meaning.value else None


def _reference(reader: Reader) -> Meaning | None:
    value = reader.value("reference", "attribute")
    if value is None:
        value = reader.lexicon.values.get(("phrase", " ".join(reader.words)))
    if value is None and reader.words == ["one", "day"]:
        return Meaning("some_day", reader.first, reader.end, value="FUTURE_REF", amount=1.0, unit="D")
    if value is None:
        now = reader.says("this", "date") or reader.words in (["the", "day"], ["the", "moment"])
        value = "PRESENT_REF" if now else "PAST_REF"
    meaning = Meaning("fixed", reader.first, reader.end, value=str(value))
    meaning.type = "DURATION" if str(value).startswith("P") and "_" not in str(value) else "DATE"
    return meaning


def _decade(reader: Reader) -> Meaning | None:
    meaning = Meaning("decade", reader.first, reader.end)
    for at, classes in enumerate(reader.classes):
        if "decade_number" in classes:
            digits = re.sub(r"\D", "", reader.words[at])
            meaning.value = digits[:3] if len(digits) == 4 else None
            if meaning.value is None:
                meaning.amount = float(digits[0])
        elif "decadeword" in classes:
            meaning.amount = float(str(reader.lexicon.values["decadeword", reader.words[at]]))
    mod = reader.mod()
    meaning.mod = mod if mod in EDGE_MODS else None
    return meaning if meaning.value or meaning.amount is not None else None


def _century(reader: Reader) -> Meaning | None:
    ordinal = reader.ordinal_number(last=True)
    if not ordinal or ordinal > 99:
        return None
    meaning = Meaning("century", reader.first, reader.end, amount=float(ordinal), era_bc=reader.has("bc"))
    if reader.says("half"):
        meaning.mod = (
            "START" if reader.words.index("half") and "first" in reader.words[: reader.words.index("half")] else "END"
        )
    else:
        mod = reader.mod()
        meaning.mod = mod if mod in EDGE_MODS else None
    return meaning


def _holiday(reader: Reader) -> Meaning | None:
    key = next((reader.tokens.keys[at] for at in range(reader.first, reader.end) if at in reader.tokens.keys), None)
    if key is None:
        return None
    meaning = Meaning("holiday", reader.first, reader.end, holiday=key)
    years = reader.numbers("year")
    meaning.year = years[0] if years else None
    if reader.has("every"):
        meaning.kind, meaning.type = "set", "SET"
        meaning.value = "P1Y"
    meaning.base, meaning.direction = _relation(reader)
    meaning.clock = reader.clock()
    if reader.says("weekend", "week"):
        meaning.unit = "WE" if reader.says("weekend") else "W"
    return meaning


READERS: dict[str, Callable[[Reader], Meaning | None]] = {
    "date": read_date,
    "weekday": _weekday,
    "dayword": _dayword,
    "clock": _clock_alone,
    "deictic": _deictic,
    "offset": _offset,
    "duration": _duration,
    "set": _set,
    "reference": _reference,
    "decade": _decade,
    "century": _century,
    "holiday": _holiday,
}
