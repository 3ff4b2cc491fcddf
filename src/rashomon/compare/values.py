"""Values as the record shows them: equal ones of several accounts drawn together, with who says so and where."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple

from rashomon.compare.told import World
from rashomon.model import Difference, DifferenceValue, Evidence


class Given(NamedTuple):
    """A value that one telling gives.

    Attributes:
        key: Equal values have equal keys.
        value: In plain words.
        account_id: Whose telling.
        as_of: Day of publication.
        attribution_id: The attribution that holds it, or None for the document's own voice.
        evidence: Where it stands.
        low: Least number.
        high: Greatest number.
        earliest: First day.
        latest: Last day.
        ref_id: What it stands for.
    """

    key: str
    value: str
    account_id: str
    as_of: date | None
    attribution_id: str | None
    evidence: Evidence
    low: float | None = None
    high: float | None = None
    earliest: date | None = None
    latest: date | None = None
    ref_id: str | None = None


def drawn(given: Iterable[Given], world: World) -> list[DifferenceValue]:
    """Draw equal values of one voice together, by day and then by words."""
    groups: dict[tuple[str, str, str], list[Given]] = {}
    for one in given:
        source = world.sources.get(one.attribution_id) if one.attribution_id else None
        voice = "source" if one.attribution_id else "own"
        groups.setdefault((one.key, voice, source.kind if source else "none"), []).append(one)
    out = []
    for (_, voice, source_kind), group in groups.items():
        first = min(
            group,
            key=lambda one: (one.as_of is None, str(one.as_of), one.evidence.document_id, one.evidence.start_char),
        )
        out.append(
            DifferenceValue(
                value=first.value,
                low=first.low,
                high=first.high,
                earliest=first.earliest,
                latest=first.latest,
                ref_id=first.ref_id,
                as_of=first.as_of,
                voice=voice,
                source_kind=source_kind,
                attribution_ids=sorted({one.attribution_id for one in group if one.attribution_id}),
                account_ids=sorted({one.account_id for one in group}),
                evidence=_passages(group),
            )
        )
    return sorted(
        out, key=lambda value: (value.as_of is None, str(value.as_of), value.value, value.voice, value.source_kind)
    )


def _passages(group: Sequence[Given]) -> list[Evidence]:
    places = {(one.evidence.document_id, one.evidence.start_char, one.evidence.end_char) for one in group}
    return [Evidence(document_id=document, start_char=start, end_char=end) for document, start, end in sorted(places)]


def difference(
    event_id: str,
    aspect: str,
    status: str,
    given: Iterable[Given],
    world: World,
    *,
    reason: str | None = None,
    across: str = "between",
) -> Difference:
    """A row of the table of differences."""
    return Difference(
        event_id=event_id, aspect=aspect, status=status, reason=reason, across=across, values=drawn(given, world)
    )


def by_account(given: Iterable[Given]) -> dict[str, list[Given]]:
    """Values by account, in order of appearance."""
    out: dict[str, list[Given]] = {}
    for one in given:
        out.setdefault(one.account_id, []).append(one)
    return out


def unequal(groups: Iterable[Iterable[Given]]) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Every two sets of keys that some accounts give and others do not, each two once, however many accounts give them."""
    sets = dict.fromkeys(frozenset(one.key for one in group) for group in groups)
    return list(combinations(sorted(sets, key=sorted), 2))


def by_voice(given: Iterable[Given], world: World) -> list[list[Given]]:
    """One account's values by who says them: the document itself, or each of its sources."""
    out: dict[str, list[Given]] = {}
    for one in given:
        source = world.sources.get(one.attribution_id or "")
        who = (source.actor_id or " ".join((source.words or "").lower().split())) if source else ""
        out.setdefault(who or one.attribution_id or "", []).append(one)
    return [out[who] for who in sorted(out)]
