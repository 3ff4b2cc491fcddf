"""What keeps two tellings from being one event."""

from random import Random
from typing import Any

from tests.helpers.bare_tellings import telling

from rashomon.link.conflicts import background, conflict, marks, of_documents
from rashomon.link.telling import Telling

_WORDS = [(), ("fleet",), ("=Aurora",), ("=Aurora", "crew"), ("=Borea",)]
_KNOWN: dict[str, list[Any]] = {
    "document": ["a", "b"], "account": ["a", "b"], "lemma": ["shell", "attack"], "type": [None, "ASSAULT", "RETREAT"],
    "family": ["shell", "attack"], "operation": [None, "invasion", "siege"], "basis": ["none", "clause", "sentence", "document"],
    "nominal": [False, True], "offset": [0, 1], "hours": [(), (60,), (600,)], "start": [None, 100, 101, 104, 130, 900],
    "span": [1, 2, 40, 400, 4000], "dated": [False, True, True], "figures": [(), ("killed:3",), ("killed:40",), ("injured:3",)],
    **dict.fromkeys(("actors", "actor_states", "actor_heads", "recipients", "recipient_states", "recipient_heads", "places", "within"), _WORDS),
}  # fmt: skip
_UNMARKED = {"document", "account", "lemma", "nominal", "offset", "hours", "actor_heads"}


def _drawn(dice: Random) -> dict[str, Any]:
    return {name: dice.choice(values) for name, values in _KNOWN.items()}


def _told(known: dict[str, Any], name: str = "one") -> Telling:
    start, span = known["start"], known["span"]
    days = {"end": None, "span": None} if start is None else {"end": start + span - 1, "span": span}
    return telling(**known | days | {"id": name, "dated": known["dated"] and start is not None})


def test_marks_hold_all_that_is_asked_of_a_telling() -> None:
    """Where a changed field changes what keeps two tellings of two documents apart, it changes the marks; and each such field is met."""
    dice, decisive = Random(5), set()
    for _ in range(60_000):
        known, near = _drawn(dice), _told(_drawn(dice))
        field = dice.choice(list(_KNOWN))
        left, right = _told(known), _told(known | {field: dice.choice(_KNOWN[field])})
        if of_documents(left, near) != of_documents(right, near) or background(left) != background(right):
            decisive.add(field)
            assert marks(left) != marks(right), (field, left, right, near)
        if field in _UNMARKED:
            assert marks(left) == marks(right), field
    assert decisive == set(_KNOWN) - _UNMARKED


def test_a_conflict_has_no_direction_and_one_document_only_adds_some() -> None:
    """Which telling comes first does not matter; what keeps tellings of two documents apart keeps those of one apart too."""
    dice, found = Random(6), set()
    for _ in range(20_000):
        left, right = _told(_drawn(dice)), _told(_drawn(dice), "two")
        why = conflict(left, right)
        found.add(why)
        assert why == conflict(right, left)
        assert why or not of_documents(left, right)
    assert len(found) >= 11, "every reason but that of the text's own words, and none"
