"""Tellings as comparing takes them, of which nothing is known but what a test says."""

from datetime import date
from typing import Any

from rashomon.compare.told import Actor, Figure, Party, Source, Spot, Telling, World
from rashomon.knowledge import Knowledge
from rashomon.model import Evidence

KNOWLEDGE = Knowledge()
ARCADIA = Actor("Arcadia", "GOVERNMENT", "ARC", ("Arcadian", "Arcadians"))
TROOPS = Actor("Arcadia (armed forces)", "ORGANISATION", "ARC")
WORLD = World(
    actors={"a": ARCADIA, "t": TROOPS, "r": Actor("Ruritania", "GOVERNMENT", "RUR")},
    places={
        "bergen": Spot("Bergen", "city", "NOR", 60.4, 5.3, (), None),
        "harbour": Spot("Bergen harbour", "facility", None, None, None, (), None),
        "oslo": Spot("Oslo", "city", "NOR", 59.9, 10.7, (), None),
    },
    sources={"s": Source("the harbour board", "unnamed", None, "says", None)},
    states={name: frozenset("a") for name in ("arcadia", "arcadian", "arcadians")},
)


def spot(account: str, at: int, words: str) -> Evidence:
    """Words somewhere in an account."""
    return Evidence(document_id=account, start_char=at, end_char=at + len(words))


def party(account: str, role: str, words: str, at: int = 0, **columns: Any) -> Party:
    """A participant or place; linked as told."""
    return Party(
        role, words, spot(account, at, words), columns.get("actor"), columns.get("place"), columns.get("form", "name"), columns.get("score", 1.0)
    )  # fmt: skip


def figure(account: str, text: str, low: float, high: float | None = None, at: int = 100, **columns: Any) -> Figure:
    """A figure of the killed, unless told otherwise."""
    given = {"kind": "killed", "what": None, "population": None, "approximate": False, **columns}
    return Figure(
        f"{account}{at}", spot(account, at, text), text, low, high, given["approximate"], given["kind"], None, given["what"],
        given["population"], None, None, None, None, None, None,
    )  # fmt: skip


def telling(account: str, words: str = "sank", **columns: Any) -> Telling:
    """One telling of the event."""
    days = columns.pop("days", (None, None))
    given = {
        "lemma": words, "factuality": "asserted", "agent_expression": "active", "time_basis": "clause", "attribution_id": None,
        "figures": [], "parties": [], "namings": [], "contents": [], "published": date(1905, 3, 6), **columns,
    }  # fmt: skip
    return Telling(
        event_mention_id=f"{account}-{words}-{given.pop('at', 0)}", event_id="e", account_id=account, document_id=account,
        evidence=spot(account, 50, words), text=words, earliest=days[0], latest=days[1], **given,
    )  # fmt: skip
