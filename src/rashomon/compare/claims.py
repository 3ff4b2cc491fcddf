"""What each account says on one matter: whether accounts affirm and deny the same, and how far their numbers lie apart.

Words are not weighed: where claims of a group differ in more than a "not" or numbers, they stand side by side and no status is given.
"""

import re
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from rashomon.link.tables import singular

_COUNTED = re.compile(r"(?<![\w.,])(\d{1,3}(?:,\d{3})+|\d+)\s+([^\W\d_]{3,})")


class Stated(NamedTuple):
    """What comparing needs of a claim.

    Attributes:
        account_id: Whose claim.
        kind: Kind of statement.
        words: The object's words.
        factuality: As told.
        low: Least number of its figure, if it rests on one.
        high: Greatest number of it.
        counted: What the figure counts.
    """

    account_id: str
    kind: str
    words: str
    factuality: str
    low: float | None
    high: float | None
    counted: str | None


def status(claims: Sequence[Stated]) -> tuple[str | None, str | None]:
    """How the accounts' claims on one matter stand to each other.

    Args:
        claims: The claims of one group.

    Returns:
        ``same``, ``compatible``, ``differ`` or ``incomparable`` (as for differences) or None where only words differ or only one
        account speaks; and the reason where they cannot be compared.
    """
    by_account: dict[str, list[Stated]] = {}
    for claim in claims:
        by_account.setdefault(claim.account_id, []).append(claim)
    if len(by_account) < 2:
        return None, None
    told = [{claim.factuality for claim in rows} for rows in by_account.values()]
    if any("denied" in one for one in told) and any("asserted" in one and "denied" not in one for one in told):
        return "differ", None
    if len(set.union(*told)) > 1:
        return None, None
    apart = _units_apart([_measured(rows) for rows in by_account.values()])
    if all(claim.kind == "quantity" and (claim.low, claim.high) != (None, None) for claim in claims):
        found, reason = _numbers(list(by_account.values()))
        return ("differ", None) if apart and found in ("same", "compatible") else (found, reason)
    if apart:
        return "differ", None
    words = {" ".join(claim.words.lower().split()).strip(".,;:”\"'’") for claim in claims}
    return ("same", None) if len(words) == 1 else (None, None)


def _measured(claims: Sequence[Stated]) -> dict[str, set[str]]:
    """Exact numbers by the word that they count: "eleven ships of 61,180 tons" has 61180 tons."""
    out: dict[str, set[str]] = {}
    for claim in claims:
        for number, unit in _COUNTED.findall(claim.words.lower()):
            out.setdefault(singular(unit), set()).add(number.replace(",", ""))
    return out


def _units_apart(accounts: Sequence[dict[str, set[str]]]) -> bool:
    """Whether two accounts count the same by one word and have no number of it in common."""
    told: dict[str, set[frozenset[str]]] = {}
    for counted in accounts:
        for unit, numbers in counted.items():
            told.setdefault(unit, set()).add(frozenset(numbers))
    return any(one.isdisjoint(other) for sets in told.values() for one, other in combinations(sets, 2))


def _numbers(accounts: Sequence[Sequence[Stated]]) -> tuple[str, str | None]:
    counted = {(claim.counted or "").lower() for rows in accounts for claim in rows}
    if len(counted) > 1:
        return "incomparable", "other things are counted"
    spans = [(_least(rows), _most(rows)) for rows in accounts]
    if len(set(spans)) == 1:
        return "same", None
    apart = max(low for low, _ in spans) > min(high for _, high in spans)
    return ("differ", None) if apart else ("compatible", None)


def _least(rows: Sequence[Stated]) -> float:
    return min(float("-inf") if claim.low is None else claim.low for claim in rows)


def _most(rows: Sequence[Stated]) -> float:
    return max(float("inf") if claim.high is None else claim.high for claim in rows)
