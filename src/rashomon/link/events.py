"""Events: which tellings, in one document and across all, are of one event.

Probabilistic record linkage (Fellegi and Sunter 1969; Splink) over blocking keys, then average-linkage
clustering under the rules of conflict of ``NEUTRALITY.md`` 9. A title is made of participants, type and date, in words of
ours; the outlets' words stay with the tellings.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import duckdb

from rashomon.knowledge import Knowledge
from rashomon.link.clusters import Anchors, Clusters, Joined, cluster
from rashomon.link.event_features import features
from rashomon.link.event_scores import score
from rashomon.link.pairs import Predict, on_duckdb
from rashomon.link.telling import Telling
from rashomon.model import Event, EventMember, PossibleLink

Row = Event | EventMember | PossibleLink
_EPOCH = date(1, 1, 1)
_MOST_NAMES = 3
_LEAST = 0.02  # probability from which a pair counts where two sets are weighed
_YEARS = 731  # days; of a longer span a title gives the years alone


class Names(NamedTuple):
    """What titles need to know."""

    actors: dict[str, str]
    places: dict[str, tuple[str, str]]
    labels: dict[str, str]


def events(connection: duckdb.DuckDBPyConnection, knowledge: Knowledge, predict: Predict = on_duckdb) -> Iterator[Row]:
    """Join event mentions to events.

    Args:
        connection: The record's tables of reading and the linking tables made so far.
        knowledge: ``link_events.toml`` holds the weights.
        predict: Where pairs are scored.

    Yields:
        :class:`~rashomon.model.Event` rows by id, a :class:`~rashomon.model.EventMember` for every event mention, and a
        :class:`~rashomon.model.PossibleLink` for likely pairs kept apart by a conflict.
    """
    settings = knowledge.toml("link_events")
    compared = features(connection, knowledge)
    found, pairs = compared.tellings, score(compared, knowledge, _LEAST, predict)
    del compared  # its columns take as much memory as the tellings
    firm = settings["anchors"]
    anchors = Anchors(
        frozenset(firm["levels"]),
        frozenset(firm["firmest"]),
        frozenset(firm["times"]),
        firm["common"],
        tuple(frozenset(group) for group in firm["undated"]),
    )
    clusters = cluster(found, pairs, settings["threshold"], settings["possible"], anchors)
    names = Names(
        dict(connection.execute("SELECT actor_id, name FROM actors").fetchall()),
        {row[0]: row[1:] for row in connection.execute("SELECT place_id, name, kind FROM places").fetchall()},
        settings["labels"],
    )
    sources = _sources(connection)
    groups: dict[int, list[Telling]] = defaultdict(list)
    for at, telling in enumerate(found):
        groups[clusters.of[at]].append(telling)
    first = _seeds(connection, groups)
    for root in sorted(groups, key=first.__getitem__):
        yield _event(first[root], groups[root], names, sources)
    for at, telling in enumerate(found):
        root = clusters.of[at]
        yield _member(telling, first[root], clusters.link.get(at), alone=len(groups[root]) == 1)
    yield from _possible(clusters, first)


def _seeds(connection: duckdb.DuckDBPyConnection, groups: dict[int, list[Telling]]) -> dict[int, str]:
    """Event id of each set: its seed telling, by publication, then document's uri, then place in it."""
    order = {
        row[0]: at
        for at, row in enumerate(
            connection.execute(
                "SELECT document_id FROM documents ORDER BY published NULLS LAST, uri, document_id"
            ).fetchall()
        )
    }
    return {
        root: min(group, key=lambda one: (order[one.document], one.offset, one.id)).id for root, group in groups.items()
    }


def _sources(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """For each attribution its ultimate source: the actor, else the words, of the outermost attribution's innermost source."""
    rows = connection.execute(
        "SELECT a.attribution_id, a.document_id, ma.actor_id, a.source_text, a.source_form FROM attributions a"
        " LEFT JOIN mention_actors ma ON ma.mention_id = a.source_mention_id ORDER BY a.attribution_id"
    ).fetchall()
    return {row[0]: row[2] or (f"{row[3].lower()}" if row[3] else f"unnamed in {row[1]}") for row in rows}


def _event(event_id: str, group: Sequence[Telling], names: Names, sources: dict[str, str]) -> Event:
    kinds = Counter(telling.type for telling in group if telling.type)
    kind = min(kinds, key=lambda name: (-kinds[name], name)) if kinds else None
    start, end, precision = span(group)
    actors, recipients = _by_accounts(group, "actors"), _by_accounts(group, "recipients")
    places = _by_accounts(group, "places")
    spots = [place for place in places if names.places[place][1] != "country"] or places
    said = {
        sources.get(telling.sourced, telling.sourced) if telling.sourced else f"own {telling.account}"
        for telling in group
    }
    return Event(
        event_id=event_id,
        event_type=kind,
        title=title(group, kind, actors, recipients, spots, start, end, precision, names),
        earliest=start,
        latest=end,
        date_precision=precision,
        place_id=spots[0] if spots else None,
        actor_ids=sorted(actors),
        recipient_ids=sorted(recipients),
        n_mentions=len(group),
        n_documents=len({telling.document for telling in group}),
        n_accounts=len({telling.account for telling in group}),
        n_sources=len(said),
    )


def _by_accounts(group: Sequence[Telling], field: str) -> list[str]:
    """Values of a field by number of accounts that give them, then by id."""
    given: dict[str, set[str]] = defaultdict(set)
    for telling in group:
        for value in getattr(telling, field):
            given[value].add(telling.account)
    return sorted(given, key=lambda value: (-len(given[value]), value))


def span(group: Sequence[Telling]) -> tuple[date | None, date | None, str]:
    """Days an event is dated to, and how closely: the closest dating that its tellings give, with all days of that closeness.

    A time that stands with the telling goes before one carried over from its passage; the day of publication dates nothing.
    """
    dated: list[tuple[int, int, int]] = []
    for bases in (("clause", "sentence"), ("passage",)):
        dated = [
            (telling.span, telling.start, telling.end)
            for telling in group
            if telling.start is not None and telling.end is not None and telling.span and telling.basis in bases
        ]
        if dated:
            break
    if not dated:
        return None, None, "none"
    closest = min(width for width, _, _ in dated)
    limit = 3 if closest <= 3 else 31 if closest <= 31 else max(366, closest)
    kept = [(start, end) for width, start, end in dated if width <= limit]
    start, end = min(one for one, _ in kept), max(one for _, one in kept)
    precision = (
        "day"
        if end == start
        else "month"
        if closest > 3 and _one_month(start, end)
        else "year"
        if closest > 31 and _one_year(start, end)
        else "span"
    )
    return _EPOCH + timedelta(start), _EPOCH + timedelta(end), precision


def _one_month(start: int, end: int) -> bool:
    first, last = _EPOCH + timedelta(start), _EPOCH + timedelta(end)
    return (first.year, first.month) == (last.year, last.month)


def _one_year(start: int, end: int) -> bool:
    return (_EPOCH + timedelta(start)).year == (_EPOCH + timedelta(end)).year


def title(
    group: Sequence[Telling],
    kind: str | None,
    actors: Sequence[str],
    recipients: Sequence[str],
    spots: Sequence[str],
    start: date | None,
    end: date | None,
    precision: str,
    names: Names,
) -> str:
    """Participants, type, place, date, in words of ours: "United States → Iraq, armed attack, Baghdad, 2003-03-20".

    Doers that only some accounts name are joined by "or": the title takes no side.
    """
    by_account: dict[str, set[str]] = defaultdict(set)
    for telling in group:
        by_account[telling.account].update(
            [names.actors[one].lower() for one in telling.actors if one in names.actors]
            or [head[1:] for head in telling.actor_heads if head.startswith("=")]
        )
    named = [found for found in by_account.values() if found]
    word = " or " if len(named) > 1 and not set.intersection(*named) else ", "
    listed = {names.actors[one].lower() for one in actors if one in names.actors}
    unlisted = sorted({_spelled("=" + one) for found in named for one in found - listed})
    doers = word.join(dict.fromkeys([*_names(actors, names.actors), *unlisted[:_MOST_NAMES]]))
    done_to = ", ".join(_names([one for one in recipients if one not in actors], names.actors) or _written(group))
    place_names = [names.places[place][0] for place in spots[:1]]
    if not done_to and any(set(telling.places) & set(spots[:1]) for telling in group):
        place_part = place_names
    else:
        place_part = [name for name in place_names if name not in done_to]
    lemma = min(Counter(telling.lemma for telling in group).items(), key=lambda item: (-item[1], item[0]))[0]
    act = " or ".join(names.labels[one] for one in _kinds(group, kind) if one in names.labels) or f'"{lemma}"'
    who = f"{doers} → {done_to}" if doers and done_to else doers or (f"→ {done_to}" if done_to else "")
    return ", ".join(part for part in [who, act, *place_part, day_words(start, end, precision)] if part)


def _kinds(group: Sequence[Telling], kind: str | None) -> list[str]:
    """The event's type, with those that as many accounts tell it by: one operation may be a deployment in one and an attack in another."""
    tellers: dict[str, set[str]] = defaultdict(set)
    for telling in group:
        if telling.type:
            tellers[telling.type].add(telling.account)
    most = max((len(found) for found in tellers.values()), default=0)
    return sorted(
        one for one, found in tellers.items() if one == kind or (most > 0 and len(found) == most and kind is not None)
    )


def _names(ids: Sequence[str], names: dict[str, str]) -> list[str]:
    found = dict.fromkeys(names[one] for one in ids if one in names)
    states = {name: name.partition(" (")[0] for name in found}
    shown = [name for name, state in states.items() if state == name or state not in found]  # no part beside its state
    return sorted(shown[:_MOST_NAMES]) + (["others"] if len(shown) > _MOST_NAMES else [])


def _written(group: Sequence[Telling]) -> list[str]:
    """Names of those it was done to that are no actors of the record (ships, for one), as written in most accounts."""
    given: dict[str, set[str]] = defaultdict(set)
    for telling in group:
        for head in telling.recipient_heads:
            if head.startswith("="):
                given[head].add(telling.account)
    best = sorted(given, key=lambda head: (-len(given[head]), head))[:1]
    return [_spelled(head) for head in best]


def _spelled(head: str) -> str:
    """A name behind "=" with its capitals."""
    return " ".join(word[:1].upper() + word[1:] for word in head[1:].split())


def day_words(start: date | None, end: date | None, precision: str) -> str:
    """Days as a title shows them: "2003-03-20", "2003-03", "2003", "2003-03-20/2003-04-09", or nothing."""
    if start is None or end is None:
        return ""
    if precision == "month":
        return f"{start:%Y-%m}"
    if precision == "year":
        return f"{start:%Y}"
    if start == end:
        return start.isoformat()
    whole = (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
    if whole or (end - start).days > _YEARS:
        return f"{start:%Y}–{end:%Y}" if start.year != end.year else f"{start:%Y}"
    return f"{start.isoformat()}/{end.isoformat()}"


def _member(telling: Telling, event_id: str, link: Joined | None, *, alone: bool) -> EventMember:
    return EventMember(
        event_mention_id=telling.id,
        event_id=event_id,
        account_id=telling.account,
        score=1.0 if alone or link is None else link.probability,
        why="the only telling" if alone or link is None else link.why,
    )


def _possible(clusters: Clusters, first: dict[int, str]) -> Iterator[PossibleLink]:
    """For two events that are kept apart the likeliest pair between them."""
    best: dict[tuple[int, int], tuple[float, str, str]] = {}
    for found in clusters.conflicts:
        one, other = clusters.of[found.one], clusters.of[found.other]
        key = (one, other) if first[one] < first[other] else (other, one)
        told = (found.probability, found.common, found.against)
        if key not in best or told > best[key]:
            best[key] = told
    for one, other in sorted(best, key=lambda key: (first[key[0]], first[key[1]])):
        probability, common, against = best[one, other]
        yield PossibleLink(
            event_id=first[one], other_event_id=first[other], score=probability, why=f"{common}; but {against}"
        )
