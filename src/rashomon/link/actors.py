"""Actors: which mentions, in one document and across all, mean one person, organisation, group or government.

States and well-known organisations come from the shipped tables; people are joined by their names
(:mod:`rashomon.link.persons`), others by equal names and by what the texts themselves define
(:mod:`rashomon.link.definitions`). A state's forces, police or people are actors of their own: "US troops" is not
"the United States". Shown names follow ``NEUTRALITY.md``: the table's, else the fullest in the texts.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import duckdb

from rashomon.ids import digest
from rashomon.knowledge import Knowledge
from rashomon.link import read
from rashomon.link.definitions import definitions
from rashomon.link.kinds import kinds, titled
from rashomon.link.names import NameRules, core, name_rules, skeleton
from rashomon.link.persons import Named, people
from rashomon.link.publicity import Publicity, public
from rashomon.link.read import Said
from rashomon.link.tables import Entry, Tables, clean, key, singular, tables
from rashomon.link.union import Union
from rashomon.model import Actor, MentionActor
from rashomon.model.linking import NO_PUBLIC_PART

Row = Actor | MentionActor
_LED = ("-led", " led")
_BACK = "refers back to"


class Found(NamedTuple):
    """An actor that a mention points to, before actors are put together.

    Attributes:
        key: Tells the actor from others.
        kind: As for mentions.
        name: Shown name, where a table gives it.
        basis: Where that name comes from.
        country: ISO 3166-1 alpha-3.
        wikidata: Wikidata identifier.
        score: Strength of the link.
        why: The evidence.
    """

    key: str
    kind: str
    name: str | None
    basis: str
    country: str | None
    wikidata: str | None
    score: float
    why: str


def actors(connection: duckdb.DuckDBPyConnection, knowledge: Knowledge) -> Iterator[Row]:
    """Join mentions to actors.

    Args:
        connection: The record's tables of reading.
        knowledge: Shipped tables with the user's.

    Yields:
        :class:`~rashomon.model.Actor` rows by id, then :class:`~rashomon.model.MentionActor` rows by mention.
    """
    table, rules = knowledge.once(tables), knowledge.once(name_rules)
    texts = {document.document_id: document.text for document in read.documents(connection)}
    mentions = kinds(read.mentions(connection, texts), rules)
    acting = read.participants(connection)
    found: dict[str, Found] = {}
    for mention in mentions:
        hit = from_table(mention, table, rules, acting=mention.mention_id in acting)
        if hit:
            found[mention.mention_id] = hit
    known = knowledge.once(Publicity)
    shown = None if known.across else public(connection, mentions, texts, known)
    found.update(_people([mention for mention in mentions if mention.kind == "PERSON"], found, rules, shown))
    found.update(_others(texts, mentions, found, table, rules, acting))
    _follow(mentions, found)
    yield from _rows(mentions, found)


def from_table(mention: Said, table: Tables, rules: NameRules, *, acting: bool) -> Found | None:
    """The actor that the shipped tables give for a mention alone, if any.

    Args:
        mention: The mention.
        table: Compiled tables.
        rules: Compiled tables of names.
        acting: Whether the text lets it act, suffer or speak: only then is a place's name a government.
    """
    if mention.form == "name" and mention.kind != "PERSON":
        look = key(mention.head, rules)
        entry = table.names.get(look) or table.names.get(key(mention.text, rules))
        if entry and (mention.kind != "PLACE" or acting):
            return _entry(entry, f'"{clean(mention.head)}" is a name of it ({entry.source})')
        if entry and entry.kind == "GOVERNMENT":
            return _entry(entry, f'"{clean(mention.head)}" names its territory here', score=0.5)
        if mention.kind == "GOVERNMENT" and (state := table.adjectives.get(look)):
            return _entry(state, f'"{clean(mention.head)}" is its adjective', score=0.7)
        entry = table.seats.get(look)
        if entry and mention.kind in ("GOVERNMENT", "ORGANISATION"):
            return _entry(entry, f'"{clean(mention.head)}" stands for the government', score=0.9)
        entry = table.peoples.get(look)
        if entry:
            return _people_of(mention, entry)
    if mention.form == "pronoun" or mention.kind in ("PERSON", "PLACE"):
        return None
    return _part(mention, table, rules)


def _entry(entry: Entry, why: str, score: float = 1.0) -> Found:
    return Found(
        "entry:" + entry.name,
        entry.kind,
        entry.name,
        f"table ({entry.source})",
        entry.country,
        entry.wikidata,
        score,
        why,
    )


def _people_of(mention: Said, entry: Entry) -> Found:
    """Plurals of nationality: alone with "the", or acting as a government, the state ("the Americans redeploy"), else its people."""
    alone = mention.text[: mention.head_end - mention.start].lower().split()[:-1] == ["the"]
    if mention.kind == "GOVERNMENT" or alone:
        return _entry(entry, f'"{_short(mention)}" for the state', score=0.6)
    name = f"{entry.name} (people)"
    return Found(
        f"part:{entry.name}:people", "GROUP", name, "part of a state", entry.country, None, 0.8, f'"{_short(mention)}"'
    )


def _short(mention: Said) -> str:
    """A phrase without what follows its head."""
    return clean(mention.text[: max(1, mention.head_end - mention.start)])


def _part(mention: Said, table: Tables, rules: NameRules) -> Found | None:
    """The part of a state that a phrase with its nationality names: "US troops"."""
    entry = table.by_code.get(mention.country or "") or _nationality(mention, table, rules)
    if entry is None:
        return None
    lead = mention.text.lower()
    last = mention.head.split()[-1] if mention.head.split() else mention.head
    head = singular(last)
    if any(mark in lead for mark in _LED):
        if head not in table.led:
            return None
        label = f"{entry.name}-led {head}"
        return Found(
            f"led:{entry.name}:{head}", "GROUP", None, "text", None, None, 0.85, f'"{_short(mention)}": {label}'
        )
    if key(mention.text, rules) in table.peoples or key(mention.head, rules) in table.peoples:
        return _people_of(mention, entry)
    before = _before(mention).replace("’", "'").split()
    if head in table.premises and before:
        head = singular(before.pop())
    part = table.parts.get(head)
    if part is None or not _plain(before, entry, table, rules):
        return None
    why = f'"{_short(mention)}": {entry.name}, {part}'
    if part == "state":
        return _entry(entry, why, score=0.85)
    kind = "GROUP" if part == "people" else "ORGANISATION"
    return Found(
        f"part:{entry.name}:{part}", kind, f"{entry.name} ({part})", "part of a state", entry.country, None, 0.85, why
    )


def _nationality(mention: Said, table: Tables, rules: NameRules) -> Entry | None:
    """The state that a phrase's own words name by adjective, where the mention has no country."""
    found = {
        entry for word in clean(mention.text).split() for entry in (table.adjectives.get(key(word, rules)),) if entry
    }
    return next(iter(found)) if len(found) == 1 else None


def _plain(before: Sequence[str], entry: Entry, table: Tables, rules: NameRules) -> bool:
    """Whether the nationality is the head's own modifier: "Iraqi security forces", not "Iraqi resistance forces" or "troops from Iraq"."""
    names = [word.removesuffix("'s") for word in before]
    for first in range(len(names)):
        for last in range(len(names), first, -1):
            look = key(" ".join(names[first:last]), rules)
            if table.adjectives.get(look) == entry or table.names.get(look) == entry or table.seats.get(look) == entry:
                return all(word.lower().strip(",") in table.plain or word.isdigit() for word in names[last:])
    return False


def _before(mention: Said) -> str:
    """What stands before the head word: of a name, before its last word."""
    if mention.form == "name":
        return clean(mention.head).rpartition(" ")[0]
    return mention.text[: max(0, mention.head_start - mention.start)]


def _people(
    mentions: Sequence[Said], done: dict[str, Found], rules: NameRules, shown: set[str] | None
) -> Iterator[tuple[str, Found]]:
    """Actors of people's names. Who has no public part in any text (``shown``) stays a bearer of the name in each document alone."""
    named = {
        m.mention_id: Named(m.document_id, clean(m.head))
        for m in mentions
        if m.form == "name" and m.mention_id not in done
    }
    public_names = None if shown is None else {one for mention_id, one in named.items() if mention_id in shown}
    where: dict[Named, Found] = {}
    with_title = {named[m.mention_id] for m in mentions if m.mention_id in named and titled(m, rules)}
    for person in people(Counter(named.values()), rules, with_title):
        private = public_names is not None and not public_names & person.why.keys()
        for one, (score, why) in person.why.items():
            actor = f"person:{person.key} in {one.document_id}" if private else f"person:{person.key}"
            name = None if private else person.name
            where[one] = Found(actor, "PERSON", name, NO_PUBLIC_PART if private else "text", None, None, score, why)
    for mention_id, one in named.items():
        if one in where:
            yield mention_id, where[one]


def _others(
    texts: dict[str, str],
    mentions: list[Said],
    done: dict[str, Found],
    table: Tables,
    rules: NameRules,
    acting: set[str],
) -> Iterator[tuple[str, Found]]:
    """Organisations, groups, ships and the like that no table has: joined by equal words and by definitions of the texts."""
    union: Union[str] = Union()
    why: dict[str, str] = {}
    in_document: dict[tuple[str, str], str] = {}
    for document_id, own in sorted(read.grouped(mentions).items()):
        for defined in definitions(texts[document_id], own, table, rules):
            first, second = key(defined.first, rules), key(defined.second, rules)
            entry, other = table.names.get(first), table.names.get(second)
            if entry and other:
                continue
            left = "entry:" + entry.name if entry else _node(defined.first, rules)
            right = "entry:" + other.name if other else _node(defined.second, rules)
            if not _clash(union, left, right):
                union.join(left, right)
                why.setdefault(right, f"defined in the text: {defined.why}")
                why.setdefault(left, f"defined in the text: {defined.why}")
                in_document[document_id, second] = left
    entries = {"entry:" + entry.name: entry for entry in table.names.values()}
    for mention in mentions:
        if mention.mention_id in done or mention.form != "name" or mention.kind in ("PERSON", "PLACE", "FACILITY"):
            continue
        if mention.kind == "OTHER" and mention.mention_id not in acting:
            continue
        node = in_document.get((mention.document_id, key(mention.head, rules))) or _node(mention.head, rules)
        root = union.find(node)  # "entry:" sorts before "name:": a listed actor is always the representative
        if root in entries:
            yield (
                mention.mention_id,
                _entry(entries[root], why.get(node, why.get(root, "defined in the text")), score=0.9),
            )
        elif node != "name:":
            yield (
                mention.mention_id,
                Found(root, mention.kind, None, "text", mention.country, None, 0.95, why.get(node, "same name")),
            )


def _node(name: str, rules: NameRules) -> str:
    """Key of a name that no table has: its words without small ones, each by skeleton; acronyms as they are."""
    look = key(name, rules)
    if look.startswith("="):
        return "name:" + look
    return "name:" + " ".join(skeleton(word) for word in core(clean(name), rules, person=False))


def _clash(union: Union[str], left: str, right: str) -> bool:
    """Two different rows of the tables are never joined, not even through a third name."""
    return union.find(left).startswith("entry:") and union.find(right).startswith("entry:")


def _follow(mentions: list[Said], found: dict[str, Found]) -> None:
    """Give descriptions and pronouns the actor of the mention they refer back to."""
    by_id = {mention.mention_id: mention for mention in mentions}
    for mention in mentions:
        if mention.mention_id in found or mention.antecedent_id is None:
            continue
        seen = {mention.mention_id}
        at: str | None = mention.antecedent_id
        while at is not None and at in by_id and at not in seen:
            seen.add(at)
            if at in found and not found[at].why.startswith(_BACK):
                first = found[at]
                found[mention.mention_id] = first._replace(
                    score=round(first.score * 0.8, 3), why=f'{_BACK} "{_short(by_id[at])}"'
                )
                break
            at = by_id[at].antecedent_id


def _rows(mentions: list[Said], found: dict[str, Found]) -> Iterator[Row]:
    members: dict[str, list[tuple[Said, Found]]] = defaultdict(list)
    for mention in mentions:
        hit = found.get(mention.mention_id)
        if hit:
            members[hit.key].append((mention, hit))
    made = {}
    ids = {}
    for actor_key, group in members.items():
        actor = _actor(actor_key, group)
        made[actor.actor_id] = actor
        ids[actor_key] = actor.actor_id
    yield from (made[actor_id] for actor_id in sorted(made))
    for mention_id in sorted(found):
        hit = found[mention_id]
        yield MentionActor(mention_id=mention_id, actor_id=ids[hit.key], score=hit.score, why=hit.why)


def _actor(actor_key: str, group: list[tuple[Said, Found]]) -> Actor:
    hits = sorted(
        {(hit.name or "", hit.basis, hit.country or "", hit.wikidata or "") for _, hit in group}, reverse=True
    )
    kinds = Counter(hit.kind for _, hit in group)
    kind = min(kinds, key=lambda name: (-kinds[name], name))
    used = Counter(
        clean(mention.head) if mention.form == "name" else _short(mention)
        for mention, _ in group
        if mention.form != "pronoun"
    )
    direct = Counter(
        clean(mention.head) if mention.form == "name" else _short(mention)
        for mention, hit in group
        if mention.form == "name" or not hit.why.startswith(_BACK)
    )
    shown = hits[0][0] or min(direct or used, key=lambda name: (-len(name.split()), -(direct or used)[name], name))
    # A state's aliases are its names; what else it is called ("regime") is a naming, not a name.
    called = (
        {clean(mention.head) for mention, _ in group if mention.form == "name"} if kind == "GOVERNMENT" else set(direct)
    )
    aliases = sorted({name for name in direct if name and name != shown and name in called})
    return Actor(
        actor_id=digest("actor", actor_key),
        name=shown,
        name_basis=hits[0][1],
        kind=kind,
        country=next((hit[2] for hit in hits if hit[2]), None),
        aliases=aliases,
        wikidata=next((hit[3] for hit in hits if hit[3]), None),
    )
