"""The embedding layer of the shipped pipeline: lexical attributes, Brown-cluster prefixes and gazetteer flags.

Word clusters as features: Miller, Guinness and Zamanian (2004); hash embeddings: Serrà and Karatzoglou (2017).
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from spacy import registry
from spacy.attrs import ORTH, intify_attr
from thinc.api import HashEmbed, Maxout, Model, chain, concatenate, list2ragged, ragged2list, with_array

from rashomon.language.tables import Array, read

MEMO = 200_000
"""Words whose cluster is remembered at most: bounds memory on endless input."""


def variants(word: str) -> tuple[str, ...]:
    """Other forms of a word under which its cluster may stand, most likely first."""
    return (word.lower(), word.capitalize(), *((word.title(),) if word.isupper() else ()))


class _Clusters:
    """Brown clusters of words, with a memory of words that only another form of was found."""

    def __init__(self) -> None:
        self.memo: dict[int, int] = {}

    def columns(self, doc: Any, orths: Array) -> Array:  # noqa: ANN401 - spaCy ships no types
        table = read("clusters")
        numbers = table.find(orths).astype(np.uint64)
        if len(self.memo) > MEMO:
            self.memo.clear()
        for at in np.nonzero(numbers == 0)[0].tolist():
            key = int(orths[at])
            known = self.memo.get(key)
            if known is None:
                known = next(filter(None, map(table.get, variants(doc.vocab.strings[key]))), 0)
                self.memo[key] = known
            numbers[at] = known
        seen = numbers > 0
        one = np.uint64(1)
        parts = [np.where(seen, (numbers & np.uint64(mask)) + one, 0) for mask in (15, 63, 0xFFFFFFFF)]
        return np.stack(parts, axis=1).astype(np.uint64)


def gazetteer_column(doc: Any, orths: Array) -> Array:  # noqa: ANN401 - spaCy ships no types
    """For each token, which kind of place name begins or goes on there: 1 to 3 alone, 4 to 6 first, 7 to 9 later words."""
    longest = read("gazetteer_first").find(orths)
    names = read("gazetteer")
    column = np.zeros((len(orths), 1), dtype=np.uint64)
    strings = doc.vocab.strings
    done = 0
    for at in np.nonzero(longest)[0].tolist():
        if at < done:
            continue
        reach = min(int(longest[at]), len(orths) - at)
        words = [strings[orth] for orth in orths[at : at + reach].tolist()] if reach > 1 else []
        for length in range(reach, 0, -1):
            kind = names.get(" ".join(words[:length])) if length > 1 else int(names.find(orths[at : at + 1])[0])
            if kind:
                column[at, 0] = kind if length == 1 else 3 + kind
                column[at + 1 : at + length, 0] = 6 + kind
                done = at + length
                break
    return column


def _extract(columns: list[str], *, use_clusters: bool, use_gazetteer: bool) -> Model[Any, Any]:
    clusters = _Clusters()
    attributes = [intify_attr(column) for column in columns]

    def forward(
        model: Model[Any, Any], docs: list[Any], is_train: bool
    ) -> tuple[list[Any], Callable[[Any], list[Any]]]:
        del model, is_train
        out = []
        for doc in docs:
            parts = [doc.to_array(attributes).astype(np.uint64).reshape((len(doc), len(attributes)))]
            orths = doc.to_array([ORTH]).astype(np.uint64).reshape(-1)
            if use_clusters:
                parts.append(clusters.columns(doc, orths))
            if use_gazetteer:
                parts.append(gazetteer_column(doc, orths))
            out.append(np.hstack(parts))
        return out, lambda _: []

    return Model("rashomon_extract", forward)


def embed(width: int, attrs: list[str], rows: list[int], cluster_rows: list[int], gaz_rows: int = 0) -> Model[Any, Any]:
    """Hash embeddings of attributes, cluster prefixes and gazetteer flags, mixed by a maxout layer.

    Args:
        width: Width of each embedding and of the output.
        attrs: spaCy's lexical attributes.
        rows: Rows of each attribute's table.
        cluster_rows: Rows of the tables of cluster prefixes (4 bits, 6 bits, all); empty to leave clusters out.
        gaz_rows: Rows of the table of gazetteer flags; 0 to leave the gazetteer out.
    """
    counts = [*rows, *cluster_rows, *([gaz_rows] if gaz_rows else [])]
    tables = [
        HashEmbed(width, count, column=column, seed=8 + column, dropout=0.0) for column, count in enumerate(counts)
    ]
    mix = Maxout(width, width * len(tables), nP=3, dropout=0.0, normalize=True)
    return chain(
        _extract(attrs, use_clusters=bool(cluster_rows), use_gazetteer=bool(gaz_rows)),
        list2ragged(),
        with_array(concatenate(*tables)),
        with_array(mix),
        ragged2list(),
    )


registry.architectures.register("rashomon.Embed.v1", func=embed)
