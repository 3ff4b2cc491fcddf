"""What a time expression is relative to, decided passage by passage: the day of publication, or the last date named.

News counts from the day of publication, with the verb's tense telling before from after; a background paragraph or a
history counts from the date it named last. No switch says which kind a text is: dates far from publication that set a
scene, and words such as "yesterday" that do not, decide for each passage.
"""

from collections.abc import Callable

from msgspec.structs import replace

from rashomon.annotate.times import dates, relative
from rashomon.annotate.times.calendar import interval
from rashomon.annotate.times.meaning import Meaning
from rashomon.annotate.times.passage import Passage, Resolved, Setting

RESOLVERS: dict[str, Callable[[Passage, Meaning, Setting], Resolved]] = {
    "date": dates.calendar_date,
    "yy": dates.two_digits,
    "short_year": dates.short_year,
    "decade": dates.decade,
    "century": dates.century,
    "holiday": dates.holiday_date,
    "weekday": relative.weekday,
    "weekday_of_week": relative.weekday_of_week,
    "clock": relative.clock,
    "shift": relative.shifted,
    "named": relative.named,
    "month_of_year": relative.month_of_year,
    "quarter_of": relative.month_of_year,
    "quarter_in": relative.quarter_in,
    "part_of_unit": relative.part_of_unit,
    "part": relative.part,
    "nth_day": relative.nth_day,
    "offset": relative.offset,
    "duration": relative.duration,
    "some_day": relative.some_day,
    "set": relative.fixed,
    "fixed": relative.fixed,
}
"""What resolves each kind of meaning."""


def resolve(passage: Passage, meaning: Meaning, setting: Setting) -> Resolved:
    """Value, days and anchor of one expression; to be called in the order of the text.

    Args:
        passage: What was named before; takes in what this expression names.
        meaning: What the expression says.
        setting: Where it stands.
    """
    passage.block, passage.at, passage.sentence = setting.block, setting.at, setting.sentence
    passage.ahead = setting.ahead
    resolved = RESOLVERS[meaning.kind](passage, meaning, setting)
    if resolved.earliest is None and resolved.type in ("DATE", "TIME"):
        earliest, latest = interval(resolved.value, resolved.mod)
        resolved = replace(resolved, earliest=earliest, latest=latest)
    if resolved.anchor != "none" and (resolved.value or "").startswith("XXXX"):
        resolved = replace(resolved, anchor="none", anchor_index=None)
    passage.remember(meaning, setting, resolved)
    return resolved
