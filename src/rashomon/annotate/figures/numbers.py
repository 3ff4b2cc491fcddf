"""Number expressions: digits and words, ranges and bounds, money and percentages.

A small grammar over tokens, independent of the parse; every word it knows is in ``knowledge/figures.toml``.
"""

import re
from typing import Any, NamedTuple

from rashomon.knowledge import Knowledge

DIGITS = re.compile(r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?:\.\d{1,6})?")
WITH_SUFFIX = re.compile(r"(?P<digits>(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?:\.\d{1,6})?)(?P<suffix>[a-z]{1,3})")
GLUED_MONEY = re.compile(
    r"(?P<symbol>[^\d\w\s]|rs|us\$|[a-z]{1,2}\$)(?P<digits>(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?:\.\d{1,6})?)"
)
HYPHENS = frozenset({"-", "–", "—", "‑", "−"})
LONGEST = 5
"""Words in the longest phrase that bounds a number."""


class Number(NamedTuple):
    """A number expression.

    Attributes:
        first: First token, with the words that bound it.
        core: First token of the number proper.
        core_end: End of the number proper.
        end: End, with unit and the words behind that bound it.
        low: Least value, or None when open.
        high: Greatest value, or None when open.
        approximate: Whether the words blur it.
        unit: ``percent``, a currency, or None.
        few: Whether it is a word for a few or for a group ("several", "both"), not a number.
    """

    first: int
    core: int
    core_end: int
    end: int
    low: float | None
    high: float | None
    approximate: bool
    unit: str | None
    few: bool


class NumberRules:
    """The tables of numbers, laid out for the scan."""

    def __init__(self, tables: dict[str, Any]) -> None:
        numbers, bounds, money = tables["numbers"], tables["bounds"], tables["money"]
        self.units: dict[str, int] = numbers["units"]
        self.tens: dict[str, int] = numbers["tens"]
        self.scales: dict[str, float] = numbers["scales"]
        self.suffixes: dict[str, float] = numbers["suffixes"]
        self.money_suffixes: dict[str, float] = {**numbers["suffixes"], **numbers["money_suffixes"]}
        self.vague = {tuple(phrase.split()): tuple(value) for phrase, value in numbers["vague"].items()}
        self.few = {tuple(phrase.split()): tuple(value) for phrase, value in numbers["few"].items()}
        self.groups: dict[str, int] = numbers["groups"]
        self.before = _phrases(bounds, ("least", "most", "about", "least_about", "most_about", "plain"))
        self.before_last = frozenset(phrase[-1] for phrase in self.before)
        self.after = {
            phrase: effect.removeprefix("after_")
            for phrase, effect in _phrases(bounds, ("after_least", "after_most", "after_about")).items()
        }
        self.symbols: dict[str, str] = money["symbols"]
        self.money_words: dict[str, str] = money["words"]
        self.percent = {tuple(phrase.split()) for phrase in tables["units"]["percent"]}
        self.starts = {
            *self.units, *self.tens, *self.groups, *(p[0] for p in self.vague), *(p[0] for p in self.few),
            "a", "an", "half", "quarter", "hundred", "thousand", "million", "dozen",
        }  # fmt: skip


def _phrases(table: dict[str, list[str]], names: tuple[str, ...]) -> dict[tuple[str, ...], str]:
    return {tuple(phrase.split()): name for name in names for phrase in table[name]}


def number_rules(knowledge: Knowledge) -> NumberRules:
    """The rules of this knowledge; made once."""
    return knowledge.once(_build)


def _build(knowledge: Knowledge) -> NumberRules:
    return NumberRules(knowledge.toml("figures"))


def numbers(words: list[str], rules: NumberRules) -> list[Number]:
    """Number expressions in a row of lower-case words, in order, without overlap."""
    found: list[Number] = []
    at, floor = 0, 0
    while at < len(words):
        word = words[at]
        if (
            word not in rules.starts
            and not word[:1].isdigit()
            and not (word[-1:].isdigit() and GLUED_MONEY.fullmatch(word))
        ):
            at += 1
            continue
        number = _number(words, at, floor, rules)
        if number is None:
            at = _past_digits(words, at)
            continue
        found.append(number)
        at = floor = number.end
    return found


def _past_digits(words: list[str], at: int) -> int:
    """Past a word that opens no number, and past all that hyphens join to it ("907-786-8572", a score)."""
    end = at + 1
    if words[at][:1].isdigit():
        while end + 1 < len(words) and words[end] in HYPHENS and words[end + 1][:1].isdigit():
            end += 2
    return end


def _number(words: list[str], at: int, floor: int, rules: NumberRules) -> Number | None:
    core = _core(words, at, rules)
    if core is None:
        return None
    low, high, end, few, unit = core
    approximate = False
    if low == high and not few:
        ranged = _range(words, at, end, low, rules)
        if ranged is None:
            return None
        low, high, end = ranged
    core_end = end
    low_bound: float | None = low
    high_bound: float | None = high
    end, unit, scale = _unit(words, end, rules, unit, money=bool(at > floor and words[at - 1] in rules.symbols))
    low_bound, high_bound = low * scale, high * scale
    first = at
    if first > floor and words[first - 1] in rules.symbols:
        first -= 1
        unit = rules.symbols[words[first]]
    effects = []
    for phrase, effect in _behind(words, end, rules):
        end += len(phrase)
        effects.append(effect)
    for _ in range(2):
        phrase_effect = _before(words, first, floor, rules)
        if phrase_effect is None:
            break
        first -= len(phrase_effect[0])
        effects.append(phrase_effect[1])
    if first > floor and words[first - 1] in ("between", "from") and low != high:
        first -= 1
    if low == high or few:
        for effect in effects:
            if effect.startswith("least"):
                high_bound = None
            elif effect.startswith("most"):
                low_bound = None
    approximate = few or any(effect.endswith("about") for effect in effects)
    return Number(first, at, core_end, end, low_bound, high_bound, approximate, unit, few)


def _core(words: list[str], at: int, rules: NumberRules) -> tuple[float, float, int, bool, str | None] | None:
    """Least and greatest value of the bare number at a position, its end, whether it is vague, and a currency glued to it."""
    for length in (3, 2, 1):
        phrase = tuple(words[at : at + length])
        if len(phrase) < length:
            continue
        if phrase in rules.vague and (
            (at + length < len(words) and words[at + length] == "of") or length > 1 or phrase[0] != "scores"
        ):
            return (*rules.vague[phrase], at + length, True, None)
        if phrase in rules.few:
            low, high = rules.few[phrase]
            scale, end = _scales(words, at + length, rules)
            return low * scale, (high if scale == 1 else (high + 1) * scale - 1), end, True, None
    if words[at] in rules.groups:
        value = float(rules.groups[words[at]])
        return value, value, at + 1, False, None
    value_end = _cardinal(words, at, rules)
    if value_end is not None:
        return value_end[0], value_end[0], value_end[1], False, None
    match = GLUED_MONEY.fullmatch(words[at])
    if match and (match["symbol"] in rules.symbols or match["symbol"].isalpha()):
        value = float(match["digits"].replace(",", ""))
        scale, end = _scales(words, at + 1, rules)
        return value * scale, value * scale, end, False, rules.symbols.get(match["symbol"], match["symbol"].upper())
    return None


def _scales(words: list[str], at: int, rules: NumberRules) -> tuple[float, int]:
    """Product of the scale words from a position on ("hundred thousand"), and where they end."""
    scale = 1.0
    while at < len(words) and scale < 1e12 and (words[at] in rules.scales or words[at] == "dozen"):
        scale *= rules.scales.get(words[at], 12)
        at += 1
    return scale, at


def _cardinal(words: list[str], at: int, rules: NumberRules) -> tuple[float, int] | None:
    """Value and end of a cardinal in digits or words."""
    word = words[at]
    if word[:1].isdigit():
        return _digits(words, at, rules)
    if word in ("a", "an", "half", "quarter") or word in rules.scales or word == "dozen":
        return _article(words, at, rules)
    value = _below_hundred(words, at, rules)
    if value is None:
        return None
    total, (current, end) = 0.0, value
    if words[end : end + 3] == ["and", "a", "half"]:  # one and a half million
        scale, after = _scales(words, end + 3, rules)
        return (current + 0.5) * scale, after
    while end < len(words):
        if words[end] == "hundred" and current < 100:
            current, end = current * 100, end + 1
        elif words[end] == "dozen" and current < 100:
            return total + current * 12, end + 1
        elif words[end] in rules.scales and current:
            total, current, end = total + current * rules.scales[words[end]], 0.0, end + 1
        else:
            joined = end + 1 if words[end] == "and" and (current >= 100 or (total and not current)) else end
            more = (
                _below_hundred(words, joined, rules)
                if (joined > end or total or current >= 100) and current % 100 == 0
                else None
            )
            if more is None:
                break
            current, end = current + more[0], more[1]
    return total + current, end


def _below_hundred(words: list[str], at: int, rules: NumberRules) -> tuple[float, int] | None:
    if at >= len(words):
        return None
    if words[at] in rules.units:
        return float(rules.units[words[at]]), at + 1
    if words[at] not in rules.tens:
        return None
    value, end = float(rules.tens[words[at]]), at + 1
    joined = end + 1 if end < len(words) and words[end] in HYPHENS else end
    if joined < len(words) and 0 < rules.units.get(words[joined], 0) < 10:
        return value + rules.units[words[joined]], joined + 1
    return value, end


def _digits(words: list[str], at: int, rules: NumberRules) -> tuple[float, int] | None:
    word = words[at]
    if DIGITS.fullmatch(word):
        if len(word) > 1 and word[0] == "0" and not word.startswith("0."):
            return None
        end, value = at + 1, float(word.replace(",", ""))
        while len(word) <= 3 and words[end : end + 1] == ["000"]:  # "250 000"
            end, value = end + 1, value * 1000
        scale, end = _scales(words, end, rules)
        return value * scale, end
    match = WITH_SUFFIX.fullmatch(word)
    if match and match["suffix"] in rules.suffixes:
        return float(match["digits"].replace(",", "")) * rules.suffixes[match["suffix"]], at + 1
    return None


def _article(words: list[str], at: int, rules: NumberRules) -> tuple[float, int] | None:
    """Cardinals that open with an article or a fraction: "a dozen", "half a million", "a quarter of a million", "a hundred and five"."""
    here = words[at : at + 4]
    factor, end = 1.0, at
    if here[0] in ("a", "an"):
        end += 1
        here = here[1:]
    if here[:1] in (["half"], ["quarter"]):
        factor = 0.5 if here[0] == "half" else 0.25
        end += 1
        rest = words[end : end + 2]
        if rest[:2] == ["of", "a"]:
            end += 2
        elif rest[:1] in (["a"], ["an"]) or (rest[:1] and rest[0] in HYPHENS):
            end += 1
    scale, after = _scales(words, end, rules)
    if after == end:
        return None
    if factor == 1.0 and scale >= 100:
        joined = after + 1 if after < len(words) and words[after] == "and" else after
        more = _below_hundred(words, joined, rules) if joined > after else None
        if more is not None:
            return scale + more[0], more[1]
    return factor * scale, after


def _range(words: list[str], at: int, end: int, low: float, rules: NumberRules) -> tuple[float, float, int] | None:
    """Range that the number opens, or the number alone; None where hyphens join digits that are no range."""
    if end + 1 >= len(words):
        return low, low, end
    joint = words[end]
    tight = joint in HYPHENS and words[at][:1].isdigit() and words[end + 1][:1].isdigit()
    between = at > 0 and words[at - 1] == "between"
    from_to = at > 0 and words[at - 1] == "from"
    if not (tight or joint in ("or", "to") or (joint == "and" and between) or joint in HYPHENS):
        return low, low, end
    other = _cardinal(words, end + 1, rules) if words[end + 1] not in ("a", "an", "half") or joint == "and" else None
    if other is None or (from_to and joint == "to"):
        return None if tight and other is None else (low, low, end)
    high, after = other
    if (
        after < len(words)
        and words[after] in HYPHENS
        and tight
        and after + 1 < len(words)
        and words[after + 1][:1].isdigit()
    ):
        return None
    if low < 1000 <= high and low * _last_scale(words, end + 1, after, rules) < high and end == at + 1:
        low *= _last_scale(words, end + 1, after, rules)
    if low < high and (joint != "or" or high <= 3 * low + 2):
        return low, high, after
    return None if tight else (low, low, end)


def _last_scale(words: list[str], first: int, end: int, rules: NumberRules) -> float:
    """Scale word that closes a number: in "20 to 30 million" it belongs to both."""
    return rules.scales.get(words[end - 1], 1) if end - first > 1 else 1


def _unit(
    words: list[str], end: int, rules: NumberRules, unit: str | None, *, money: bool
) -> tuple[int, str | None, float]:
    """End with the unit, the unit, and the scale of a letter behind the digits ("$2.5 m")."""
    scale = 1.0
    if end < len(words) and words[end] in (rules.money_suffixes if money else {"bn": 1, "mn": 1}):
        scale = rules.money_suffixes[words[end]]
        end += 1
    for length in (2, 1):
        phrase = tuple(words[end : end + length])
        if phrase in rules.percent:
            return end + len(phrase), "percent", scale
    if (
        words[end : end + 1] == ["of"]
        and end + 1 < len(words)
        and words[end + 1].removesuffix("s") in rules.money_words
    ):
        return end + 2, rules.money_words[words[end + 1].removesuffix("s")], scale
    if end < len(words):
        named = 1 if words[end] in ("us", "u.s.", "american", "canadian", "australian") else 0
        word = words[end + named] if end + named < len(words) else ""
        code = rules.money_words.get(word) or rules.money_words.get(word.removesuffix("s"))
        if code:
            return end + named + 1, code, scale
    return end, unit, scale


def _before(words: list[str], first: int, floor: int, rules: NumberRules) -> tuple[tuple[str, ...], str] | None:
    if first <= floor or words[first - 1] not in rules.before_last:
        return None
    for length in range(min(LONGEST, first - floor), 0, -1):
        phrase = tuple(words[first - length : first])
        if phrase in rules.before:
            return phrase, rules.before[phrase]
    return None


def _behind(words: list[str], end: int, rules: NumberRules) -> list[tuple[tuple[str, ...], str]]:
    for length in (3, 2, 1):
        phrase = tuple(words[end : end + length])
        if phrase in rules.after:
            return [(phrase, rules.after[phrase])]
    return []
