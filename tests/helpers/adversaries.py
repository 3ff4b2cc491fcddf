"""Texts that make a backtracking matcher of a regular expression work hardest, made from the expression itself.

After the ways in which matching blows up (Davis et al., "The impact of regular expression denial of service in practice", 2018): a
repeated part is repeated very often behind what has to stand before it, and what should follow is missing; or the beginning of a match
is repeated, so that each place of the text begins one.
"""

from collections.abc import Iterator
from re import _constants as kinds  # type: ignore[attr-defined]  # the parse of an expression; there is no other way to it
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

RUNS = (
    " ",
    "\t",
    "\n",
    " \n",
    "a",
    "A",
    "1",
    '"',
    "'",
    "“",
    ".",
    ",",
    "-",
    "(",
    "<",
    "a ",
    "A ",
    "Aa ",
    "1 ",
    "Aa. ",
    "a, ",
    "1,1",
    "\u2013 ",
)
LONG = 60
"""A repetition that may be so long counts as unbounded."""
ENDS = ("\x00", "\n", "!", "q")


def texts(pattern: str, flags: int) -> Iterator[tuple[str, str, str]]:
    """What to repeat, with what stands before and behind.

    Args:
        pattern: A regular expression.
        flags: Its flags.
    """
    for run in RUNS:
        yield "", run, "\x00"
    tree = parser.parse(pattern, flags)
    whole = _sample(tree)
    yield "", whole[: len(whole) - 1] or "x", "\x00"
    yield "", whole + " ", "\x00"
    for before, body in _pumps(tree, ""):
        for end in ENDS:
            yield before, body, end
        for end in ("\x00", "q"):
            yield before, " ".join(body.split()) + " ", end  # one space where the expression allows more
        yield "", before + body, "\x00"
        yield "", before or body, "\x00"


def _pumps(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    """Each part that may repeat without end, with what has to stand before it."""
    for kind, given in tree:
        if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT):
            _, most, inner = given
            if most >= LONG:
                yield from ((before, body) for body in _samples(inner) if body)
        for inner in _inner(kind, given):
            yield from _pumps(inner, before)
        before += _one(kind, given)


def _inner(kind: Any, given: Any) -> list[Any]:
    if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT):
        return [given[2]]
    if kind is kinds.SUBPATTERN:
        return [given[3]]
    if kind is kinds.ATOMIC_GROUP:
        return [given]
    if kind is kinds.BRANCH:
        return list(given[1])
    if kind in (kinds.ASSERT, kinds.ASSERT_NOT):
        return [given[1]]
    return []


def _samples(tree: Any) -> Iterator[str]:
    """Short texts that fit an expression: one for each way its first branch can go, of which two may be the same."""
    yield _sample(tree)
    for at, (kind, given) in enumerate(tree):
        inner = given[3] if kind is kinds.SUBPATTERN else given[2] if kind is kinds.MAX_REPEAT else None
        ways = given[1] if kind is kinds.BRANCH else _ways(inner) if inner is not None else []
        if ways:
            yield from (_sample(tree[:at]) + _sample(way) + _sample(tree[at + 1 :]) for way in ways)
            return


def _ways(tree: Any) -> list[Any]:
    return list(tree[0][1][1]) if len(tree) == 1 and tree[0][0] is kinds.BRANCH else []


def _sample(tree: Any) -> str:
    return "".join(_one(kind, given) for kind, given in tree)


def _one(kind: Any, given: Any) -> str:
    """A short text that fits one part."""
    if kind is kinds.LITERAL:
        return chr(given)
    if kind is kinds.NOT_LITERAL:
        return "a" if given != ord("a") else "b"
    if kind is kinds.ANY:
        return "a"
    if kind is kinds.IN:
        return next((each for each in "a A1.,-\n\t\"'“(" if _within(given, each)), "") or _first(given)
    if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT):
        return _sample(given[2]) * min(max(1, given[0]), given[1])
    if kind is kinds.SUBPATTERN:
        return _sample(given[3])
    if kind is kinds.ATOMIC_GROUP:
        return _sample(given)
    if kind is kinds.BRANCH:
        return _sample(given[1][0])
    return ""


CLASSES = {
    kinds.CATEGORY_DIGIT: str.isdigit,
    kinds.CATEGORY_SPACE: str.isspace,
    kinds.CATEGORY_WORD: lambda each: each.isalnum() or each == "_",
    kinds.CATEGORY_NOT_DIGIT: lambda each: not each.isdigit(),
    kinds.CATEGORY_NOT_SPACE: lambda each: not each.isspace(),
    kinds.CATEGORY_NOT_WORD: lambda each: not (each.isalnum() or each == "_"),
}


def _within(given: Any, each: str) -> bool:
    """Whether a letter is of a class."""
    negated, found = False, False
    for kind, value in given:
        if kind is kinds.NEGATE:
            negated = True
        elif kind is kinds.LITERAL:
            found = found or ord(each) == value
        elif kind is kinds.RANGE:
            found = found or value[0] <= ord(each) <= value[1]
        elif kind is kinds.CATEGORY:
            found = found or CLASSES[value](each)
    return found != negated


def _first(given: Any) -> str:
    """The first letter that a class names."""
    for kind, value in given:
        if kind is kinds.LITERAL:
            return chr(value)
        if kind is kinds.RANGE:
            return chr(value[0])
    return "¤"
