"""Who did it, named or left open, by outlet: only of events that two accounts tell and of which one at least names a doer."""

from typing import Any

from msgspec import Struct

from rashomon.record.reader import Record
from rashomon.views.differences import EvidenceLine
from rashomon.views.events import check_count

FORMS = ("active", "passive_with_agent", "agentless", "nominal")
"""How a telling puts its doer into words (``event_mentions.agent_expression``)."""


class AgentUse(Struct, frozen=True, kw_only=True):
    """How an outlet tells of events of which somebody names the doer.

    Attributes:
        outlet: The outlet; NULL where none is known.
        n_tellings: Its tellings of such events; those of reprints only where documents are counted.
        n_named: Tellings that name or describe a doer.
        n_open: Tellings without one.
        forms: How many tellings of each form (:data:`FORMS`).
        open: The sentences' words that tell it without a doer, with what stands round them.
    """

    outlet: str | None
    n_tellings: int
    n_named: int
    n_open: int
    forms: dict[str, int]
    open: list[EvidenceLine]


def agents(record: Record, *, outlet: str | None = None, count: str = "accounts") -> list[AgentUse]:
    """How each outlet puts the doer: contrast only, no count says why.

    Args:
        record: The record.
        outlet: Only this outlet's.
        count: One of :data:`rashomon.views.events.COUNTS`.

    Returns:
        Outlets in alphabetical order.

    Raises:
        UsageError: ``count`` is not known.
    """
    check_count(count)
    rows = record.query(
        """
        WITH doers AS (SELECT DISTINCT event_mention_id FROM arguments WHERE role = 'actor'),
        shared AS (
            SELECT event_id FROM event_members m JOIN doers USING (event_mention_id) JOIN events e USING (event_id)
            WHERE e.n_accounts > 1 AND e.event_type IS NOT NULL GROUP BY event_id
        )
        SELECT DISTINCT d.outlet, d.document_id, d.uri, em.event_mention_id, em.agent_expression AS form, em.start_char, em.end_char,
            em.event_mention_id IN (FROM doers) AS named, s.start_char AS first, s.end_char AS last, d.text
        FROM event_members m JOIN shared USING (event_id) JOIN event_mentions em USING (event_mention_id)
        JOIN documents d ON d.document_id = em.document_id
        JOIN sentences s ON s.document_id = em.document_id AND s.sentence_id = em.sentence_id
        WHERE (? OR d.account_id = d.document_id) AND (? IS NULL OR d.outlet = ?)
        ORDER BY d.outlet NULLS LAST, d.uri, em.start_char, em.event_mention_id
        """,
        [count == "documents", outlet, outlet],
    )
    by_outlet: dict[str | None, list[dict[str, Any]]] = {}
    for row in rows:
        by_outlet.setdefault(row["outlet"], []).append(row)
    return [
        AgentUse(
            outlet=name,
            n_tellings=len(told),
            n_named=sum(row["named"] for row in told),
            n_open=sum(not row["named"] for row in told),
            forms={form: sum(row["form"] == form for row in told) for form in FORMS},
            open=[_passage(row) for row in told if not row["named"]],
        )
        for name, told in by_outlet.items()
    ]


def _passage(row: dict[str, Any]) -> EvidenceLine:
    text, start, end = row["text"], row["start_char"], row["end_char"]
    return EvidenceLine(
        document_id=row["document_id"],
        uri=row["uri"],
        outlet=row["outlet"],
        text=text[start:end],
        before=text[row["first"] : start],
        after=text[end : max(end, row["last"])],
        start_char=start,
        end_char=end,
    )
