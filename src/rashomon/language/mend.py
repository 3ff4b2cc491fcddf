"""Relations that no English sentence has, put right after the parser.

A small parser trained on little text sometimes takes a short name before a verb for the first part of a compound ("the U.N.
voted"), or what stands behind a preposition for a subject ("according to the News, the army ..."). Neither can be: a finite verb
has no article and no compound part, and a subject has no preposition. Measured on the held treebanks, see ``training/REPORT.md``.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

FINITE = frozenset({"VBD", "VBP", "VBZ"})
NOUNS = frozenset({"NOUN", "PROPN"})
NOUN_PARTS = frozenset({"det", "compound", "amod", "nmod:poss", "nummod"})


def mend(doc: "Doc") -> None:
    """Mend the relations of a parse in place."""
    for token in doc:
        if token.tag_ in FINITE:
            _subject_from_noun_parts(token)
        if token.dep_ == "nsubj" and token.head.pos_ in ("VERB", "AUX"):
            _no_subject_behind_a_preposition(token)


def _subject_from_noun_parts(verb: "Token") -> None:
    """The noun right before a finite verb that lacks a subject is its subject, not a part of it."""
    children = list(verb.children)
    if verb.i == 0 or any(child.dep_.startswith(("nsubj", "csubj", "expl")) for child in children):
        return
    before = verb.nbor(-1)
    if before.head != verb or before.dep_ != "compound" or before.pos_ not in NOUNS:
        return
    before.dep_ = "nsubj"
    for child in children:
        if child.i < before.i and child.dep_ in NOUN_PARTS:
            child.head = before


def _no_subject_behind_a_preposition(noun: "Token") -> None:
    """Of two subjects the one behind a preposition is an oblique."""
    if not any(child.dep_ == "case" and child.i < noun.i and child.tag_ != "POS" for child in noun.children):
        return
    if any(other.dep_ in ("nsubj", "nsubj:pass") and other != noun for other in noun.head.children):
        noun.dep_ = "obl"
