"""The embedding layer of the shipped pipeline: lexical attributes, Brown-cluster prefixes and gazetteer flags.

Word clusters as features: Miller, Guinness and Zamanian (2004); hash embeddings: Serrà and Karatzoglou (2017).
"""

import gzip
import re
from collections.abc import Callable
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from spacy import registry
from spacy.attrs import ORTH, intify_attr
from thinc.api import HashEmbed, Maxout, Model, chain, concatenate, list2ragged, ragged2list, with_array

_NAME_PARTS = re.compile(r"( |-|'|’)")


def read_table(name: str) -> list[list[str]]:
    """Rows of a packed tab-separated table of the pipeline."""
    data = resources.files("rashomon.language").joinpath("en", f"{name}.tsv.gz").read_bytes()
    return [line.split("\t") for line in gzip.decompress(data).decode().split("\n")]


@cache
def clusters() -> dict[str, int]:
    """Brown cluster of each word."""
    return {word: int(number) for word, number in read_table("clusters")}


@cache
def gazetteer() -> tuple[dict[tuple[str, ...], int], dict[str, int]]:
    """Kind of each place name (as a tuple of its tokens), and the longest name that begins with a token."""
    names: dict[tuple[str, ...], int] = {}
    longest: dict[str, int] = {}
    for name, kind in read_table("gazetteer"):
        parts = tuple(part for part in _NAME_PARTS.split(name) if part and part != " ")
        names[parts] = int(kind)
        longest[parts[0]] = max(longest.get(parts[0], 0), len(parts))
    return names, longest


def cluster_of(word: str) -> int:
    """Brown cluster of a word, of its lower-case or capitalised form; 0 when unknown."""
    known = clusters()
    return (
        known.get(word)
        or known.get(word.lower())
        or known.get(word.capitalize())
        or (known.get(word.title()) if word.isupper() else 0)
        or 0
    )


def _cluster_columns(words: list[str], memo: dict[str, tuple[int, int, int]]) -> "np.ndarray[Any, Any]":
    rows = []
    for word in words:
        row = memo.get(word)
        if row is None:
            number = cluster_of(word)
            row = ((number & 15) + 1, (number & 63) + 1, number + 1) if number else (0, 0, 0)
            memo[word] = row
        rows.append(row)
    return np.array(rows, dtype="uint64").reshape((-1, 3))


def _gazetteer_column(words: list[str]) -> "np.ndarray[Any, Any]":
    names, longest = gazetteer()
    column = np.zeros((len(words), 1), dtype="uint64")
    at = 0
    while at < len(words):
        for length in range(min(longest.get(words[at], 0), len(words) - at), 0, -1):
            kind = names.get(tuple(words[at : at + length]))
            if kind:
                column[at, 0] = kind if length == 1 else 3 + kind
                column[at + 1 : at + length, 0] = 6 + kind
                at += length - 1
                break
        at += 1
    return column


def _extract(columns: list[str], *, use_clusters: bool, use_gazetteer: bool) -> Model[Any, Any]:
    memo: dict[str, tuple[int, int, int]] = {}
    attributes = [intify_attr(column) for column in columns]

    def forward(model: Model[Any, Any], docs: list[Any], is_train: bool) -> tuple[list[Any], Callable[[Any], list[Any]]]:
        del model, is_train
        out = []
        for doc in docs:
            parts = [doc.to_array(attributes).astype("uint64").reshape((len(doc), -1))]
            if use_clusters or use_gazetteer:
                words = [doc.vocab.strings[int(key)] for key in doc.to_array([ORTH]).reshape(-1)]
                if use_clusters:
                    parts.append(_cluster_columns(words, memo))
                if use_gazetteer:
                    parts.append(_gazetteer_column(words))
            out.append(np.hstack(parts))
        return out, lambda gradient: []

    return Model("rashomon_extract", forward)


@registry.architectures("rashomon.Embed.v1")
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
    tables = [HashEmbed(width, count, column=column, seed=8 + column, dropout=0.0) for column, count in enumerate(counts)]
    mix = Maxout(width, width * len(tables), nP=3, dropout=0.0, normalize=True)
    return chain(
        _extract(attrs, use_clusters=bool(cluster_rows), use_gazetteer=bool(gaz_rows)),
        list2ragged(),
        with_array(concatenate(*tables)),
        with_array(mix),
        ragged2list(),
    )
