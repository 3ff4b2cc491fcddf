"""What is said that is no event: claims about one matter side by side, a column for each account."""

from datetime import date
from itertools import groupby
from typing import Any

from msgspec import Struct

from rashomon.compare.claims import Stated, status
from rashomon.errors import NotFoundError, UsageError
from rashomon.record.reader import Record
from rashomon.views.event import Passage

KINDS = ("identity", "quantity", "legal", "state", "characterisation", "prediction", "obligation", "purpose")
"""Kinds of claims; the first four are those that can be checked against something."""


class ClaimLine(Struct, frozen=True, kw_only=True):
    """One claim.

    Attributes:
        claim_id: The claim.
        kind: Kind of statement; whether it holds is not said.
        checkable: Whether statements of the kind can be checked.
        document_id: The document.
        uri: Where the document came from.
        outlet: Who published it.
        published: Day of publication.
        subject: Whom or what it is about, verbatim.
        predicate: The predicate's own words, verbatim.
        object: The rest of the predicate, verbatim.
        negated: Whether it is negated.
        factuality: As told: asserted, denied, possible, demanded, planned or hypothetical.
        source: Who is said to have said it; NULL = the document's own voice, or no source in reach.
        cue: The outlet's own word for the saying.
        voice: ``own`` or ``source``.
        earliest: First day it is said to hold.
        latest: Last day it is said to hold.
        passage: The claim's words.
    """

    claim_id: str
    kind: str
    checkable: bool
    document_id: str
    uri: str
    outlet: str | None
    published: date | None
    subject: str
    predicate: str
    object: str | None
    negated: bool
    factuality: str
    source: str | None
    cue: str | None
    voice: str
    earliest: date | None
    latest: date | None
    passage: Passage


class AccountColumn(Struct, frozen=True, kw_only=True):
    """What one account says on a matter.

    Attributes:
        account_id: The account.
        outlet: Outlet of the account's first document.
        claims: Its claims, in order of the text.
    """

    account_id: str
    outlet: str | None
    claims: list[ClaimLine]


class Matter(Struct, frozen=True, kw_only=True):
    """Claims about one matter.

    Attributes:
        claim_group_id: The group; NULL for a claim that stands alone.
        subject: Whom or what it is about: the actor's name, else the words of the first claim.
        kinds: Kinds of its claims, in alphabetical order.
        status: ``same``, ``compatible``, ``differ`` or ``incomparable`` between accounts; NULL where only one speaks or only words differ.
        reason: Why the claims cannot be compared.
        why: Why they were put together, in words.
        accounts: A column for each account, by outlet.
    """

    claim_group_id: str | None
    subject: str
    kinds: list[str]
    status: str | None
    reason: str | None
    why: str | None
    accounts: list[AccountColumn]


def claims(
    record: Record,
    *,
    about: str | None = None,
    kind: str | None = None,
    checkable: bool = False,
    min_accounts: int = 1,
) -> list[Matter]:
    """Claims, those about one matter together; reprints are not counted.

    Args:
        record: The record.
        about: Part of the name of whom or what it is about: an actor's name, or the subject's own words.
        kind: One of :data:`KINDS`.
        checkable: Only kinds that can be checked.
        min_accounts: Least number of accounts that speak on the matter.

    Returns:
        Matters, by subject, then by first claim.

    Raises:
        UsageError: There is no such kind.
        NotFoundError: Nothing is said about that name.
    """
    if kind is not None and kind not in KINDS:
        raise UsageError(f'"{kind}" is no kind of claim: use one of {", ".join(KINDS)}')
    rows = record.query(
        """
        SELECT c.*, a.name AS actor, d.uri, d.outlet, d.published, d.account_id, g.why, t.source_text AS source,
            substr(d.text, c.predicate_start_char + 1, c.predicate_end_char - c.predicate_start_char) AS predicate,
            substr(d.text, t.cue_start_char + 1, t.cue_end_char - t.cue_start_char) AS cue,
            substr(d.text, c.start_char + 1, c.end_char - c.start_char) AS passage,
            f.low, f.high, coalesce(f.population, f.what) AS counted
        FROM claims c JOIN documents d USING (document_id)
        LEFT JOIN mention_actors ma ON ma.mention_id = c.subject_mention_id
        LEFT JOIN actors a ON a.actor_id = ma.actor_id
        LEFT JOIN claim_groups g ON g.claim_id = c.claim_id
        LEFT JOIN figures f ON f.document_id = c.document_id AND f.figure_id = c.figure_id
        LEFT JOIN attributions t ON t.document_id = c.document_id AND t.attribution_id = c.attribution_id
        WHERE d.account_id = d.document_id
            AND (? IS NULL OR contains(lower(c.subject_text), lower(?))
                OR len(list_filter(list_prepend(a.name, a.aliases), lambda each: contains(lower(each), lower(?)))) > 0)
        ORDER BY d.published NULLS LAST, d.outlet NULLS LAST, d.uri, c.start_char, c.claim_id
        """,
        [about, about, about],
    )
    if about is not None and not rows:
        raise NotFoundError(f'nothing is said about "{about}" that is no event: try a part of the name')
    rows = [row for row in rows if (kind is None or row["kind"] == kind) and (row["checkable"] or not checkable)]
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row["claim_group_id"] or row["claim_id"], []).append(row)
    matters = [_matter(group) for group in groups.values()]
    return sorted(
        (matter for matter in matters if len(matter.accounts) >= min_accounts),
        key=lambda matter: (matter.subject.lower(), -len(matter.accounts)),
    )


def _matter(rows: list[dict[str, Any]]) -> Matter:
    stated = [
        Stated(
            account_id=row["account_id"],
            kind=row["kind"],
            words=row["object_text"] or "",
            factuality=row["factuality"],
            low=row["low"],
            high=row["high"],
            counted=row["counted"],
        )
        for row in rows
    ]
    found, reason = status(stated)
    by_account = sorted(rows, key=lambda row: (row["outlet"] or "", row["account_id"]))
    return Matter(
        claim_group_id=rows[0]["claim_group_id"],
        subject=next((row["actor"] for row in rows if row["actor"]), None) or " ".join(rows[0]["subject_text"].split()),
        kinds=sorted({row["kind"] for row in rows}),
        status=found,
        reason=reason,
        why=rows[0]["why"],
        accounts=[
            AccountColumn(account_id=account_id, outlet=outlet, claims=[_line(row) for row in group])
            for (account_id, outlet), group in groupby(by_account, key=lambda row: (row["account_id"], row["outlet"]))
        ],
    )


def _line(row: dict[str, Any]) -> ClaimLine:
    plain = (
        "claim_id", "kind", "checkable", "document_id", "uri", "outlet", "published", "predicate", "negated", "factuality",
        "source", "cue", "earliest", "latest",
    )  # fmt: skip
    return ClaimLine(
        subject=row["subject_text"],
        object=row["object_text"],
        voice="own" if row["attribution_id"] is None else "source",
        passage=Passage(text=row["passage"], start_char=row["start_char"], end_char=row["end_char"]),
        **{name: row[name] for name in plain},
    )
