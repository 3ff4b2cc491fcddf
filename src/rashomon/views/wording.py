"""The words each outlet uses for a referent."""

from msgspec import Struct

from rashomon.compare import wording as counting
from rashomon.errors import NotFoundError
from rashomon.record.reader import Record
from rashomon.views.differences import EvidenceLine
from rashomon.views.events import check_count


class WordUse(Struct, frozen=True, kw_only=True):
    """How an outlet calls an actor or an event.

    Attributes:
        referent_id: The actor or event.
        referent: Its name or title, in our words.
        outlet: The outlet.
        words: The words, in lower case.
        n_uses: How often; reprints counted once, unless documents are counted.
        n_own: How often in the outlet's own voice.
        n_quoted: How often in quotation marks.
        log_odds: Against the other outlets (Monroe, Colaresi and Quinn 2008); NULL below twenty uses on either side.
        evidence: The passages.
    """

    referent_id: str
    referent: str
    outlet: str | None
    words: str
    n_uses: int
    n_own: int
    n_quoted: int
    log_odds: float | None
    evidence: list[EvidenceLine]


def wording(
    record: Record, *, referent: str | None = None, outlet: str | None = None, count: str = "accounts"
) -> list[WordUse]:
    """The words outlets use for actors and events that two outlets call by different words; for one that is asked for, all words.

    A person whom all call by one name, more or less fully, is called by one word.

    Args:
        record: The record.
        referent: Part of the referent's name or title in any case of letters, or its identifier.
        outlet: Only this outlet's words.
        count: One of :data:`rashomon.views.events.COUNTS`; a reprint's words are its own only where documents are counted.

    Returns:
        Uses by referent, outlet and words, all in alphabetical order.

    Raises:
        NotFoundError: No actor or event is called so.
        UsageError: ``count`` is not known.
    """
    check_count(count)
    documents = {
        row["document_id"]: row for row in record.query("SELECT document_id, uri, outlet, text FROM documents")
    }
    uses = counting.wording(record.connection, each_document=count == "documents")
    words: dict[str, dict[str | None, set[str]]] = {}
    for use in uses:
        words.setdefault(use.referent_id, {}).setdefault(use.outlet, set()).add(use.contrast)
    contrasted = {one for one, by_outlet in words.items() if len(set(map(frozenset, by_outlet.values()))) > 1}
    wanted = (referent or "").lower()
    found = [
        WordUse(
            referent_id=use.referent_id,
            referent=use.referent,
            outlet=use.outlet,
            words=use.word,
            n_uses=use.uses,
            n_own=use.own,
            n_quoted=use.quoted,
            log_odds=use.log_odds,
            evidence=[
                EvidenceLine(
                    document_id=each.document_id,
                    uri=documents[each.document_id]["uri"],
                    outlet=documents[each.document_id]["outlet"],
                    text=documents[each.document_id]["text"][each.start_char : each.end_char],
                    before="",
                    after="",
                    start_char=each.start_char,
                    end_char=each.end_char,
                )
                for each in use.evidence
            ],
        )
        for use in uses
        if (use.referent_id in contrasted or referent)
        and (outlet is None or use.outlet == outlet)
        and (not wanted or wanted in use.referent.lower() or use.referent_id.startswith(wanted))
    ]
    if wanted and not found:
        raise NotFoundError(f'"{referent}" is no actor or event in the record: try a part of the name')
    return found
