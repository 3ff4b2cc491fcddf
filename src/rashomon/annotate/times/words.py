"""From folded text to tokens with classes: the alphabet in which the forms of time expressions are written."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from msgspec import Struct

from rashomon.knowledge import Knowledge

TOKEN = re.compile(
    r"""
    (?=[\dQH])(?:  # nothing of what begins with a figure is tried on other words
    (?P<iso>\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?(?![\w-]))
  | (?P<numeric>(?:\d{1,2}(?P<mark>[/.-])\d{1,2}(?P=mark)(?:\d{4}|\d{2})|\d{4}[/.]\d{1,2}[/.]\d{1,2})(?![\w/]))
  | (?P<clock>\d{1,2}(?:[:.]\d{2}){0,2}[ ]?[apAP](?:\.[ ]?[mM]\.|\.?[mM]\b)
      | (?:[01]?\d|2[0-4])(?::[0-5]\d){1,2}(?!\d)(?:[ ]?(?:hrs?|hours|h)\b)?
      | (?:[01]\d|2[0-4])\.?[0-5]\d[ ]?(?:hrs?|hours|h|[zZ])\b
      | \d{1,2}[ ]?o['’]clock\b)
  | (?P<decade>(?:1[0-9]|20)?\d0['’]?s\b)
  | (?P<ordinal>\d{1,3}(?:st|nd|rd|th|ST|ND|RD|TH)\b)
  | (?P<quarter>[QH][1-4]\b|[1-4][QH]\b)
  | (?P<chat>2(?:nite|night|day|morrow|moro)\b)
  | (?P<number>\d{1,3}(?:,\d{3})+(?![\d,])|\d{1,3}(?:[ ]?[¼½¾]|[ ][1-9]/[2-9]\b)|\d+(?:\.\d+)?)
  )
  | (?P<era>[bB]\.[ ]?[cC]\.?(?:[ ]?[eE]\.?)?(?![^\W\d_])|A\.[ ]?D\.?(?![^\W\d_]))
  | (?P<word>[^\W\d_]+)
  | (?P<sign>[^\w\s])
    """,
    re.VERBOSE,
)
MONEY = frozenset("$£€¥#₹₽№")
DOTTED = re.compile(r"(?:1?\d|2[0-3])\.[0-5]\d")
DASHES = ("-", "–", "—")
BEFORE_YEARS = frozenset(("(", ",", *DASHES))
OTHER = "."
FIRST_CHAR = 0xE000  # private use: no letter of a class can stand for a character of a regular expression

VALUE_TABLES = (
    "months", "months_abbreviated", "months_unsure", "months_unsure_abbreviated", "weekdays", "weekdays_unsure",
    "weekdays_plural", "seasons", "seasons_unsure", "seasons_plural", "units", "units_second", "units_plural", "parts", "parts_plural",
    "clock_words", "day_words", "repeated", "references", "attributes", "numbers", "ordinals", "ordinals_unsure", "decades",
)  # fmt: skip
"""Tables of ``times.toml`` that give each word of a class its value; a class is named by the table, in the singular."""
CAPITAL = {
    "month_unsure": "month_capital",
    "month_unsure_abbreviated": "month_capital_abbreviated",
    "season_unsure": "season_capital",
}
"""Classes that words of a doubtful class have beside it when they are written with a capital."""


@dataclass
class Lexicon:
    """Words with their classes and values.

    Attributes:
        classes: Classes by word, lower case.
        values: Values by (class, word).
        number_letters: Letters of tokens that can be part of a number phrase.
        number_run: Finds two such tokens side by side, or with a hyphen or "and" between.
        letters: The letter of each set of classes that a token can have.
        sets: The set of classes of each letter.
        plain: The letter of each known word.
        capital: The letter of each known word where it is written with a capital.
        phrases: Names of several words (holidays, "so far"), by first word: the words, the class, the key.
        knowledge: The table the lexicon was made from.
    """

    classes: dict[str, frozenset[str]] = field(default_factory=dict)
    values: dict[tuple[str, str], object] = field(default_factory=dict)
    letters: dict[frozenset[str], str] = field(default_factory=dict)
    sets: dict[str, frozenset[str]] = field(default_factory=dict)
    plain: dict[str, str] = field(default_factory=dict)
    capital: dict[str, str] = field(default_factory=dict)
    phrases: dict[str, list[tuple[tuple[str, ...], str, str]]] = field(default_factory=dict)
    guards: dict[str, frozenset[str]] = field(default_factory=dict)
    oldest: int = 1700
    number_letters: str = ""
    number_run: re.Pattern[str] = re.compile("$^")

    def letter(self, classes: frozenset[str]) -> str:
        """The letter that stands for a set of classes; a new one the first time."""
        if not classes:
            return OTHER
        if classes not in self.letters:
            self.letters[classes] = chr(FIRST_CHAR + len(self.letters))
            self.sets[self.letters[classes]] = classes
        return self.letters[classes]


def singular(table: str) -> str:
    """Name of the class whose words a table lists: ``months_unsure`` lists the class ``month_unsure``."""
    head, _, rest = table.partition("_")
    head = {"units": "unit", "weekdays": "weekday"}.get(head, head.removesuffix("s"))
    return {"day_words": "dayword", "clock_words": "clock_word", "repeated": "repeated", "decades": "decadeword"}.get(
        table, f"{head}_{rest}" if rest else head
    )


def build_lexicon(knowledge: Knowledge) -> Lexicon:
    """The lexicon of a set of tables; ``knowledge.once(build_lexicon)`` remembers it."""
    table = knowledge.toml("times")
    found: dict[str, set[str]] = {}
    lexicon = Lexicon()
    for name, words in table["words"].items():
        for word in words:
            found.setdefault(word, set()).add(name)
    for name in VALUE_TABLES:
        for word, value in table.get(name, {}).items():
            found.setdefault(word, set()).add(singular(name))
            lexicon.values[singular(name), word] = value
            if name == "numbers":
                found[word].add("number_word")
            if name.startswith("ordinals"):
                found[word] |= {"ordinal_any", "ordinal_day"}
    for phrase, value in table["phrases"].items():
        lexicon.values["phrase", " ".join(match.group().lower() for match in TOKEN.finditer(phrase))] = value
    for phrase, value in table["modifiers"].items():
        lexicon.values["modifier", phrase] = value
    forms = [form for forms in table["forms"].values() for form in forms] + list(table["shapes"].values())
    forms += [phrase_form(phrase) for phrase in table["phrases"]]
    for word in {quoted for form in forms for quoted in re.findall(r"'([^']+)'", form)}:
        found.setdefault(word, set()).add(f"'{word}'")
    for word, classes in found.items():
        lexicon.classes[word] = frozenset(classes)
    _add_phrases(lexicon, "name", dict.fromkeys(table["names"]["phrases"], ""))
    _add_phrases(lexicon, "holiday", {row["name"].lower(): row["name"].lower() for row in knowledge.csv("holidays")})
    _name_letters(lexicon)
    lexicon.guards = {name: frozenset(words) for name, words in table["guards"].items() if isinstance(words, list)}
    lexicon.oldest = int(table["guards"]["oldest_bare_year"])
    return lexicon


def phrase_form(phrase: str) -> str:
    """A phrase as a form of quoted words."""
    return " ".join(f"'{match.group().lower()}'" for match in TOKEN.finditer(phrase))


def _add_phrases(lexicon: Lexicon, kind: str, phrases: dict[str, object]) -> None:
    for phrase, value in phrases.items():
        words = tuple(match.group().lower() for match in TOKEN.finditer(phrase))
        lexicon.phrases.setdefault(words[0], []).append((words, kind, phrase))
        lexicon.values[kind, phrase] = value
    for known in lexicon.phrases.values():
        known.sort(key=lambda item: (-len(item[0]), item))


def _name_letters(lexicon: Lexicon) -> None:
    """Give every set of classes that can occur its letter, in an order that does not depend on hashing."""
    for word in sorted(lexicon.classes):
        classes = lexicon.classes[word]
        lexicon.plain[word] = lexicon.letter(classes)
        lexicon.capital[word] = lexicon.letter(classes | {CAPITAL.get(name, name) for name in classes})
    for names in NUMBER_CLASSES:
        lexicon.letter(frozenset(names))
    for name in ("iso", "numeric", "clock", "decade_number", "quarter_code", "name", "holiday", "ordinal_any"):
        lexicon.letter(frozenset({name}))
    lexicon.letter(frozenset({"ordinal_any", "ordinal_day", "ordinal_digits"}))
    lexicon.number_letters = "".join(letter for classes, letter in lexicon.letters.items() if "number" in classes)
    joints = "".join(lexicon.letter(lexicon.classes[word]) for word in ("-", "and"))
    lexicon.number_run = re.compile(f"[{lexicon.number_letters}][{joints}{OTHER}]?[{lexicon.number_letters}]")


NUMBER_CLASSES = [
    {"number"}, {"number", "dom"}, {"number", "dom", "yy"}, {"number", "yy"}, {"number", "year"}, {"number", "dotted"},
]  # fmt: skip


class Tokens(Struct, frozen=True):
    """The tokens of one block.

    Attributes:
        letters: One letter a token: the set of its classes.
        starts: Start offset of each token in the block's text.
        ends: End offset of each token.
        numbers: Values of tokens that are numbers (words and digits, merged phrases).
        keys: Names of tokens that are merged phrases.
        words: Tokens in lower case.
    """

    letters: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    numbers: dict[int, float]
    keys: dict[int, str]


def tokenise(text: str, lexicon: Lexicon) -> Tokens:
    """Tokens of a block's folded text, with number words and names of several words merged into one token each."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    numbers: dict[int, float] = {}
    keys: dict[int, str] = {}
    plain, capital, phrases = lexicon.plain, lexicon.capital, lexicon.phrases
    merging = False
    for match in TOKEN.finditer(text):
        kind, word = match.lastgroup, match.group()
        lower = word.lower()
        if kind in ("word", "sign", "chat"):
            letters.append((plain if word == lower else capital).get(lower, OTHER))
            merging = merging or lower in phrases
        elif kind == "number":
            classes, value = _number(word, text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1])
            letters.append(lexicon.letter(classes))
            if value is not None:
                numbers[len(words)] = value
                merging = merging or word in lexicon.phrases
        elif kind == "ordinal":
            day = 1 <= int(word[:-2]) <= 31
            letters.append(
                lexicon.letter(frozenset({"ordinal_any", "ordinal_day", "ordinal_digits"} if day else {"ordinal_any"}))
            )
            numbers[len(words)] = int(word[:-2])
        elif kind == "era":
            letters.append(plain["bc" if lower[0] == "b" else "ad"])
        else:
            name = {"decade": "decade_number", "quarter": "quarter_code", "mark": "numeric"}.get(str(kind), str(kind))
            letters.append(lexicon.letter(frozenset({name})))
        starts.append(match.start())
        ends.append(match.end())
        words.append(lower)
    tokens = Tokens("".join(letters), starts, ends, words, numbers, keys)
    if merging or lexicon.number_run.search(tokens.letters):
        tokens = merge(tokens, lexicon)
    return _without_false_years(tokens, lexicon)


def _number(word: str, before: str, after: str) -> tuple[frozenset[str], float | None]:
    """Classes and value of a number in digits."""
    if before in MONEY or (before and (before.isalpha() or before == "_")) or len(word) > 12 or after == "%":
        return frozenset(), None
    if not word.isascii() or "/" in word:
        return frozenset({"number"}), _fraction(word)
    if DOTTED.fullmatch(word):  # "at 4.28" as well as a decimal
        return frozenset({"number", "dotted"}), float(word)
    if "," in word or "." in word:
        return frozenset({"number"}), float(word.replace(",", ""))
    value = int(word)
    if after.isalpha():
        return frozenset(), None
    if len(word) == 4 and 1000 <= value < 2200:
        return frozenset({"number", "year"}), value
    if len(word) <= 2:
        names = {"number"}
        if 1 <= value <= 31:
            names.add("dom")
        if len(word) == 2:
            names.add("yy")
        return frozenset(names), value
    return frozenset({"number"}), value


def _fraction(word: str) -> float:
    """Value of "2 1/2" or "2½", or of digits of another script."""
    if word.isdecimal():
        return int(word)
    whole, sign = re.fullmatch(r"(\d+) ?(.+)", word).groups()  # type: ignore[union-attr]
    if "/" in sign:
        over, under = sign.split("/")
        return int(whole) + int(over) / int(under)
    return int(whole) + unicodedata.numeric(sign)


def _without_false_years(tokens: Tokens, lexicon: Lexicon) -> Tokens:
    """Take the class of years from four-digit numbers that count or number something else."""
    year, number = lexicon.letter(frozenset({"number", "year"})), lexicon.letter(frozenset({"number"}))
    if year not in tokens.letters:
        return tokens
    guards, letters, words = lexicon.guards, list(tokens.letters), tokens.words
    for at, letter in enumerate(letters):
        if letter != year:
            continue
        before = words[at - 1] if at else ""
        if before == "." and at > 1 and words[at - 2] in guards["no_year_after"]:
            before = words[at - 2]
        after = words[at + 1] if at + 1 < len(words) else ""
        dated = at > 0 and any("month" in name for name in lexicon.classes.get(words[at - 1], ()))
        opens_range = after in DASHES and tokens.letters[at + 2 : at + 3] == year
        placed = dated or opens_range or before in guards["year_prepositions"] or before in BEFORE_YEARS
        old = tokens.numbers[at] < lexicon.oldest and not placed
        if before in guards["no_year_after"] or (after in guards["no_year_before"] and not dated) or old:
            letters[at] = number
    return Tokens("".join(letters), tokens.starts, tokens.ends, words, tokens.numbers, tokens.keys)


def merge(tokens: Tokens, lexicon: Lexicon) -> Tokens:
    """Merge number phrases ("twenty-four", "nineteen ninety-six") and names of several words into one token each."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    numbers: dict[int, float] = {}
    keys: dict[int, str] = {}
    for first, end, classes, value, key in _pieces(tokens, lexicon):
        at = len(starts)
        letters.append(tokens.letters[first] if classes is None else lexicon.letter(classes))
        starts.append(tokens.starts[first])
        ends.append(tokens.ends[end - 1])
        words.append(tokens.words[first] if end == first + 1 else " ".join(tokens.words[first:end]))
        if value is not None:
            numbers[at] = value
        if key is not None:
            keys[at] = key
    return Tokens("".join(letters), starts, ends, words, numbers, keys)


Piece = tuple[int, int, frozenset[str] | None, float | None, str | None]


def _pieces(tokens: Tokens, lexicon: Lexicon) -> Iterator[Piece]:
    at, words = 0, tokens.words
    while at < len(words):
        found: Piece | None = None
        for phrase, kind, key in lexicon.phrases.get(words[at], ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                found = (at, at + len(phrase), frozenset({kind}), None, key)
                break
        if found is None and tokens.letters[at] in lexicon.number_letters:
            found = _number_phrase(tokens, lexicon, at)
        if found is None:
            found = (at, at + 1, None, tokens.numbers.get(at), None)
        yield found
        at = found[1]


def _number_phrase(tokens: Tokens, lexicon: Lexicon, at: int) -> Piece:
    """The longest number phrase at a token: words, or digits with a scale."""
    words, first = tokens.words, at
    small = [_value(tokens, lexicon, at)]
    at += 1
    total = 0.0
    while at < len(words):
        step = at
        if words[step] in ("-", "and", "oh") and step + 1 < len(words):
            step += 1
        value = _value(tokens, lexicon, step)
        if value is None or tokens.starts[step] > tokens.ends[step - 1] + 1:
            break
        last = small[-1]
        if value in (100, 1000, 1000000) and words[at] not in ("and", "oh") and last is not None:
            scaled = sum(part for part in small if part is not None) * value
            small = [scaled] if value == 100 else [0.0]
            total += 0 if value == 100 else scaled
        elif words[step].isdigit() or (words[at] == "and" and not (last is not None and last % 100 == 0)):
            break
        elif (last is not None and last >= 20 and last % 10 == 0 and last < 100 and value < 10) or (
            last is not None and last >= 100 and last % 100 == 0 and value < 100
        ):
            small[-1] = last + value
        elif last == 0.0 and total:
            small[-1] = value
        elif last is not None and len(small) == 1 and 10 <= last <= 20 and (value >= 10 or words[at] == "oh"):
            small = [last * 100 + value]
        elif last is not None and last >= 1000 and last % 100 >= 20 and last % 10 == 0 and value < 10:
            small[-1] = last + value
        else:
            break
        at = step + 1
    value = total + sum(part for part in small if part is not None)
    if at == first + 1:
        return first, at, None, value, None
    spoken_year = 1000 <= value < 2200 and not words[first].isdigit() and value == int(value)
    return first, at, frozenset({"number", "year"} if spoken_year else {"number"}), value, None


def _value(tokens: Tokens, lexicon: Lexicon, at: int) -> float | None:
    if at in tokens.numbers:
        return tokens.numbers[at]
    value = lexicon.values.get(("number", tokens.words[at]))
    return float(value) if isinstance(value, int | float) else None
