"""Figures side by side: only like is compared with like (``NEUTRALITY.md`` 8)."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, product

from rashomon.compare.told import Figure, Telling, World
from rashomon.compare.values import Given, by_account, difference
from rashomon.knowledge import Knowledge
from rashomon.link.tables import singular
from rashomon.model import Difference

_ABOUT = 0.1  # "some 600,000" holds what lies within a tenth; set by reading, not tuned
_GROWS = ("killed", "injured", "missing", "displaced", "detained")
_MEASURES = {"flow": "", "cumulative": ""}  # what came or was done in all, which is what a bare number counts too
_THINGS = ("vehicles", "sites")  # "two armoured cruisers" are others than "two battle cruisers"
_ARTICLES = {"the", "a", "an"}
_OTHERS = (
    "other",
    "others",
    "more",
    "further",
    "additional",
)  # "nine other people": with those named before it was more
_A_WEEK = 7  # a longer span counts a period ("in May"), a shorter one the day of an act
_OF = 60  # characters between a number and the one that it is taken out of
_FEW_DAYS = 60  # a later toll is an update within this many days; later histories correct, they do not update


def figures(event_id: str, tellings: Sequence[Telling], world: World, knowledge: Knowledge) -> Iterator[Difference]:
    """Compare an event's figures, kind by kind and population by population.

    Args:
        event_id: The event.
        tellings: Its tellings.
        world: Look-ups.
        knowledge: ``compare.toml`` tells words for people in general from those for some people.

    Yields:
        A row for each kind and population that two accounts give, one for each that one account gives twice with different
        numbers, and one ``incomparable`` row for a kind of which accounts count different populations, measures or periods.
    """
    general = frozenset(knowledge.toml("compare")["figures"]["general"])
    found: dict[str, dict[tuple[str, ...], list[tuple[Telling, Figure]]]] = {}
    for telling in tellings:
        if telling.factuality in ("hypothetical", "demanded"):
            continue
        for figure in telling.figures:
            if (
                (figure.low is None and figure.high is None)
                or _named(figure)
                or _all_there_were(figure, telling.figures)
            ):
                continue
            found.setdefault(figure.kind, {}).setdefault(sort(figure, general), []).append((telling, figure))
    for kind in sorted(found):
        groups = found[kind]
        compared: set[str] = set()
        for like in sorted(groups):
            given = [_given(telling, figure) for telling, figure in groups[like]]
            if len({one.account_id for one in given}) > 1:
                compared |= {one.account_id for one in given}
                status = _between(given, kind)
                reason = _other_sort(groups[like]) if kind in _THINGS else None
                reason = reason or (_apart(groups[like]) if status in ("differ", "update") else None)
                yield difference(
                    event_id, f"figure:{kind}", "incomparable" if reason else status, given, world, reason=reason
                )
            for _, own in sorted(by_account(given).items()):
                if len({one.key for one in own}) > 1 and not _meet(own) and _whole(groups[like], own):
                    yield difference(event_id, f"figure:{kind}", "differ", own, world, across="within")
        yield from _unlike(event_id, kind, groups, compared, world)


def sort(figure: Figure, general: frozenset[str]) -> tuple[str, ...]:
    """What a figure counts: population, unit, measure, whether it is a part of another, and cause.

    The killed and injured are always counted as they fell; stocks, flows and changes of anything else are apart.
    """
    population = (figure.population or "").lower()
    measure = "" if figure.kind in ("killed", "injured") else _MEASURES.get(figure.measure or "", figure.measure or "")
    part = "part" if figure.part_of else ""
    return ("" if population in general else population, figure.unit or "", measure, part, (figure.cause or "").lower())


def _named(figure: Figure) -> bool:
    """Whether people are named rather than counted ("the admiral was killed", "Falk and Berg were killed"): no toll."""
    if figure.low == figure.high == 1:
        return figure.text.strip().lower() not in ("1", "one", "a", "an")
    words = figure.text.replace(",", " ").split()
    named = all(word[:1].isupper() for word in words if word not in ("and", "the"))
    return named and len(words) > 1 and words == (figure.what or "").replace(",", " ").split()


def _all_there_were(figure: Figure, beside: Sequence[Figure]) -> bool:
    """Whether another figure takes its number out of this one: of "two of the admiral's six cruisers" the six."""
    return any(
        other.figure_id != figure.figure_id
        and 0 <= figure.evidence.start_char - other.evidence.end_char <= _OF
        and figure.text in (other.what or "").split()
        for other in beside
    )


def _other_sort(group: Sequence[tuple[Telling, Figure]]) -> str | None:
    """Why things of one name are of other sorts: each account says which, and nothing of it in common."""
    sorts: dict[str, set[str]] = {}
    for telling, figure in group:
        words = (figure.what or "").split()
        numbers = {each.text for each in telling.figures}
        head = next((at for at, word in enumerate(words) if singular(word.lower()) == figure.population), 0)
        sorts.setdefault(telling.account_id, set()).add(
            " ".join(
                word for word in words[:head] if word.isalpha() and word.islower() and word not in numbers | _ARTICLES
            )
        )
    names = sorted(set().union(*sorts.values()))
    if "" in names or len(sorts) < 2 or len(names) < 2 or set.intersection(*sorts.values()):
        return None
    words_of = [set(name.split()) for name in names]
    apart = len(set().union(*words_of)) == sum(len(words) for words in words_of)
    return f"other sort: {' / '.join(names)}" if apart else None


def _given(telling: Telling, figure: Figure) -> Given:
    about = "about " if figure.approximate and figure.low == figure.high else ""
    counted = " ".join((figure.what or figure.population or "").split())
    words = f"{about}{number(figure.low, figure.high, figure.text)}"
    high = None if counted.lower().split(" ")[0] in _OTHERS else _widened(figure.high, figure, 1)
    return Given(
        key=f"{figure.low}/{high if high is None else figure.high}",
        value=f"{words} ({counted})" if counted and counted.lower() not in words.lower() else words,
        account_id=telling.account_id,
        as_of=telling.published,
        attribution_id=figure.attribution_id or telling.attribution_id,
        evidence=figure.evidence,
        low=_widened(figure.low, figure, -1),
        high=high,
        earliest=figure.earliest,
        latest=figure.latest,
        ref_id=figure.figure_id,
    )


def _widened(value: float | None, figure: Figure, way: int) -> float | None:
    """An exact number said to be approximate, widened by a tenth."""
    if value is None or not figure.approximate or figure.low != figure.high:
        return value
    return value * (1 + way * _ABOUT)


def number(low: float | None, high: float | None, text: str) -> str:
    """A number in plain words: "27", "24 to 99" as the text says it ("dozens"), "over 800000"."""
    if low is not None and low == high:
        return f"{low:,.0f}" if low == int(low) else f"{low:,g}"
    return f'"{" ".join(text.split())}"'


def _overlap(one: Given, other: Given) -> bool:
    return max(_low(one), _low(other)) <= min(_high(one), _high(other))


def _low(one: Given) -> float:
    return float("-inf") if one.low is None else one.low


def _high(one: Given) -> float:
    return float("inf") if one.high is None else one.high


def _meet(given: Sequence[Given]) -> bool:
    return max(_low(one) for one in given) <= min(_high(one) for one in given)


def _between(given: Sequence[Given], kind: str) -> str:
    """Status of figures that count alike. An account that gives several numbers agrees with another where any of them meet."""
    if len({one.key for one in given}) == 1:
        return "same"
    told = {frozenset((one.low, one.high, one.as_of) for one in own): own for own in by_account(given).values()}
    apart = [
        (one, other)
        for one, other in combinations(told.values(), 2)
        if not any(_overlap(a, b) for a in one for b in other)
    ]
    if not apart:
        return "compatible"
    if kind in _GROWS and all(_later(one, other) for one, other in apart):
        return "update"
    return "differ"


def _apart(group: Sequence[tuple[Telling, Figure]]) -> str | None:
    """Why numbers of one sort are not compared all the same: each account counts another period, or another's doing.

    Who did it may be the very dispute, so another doer alone is no reason; that an account itself counts by doers is one.
    """
    accounts: dict[str, list[tuple[Telling, Figure]]] = {}
    for telling, figure in group:
        accounts.setdefault(telling.account_id, []).append((telling, figure))

    def pairs() -> Iterator[tuple[tuple[Telling, Figure], tuple[Telling, Figure]]]:
        for one, other in combinations(accounts.values(), 2):
            yield from product(one, other)

    if all(_disjoint((a.earliest, a.latest), (b.earliest, b.latest)) for (_, a), (_, b) in pairs()):
        return "other period"
    tells_apart = any(_other_doers(a, b) for rows in accounts.values() for a, _ in rows for b, _ in rows)
    if tells_apart and all(_other_doers(a, b) for (a, _), (b, _) in pairs()):
        return "other agent"
    return None


def _other_doers(one: Telling, other: Telling) -> bool:
    """Whether both tellings name who did it, and nobody in common."""
    doers = [
        {party.actor_id for party in each.parties if party.role == "actor" and party.actor_id} for each in (one, other)
    ]
    return bool(doers[0] and doers[1] and not doers[0] & doers[1])


def _disjoint(one: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> bool:
    """Whether two counted periods have no day in common; of single days that is another toll of one act, told on another day."""
    if one[0] is None or one[1] is None or other[0] is None or other[1] is None:
        return False
    return (one[1] < other[0] or other[1] < one[0]) and max(
        (one[1] - one[0]).days, (other[1] - other[0]).days
    ) > _A_WEEK


def _later(left: Sequence[Given], right: Sequence[Given]) -> bool:
    """Whether the greater number is the later one, by some days."""
    low, high = sorted((left, right), key=lambda group: max(one.low or 0.0 for one in group))
    earlier, later = [one.as_of for one in low], [one.as_of for one in high]
    if None in earlier or None in later:
        return False
    days = (min(day for day in later if day) - max(day for day in earlier if day)).days
    return 0 < days <= _FEW_DAYS


def _whole(group: Sequence[tuple[Telling, Figure]], own: Sequence[Given]) -> bool:
    """Whether one account's numbers are said of one whole: two clauses of one sentence count parts, not the same thing twice."""
    ids = {one.ref_id for one in own}
    mine = [(telling, figure) for telling, figure in group if figure.figure_id in ids]
    return len({telling.event_mention_id for telling, _ in mine}) == len(mine) and not any(
        figure.part_of for _, figure in mine
    )


def _unlike(
    event_id: str,
    kind: str,
    groups: dict[tuple[str, ...], list[tuple[Telling, Figure]]],
    compared: set[str],
    world: World,
) -> Iterator[Difference]:
    """One row for figures of a kind that accounts give of different things; not for one account's own breakdown."""
    wholes = {like: rows for like, rows in groups.items() if like[3] != "part"}
    if len(wholes) < 2:
        return
    owners = {like: {telling.account_id for telling, _ in rows} for like, rows in wholes.items()}
    lonely = {like: accounts - compared for like, accounts in owners.items()}
    pairs = [
        (one, other)
        for one in sorted(lonely)
        for other in sorted(lonely)
        if one < other and lonely[one] and lonely[other] and not owners[one] & owners[other]
    ]
    if not pairs:
        return
    likes = sorted({like for pair in pairs for like in pair})
    given = [_given(telling, figure) for like in likes for telling, figure in wholes[like]]
    if len({one.key for one in given}) == 1 and len({one.account_id for one in given}) > 1:
        yield difference(event_id, f"figure:{kind}", "compatible", given, world)
        return
    if kind == "other":
        return
    yield difference(event_id, f"figure:{kind}", "incomparable", given, world, reason=_reason(likes))


def _reason(likes: Sequence[tuple[str, ...]]) -> str:
    for place, word in ((1, "unit"), (2, "measure"), (4, "cause"), (0, "population")):
        values = sorted({like[place] for like in likes})
        if len(values) > 1:
            return f"other {word}: " + " / ".join(
                value or "people" if place == 0 else value or "none given" for value in values
            )
    return "other population"
