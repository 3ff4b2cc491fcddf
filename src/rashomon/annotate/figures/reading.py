"""A figure in tokens, before it becomes a row."""

from typing import NamedTuple


class Reading(NamedTuple):
    """A figure in tokens.

    Attributes:
        first: First token of its passage.
        end: End token of its passage.
        low: As in :class:`rashomon.model.Figure`.
        high: As in :class:`rashomon.model.Figure`.
        kind: As in :class:`rashomon.model.Figure`.
        carrier: Token that stands for the counted phrase in the parse.
        approximate: As in :class:`rashomon.model.Figure`.
        unit: As in :class:`rashomon.model.Figure`.
        what: First and end token of the counted phrase.
        population: Lemma of the counted noun.
        implicit: Whether it is a single victim without a number.
        weak: Whether the words leave open if those hurt lived.
        detail: Whether the words tell of the state of some rather than of the harm.
        trigger: The word that says what befell them.
        whole: First and end token of the figure that it is a part of.
        others: Of a coordination, the numbered part set apart from the first ("a boy and [six others]").
    """

    first: int
    end: int
    low: float | None
    high: float | None
    kind: str
    carrier: int
    approximate: bool = False
    unit: str | None = None
    what: tuple[int, int] | None = None
    population: str | None = None
    implicit: bool = False
    weak: bool = False
    detail: bool = False
    trigger: int | None = None
    whole: tuple[int, int] | None = None
    others: "Reading | None" = None
