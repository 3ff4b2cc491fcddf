"""Which numbers count something, and what: "27 people" and "20 were killed", but not "Flight 27", "aged 27" or "Article 5"."""

import re
from typing import Any, NamedTuple

from rashomon.annotate.figures.grid import Grid
from rashomon.annotate.figures.numbers import HYPHENS, Number
from rashomon.knowledge import Knowledge

YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
RECENT = range(1985, 2040)
"""Years that a bare four-digit number before a plural is ("2016 homicides"), rather than a count."""
LONGEST_PHRASE = 25
"""Tokens of the longest noun phrase: bounds the walk."""
LEFT = frozenset(
    {
        "det",
        "amod",
        "compound",
        "nummod",
        "nmod:poss",
        "nmod:desc",
        "case",
        "punct",
        "advmod",
        "flat",
        "nmod",
        "det:predet",
        "obl:unmarked",
        "cc:preconj",
        "nmod:unmarked",
    }
)
RELATIVE = ("WDT", "WP", "WRB")
"""Tags of the words that open a relative clause: no part of the phrase behind them."""
ARGUMENTS = frozenset(
    {
        "nsubj",
        "nsubj:pass",
        "obj",
        "obl",
        "conj",
        "nmod",
        "appos",
        "ROOT",
        "xcomp",
        "parataxis",
        "obl:agent",
        "iobj",
        "dep",
        "advmod",
    }
)


class Count(NamedTuple):
    """A number that counts.

    Attributes:
        number: The number expression.
        anchor: Token of the number whose head lies outside it.
        carrier: Token that stands for the phrase in the parse: the counted noun, or the number where it stands alone.
        noun: The counted noun, or None.
        what: First and end token of the counted phrase, or None.
    """

    number: Number
    anchor: int
    carrier: int
    noun: int | None
    what: tuple[int, int] | None


class CountRules:
    """The tables of what is counted."""

    def __init__(self, tables: dict[str, Any]) -> None:
        self.before = frozenset(tables["labels"]["before"])
        self.before_bare = frozenset(tables["labels"]["before_bare"])
        self.invariable = frozenset(tables["units"]["invariable"])
        self.behind = frozenset(tables["labels"]["behind"])
        self.nouns = frozenset(tables["labels"]["nouns"])
        self.telephones = frozenset(tables["labels"]["telephones"])
        harms = [table for table in tables["harm"].values() if isinstance(table, dict)]
        self.states = frozenset(
            [
                *tables["harm_forms"].values(),
                *tables["predicates"]["fatal"],
                *(word for table in harms for word in table["adjectives"]),
            ]
        )
        self.times = frozenset(tables["units"]["times"])
        self.groups = frozenset(tables["numbers"]["groups"])
        self.copulas = frozenset(tables["predicates"]["copulas"])
        self.said = frozenset(tables["predicates"]["verbs"])
        self.plural_verbs = frozenset(tables["people"]["plural_verbs"])
        singular = [noun for noun in tables["people"]["nouns"] if len(noun) > 2]
        plural = [noun[:-3] + "men" for noun in singular if noun.endswith("man")] + ["children", "wives"]
        self.people = frozenset([*(noun + "s" for noun in singular), *plural, *tables["people"]["plural"], "person"])
        self.measures = frozenset(tables["units"]["measures"])
        self.kinds = {
            noun: kind
            for table in ("thing_kinds", "people_kinds")
            for kind, nouns in tables[table].items()
            for noun in nouns
        }


def count_rules(knowledge: Knowledge) -> CountRules:
    """The rules of this knowledge; made once."""
    return knowledge.once(_build)


def _build(knowledge: Knowledge) -> CountRules:
    return CountRules(knowledge.toml("figures"))


def count(grid: Grid, number: Number, rules: CountRules) -> Count | None:
    """What a number counts, or None where it counts nothing."""
    if number.unit is not None:
        return Count(number, _anchor(grid, number), _anchor(grid, number), None, None)
    words, end = grid.words, number.end
    size = len(words)
    before = words[number.first - 1] if number.first else ""
    behind = words[end] if end < size else ""
    same = end < size and grid.sentences[end] == grid.sentences[number.core]
    if not same:
        behind = ""
    if words[number.core] in rules.telephones or _labelled(grid, number, before, behind, rules):
        return None
    anchor = _anchor(grid, number)
    noun = _noun(grid, number, anchor, rules)
    if same and behind in rules.people and (noun is None or grid.tags[noun] == "NNP"):
        noun = end
    if noun is not None:
        lemma = grid.lemmas[noun]
        if lemma in rules.times or grid.words[noun] in rules.times:
            return None
        if not _countable(grid, number, noun, rules):
            return None
        return Count(number, anchor, noun, noun, _what(grid, noun, number))
    if before == "but" and words[number.first - 2 : number.first - 1] in (["all"], ["none"], ["nothing"]):
        return None
    if before in rules.before_bare and not number.few and number.first == number.core:
        return None
    if YEAR.fullmatch(words[number.core]) and number.core_end == number.core + 1 and number.first == number.core:
        return None
    if behind == "of" and end + 1 < size:
        inner = next(
            (
                child
                for at in range(number.core, number.core_end)
                for child in grid.children[at]
                if child > end and grid.deps[child] == "nmod" and grid.case(child) == "of"
            ),
            None,
        )
        if inner is not None:
            if grid.lemmas[inner] in rules.times:
                return None
            return Count(number, anchor, anchor, inner, (end + 1, _right(grid, inner)))
    if behind in rules.states:
        return Count(number, anchor, anchor, None, None)
    group = words[number.core] in rules.groups and grid.deps[anchor] == "obl:unmarked"
    if behind in rules.times or behind.removesuffix("s") in rules.times:
        return None
    if behind in rules.plural_verbs and grid.pos[anchor] == "NUM":
        return Count(
            number, anchor, anchor, None, None
        )  # "of her crew 1,017 were killed": a subject, wherever it hangs
    if grid.deps[anchor] not in ARGUMENTS and not group and before not in rules.said:
        return None
    if grid.deps[anchor] in ("appos", "nmod", "nummod") and grid.heads[anchor] < anchor and not grid.case(anchor):
        return None  # "Smith, 22,"
    return Count(number, anchor, anchor, None, None)


def _countable(grid: Grid, number: Number, noun: int, rules: CountRules) -> bool:
    """Whether a noun can be counted by the number: a plural, or a singular after one; and the number is no year."""
    word, tag = grid.words[noun], grid.tags[noun]
    if number.low != 1 and tag in ("NN", "NNP") and word not in rules.invariable and word not in rules.people:
        return False
    if not YEAR.fullmatch(grid.words[number.core]) or number.core_end > number.core + 1 or number.first < number.core:
        return True
    return int(grid.words[number.core]) not in RECENT and tag in ("NNS", "NNPS")


def _labelled(grid: Grid, number: Number, before: str, behind: str, rules: CountRules) -> bool:
    """Labels, ages, addresses, calibres, times of day, compounds such as "five-member"."""
    words, end = grid.words, number.end
    if number.low == number.high and before in rules.before and not number.few:
        return True
    if behind in rules.behind or (behind in HYPHENS and grid.glued[end]) or behind in ("/", "°"):
        return True
    glued = grid.glued[number.first]
    if glued and (before in HYPHENS or before in ("/", "#", ".")):
        return True
    if before == "(" and behind == ")":
        return True
    if _in_ages(words, number.first):
        return True
    after = words[end : end + 2]
    if after in (
        ["or", "younger"],
        ["or", "older"],
        ["and", "under"],
        ["and", "over"],
        ["and", "older"],
        ["and", "younger"],
    ):
        return True
    if after[:1] in (["years"], ["year"], ["months"], ["weeks"], ["days"]):
        return True
    digits = words[number.core][:1].isdigit()
    if (
        digits
        and number.low == number.high
        and end < len(words)
        and grid.texts[end][:1].isupper()
        and grid.tags[end] in ("NNP", "CD", "IN")
        and grid.sentences[end] == grid.sentences[number.core]
    ):
        names = [word.rstrip(".") for word in words[end : end + 5]]
        if any(name in rules.behind for name in names):
            return True
    return (
        digits
        and number.first > 0
        and words[number.first - 1] == ","
        and behind in (",", ".", "", ";", ")")
        and grid.pos[number.first - 2] == "PROPN"
    )


def _in_ages(words: list[str], first: int) -> bool:
    """Whether a number stands in a row of ages: "ages 25, 26 and 33"."""
    at = first - 1
    while at >= max(0, first - LONGEST_PHRASE) and (words[at] in (",", "and", "&") or words[at].isdigit()):
        at -= 1
    return at >= 0 and words[at] in ("ages", "aged", "age")


def _anchor(grid: Grid, number: Number) -> int:
    """Token of the number whose head lies outside it; the last where there are several."""
    inside = range(number.core, number.core_end)
    return next(
        (at for at in reversed(inside) if grid.heads[at] not in inside or grid.heads[at] == at), number.core_end - 1
    )


def _noun(grid: Grid, number: Number, anchor: int, rules: CountRules) -> int | None:
    """Noun that the number stands before: by the parse, else the nearest noun behind adjectives."""
    head, end = grid.heads[anchor], number.end
    if (
        (
            grid.deps[anchor] in ("nummod", "det", "amod", "compound", "nmod", "advmod", "det:predet", "cc:preconj")
            and end <= head < end + 8
            and grid.pos[head] in ("NOUN", "PROPN", "ADJ", "PRON")
        )
        and grid.sentences[head] == grid.sentences[anchor]
        and not any(word in (",", ";", ":", "(") for word in grid.words[end:head])
        and not (grid.words[end] == "and" and grid.words[number.first - 1] in rules.copulas)
    ):
        return head
    at = end
    while at < min(len(grid.words), end + 4) and grid.sentences[at] == grid.sentences[anchor]:
        if grid.tags[at] in ("NNS", "NNPS"):
            return at
        if grid.tags[at] not in ("JJ", "NNP", "NN", "VBN"):
            return None
        at += 1
    return None


def _what(grid: Grid, noun: int, number: Number) -> tuple[int, int]:
    first = number.end + (grid.words[number.end] == "of")
    return min(first, noun), _right(grid, noun)


def _right(grid: Grid, noun: int) -> int:
    """End of a noun phrase: its head with what is one name with it and an "of" phrase."""
    end = noun + 1
    for child in grid.children[noun]:
        if child == end and grid.deps[child] in ("flat", "compound", "fixed", "goeswith"):
            end = child + 1
        elif (
            child > end
            and grid.deps[child] == "nmod"
            and grid.case(child) == "of"
            and grid.words[end : end + 1] == ["of"]
        ):
            inner_end = child + 1
            for inner in grid.children[child]:
                if inner == inner_end and grid.deps[inner] in ("flat", "compound"):
                    inner_end = inner + 1
            if inner_end - end < 8:
                end = inner_end
            break
    return end


def left_edge(grid: Grid, head: int) -> int:
    """First token of a noun phrase: its unbroken modifiers to the left ("a 4-year-old girl")."""
    inside, stack = {head}, [head]
    while stack and len(inside) < LONGEST_PHRASE:
        for child in grid.children[stack.pop()]:
            if child < head and grid.deps[child] in LEFT and child not in inside and grid.tags[child] not in RELATIVE:
                inside.add(child)
                stack.append(child)
    first = head
    while first - 1 in inside:
        first -= 1
    while first < head and (grid.deps[first] in ("punct", "case", "cc") or grid.words[first] in (",", "and")):
        first += 1
    return first


def phrase(grid: Grid, head: int) -> tuple[int, int]:
    """First and end token of a noun phrase."""
    return left_edge(grid, head), _right(grid, head)
