"""How alike documents are: cosine of their telling words, for pairs of documents that share a seldom one.

Words weigh by tf-idf (Salton and Buckley 1988) over the collection at hand. Only pairs that share a word of few documents
are looked at, and each document keeps its likest neighbours: the work grows with the number of documents, not of pairs.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from math import log, sqrt
from typing import NamedTuple

import duckdb
import pyarrow as pa

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_SHORT = 3  # letters of the shortest word that counts; a number of any length does


class LikenessRules(NamedTuple):
    """``link_events.toml``'s ``likeness``.

    Attributes:
        words: Words that stand for a document.
        holders: Documents that a word may stand in and still propose a pair.
        least: Cosine below which two documents are not neighbours.
        shared: Words that two neighbours have in common at least: one word alike makes no documents alike.
        most: Neighbours that a document keeps.
        names: Times that a word of a name weighs another's weight: who and where tell apart what the same words are told of.
    """

    words: int
    holders: int
    least: float
    shared: int
    most: int
    names: float


def likeness(
    texts: Mapping[str, str], named: Mapping[str, Iterable[str]], rules: LikenessRules
) -> dict[str, dict[str, float]]:
    """For each document its neighbours with their cosine.

    Args:
        texts: Text that counts, by document.
        named: Names in it, by document.
        rules: Bounds.

    Returns:
        Neighbours by document; each pair stands on both sides where both keep it, and both sides have it where one does.
    """
    names = sorted(texts)
    rows = _weighed([(texts[name], " ".join(named.get(name, ()))) for name in names], rules)
    if not rows[0]:
        return {}
    connection = duckdb.connect()
    try:
        table = pa.table(
            {
                "document": pa.array(rows[0], pa.int32()),
                "word": pa.array(rows[1], pa.int32()),
                "weight": pa.array(rows[2], pa.float64()),
                "holders": pa.array(rows[3], pa.int32()),
            }
        )
        connection.register("weighed", table)
        found = connection.execute(
            "SELECT a.document, b.document, round(sum(a.weight * b.weight ORDER BY a.word), 4) AS cosine"
            " FROM weighed a JOIN weighed b ON a.word = b.word AND a.document < b.document"
            f" WHERE a.holders <= {rules.holders} GROUP BY ALL HAVING cosine >= {rules.least} AND count(*) >= {rules.shared}"
            " ORDER BY cosine DESC, a.document, b.document"
        ).fetchall()
    finally:
        connection.close()
    out: dict[str, dict[str, float]] = defaultdict(dict)
    for one, other, cosine in found:
        left, right = names[one], names[other]
        if len(out[left]) < rules.most or len(out[right]) < rules.most:
            out[left][right] = out[right][left] = cosine
    return dict(out)


def _weighed(texts: list[tuple[str, str]], rules: LikenessRules) -> tuple[list[int], list[int], list[float], list[int]]:
    counts = [
        Counter(word for word in _WORD.findall(text.lower()) if len(word) >= _SHORT or word.isdigit())
        for text, _ in texts
    ]
    spread: Counter[str] = Counter()
    for found in counts:
        spread.update(found.keys())
    number = {word: at for at, word in enumerate(sorted(word for word, held in spread.items() if held > 1))}
    total = len(texts)
    documents: list[int] = []
    words: list[int] = []
    weights: list[float] = []
    holders: list[int] = []
    for at, found in enumerate(counts):
        inside = frozenset(_WORD.findall(texts[at][1].lower()))
        weighed = {
            word: (1 + log(times)) * log((total + 1) / spread[word]) * (rules.names if word in inside else 1.0)
            for word, times in found.items()
            if word in number
        }
        size = sqrt(sum(value * value for value in weighed.values())) or 1.0
        kept = sorted(weighed, key=lambda word: (-weighed[word], word))[: rules.words]
        documents += [at] * len(kept)
        words += [number[word] for word in kept]
        weights += [weighed[word] / size for word in kept]
        holders += [spread[word] for word in kept]
    return documents, words, weights, holders
