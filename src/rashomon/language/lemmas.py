"""Lemmas: exceptions and seen forms from a table, then endings, checked against an index of known lemmas.

The method is WordNet's (Miller 1995) as spaCy's rule lemmatizer has it: the first ending whose removal gives a known lemma wins.
"""

from functools import cache, lru_cache
from typing import Any

import numpy as np
from spacy.attrs import LEMMA, ORTH, POS
from spacy.language import Language

from rashomon.language.tables import lines, read

PARTS = {"NOUN": 1, "VERB": 2, "AUX": 2, "ADJ": 4, "ADV": 8}
"""Bit of each part of speech in the index of lemmas."""
ENDINGS = {
    1: (
        ("s", ""),
        ("ses", "s"),
        ("ves", "f"),
        ("xes", "x"),
        ("zes", "z"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("men", "man"),
        ("ies", "y"),
    ),
    2: (("s", ""), ("ies", "y"), ("es", "e"), ("es", ""), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", "")),
    4: (("er", ""), ("est", ""), ("er", "e"), ("est", "e")),
    8: (),
}
"""Endings and what stands in their place, in the order in which they are tried."""


@cache
def _table() -> dict[tuple[str, str], str]:
    return {(word, tag): lemma for word, tag, lemma in lines("lemmas")}


@lru_cache(maxsize=100_000)
def lemma(text: str, tag: str) -> str:
    """Dictionary form of a word.

    Args:
        text: The word as it stands.
        tag: Its universal part of speech.
    """
    word = text.lower()
    known = _table().get((word, tag))
    if known:
        return known
    if tag == "PROPN":
        return text
    return _by_ending(word, PARTS[tag]) if tag in PARTS else word


def _by_ending(word: str, part: int) -> str:
    index = read("lemma_index")
    if index.get(word) & part and part != 1:
        return word
    guesses = [word.removesuffix(ending) + instead for ending, instead in ENDINGS[part] if word.endswith(ending)]
    known = [guess for guess in guesses if index.get(guess) & part]
    return next(iter(known or ([word] if index.get(word) & part else guesses)), word)


def lemmas(doc: Any) -> Any:  # noqa: ANN401 - spaCy ships no types
    """Set the lemma of each token: lower case, proper names as they stand."""
    strings = doc.vocab.strings
    kinds, which = np.unique(doc.to_array([ORTH, POS]), axis=0, return_inverse=True)
    found = [strings.add(lemma(strings[int(orth)], strings[int(pos)] if pos else "")) for orth, pos in kinds]
    return (
        doc.from_array([LEMMA], np.array(found, dtype=np.uint64)[which.reshape(-1)].reshape((-1, 1))) if found else doc
    )


Language.component("rashomon_lemmas", func=lemmas)
