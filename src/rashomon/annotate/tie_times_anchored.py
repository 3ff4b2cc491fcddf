"""Expressions that hang on an event: "two days after the assassination", "the day before the vote"."""

from bisect import bisect_left
from datetime import date
from typing import Any

from msgspec.structs import replace

from rashomon.annotate.annotated import Annotated
from rashomon.annotate.times_calendar import shift, unit_value
from rashomon.model import EventMention, Time

REACH = 8
"""Tokens behind "after" or "before" within which the event must be named."""
STEM = 6
"""Letters that a verb and its noun share: "assassinated", "assassination"."""


def resolve_anchored(annotated: Annotated, words: dict[str, Any]) -> bool:
    """Resolve what hangs on an event; replaces ``annotated.times``.

    Args:
        annotated: The document, its event mentions with their days.
        words: ``ties`` of ``times.toml``.

    Returns:
        Whether any expression got its event.
    """
    found = False
    times = []
    mentions = sorted(annotated.event_mentions, key=lambda row: (row.start_char, row.end_char))
    for time in annotated.times:
        row = _resolved(annotated, mentions, words, time) if time.type == "DURATION" else None
        found = found or row is not None
        times.append(row or time)
    annotated.times = times
    return found


def _resolved(annotated: Annotated, mentions: list[EventMention], words: dict[str, Any], time: Time) -> Time | None:
    span = annotated.tokens(time.start_char, time.end_char)
    parse = annotated.parse
    if not len(span) or span.end >= len(parse):
        return None
    word = parse[span.end].lower_
    direction = 1 if word in words["after"] else -1 if word in words["before"] else 0
    if not direction:
        return None
    mention = _named(annotated, mentions, span.end + 1, span[0].sent.end)
    if mention is None:
        return None
    anchored = replace(time, anchor="event", anchor_id=mention.event_mention_id)
    known = mention if mention.earliest is not None else _told_before(mentions, mention)
    if known is None or known.earliest is None or known.latest is None or not time.value:
        return anchored
    return _dated(anchored, known.earliest, known.latest, direction) or anchored


def _named(annotated: Annotated, mentions: list[EventMention], first: int, end: int) -> EventMention | None:
    """The first event mention behind a token, in reach and in the sentence."""
    last = min(first + REACH, end)
    if first >= last:
        return None
    start_char, _ = annotated.span(first, first + 1)
    _, end_char = annotated.span(first, last)
    at = bisect_left(mentions, start_char, key=lambda row: row.start_char)
    return mentions[at] if at < len(mentions) and mentions[at].start_char < end_char else None


def _told_before(mentions: list[EventMention], mention: EventMention) -> EventMention | None:
    """The last earlier mention with the same word stem that has its days."""
    stem = mention.lemma[:STEM]
    best = None
    for row in mentions:
        if row.start_char >= mention.start_char:
            break
        if (
            row.lemma[:STEM] == stem
            and row.earliest is not None
            and row.factuality == "asserted"
            and row.time_basis != "document"
        ):
            best = row
    return best


def _dated(time: Time, earliest: date, latest: date, direction: int) -> Time | None:
    """The expression with the days it leads to."""
    amount, unit = _length(time.value or "")
    if not unit:
        return None
    if amount is None:  # "days after": only one end is known
        return (
            replace(time, earliest=latest, latest=None)
            if direction > 0
            else replace(time, earliest=None, latest=earliest)
        )
    first, last = shift(earliest, direction * amount, unit), shift(latest, direction * amount, unit)
    if first is None or last is None:
        return None
    if first == last:
        shown = "D" if unit == "W" else unit
        return replace(time, type="DATE", value=unit_value(first, shown), earliest=first, latest=last)
    return replace(time, earliest=first, latest=last)


def _length(value: str) -> tuple[float | None, str]:
    """Number and unit of a duration of days or more; no unit for others."""
    if not value.startswith("P") or value.startswith("PT") or len(value) < 3:
        return None, ""
    unit = "DE" if value.endswith("DE") else "CE" if value.endswith("CE") else value[-1]
    number = value[1 : -len(unit)]
    if unit not in ("D", "W", "M", "Y", "DE", "CE") or (number != "X" and not number.replace(".", "", 1).isdigit()):
        return None, ""
    return (None if number == "X" else float(number)), unit
