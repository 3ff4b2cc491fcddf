"""How it is told, side by side: as a fact, a denial or a plan; in whose voice; in which words."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rashomon.compare.told import Actor, Naming, Source, Telling, World
from rashomon.compare.values import Given, by_account, difference
from rashomon.knowledge import Knowledge
from rashomon.link.families import family, relatives
from rashomon.model import Difference

_UNREAL = ("planned", "demanded", "hypothetical")


def factuality(event_id: str, tellings: Sequence[Telling], world: World) -> Iterator[Difference]:
    """Compare whether accounts tell it as happened, denied, possible or planned.

    Args:
        event_id: The event.
        tellings: Its tellings.
        world: Look-ups.

    Yields:
        One row where two accounts tell it and not every one of them asserts it, or one has it denied: ``differ`` where one has it
        denied and another asserted; and one for each account that has it both, of which one is mostly a source's. That all assert it
        goes without saying, whatever else some of them say of it.
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
    status, reason = "compatible", None
    if "denied" not in told and all("asserted" in keys for keys in sets):
        return
    if len(told) == 1:
        status = "same"
    elif "denied" in told and "asserted" in told:
        status = "differ"
    elif not all(keys - set(_UNREAL) for keys in sets):
        status, reason = _plans(accounts, tellings)
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


def _plans(accounts: dict[str, list[Given]], tellings: Sequence[Telling]) -> tuple[str, str | None]:
    """Plans of one account beside events of another: an update where the plan was published first, and the deed told of a day after it."""
    told_later = _told_later(tellings)
    if all(one.ref_id in told_later for values in accounts.values() for one in values if one.key == "planned") and not {
        "demanded",
        "hypothetical",
    } & {one.key for values in accounts.values() for one in values}:
        return "compatible", None
    plans = [one.as_of for values in accounts.values() for one in values if one.key in _UNREAL]
    done = [one.as_of for values in accounts.values() for one in values if one.key not in _UNREAL]
    if not done:
        return "compatible", None
    over = [telling.latest for telling in tellings if telling.factuality not in _UNREAL and telling.latest]
    if None not in plans and None not in done and max(day for day in plans if day) < min(day for day in done if day):
        planned = max(day for day in plans if day)
        if over and max(over) >= planned:
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
            who = f"citing {_teller(source, actor, words)}"
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


def _teller(source: Source, actor: Actor | None, words: str) -> str:
    """A source as a reader should see it: an actor's name; else its own words, in quotation marks."""
    if actor and source.kind != "unnamed":
        return actor.name
    return f'"{words}"' if source.words else words


def wordings(event_id: str, tellings: Sequence[Telling], world: World, knowledge: Knowledge) -> Iterator[Difference]:
    """Compare the words that accounts choose for the event: contrast only, no list of good or bad words.

    A noun is taken with the small words before it ("armed clash"), a verb as it stands ("stormed"); who did it ("the Ruritanian
    raid") is no choice of words.

    Args:
        event_id: The event.
        tellings: Its tellings.
        world: Look-ups.
        knowledge: ``compare.toml`` holds words so plain that they name nothing, ``link_events.toml`` words of one family.

    Yields:
        One row where two accounts use words of other families, or both a noun: ``same`` where the words are equal, ``compatible``
        where the accounts have a family of words in common ("attacked", "the attack").
    """
    plain = frozenset(knowledge.toml("compare")["naming"]["plain"])
    related = knowledge.once(relatives)
    found: list[tuple[Given, str]] = []
    nouns: set[str] = set()
    for telling in tellings:
        chosen = [
            (_chosen(naming), naming.evidence, naming.attribution_id, naming.head)
            for naming in telling.namings
            if naming.head.lower() not in plain
        ]
        nouns |= {telling.account_id} if chosen else set()
        if not telling.namings and telling.agent_expression != "nominal" and telling.lemma.lower() not in plain:
            verb = " ".join(telling.text.split()[: len(telling.lemma.split())])
            chosen = [(verb, telling.evidence, None, telling.lemma)]
        for word, evidence, attribution_id, head in chosen:
            given = Given(
                key=word.lower(),
                value=f'"{word}"',
                account_id=telling.account_id,
                as_of=telling.published,
                attribution_id=attribution_id or telling.attribution_id,
                evidence=evidence,
                ref_id=telling.event_mention_id,
            )
            found.append((given, family(head, related)))
    words: dict[str, set[str]] = defaultdict(set)
    stems: dict[str, set[str]] = defaultdict(set)
    for given, stem in found:
        words[given.account_id].add(given.key)
        stems[given.account_id].add(stem)
    if len(words) < 2 or (len(nouns) < 2 and len({stem for _, stem in found}) < 2):
        return
    alike = len({frozenset(keys) for keys in words.values()}) == 1
    status = "same" if alike else "compatible" if set.intersection(*stems.values()) else "differ"
    yield difference(event_id, "naming", status, [given for given, _ in found], world)


def _chosen(naming: Naming) -> str:
    """A naming from its first word in small letters on, up to its head: of "the latest US air raids" the "air raids"."""
    found = naming.text.split()
    head = next(
        (at for at, word in enumerate(found) if word.lower().startswith(naming.head.lower()[:4])), len(found) - 1
    )
    first = head
    while (
        first > 0
        and found[first - 1].islower()
        and found[first - 1] not in ("the", "a", "an", "this", "that", "these", "those")
    ):
        first -= 1
    return " ".join(found[first : head + 1])
