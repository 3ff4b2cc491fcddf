"""The day of publication, where it was not given and the text pins it."""

from datetime import date

from rashomon.annotate.annotated import Annotated
from rashomon.annotate.times.calendar import make_date
from rashomon.annotate.times.layer import Expression, resolved_expressions
from rashomon.annotate.times.passage import Resolved, Setting
from rashomon.knowledge import Knowledge

TOP, BOTTOM = 6, 3
"""Blocks at the head and at the foot of a document in which a line of its own may carry the date."""
OTHER_WORDS = 8
"""Tokens beside the date that such a line may have."""

Read = tuple[Expression, Setting, Resolved]


def infer_published(annotated: Annotated, knowledge: Knowledge) -> tuple[date, str] | None:
    """The day of publication as far as the text itself gives it.

    Args:
        annotated: A document without a day of publication, parsed.
        knowledge: ``times.toml``.

    Returns:
        The day and how it was found: ``date line`` (a line of its own with a date), ``weekday with date`` (only one year
        fits both) or ``latest past date`` (the last day told in the past tense, in a text that speaks of "yesterday" or
        "Friday"); None where nothing pins it. Never a guess from outside the text.
    """
    found = list(resolved_expressions(annotated, knowledge, furniture=True))
    labels = frozenset(knowledge.toml("times")["guards"]["date_labels"])
    if (line := _date_line(annotated, found, labels)) is not None:
        return line, "date line"
    days = [
        resolved.day
        for _, _, resolved in found
        if resolved.anchor == "absolute" and resolved.unit == "D" and resolved.day
    ]
    if (day := _weekday_with_date(found, days)) is not None:
        return day, "weekday with date"
    if not _speaks_of_today(found):
        return None
    told = [
        resolved.day
        for _, setting, resolved in found
        if resolved.anchor == "absolute" and resolved.unit == "D" and resolved.day and setting.past
    ]
    if told and max(told) >= max(days):
        return max(told), "latest past date"
    return None


def _date_line(annotated: Annotated, found: list[Read], labels: frozenset[str]) -> date | None:
    """The date of a line of its own at the head or foot, or of a dateline before the first sentence."""
    last = len(annotated.blocks) - BOTTOM
    for expression, _, resolved in found:
        if resolved.anchor != "absolute" or resolved.unit != "D" or resolved.day is None:
            continue
        if TOP <= expression.block < last:
            continue
        words = expression.tokens.words
        others = words[: expression.meaning.first] + words[expression.meaning.end :]
        kind = annotated.blocks[expression.block].kind
        short = len(others) <= OTHER_WORDS
        if short and (kind in ("byline", "dateline", "furniture") or not others or labels & set(others)):
            return resolved.day
        opens = all(
            not word.isalpha() or index < OTHER_WORDS for index, word in enumerate(words[: expression.meaning.first])
        )
        behind = words[expression.meaning.end : expression.meaning.end + OTHER_WORDS]
        place = annotated.blocks[expression.block].text[: expression.tokens.starts[expression.meaning.first]]
        if opens and place[:1].isupper() and place.upper() == place and _dash(behind):
            return resolved.day
    return None


def _dash(words: list[str]) -> bool:
    """Whether a dash closes a dateline: "(AP) --"."""
    return any(word in ("-", "–", "—", ":") for word in words)


def _weekday_with_date(found: list[Read], days: list[date]) -> date | None:
    """A date without a year whose weekday fits only one year near the latest one named."""
    if not days:
        return None
    latest = max(days)
    for expression, setting, _ in reversed(found):
        meaning = expression.meaning
        if meaning.kind != "date" or meaning.weekday is None or not meaning.month or not meaning.day or meaning.year:
            continue
        fits = [
            day
            for year in (latest.year, latest.year + 1)
            if (day := make_date(year, meaning.month, meaning.day))
            and day.isoweekday() == meaning.weekday
            and day >= latest
        ]
        if len(fits) == 1 and setting.past:
            return fits[0]
    return None


def _speaks_of_today(found: list[Read]) -> bool:
    """Whether the text counts days from its own."""
    return any(
        expression.meaning.kind in ("weekday", "shift", "offset", "named")
        and expression.meaning.base in ("speech", "open")
        for expression, _, _ in found
    )
