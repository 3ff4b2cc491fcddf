"""How much accounts take in: "the American forces" of one, "all foreign troops" of another.

Only phrases about one sort of body are laid side by side (troops with forces, not with embassies), in one role. What is demanded,
planned or threatened in a telling's own sentence belongs to the telling. The words stand in ``compare.toml`` and, for sorts of
bodies, in ``link.toml`` under ``parts``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rashomon.compare.told import Party, Telling, World
from rashomon.compare.values import Given, by_account, difference, unequal
from rashomon.knowledge import Knowledge
from rashomon.model import Difference

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_MOST_WORDS = 9  # a longer phrase tells more than how much it takes in


class _Words(NamedTuple):
    extents: Mapping[str, str]
    general: frozenset[str]
    sorts: Mapping[str, str]
    before: frozenset[str]
    closing: frozenset[str]


class _Phrase(NamedTuple):
    """What a phrase takes in: sort of body, whole or part, and whose."""

    sort: str
    extent: str
    whose: str
    text: str


def scope(event_id: str, tellings: Sequence[Telling], world: World, knowledge: Knowledge) -> Iterator[Difference]:
    """Compare how much accounts take in.

    Args:
        event_id: The event.
        tellings: Its tellings.
        world: Look-ups.
        knowledge: ``compare.toml`` and ``link.toml``.

    Yields:
        One row where two accounts say of one sort of body how much of it or whose, and one at least in words that take in all, some or
        more than one state's.
    """
    words = _words(knowledge)
    found: dict[str, list[tuple[_Phrase, Given]]] = {}
    for telling in tellings:
        for party in [*telling.parties, *telling.contents]:
            phrase = _read(party, world, words)
            if phrase:
                found.setdefault(phrase.sort, []).append((phrase, _given(telling, party, phrase)))
    for sort in sorted(found):
        # "the troops" of one account says nothing of how many: it is no value beside "all foreign troops" of another
        telling_much = [(phrase, given) for phrase, given in found[sort] if phrase.extent or phrase.whose]
        accounts = {given.account_id for _, given in telling_much}
        if len(accounts) > 1 and any(phrase.extent or phrase.whose == "general" for phrase, _ in telling_much):
            given = [one for _, one in telling_much]
            yield difference(event_id, "scope", _status(given), given, world)


def _words(knowledge: Knowledge) -> _Words:
    table = knowledge.toml("compare")["scope"]
    extents = {word: extent for extent in ("whole", "most", "part") for word in table[extent]}
    parts = knowledge.toml("link")["parts"]
    sorts = {word: part for part, words in parts.items() if part not in ("state", "people") for word in words}
    before = frozenset(knowledge.toml("link")["plain"]["words"])
    return _Words(extents, frozenset(table["general"]), sorts, before, frozenset(table["closing"]))


def _read(party: Party, world: World, words: _Words) -> _Phrase | None:
    if party.role == "place" or party.form == "pronoun":
        return None
    found = list(_WORD.finditer(party.text))[:_MOST_WORDS]
    low = [match.group().lower() for match in found]
    at = next((at for at, word in enumerate(low) if word in words.sorts or word.removesuffix("s") in words.sorts), None)
    if at is None:
        return None
    sort = words.sorts.get(low[at]) or words.sorts[low[at].removesuffix("s")]
    actor = world.actors.get(party.actor_id or "")
    extent = next((words.extents[word] for word in low[: at + 1] if word in words.extents), "")
    general = bool(words.general & set(low[:at]))
    own = " ".join(match.group() for match in found[:at] if match.start() and match.group()[0].isupper())
    whose = "general" if general else (actor.country or actor.name) if actor else own.lower()
    return _Phrase(sort, extent, whose, " ".join(party.text[: _end(found, low, at, words)].split()))


def _end(found: Sequence[re.Match[str]], low: Sequence[str], at: int, words: _Words) -> int:
    """Where the phrase ends: "military" and the like stand before their head ("some military units")."""
    before_head = low[at] in words.before and at + 1 < len(found) and found[at + 1].start() == found[at].end() + 1
    if before_head and low[at + 1] not in words.closing:
        return found[at + 1].end()
    return found[at].end()


def _given(telling: Telling, party: Party, phrase: _Phrase) -> Given:
    return Given(
        key=f"{phrase.extent}/{phrase.whose}",
        value=f'"{phrase.text}"',
        account_id=telling.account_id,
        as_of=telling.published,
        attribution_id=telling.attribution_id,
        evidence=party.evidence,
        ref_id=telling.event_mention_id,
    )


def _status(given: Sequence[Given]) -> str:
    pairs = unequal(by_account(given).values())
    if not pairs:
        return "same"
    if any(all(_unlike(a, b) for a in one for b in other) for one, other in pairs if not one & other):
        return "differ"
    return "compatible"


def _unlike(one: str, other: str) -> bool:
    """A whole beside a part, one state's beside everyone's; where one says nothing of it the two can go together."""
    (extent, whose), (other_extent, other_whose) = one.split("/", 1), other.split("/", 1)
    return bool(extent and other_extent and extent != other_extent) or bool(
        whose and other_whose and whose != other_whose and "general" in (whose, other_whose)
    )
