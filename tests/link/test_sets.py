"""Sets of tellings that grow."""

from collections import Counter
from itertools import combinations, product
from random import Random

import pytest
from tests.helpers.bare_tellings import telling

from rashomon.link import sets as module
from rashomon.link.conflicts import BACKGROUND_SPAN, DATES, conflict, of_documents
from rashomon.link.sets import Sets
from rashomon.link.telling import Telling

_MANY = 14


def _made(
    at: int, days: tuple[int | None, int], doers: tuple[str, ...], story: str | None, document: int | None = None
) -> Telling:
    day, span = days
    return telling(
        id=str(at), document=f"d{at if document is None else document}", account="a", type="assault", basis="clause", actors=doers, start=day, end=day and day + span - 1,
        span=day and span, dated=day is not None, story=story,
    )  # fmt: skip


def _news(one: Telling, other: Telling) -> bool:
    """Whether both are told in documents of one story, and neither as background."""
    if one.story is None or one.story != other.story:
        return False
    return all(not each.dated or (each.span or 0) <= BACKGROUND_SPAN for each in (one, other))


def _as_plainly(tellings: list[Telling], sets: Sets, left: list[int], right: list[int]) -> None:
    """What keeps two sets apart is a conflict that stands however rare, or else the most frequent one, if there are enough."""
    soft: Counter[str] = Counter()
    hard = set()
    for one, other in product((tellings[at] for at in left), [tellings[at] for at in right]):
        found = conflict(one, other)
        if found == DATES or (found and _news(one, other)):
            soft[found] += 1
        elif found:
            hard.add(found)
    why = sets.against(sets.of[left[0]], sets.of[right[0]])
    if hard:
        assert why in hard
    elif soft.total() * (3 if tellings[0].story is None else 2) < len(left) * len(right):
        assert why is None
    else:
        assert why == min(one for one, many in soft.items() if many == max(soft.values()))


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("named", [0, 0.1])
@pytest.mark.parametrize("stories", ["", "a", "ab", "aaab"])
@pytest.mark.parametrize("together", [1, 4])
def test_a_set_that_grew_is_kept_apart_by_what_lies_between_all_its_tellings(
    seed: int, named: float, stories: str, together: int
) -> None:
    """However sets were joined and asked about in between, the answer is that of all pairs looked at anew."""
    dice = Random(seed)
    doers = [(dice.choice(["fleet", "militia"]),) if dice.random() < named else () for _ in range(_MANY)]
    story_of = [dice.choice(stories) if stories else None for _ in range(_MANY)]
    days = [(dice.choice([None, 100, 105, 120]), dice.choice([1, 1, 1, 60])) for _ in range(_MANY)]
    tellings = [_made(at, days[at], doers[at], story_of[at // together], at // together) for at in range(_MANY)]
    sets, plain = Sets(tellings, 4), [[at] for at in range(_MANY)]
    while len(plain) > 1:
        dice.shuffle(plain)
        for left, right in combinations(plain, 2):
            if dice.random() < 0.5:
                _as_plainly(tellings, sets, left, right)
        one, other = plain.pop(), plain.pop()
        sets.join(sets.of[one[0]], sets.of[other[0]])
        plain.append(sorted(one + other))
        assert sets.size(sets.of[one[0]]) == len(plain[-1])
        assert list(sets.foremost(sets.of[one[0]])) == plain[-1][:4]
        assert sets.first() == [next(each[0] for each in plain if at in each) for at in range(_MANY)]


def test_two_tellings_are_asked_about_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sets that grow one telling at a time, asked about after each, cost one question for each pair of tellings."""
    asked: Counter[tuple[str, str]] = Counter()

    def counted(one: Telling, other: Telling) -> str | None:
        low, high = sorted((one.id, other.id))
        asked[low, high] += 1
        return None

    monkeypatch.setattr(module, "of_documents", counted)
    sets = Sets([_made(at, (100 + at, 1), (), None) for at in range(90)], 4)
    for at in range(3, 90):
        sets.join(sets.of[at % 3], sets.of[at])
        for one, other in ((0, 1), (1, 2), (0, 2)):
            sets.against(sets.of[one], sets.of[other])
    sets.join(sets.of[0], sets.of[1])
    sets.against(sets.of[0], sets.of[2])
    assert len(asked) >= 3 * 30 * 30
    assert set(asked.values()) == {1}


def test_what_bears_the_same_marks_is_asked_about_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence that hundreds of articles share costs as many questions as it has tellings that differ."""
    asked = 0

    def counted(one: Telling, other: Telling) -> str | None:
        nonlocal asked
        asked += 1
        return of_documents(one, other)

    monkeypatch.setattr(module, "of_documents", counted)
    tellings = [_made(at, (100 + at % 2, 1), (), None) for at in range(400)]
    sets = Sets(tellings, 4)
    for at in range(4, 400):
        sets.join(sets.of[at % 4], sets.of[at])
    for one, other in combinations(range(4), 2):
        _as_plainly(tellings, sets, list(range(one, 400, 4)), list(range(other, 400, 4)))
    assert asked <= 6 * 2 * 2
