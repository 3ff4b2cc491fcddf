"""Relations that no sentence has are put right."""

import spacy
from spacy.tokens import Doc

from rashomon.language.mend import mend


def parse(words: list[tuple[str, str, str, str, int]]) -> Doc:
    """A parse from words with tag, part of speech, relation and head."""
    text, tags, pos, deps, heads = zip(*words, strict=True)
    doc = Doc(
        spacy.blank("en").vocab, words=list(text), tags=list(tags), pos=list(pos), deps=list(deps), heads=list(heads)
    )
    mend(doc)
    return doc


def test_a_noun_taken_for_part_of_a_verb_is_its_subject() -> None:
    """In "the League voted" the League votes, whatever the parser took it for."""
    doc = parse(
        [("the", "DT", "DET", "det", 2), ("League", "NNP", "PROPN", "compound", 2), ("voted", "VBD", "VERB", "ROOT", 2)]
    )
    assert [token.dep_ for token in doc] == ["det", "nsubj", "ROOT"]
    assert doc[0].head == doc[1]


def test_a_verb_with_a_subject_is_left_alone() -> None:
    """Nothing changes where the verb has its subject."""
    words = [
        ("She", "PRP", "PRON", "nsubj", 2),
        ("test", "NN", "NOUN", "compound", 2),
        ("drove", "VBD", "VERB", "ROOT", 2),
    ]
    assert [token.dep_ for token in parse(words)] == ["nsubj", "compound", "ROOT"]


def test_what_stands_behind_a_preposition_is_no_second_subject() -> None:
    """In "according to the News the fleet sailed" only the fleet sails."""
    doc = parse(
        [
            ("According", "VBG", "VERB", "case", 3),
            ("to", "IN", "ADP", "fixed", 0),
            ("the", "DT", "DET", "det", 3),
            ("News", "NNP", "PROPN", "nsubj", 6),
            ("the", "DT", "DET", "det", 5),
            ("fleet", "NN", "NOUN", "nsubj", 6),
            ("sailed", "VBD", "VERB", "ROOT", 6),
        ]
    )
    assert [doc[3].dep_, doc[5].dep_] == ["obl", "nsubj"]


Words = list[tuple[str, str, str, str, int]]


def relations(words: Words) -> dict[str, tuple[str, str]]:
    """Relation and head of each word of a mended parse."""
    return {token.text: (token.dep_, token.head.text) for token in parse(words)}


def test_a_sentence_has_a_verb() -> None:
    """A past form with an object behind the noun is the sentence's verb where the sentence has no other."""
    words: Words = [
        ("Troops", "NNS", "NOUN", "ROOT", 0), ("bombed", "VBD", "VERB", "acl", 0), ("Saxony", "NNP", "PROPN", "obj", 1), (".", ".", "PUNCT", "punct", 0),
    ]  # fmt: skip
    found = relations(words)
    assert found["bombed"] == ("ROOT", "bombed")
    assert found["Troops"] == ("nsubj", "bombed")
    assert found["."] == ("punct", "bombed")


def test_a_line_without_full_stop_needs_no_verb() -> None:
    """Headlines and captions are left as they are: "Troops seen"."""
    words: Words = [("Troops", "NNS", "NOUN", "ROOT", 0), ("bombed", "VBD", "VERB", "acl", 0), ("Saxony", "NNP", "PROPN", "obj", 1), ("town", "NN", "NOUN", "dep", 2)]  # fmt: skip
    assert relations(words)["bombed"] == ("acl", "Troops")


def test_a_participle_with_its_agent_is_no_verb_of_the_sentence() -> None:
    """In "An attack made by rebels killed nine." the attack kills."""
    words: Words = [
        ("An", "DT", "DET", "det", 1), ("attack", "NN", "NOUN", "nsubj", 2), ("made", "VBD", "VERB", "ROOT", 2), ("by", "IN", "ADP", "case", 4),
        ("rebels", "NNS", "NOUN", "obl:agent", 2), ("killed", "VBD", "VERB", "xcomp", 2), ("nine", "CD", "NUM", "obj", 5), (".", ".", "PUNCT", "punct", 2),
    ]  # fmt: skip
    found = relations(words)
    assert found["killed"] == ("ROOT", "killed")
    assert found["attack"] == ("nsubj", "killed")
    assert found["made"] == ("acl", "attack")


def test_a_verb_behind_a_relative_clause_is_the_sentences() -> None:
    """In "The clerk, who was raised there, confessed." the clerk confesses in the sentence itself."""
    words: Words = [
        ("The", "DT", "DET", "det", 1), ("clerk", "NN", "NOUN", "ROOT", 1), (",", ",", "PUNCT", "punct", 5), ("who", "WP", "PRON", "nsubj:pass", 5), ("was", "VBD", "AUX", "aux:pass", 5),
        ("raised", "VBN", "VERB", "acl:relcl", 1), (",", ",", "PUNCT", "punct", 7), ("confessed", "VBD", "VERB", "conj", 5), (".", ".", "PUNCT", "punct", 1),
    ]  # fmt: skip
    found = relations(words)
    assert found["confessed"] == ("ROOT", "confessed")
    assert found["clerk"] == ("nsubj", "confessed")
    assert found["raised"] == ("acl:relcl", "clerk")


def test_what_is_said_of_a_noun_with_a_clause() -> None:
    """In "The claim that she carried arms was false." the claim is false, and she carried arms."""
    words: Words = [
        ("The", "DT", "DET", "det", 1), ("claim", "NN", "NOUN", "ROOT", 1), ("that", "IN", "SCONJ", "mark", 4), ("she", "PRP", "PRON", "nsubj", 4), ("carried", "VBD", "VERB", "acl", 1),
        ("arms", "NNS", "NOUN", "nsubj", 7), ("was", "VBD", "AUX", "cop", 7), ("false", "JJ", "ADJ", "ccomp", 4), (".", ".", "PUNCT", "punct", 1),
    ]  # fmt: skip
    found = relations(words)
    assert found["false"] == ("ROOT", "false")
    assert found["claim"] == ("nsubj", "false")
    assert found["arms"] == ("obj", "carried")


def test_who_told_whom_that() -> None:
    """In "The general told reporters that his men had fled." the general tells, whatever words the parser took for modifiers."""
    words: Words = [
        ("The", "DT", "DET", "det", 3), ("general", "JJ", "ADJ", "amod", 3), ("told", "VBN", "VERB", "amod", 3), ("reporters", "NNS", "NOUN", "ROOT", 3), ("that", "WDT", "PRON", "obj", 8),
        ("his", "PRP$", "PRON", "nmod:poss", 6), ("men", "NNS", "NOUN", "nsubj", 8), ("had", "VBD", "AUX", "aux", 8), ("fled", "VBN", "VERB", "acl:relcl", 3), (".", ".", "PUNCT", "punct", 3),
    ]  # fmt: skip
    found = relations(words)
    assert found["told"] == ("ROOT", "told")
    assert found["general"] == ("nsubj", "told")
    assert found["reporters"] == ("obj", "told")
    assert found["fled"] == ("ccomp", "told")
    assert found["that"] == ("mark", "fled")


def test_a_preposition_opens_no_clause() -> None:
    """In "The soldiers under that flag are Saxons." the flag stands behind the preposition and the soldiers are Saxons."""
    words: Words = [
        ("The", "DT", "DET", "det", 1), ("soldiers", "NNS", "NOUN", "ROOT", 1), ("under", "IN", "SCONJ", "mark", 6), ("that", "IN", "SCONJ", "fixed", 2), ("flag", "NN", "NOUN", "nsubj", 6),
        ("are", "VBP", "AUX", "cop", 6), ("Saxons", "NNPS", "PROPN", "nmod", 1), (".", ".", "PUNCT", "punct", 1),
    ]  # fmt: skip
    found = relations(words)
    assert found["Saxons"] == ("ROOT", "Saxons")
    assert found["soldiers"] == ("nsubj", "Saxons")
    assert found["flag"] == ("nmod", "soldiers")
    assert found["under"] == ("case", "flag")


def test_a_relative_pronoun_before_a_subject_is_the_object() -> None:
    """In "the village that the army shelled" the army shells, and the village is shelled."""
    words: Words = [
        ("The", "DT", "DET", "det", 1), ("village", "NN", "NOUN", "nsubj", 7), ("that", "WDT", "PRON", "nsubj", 5), ("the", "DT", "DET", "det", 4), ("army", "NN", "NOUN", "nsubj", 5),
        ("shelled", "VBD", "VERB", "acl:relcl", 1), ("was", "VBD", "AUX", "cop", 7), ("empty", "JJ", "ADJ", "ROOT", 7),
    ]  # fmt: skip
    found = relations(words)
    assert found["that"] == ("obj", "shelled")
    assert found["army"] == ("nsubj", "shelled")


def test_who_speaks_behind_a_quotation() -> None:
    """A verb behind closing marks whose subject is missing has it behind itself."""
    words: Words = [
        ("Never", "RB", "ADV", "advmod", 3), (",", ",", "PUNCT", "punct", 0), ("”", "''", "PUNCT", "punct", 0), ("said", "VBD", "VERB", "ROOT", 3), ("the", "DT", "DET", "det", 5), ("mayor", "NN", "NOUN", "obj", 3),
    ]  # fmt: skip
    assert relations(words)["mayor"] == ("nsubj", "said")


def test_whom_a_verb_accuses() -> None:
    """A name right behind a verb, before "of" and a participle, is the verb's object."""
    words: Words = [
        ("Britain", "NNP", "PROPN", "nsubj", 1), ("accused", "VBD", "VERB", "ROOT", 1), ("Germany", "NNP", "PROPN", "xcomp", 1), ("of", "IN", "SCONJ", "mark", 4),
        ("laying", "VBG", "VERB", "acl", 2), ("mines", "NNS", "NOUN", "obj", 4),
    ]  # fmt: skip
    found = relations(words)
    assert found["Germany"] == ("obj", "accused")
    assert found["laying"] == ("advcl", "accused")


def test_a_name_is_no_part_of_a_measure() -> None:
    """In "They sank the Mary twenty minutes later" she is sunk, and no minutes are."""
    words: Words = [
        ("They", "PRP", "PRON", "nsubj", 1), ("sank", "VBD", "VERB", "ROOT", 1), ("the", "DT", "DET", "det", 5), ("Mary", "NNP", "PROPN", "compound", 5), ("twenty", "CD", "NUM", "flat", 3),
        ("minutes", "NNS", "NOUN", "obl:unmarked", 6), ("later", "RBR", "ADV", "advmod", 1),
    ]  # fmt: skip
    found = relations(words)
    assert found["Mary"] == ("obj", "sank")
    assert found["the"] == ("det", "Mary")
    assert found["twenty"] == ("nummod", "minutes")


def test_no_name_goes_on_behind_a_comma() -> None:
    """In "After the talks of Ivo Karas, parliament met" parliament meets, and is no part of the man's name."""
    vocab = spacy.blank("en").vocab
    doc = Doc(
        vocab, words=["Ivo", "Karas", ",", "Sarnian", "parliament", "met"], tags=["NNP", "NNP", ",", "NNP", "NNP", "VBD"], pos=["PROPN", "PROPN", "PUNCT", "PROPN", "PROPN", "VERB"],
        deps=["nsubj", "compound", "punct", "compound", "flat", "ROOT"], heads=[5, 4, 1, 4, 0, 5], ents=["B-PER", "I-PER", "", "B-ORG", "I-ORG", ""],
    )  # fmt: skip
    mend(doc)
    assert [(token.dep_, token.head.text) for token in doc if token.pos_ == "PROPN"] == [
        ("dislocated", "met"),
        ("flat", "Ivo"),
        ("compound", "parliament"),
        ("nsubj", "met"),
    ]


def test_and_a_half_is_part_of_a_number() -> None:
    """In "It killed one and a half million" a million and a half are killed, and not one."""
    words: Words = [
        ("It", "PRP", "PRON", "nsubj", 1), ("killed", "VBD", "VERB", "ROOT", 1), ("one", "CD", "NUM", "obj", 1), ("and", "CC", "CCONJ", "cc", 5), ("a", "DT", "DET", "det", 5),
        ("half", "NN", "NOUN", "compound", 6), ("million", "CD", "NUM", "conj", 2),
    ]  # fmt: skip
    assert relations(words)["million"] == ("flat", "one")


def test_the_outcome_is_no_part_of_a_phrase() -> None:
    """In "They shot dead two men" two men are shot, and the phrase is no "dead two men"."""
    words: Words = [
        ("They", "PRP", "PRON", "nsubj", 1), ("shot", "VBD", "VERB", "ROOT", 1), ("dead", "JJ", "ADJ", "amod", 4), ("two", "CD", "NUM", "nummod", 4), ("men", "NNS", "NOUN", "obj", 1),
    ]  # fmt: skip
    assert relations(words)["dead"] == ("xcomp", "shot")


def test_what_stands_between_commas_is_no_second_subject() -> None:
    """In "Olm, the town, was taken" one thing is taken."""
    words: Words = [
        ("Olm", "NNP", "PROPN", "nsubj:pass", 6), (",", ",", "PUNCT", "punct", 0), ("the", "DT", "DET", "det", 3), ("town", "NN", "NOUN", "nsubj:pass", 6), (",", ",", "PUNCT", "punct", 3),
        ("was", "VBD", "AUX", "aux:pass", 6), ("taken", "VBN", "VERB", "ROOT", 6),
    ]  # fmt: skip
    found = relations(words)
    assert found["town"] == ("appos", "Olm")
    assert found["Olm"] == ("nsubj:pass", "taken")


def test_what_stands_before_a_subject_s_and_is_its_first_half() -> None:
    """In "taken by the army, and Berg and nine were killed" Berg is killed, and takes nothing."""
    words = [
        ("Elm", "NNP", "PROPN", "nsubj:pass", 2),
        ("was", "VBD", "AUX", "aux:pass", 2),
        ("taken", "VBN", "VERB", "ROOT", 2),
        ("by", "IN", "ADP", "case", 5),
        ("the", "DT", "DET", "det", 5),
        ("army", "NN", "NOUN", "obl:agent", 2),
        (",", ",", "PUNCT", "punct", 8),
        ("and", "CC", "CCONJ", "cc", 8),
        ("Berg", "NNP", "PROPN", "conj", 5),
        ("and", "CC", "CCONJ", "cc", 10),
        ("nine", "CD", "NUM", "nsubj:pass", 12),
        ("were", "VBD", "AUX", "aux:pass", 12),
        ("killed", "VBN", "VERB", "conj", 2),
    ]
    doc = parse(words)
    assert (doc[8].dep_, doc[8].head) == ("nsubj:pass", doc[12])
    assert (doc[10].dep_, doc[10].head) == ("conj", doc[8])
    assert [child.text for child in doc[5].children] == ["by", "the"]


def test_two_doers_are_left_alone() -> None:
    """In "taken by the army and the fleet, and nine were killed" the fleet stays a doer."""
    words = [
        ("Elm", "NNP", "PROPN", "nsubj:pass", 2),
        ("was", "VBD", "AUX", "aux:pass", 2),
        ("taken", "VBN", "VERB", "ROOT", 2),
        ("by", "IN", "ADP", "case", 4),
        ("army", "NN", "NOUN", "obl:agent", 2),
        ("and", "CC", "CCONJ", "cc", 6),
        ("fleet", "NN", "NOUN", "conj", 4),
        (",", ",", "PUNCT", "punct", 11),
        ("and", "CC", "CCONJ", "cc", 9),
        ("nine", "CD", "NUM", "nsubj:pass", 11),
        ("were", "VBD", "AUX", "aux:pass", 11),
        ("killed", "VBN", "VERB", "conj", 2),
    ]
    assert [(token.dep_, token.head.text) for token in parse(words)][6] == ("conj", "army")


def test_what_stands_before_a_clause_s_subject_opens_the_clause() -> None:
    """In "they left after the court ruled" it is after the ruling that they left, not after the court."""
    words = [
        ("they", "PRP", "PRON", "nsubj", 1),
        ("left", "VBD", "VERB", "ROOT", 1),
        ("after", "IN", "ADP", "case", 4),
        ("the", "DT", "DET", "det", 4),
        ("court", "NN", "NOUN", "nsubj", 5),
        ("ruled", "VBD", "VERB", "advcl", 1),
    ]
    doc = parse(words)
    assert (doc[2].dep_, doc[2].head) == ("mark", doc[5])
    phrase = [*words[:4], ("war", "NN", "NOUN", "obl", 1)]
    assert parse(phrase)[2].dep_ == "case"
