"""Why it is said to have happened, side by side: each account's stated reason, with who states it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import duckdb

from rashomon.compare.told import Telling, World
from rashomon.compare.values import Given, by_account, difference
from rashomon.model import Difference, Evidence

WORDS = {
    "response": "in response to",
    "cause": "because of",
    "purpose": "in order to",
    "pretext_as_told": "under the pretext, as told, of",
}
"""Kinds of relations that state a reason, in our words; what only went before or stood against it is none."""


class Reason(NamedTuple):
    """A stated reason of a telling.

    Attributes:
        kind: Kind of the relation.
        words: The explaining event's trigger, with whom or what it touches.
        key: What makes two reasons one: the event they name, else its word.
        attribution_id: Who states the link.
        evidence: From the connecting words to the explaining event.
    """

    kind: str
    words: str
    key: str
    attribution_id: str | None
    evidence: Evidence


def stated(connection: duckdb.DuckDBPyConnection) -> dict[str, list[Reason]]:
    """All stated reasons, by the event mention that they explain, in order of the text."""
    out: dict[str, list[Reason]] = defaultdict(list)
    for row in connection.execute(
        "SELECT r.from_id, r.kind, e.text, e.lemma, x.text, m.event_id, r.attribution_id, r.document_id,"
        " least(r.cue_start_char, e.start_char), greatest(r.cue_end_char, e.end_char)"
        " FROM relations r JOIN event_mentions e ON e.event_mention_id = r.to_id"
        " LEFT JOIN event_members m ON m.event_mention_id = r.to_id"
        " LEFT JOIN (SELECT event_mention_id, arg_min(text, (start_char, end_char)) AS text FROM arguments"
        "            WHERE role = 'recipient' GROUP BY ALL) x ON x.event_mention_id = r.to_id"
        " ORDER BY r.document_id, r.cue_start_char, r.to_id"
    ).fetchall():
        explained, kind, text, lemma, recipient, event_id, attribution_id, document_id, start, end = row
        if kind in WORDS:
            words = text if not recipient or recipient in text else f"{text} … {recipient}"
            out[explained].append(
                Reason(
                    kind=kind,
                    words=" ".join(words.split()),
                    key=f"{kind} {event_id or lemma}",
                    attribution_id=attribution_id,
                    evidence=Evidence(document_id=document_id, start_char=start, end_char=end),
                )
            )
    return dict(out)


def reasons(
    event_id: str, tellings: Sequence[Telling], world: World, known: dict[str, list[Reason]]
) -> Iterator[Difference]:
    """Compare the reasons that accounts state for an event.

    Args:
        event_id: The event.
        tellings: Its tellings.
        world: Look-ups.
        known: Reasons by telling (:func:`stated`).

    Yields:
        One row where two accounts state one: ``same`` where they state the same, ``compatible`` where some are common, ``differ``
        where they state others of one kind, ``incomparable`` where kinds differ (an aim and an occasion).
    """
    given = [
        Given(
            key=reason.key,
            value=f'{WORDS[reason.kind]}: "{reason.words}"',
            account_id=telling.account_id,
            as_of=telling.published,
            attribution_id=reason.attribution_id,
            evidence=reason.evidence,
            ref_id=telling.event_mention_id,
        )
        for telling in tellings
        for reason in known.get(telling.event_mention_id, ())
    ]
    sets = [{one.key for one in values} for values in by_account(given).values()]
    if len(sets) < 2:
        return
    kinds = [{key.partition(" ")[0] for key in keys} for keys in sets]
    reason = None
    if all(keys == sets[0] for keys in sets):
        status = "same"
    elif set.intersection(*sets):
        status = "compatible"
    elif set.intersection(*kinds):
        status = "differ"
    else:  # an aim and an occasion may both be there
        status, reason = "incomparable", "reasons of another kind"
    yield difference(event_id, "reason", status, given, world, reason=reason)
