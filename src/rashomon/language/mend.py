"""Relations that no English sentence has, put right after the parser, by words and their order.

A small parser trained on little text sometimes takes a short name before a verb for the first part of a compound ("the U.N.
voted"), what stands behind a preposition for a subject ("according to the News, the army ..."), or a sentence's only verb for a
participle ("Prussian troops bombed Saxony."). None of it can be: a finite verb has no article and no compound part, a subject has
no preposition, and a sentence has a verb. Well-edited text seldom needs it: in the first 400 texts of each held part of the treebanks 27
relations changed, of which 12 became right and 4 wrong, two of these "and a half", which the treebanks coordinate.
"""

from typing import TYPE_CHECKING

from rashomon.language.verbs import give_verb

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

FINITE = frozenset({"VBD", "VBP", "VBZ"})
NOUNS = frozenset({"NOUN", "PROPN"})
NOUN_PARTS = frozenset({"det", "compound", "amod", "nmod:poss", "nummod"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
CLAUSE_WORDS = frozenset(("after", "before", "since", "until", "till"))
"""Prepositions that open clauses too."""
COMMON = frozenset({"NN", "NNS"})
RELATIVE = frozenset({"WDT", "WP"})
GENERATIONS = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "inc", "inc.", "ltd", "ltd."})
"""What stands behind a name's comma and is part of it."""
CLOSERS = frozenset("\"'’”»") | {"''", ","}
UNITS = frozenset(("seconds", "minutes", "hours", "days", "nights", "weeks", "months", "years", "decades", "times"))
"""Plurals that a number before them counts."""
OUTCOMES = frozenset(("dead", "alive", "unharmed", "unconscious", "free"))
"""Adjectives right behind a verb that tell how it ended for its object."""
NAMING = frozenset(
    ("become", "remain", "name", "call", "elect", "appoint", "declare", "stay", "seem", "make", "dub", "be")
)
"""Verbs behind which a name may say what somebody is."""


def mend(doc: "Doc") -> None:
    """Mend the relations of a parse in place."""
    for sentence in list(doc.sents):
        give_verb(sentence)
    for token in doc:
        tag, relation = token.tag_, token.dep_
        if tag in FINITE:
            _subject_from_noun_parts(token)
            _subject_behind_speech(token)
        if relation in SUBJECTS and tag in COMMON:
            _no_second_subject_between_commas(token)
        if relation in SUBJECTS and token.left_edge.dep_ == "cc":
            _no_subject_begins_with_and(token)
        if relation in SUBJECTS and token.head.pos_ in ("VERB", "AUX"):
            _clause_word_before_a_subject(token)
        if relation == "nsubj" and token.head.pos_ in ("VERB", "AUX"):
            _no_subject_behind_a_preposition(token)
            if tag in RELATIVE:
                _no_subject_before_a_subject(token)
        elif relation == "xcomp" and tag == "NNP":
            _object_of_verb(token)
        elif relation == "amod" and token.lower_ in OUTCOMES:
            _no_adjective_before_a_number(token)
        elif token.lower_ == "half" and tag in ("NN", "CD", "JJ"):
            _half_of_a_number(token)
        elif token.lower_ in UNITS:
            _no_name_before_a_measure(token)
        elif relation in ("flat", "compound") and token.ent_type_:
            _no_name_over_a_comma(token)


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


def _subject_behind_speech(verb: "Token") -> None:
    """A verb right behind a quotation that has an object and no subject has its subject behind it: "..." said the general."""
    if verb.dep_ != "ROOT" or verb.is_sent_start or verb.i == 0 or verb.nbor(-1).text not in CLOSERS - {","}:
        return
    children = list(verb.children)
    if any(child.dep_.startswith(("nsubj", "csubj", "expl", "aux")) for child in children):
        return
    objects = [child for child in children if child.dep_ == "obj" and child.pos_ in NOUNS and child.i > verb.i]
    if len(objects) == 1 and objects[0].left_edge.i == verb.i + 1:
        objects[0].dep_ = "nsubj"


def _clause_word_before_a_subject(noun: "Token") -> None:
    """What stands before a clause's only subject opens the clause: "after the court released its decision"."""
    verb = noun.head
    if verb.i < noun.i or any(child.dep_ in SUBJECTS and child != noun for child in verb.children):
        return
    for child in noun.children:
        if child.dep_ == "advmod":  # "even before the ruling was issued"
            continue
        if child.dep_ == "case" and child.lower_ in CLAUSE_WORDS:
            child.head, child.dep_ = verb, "mark"
            verb.dep_ = "advcl" if verb.dep_ == "parataxis" else verb.dep_
        return


def _no_subject_behind_a_preposition(noun: "Token") -> None:
    """Of two subjects the one behind a preposition is an oblique."""
    if not any(child.dep_ == "case" and child.i < noun.i and child.tag_ != "POS" for child in noun.children):
        return
    if any(other.dep_ in ("nsubj", "nsubj:pass") and other != noun for other in noun.head.children):
        noun.dep_ = "obl"


def _no_subject_before_a_subject(pronoun: "Token") -> None:
    """Of two subjects of a relative clause its pronoun is the object: "the village that the army shelled"."""
    verb = pronoun.head
    others = [child for child in verb.children if child.dep_ in ("nsubj", "obj", "nsubj:pass") and child != pronoun]
    if (
        verb.dep_.startswith("acl")
        and len(others) == 1
        and others[0].dep_ == "nsubj"
        and pronoun.i < others[0].i < verb.i
    ):
        pronoun.dep_ = "obj"


def _no_subject_begins_with_and(subject: "Token") -> None:
    """What stands before a subject's "and", behind a comma and an "and" of its own, is its first half.

    "The fort was taken by the army, and the captain and nine of his men were killed": the captain took no fort.
    """
    verb, joined = subject.head, subject.left_edge
    if verb.dep_ != "conj" or joined.head != subject or joined.i < 2:
        return
    first = joined.nbor(-1)
    while first.dep_ not in ("conj", "ROOT") and first.head.right_edge.i < joined.i:
        first = first.head
    edge = first.left_edge
    if first.dep_ != "conj" or first.right_edge.i != joined.i - 1 or edge.text != "," or edge.nbor(1).dep_ != "cc":
        return
    for mark in (edge, edge.nbor(1)):
        mark.head = verb
    first.head, first.dep_ = verb, subject.dep_
    subject.head, subject.dep_ = first, "conj"


def _object_of_verb(name: "Token") -> None:
    """A name right behind a verb, before "of" and a participle, is its object: "accused Germany of laying mines"."""
    verb = name.head
    if verb.lemma_ in NAMING or verb.i >= name.i or name.left_edge.i != verb.i + 1:
        return
    clauses = [
        child
        for child in name.children
        if child.dep_ in ("acl", "advcl") and child.tag_ == "VBG" and child.left_edge.tag_ == "IN"
    ]
    if not clauses or any(
        child.dep_ in ("obj", "cop", "nsubj") for child in (*verb.children, *name.children) if child.i > verb.i
    ):
        return
    name.dep_ = "obj"
    for clause in clauses:
        clause.head, clause.dep_ = verb, "advcl"


def _no_name_over_a_comma(part: "Token") -> None:
    """No name goes on behind a comma: what stands between the comma and the verb is the subject."""
    name = part.head
    verb = name.head
    if part.i < name.i or name.dep_ != "nsubj" or verb.i < part.i or part.lower_ in GENERATIONS:
        return
    first = part
    while first.i > name.i and first.nbor(-1).text != ",":
        first = first.nbor(-1)
    if first.i <= name.i or any(child.dep_ in ("conj", "appos") for child in name.children):
        return
    for child in list(part.children):
        if child.i < first.i:
            child.head = name
            child.dep_ = "flat" if child.dep_ == "compound" else child.dep_
    part.head, part.dep_ = verb, "nsubj"
    name.dep_ = "dislocated"


def _no_name_before_a_measure(unit: "Token") -> None:
    """A name before a number and what it counts is no part of the measure: "sank the Queen Mary twenty minutes later"."""
    if unit.i < unit.sent.start + 3:
        return
    number = unit.nbor(-1)
    name = number.nbor(-1)
    if (
        number.tag_ != "CD"
        or name.pos_ != "PROPN"
        or name.head != unit
        or name.dep_ not in ("compound", "nmod:desc", "nmod")
    ):
        return
    verb = next((above for above in unit.ancestors if above.pos_ == "VERB"), None)
    if verb is None or verb.i > name.i or any(child.dep_ == "obj" for child in verb.children):
        return
    for child in list(unit.children):
        if child.i < name.i and child.dep_ in NOUN_PARTS:
            child.head = name
    name.head, name.dep_ = verb, "obj"
    number.head, number.dep_ = unit, "nummod"


def _no_adjective_before_a_number(adjective: "Token") -> None:
    """An adjective between a verb and a number tells the outcome and is no part of the phrase: "shot dead two men"."""
    noun = adjective.head
    if (
        adjective.i + 1 >= noun.i
        or adjective.i == 0
        or adjective.nbor(1).tag_ != "CD"
        or adjective.nbor(1).head != noun
    ):
        return
    verb = adjective.nbor(-1)
    if verb.pos_ == "VERB" and noun.head == verb and noun.dep_ == "obj":
        adjective.head, adjective.dep_ = verb, "xcomp"


def _half_of_a_number(half: "Token") -> None:
    """The half behind a number is part of it, with the thousands or millions behind: "one and a half million"."""
    if half.i < half.sent.start + 3:
        return
    article, joint, number = (half.nbor(-step) for step in (1, 2, 3))
    rest = half.head if half.dep_ == "compound" and half.head.i == half.i + 1 and half.head.tag_ == "CD" else half
    if (article.lower_, joint.lower_, number.tag_) != ("a", "and", "CD") or rest.dep_ != "conj" or rest.head != number:
        return
    rest.dep_ = "flat"
    joint.head = article.head = rest


def _no_second_subject_between_commas(noun: "Token") -> None:
    """Of two subjects the one between commas says what the other is: "Olm, the main town, was taken"."""
    verb, first, last = noun.head, noun.left_edge, noun.right_edge
    if first.i < 2 or first.tag_ not in ("DT", "PRP$") or first.nbor(-1).text != "," or verb.i < noun.i:
        return
    if last.text != "," and last.nbor(1).text != ",":
        return
    for other in verb.children:
        if other.dep_ in SUBJECTS and other.i < first.i - 1 and other.pos_ == "PROPN":
            end = other.right_edge
            if (end if end.text != "," else end.nbor(-1)).i == first.i - 2:
                noun.head, noun.dep_ = other, "appos"
                return
