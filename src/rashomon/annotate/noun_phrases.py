"""Noun phrases of the parse: what belongs to a noun and what only stands beside it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

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
    inside = {token.i}
    for child in token.children:
        if child.dep_ not in OUTSIDE or _kept(child, token):
            inside.update(range(child.left_edge.i, child.right_edge.i + 1) if child.dep_ != "acl" else _clause(child))
    first = end = token.i
    while first - 1 in inside or _inner_mark(first - 1, inside, token, -1):
        first -= 1
    while end + 1 in inside or _inner_mark(end + 1, inside, token, 1):
        end += 1
    return first, end + 1


def _kept(child: "Token", head: "Token") -> bool:
    """An adverb before a number or adjective ("about 600 troops"), or the case of a possessor, is part of the phrase."""
    return (
        child.dep_ == "advmod"
        and child.i < head.i
        and child.i + 1 < head.i
        and child.doc[child.i + 1].pos_ in ("NUM", "ADJ")
    )


def _clause(child: "Token") -> range:
    return range(child.left_edge.i, child.right_edge.i + 1)


def _inner_mark(at: int, inside: set[int], head: "Token", step: int) -> bool:
    """A hyphen, bracket or quotation mark between two parts of the phrase; a comma only between its modifiers."""
    doc = head.doc
    if not 0 <= at < len(doc) or doc[at].pos_ != "PUNCT" or at + step not in inside:
        return False
    return doc[at].text != "," or at < head.i
