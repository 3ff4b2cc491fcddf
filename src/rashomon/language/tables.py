"""Packed tables of the shipped pipeline: sorted hashes and numbers, searched without building a dictionary.

A key is the low half of spaCy's 64-bit string hash. Among 180,000 keys a word that is in no table is taken for one that is
with a chance of 1 in 24,000, which costs one wrong feature and nothing else.
"""

import gzip
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from spacy.strings import get_string_id

Array = np.ndarray[Any, Any]
LOW = 0xFFFFFFFF


@dataclass(frozen=True)
class Table:
    """Numbers by key.

    Attributes:
        keys: Low 32 bits of the hashes, sorted.
        numbers: The number of each key; none is 0.
    """

    keys: Array
    numbers: Array

    def find(self, hashes: Array) -> Array:
        """The number of each hash; 0 where the table has none."""
        low = (hashes & np.uint64(LOW)).astype(np.uint32)
        at = np.minimum(np.searchsorted(self.keys, low), len(self.keys) - 1)
        return np.where(self.keys[at] == low, self.numbers[at], 0)

    def get(self, word: str) -> int:
        """The number of one string; 0 where the table has none."""
        low = get_string_id(word) & LOW
        keys = self.keys.data
        at = bisect_left(keys, low)  # a search of numpy's, for one word, takes ten times as long
        return int(self.numbers[at]) if at < len(keys) and keys[at] == low else 0


@cache
def read(name: str) -> Table:
    """A table that ships with the pipeline: ``clusters``, ``gazetteer`` or ``gazetteer_first``."""
    path = resources.files("rashomon.language").joinpath("en", f"{name}.npz")
    with resources.as_file(path) as file, np.load(file, allow_pickle=False) as data:
        return Table(data["keys"], data["numbers"])


def lines(name: str) -> list[list[str]]:
    """Rows of a tab-separated table that ships with the pipeline."""
    data = resources.files("rashomon.language").joinpath("en", f"{name}.tsv.gz").read_bytes()
    return [line.split("\t") for line in gzip.decompress(data).decode().split("\n")]


def pack(numbers: dict[str, int], path: str) -> None:
    """Write a table.

    Args:
        numbers: The number of each string; from 1.
        path: File to write, ``.npz``.
    """
    keys: dict[int, int] = {}
    for word in sorted(numbers):
        keys.setdefault(get_string_id(word) & LOW, numbers[word])
    order = sorted(keys)
    kind = np.min_scalar_type(max(numbers.values()))
    np.savez_compressed(
        path, keys=np.array(order, dtype=np.uint32), numbers=np.array([keys[key] for key in order], dtype=kind)
    )
