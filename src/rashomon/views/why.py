"""Why an event is said to have happened: each account's chain of reasons and of what it says went before."""

from datetime import date
from typing import Any

from msgspec import Struct

from rashomon.record.reader import Record
from rashomon.views.event import EventView, Passage, event

DEEPEST = 4
"""Links of a chain that are followed."""


class LinkLine(Struct, frozen=True, kw_only=True):
    """One link of a chain.

    Attributes:
        kind: ``response``, ``cause``, ``purpose``, ``pretext_as_told``, ``concession`` or ``sequence``: as told, and "after" is no because.
        depth: 1 for a link of the event itself, 2 for a link of what that one names, and so on.
        explained: The words that tell what is explained.
        cue: The connecting words, verbatim.
        explaining: The words that tell what explains it, or went before.
        factuality: How the explaining event is told.
        event_id: The event that these words tell.
        title: Its title, in our words.
        earliest: Its first day.
        source: Who is said to state the link; NULL = the document's own voice, or no source in reach.
        source_cue: The outlet's own word for the saying.
        voice: ``own`` or ``source``.
        document_id: The document.
        uri: Where the document came from.
        passage: The sentence with the connecting words.
    """

    kind: str
    depth: int
    explained: str
    cue: str
    explaining: str
    factuality: str
    event_id: str | None
    title: str | None
    earliest: date | None
    source: str | None
    source_cue: str | None
    voice: str
    document_id: str
    uri: str
    passage: Passage


class AccountWhy(Struct, frozen=True, kw_only=True):
    """What one account says of reasons.

    Attributes:
        account_id: The account.
        outlet: Outlet of the account's first document.
        because: Reasons it states (response, cause, purpose, pretext as told, concession), chains followed.
        before: What it says went before, without saying that it is a reason.
        named_as_reason: Links in which this event is what explains another.
    """

    account_id: str
    outlet: str | None
    because: list[LinkLine]
    before: list[LinkLine]
    named_as_reason: list[LinkLine]


class WhyView(Struct, frozen=True, kw_only=True):
    """An event with the reasons that accounts state.

    Attributes:
        event_id: The event.
        title: Its title.
        accounts: Every account that tells it, by outlet; one that states no reason has empty lists.
    """

    event_id: str
    title: str
    accounts: list[AccountWhy]


def why(record: Record, event_id: str, *, view: EventView | None = None) -> WhyView:
    """The stated reasons of one event, account by account; reprints are not counted.

    Args:
        record: The record.
        event_id: The event's identifier, an older one, or the beginning of one (four signs or more).
        view: The event with its tellings, where it has been read already.

    Raises:
        NotFoundError: There is no such event, or several begin so.
    """
    view = view or event(record, event_id)
    tellings = {(one.account_id, one.outlet) for one in view.tellings if one.account_id == one.document_id}
    outlets = dict(tellings)
    accounts = []
    for account_id in sorted(outlets, key=lambda each: (outlets[each] or "", each)):
        ids = {one.event_mention_id for one in view.tellings if one.document_id == account_id}
        found = _chain(record, account_id, ids)
        accounts.append(
            AccountWhy(
                account_id=account_id,
                outlet=outlets[account_id],
                because=[line for line in found if line.kind != "sequence"],
                before=[line for line in found if line.kind == "sequence"],
                named_as_reason=[_line(row, 1) for row in _links(record, account_id, "to_id", ids)],
            )
        )
    return WhyView(event_id=view.event.event_id, title=view.event.title, accounts=accounts)


def _chain(record: Record, document_id: str, ids: set[str]) -> list[LinkLine]:
    """Links of the mentions, then of the mentions that those name, and of other mentions of the same events in the document."""
    out: list[LinkLine] = []
    seen: set[str] = set(ids)
    now = ids
    for depth in range(1, DEEPEST + 1):
        rows = _links(record, document_id, "from_id", now)
        out += [_line(row, depth) for row in rows]
        named = {row["to_id"] for row in rows}
        more = record.query(
            """
            SELECT event_mention_id FROM event_mentions WHERE document_id = ? AND event_id IN
                (SELECT event_id FROM event_mentions WHERE list_contains(?, event_mention_id) AND event_type IS NOT NULL)
            """,
            [document_id, sorted(named)],
        )
        now = (named | {row["event_mention_id"] for row in more}) - seen
        seen |= now
        if not now:
            break
    return out


def _links(record: Record, document_id: str, end: str, ids: set[str]) -> list[dict[str, Any]]:
    """Relations of a document with an end among the mentions, in order of the text."""
    return record.query(
        f"""
        SELECT r.kind, r.from_id, r.to_id, f.text AS explained, x.text AS explaining, x.factuality, x.event_id, e.title, e.earliest,
            substr(d.text, r.cue_start_char + 1, r.cue_end_char - r.cue_start_char) AS cue, a.source_text AS source,
            substr(d.text, a.cue_start_char + 1, a.cue_end_char - a.cue_start_char) AS source_cue, r.attribution_id,
            d.document_id, d.uri, s.start_char, s.end_char, substr(d.text, s.start_char + 1, s.end_char - s.start_char) AS sentence
        FROM relations r JOIN documents d USING (document_id)
        JOIN event_mentions f ON f.document_id = r.document_id AND f.event_mention_id = r.from_id
        JOIN event_mentions x ON x.document_id = r.document_id AND x.event_mention_id = r.to_id
        JOIN sentences s ON s.document_id = f.document_id AND s.sentence_id = f.sentence_id
        LEFT JOIN events e ON e.event_id = x.event_id
        LEFT JOIN attributions a ON a.document_id = r.document_id AND a.attribution_id = r.attribution_id
        WHERE r.document_id = ? AND list_contains(?, r.{end}) ORDER BY r.cue_start_char, r.to_id, r.from_id
        """,
        [document_id, sorted(ids)],
    )


def _line(row: dict[str, Any], depth: int) -> LinkLine:
    plain = (
        "kind", "explained", "cue", "explaining", "factuality", "event_id", "title", "earliest", "source", "source_cue",
        "document_id", "uri",
    )  # fmt: skip
    return LinkLine(
        depth=depth,
        voice="own" if row["attribution_id"] is None else "source",
        passage=Passage(text=row["sentence"], start_char=row["start_char"], end_char=row["end_char"]),
        **{name: row[name] for name in plain},
    )
