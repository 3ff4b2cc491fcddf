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
    "attribution": "Told in",
    "naming": "Called",
}
_STATUS = {
    "same": "the same in all",
    "compatible": "these can go together",
    "differ": "these differ",
    "update": "the later account gives the greater number, or tells what was planned as done",
    "incomparable": "not compared",
}


class Shown(NamedTuple):
    """A value as a reader sees it.

    Attributes:
        value: The value in plain words.
        outlets: Who gives it.
        voice: ``own`` or ``source``.
        sources: Whom they cite, in their words.
    """

    value: str
    outlets: Sequence[str]
    voice: str
    sources: Sequence[str]


def sentence(
    aspect: str,
    status: str,
    values: Sequence[Shown],
    *,
    reason: str | None = None,
    across: str = "between",
    silent: Sequence[str] = (),
) -> str:
    """Say a difference in one sentence.

    Args:
        aspect: ``figure:killed``, ``date``, ...
        status: ``same``, ``compatible``, ``differ``, ``update`` or ``incomparable``.
        values: The values with who gives them.
        reason: Why they are not compared.
        across: ``between`` accounts or ``within`` one.
        silent: Outlets that tell the event and give no value.

    Returns:
        For example ``Killed: 27 (A, B); "dozens" (C, citing officials); no figure found in D: these can go together.``
    """
    parts = [f"{value.value} ({_who(value)})" for value in values]
    if silent and across == "between":
        parts.append(f"{_nothing(aspect)} in {', '.join(sorted(silent))}")
    end = f"{_STATUS[status]} ({reason})" if reason else _STATUS[status]
    where = "within one account, " if across == "within" else ""
    return f"{label(aspect)}: {'; '.join(parts)}: {where}{end}."


def label(aspect: str) -> str:
    """What an aspect is called: ``figure:killed`` is "Killed"."""
    if aspect.startswith("figure:"):
        return aspect.removeprefix("figure:").replace("_", " ").capitalize()
    return _ASPECTS.get(aspect, aspect.capitalize())


def _who(value: Shown) -> str:
    outlets = ", ".join(sorted(value.outlets)) or "outlet not given"
    if value.voice != "source":
        return outlets
    sources = sorted({" ".join(source.split()) for source in value.sources if source})
    return f"{outlets}, citing {', '.join(sources)}" if sources else f"{outlets}, citing a source that is not named"


def _nothing(aspect: str) -> str:
    if aspect.startswith("figure:"):
        return "no figure found"
    return {
        "date": "no day found",
        "place": "no place found",
        "actor": "no doer found",
        "recipient": "nobody found that it was done to",
    }.get(aspect, "nothing found")
