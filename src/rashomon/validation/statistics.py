"""The two measures: Wilson's interval of a proportion, Krippendorff's alpha for nominal codes."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

Z = 1.959963984540054
"""Quantile of the normal distribution for intervals of 95 %."""


class Interval(NamedTuple):
    """A proportion with its interval.

    Attributes:
        share: The proportion.
        low: Lower bound.
        high: Upper bound.
    """

    share: float
    low: float
    high: float


def wilson(right: float, of: int) -> Interval:
    """A proportion with Wilson's score interval of 95 % (Wilson 1927, *JASA* 22).

    Args:
        right: Successes; a part of one where several judges of one trial part.
        of: Trials, at least one.
    """
    share, square = right / of, Z * Z
    centre = (share + square / (2 * of)) / (1 + square / of)
    half = Z * math.sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return Interval(share, max(0.0, centre - half), min(1.0, centre + half))


def alpha(units: Iterable[Sequence[str]]) -> tuple[float | None, int]:
    """Krippendorff's alpha for nominal codes, any number of coders, missing codes allowed.

    By the matrix of coincidences (Krippendorff 2011, *Computing Krippendorff's Alpha-Reliability*).

    Args:
        units: The codes that each unit got; units with fewer than two count for nothing.

    Returns:
        Alpha, and the number of units that were compared. None where alpha is not defined: nothing to compare, or all codes alike.
    """
    agreeing, totals, compared = 0.0, Counter[str](), 0
    for codes in units:
        if len(codes) < 2:
            continue
        compared += 1
        counts = Counter(codes)
        totals += counts
        agreeing += sum(count * (count - 1) for count in counts.values()) / (len(codes) - 1)
    everything = sum(totals.values())
    expected = everything * everything - sum(count * count for count in totals.values())
    if not expected:
        return None, compared
    return 1 - (everything - 1) * (everything - agreeing) / expected, compared
