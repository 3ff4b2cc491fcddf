"""Time expressions: spans, TIMEX3 values, the days they may mean, and what they are relative to."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from msgspec import Struct

from rashomon.annotate.annotated import Annotated
from rashomon.annotate.times.anchor import resolve
from rashomon.annotate.times.forms import Grammar, build_grammar, find
from rashomon.annotate.times.guards import is_time, trim
from rashomon.annotate.times.meaning import Meaning
from rashomon.annotate.times.nights import over_midnight
from rashomon.annotate.times.passage import FAR, Passage, Resolved, Setting
from rashomon.annotate.times.readers import meanings
from rashomon.annotate.times.tense import is_ahead, narrates, tense
from rashomon.annotate.times.words import Tokens, tokenise
from rashomon.knowledge import Knowledge
from rashomon.model import Time

STORY_DATES = 3
"""Dated days and months far from publication from which a document counts as a history; they must outnumber words such
as "yesterday" two to one. Tuned on half of TimeBank, AQUAINT and WikiWars."""

BARE_YEAR = 0.4
"""What a year alone counts for."""
ROOM = 10
"""Years round the middle one within which a date is always the document's own."""
DAYS = frozenset({"date", "weekday", "weekday_of_week", "shift", "holiday", "nth_day"})
"""Kinds that can name a day of what is told."""
QUOTES = frozenset('"“”')
QUOTATION = 60
"""Tokens that a quotation may be long."""
FLASHBACK = 8
"""Tokens between "had" and the year it puts back."""
SPREAD = 4
"""Median distances from the middle year beyond which a date is an aside."""
LONG = 400
"""Tokens, in paragraphs that name a time, from which one far date is enough where nothing counts from publication."""
SHORT_BLOCK = 8
"""Tokens below which a block is a heading: a bare year in it places what follows."""


class Expression(Struct, frozen=True):
    """A time expression before it has a value: its meaning, its block, the block's tokens."""

    meaning: Meaning
    block: int
    tokens: Tokens


def times(annotated: Annotated, knowledge: Knowledge) -> Iterable[Time]:
    """Time expressions of a document, in order.

    Args:
        annotated: The document; ``published`` decides what "Friday" means in news.
        knowledge: ``times.toml`` and ``holidays.csv``.

    Returns:
        Rows with TIMEX3 values (TimeML annotation guidelines 1.2.1; ISO 24617-1). What the text does not pin keeps an
        open value (``XXXX-WXX-5``) and no days; an impossible date has no value.
    """
    ids: list[str] = []
    rows = []
    for expression, _, resolved in resolved_expressions(annotated, knowledge):
        start, end = _offsets(expression, annotated)
        ids.append(annotated.row_id("time", start, end))
        rows.append(_row(annotated, ids, resolved, start, end))
    return over_midnight(rows, annotated, knowledge)


def resolved_expressions(
    annotated: Annotated, knowledge: Knowledge, *, furniture: bool = False
) -> Iterator[tuple[Expression, Setting, Resolved]]:
    """Each time expression of a document with where it stands and what it comes to, in order.

    Args:
        annotated: The document.
        knowledge: The tables.
        furniture: Whether to read site furniture too, for the date of publication.
    """
    grammar = knowledge.once(build_grammar)
    expressions = list(read(annotated, grammar, furniture=furniture))
    published = annotated.document.published
    _anniversaries(expressions, published)
    passage = Passage(
        published,
        story=is_story(expressions, published),
        day_first=day_first(expressions),
        rules=knowledge.once(_rules),
        years=main_years(expressions),
    )
    for expression in expressions:
        setting = _setting(expression, annotated, grammar)
        if setting is not None:
            yield expression, setting, resolve(passage, expression.meaning, setting)


def read(annotated: Annotated, grammar: Grammar, *, furniture: bool = False) -> Iterator[Expression]:
    """Time expressions of all blocks, furniture left out unless asked for, without values."""
    for index, block in enumerate(annotated.blocks):
        if block.kind == "furniture" and not furniture:
            continue
        if index not in annotated.times_found:
            tokens = tokenise(block.text, grammar.lexicon)
            annotated.times_found[index] = tokens, find(tokens, grammar)
        tokens, forms = annotated.times_found[index]
        for found in forms:
            for meaning in meanings(found, tokens, grammar.lexicon):
                yield Expression(meaning, index, tokens)


def _anniversaries(expressions: list[Expression], published: date | None) -> None:
    """Let "fifty years ago today" and "on this day in 1953" name the day of that year, not that of publication."""
    if published is None:
        return
    for one, other in pairwise(expressions):
        between = one.tokens.words[one.meaning.end : other.meaning.first] if one.block == other.block else None
        if between not in ([], ["in"]):
            continue
        day, year = (one.meaning, other.meaning) if between else (other.meaning, one.meaning)
        if day.kind != "shift" or day.unit != "D" or day.base != "speech" or day.amount or day.direction or day.clock:
            continue
        if year.kind == "date" and year.year is not None and year.month is None and not year.era_bc:
            day.year = year.year
        elif year.kind == "offset" and year.unit == "Y" and year.direction < 0 and year.amount:
            day.year = max(1, published.year - int(year.amount))
        if day.year is not None:
            day.kind, day.month, day.day, day.value = "date", published.month, published.day, None


def _rules(knowledge: Knowledge) -> dict[str, str]:
    return {row["name"].lower(): row["rule"] for row in knowledge.csv("holidays")}


def is_story(expressions: list[Expression], published: date | None) -> bool:
    """Whether a document tells of dates far from its publication, and hardly ever of "today" or "Friday"."""
    if published is None:
        return False
    near, full, far = 0, 0, 0.0
    words = sum(
        len(tokens.words) for tokens in {expression.block: expression.tokens for expression in expressions}.values()
    )
    for expression in expressions:
        meaning = expression.meaning
        if meaning.kind == "date" and meaning.year is not None:
            distant = meaning.era_bc or abs(published.year - meaning.year) * 365 > FAR
            dated = meaning.month is not None or meaning.era_bc
            full += distant and dated
            far += distant * (1.0 if dated else BARE_YEAR)
        elif meaning.kind in ("weekday", "shift", "offset") and meaning.base in ("speech", "open"):
            near += not _quoted(expression)
    return (full >= STORY_DATES and far > 2 * near) or (full >= 1 and near == 0 and words >= LONG)


def _quoted(expression: Expression) -> bool:
    """Whether a quotation is open before an expression: "today" in it is the speaker's."""
    first = expression.meaning.first
    words = expression.tokens.words[max(0, first - QUOTATION) : first]
    marks = [word for word in words if word in QUOTES]
    return bool(marks) and (marks.count('"') % 2 == 1 or marks[-1] == "“")


def main_years(expressions: list[Expression]) -> tuple[int, int]:
    """First and last year that most of a document's dates lie in, a little room on both sides."""
    years = sorted(
        expression.meaning.year
        for expression in expressions
        if expression.meaning.kind == "date" and expression.meaning.year is not None and not expression.meaning.era_bc
    )
    if not years:
        return 0, 9999
    middle = years[len(years) // 2]
    off = sorted(abs(year - middle) for year in years)
    near = max(ROOM, SPREAD * off[len(off) // 2])
    return middle - near, middle + near


def day_first(expressions: list[Expression]) -> bool:
    """Whether dates in figures give the day first: by those that can be read in one way only, else by dates in words."""
    votes = 0
    for expression in expressions:
        meaning = expression.meaning
        if meaning.numeric is not None:
            one, two, _ = meaning.numeric
            votes += 2 * ((one > 12) - (two > 12))
        elif meaning.kind == "date" and meaning.month is not None and meaning.day is not None:
            first = expression.tokens.words[meaning.first]
            votes += 1 if first[:1].isdigit() else -1
    return votes > 0


def _setting(expression: Expression, annotated: Annotated, grammar: Grammar) -> Setting | None:
    """Where an expression stands; None where its surroundings show that it is none. Trims its span."""
    meaning, tokens = expression.meaning, expression.tokens
    before = tokens.words[meaning.first - 1] if meaning.first else ""
    after = tokens.words[meaning.end] if meaning.end < len(tokens.words) else ""
    guards = grammar.lexicon.guards
    event = meaning.event and (after.isalnum() or after in ("'", '"', "“"))
    if event:
        meaning.end -= 1
    span = annotated.tokens(*_offsets(expression, annotated))
    open_year = (
        meaning.kind in ("date", "weekday", "holiday", "shift", "named", "some_day", "fixed") and meaning.year is None
    )
    undated = annotated.document.published is None and meaning.day is not None
    found = "none"
    if open_year or undated:
        found = tense(span, guards["future_words"], guards["future_before"], guards["past_words"], guards["lasting"])
    meaning.tense = found
    if not is_time(meaning, tokens, grammar.lexicon, span):
        return None
    sentence = span[0].sent.start if len(span) else -1
    attributive = trim(meaning, tokens, span)
    scene = len(tokens.words) < SHORT_BLOCK or (before in guards["scene_prepositions"] and not attributive)
    named = scene or (before in guards["span_prepositions"] and not attributive)
    return Setting(
        expression.block,
        found,
        scene,
        named,
        event,
        before == "since",
        "had" in tokens.words[max(0, meaning.first - FLASHBACK) : meaning.first],
        meaning.first,
        sentence,
        meaning.kind not in DAYS or narrates(span, guards["speech"]),
        found == "future" and len(span) > 0 and is_ahead(span, guards["will"]),
        attributive,
    )


def _offsets(expression: Expression, annotated: Annotated) -> tuple[int, int]:
    offsets = annotated.blocks[expression.block].offsets
    tokens, meaning = expression.tokens, expression.meaning
    return offsets[tokens.starts[meaning.first]], offsets[tokens.ends[meaning.end - 1] - 1] + 1


def _row(annotated: Annotated, ids: list[str], resolved: Resolved, start: int, end: int) -> Time:
    return Time(
        document_id=annotated.document.document_id,
        time_id=ids[-1],
        start_char=start,
        end_char=end,
        text=annotated.text(start, end),
        type=resolved.type,
        value=resolved.value,
        mod=resolved.mod,
        earliest=resolved.earliest,
        latest=resolved.latest,
        anchor=resolved.anchor,
        anchor_id=ids[resolved.anchor_index] if resolved.anchor_index is not None else None,
    )
