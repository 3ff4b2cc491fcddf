"""Blocking keys: which tellings are compared at all.

A key is a hash of what two tellings may have in common. Of keys that too many tellings share, and of those of one, none is kept:
so pairs stay near linear in the number of tellings.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from rashomon.link.telling import Surroundings, Telling

if TYPE_CHECKING:
    from array import array

_EPOCH = date(1, 1, 1)
_YEAR = 366
_WEAK = 1  # the last bit of a key's hash: whether it is made of common words

Numbers = npt.NDArray[np.int64]


def keys_of(telling: Telling, around: Surroundings, alike: Sequence[int]) -> set[int]:
    """Hashes of a telling's blocking keys: tellings that share none are never compared.

    Args:
        telling: The telling.
        around: What else it brings.
        alike: Number of each pair of documents that its document is in with one that is alike.
    """
    year = 0
    if telling.dated and telling.start is not None and telling.span is not None and telling.span <= _YEAR:
        year = (_EPOCH + timedelta(telling.start)).year
    act, kind = telling.family, telling.type
    acts = (act, *around.kin)
    whom = telling.recipients + telling.recipient_heads
    who = telling.actors + telling.actor_states
    keys: list[tuple[object, ...]] = [("document", around.number, one) for one in acts]
    if kind:
        keys += [("type to", kind, one) for one in telling.recipients]
        keys += [("type by to", kind, one, other) for one in whom for other in who]
        if year:
            keys += [("type by in", kind, year, one) for one in who]
            keys += [("type at in", kind, year, one) for one in telling.places]
            keys += [("type within in", kind, year, one) for one in telling.within]
    keys += [("by", act, one) for one in who]
    keys += [("to", act, one) for one in whom]
    keys += [("at", act, one) for one in telling.places]
    if year:
        keys.append(("in", act, year))
        if telling.operation:
            keys += [("operation in", telling.operation, one, year) for one in around.ground]
    keys += [("alike", one, pair) for pair in alike for one in acts]
    if telling.story:
        keys += [("story", one, telling.story) for one in acts]
        if around.foremost:
            keys.append(("first of story", kind, telling.story))
    if around.foremost:
        keys += [("first of alike", kind, pair) for pair in alike]
    strong = {hash(key) | _WEAK for key in keys}
    return strong | {hash(("near", act, one)) & ~_WEAK for one in around.near}


def uncrowd(hashes: "array[int]", ends: "array[int]", most: int, weak: int) -> tuple[npt.NDArray[np.int32], Numbers]:
    """Keys that two tellings or more share, and not too many of them.

    Args:
        hashes: Hashes of the tellings' keys, telling after telling.
        ends: Number of hashes up to the end of each telling.
        most: Tellings that may share a key that names somebody, a place or a time.
        weak: Tellings that may share a key of common words.

    Returns:
        The keys that are left as numbers, and how many there are before each telling and in all.
    """
    found = np.frombuffer(hashes, np.int64)
    stops = np.concatenate([[0], np.frombuffer(ends, np.int64)])
    order = np.argsort(found, kind="stable")
    first = np.ones(len(found), bool)
    first[1:] = found[order][1:] != found[order][:-1]
    group = np.cumsum(first) - 1
    many = np.bincount(group, minlength=1)[group]
    bound = np.where(found[order] & _WEAK, most, weak)
    kept = np.zeros(len(found), bool)
    kept[order] = (many > 1) & (many <= bound)
    number = np.zeros(len(found), np.int32)
    number[order] = group
    before = np.concatenate([[0], np.cumsum(kept)])
    return number[kept], before[stops]
