"""How alike documents are: cosine of their telling words, for pairs of documents that share a seldom one.

Words weigh by tf-idf (Salton and Buckley 1988) over the collection at hand. Only pairs that share a word of few documents
are looked at, and each document keeps its likest neighbours: the work grows with the number of documents, not of pairs.
"""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from rashomon.link.scratch import database

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_SHORT = 3  # letters of the shortest word that counts; a number of any length does
_ONE = 1 << 20  # the weight 1 as a whole number: sums of whole numbers do not hang on their order


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
        Neighbours by document; each pair stands on both sides where either side keeps it.
    """
    names = sorted(texts)
    table = _weighed(((texts[name], " ".join(named.get(name, ()))) for name in names), rules)
    if not table.num_rows:
        return {}
    with database() as connection:
        connection.register("weighed", table)
        found = connection.execute(
            "WITH pairs AS (SELECT a.document AS one, b.document AS other,"
            f" round(sum(a.weight * b.weight)::DOUBLE / {_ONE * _ONE}, 4) AS cosine"
            " FROM weighed a JOIN weighed b ON a.word = b.word AND a.document < b.document"
            f" WHERE a.holders <= {rules.holders}"
            f" GROUP BY ALL HAVING cosine >= {rules.least} AND count(*) >= {rules.shared}), "
            "sides AS (SELECT one AS document, one, other, cosine FROM pairs UNION ALL SELECT other, one, other, cosine FROM pairs)"
            " SELECT DISTINCT one, other, cosine FROM (SELECT * FROM sides QUALIFY row_number()"
            f" OVER (PARTITION BY document ORDER BY cosine DESC, one, other) <= {rules.most}) ORDER BY cosine DESC, one, other"
        ).fetchall()
    out: dict[str, dict[str, float]] = defaultdict(dict)
    for one, other, cosine in found:
        left, right = names[one], names[other]
        out[left][right] = out[right][left] = cosine
    return dict(out)


def _weighed(texts: Iterable[tuple[str, str]], rules: LikenessRules) -> pa.Table:
    """The words that stand for each document, as numbers, with their weight and the number of documents that have them."""
    numbers: dict[str, int] = {}
    words, times, lengths = array("i"), array("i"), array("i")
    of_names = array("b")
    for text, named in texts:
        counts = Counter(word for word in _WORD.findall(text.lower()) if len(word) >= _SHORT or word.isdigit())
        inside = frozenset(_WORD.findall(named.lower()))
        words.extend(numbers.setdefault(word, len(numbers)) for word in counts)
        times.extend(counts.values())
        of_names.extend(word in inside for word in counts)
        lengths.append(len(counts))
    word = np.frombuffer(words, np.int32)
    document = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    spread = np.bincount(word, minlength=len(numbers))
    places = np.empty(len(numbers), np.int32)  # in the order of the alphabet, which settles ties
    places[sorted(range(len(numbers)), key=list(numbers).__getitem__)] = np.arange(len(numbers), dtype=np.int32)
    held = spread[word] > 1
    word, document, many = word[held], document[held], np.frombuffer(times, np.int32)[held]
    weight = (1 + np.log(many)) * np.log((len(lengths) + 1) / spread[word])
    weight[np.frombuffer(of_names, np.bool_)[held]] *= rules.names
    order = np.lexsort((places[word], -weight, document))
    word, document, weight = word[order], document[order], weight[order]
    size = np.sqrt(np.bincount(document, weight * weight, minlength=len(lengths)))
    first = np.searchsorted(document, np.arange(len(lengths)))
    kept = np.arange(len(document)) - first[document] < rules.words
    word, document, weight = word[kept], document[kept], weight[kept]
    return pa.table(
        {
            "document": document,
            "word": word,
            "weight": np.round(weight / np.where(size > 0, size, 1.0)[document] * _ONE).astype(np.int64),
            "holders": spread[word].astype(np.int32),
        }
    )
