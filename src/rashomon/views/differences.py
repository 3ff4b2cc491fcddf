"""The values that accounts give for one aspect of an event, side by side, with their passages."""

import sys
from bisect import bisect_right
from datetime import date
from typing import Any

from msgspec import Struct

from rashomon.compare.sentences import Agreement, Shown, sentence
from rashomon.errors import UsageError
from rashomon.record.reader import Record
from rashomon.views.events import check_count

STATUSES = ("differ", "update", "compatible", "incomparable", "same")
"""How the values of an aspect stand to each other, in the order of ``docs/record.md``."""


ASPECTS = ("actor", "recipient", "date", "place", "figure", "factuality", "scope", "reason", "attribution", "naming")
"""What accounts may differ in, in the order in which it is shown."""


class EvidenceLine(Struct, frozen=True, kw_only=True):
    """A passage behind a value.

    Attributes:
        document_id: The document.
        uri: Where the document came from.
        outlet: Who published it.
        text: The words, verbatim.
        before: The words before them in their sentence.
        after: The words after them in their sentence.
        start_char: Start offset in the document.
        end_char: End offset in the document.
    """

    document_id: str
    uri: str
    outlet: str | None
    text: str
    before: str
    after: str
    start_char: int
    end_char: int


class ValueLine(Struct, frozen=True, kw_only=True):
    """One value that accounts give.

    Attributes:
        value: The value in plain words.
        low: Least number, for figures.
        high: Greatest number, for figures.
        earliest: First day, for dates.
        latest: Last day, for dates.
        as_of: Day of publication of the earliest document that gives it.
        voice: ``own`` or ``source``.
        source_kind: ``named``, ``unnamed``, ``institution`` or ``none``.
        sources: The sources' words, where it is a source's.
        outlets: Outlets whose accounts (or documents) give it, in alphabetical order.
        n_accounts: Accounts that give it.
        n_documents: Documents with a passage that gives it, reprints among them.
        evidence: The passages.
    """

    value: str
    low: float | None
    high: float | None
    earliest: date | None
    latest: date | None
    as_of: date | None
    voice: str
    source_kind: str
    sources: list[str]
    outlets: list[str]
    n_accounts: int
    n_documents: int
    evidence: list[EvidenceLine]


class DifferenceView(Struct, frozen=True, kw_only=True):
    """An aspect of an event with the values given for it.

    Attributes:
        event_id: The event.
        title: Its title.
        earliest: Its first day.
        aspect: What the values are about: ``figure:killed``, ``date``, ``place``, ``actor``, ...
        status: ``same``, ``compatible``, ``differ``, ``update`` or ``incomparable``.
        reason: Why incomparable.
        across: ``between`` accounts or ``within`` one.
        n_accounts: Accounts that give one of the values.
        n_documents: Documents that give one of them, reprints among them.
        n_citing: Accounts that give theirs by a source.
        n_sources: Distinct ultimate sources of the values, an account's own voice being one.
        shared_text: Whether some of these accounts have a passage in common.
        sentence: All of it in one plain sentence.
        values: The values.
    """

    event_id: str
    title: str
    earliest: date | None
    aspect: str
    status: str
    reason: str | None
    across: str
    n_accounts: int
    n_documents: int
    n_citing: int
    n_sources: int
    shared_text: bool
    sentence: str
    values: list[ValueLine]


def differences(
    record: Record,
    *,
    event_id: str | None = None,
    aspect: str | None = None,
    status: str | None = None,
    across: str | None = None,
    outlet: str | None = None,
    untyped: bool = False,
    count: str = "accounts",
) -> list[DifferenceView]:
    """Differences that fit all conditions, by the event's first day, its title and the aspect.

    Args:
        record: The record.
        event_id: Only this event's (a whole identifier).
        aspect: An aspect, or its part before the colon (``figure``).
        status: One of :data:`STATUSES`.
        across: ``between`` or ``within``.
        outlet: Only those in which this outlet gives a value.
        untyped: Take in those of events without a PLOVER type.
        count: One of :data:`rashomon.views.events.COUNTS`; where documents are counted, outlets that reprint stand beside the others.

    Raises:
        UsageError: ``count`` or ``status`` is none of :data:`STATUSES`, or ``aspect`` none of :data:`ASPECTS`.
    """
    check_count(count)
    if status is not None and status not in STATUSES:
        raise UsageError(f'status "{status}" is not known: use one of {", ".join(STATUSES)}')
    if aspect is not None and aspect.split(":")[0] not in ASPECTS:
        raise UsageError(
            f'aspect "{aspect}" is not known: use one of {", ".join(ASPECTS)}, or figure:killed and the like'
        )
    conditions = [
        ("f.event_id = ?", event_id),
        ("split_part(f.aspect, ':', 1) = split_part(?, ':', 1)", aspect),
        ("(NOT contains(?, ':') OR f.aspect = ?)", aspect),
        ("f.status = ?", status),
        ("f.across = ?", across),
        ("(? OR e.event_type IS NOT NULL)", untyped or event_id is not None),
    ]
    used = [(sql, value) for sql, value in conditions if value is not None]
    rows = record.query(
        f"""
        SELECT f.event_id, e.title, e.earliest, f.aspect, f.status, f.reason, f.across, f."values"
        FROM differences f JOIN events e USING (event_id)
        {"WHERE " + " AND ".join(sql for sql, _ in used) if used else ""}
        ORDER BY e.earliest NULLS LAST, e.title, f.event_id, f.across, list_position(?, split_part(f.aspect, ':', 1)), f.aspect,
            f.reason NULLS FIRST
        """,
        [*(value for sql, value in used for _ in range(sql.count("?"))), list(ASPECTS)],
    )
    shown = _Behind(record, rows, each_document=count == "documents")
    told = _told(record, event_id, each_document=count == "documents")
    views = [_view(row, shown, told[row["event_id"]]) for row in rows]
    if outlet is not None:
        views = [view for view in views if any(outlet in value.outlets for value in view.values)]
    return views


class _Behind:
    """What is needed of documents and attributions to show the rows: fetched once."""

    def __init__(self, record: Record, rows: list[dict[str, Any]], *, each_document: bool) -> None:
        self.each_document = each_document
        values = [value for row in rows for value in row["values"]]
        documents = {evidence["document_id"] for value in values for evidence in value["evidence"]}
        accounts = {account for value in values for account in value["account_ids"]}
        attributions = {each for value in values for each in value["attribution_ids"]}
        self.documents = {
            row["document_id"]: row
            for row in record.query(
                "SELECT document_id, uri, outlet, text FROM documents WHERE list_contains(?, document_id)",
                [sorted(documents | accounts)],
            )
        }
        self.sentences: dict[str, list[tuple[int, int]]] = {}
        for row in record.query(
            "SELECT document_id, start_char, end_char FROM sentences WHERE list_contains(?, document_id) ORDER BY ALL",
            [sorted(documents)],
        ):
            self.sentences.setdefault(row["document_id"], []).append((row["start_char"], row["end_char"]))
        self.sources: dict[str, tuple[str, str | None, str]] = {}  # document, words, who it is
        for row in record.query(
            "SELECT t.attribution_id, t.document_id, t.source_text, t.source_form, t.source_actor_id, a.name FROM attributions t"
            " LEFT JOIN actors a ON a.actor_id = t.source_actor_id WHERE list_contains(?, t.attribution_id)",
            [sorted(attributions)],
        ):
            words = " ".join((row["source_text"] or "").split()).lower()
            who = row["source_actor_id"] or words or row["attribution_id"]
            shown = row["name"] if row["source_form"] == "pronoun" and row["name"] else row["source_text"]
            self.sources[row["attribution_id"]] = (row["document_id"], shown, who)
        self.account = {
            row["document_id"]: row["account_id"]
            for row in record.query("SELECT document_id, account_id FROM documents")
        }
        self.shared = {
            frozenset((self.account[row["document_id"]], self.account[row["origin_document_id"]]))
            for row in record.query("SELECT DISTINCT document_id, origin_document_id FROM shared_passages")
        }

    def outlet(self, document_id: str) -> str:
        document = self.documents[document_id]
        return str(document["outlet"] or document["uri"])

    def tellers(self, value: dict[str, Any]) -> list[str]:
        """Outlets that give a value: of its accounts, or of every document."""
        ids = [each["document_id"] for each in value["evidence"]] if self.each_document else value["account_ids"]
        return sorted({self.outlet(each) for each in ids})

    def teller(self, document_id: str, value: dict[str, Any]) -> str:
        """The outlet that stands for a document among those that give a value.

        A telling in a passage that was printed elsewhere before is the other account's, whatever account the document belongs to.
        """
        if self.each_document:
            return self.outlet(document_id)
        account, accounts = self.account[document_id], value["account_ids"]
        if account not in accounts:
            account = next((each for each in accounts if frozenset((account, each)) in self.shared), accounts[0])
        return self.outlet(account)

    def evidence(self, row: dict[str, Any]) -> EvidenceLine:
        document = self.documents[row["document_id"]]
        start, end = row["start_char"], row["end_char"]
        first, last = self._sentence(row["document_id"], start, end)
        return EvidenceLine(
            document_id=row["document_id"],
            uri=document["uri"],
            outlet=document["outlet"],
            text=document["text"][start:end],
            before=document["text"][first:start],
            after=document["text"][end:last],
            start_char=start,
            end_char=end,
        )

    def _sentence(self, document_id: str, start: int, end: int) -> tuple[int, int]:
        spans = self.sentences.get(document_id, [])
        index = bisect_right(spans, (start, sys.maxsize)) - 1
        if index >= 0 and spans[index][0] <= start < spans[index][1]:
            return spans[index][0], max(end, spans[index][1])
        return start, end


def _told(record: Record, event_id: str | None, *, each_document: bool) -> dict[str, set[str]]:
    """Outlets that tell each event (one event's only, if it is named)."""
    told: dict[str, set[str]] = {}
    for row in record.query(
        """
        SELECT m.event_id, coalesce(a.outlet, a.uri) AS outlet FROM event_members m JOIN event_mentions e USING (event_mention_id)
        JOIN documents a ON a.document_id = CASE WHEN ? THEN e.document_id ELSE m.account_id END
        WHERE ? IS NULL OR m.event_id = ? GROUP BY ALL
        """,
        [each_document, event_id, event_id],
    ):
        told.setdefault(row["event_id"], set()).add(row["outlet"])
    return told


def _view(row: dict[str, Any], shown: _Behind, told: set[str]) -> DifferenceView:
    values, said = [], []
    for value in row["values"]:
        plain = {
            name: value[name]
            for name in ("value", "low", "high", "earliest", "latest", "as_of", "voice", "source_kind")
        }
        sources = [shown.sources[each] for each in value["attribution_ids"] if each in shown.sources]
        evidence = [shown.evidence(each) for each in value["evidence"]]
        line = ValueLine(
            sources=sorted({words for _, words, _ in sources if words}),
            outlets=shown.tellers(value),
            n_accounts=len(value["account_ids"]),
            n_documents=len({each.document_id for each in evidence}),
            evidence=evidence,
            **plain,
        )
        values.append(line)
        cited = [(shown.teller(document, value), words or "") for document, words, _ in sources]
        said.append(Shown(line.value, line.outlets, line.voice, line.sources, cited))
    given = {outlet for value in values for outlet in value.outlets}
    agreement = _agreement(row["values"], shown)
    return DifferenceView(
        values=values,
        n_accounts=agreement.accounts,
        n_documents=len({each.document_id for value in values for each in value.evidence}),
        n_citing=agreement.citing,
        n_sources=agreement.sources,
        shared_text=agreement.shared_text,
        sentence=sentence(
            row["aspect"],
            row["status"],
            said,
            reason=row["reason"],
            across=row["across"],
            silent=sorted(told - given),
            agreement=agreement,
        ),
        **{name: row[name] for name in row if name != "values"},
    )


def _agreement(values: list[dict[str, Any]], shown: _Behind) -> Agreement:
    """How many accounts stand behind the values, how many of them by a source, by how many sources, with text in common or not."""
    accounts = {account for value in values for account in value["account_ids"]}
    own = {account for value in values if value["voice"] == "own" for account in value["account_ids"]}
    by_source = {account for value in values if value["voice"] != "own" for account in value["account_ids"]}
    sources = {shown.sources[each][2] for value in values for each in value["attribution_ids"] if each in shown.sources}
    return Agreement(
        accounts=len(accounts),
        citing=len(by_source),
        sources=len(own) + len(sources),
        shared_text=any(pair <= accounts for pair in shown.shared if len(pair) > 1),
    )
