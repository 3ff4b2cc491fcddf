"""The tense of the clause that an event's trigger stands in, and whether that clause is an aside."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rashomon.annotate.parse import Token

CLIMB = 4
"""Steps up the tree to the verb of a trigger that is none."""
ASIDE = frozenset({"relcl", "acl:relcl", "acl"})
"""Labels of clauses that say more about a thing, whenever that was: "the doctor, who worked here"."""


def is_aside(token: "Token") -> bool:
    """Whether the clause of a trigger only tells more about something named, or what something else is counted from."""
    verb = _verb(token)
    return verb.dep_ in ASIDE or any(child.dep_ == "mark" and child.lower_ == "since" for child in verb.children)


def clause_tense(token: "Token") -> str:
    """Tense of the clause of an event's trigger: past, perfect, progressive, present, future or none."""
    verb = _verb(token)
    while verb.tag_ in ("VBG", "VB", "VBN") and verb.dep_ in ("xcomp", "advcl", "conj") and verb.head.i != verb.i:
        if any(child.dep_ in ("aux", "aux:pass") and child.tag_ != "TO" for child in verb.children):
            break
        verb = verb.head
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "aux:pass", "cop")}
    tags = {child.tag_ for child in verb.children if child.dep_ in ("aux", "aux:pass", "cop")} | {verb.tag_}
    if "MD" in tags:
        return "future"
    if helpers & {"has", "have", "'ve"}:
        return "perfect"
    if "VBD" in tags or (verb.tag_ == "VBN" and verb.i != token.i):
        return "past"
    if verb.tag_ == "VBG" and helpers & {"is", "are", "'s", "'re", "am"}:
        return "progressive"
    if tags & {"VBZ", "VBP"}:
        return "present"
    return "none"


def _verb(token: "Token") -> "Token":
    verb = token
    for _ in range(CLIMB):
        if verb.pos_ in ("VERB", "AUX") or verb.head.i == verb.i:
            break
        verb = verb.head
    return verb
