"""Words that are remembered have the vectors that the model gives them."""

import numpy as np
import pytest
from spacy.tokens import Doc

from rashomon.language import Language, remembered
from rashomon.language.tables import Array

WORDS = [
    "The",
    "fleet",
    "of",
    "Admiral",
    "Jellicoe",
    "left",
    "Scapa",
    "Flow",
    "for",
    "New",
    "York",
    "in",
    "1916",
    ",",
    "and",
    "the",
    "fleet",
    "came",
    "back",
    ".",
]


def vectors(words: list[str], language: Language, pipe: str) -> tuple[Array, Array]:
    """Vectors of words, remembered and reckoned by the model's own layers."""
    embed = next(node for node in language.nlp.get_pipe(pipe).model.walk() if node.name == "rashomon_remembered")
    doc = Doc(language.nlp.vocab, words=words)
    return embed.predict([doc])[0], embed.layers[0].predict([doc])[0]


def test_vectors_are_the_models(language: Language) -> None:
    """A remembered vector is the one that the layers give, but for rounding."""
    for pipe in ("tok2vec", "ner"):
        assert np.allclose(*vectors(WORDS, language, pipe), atol=1e-4)


def test_vectors_do_not_hang_on_company(language: Language) -> None:
    """A word has the same vector to the last bit, alone and among others, new and known."""
    whole = vectors(WORDS, language, "tok2vec")[0]
    model = remembered.remembered(
        next(
            node for node in language.nlp.get_pipe("tok2vec").model.walk() if node.name == "rashomon_remembered"
        ).layers[0]
    )
    for at in reversed(range(len(WORDS))):
        assert np.array_equal(model.predict([Doc(language.nlp.vocab, words=[WORDS[at]])])[0][0], whole[at])


def test_memory_is_bounded(language: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    """Past the limit all is forgotten, and vectors stay what they were."""
    before = vectors(WORDS, language, "ner")[0]
    monkeypatch.setattr(remembered, "MOST", 3)
    vectors(["Cattegat"], language, "ner")
    assert np.array_equal(vectors(WORDS, language, "ner")[0], before)


def test_no_words_have_no_vectors(language: Language) -> None:
    """An empty text among others is passed through by spaCy's own calls, and the others are parsed as without it."""
    texts = ["", "The fleet shelled the port.", ""]
    parsed = list(language.nlp.pipe(texts))
    assert [len(doc) for doc in parsed] == [0, 6, 0]
    assert [word.dep_ for word in parsed[1]] == [word.dep_ for word in language.nlp(texts[1])]
