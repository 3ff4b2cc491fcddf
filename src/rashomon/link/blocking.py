"""Blocking keys: which tellings are compared at all."""

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rashomon.link.event_features import Telling

_EPOCH = date(1, 1, 1)
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
    """Drop blocking keys that too many tellings share, and those of one telling: the number of pairs stays near linear.

    Keys made of common words (they begin with "~") are dropped sooner than those that name somebody, a place or a time.
    """
    counts: Counter[str] = Counter(key for row in rows for key in row.keys)
    return [
        row._replace(keys=[key for key in row.keys if 1 < counts[key] <= (weak if key[0] == "~" else most)])
        for row in rows
    ]
