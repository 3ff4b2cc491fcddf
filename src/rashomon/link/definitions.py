"""Other names that a text itself gives: "Popular Mobilization Units (PMU)", "PMF, called Hashd al-Shaabi"."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from rashomon.link.names import NameRules, words
from rashomon.link.read import Said
from rashomon.link.tables import Tables, clean

_BRACKET = re.compile(r"\s*[(\[]\s*[\"“'‘]?([A-Z][\w.&'’-]{1,11})[\"”'’]?\s*[)\],;]")
_NAMED = frozenset({"ORGANISATION", "GROUP", "GOVERNMENT", "OTHER", "FACILITY"})


class Defined(NamedTuple):
    """A second name for a first.

    Attributes:
        first: The name that is explained.
        second: Its other name.
        why: The words of the text that say so.
    """

    first: str
    second: str
    why: str


def definitions(text: str, mentions: list[Said], tables: Tables, rules: NameRules) -> Iterator[Defined]:
    """Find definitions in one document.

    Args:
        text: The document's text.
        mentions: Its mentions, in order.
        tables: Compiled tables, for the cues.
        rules: Compiled tables of names.

    Yields:
        Pairs of names, in order of the text. Schwartz and Hearst (2003): an acronym in brackets counts where its letters
        are found in order at the beginnings of the words before it.
    """
    names = [mention for mention in mentions if mention.form == "name" and mention.kind in _NAMED]
    for mention in names:
        bracket = _BRACKET.match(text, mention.head_end)
        if bracket and spells(bracket.group(1), words(mention.head, rules)):
            yield Defined(clean(mention.head), bracket.group(1), f'"{clean(text[mention.head_start : bracket.end()])}"')
    for one, other in pairwise(names):
        gap = text[one.head_end : other.head_start]
        if len(gap) < 60 and tables.cues.fullmatch(gap):
            yield Defined(clean(one.head), clean(other.head), f'"{clean(text[one.head_start : other.head_end])}"')


def spells(acronym: str, long: list[str]) -> bool:
    """Whether the acronym's capitals stand, in order, at the beginnings of the words."""
    capitals = [char.lower() for char in acronym if char.isupper()]
    if len(capitals) < 2 or len(long) < 2:
        return False
    at = 0
    for word in long:
        if at < len(capitals) and word[0] == capitals[at]:
            at += 1
    return at == len(capitals) and long[0][0] == capitals[0]
