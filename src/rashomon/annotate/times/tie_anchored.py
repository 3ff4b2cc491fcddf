"""Expressions that hang on an event: "two days after the assassination", "the day before the vote"."""

from bisect import bisect_left
from datetime import date
from typing import Any

from msgspec.structs import replace

from rashomon.annotate.annotated import Annotated
from rashomon.annotate.times.calendar import shift, unit_value
from rashomon.model import EventMention, Time

REACH = 8
"""Tokens behind "after" or "before" within which the event must be named."""
STEM = 6
"""Letters that a verb and its noun share: "assassinated", "assassination"."""


Days = tuple[date, date]


def resolve_anchored(annotated: Annotated, words: dict[str, Any]) -> dict[str, Days | None] | None:
    """Resolve what hangs on an event; replaces ``annotated.times``.

    Args:
        annotated: The document, its event mentions with their days.
        words: ``ties`` of ``times.toml``.

    Returns:
        The event mentions that expressions hang on, with the days that this gives them ("on 27 June, two days after ...");
        None where no expression hangs on any.
    """
    mentions = sorted(annotated.event_mentions, key=lambda row: (row.start_char, row.end_char))
    own = {
        row.event_mention_id for row in annotated.arguments if row.role == "time" and words["climbed"] not in row.basis
    }
    pinned: dict[str, Days | None] = {}
    times: list[Time] = []
    for time in annotated.times:
        found = _anchor(annotated, mentions, words, time) if time.type == "DURATION" else None
        if found is None:
            times.append(time)
            continue
        mention, direction = found
        anchored = replace(time, anchor="event", anchor_id=mention.event_mention_id)
        beside = _apposed(annotated, times, time)
        if beside is not None:
            length, unit = _length(time.value or "")
            day = shift(beside, -direction * length, unit) if length is not None and unit else None
            pinned[mention.event_mention_id] = (day, day) if day and unit == "D" else None
            times.append(replace(anchored, type="DATE", value=beside.isoformat(), earliest=beside, latest=beside))
            continue
        sure = mention.event_mention_id in own and mention.time_basis == "clause"
        known = mention if sure else _told_before(mentions, mention)
        pinned[mention.event_mention_id] = None
        if known is not None and known.earliest is not None and known.latest is not None:
            pinned[mention.event_mention_id] = (known.earliest, known.latest)
            anchored = _dated(anchored, known.earliest, known.latest, direction) or anchored
        times.append(anchored)
    annotated.times = times
    return pinned or None


def _anchor(
    annotated: Annotated, mentions: list[EventMention], words: dict[str, Any], time: Time
) -> tuple[EventMention, int] | None:
    """The event mention behind "after" (1) or "before" (-1)."""
    span = annotated.tokens(time.start_char, time.end_char)
    parse = annotated.parse
    if not len(span) or span.end >= len(parse):
        return None
    word = parse[span.end].lower_
    direction = 1 if word in words["after"] else -1 if word in words["before"] else 0
    mention = _named(annotated, mentions, span.end + 1, span[0].sent.end) if direction else None
    return (mention, direction) if mention is not None else None


def _apposed(annotated: Annotated, times: list[Time], time: Time) -> date | None:
    """The day that stands right before, past a comma: "On 27 June, two days after"."""
    before = times[-1] if times else None
    if before is None or before.type != "DATE" or before.earliest is None or before.earliest != before.latest:
        return None
    between = annotated.text(before.end_char, time.start_char)
    return before.earliest if between.strip() in ("", ",", "-", "–", "—", "(") else None


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
            and row.time_basis == "clause"
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
