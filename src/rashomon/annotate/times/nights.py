"""Nights that are told by two days: "the night of 31 May to 1 June" begins on the one and ends on the other."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from rashomon.annotate.annotated import Annotated
from rashomon.knowledge import Knowledge
from rashomon.model import Time

NIGHT = "TNI"
"""End of the value of a night (TimeML)."""
GAP = 12
"""Characters between two expressions beyond which they do not name one night."""


def over_midnight(rows: Sequence[Time], annotated: Annotated, knowledge: Knowledge) -> Iterator[Time]:
    """Let a night that is told by two days reach from the first to the second.

    Args:
        rows: Time expressions in order.
        annotated: The document.
        knowledge: ``times.toml`` says which words stand before, and between, the two ends of a span.

    Yields:
        The rows; of such nights with other days, and with the value of the first where they had none.
    """
    words = knowledge.toml("times")["ties"]
    before, between = frozenset(words["from"]), frozenset(words["joints"])

    def joined(one: Time, other: Time, by: frozenset[str]) -> bool:
        gap = other.start_char - one.end_char
        return 0 < gap <= GAP and annotated.text(one.end_char, other.start_char).strip().lower() in by

    for at, row in enumerate(rows):
        first, rest = row, rows[at + 1 : at + 3]
        if (row.value or "").endswith(NIGHT) and row.earliest is None and rest and joined(row, rest[0], before):
            first, rest = rest[0], rest[1:]
        if not (row.value or "").endswith(NIGHT) or not rest or not joined(first, rest[0], between):
            yield row
            continue
        second = rest[0]
        if not (_is_day(first) and _is_day(second)) or _days(first, second) != 1:
            yield row
            continue
        value = row.value if first is row else f"{first.value}{NIGHT}"
        yield replace(row, value=value, earliest=first.earliest, latest=second.latest)


def _is_day(row: Time) -> bool:
    return row.earliest is not None and row.earliest == row.latest


def _days(one: Time, other: Time) -> int | None:
    return (other.earliest - one.earliest).days if one.earliest and other.earliest else None
