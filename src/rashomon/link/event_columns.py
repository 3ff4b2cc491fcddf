"""Tellings as columns of numbers, for Splink: what conditions in ``link_events.toml`` can ask for.

Lists hold numbers instead of words, which are compared several times faster.
"""

from array import array
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from rashomon.link.blocking import Numbers, uncrowd
from rashomon.link.telling import Surroundings, Telling

_RARE_COUNT = 12  # tellings that a participant may have and still be rare, or
_RARE_SHARE = 0.01  # this share of all tellings
_WORDS = pa.list_(pa.int32())
_LISTS = ("actors", "actor_states", "actor_heads", "recipients", "recipient_states", "recipient_heads", "places", "within", "figures")  # fmt: skip
_AROUND = ("near", "rare_actors", "rare_recipients", "ground", "about", "kin")
_PLAIN = {"kind": ("type", pa.string()), "family": ("family", pa.string()), "operation": ("operation", pa.string()), "basis": ("basis", pa.string()),
          "first": ("start", pa.int64()), "last": ("end", pa.int64()), "span": ("span", pa.int64()), "nominal": ("nominal", pa.bool_()),
          "dated": ("dated", pa.bool_()), "story": ("story", pa.string())}  # fmt: skip
"""Columns by the name they have in conditions: some names of fields are words that SQL keeps for itself."""
_RARE = ("rare_actors", "rare_recipients")


def grade(cosine: float) -> str:
    """Name of the column of the documents that are alike from a cosine on: ``alike_28`` from 0.28 on."""
    return f"alike_{round(cosine * 100):02}"


class Columns:
    """Columns that grow by batches of documents.

    Args:
        settings: ``link_events.toml``.
        small: Whether the collection is too small for the spread of a word to tell anything.
    """

    def __init__(self, settings: Mapping[str, Any], *, small: bool) -> None:
        self._settings = settings
        self._small = small
        self._numbers: dict[str, int] = {}
        self._parts: list[pa.Table] = []
        self._hashes, self._ends = array("q"), array("q")

    def add(
        self,
        tellings: Sequence[Telling],
        around: Sequence[Surroundings],
        keys: Sequence[set[int]],
        alike: Mapping[int, Mapping[int, float]],
    ) -> None:
        """Take in a batch.

        Args:
            tellings: The tellings.
            around: What else they bring, in the same order.
            keys: Hashes of their blocking keys.
            alike: For the number of each of their documents the numbers of those alike, with the cosine.
        """
        columns = {
            name: pa.array([getattr(one, field) for one in tellings], kind) for name, (field, kind) in _PLAIN.items()
        }
        columns |= {name: self._words([getattr(one, name) for one in tellings]) for name in _LISTS}
        columns |= {name: self._words([getattr(one, name) for one in around]) for name in _AROUND}
        columns["published"] = pa.array([one.published for one in around], pa.int64())
        columns["foremost"] = pa.array([one.foremost for one in around], pa.bool_())
        columns["document"] = pa.array([one.number for one in around], pa.int32())
        documents = list(dict.fromkeys(one.number for one in around))
        place = {number: at for at, number in enumerate(documents)}
        at = pa.array([place[one.number] for one in around], pa.int32())
        for cosine in self._settings["grades"]:
            lists = [[other for other, found in alike[number].items() if found >= cosine] for number in documents]
            columns[grade(cosine)] = pa.array(lists, _WORDS).take(at)
        self._parts.append(pa.table(columns))
        for found in keys:
            self._hashes.extend(found)
            self._ends.append(len(self._hashes))

    def table(self, ids: Sequence[str], documents: int, common: frozenset[str]) -> pa.Table:
        """All tellings with the columns that the whole collection decides.

        Args:
            ids: Identifiers of the tellings in the order they came: ``unique_id`` is their rank.
            documents: Number of documents.
            common: Word families that are common anywhere.
        """
        if not ids:
            return pa.table({"unique_id": pa.array([], pa.int32())})
        whole = pa.concat_tables(self._parts).combine_chunks()
        self._parts.clear()
        ranks = np.empty(len(ids), np.int32)
        ranks[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids), dtype=np.int32)
        settings = self._settings
        numbers, stops = uncrowd(self._hashes, self._ends, settings["crowded"], settings["crowded_weak"])
        rare = dict(zip(_RARE, _rare(*(_flat(whole[name]) for name in _RARE)), strict=True))
        columns = {name: whole[name] for name in whole.column_names} | rare
        columns["share"] = self._share(whole, documents, common)
        columns["keys"] = _lists(numbers, stops)
        return pa.table({"unique_id": pa.array(ranks)} | columns)

    def _words(self, found: Sequence[Sequence[str]]) -> pa.Array:
        numbers = self._numbers
        values = [numbers.setdefault(one, len(numbers)) for words in found for one in words]
        stops = np.concatenate([[0], np.cumsum([len(words) for words in found])])
        return _lists(np.array(values, np.int32), stops)

    def _share(self, whole: pa.Table, documents: int, common: frozenset[str]) -> pa.Array:
        """Share of the documents that have the telling's word family: of acts common anywhere 1, of others None in a small collection."""
        coded = pc.dictionary_encode(whole["family"].combine_chunks())
        at, document = coded.indices.to_numpy().astype(np.int64), whole["document"].to_numpy()
        holders = np.bincount(np.unique(at * documents + document) // documents)
        shares = [
            1.0 if name in common else None if self._small else float(many) / documents
            for name, many in zip(coded.dictionary.to_pylist(), holders, strict=True)
        ]
        return pa.array(shares, pa.float64()).take(pa.array(at))


def _flat(column: pa.ChunkedArray) -> tuple[npt.NDArray[np.int32], Numbers]:
    """The numbers of a column of lists, and how many there are before each row and in all."""
    lists = column.combine_chunks()
    return lists.flatten().to_numpy(zero_copy_only=False), np.concatenate(
        [[0], np.cumsum(pc.list_value_length(lists).to_numpy(zero_copy_only=False))]
    )


def _lists(values: npt.NDArray[np.int32], stops: Numbers) -> pa.Array:
    return pa.ListArray.from_arrays(pa.array(stops.astype(np.int32)), pa.array(values, pa.int32()))


def _rare(*sides: tuple[npt.NDArray[np.int32], Numbers]) -> list[pa.Array]:
    """Keep participants that few tellings have: to meet one of them says more than to meet a state that all tellings are about."""
    rows = len(sides[0][1]) - 1
    size = 1 + max((int(values.max()) for values, _ in sides if len(values)), default=0)
    held = np.unique(
        np.concatenate([np.repeat(np.arange(rows), np.diff(stops)) * size + values for values, stops in sides])
    )
    spread = np.bincount(held % size, minlength=size)
    limit = max(_RARE_COUNT, _RARE_SHARE * rows)
    out = []
    for values, stops in sides:
        kept = spread[values] <= limit
        out.append(_lists(values[kept], np.concatenate([[0], np.cumsum(kept)])[stops]))
    return out
