"""Claims of several accounts on one matter: only a "not" and a number are weighed, words are shown."""

import pytest

from rashomon.compare.claims import Stated, status


def stated(
    account: str,
    *,
    factuality: str = "asserted",
    words: str = "at sea",
    low: float | None = None,
    high: float | None = None,
    counted: str | None = None,
) -> Stated:
    """A claim of an account."""
    kind = "quantity" if low is not None or high is not None else "state"
    return Stated(account, kind, words, factuality, low, high, counted)


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([stated("a"), stated("b")], "same"),
        ([stated("a"), stated("b", factuality="denied")], "differ"),
        ([stated("a"), stated("b", words="in port")], None),
        ([stated("a"), stated("b", factuality="possible")], None),
        ([stated("a"), stated("a", factuality="denied")], None),
        ([stated("a", low=4000, high=4000), stated("b", low=9000, high=9000)], "differ"),
        ([stated("a", low=4000), stated("b", low=9000, high=9000)], "compatible"),
        ([stated("a", low=4000, high=4000), stated("b", low=4000, high=4000)], "same"),
        ([stated("a", low=40, high=40, counted="ship"), stated("b", low=9, high=9, counted="man")], "incomparable"),
        ([stated("a", low=2, high=2, words="two ships of 9,000 tons"), stated("b", low=2, high=2, words="two ships of 8,500 tons")], "differ"),
        ([stated("a", words="of 9,000 tons"), stated("b", words="of 9,000 tons and slow")], None),
    ],
)  # fmt: skip
def test_status(claims: list[Stated], expected: str | None) -> None:
    """Affirming and denying differ, numbers apart differ, other words get no verdict, one account alone has none."""
    assert status(claims)[0] == expected


def test_why_incomparable_is_said() -> None:
    """What cannot be compared comes with its reason."""
    assert (
        status([stated("a", low=40, counted="ship"), stated("b", low=9, counted="man")])[1]
        == "other things are counted"
    )
