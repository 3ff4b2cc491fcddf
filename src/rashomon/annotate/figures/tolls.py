"""Figures whose number does not stand before what it counts: "the dead numbered 20", "six were hit, two of them fatally".

Both are read from the row of words: parsers take "the dead numbered" for adjectives and hang the adverb anywhere.
"""

from collections.abc import Iterator
from typing import Any

from rashomon.annotate.figures.counts import Count
from rashomon.annotate.figures.grid import Grid
from rashomon.annotate.figures.reading import Reading
from rashomon.knowledge import Knowledge


class TollRules:
    """The tables of what a number is said of."""

    def __init__(self, tables: dict[str, Any]) -> None:
        predicates = tables["predicates"]
        self.verbs = frozenset(predicates["verbs"])
        self.links = frozenset(predicates["links"])
        self.fatal = frozenset(predicates["fatal"])
        self.picked = frozenset(predicates["picked"])
        self.kinds: dict[str, str] = dict.fromkeys(predicates["open"], "other")
        for kind in ("killed", "injured", "missing", "displaced", "detained"):
            table = tables["harm"][kind]
            self.kinds.update(dict.fromkeys([*table["adjectives"], *table["counted"]], kind))
        self.totals = [phrase.split() for phrase in tables["harm"]["killed"]["toll"]]


def toll_rules(knowledge: Knowledge) -> TollRules:
    """The rules of this knowledge; made once."""
    return knowledge.once(_build)


def _build(knowledge: Knowledge) -> TollRules:
    return TollRules(knowledge.toml("figures"))


def tolls(grid: Grid, found: list[Count], rules: TollRules) -> Iterator[Reading]:
    """Readings of numbers said of a noun before them, and of parts told by an adverb.

    Args:
        grid: The parse.
        found: Numbers that count.
        rules: The tables.
    """
    for counted in found:
        if counted.number.unit is not None:
            continue
        noun = _said_of(grid, counted.number.first, rules)
        if noun is not None:
            if _is_total(grid, noun, rules):  # what a toll counts is left open
                yield _reading(counted, "killed", noun, None, None)
            else:
                yield _reading(counted, rules.kinds[grid.lemmas[noun]], noun, (noun, noun + 1), grid.lemmas[noun])
            continue
        adverb = _fatal(grid, counted.number.end, rules)
        if adverb is not None and counted.number.first and grid.words[counted.number.first - 1] in PAUSES:
            yield _reading(counted, "killed", adverb, None, None)


PAUSES = (",", "-", "–", "—", "--", "and", ";", "including", "(")
"""What parts a part from the total before it."""


def _reading(counted: Count, kind: str, trigger: int, what: tuple[int, int] | None, population: str | None) -> Reading:
    number = counted.number
    return Reading(
        first=number.first,
        end=number.end,
        low=number.low,
        high=number.high,
        approximate=number.approximate,
        kind=kind,
        what=what,
        population=population,
        carrier=counted.carrier,
        trigger=trigger,
    )


def _said_of(grid: Grid, first: int, rules: TollRules) -> int | None:
    """The noun that a number is said of: "the dead numbered 6,097", "British casualties were 6,784"."""
    at = first - 1
    if at >= 0 and grid.words[at] in rules.links:
        at -= 1
    if at < 1 or grid.words[at] not in rules.verbs or grid.sentences[at] != grid.sentences[first]:
        return None
    if grid.words[at - 1] in ("had", "have", "has"):
        at -= 1
    noun = at - 1
    if noun < 0 or grid.sentences[noun] != grid.sentences[at]:
        return None
    return noun if grid.lemmas[noun] in rules.kinds or _is_total(grid, noun, rules) else None


def _is_total(grid: Grid, noun: int, rules: TollRules) -> bool:
    """Whether a noun is the total of the dead: "the death toll"."""
    return any(grid.words[noun + 1 - len(phrase) : noun + 1] == phrase for phrase in rules.totals)


def _fatal(grid: Grid, end: int, rules: TollRules) -> int | None:
    """The adverb that tells a part's end: "two fatally", "two of them mortally", but not "two fatally shot men"."""
    at = end + 2 if grid.words[end : end + 1] == ["of"] and grid.words[end + 1 : end + 2] != [] else end
    if at > end and grid.words[at - 1] not in rules.picked:
        return None
    if at >= len(grid.words) or grid.words[at] not in rules.fatal or grid.sentences[at] != grid.sentences[end - 1]:
        return None
    behind = grid.tags[at + 1] if at + 1 < len(grid.tags) else ""
    return None if behind in ("VBN", "VBD", "JJ") else at
