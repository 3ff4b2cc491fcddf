"""Doers, those it was done to, and places side by side."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from rashomon.compare.told import Party, Spot, Telling, World
from rashomon.compare.values import Given, by_account, by_voice, difference, unequal
from rashomon.link.event_participants import PRONOUNS
from rashomon.model import Difference, Evidence

_SURE = (
    0.82  # a weaker link to an actor (through what a pronoun refers back to) is no ground to say that accounts differ
)
_DESCRIBED = "described in one account, named in another"
_OTHER_KINDS = "a person, a state and another body are not compared: one may act for the other"
_MOST_WORDS = 4  # a longer phrase in capitals is a heading
_SPOTS = ("facility", "place")
_NEAR = 60.0  # kilometres within which two points may be one place loosely told


def parties(event_id: str, tellings: Sequence[Telling], world: World) -> Iterator[Difference]:
    """Compare who accounts say did it, and to whom.

    Args:
        event_id: The event.
        tellings: Its tellings.
        world: Look-ups.

    Yields:
        A row for ``actor`` and one for ``recipient`` where two accounts name one, and one for each account in which two voices name
        different ones.
    """
    last_names = _last_names(tellings, world)
    tellings = [telling._replace(parties=_recognised(telling.parties, last_names, world)) for telling in tellings]
    for role in ("actor", "recipient"):
        named, described = _sorted_out(tellings, role, world)
        owners = {one.account_id for one in named}
        rest = [one for one in described if one.account_id not in owners]
        status = _status(named, world)
        reason = _OTHER_KINDS if status == "incomparable" else None
        if rest and status in ("same", "compatible"):
            # "a torpedo of the Southampton" goes with "Southampton"
            names = {one.value.split()[-1].lower() for one in named}
            beside = all(not names.isdisjoint(one.key.split()) for one in rest)
            status, reason = ("compatible", None) if beside else ("incomparable", _DESCRIBED)
        if len(owners) > 1 or (role == "actor" and owners and rest):
            yield difference(event_id, role, status, named + rest, world, reason=reason)
        for _, own in sorted(by_account(named).items()):
            if _apart(own, world):
                yield difference(event_id, role, "differ", own, world, across="within")


def _sorted_out(tellings: Sequence[Telling], role: str, world: World) -> tuple[list[Given], list[Given]]:
    """Who is named and who is only described in a role. A weak link counts where it says what another account says, never against it."""
    named: list[Given] = []
    described: list[Given] = []
    weak: list[Given] = []
    for telling in tellings:
        for party in telling.parties:
            if party.role != role or (not party.actor_id and _pronoun(party)):
                continue
            unsure = party.actor_id is not None and (party.score or 0.0) < _SURE
            found = weak if unsure else named if party.actor_id or name_of(party.text) else described
            found.append(_given(telling, party, world))
    sure = {one.key for one in named}
    return [*named, *(one for one in weak if one.key in sure)], described


def _apart(own: Sequence[Given], world: World) -> bool:
    """Whether one account names different ones in different voices: its own, or one source's, beside another source's."""
    voices = [frozenset(one.key for one in group) for group in by_voice(own, world)]
    pairs = [(one, other) for at, one in enumerate(voices) for other in voices[at + 1 :]]
    return any(not _akin(one, other, world) and not _unlike(one, other, world) for one, other in pairs)


def _pronoun(party: Party) -> bool:
    return party.form == "pronoun" or party.text.lower() in PRONOUNS


def _last_names(tellings: Sequence[Telling], world: World) -> dict[str, set[str]]:
    """The actors of an event by the last word of their names, in lower case."""
    known: dict[str, set[str]] = {}
    for telling in tellings:
        for party in telling.parties:
            if party.actor_id:
                known.setdefault(world.actors[party.actor_id].name.split()[-1].lower(), set()).add(party.actor_id)
    return known


def _recognised(found: Sequence[Party], last_names: Mapping[str, set[str]], world: World) -> list[Party]:
    """Participants without an actor that bear an actor's name.

    Either their words end as the name of an actor of the same event ("the Queen Mary" beside "Mary"), or they are one state's name and
    no other's ("the British").
    """
    out = []
    for party in found:
        words = party.text.split()
        bearers = last_names.get(words[-1].lower(), set()) if words and words[-1][:1].isupper() else set()
        bearers = bearers or set(world.states.get(_bare(party.text).lower(), ()))
        out.append(
            party._replace(actor_id=next(iter(bearers)), score=1.0)
            if not party.actor_id and len(bearers) == 1
            else party
        )
    return out


def name_of(text: str) -> str:
    """A phrase that is a name by its looks, without its article ("The Seydlitz"); empty for any other."""
    words = text.split()
    bare = _bare(text).split()
    if not 0 < len(bare) <= _MOST_WORDS or not all(
        word[:1].isupper() or (at and word.isdigit()) for at, word in enumerate(bare)
    ):
        return ""
    plural = bare == words and bare[-1].endswith("s") and not bare[-1].endswith("ss")
    return "" if plural else " ".join(bare)  # "Destroyers" at the head of a sentence is no name


def _bare(text: str) -> str:
    """A phrase without its article."""
    words = text.split()
    return " ".join(words[1:] if words and words[0].lower() in ("the", "a", "an") else words)


def _given(telling: Telling, party: Party, world: World) -> Given:
    words = " ".join(party.text.replace("’", "'").split())
    name = world.actors[party.actor_id].name if party.actor_id else name_of(words) or f'"{words}"'
    return Given(
        key=party.actor_id or name.strip('"').lower(),
        value=name,
        account_id=telling.account_id,
        as_of=telling.published,
        attribution_id=telling.attribution_id,
        evidence=party.evidence,
        ref_id=party.actor_id,
    )


def _status(given: Sequence[Given], world: World) -> str:
    pairs = unequal(by_account(given).values())
    if not pairs:
        return "same"
    if all(one & other for one, other in pairs) or all(_akin(one, other, world) for one, other in pairs):
        return "compatible"
    if any(_unlike(one, other, world) for one, other in pairs):
        return "incomparable"
    return "differ"


def _akin(one: frozenset[str], other: frozenset[str], world: World) -> bool:
    """A common actor, or a state in one and a part of it in the other."""
    if one & other:
        return True
    states = [
        {world.actors[key].country for key in keys if key in world.actors and world.actors[key].country}
        for keys in (one, other)
    ]
    return bool(states[0] & states[1])


def _unlike(one: frozenset[str], other: frozenset[str], world: World) -> bool:
    """People, states and things: whether the one acts for the other the record cannot tell."""
    if _akin(one, other, world):
        return False
    sorts = [{_sort(key, world) for key in keys} for keys in (one, other)]
    return not sorts[0] & sorts[1]


def _sort(key: str, world: World) -> str:
    """Whether an actor is a person, a state or a part of one, or another body or thing."""
    actor = world.actors.get(key)
    if actor is None or actor.kind in ("OTHER", "ORGANISATION", "GROUP"):
        return "state" if actor and actor.country and " (" in actor.name else "body"
    return "person" if actor.kind == "PERSON" else "state"


def places(event_id: str, tellings: Sequence[Telling], world: World) -> Iterator[Difference]:
    """Compare where accounts say it happened: a city lies in its country, two cities differ.

    Args:
        event_id: The event.
        tellings: Its tellings.
        world: Look-ups.

    Yields:
        One row where two accounts give a place; none where all give the same by the very words that say to whom it was done ("invaded
        Iraq"), for those have their row.
    """
    done_to: dict[str, list[Evidence]] = defaultdict(list)
    for telling in tellings:
        for party in telling.parties:
            if party.role == "recipient":
                done_to[party.evidence.document_id].append(party.evidence)
    given = [
        Given(
            key=party.place_id,
            value=world.places[party.place_id].name,
            account_id=telling.account_id,
            as_of=telling.published,
            attribution_id=telling.attribution_id,
            evidence=party.evidence,
            ref_id=party.place_id,
        )
        for telling in tellings
        for party in telling.parties
        if party.role == "place" and party.place_id
    ]
    if len({one.account_id for one in given}) < 2:
        return
    pairs = unequal(by_account(given).values())
    if not pairs:
        if any(not any(_over(one.evidence, other) for other in done_to[one.evidence.document_id]) for one in given):
            yield difference(event_id, "place", "same", given, world)
        return
    verdicts = {_best(one, other, world) for one, other in pairs}
    if "differ" in verdicts:
        yield difference(event_id, "place", "differ", given, world)
    elif "incomparable" in verdicts:
        yield difference(event_id, "place", "incomparable", given, world, reason="a named place without coordinates")
    else:
        yield difference(event_id, "place", "compatible", given, world)


def _over(one: Evidence, other: Evidence) -> bool:
    return one.start_char < other.end_char and other.start_char < one.end_char


def _best(one: frozenset[str], other: frozenset[str], world: World) -> str:
    order = ("compatible", "incomparable", "differ")
    return min(
        (relation(world.places[a], world.places[b]) if a != b else "compatible" for a in one for b in other),
        key=order.index,
    )


def relation(one: Spot, other: Spot) -> str:
    """Whether two places can be one told more or less closely."""
    for small, large in ((one, other), (other, one)):
        if large.kind == "country" and (small.country == large.country or (large.name in small.claimed_by)):
            return "compatible"
    for small, large in ((one, other), (other, one)):
        if small.kind in _SPOTS and set(large.name.lower().split()) < set(small.name.lower().split()):
            return "compatible"  # "Bergen harbour" lies in Bergen
    if "country" in (one.kind, other.kind):
        country, rest = (one, other) if one.kind == "country" else (other, one)
        if rest.country and rest.country != country.country:
            return "differ"
        return "incomparable"
    distance = kilometres(one, other)
    if distance is None:
        return "incomparable"
    wide = {"region", "area", "water"} & {one.kind, other.kind}
    limit = 600.0 if wide else _NEAR
    return "compatible" if distance <= limit else "differ"


def kilometres(one: Spot, other: Spot) -> float | None:
    """Great-circle distance, or None without coordinates."""
    if one.latitude is None or other.latitude is None or one.longitude is None or other.longitude is None:
        return None
    a, b = math.radians(one.latitude), math.radians(other.latitude)
    half = (
        math.sin((b - a) / 2) ** 2
        + math.cos(a) * math.cos(b) * math.sin(math.radians(other.longitude - one.longitude) / 2) ** 2
    )
    return 12742 * math.asin(min(1.0, math.sqrt(half)))
