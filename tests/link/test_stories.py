"""Stories: documents about one matter."""

from hypothesis import given
from hypothesis import strategies as st

from rashomon.link.stories import stories


def _both(pairs: dict[tuple[str, str], float]) -> dict[str, dict[str, float]]:
    out: dict[str, dict[str, float]] = {}
    for (one, other), cosine in pairs.items():
        out.setdefault(one, {})[other] = cosine
        out.setdefault(other, {})[one] = cosine
    return out


def test_a_chain_is_no_story() -> None:
    """Documents each a little like the next only do not become one story."""
    alike = _both({("a", "b"): 0.5, ("b", "c"): 0.2, ("c", "d"): 0.5})
    assert stories("abcd", alike, {}, 0.16, 14) == {"a": "a", "b": "a", "c": "c", "d": "c"}


def test_a_set_alike_on_average_is_one_story() -> None:
    """Documents that are alike all round become one story, named by the smallest."""
    alike = _both({("a", "b"): 0.5, ("b", "c"): 0.3, ("a", "c"): 0.2})
    assert set(stories("abc", alike, {}, 0.16, 14).values()) == {"a"}


def test_publication_far_apart_makes_two_stories() -> None:
    """However alike, documents of other weeks are of other stories; an unknown day keeps nothing apart."""
    alike = _both({("a", "b"): 0.9, ("a", "c"): 0.9})
    found = stories("abc", alike, {"a": 100, "b": 200, "c": None}, 0.16, 14)
    assert found["a"] == found["c"] != found["b"]


@given(st.dictionaries(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), st.floats(0, 1)))
def test_every_document_has_a_story(pairs: dict[tuple[str, str], float]) -> None:
    """Whatever the likeness, each document stands in one story, which holds the document that names it."""
    found = stories("abcdef", _both({key: value for key, value in pairs.items() if key[0] < key[1]}), {}, 0.16, 14)
    assert sorted(found) == list("abcdef")
    assert all(found[name] == name for name in found.values())
