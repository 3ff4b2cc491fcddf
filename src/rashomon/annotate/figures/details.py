"""What a text says round a figure: its cause, whether it is a stock or a flow, and the period counted."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from rashomon.annotate.annotated import Annotated
from rashomon.annotate.figures.grid import Grid
from rashomon.annotate.figures.reading import Reading
from rashomon.knowledge import Knowledge
from rashomon.model import Time

PHRASES = ("obl", "nmod", "obl:unmarked", "nmod:unmarked", "obl:agent", "advmod")
REACH = 12
"""Tokens round counted deaths in which an illness is named."""
LONGEST = timedelta(days=31)
"""Beyond this a time is a period that totals are counted over, not the day of an event."""
SPREAD = 25
"""Tokens round a verb in which its time stands."""
ELSEWHEN = ("before", "until", "till", "since", "as", "after", "following", "by", "for", "like", "than", "from")
"""Prepositions under which a time is not that of the clause, or hangs on another event."""
CLIMB = 4
"""Heads to climb from a counted noun to its verb."""


class Details(NamedTuple):
    """What stands round a figure.

    Attributes:
        cause: Lemma of the cause, as told.
        measure: ``stock``, ``flow``, ``cumulative``, ``change`` or None.
        earliest: First day of the period counted.
        latest: Last day of the period counted.
    """

    cause: str | None
    measure: str | None
    earliest: date | None
    latest: date | None


class DetailRules:
    """The tables of causes and measures."""

    def __init__(self, tables: dict[str, Any]) -> None:
        self.causes, self.cases = frozenset(tables["cause"]["nouns"]), frozenset(tables["cause"]["cases"])
        measure = tables["measure"]
        self.verbs = {verb: name for name in ("flow", "stock", "change") for verb in measure[name]}
        self.cumulative: dict[str, list[list[str]]] = {}
        for phrase in measure["cumulative"]:
            self.cumulative.setdefault(phrase.split()[0], []).append(phrase.split())
        self.kinds = frozenset(measure["kinds"])
        self.illnesses = frozenset(tables["cause"]["illnesses"])
        self.openers = frozenset(measure["openers"])


def detail_rules(knowledge: Knowledge) -> DetailRules:
    """The rules of this knowledge; made once."""
    return knowledge.once(_build)


def _build(knowledge: Knowledge) -> DetailRules:
    return DetailRules(knowledge.toml("figures"))


def times_at(annotated: Annotated) -> dict[int, Time]:
    """The time expression that each token belongs to."""
    return {token.i: time for time in annotated.times for token in annotated.tokens(time.start_char, time.end_char)}


def long_times(times: dict[int, Time]) -> Iterator[int]:
    """The tokens of times longer than the toll of one event takes: "in 2017", "in the past six weeks"."""
    for token, time in times.items():
        if time.earliest is not None and time.latest is not None and time.latest - time.earliest > LONGEST:
            yield token


def details(grid: Grid, reading: Reading, times: dict[int, Time], rules: DetailRules) -> Details:
    """Cause, measure and period of a figure."""
    carrier, trigger = reading.carrier, reading.trigger
    verb = trigger if trigger is not None else governor(grid, carrier)
    earliest, latest, since = _period(grid, [carrier, verb], times, rules)
    cause = _cause(grid, carrier, trigger, rules) if trigger is not None else None
    measure = "cumulative" if since else _measure(grid, carrier, verb, rules)
    moving = reading.kind in rules.kinds
    if (measure in ("stock", "flow") and not moving) or (reading.unit is not None and reading.kind == "other"):
        measure = None
    return Details(cause, measure, earliest, latest)


def governor(grid: Grid, index: int) -> int:
    """The verb that governs a phrase, else the phrase's last head in reach."""
    at = index
    for _ in range(CLIMB):
        if grid.heads[at] == at or grid.pos[at] in ("VERB", "AUX"):
            break
        at = grid.heads[at]
    return at


def _cause(grid: Grid, carrier: int, trigger: int, rules: DetailRules) -> str | None:
    for at in (trigger, carrier):
        for child in grid.children[at]:
            lemma, dep = grid.lemmas[child], grid.deps[child]
            if lemma not in rules.causes:
                continue
            if (dep in PHRASES and grid.case(child) in rules.cases) or dep == "compound":
                return lemma
            if dep == "nsubj" and at == trigger and grid.pos[trigger] == "VERB" and child != carrier:
                return lemma
    if grid.pos[trigger] == "NOUN":
        near = range(max(0, trigger - REACH), min(len(grid.words), trigger + REACH))
        here = grid.sentences[trigger]
        return next(
            (grid.lemmas[at] for at in near if grid.lemmas[at] in rules.illnesses and grid.sentences[at] == here), None
        )
    return None


def _measure(grid: Grid, carrier: int, verb: int, rules: DetailRules) -> str | None:
    end = carrier + 1
    window = grid.words[max(0, carrier - 12) : min(len(grid.words), end + 12)]
    for at, word in enumerate(window):
        if word in rules.cumulative and any(
            window[at : at + len(phrase)] == phrase for phrase in rules.cumulative[word]
        ):
            return "cumulative"
    name = rules.verbs.get(grid.lemmas[verb])
    if name == "change" and grid.case(carrier) != "by":
        return None
    return name


def _period(
    grid: Grid, places: list[int], times: dict[int, Time], rules: DetailRules
) -> tuple[date | None, date | None, bool]:
    """Days of the time expression in the figure's own clause; with "since", only the first."""
    for at in places:
        for child in grid.children[at]:
            time = times.get(child)
            if time is None or grid.deps[child] not in PHRASES or time.earliest is None:
                continue
            if grid.case(child) in rules.openers:
                return time.earliest, None, True
            return time.earliest, time.latest, False
    time = _within(grid, places[-1], times)
    return (time.earliest, time.latest, False) if time is not None else (None, None, False)


def _within(grid: Grid, verb: int, times: dict[int, Time]) -> Time | None:
    """The nearest time that hangs on the verb through a place or another noun: "shot at a house in Arlen on Saturday"."""
    goals, at = {verb}, verb
    for _ in range(2):
        if grid.deps[at] not in ("conj", "xcomp") or grid.heads[at] > at:
            break
        at = grid.heads[at]
        goals.add(at)
    near = sorted(range(max(0, verb - SPREAD), min(len(grid.words), verb + SPREAD)), key=lambda at: abs(at - verb))
    for token in near:
        time = times.get(token)
        if time is None or time.earliest is None or times.get(grid.heads[token]) is time:
            continue
        at = token
        for _ in range(CLIMB):
            if grid.deps[at] not in PHRASES or grid.case(at) in ELSEWHEN:
                break
            at = grid.heads[at]
            if at in goals:
                return time
    return None
