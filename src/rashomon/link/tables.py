"""The shipped tables of states and actors, compiled for look-up."""

import re
from functools import lru_cache
from typing import NamedTuple

from rashomon.knowledge import Knowledge
from rashomon.link.names import NameRules, fold, name_rules

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?:['’]s|s['’]|['’])$")
_BLANKS = re.compile(r"\s+")
_NO_WORD = re.compile(r"[^\w]+")
_PLURALS = {"men": "man", "women": "woman", "children": "child", "people": "people", "authorities": "authority", "families": "family",
            "parties": "party", "navies": "navy", "armies": "army", "deputies": "deputy", "forces": "force", "aircraft": "aircraft"}  # fmt: skip


class Entry(NamedTuple):
    """A row of a table of actors.

    Attributes:
        name: Shown name.
        kind: ``GOVERNMENT``, ``ORGANISATION`` or ``GROUP``.
        country: ISO 3166-1 alpha-3, or None.
        wikidata: Wikidata identifier, or None.
        source: Where the row's facts come from.
    """

    name: str
    kind: str
    country: str | None
    wikidata: str | None
    source: str


class Tables(NamedTuple):
    """Look-ups from folded names.

    Attributes:
        names: Names of states and listed actors.
        seats: Capitals and seats of government; they stand for a government only where the text lets them act.
        peoples: Plurals of nationality ("Iraqis").
        adjectives: Adjectives of nationality.
        by_code: States by ISO code.
        parts: Part of a state by head word.
        plain: Words that may stand between a nationality and such a head.
        led: Heads of "X-led ..." phrases.
        premises: Heads that stand for the body named right before them ("embassy compound").
        cues: Words that define another name.
    """

    names: dict[str, Entry]
    seats: dict[str, Entry]
    peoples: dict[str, Entry]
    adjectives: dict[str, Entry]
    by_code: dict[str, Entry]
    parts: dict[str, str]
    plain: frozenset[str]
    led: frozenset[str]
    premises: frozenset[str]
    cues: re.Pattern[str]


@lru_cache(maxsize=65536)
def clean(text: str) -> str:
    """A name as written, without article, possessive and doubled blanks."""
    return _POSSESSIVE.sub("", _ARTICLE.sub("", _BLANKS.sub(" ", text).strip(" ,;:\"“”'()-–—")))


def key(text: str, rules: NameRules) -> str:
    """Look-up key of a name: folded words without blanks; short capitals keep their case ("IS" is no "is")."""
    bare = clean(text)
    letters = _NO_WORD.sub("", bare)
    if letters.isupper() and len(letters) <= 5:
        return "=" + letters
    return _NO_WORD.sub("", fold(bare, rules))


@lru_cache(maxsize=65536)
def singular(word: str) -> str:
    """A head word in lower case and singular, roughly: enough to look it up."""
    low = word.lower()
    if low in _PLURALS:
        return _PLURALS[low]
    for plural, single in _PLURALS.items():
        if low.endswith(plural) and len(low) > len(plural) + 2 and plural in ("men", "women"):
            return low[: -len(plural)] + single
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    return low[:-1] if low.endswith("s") and not low.endswith(("ss", "us", "is")) and len(low) > 3 else low


def tables(knowledge: Knowledge) -> Tables:
    """Compile ``states.csv``, ``actors.csv`` and ``link.toml``; use through ``knowledge.once(tables)``."""
    rules = knowledge.once(name_rules)
    plain = frozenset(knowledge.toml("link")["plain"]["words"])
    led, premises = (frozenset(knowledge.toml("link")[name]["heads"]) for name in ("led", "premises"))
    out = Tables({}, {}, {}, {}, {}, {}, plain, led, premises, _cues(knowledge))
    for row in knowledge.csv("states"):
        entry = Entry(row["name"], "GOVERNMENT", row["code"] or None, None, row["source"])
        if entry.country:
            out.by_code[entry.country] = entry
        for column, into in (
            ("names", out.names),
            ("capital", out.seats),
            ("seats", out.seats),
            ("people", out.peoples),
            ("adjectives", out.adjectives),
        ):
            for name in [row["name"]] * (column == "names") + row[column].split("|"):
                if name:
                    into.setdefault(key(name, rules), entry)
    for row in knowledge.csv("actors"):
        entry = Entry(row["name"], row["kind"], row["country"] or None, row["wikidata"] or None, row["source"])
        for name in [row["name"], *row["names"].split("|")]:
            if name:
                out.names.setdefault(key(name, rules), entry)
    for part, heads in knowledge.toml("link")["parts"].items():
        out.parts.update(dict.fromkeys(heads, part))
    return out


def _cues(knowledge: Knowledge) -> re.Pattern[str]:
    cues = sorted(knowledge.toml("link")["definitions"]["cues"], key=len, reverse=True)
    joined = "|".join(re.escape(cue).replace(r"\ ", r"\s++") for cue in cues)
    return re.compile(rf"\s*+(?:,\s*+)?(?:\(\s*+)?(?:{joined})\s++(?:the\s++|as\s++)?[\"“'‘]?\s*+", re.IGNORECASE)
