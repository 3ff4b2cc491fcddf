"""From scored pairs to events."""

from random import Random

import numpy as np
import pytest
from tests.helpers.bare_tellings import telling
from tests.helpers.lines_run import lines_run

from rashomon.link.clusters import Anchors, Clusters, cluster
from rashomon.link.pairs import Pairs

_ANCHORS = Anchors(frozenset(["same words"]), frozenset(["same words"]), frozenset(), "same common act")
_EACH = 4
"""Pairs for each telling, as crowded blocking keys give them: no more where there are more tellings."""


def _clustered(size: int, *, days: int, apart: float) -> Clusters:
    """Events of tellings that many documents share, paired at random."""
    dice = Random(7)
    tellings = [
        telling(
            id=f"{at:05}", document=f"d{at:05}", type="assault", basis="clause", story=f"{at // 7:05}",
            actors=(("fleet",) if at % 2 else ("militia",)) if dice.random() < apart else (),
            start=100 + at % days, end=100 + at % days, span=1, dated=days > 1,
        )
        for at in range(size)
    ]  # fmt: skip
    found = sorted(
        {(dice.randrange(at), at) for at in range(1, size) for _ in range(_EACH)}, key=lambda _: dice.random()
    )
    one, other = (np.array(column, np.int32) for column in zip(*found, strict=True))
    chance = np.sort(np.array([dice.uniform(0.3, 0.99) for _ in found]))[::-1]
    pairs = Pairs(one, other, chance, np.zeros(len(found), np.int32), [("same words",)])
    return cluster(tellings, pairs, 0.4, 0.5, _ANCHORS)


@pytest.mark.parametrize(("days", "apart"), [(1, 0), (1, 0.02), (40, 0), (40, 0.02)])
def test_work_grows_as_the_pairs(days: int, apart: float) -> None:
    """Four times as many tellings of a sentence that all articles share cost about four times the work, not sixteen times."""
    few, many = (lines_run(lambda size=size: _clustered(size, days=days, apart=apart)) for size in (500, 2000))
    assert many < 7 * few


def test_a_sentence_that_all_share_is_one_event() -> None:
    """What growth is measured on joins: undated tellings in the same words, of which nothing speaks against any other."""
    assert set(_clustered(500, days=1, apart=0).of) == {0}
    assert 1 < len(set(_clustered(500, days=40, apart=0.02).of)) < 500
