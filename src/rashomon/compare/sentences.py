"""A plain sentence for a difference: what is given, by whom, according to whom. Our voice says "says", and no more."""

from collections.abc import Sequence
from typing import NamedTuple

_ASPECTS = {
    "date": "Day",
    "place": "Place",
    "actor": "Done by",
    "recipient": "Done to",
    "factuality": "Told as",
    "reason": "Reason",
    "scope": "Scope",
    "attribution": "Voice",
    "naming": "Called",
}
_STATUS = {
    "same": "the same in all",
    "compatible": "these can go together",
    "differ": "these differ",
    "update": "the later account gives the greater number",
    "incomparable": "not compared",
}
_PLANNED_FIRST = "planned in the earlier account, told as done in the later"


class Shown(NamedTuple):
    """A value as a reader sees it.

    Attributes:
        value: The value in plain words.
        outlets: Who gives it.
        voice: ``own`` or ``source``.
        sources: Whom they cite, in their words.
        cited: Who cites whom, where that is known: outlet and source.
    """

    value: str
    outlets: Sequence[str]
    voice: str
    sources: Sequence[str]
    cited: Sequence[tuple[str, str]] = ()


class Agreement(NamedTuple):
    """What stands behind values that agree, for agreement is never bare.

    Attributes:
        accounts: Accounts that give one of the values.
        citing: Those of them that give it by a source.
        sources: Distinct ultimate sources, an account's own voice being one.
        shared_text: Whether some of these accounts have a passage in common.
    """

    accounts: int
    citing: int
    sources: int
    shared_text: bool


def sentence(
    aspect: str,
    status: str,
    values: Sequence[Shown],
    *,
    reason: str | None = None,
    across: str = "between",
    silent: Sequence[str] = (),
    agreement: Agreement | None = None,
) -> str:
    """Say a difference in one sentence.

    Args:
        aspect: ``figure:killed``, ``date``, ...
        status: ``same``, ``compatible``, ``differ``, ``update`` or ``incomparable``.
        values: The values with who gives them.
        reason: Why they are not compared.
        across: ``between`` accounts or ``within`` one.
        silent: Outlets that tell the event and give no value.
        agreement: What stands behind them; said where they are the same or go together.

    Returns:
        For example ``Killed: 27 (A, B); "dozens" (C, citing officials); no figure found in D: these can go together (3 accounts, 1
        citing a source; no shared text found between them).``
    """
    by_value: dict[str, list[Shown]] = {}
    for value in values:
        by_value.setdefault(value.value, []).append(value)
    who = _tellers if aspect == "attribution" else _who
    parts = [f"{value} ({who(group)})" for value, group in by_value.items()]
    if silent and across == "between":
        parts.append(f"{_nothing(aspect)} in {', '.join(sorted(silent))}")
    end = _PLANNED_FIRST if (aspect, status) == ("factuality", "update") else _STATUS[status]
    if reason:
        end = f"{end} ({reason})"
    elif agreement and status in ("same", "compatible") and across == "between":
        end = f"{end} ({behind(agreement)})"
    where = "within one account, " if across == "within" else ""
    return f"{label(aspect)}: {'; '.join(parts)}: {where}{end}."


def behind(agreement: Agreement) -> str:
    """How many accounts agree, how many of them by a source, by how many in all, and whether they have text in common."""
    accounts = f"{agreement.accounts} account{'' if agreement.accounts == 1 else 's'}"
    citing = f"{agreement.citing or 'none'} citing a source"
    sources = "" if agreement.sources >= agreement.accounts else f", {agreement.sources} ultimate source"
    if sources and agreement.sources != 1:
        sources += "s"
    shared = "they have text in common" if agreement.shared_text else "no shared text found between them"
    return f"{accounts}, {citing}{sources}; {shared}"


def label(aspect: str) -> str:
    """What an aspect is called: ``figure:killed`` is "Killed"."""
    if aspect.startswith("figure:"):
        return aspect.removeprefix("figure:").replace("_", " ").capitalize()
    return _ASPECTS.get(aspect, aspect.capitalize())


def _who(group: Sequence[Shown]) -> str:
    """The outlets that give a value: those in their own voice first, then those that cite somebody, each with whom."""
    own = sorted({outlet for value in group if value.voice != "source" for outlet in value.outlets})
    citing: dict[str, set[str]] = {}
    for value in group:
        if value.voice != "source":
            continue
        pairs = [(outlet, " ".join(source.split())) for outlet, source in value.cited if source]
        if not pairs:
            pairs = [
                (outlet, " ".join(source.split())) for outlet in value.outlets for source in value.sources if source
            ]
        for outlet in value.outlets:
            citing.setdefault(outlet, set()).update(source for at, source in pairs if at == outlet)
    by_sources: dict[str, list[str]] = {}
    for outlet, sources in sorted(citing.items()):
        by_sources.setdefault(", ".join(sorted(sources)) or "a source that is not named", []).append(outlet)
    cited = [f"{', '.join(outlets)}, citing {sources}" for sources, outlets in by_sources.items()]
    told = [", ".join(own), *cited] if own else cited
    return "; ".join(told) or "outlet not given"


def _tellers(group: Sequence[Shown]) -> str:
    """The outlets alone, where the value itself says whom they cite."""
    return ", ".join(sorted({outlet for value in group for outlet in value.outlets})) or "outlet not given"


def _nothing(aspect: str) -> str:
    if aspect.startswith("figure:"):
        return "no figure found"
    return {
        "date": "no day told with it",
        "place": "no place found",
        "actor": "no doer found",
        "recipient": "nobody found that it was done to",
    }.get(aspect, "nothing found")
