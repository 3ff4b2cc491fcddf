"""How alike documents are."""

import random

from rashomon.knowledge import Knowledge
from rashomon.link.likeness import LikenessRules, likeness

RULES = LikenessRules(**Knowledge().toml("link_events")["likeness"])
COMMON = [
    "the",
    "river",
    "ran",
    "past",
    "houses",
    "fields",
    "barns",
    "mills",
    "and",
    "the",
    "road",
    "went",
    "on",
    "over",
    "bridges",
]


def _collection(n: int) -> dict[str, str]:
    """Pairs of documents: each pair shares three words that no other document has."""
    made = random.Random(7)
    return {
        f"d{at:03}": " ".join([*made.choices(COMMON, k=30), *(f"rare{at // 2}{letter}" for letter in "xyz")])
        for at in range(n)
    }


def test_documents_that_share_seldom_words_are_neighbours() -> None:
    """Words that two documents alone have make them alike; words that all have do not."""
    found = likeness(_collection(200), {}, RULES)
    assert all(max(found[f"d{at:03}"], key=found[f"d{at:03}"].__getitem__) == f"d{at ^ 1:03}" for at in range(200))


def test_a_name_in_common_weighs_more_than_another_word() -> None:
    """The same shared word makes documents more alike where it is a name in them."""
    texts = _collection(60)
    named = {key: [f"rare{int(key[1:]) // 2}x"] for key in texts}
    plain, more = likeness(texts, {}, RULES), likeness(texts, named, RULES)
    assert more["d000"]["d001"] > plain["d000"]["d001"]


def test_likeness_is_the_same_from_both_sides() -> None:
    """What one document keeps as a neighbour the other has too, at the same cosine."""
    found = likeness(_collection(80), {}, RULES)
    assert all(found[other][one] == cosine for one in found for other, cosine in found[one].items())


def test_the_order_of_documents_makes_no_difference() -> None:
    """The same texts in another order are alike in the same degree."""
    texts = _collection(60)
    assert likeness(dict(reversed(texts.items())), {}, RULES) == likeness(texts, {}, RULES)


def test_a_word_of_too_many_documents_proposes_no_pair() -> None:
    """Documents whose only common words stand in very many have no neighbours: the pairs stay near linear."""
    texts = {f"d{at:03}": f"harbour lantern only{at}" for at in range(RULES.holders + 20)}
    assert likeness(texts, {}, RULES) == {}


def test_each_document_has_few_neighbours() -> None:
    """The number of pairs kept is bounded by the number of documents, however alike they all are."""
    texts = {f"d{at:03}": "lighthouse keeper storm" for at in range(RULES.holders)}
    found = likeness({**texts, **{f"e{at:04}": "other words" for at in range(200)}}, {}, RULES)
    assert sum(map(len, found.values())) <= 2 * RULES.most * len(texts)


def test_a_pair_stands_where_either_side_keeps_it() -> None:
    """One that is among the likest of the other is its neighbour, though it has likelier ones itself; both sides then have it."""
    hub = " ".join(f"hub{at}a hub{at}b hub{at}c" for at in range(8))
    texts = {"hub": hub} | {f"leaf{at}": f"hub{at}a hub{at}b hub{at}c own{at}" for at in range(8)}
    texts |= {f"other{at}": "nothing in common at all here" for at in range(30)}
    found = likeness(texts, {}, RULES._replace(most=2))
    assert all(list(found[f"leaf{at}"]) == ["hub"] for at in range(8))
    assert set(found["hub"]) == {f"leaf{at}" for at in range(8)}
    assert all(found["hub"][one] == found[one]["hub"] for one in found["hub"])
