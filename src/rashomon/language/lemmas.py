"""Lemmas: a table of seen forms, then endings."""

from functools import cache
from typing import Any

from spacy.language import Language

from rashomon.language.tables import lines


@cache
def _table() -> dict[tuple[str, str], str]:
    return {(word, tag): lemma for word, tag, lemma in lines("lemmas")}


_ENDINGS = {
    "NOUN": (("ies", "y"), ("ses", "s"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("men", "man"), ("s", "")),
    "VERB": (
        ("ies", "y"),
        ("ied", "y"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("sses", "ss"),
        ("ing", ""),
        ("ed", ""),
        ("s", ""),
    ),
}


def _by_rule(word: str, tag: str) -> str:
    for ending, instead in _ENDINGS.get("VERB" if tag == "AUX" else tag, ()):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending) + instead
    return word


def lemmas(doc: Any) -> Any:  # noqa: ANN401 - spaCy ships no types
    """Set the lemma of each token: lower case, proper names as they stand."""
    table = _table()
    for token in doc:
        word = token.text.lower()
        lemma = table.get((word, token.pos_))
        if not lemma:
            lemma = token.text if token.pos_ == "PROPN" else _by_rule(word, token.pos_)
        token.lemma_ = lemma
    return doc


Language.component("rashomon_lemmas", func=lemmas)
