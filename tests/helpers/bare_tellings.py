"""Tellings of which nothing is known but what a test says."""

from typing import Any

from rashomon.link.telling import Surroundings, Telling

NOTHING: dict[str, Any] = dict.fromkeys(Telling._fields, ()) | {
    "id": "one", "document": "a", "account": "a", "type": None, "family": "shell", "lemma": "shell", "start": None, "end": None,
    "span": None, "nominal": False, "basis": "none", "offset": 0, "sourced": None, "dated": False, "operation": None, "story": None,
}  # fmt: skip
AROUND = Surroundings((), None, (), (), (), (), 0, False, ())


def telling(**known: Any) -> Telling:
    """A telling with some fields."""
    return Telling(**NOTHING | known)
