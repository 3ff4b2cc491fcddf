"""Comparing two names: are they spellings, short forms or orders of one, and why.

Word by word, as in the alignment step of nomenklatura's logic-v2 (names are split, words of no weight set aside, the rest
paired by likeness), with a consonant skeleton for romanised Arabic, Persian and Slavic names in place of ICU.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from rashomon.knowledge import Knowledge

SAME = 0.8
"""From this score on two names are taken for one (tuned on every other line of name_bench)."""

_APOSTROPHES = re.compile(r"[’'‘`ʿʾʼ´]")
_WORD = re.compile(r"[^\W_]+")
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_DOUBLED = re.compile(r"(.)\1+")
# Romanisations that stand for one letter of the original, longest first (after common tables: ISO 233, BGN/PCGN, Wikipedia).
_SKELETON = (
    ("sch", "sh"), ("tch", "ch"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("zh", "j"), ("ck", "k"),
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ei", "i"), ("ey", "i"), ("ai", "i"), ("ay", "i"), ("yi", "i"), ("ie", "i"),
    ("q", "k"), ("x", "ks"), ("w", "v"), ("y", "i"), ("j", "i"), ("e", "i"), ("o", "u"), ("c", "k"),
)  # fmt: skip


class Score(NamedTuple):
    """How alike two names are.

    Attributes:
        value: 0 to 1; from :data:`SAME` on they are taken for one name.
        why: The evidence, in words.
    """

    value: float
    why: str


class NameRules(NamedTuple):
    """The tables of ``link_names.toml``, compiled."""

    titles: frozenset[str]
    given_too: frozenset[str]
    particles: frozenset[str]
    legal_forms: frozenset[str]
    variants: dict[str, str]
    nicknames: dict[str, str]
    letters: dict[int, str]


def name_rules(knowledge: Knowledge) -> NameRules:
    """Compile the tables; use through ``knowledge.once(name_rules)``."""
    table = knowledge.toml("link_names")
    return NameRules(
        titles=frozenset(table["titles"]),
        given_too=frozenset(table["given_too"]),
        particles=frozenset(table["particles"]),
        legal_forms=frozenset(table["legal_forms"]),
        variants={form: str(word) for word, forms in table["variants"].items() for form in forms},
        nicknames={form: str(word) for word, forms in table["nicknames"].items() for form in forms},
        letters={ord(letter): latin for letter, latin in table["letters"].items()},
    )


def fold(text: str, rules: NameRules) -> str:
    """Lower case, Latin letters, no accents, no apostrophes, initials joined ("U.S." to "us")."""
    joined = _INITIALS.sub(lambda match: match.group().replace(".", ""), _APOSTROPHES.sub("", text))
    spread = unicodedata.normalize("NFKD", joined.casefold().translate(rules.letters))
    return spread if spread.isascii() else "".join([char for char in spread if not unicodedata.combining(char)])


def words(text: str, rules: NameRules) -> list[str]:
    """The words of a name, folded, in its own order; "Surname, Given" is turned round."""
    if text.count(",") == 1 and len(text.split(",", maxsplit=1)[0].split()) <= 3:
        family, given = text.split(",")
        if given.strip() and given.split()[0].strip(".").casefold() not in rules.legal_forms:
            text = f"{given} {family}"
    return [rules.variants.get(word, word) for word in _WORD.findall(fold(text, rules).replace("&", " and "))]


def core(text: str, rules: NameRules, *, person: bool) -> list[str]:
    """The words that tell a name from others: titles and particles (of people), legal forms (of others) left out."""
    found = words(text, rules)
    if not person:
        kept = [word for word in found if word not in rules.legal_forms and word not in rules.particles]
        return kept or found
    if person and all(word in rules.titles or word in rules.particles for word in found):
        return found
    kept = list(found)
    while len(kept) > 1 and kept[0] in rules.titles and not (kept[0] in rules.given_too and len(kept) == 2):
        kept.pop(0)
    kept = [word for at, word in enumerate(kept) if word not in rules.particles or len(kept) == 1]
    return [word for at, word in enumerate(kept) if at == 0 or word != kept[at - 1]]


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """A word with what romanisations differ in levelled: "Soleimani" and "Suleimani", "Qasim" and "Kasem" are equal."""
    out = word
    for old, new in _SKELETON:
        out = out.replace(old, new)
    return _DOUBLED.sub(r"\1", out)


@lru_cache(maxsize=65536)
def likeness(one: str, other: str) -> float:
    """How alike two words of names are: 1 equal, 0.95 one skeleton, 0.85 a slip of the pen, 0 else."""
    if one == other:
        return 1.0
    if one.isdigit() or other.isdigit():
        return 0.0
    if min(len(one), len(other)) > 1 and skeleton(one) == skeleton(other):
        return 0.95
    if min(len(one), len(other)) > 4 and skeleton(one).replace("g", "k") == skeleton(other).replace("g", "k"):
        return 0.93
    if len(one) == 1 or len(other) == 1:
        return 0.8 if one[0] == other[0] else 0.0
    longest, shortest = max(len(one), len(other)), min(len(one), len(other))
    budget = 0 if shortest < 4 else 1 if longest < 9 else 2
    distance = min(OSA.distance(one, other), OSA.distance(skeleton(one), skeleton(other)))
    return 0.85 if 0 < distance <= budget else 0.0


def compare(one: str, other: str, rules: NameRules, *, person: bool) -> Score:
    """Compare two names.

    Args:
        one: A name.
        other: Another name.
        rules: Compiled tables.
        person: Whether they name people (order, titles and initials count) or others (legal forms and acronyms count).

    Returns:
        A score with its reason. Words left over on both sides speak against; left over on one side they are middle names.
    """
    left, right = core(one, rules, person=person), core(other, rules, person=person)
    if not left or not right:
        return Score(0.0, "no word to compare")
    if left == right:
        return Score(1.0, "same words")
    if "".join(left) == "".join(right):
        return Score(0.98, "same letters, other spaces")
    if not person and (acronym := _acronym(left, right)):
        return Score(0.9, f'"{acronym}" is made of the first letters')
    glued_left, glued_right = "".join(left), "".join(right)
    if likeness(glued_left, glued_right) >= 0.85 and min(len(left), len(right)) == 1 and len(left) != len(right):
        return Score(0.9, "same letters but for a slip, other spaces")
    pairs, rest_left, rest_right = align(left, right, rules if person else None)
    if not pairs:
        return Score(0.0, "no word in common")
    mean = sum(value for _, _, value in pairs) / len(pairs)
    why = ", ".join(f'"{a}" = "{b}"' if value == 1 else f'"{a}" ~ "{b}"' for a, b, value in pairs)
    if rest_left and rest_right:
        return Score(min(0.4, mean / 2), f"{why}; but {_quoted(rest_left)} against {_quoted(rest_right)}")
    rest = rest_left or rest_right
    if person:
        return _person(left, right, pairs, rest, mean, why)
    if rest and len(pairs) < 2 and min(len(left), len(right)) > 1:
        return Score(0.5, f"{why}; {_quoted(rest)} only on one side")
    if rest:
        covered = len(pairs) / (len(pairs) + len(rest))
        return Score(mean * (0.55 + 0.3 * covered), f"{why}; {_quoted(rest)} only on one side")
    slips = sum(value < 0.95 for _, _, value in pairs)
    return Score(mean if slips <= 1 else mean - 0.15 * slips, why)


def _person(
    left: list[str], right: list[str], pairs: list[tuple[str, str, float]], rest: list[str], mean: float, why: str
) -> Score:
    full = [pair for pair in pairs if min(len(pair[0]), len(pair[1])) > 1]
    if not full:
        return Score(0.3, f"{why}: initials only")
    slips = sum(value < 0.9 and min(len(a), len(b)) > 1 for a, b, value in pairs)
    if slips > 1:
        return Score(0.6, f"{why}: more than one slip")
    if rest:
        if len(pairs) == 1:
            return Score(0.5, f"{why}; {_quoted(rest)} only on one side: a part of a name")
        # A surname is in both, or it is another's: the last word of the shorter name must stand in the longer.
        return Score(max(0.0, mean - 0.02 * len(rest)), f"{why}; {_quoted(rest)} only on one side")
    if left == list(reversed(right)) and len(left) == 2:
        return Score(0.6, f"{why}, in the other order")
    return Score(mean, why)


def align(
    left: list[str], right: list[str], rules: NameRules | None
) -> tuple[list[tuple[str, str, float]], list[str], list[str]]:
    """Pair the words of two names, likest first; what is left over on each side.

    Args:
        left: Words of one name.
        right: Words of the other.
        rules: With nicknames for people; None for others.
    """
    scored = []
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            value = likeness(a, b)
            if rules is not None and value < 0.9 and rules.nicknames.get(a, a) == rules.nicknames.get(b, b):
                value = 0.9
            if value:
                scored.append((-value, abs(i - j), i, j))
    used_left: set[int] = set()
    used_right: set[int] = set()
    pairs = []
    for value, _, i, j in sorted(scored):
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            pairs.append((i, left[i], right[j], -value))
    rest_left = [word for i, word in enumerate(left) if i not in used_left]
    rest_right = [word for j, word in enumerate(right) if j not in used_right]
    return [(a, b, value) for _, a, b, value in sorted(pairs)], rest_left, rest_right


def _acronym(left: list[str], right: list[str]) -> str | None:
    short, long = (left, right) if len(left) < len(right) else (right, left)
    if len(short) == 1 and len(long) > 2 and short[0] == "".join(word[0] for word in long):
        return short[0].upper()
    return None


def _quoted(found: Iterable[str]) -> str:
    return ", ".join(f'"{word}"' for word in found)
