"""A sentence has a verb: where the parse made its verb a participle, or part of another clause, it is given back.

Only whole sentences are looked at: those that end with a full stop and whose head is a noun or a torn participle. Headlines,
captions and lines of lists may do without a verb.
"""

from typing import TYPE_CHECKING

from rashomon.language.english import english

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

FINITE = frozenset({"VBD", "VBP", "VBZ"})
PAST = frozenset({"VBD", "VBN"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
CLAUSES = ("ccomp", "acl", "advcl", "conj", "parataxis", "csubj")
PREPOSITIONS = frozenset(
    (
        "of",
        "at",
        "on",
        "in",
        "by",
        "from",
        "under",
        "near",
        "behind",
        "beside",
        "above",
        "below",
        "against",
        "into",
        "inside",
        "outside",
    )
)
"""Prepositions that open no clause with a subject."""
SHORTEST = 4
"""Words of a sentence that is looked at, its full stop included."""


def give_verb(sentence: "Span") -> None:
    """Give a sentence its verb back where the parse took it for something else."""
    if len(sentence) < SHORTEST or sentence[-1].text != ".":
        return
    root = sentence.root
    if root.pos_ in NOMINAL and not any(child.dep_ in ("cop", "nsubj", "csubj", "expl") for child in root.children):
        any(give(root) for give in (_from_participle, _from_relative, _from_clause, _from_modifier, _from_phrase))
    elif root.tag_ in PAST:
        _from_complement(root)


def _from_participle(noun: "Token") -> bool:
    """A past form with an object right behind the noun: "Prussian troops bombed and invaded Saxony."."""
    verb = next((child for child in noun.children if child.dep_ == "acl" and child.tag_ in PAST), None)
    if verb is None or verb.left_edge != verb or verb.nbor(-1).text == ",":
        return False
    if any(child.dep_ == "obl:agent" or child.dep_.startswith("aux") for child in verb.children):
        return False
    shared = [verb, *(child for child in verb.children if child.dep_ == "conj" and child.tag_ in PAST)]
    if verb.lower_ not in english().without_object and not any(
        child.dep_ in ("obj", "ccomp") for one in shared for child in one.children
    ):
        return False
    if any(child.tag_ in FINITE and child.dep_ == "conj" for child in noun.children):
        return False
    _predicate(noun, verb)
    verb.tag_ = "VBD"
    return True


def _from_relative(noun: "Token") -> bool:
    """A verb behind the second comma of a relative clause: "The clerk, who was raised in Olm, confessed."."""
    for clause in noun.children:
        edge = clause.left_edge
        if not clause.dep_.startswith("acl:relcl") or "," not in (edge.text, edge.nbor(-1).text if edge.i else ""):
            continue
        for verb in clause.children:
            if verb.dep_ != "conj" or verb.tag_ not in PAST | FINITE or verb.i < clause.i or verb.nbor(-1).text != ",":
                continue
            if any(child.dep_ == "cc" or child.dep_.startswith(("nsubj", "aux")) for child in verb.children):
                continue
            _predicate(noun, verb)
            verb.tag_ = "VBD" if verb.tag_ == "VBN" else verb.tag_
            return True
    return False


def _from_clause(noun: "Token") -> bool:
    """What is said of a noun with a clause, torn into that clause: "The claim that she carried arms was false."."""
    for clause in noun.children:
        if clause.dep_ not in ("acl", "ccomp", "acl:relcl") or clause.left_edge.lower_ != "that":
            continue
        if any(child.dep_ == "obj" and child.i > clause.i for child in clause.children):
            continue
        for said in clause.children:
            if said.dep_ != "ccomp" or said.i < clause.i or any(child.dep_ == "mark" for child in said.children):
                continue
            subject = next((child for child in said.children if child.dep_ in ("nsubj", "nsubj:pass")), None)
            finite = next((child for child in said.children if child.dep_ in ("cop", "aux", "aux:pass")), None)
            if subject is None or finite is None or subject.left_edge.i != clause.i + 1 or finite.i < subject.i:
                continue
            relation = subject.dep_
            subject.head, subject.dep_ = clause, "obj"
            _predicate(noun, said, relation)
            return True
    return False


def _from_modifier(noun: "Token") -> bool:
    """A past form between a subject and the noun, to which the sentence says that something was told: "The general told reporters that"."""
    if noun.i < noun.sent.start + 3 - 1:
        return False
    verb = noun.nbor(-1)
    told = next(
        (child for child in noun.children if child.dep_ in ("acl:relcl", "ccomp", "acl") and child.i > noun.i), None
    )
    if (
        verb.head != noun
        or verb.dep_ != "amod"
        or verb.tag_ not in PAST
        or told is None
        or told.left_edge.lower_ != "that"
    ):
        return False
    subject = verb.nbor(-1)
    if (
        subject.head != noun
        or subject.dep_ not in ("amod", "compound", "nmod:desc")
        or subject.tag_ not in ("JJ", "NN", "NNS", "NNP")
    ):
        return False
    rest = [child for child in noun.children if child.i < subject.i]
    after = [child for child in noun.children if child.i > noun.i]
    if not any(child.dep_ == "det" for child in rest) and subject.tag_ == "JJ":
        return False
    verb.head = verb
    verb.dep_, verb.tag_, verb.pos_ = "ROOT", "VBD", "VERB"
    noun.head, noun.dep_ = verb, "obj"
    for child in rest:
        child.head = subject
    subject.head, subject.dep_ = verb, "nsubj"
    if subject.tag_ == "JJ":
        subject.tag_, subject.pos_ = "NN", "NOUN"
    for child in after:
        child.head = verb
    told.dep_ = "ccomp"
    opener = told.left_edge
    if opener.head == told and any(child.dep_.startswith("nsubj") and child != opener for child in told.children):
        opener.dep_, opener.tag_, opener.pos_ = "mark", "IN", "SCONJ"
    return True


def _from_phrase(noun: "Token") -> bool:
    """What is said behind a phrase with a preposition that opens no clause: "The soldiers under that flag are Saxons."."""
    for said in noun.children:
        opener = next((child for child in said.children if child.dep_ in ("mark", "case")), None)
        subject = next((child for child in said.children if child.dep_ == "nsubj"), None)
        finite = next((child for child in said.children if child.dep_ in ("cop", "aux")), None)
        if opener is None or subject is None or finite is None or opener.lower_ not in PREPOSITIONS:
            continue
        if opener.i != noun.i + 1 or not opener.i < subject.i < finite.i < said.i:
            continue
        for child in list(opener.children):
            child.head, child.dep_ = subject, "det" if child.lower_ in ("that", "this") else child.dep_
        _predicate(noun, said)
        subject.head, subject.dep_ = noun, "nmod"
        opener.head, opener.dep_ = subject, "case"
        return True
    return False


def _from_complement(torn: "Token") -> bool:
    """A participle with its agent before the sentence's verb: "An attack carried out by the rebels killed nine."."""
    children = list(torn.children)
    subject = next((child for child in children if child.dep_.startswith("nsubj")), None)
    if subject is None or subject.right_edge.i + 1 != torn.i or subject.pos_ not in NOMINAL - {"PRON"}:
        return False
    if not any(child.dep_ == "obl:agent" for child in children):
        return False
    if any(child.dep_.startswith("aux") or child.dep_ == "cc" for child in children):
        return False
    for verb in children:
        if (
            verb.dep_ not in ("xcomp", "ccomp", "conj", "parataxis", "advcl")
            or verb.i < torn.i
            or verb.left_edge != verb
        ):
            continue
        if verb.tag_ not in PAST | FINITE or verb.nbor(-1).text == "," or verb.nbor(-1).head == verb:
            continue
        if not any(child.dep_ in ("obj", "ccomp") for child in verb.children):
            continue
        after = [child for child in children if child.i > verb.i]
        verb.head = verb
        verb.dep_, verb.tag_ = "ROOT", "VBD" if verb.tag_ == "VBN" else verb.tag_
        subject.head, subject.dep_ = verb, "nsubj"
        torn.head, torn.dep_, torn.tag_ = subject, "acl", "VBN"
        for child in after:
            child.head = verb
        return True
    return False


def _predicate(noun: "Token", verb: "Token", relation: str = "nsubj") -> None:
    """Make a verb the head of the sentence whose head its subject was."""
    after = [child for child in noun.children if child.i > verb.i and child != verb]
    verb.head = verb
    verb.dep_ = "ROOT"
    noun.head, noun.dep_ = verb, relation
    for child in after:
        child.head = verb
