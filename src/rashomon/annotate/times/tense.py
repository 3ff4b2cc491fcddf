"""Whether the clause round a time expression looks back or ahead."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rashomon.annotate.parse import Span, Token

CLIMB = 6
"""Steps up the tree after which the verb found no longer governs the expression."""
CLAUSE = 6
"""Tokens before the expression in which "had" makes even a plan one of the past: "had been due to expire Friday"."""
NOW = frozenset({"is", "are", "'s", "’s", "has", "have", "been"})
"""Helpers that leave a plan ahead."""
WINDOW = 3
"""Tokens before the expression in which a word such as "until" or "due" decides."""


def tense(
    span: "Span", future: frozenset[str], ahead: frozenset[str], past: frozenset[str], lasting: frozenset[str]
) -> str:
    """``past``, ``future`` or ``none``.

    Args:
        span: The expression's tokens.
        future: Verbs and helpers that point ahead.
        ahead: Words right before the expression that point ahead.
        past: Words that point back.
        lasting: Verbs whose past tense "until" does not turn to the future: "lasted until Friday".
    """
    if not len(span):
        return "none"
    document = span.doc
    before = [document[at].lower_ for at in range(max(span[0].sent.start, span.start - WINDOW), span.start)]
    if any(word in past for word in before[-1:]):
        return "past"
    clause = [document[at].lower_ for at in range(max(span[0].sent.start, span.start - CLAUSE), span.start)]
    if "had" in clause:
        return "past"
    head = span.root.head
    if head.tag_ == "VBD" and head.lemma_.lower() in lasting:
        return "past"
    if any(word in ahead for word in before) and span.start > span[0].sent.start + 1:
        return "future"
    token = span.root
    for _ in range(CLIMB):
        found = _of_verb(token, future) if token.i < span.start or token.i >= span.end else "none"
        if found != "none":
            return found
        if token.head.i == token.i:
            break
        token = token.head
    return "none"


def is_ahead(span: "Span", certain: frozenset[str]) -> bool:
    """Whether the verb above an expression says "will": then it counts from publication, whatever was named before."""
    token = span.root
    for _ in range(CLIMB):
        if any(child.lower_ in certain for child in token.children if child.dep_ in ("aux", "aux:pass")):
            return True
        if token.pos_ == "VERB" or token.head.i == token.i:
            return False
        token = token.head
    return False


def narrates(span: "Span", speech: frozenset[str]) -> bool:
    """Whether a day named here is one of what is told, and not a dateline nor the day on which somebody said it."""
    if not len(span):
        return False
    token = span.root
    for _ in range(CLIMB):
        if token.pos_ in ("VERB", "AUX"):
            return token.lemma_.lower() not in speech and all(child.dep_ != "ccomp" for child in token.children)
        if token.head.i == token.i:
            return False
        token = token.head
    return True


def _of_verb(token: "Token", future: frozenset[str]) -> str:
    if token.pos_ not in ("VERB", "AUX") and token.tag_ not in ("VBD", "VBN", "VBZ", "VBP", "VB"):
        if token.lower_ in future:
            return "future"
        copula = [child for child in token.children if child.dep_ in ("cop", "aux")]
        return _helpers(copula, future) if copula else "none"
    helpers = [child for child in token.children if child.dep_ in ("aux", "aux:pass", "cop")]
    if token.lower_ in future and all(helper.lower_ in NOW for helper in helpers):  # "is due", "has scheduled"
        return "future"
    found = _helpers(helpers, future)
    if found != "none":
        return found
    if token.tag_ == "VBD":
        return "past"
    if token.tag_ == "VB" and any(child.lower_ == "to" for child in token.children):
        head = token.head
        return "future" if head.lower_ in future or head.lemma_ in future else "none"
    if token.tag_ == "VB" and not helpers and token.i == token.sent.start + (token.sent[0].lower_ == "please"):
        return "future"  # an imperative
    if token.tag_ == "VBN":
        return "past" if not helpers else "none"
    return "none"


def _helpers(helpers: "list[Token]", future: frozenset[str]) -> str:
    words = [helper.lower_ for helper in helpers]
    if any(word in ("was", "were", "had", "did", "have", "has", "been", "'ve", "'d") for word in words):
        return "past"
    if any(word in future for word in words):
        return "future"
    return "none"
