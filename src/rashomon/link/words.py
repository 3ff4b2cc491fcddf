"""The words around a telling, and how much each of them tells."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from math import log

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_LEAST = 3  # letters of a word that is weighed
_LONG = 4  # letters of a word that may stand for a telling
_COMMON = frozenset(
    [
        "that",
        "this",
        "with",
        "from",
        "have",
        "been",
        "were",
        "their",
        "they",
        "them",
        "there",
        "which",
        "when",
        "where",
        "what",
        "will",
        "would",
        "could",
        "should",
        "said",
        "says",
        "about",
        "after",
        "before",
        "over",
        "into",
        "than",
        "then",
        "also",
        "only",
        "some",
        "more",
        "most",
        "other",
        "such",
        "these",
        "those",
        "while",
        "during",
        "since",
        "until",
        "against",
        "between",
        "under",
        "being",
        "does",
        "very",
        "just",
        "like",
        "many",
        "much",
        "even",
        "both",
        "each",
    ]
)


def word_weights(texts: Iterable[str]) -> dict[str, float]:
    """Weight of every word: inverse document frequency, less for short words.

    With a handful of documents that frequency says little: the length of a word keeps function words down.
    """
    spread: Counter[str] = Counter()
    many = 0
    for text in texts:
        many += 1
        spread.update({word.lower() for word in _WORD.findall(text) if len(word) >= _LEAST})
    return {word: (log((many + 1) / count) + 0.1) * min(1.0, (len(word) - 2) / 4) for word, count in spread.items()}


def weightiest(sentence: str, weight: Mapping[str, float]) -> list[str]:
    """The words of a sentence that may stand for what it tells, the weightiest first."""
    words = {word.lower() for word in _WORD.findall(sentence) if len(word) >= _LONG} - _COMMON
    return sorted(words, key=lambda word: (-weight.get(word, 0.0), word))
