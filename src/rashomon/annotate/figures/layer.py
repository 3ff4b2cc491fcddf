"""Figures: how many, of whom, and what befell them, with the number's own passage."""

from collections.abc import Iterable

from rashomon.annotate.annotated import Annotated
from rashomon.annotate.figures.details import detail_rules, details, long_times, times_at
from rashomon.annotate.figures.grid import grid
from rashomon.annotate.figures.readings import readings
from rashomon.knowledge import Knowledge
from rashomon.model import Figure


def figures(annotated: Annotated, knowledge: Knowledge) -> Iterable[Figure]:
    """Figures of a document, in order of their passages.

    A figure is a number that counts people or things, money, a percentage or a measure, or the implicit 1 of a single
    victim ("killed an American contractor"). Each says what befell those counted. A coordination is one figure with its
    numbered members as parts ("his wife and two children": 3, of them 2). A single victim told after a total is one of those
    counted and makes no figure of its own.

    Args:
        annotated: The document with its parse and its time expressions.
        knowledge: The tables (``figures.toml``).

    Returns:
        The figures, wholes before their parts.
    """
    columns, times, rules = grid(annotated.parse), times_at(annotated), detail_rules(knowledge)
    places = frozenset(
        token.i
        for mention in annotated.mentions
        if mention.form == "name" and mention.kind not in ("PERSON", "GROUP")
        for token in annotated.tokens(mention.start_char, mention.end_char)
    )
    ids: dict[tuple[int, int], str] = {}
    for reading in readings(columns, knowledge, frozenset(times), frozenset(long_times(times)), places):
        start, end = annotated.span(reading.first, reading.end)
        told = details(columns, reading, times, rules)
        figure_id = annotated.row_id("figure", start, end)
        ids.setdefault((reading.first, reading.end), figure_id)
        yield Figure(
            document_id=annotated.document.document_id,
            figure_id=figure_id,
            start_char=start,
            end_char=end,
            text=annotated.text(start, end),
            low=reading.low,
            high=reading.high,
            approximate=reading.approximate,
            kind=reading.kind,
            unit=reading.unit,
            what=annotated.text(*annotated.span(*reading.what)) if reading.what else None,
            population=reading.population,
            cause=told.cause,
            measure=told.measure,
            earliest=told.earliest,
            latest=told.latest,
            part_of=ids.get(reading.whole) if reading.whole else None,
        )
