"""Blocking keys: which tellings are compared at all."""

from array import array
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rashomon.link.event_features import Telling

_EPOCH = date(1, 1, 1)
_NONE = np.iinfo(np.int64).max  # stands behind the last hash; no harm where it is one, since counts decide
_ALIKE = 0.08  # cosine from which an act told in two documents is compared, whatever else they share


def keys_of(telling: "Telling") -> list[str]:
    """Blocking keys: tellings that share none are never compared."""
    year = ""
    if telling.dated and telling.start is not None and telling.span is not None and telling.span <= 366:
        year = str((_EPOCH + timedelta(telling.start)).year)
    act, kind = telling.family, telling.type or ""
    whom = telling.recipients + telling.recipient_heads
    who = telling.actors + telling.actor_states
    keys = [f"document {telling.document} {one}" for one in (act, *telling.kin)]
    if kind:
        keys += [f"{kind} to {one}" for one in telling.recipients] + [
            f"{kind} {one} by {other}" for one in whom for other in who
        ]
        keys += [f"{kind} {year} by {one}" for one in who if year] + [
            f"{kind} at {one} {year}" for one in telling.places if year
        ]
        keys += [f"{kind} in {one} {year}" for one in telling.within if year]
    keys += (
        [f"{act} by {one}" for one in who]
        + [f"{act} to {one}" for one in whom]
        + [f"{act} at {one}" for one in telling.places]
    )
    if year:
        keys.append(f"{act} {year}")
        if telling.operation:
            keys += [f"{telling.operation} {one} {year}" for one in telling.ground]
    pairs = [
        f"{min(telling.number, other)} {max(telling.number, other)}"
        for other, cosine in telling.alike.items()
        if cosine >= _ALIKE
    ]
    keys += [f"{one} in {pair}" for pair in pairs for one in (act, *telling.kin)]
    if telling.story:
        keys += [f"{one} in story {telling.story}" for one in (act, *telling.kin)]
        if telling.foremost:
            keys.append(f"first {kind} in story {telling.story}")
    if telling.foremost:
        keys += [f"first {kind} of {pair}" for pair in pairs]
    keys += [f"~{act} near {one}" for one in telling.near]
    return sorted(set(keys))


def uncrowd(rows: "Sequence[Telling]", most: int, weak: int) -> "list[Telling]":
    """Give tellings their blocking keys, without those that too many tellings share and those of one: pairs stay near linear.

    Keys made of common words (they begin with "~") are dropped sooner than those that name somebody, a place or a time. Nearly all
    keys are of one telling: which may be shared is told by their hashes first, since a hundred strings for each telling fill a machine.
    """
    hashes = array("q")
    for row in rows:
        hashes.extend(map(hash, keys_of(row)))
    found = np.sort(np.frombuffer(hashes, np.int64))
    shared = np.append(np.unique(found[1:][found[1:] == found[:-1]]), _NONE)
    counts: Counter[str] = Counter()
    one_of: dict[str, str] = {}  # one string for a key, however many tellings have it
    held: list[list[str]] = []
    for row in rows:
        keys = keys_of(row)
        hashed = np.fromiter(map(hash, keys), np.int64, len(keys))
        known = shared[np.searchsorted(shared[:-1], hashed)] == hashed
        held.append([one_of.setdefault(key, key) for key, again in zip(keys, known.tolist(), strict=True) if again])
        counts.update(held[-1])
    return [
        row._replace(keys=[key for key in keys if 1 < counts[key] <= (weak if key[0] == "~" else most)])
        for row, keys in zip(rows, held, strict=True)
    ]
