"""What a time expression says before it is known what it is relative to, and its words by class."""

import re

from msgspec import Struct

from rashomon.annotate.times.words import Lexicon, Tokens

EDGE_MODS = ("START", "MID", "END")
CLOCK = re.compile(
    r"(\d{1,2}?)(?:[:.]?(\d{2}))?(?:[:.](\d{2}))?\s*(?:([ap])\.?\s?m\.?|hrs?|hours|h|z|o['’]clock)?", re.IGNORECASE
)
WORD_CLOCK = re.compile(r"\d{2}:\d{2}")


class Meaning(Struct):
    """A time expression as the text gives it; fields that it leaves open are None.

    Attributes:
        kind: ``date``, ``shift`` (so many units from a base), ``duration``, ``set``, ``fixed``, ``clock`` or ``holiday``.
        first: First token.
        end: Token after the last.
        base: What a ``shift`` starts from: ``speech``, ``text`` (the last date named) or ``either``.
        numeric: The two leading numbers of a date in figures, before it is known which is the month.
        named: Whether the unit of a shift is a day, month or season called by name ("last March").
        direction: -1 past, 1 future, 0 the unit itself.
    """

    kind: str
    first: int
    end: int
    type: str = "DATE"
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    era_bc: bool = False
    clock: str = ""
    mod: str | None = None
    value: str | None = None
    amount: float | None = None
    unit: str = ""
    direction: int = 0
    base: str = "speech"
    numeric: tuple[int, int, int] | None = None
    holiday: str | None = None
    ordinal: int | None = None
    quarterly: bool = False
    event: bool = False
    impossible: bool = False
    tense: str = "none"
    today: bool = False


class Reader:
    """The words of one expression, by class."""

    def __init__(self, tokens: Tokens, span: tuple[int, int], lexicon: Lexicon) -> None:
        self.tokens, self.lexicon = tokens, lexicon
        self.first, self.end = span
        self.words = tokens.words[self.first : self.end]
        sets = lexicon.sets
        self.classes = [sets.get(letter, frozenset()) for letter in tokens.letters[self.first : self.end]]

    def has(self, *names: str) -> bool:
        """Whether a word has one of the classes."""
        return any(name in classes for name in names for classes in self.classes)

    def says(self, *words: str) -> bool:
        """Whether one of the words stands there."""
        return any(word in self.words for word in words)

    def value(self, *names: str) -> object:
        """Value of the first word that has one of the classes."""
        for at, classes in enumerate(self.classes):
            for name in names:
                if name in classes:
                    return self.lexicon.values.get((name, self.words[at]))
        return None

    def numbers(self, name: str) -> list[int]:
        """Values of the numbers of a class."""
        values = [self._number_at(at) for at, classes in enumerate(self.classes) if name in classes]
        return [int(value) for value in values if value is not None]

    def _number_at(self, at: int) -> float | None:
        """Value of a number in figures or words."""
        value = self.tokens.numbers.get(self.first + at, self.lexicon.values.get(("number", self.words[at])))
        return float(value) if isinstance(value, int | float) else None

    def amount(self) -> float | None:
        """The number that counts units; None where the text leaves it open."""
        count: float | None = None
        article = False
        for at, classes in enumerate(self.classes):
            if classes & UNIT_CLASSES and (count is not None or at):
                break
            if "number" in classes:
                number = self._number_at(at)
                count = number if count is None or article else count
                article = False
            elif "a" in classes and count is None:
                count, article = 1.0, True
            elif "few" in classes and self.words[at] == "some" and count is None and self._number_follows(at):
                continue
            elif "few" in classes:
                return 2.0 if self.words[at] == "couple" else None
            elif self.words[at] in ("dozens", "hundreds", "thousands", "scores", "tens", "number"):
                return None
        if self.says("quarter", "quarters") and self.has("of"):
            return 0.75 if self.says("three") else 0.25
        if self.says("half"):
            at = self.words.index("half")
            joined = "and" in self.words[:at]
            return (count or 1.0) + 0.5 if joined else 0.5
        return count

    def _spoken_clock(self) -> str:
        """Time of day told as "half past three", "a quarter to six", "ten past four"."""
        values = self.numbers("number")
        minutes = 30 if self.says("half") else 15 if self.says("quarter") else values[0]
        hour = values[-1]
        if not 0 < hour < 25 or not 0 < minutes < 60 or (len(values) == 1 and not self.says("half", "quarter")):
            return ""
        if self.says("to"):
            hour, minutes = hour - 1 or 12, 60 - minutes
        return f"T{hour:02}:{minutes:02}"

    def ordinal(self, at: int) -> int:
        """Number of an ordinal in words or figures; 0 for another word."""
        if self.first + at in self.tokens.numbers:
            return int(self.tokens.numbers[self.first + at])
        for name in ("ordinal", "ordinal_unsure"):
            value = self.lexicon.values.get((name, self.words[at]))
            if isinstance(value, int):
                return value
        return 0

    def ordinal_number(self, *, last: bool = False) -> int:
        """Number of the first (or last) ordinal; 0 where there is none."""
        found = [self.ordinal(at) for at, classes in enumerate(self.classes) if "ordinal_any" in classes]
        return (found[-1] if last else found[0]) if found else 0

    def _number_follows(self, at: int) -> bool:
        return at + 1 < len(self.classes) and "number" in self.classes[at + 1]

    def mod(self, until: int | None = None) -> str | None:
        """TIMEX3's name of the first modifier."""
        words = self.words[:until]
        for at in range(len(words)):
            for length in (4, 3, 2, 1):
                found = self.lexicon.values.get(("modifier", " ".join(words[at : at + length])))
                if found:
                    return str(found)
        return None

    def unit(self) -> tuple[str, int]:
        """The last word for a unit (the first after a number), and where it stands."""
        parted = self.says("quarter", "quarters") and self.has("of")
        for at, classes in enumerate(self.classes):
            if parted and self.words[at].startswith("quarter"):  # "a quarter of an hour"
                continue
            if classes & UNIT_CLASSES:
                if "ordinal_any" in classes and any(other & UNIT_CLASSES for other in self.classes[at + 1 :]):
                    continue
                for name in ("unit", "unit_plural", "unit_second"):
                    if name in classes:
                        return str(self.lexicon.values[name, self.words[at]]), at
        return "", len(self.words)

    @property
    def bare_hour(self) -> bool:
        """Whether an hour stands before a part of the day: "ten in the morning", "eleven at night"."""
        parted = self.words[1:3] == ["in", "the"] or self.words[1:2] == ["at"]
        return parted and "number" in self.classes[0] and "dotted" not in self.classes[0] and self.has("part")

    def clock(self) -> str:
        """Time of day, as the tail of a TIMEX3 value; empty where there is none."""
        if self.says("past", "to") and self.has("number") and not self.has("clock"):
            return _half_day(self._spoken_clock(), self.value("part"))
        if self.bare_hour:
            hour = next(iter(self.numbers("number")), 0)
            return _half_day(f"T{hour:02}:00", self.value("part")) if 0 < hour < 13 else ""
        for at, classes in enumerate(self.classes):
            word = self.words[at]
            if "clock" in classes or "dotted" in classes:
                return _half_day(_clock(word), self.value("part"))
            if "clock_word" in classes:
                value = str(self.lexicon.values["clock_word", word])
                return f"T{value}"
            if "part" in classes:
                return f"T{self.lexicon.values['part', word]}"
            if "'oclock'" in classes or word == "o":
                number = self.numbers("number")
                hour = int(self.amount() or 0) if not number else number[0]
                return _half_day(f"T{hour:02}:00", self.value("part")) if 0 < hour < 25 else ""
        if self.says("overnight"):
            return "TNI"
        return ""


UNIT_CLASSES = frozenset({"unit", "unit_plural", "unit_second"})


def _half_day(clock: str, part: object) -> str:
    """A time of day moved to the afternoon where "in the evening" says so."""
    if part in ("AF", "EV", "NI") and clock and 0 < int(clock[1:3]) < 12 and not (part == "NI" and int(clock[1:3]) < 6):
        return f"T{int(clock[1:3]) + 12:02}{clock[3:]}"
    return clock


def _clock(word: str) -> str:
    match = CLOCK.fullmatch(word.strip())
    if not match:
        return ""
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[4]:
        hour = hour % 12 + (12 if match[4].lower() == "p" else 0)
    if hour > 24 or minute > 59:
        return ""
    return f"T{hour:02}:{minute:02}" + (f":{match[3]}" if match[3] else "")


def duration_value(amount: float | None, unit: str) -> str:
    """TIMEX3 value of a duration: ``P3D``, ``PT2H``, ``PXM`` where the number is open."""
    if unit == "FN":
        amount, unit = (amount * 2 if amount is not None else None), "W"
    if unit == "NI":
        return f"P{_number(amount)}NI"
    if unit == "SX":
        unit = "S"
    if amount is not None and amount % 1 in (0.25, 0.5, 0.75):
        smaller = {"TH": ("TM", 60), "Y": ("M", 12), "D": ("TH", 24), "DE": ("Y", 10), "CE": ("Y", 100)}.get(unit)
        if smaller and amount < 1:
            unit, amount = smaller[0], amount * smaller[1]
    if unit == "ML":
        amount, unit = (amount * 10 if amount is not None else None), "CE"
    prefix, letter = ("PT", unit[1:]) if unit.startswith("T") else ("P", unit)
    return f"{prefix}{_number(amount)}{letter}"


def _number(amount: float | None) -> str:
    if amount is None:
        return "X"
    return str(int(amount)) if amount == int(amount) else f"{amount:g}"
