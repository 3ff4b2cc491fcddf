"""What the layouts of the field know beside the record: lists of states, codes of types, the user's rule."""

from collections.abc import Callable
from typing import NamedTuple

from rashomon.knowledge import Knowledge

RULES: dict[str, Callable[[float, float], float]] = {
    "low": lambda low, _: low,
    "high": lambda _, high: high,
    "middle": lambda low, high: (low + high) / 2,
}
"""Ways to settle on one number between the lowest and the highest that accounts give; none is used unless the user names it."""

Periods = dict[tuple[str, str], list[tuple[int, int, str]]]


class Settings(NamedTuple):
    """Tables and choices of an export.

    Attributes:
        states: Periods with numbers, by list and state.
        names: Names of states by ISO code.
        quads: Quad codes by type.
        cameo: Rows of ``export_cameo.csv`` in order.
        acled: Rows of ``export_acled.csv`` by type and mode.
        best_rule: One of :data:`RULES`, or None.
    """

    states: Periods
    names: dict[str, str]
    quads: dict[str, str]
    cameo: list[dict[str, str]]
    acled: dict[tuple[str, str], dict[str, str]]
    best_rule: str | None


def settings(knowledge: Knowledge, best_rule: str | None = None) -> Settings:
    """Compile the tables.

    Args:
        knowledge: Shipped tables with the user's.
        best_rule: One of :data:`RULES`, or None.
    """
    states: Periods = {}
    for row in knowledge.csv("export_states"):
        period = (int(row["first"] or 0), int(row["last"] or 9999), row["number"])
        states.setdefault((row["list"], row["state"]), []).append(period)
    return Settings(
        states,
        {row["code"]: row["name"] for row in knowledge.csv("states") if row["code"]},
        {row["type"]: row["quad"] for row in knowledge.csv("export_types")},
        knowledge.csv("export_cameo"),
        {(row["type"], row["mode"]): row for row in knowledge.csv("export_acled")},
        best_rule,
    )


def number_of_state(chosen: Settings, which: str, state: str | None, year: int | None) -> str | None:
    """The number of a state in a list.

    Args:
        chosen: The tables.
        which: ``cow`` (Correlates of War), ``gw`` (Gleditsch and Ward) or ``iso`` (ISO 3166-1 numeric).
        state: ISO alpha-3 code, or the name of a historical state without one.
        year: The year asked for; None asks for the entry that is still open.

    Returns:
        The number; None where the list has no such state in that year.
    """
    for first, last, number in chosen.states.get((which, state or ""), []):
        if first <= (9999 if year is None else year) <= last:
            return number
    return None


def cameo(
    chosen: Settings, event_type: str, mode: str | None, context: str | None, lemma: str
) -> tuple[str, str] | None:
    """CAMEO code and its label; None where the type alone does not settle it."""
    told = {"mode": mode or "", "context": context or "", "lemma": lemma}
    for row in chosen.cameo:
        if row["type"] == event_type and all(row[name] in ("", value) for name, value in told.items()):
            return row["code"], row["label"]
    return None
