"""Vectors of words that were met before.

The first layers of the shipped pipeline give a word its vector without a look at its neighbours, and two words of three have stood in
the text before. Here each word is reckoned once: the layer that mixes its features is multiplied into their tables beforehand, so that
a word's vector is a sum of rows. Such a sum is the same in whatever company the word stands, which a product of matrices need not be.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from spacy.tokens import Doc
from thinc.api import Model

from rashomon.language.tables import Array

MOST = 50_000
"""Words remembered at most, by each model: bounds memory to 20 MB."""


def remember(nlp: Any) -> None:  # noqa: ANN401 - spaCy ships no types
    """Let the models of a pipeline remember words, where they embed them as ours do (:mod:`rashomon.language.embed`)."""
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        for node in list(model.walk()) if isinstance(model, Model) else ():
            for at, layer in enumerate(node.layers):
                if layer.layers and layer.layers[0].name == "rashomon_extract" and node.name != "rashomon_remembered":
                    node._layers[at] = remembered(layer)  # noqa: SLF001 - spaCy puts layers into models so


def remembered(embed: Model[Any, Any]) -> Model[Any, Any]:
    """An embedding that remembers.

    Args:
        embed: What :func:`rashomon.language.embed.embed` makes, with its weights.
    """
    words = _Words(embed)

    def forward(model: Model[Any, Any], docs: list[Doc], is_train: bool) -> tuple[list[Array], Callable[[Any], Any]]:
        del model
        if is_train:
            out: tuple[list[Array], Callable[[Any], Any]] = embed(docs, is_train)
            return out
        return [words.vectors(doc) for doc in docs], lambda _: []

    return Model("rashomon_remembered", forward, layers=[embed])


class _Words:
    """Vectors of words by their features, and the tables they are sums of."""

    def __init__(self, embed: Model[Any, Any]) -> None:
        nodes = list(embed.walk(order="dfs_pre"))
        self._features = embed.layers[0]
        mix, self._norm = (next(node for node in nodes if node.name == name) for name in ("maxout", "layernorm"))
        width, pieces, _ = self._shape = mix.get_param("W").shape
        self._bias = mix.get_param("b").reshape(width * pieces)
        embeddings = [node for node in nodes if node.name == "hashembed"]
        weights = np.split(mix.get_param("W").reshape(width * pieces, -1), len(embeddings), axis=1)
        self._tables = [
            (node.attrs["column"], node.attrs["seed"], node.get_param("E") @ weight.T)
            for node, weight in zip(embeddings, weights, strict=True)
        ]
        self._rows: dict[bytes, int] = {}
        self._known = np.empty((0, width), dtype=np.float32)

    def vectors(self, doc: Doc) -> Array:
        """The vector of each word.

        Args:
            doc: Words; of none there are no vectors.
        """
        if not len(doc):
            return np.empty((0, self._known.shape[1]), dtype=np.float32)
        features = self._features.predict([doc])[0]
        words = features.view(np.dtype((np.void, features.shape[1] * features.itemsize))).ravel().tolist()
        if len(self._rows) > MOST:
            self._rows.clear()
        new = {word: at for at, word in enumerate(words) if word not in self._rows}
        if new:
            self._add(list(new), features[list(new.values())])
        vectors: Array = self._known[[self._rows[word] for word in words]]
        return vectors

    def _add(self, words: list[bytes], features: Array) -> None:
        ops = self._norm.ops
        sums = np.tile(self._bias, (len(words), 1))
        for column, seed, table in self._tables:
            sums += ops.gather_add(table, ops.hash(np.ascontiguousarray(features[:, column]), seed) % len(table))
        vectors = self._norm.predict(ops.maxout(sums.reshape(-1, *self._shape[:2]))[0])
        first, end = len(self._rows), len(self._rows) + len(words)
        if end > len(self._known):
            self._known = np.concatenate([self._known[:first], np.empty((end, self._shape[0]), dtype=np.float32)])
        self._known[first:end] = vectors
        self._rows.update(zip(words, range(first, end), strict=True))
