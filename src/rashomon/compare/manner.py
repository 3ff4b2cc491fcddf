"""How it is told, side by side: as a fact, a denial or a plan; in whose voice; in which words."""

from collections.abc import Iterator, Sequence

from rashomon.compare.told import Telling, World
from rashomon.compare.values import Given, by_account, difference
from rashomon.knowledge import Knowledge
from rashomon.link.tables import singular
from rashomon.model import Difference

_UNREAL = ("planned", "demanded", "hypothetical")


def factuality(event_id: str, tellings: Sequence[Telling], world: World) -> Iterator[Difference]:
    """Compare whether accounts tell it as happened, denied, possible or planned.

    Args:
        event_id: The event.
        tellings: Its tellings.
        world: Look-ups.

    Yields:
        One row where two accounts tell it, ``differ`` where one has it denied and another asserted; and one for each account that has
        it both, of which one is mostly a source's.
    """
    given = [
        Given(
            key=telling.factuality,
            value=telling.factuality,
            account_id=telling.account_id,
            as_of=telling.published,
            attribution_id=telling.attribution_id,
            evidence=telling.evidence,
            ref_id=telling.event_mention_id,
        )
        for telling in tellings
    ]
    accounts = by_account(given)
    for _, values in sorted(accounts.items()):
        own = [one for one in values if not _saying(one, values, world)]
        if {"asserted", "denied"} <= {one.key for one in own}:
            yield difference(event_id, "factuality", "differ", own, world, across="within")
    if len(accounts) < 2:
        return
    sets = [{one.key for one in values} for values in accounts.values()]
    told = set.union(*sets)
    if len(told) == 1:
        status, reason = "same", None
    elif "denied" in told and "asserted" in told:
        status, reason = "differ", None
    elif all(keys - set(_UNREAL) for keys in sets):
        status, reason = "compatible", None
    else:
        told_later = _told_later(tellings)
        status, reason = _plans(accounts, told_later)
    yield difference(event_id, "factuality", status, given, world, reason=reason)


def _saying(one: Given, others: Sequence[Given], world: World) -> bool:
    """Whether a telling is the very saying that holds another one ("denied" beside what is denied): these are two things, not one."""
    for other in others:
        source = world.sources.get(other.attribution_id or "")
        if source and source.cue and other.evidence.document_id == one.evidence.document_id:
            start, end = source.cue
            if one.evidence.start_char < end and start < one.evidence.end_char:
                return True
    return False


def _told_later(tellings: Sequence[Telling]) -> set[str]:
    """Tellings published when the event's day was over: "came to attack" tells what somebody meant to do, and is no news to come."""
    days = [telling.latest for telling in tellings if telling.latest is not None]
    return {
        telling.event_mention_id
        for telling in tellings
        if days and telling.published is not None and max(days) < telling.published
    }


def _plans(accounts: dict[str, list[Given]], told_later: set[str]) -> tuple[str, str | None]:
    """Plans of one account beside events of another: an update where the plan was published first."""
    if all(one.ref_id in told_later for values in accounts.values() for one in values if one.key == "planned") and not {
        "demanded",
        "hypothetical",
    } & {one.key for values in accounts.values() for one in values}:
        return "compatible", None
    plans = [one.as_of for values in accounts.values() for one in values if one.key in _UNREAL]
    done = [one.as_of for values in accounts.values() for one in values if one.key not in _UNREAL]
    if not done:
        return "compatible", None
    if None not in plans and None not in done and max(day for day in plans if day) < min(day for day in done if day):
        return "update", None
    return "incomparable", "a plan, a demand or a condition in one account"


def voices(event_id: str, tellings: Sequence[Telling], world: World) -> Iterator[Difference]:
    """Compare in whose voice accounts tell it: the document's own, or a source's.

    Args:
        event_id: The event.
        tellings: Its tellings.
        world: Look-ups.

    Yields:
        One row where two accounts tell it and one of them at least names a source.
    """
    given = []
    for telling in tellings:
        source = world.sources.get(telling.attribution_id) if telling.attribution_id else None
        who = "own voice"
        if source is not None:
            actor = world.actors.get(source.actor_id or "")
            words = " ".join((source.words or "a source that is not named").split())
            who = (
                f"{actor.name} says"
                if actor and source.kind != "unnamed"
                else f'"{words}" says'
                if source.words
                else f"{words} says"
            )
        given.append(
            Given(
                key=who.lower(),
                value=who,
                account_id=telling.account_id,
                as_of=telling.published,
                attribution_id=telling.attribution_id,
                evidence=telling.evidence,
                ref_id=telling.event_mention_id,
            )
        )
    accounts = by_account(given)
    if len(accounts) < 2 or all(one.attribution_id is None for one in given):
        return
    sets = [{one.key for one in values} for values in accounts.values()]
    status = "same" if all(keys == sets[0] for keys in sets) else "compatible" if set.intersection(*sets) else "differ"
    yield difference(event_id, "attribution", status, given, world)


def words(event_id: str, tellings: Sequence[Telling], world: World, knowledge: Knowledge) -> Iterator[Difference]:
    """Compare the nouns that accounts choose for the event: contrast only, no list of good or bad words.

    Args:
        event_id: The event.
        tellings: Its tellings.
        world: Look-ups.
        knowledge: ``compare.toml`` holds words so plain that they name nothing.

    Yields:
        One row where two accounts name it by a noun: ``same`` where the words are equal, ``compatible`` where the last of them is.
    """
    plain = frozenset(knowledge.toml("compare")["naming"]["plain"])
    given = [
        Given(
            key=" ".join(naming.text.lower().split()),
            value=f'"{" ".join(naming.text.split())}"',
            account_id=telling.account_id,
            as_of=telling.published,
            attribution_id=naming.attribution_id or telling.attribution_id,
            evidence=naming.evidence,
            ref_id=telling.event_mention_id,
        )
        for telling in tellings
        for naming in telling.namings
        if naming.head.lower() not in plain
    ]
    accounts = by_account(given)
    if len(accounts) < 2:
        return
    sets = [frozenset(one.key for one in values) for values in accounts.values()]
    heads = [frozenset(singular(key.split()[-1]) for key in keys) for keys in sets]
    alike = frozenset.intersection(*sets) or frozenset.intersection(*heads)
    status = "same" if len(set(sets)) == 1 else "compatible" if alike else "differ"
    yield difference(event_id, "naming", status, given, world)
