"""Relations that no sentence has are put right."""

from spacy.tokens import Doc
from spacy.vocab import Vocab

from rashomon.language.mend import mend


def parse(words: list[tuple[str, str, str, str, int]]) -> Doc:
    """A parse from words with tag, part of speech, relation and head."""
    text, tags, pos, deps, heads = zip(*words, strict=True)
    doc = Doc(Vocab(), words=list(text), tags=list(tags), pos=list(pos), deps=list(deps), heads=list(heads))
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
