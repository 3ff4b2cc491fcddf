"""Places: which mentions, in one document and across all, mean one place, and where it lies.

Names are looked up in the gazetteer; of several places with one name, the document's other places, a name that follows
("Springfield, Illinois"), rank and population decide, and where they do not, the mention stays a named place without
coordinates. A facility that no table has is a named place too, joined across documents by its name.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import duckdb

from rashomon.ids import digest
from rashomon.knowledge import Knowledge
from rashomon.link import read
from rashomon.link.gazetteer import Gazetteer, Known, gazetteer
from rashomon.link.names import NameRules, core, fold, name_rules, skeleton
from rashomon.link.read import Said
from rashomon.link.tables import Tables, clean, key, tables
from rashomon.model import MentionPlace, Place

Row = Place | MentionPlace

_FOLLOWS = re.compile(r"\s*,\s*(?:in\s+)?$|\s+in\s+(?:the\s+)?$|\s*\(\s*$")
_LEAST = 0.35  # below this strength a name with several bearers stays a named place; set on half of the dev articles by reading
_SMALL = 300_000  # an other name of a smaller city counts only in a document that names its country
_MARGIN = 0.12  # the best must lead the next by this much


class Settings(NamedTuple):
    """``link.toml``'s ``places``."""

    generic: frozenset[str]
    parts: frozenset[str]
    facility: frozenset[str]
    common: frozenset[str]
    distance: float
    population: float


class Choice(NamedTuple):
    """A place for a mention, with strength and reason."""

    known: Known
    score: float
    why: str


def places(connection: duckdb.DuckDBPyConnection, knowledge: Knowledge) -> Iterator[Row]:
    """Join mentions to places.

    Args:
        connection: The record's tables of reading.
        knowledge: Shipped tables with the user's.

    Yields:
        :class:`~rashomon.model.Place` rows by id, then :class:`~rashomon.model.MentionPlace` rows by mention.
    """
    table, known, rules = knowledge.once(gazetteer), knowledge.once(tables), knowledge.once(name_rules)
    settings = knowledge.once(_settings)
    texts = {document.document_id: document.text for document in read.documents(connection)}
    made: dict[str, Place] = {}
    links: dict[str, MentionPlace] = {}
    named: dict[str, list[Said]] = defaultdict(list)
    waiting: list[tuple[Said, Said]] = []
    for document_id, own in sorted(read.grouped(read.mentions(connection, texts)).items()):
        where = [
            mention
            for mention in own
            if mention.form == "name" and mention.kind in ("PLACE", "FACILITY") and not _ship(mention, table, rules)
        ]
        for mention, choice in _settle(where, own, texts[document_id], table, rules, settings):
            if choice is None:
                named[_named_key(mention, known, rules, settings)].append(mention)
            else:
                made.setdefault(choice.known.place_id, choice.known.row())
                links[mention.mention_id] = MentionPlace(
                    mention_id=mention.mention_id,
                    place_id=choice.known.place_id,
                    score=round(choice.score, 3),
                    why=choice.why,
                )
        waiting += _described(own, where)
    for name_key, group in sorted(named.items()):
        if not name_key.strip():
            continue
        place = _named_place(name_key, group)
        made[place.place_id] = place
        for mention in group:
            links[mention.mention_id] = MentionPlace(
                mention_id=mention.mention_id,
                place_id=place.place_id,
                score=0.8,
                why="same name; not in the table of places",
            )
    for outer, name in waiting:
        if name.mention_id in links and outer.mention_id not in links:
            links[outer.mention_id] = MentionPlace(
                mention_id=outer.mention_id,
                place_id=links[name.mention_id].place_id,
                score=0.8,
                why=f'"{clean(name.head)}" is its name',
            )
    yield from (made[place_id] for place_id in sorted(made))
    yield from (links[mention_id] for mention_id in sorted(links))


def _ship(mention: Said, table: Gazetteer, rules: NameRules) -> bool:
    """Whether a city's name stands with an article that is no part of it: "the Southampton" is a ship, "The Hague" is none."""
    words = mention.text.split()
    if (
        mention.kind != "PLACE"
        or len(words) < 2
        or words[0].lower() != "the"
        or clean(" ".join(words[1:])) != clean(mention.head)
    ):
        return False
    found = table.by_name.get(key(mention.head, rules), [])
    return bool(found) and all(known.kind == "city" and not known.name.lower().startswith("the ") for known in found)


def _settings(knowledge: Knowledge) -> Settings:
    section = knowledge.toml("link")["places"]
    return Settings(
        frozenset(section["generic"]),
        frozenset(section["parts"]),
        frozenset(section["facility"]),
        frozenset(section["common"]),
        section["distance"],
        section["population"],
    )


def _settle(
    where: Sequence[Said], own: Sequence[Said], text: str, table: Gazetteer, rules: NameRules, settings: Settings
) -> Iterator[tuple[Said, Choice | None]]:
    """A place for each of a document's place mentions: those with one candidate first, the others beside them."""
    options = {mention.mention_id: _candidates(mention, table, rules, settings) for mention in where}
    support: Counter[str] = Counter(mention.country for mention in own if mention.country)
    anchors: list[Known] = []
    for mention in where:
        found = options[mention.mention_id]
        if len(found) == 1 or (found and found[0].kind == "country"):
            anchors.append(found[0])
            if found[0].country:
                support[found[0].country] += 1
    regions = {known.admin1 for known in anchors if known.admin1}
    for at, mention in enumerate(where):
        found = options[mention.mention_id]
        if not found:
            yield mention, None
            continue
        follower = _follower(mention, where[at + 1 : at + 2], text, options)
        look = key(mention.head, rules)
        capital = {code for name, code in ((look, known.country) for known in found) if (name, code) in table.capitals}
        yield (
            mention,
            _choose(found, mention, support, regions, anchors, follower, capital, settings, shown=look in table.shown),
        )


def _candidates(mention: Said, table: Gazetteer, rules: NameRules, settings: Settings) -> list[Known]:
    name = clean(mention.head)
    if all(fold(word, rules) in settings.parts or word.lower() in settings.generic for word in name.split()):
        return []
    found = table.by_name.get(key(name, rules), [])
    if not found and mention.kind == "PLACE":
        kept = [word for word in name.split() if fold(word, rules).strip(".") not in settings.parts]
        found = table.by_name.get(key(" ".join(kept), rules), []) if kept and len(kept) < len(name.split()) else []
    if not found and mention.kind == "PLACE":
        kept = [word for word in name.split() if fold(word, rules) not in settings.generic and word.lower() != "of"]
        found = table.by_name.get(key(" ".join(kept), rules), []) if kept and len(kept) < len(name.split()) else []
        found = [known for known in found if known.kind in ("region", "city", "area")]
    if mention.kind == "FACILITY":
        found = [known for known in found if known.kind in ("facility", "place", "area")]
    return found


def _described(own: Sequence[Said], where: Sequence[Said]) -> list[tuple[Said, Said]]:
    """Descriptions of a facility that end in their head and hold its name just before it: "Tell Rumman base"."""
    by_end = {mention.head_end: mention for mention in where}
    out = []
    for mention in own:
        if mention.form == "description" and mention.kind == "FACILITY":
            name = by_end.get(mention.head_start - 1)
            if name and mention.start <= name.start:
                out.append((mention, name))
    return out


def _follower(mention: Said, after: Sequence[Said], text: str, options: dict[str, list[Known]]) -> list[Known]:
    """Candidates of the place that follows at once: "Paris, Texas"."""
    if (
        after
        and after[0].head_start - mention.head_end < 8
        and _FOLLOWS.match(text[mention.head_end : after[0].head_start])
    ):
        return options[after[0].mention_id]
    return []


def _choose(
    found: Sequence[Known],
    mention: Said,
    support: Counter[str],
    regions: set[str],
    anchors: Sequence[Known],
    follower: Sequence[Known],
    capital: set[str | None],
    settings: Settings,
    *,
    shown: bool,
) -> Choice | None:
    if len(found) == 1 and not follower:
        known = found[0]
        if not shown and known.kind == "city" and known.population < _SMALL and not support[known.country or ""]:
            return None
        return Choice(
            known, 0.95 if known.name == clean(mention.head) else 0.85, "the only place of this name in the table"
        )
    scored = sorted(
        (_choice(known, support, regions, anchors, follower, capital, settings) for known in found),
        key=lambda choice: (-choice.score, -choice.known.population, choice.known.row_id),
    )
    best = scored[0]
    if len(scored) > 1 and (best.score < _LEAST or best.score - scored[1].score < _MARGIN):
        same = scored[1].known
        if best.known.kind != "country" and not (same.name == best.known.name and _kilometres(best.known, same) < 60):
            return None
    return best


def _choice(
    known: Known,
    support: Counter[str],
    regions: set[str],
    anchors: Sequence[Known],
    follower: Sequence[Known],
    capital: set[str | None],
    settings: Settings,
) -> Choice:
    score, why = 0.0, []
    if known.kind in ("country", "water"):
        score += 0.6
        why.append(f"a {known.kind}")
    elif known.kind in ("region", "area"):
        score += 0.3
        why.append(f"a {known.kind}")
    if known.kind == "city" and known.country in capital:
        score += 0.3
        why.append("a capital")
    if known.population:
        score += settings.population * min(1.0, math.log10(known.population + 1) / 7)
        why.append(f"{known.population} people")
    total = sum(support.values())
    if known.country and support[known.country]:
        score += 0.5 * support[known.country] / total + 0.1
        why.append("the document names its country")
    if known.admin1 and known.admin1 in regions:
        score += 0.3
        why.append("the document names its region")
    near = [_kilometres(known, anchor) for anchor in anchors if anchor.latitude is not None]
    if near and known.latitude is not None:
        score += settings.distance * max(0.0, 1 - min(near) / 500)
        if min(near) < 300:
            why.append(f"{min(near):.0f} km from another place of the document")
    for other in follower:
        if (other.kind == "country" and other.country == known.country) or (
            other.kind == "region" and other.name == known.admin1
        ):
            score += 1.0
            why.append(f'"{other.name}" follows')
            break
        if other.country == known.country and _kilometres(known, other) < 400:
            score += 0.5
            why.append(f'"{other.name}" follows')
            break
    return Choice(known, min(1.0, score), "; ".join(why) or "name only")


def _kilometres(one: Known, other: Known) -> float:
    """Great-circle distance; infinite without coordinates."""
    if one.latitude is None or other.latitude is None or one.longitude is None or other.longitude is None:
        return math.inf
    a, b = math.radians(one.latitude), math.radians(other.latitude)
    half = (
        math.sin((b - a) / 2) ** 2
        + math.cos(a) * math.cos(b) * math.sin(math.radians(other.longitude - one.longitude) / 2) ** 2
    )
    return 12742 * math.asin(min(1.0, math.sqrt(half)))


def _named_key(mention: Said, table: Tables, rules: NameRules, settings: Settings) -> str:
    """Key of a place that no table has: its words but for "base", "airport", each by skeleton.

    A name of such words alone ("Central Airport", "US Embassy") is one place only within its document.
    """
    found = core(clean(mention.head), rules, person=False)
    kept = [
        word
        for word in found
        if word not in settings.facility and word not in settings.parts and word not in rules.particles
    ]
    telling = [
        word
        for word in kept
        if word not in table.adjectives and not (mention.kind == "FACILITY" and word in settings.common)
    ]
    return " ".join(skeleton(word) for word in kept or found) + ("" if telling else f" in {mention.document_id}")


def _named_place(name_key: str, group: Sequence[Said]) -> Place:
    names = Counter(clean(mention.head) for mention in group)
    shown = min(names, key=lambda name: (-names[name], -len(name), name))
    facility = any(mention.kind == "FACILITY" for mention in group)
    return Place(
        place_id=digest("place", "named", name_key), name=shown, kind="facility" if facility else "place", claimed_by=[]
    )
