"""Noun phrases of the parse: what belongs to a noun and what only stands beside it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rashomon.annotate.parse import Token

OUTSIDE = frozenset(
    [
        "acl:relcl",
        "advcl",
        "advcl:relcl",
        "appos",
        "aux",
        "aux:pass",
        "case",
        "cc",
        "cc:preconj",
        "ccomp",
        "conj",
        "cop",
        "csubj",
        "csubj:pass",
        "dep",
        "discourse",
        "dislocated",
        "expl",
        "list",
        "mark",
        "nsubj",
        "nsubj:outer",
        "nsubj:pass",
        "obl",
        "obl:agent",
        "obl:unmarked",
        "orphan",
        "parataxis",
        "reparandum",
        "vocative",
        "xcomp",
        "advmod",
        "punct",
    ]
)
"""Relations of a noun's dependents that are no part of its phrase: clauses, conjuncts, its own preposition, what makes it a predicate."""
NAME_PARTS = frozenset(("flat", "compound", "nmod:desc", "goeswith", "fixed"))
"""Relations that join the words of one name."""


CLAUSE = 5
"""Tokens up to which a participle's clause is part of the phrase ("troops stationed in Basra"); longer ones stand apart."""
EXAMPLES = frozenset(("including", "such", "like", "especially", "notably", "except", "besides"))
"""Words that bring in examples, which are no part of the phrase."""
CIRCUMSTANCES = frozenset(
    ("during", "since", "until", "till", "after", "before", "despite", "amid", "amidst", "following", "ago")
)
"""Prepositions of what belongs to the act, whatever noun the parser hung it on: "troops after the battle"."""
WHEN = frozenset(("on", "in", "at", "by", "from"))
"""Prepositions of a day or year, which belongs to the act as well: "officials on Monday"."""
DAYS = frozenset(
    (
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june",
        "july", "august", "september", "october", "november", "december", "dawn", "dusk", "noon", "midnight", "daybreak", "nightfall",
    )
)  # fmt: skip
"""Names of days, months and hours."""
MARKS = frozenset('"“”«»„;:?!')
"""Marks that no phrase crosses behind its head."""


FINITE = frozenset(("VBD", "VBP", "VBZ", "MD"))
"""Tags of finite verbs: before the head of a phrase one shows a slip of the parser."""


def head_of_name(token: "Token") -> "Token":
    """The word that stands for a whole name in the tree: climbs from part to head ("al" and "Jubouri" to "Saleem")."""
    while token.dep_ in NAME_PARTS and token.head.i != token.i and token.head.pos_ == "PROPN":
        token = token.head
    return token


def noun_phrase(token: "Token") -> tuple[int, int]:
    """The full phrase of a noun: its subtree without clauses, conjuncts, appositions and its own preposition.

    Args:
        token: The head of the phrase.

    Returns:
        First token and end (half-open) of the unbroken run round the head.
    """
    doc = token.doc
    inside = {token.i}
    for child in token.children:
        if child.dep_ not in OUTSIDE or _kept(child, token):
            first, end = child.left_edge.i, child.right_edge.i + 1
            long_clause = child.dep_ == "acl" and (end - first > CLAUSE or child.tag_ == "VB")
            if child.i < token.i or not (long_clause or doc[first].lower_ in EXAMPLES or _circumstance(child)):
                inside.update(range(first, end))
    first = last = token.i
    while (first - 1 in inside or _inner_mark(first - 1, inside, token, -1)) and doc[first - 1].tag_ not in FINITE:
        first -= 1
    while (last + 1 in inside or _inner_mark(last + 1, inside, token, 1)) and doc[last + 1].text not in MARKS:
        if doc[last + 1].text == "," and last + 2 < len(doc) and doc[last + 2].tag_ == "IN":
            break  # "the fleet, with nine cruisers"
        last += 1
    while first < token.i and (
        doc[first].pos_ in ("PUNCT", "ADP", "CCONJ", "SCONJ", "PART") or doc[first].tag_ in ("WRB", "WDT", "WP")
    ):
        first += 1
    if doc[first].lower_ in ("least", "most") and first and doc[first - 1].lower_ == "at":
        first -= 1  # "at least four people"
    while last > token.i and doc[last].pos_ in ("PUNCT", "ADP", "CCONJ", "SCONJ"):
        last -= 1
    return first, last + 1


def _circumstance(child: "Token") -> bool:
    """Whether a dependent tells when or under what circumstances: the parser hangs it on the noun before too often."""
    first = child.doc[child.left_edge.i].lower_
    when = child.lower_ in DAYS or (child.lower_.isdigit() and len(child) == 4)
    return first in CIRCUMSTANCES or (first in WHEN and when)


def _kept(child: "Token", head: "Token") -> bool:
    """An adverb before a number or adjective ("about 600 troops"), or the case of a possessor, is part of the phrase."""
    return (
        child.dep_ == "advmod"
        and child.i < head.i
        and child.i + 1 < head.i
        and child.doc[child.i + 1].pos_ in ("NUM", "ADJ")
    )


def _inner_mark(at: int, inside: set[int], head: "Token", step: int) -> bool:
    """A hyphen, bracket or quotation mark between two parts of the phrase; a comma only between its modifiers."""
    doc = head.doc
    if not 0 <= at < len(doc) or doc[at].pos_ != "PUNCT" or at + step not in inside:
        return False
    return bool(doc[at].text != "," or at < head.i)
