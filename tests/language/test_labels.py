"""Pipelines of the user's: another set of labels, mapped to ours."""

from pathlib import Path

import pytest
import spacy
from spacy.training import Example

from rashomon.annotate.folding.fold import fold
from rashomon.errors import UsageError
from rashomon.language import Language, load

SENTENCES = [
    (
        "Troops were killed by rebels in Kiel .",
        "NNS VBD VBN IN NNS IN NNP .", "NOUN AUX VERB ADP NOUN ADP PROPN PUNCT", [2, 2, 2, 2, 3, 2, 5, 2],
        "nsubjpass auxpass ROOT agent pobj prep pobj punct", "O O O O O O U-GPE O",
    ),
    (
        "The king was a coward .",
        "DT NN VBD DT NN .", "DET NOUN AUX DET NOUN PUNCT", [1, 2, 2, 4, 2, 2], "det nsubj ROOT det attr punct", "O O O O O O",
    ),
    (
        "Nelson sank the ships of France .",
        "NNP VBD DT NNS IN NNP .", "PROPN VERB DET NOUN ADP PROPN PUNCT", [1, 1, 3, 1, 3, 4, 1], "nsubj ROOT det dobj prep pobj punct",
        "U-PERSON O O O O U-GPE O",
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny pipeline with OntoNotes labels, trained here until it knows three sentences by heart."""
    nlp = spacy.blank("en")
    for name in ("tagger", "morphologizer", "ner"):
        nlp.add_pipe(name)
    nlp.add_pipe("parser", config={"min_action_freq": 1})
    examples = []
    for text, tags, pos, heads, deps, ents in SENTENCES:
        examples.append(
            Example.from_dict(
                nlp.make_doc(text),
                {
                    "words": text.split(),
                    "tags": tags.split(),
                    "pos": pos.split(),
                    "heads": heads,
                    "deps": deps.split(),
                    "entities": ents.split(),
                },
            )
        )
    spacy.util.fix_random_seed(1)
    nlp.initialize(lambda: examples)
    for _ in range(60):
        nlp.update(examples)
    folder = tmp_path_factory.mktemp("model") / "foreign"
    nlp.to_disk(folder)
    return folder


@pytest.fixture(scope="module")
def other(foreign: Path) -> Language:
    """That pipeline, loaded by name."""
    return load(str(foreign))


def relations(text: str, language: Language) -> dict[str, tuple[str, str]]:
    """Relation and head of each word."""
    parse = language.parse(fold(text))[0]
    return {token.text: (token.dep_, token.head.text) for token in parse}


def test_passive_and_prepositions_are_mapped(other: Language) -> None:
    """A passive's parts have our names, and a preposition hangs under its object."""
    found = relations("Troops were killed by rebels in Kiel .", other)
    assert found["Troops"] == ("nsubj:pass", "killed")
    assert found["were"] == ("aux:pass", "killed")
    assert found["rebels"] == ("obl:agent", "killed")
    assert found["by"] == ("case", "rebels")
    assert found["Kiel"] == ("obl", "killed")


def test_copulas_are_turned(other: Language) -> None:
    """What is said of a subject heads the sentence, the copula hangs under it."""
    found = relations("The king was a coward .", other)
    assert found["coward"] == ("ROOT", "coward")
    assert found["was"] == ("cop", "coward")
    assert found["king"] == ("nsubj", "coward")


def test_names_are_mapped(other: Language) -> None:
    """Persons and places have our labels; a noun's preposition becomes its modifier."""
    text = "Nelson sank the ships of France ."
    parse = other.parse(fold(text))[0]
    assert {(ent.text, ent.label_) for ent in parse.ents} == {("Nelson", "PER"), ("France", "LOC")}
    assert relations(text, other)["France"] == ("nmod", "ships")
    assert relations(text, other)["ships"] == ("obj", "sank")


def test_lemmas_are_added(other: Language) -> None:
    """A pipeline without a lemmatizer gets ours."""
    parse = other.parse(fold("Troops were killed by rebels in Kiel ."))[0]
    assert [token.lemma_ for token in parse][1:3] == ["be", "kill"]


def test_own_labels_stay(language: Language) -> None:
    """The shipped pipeline's labels are ours already."""
    assert {ent.label_ for ent in language.parse(fold("Nelson sank the ships of France."))[0].ents} <= {
        "PER",
        "ORG",
        "LOC",
    }


def test_model_without_parser_is_refused(tmp_path: Path) -> None:
    """A pipeline that does not parse is an error with a remedy."""
    spacy.blank("en").to_disk(tmp_path / "bare")
    with pytest.raises(UsageError, match="no tagger or no parser"):
        load(str(tmp_path / "bare"))
