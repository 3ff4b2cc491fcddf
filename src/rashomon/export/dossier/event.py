"""One event of the dossier: all tellings side by side, what differs, what was searched."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from rashomon.export.html import TOLD_AS, address, clipped, count, days, shown, words
from rashomon.record.reader import Record
from rashomon.views.differences import DifferenceView, EvidenceLine
from rashomon.views.event import CoverageLine, EventView, Telling

AROUND = 240
"""Code points of the document before and behind a passage."""
COVERED = {
    "told": "told",
    "not_found": "no telling found",
    "earlier": "published before it",
    "undated": "no telling found; no day of publication",
    "unread": "not read",
}

_DOCUMENTS = """
SELECT d.document_id, d.url, d.author, d.title, d.text_sha256, d.account_id, d.uri, d.outlet, p.start_char, p.end_char,
    substr(d.text, greatest(p.start_char - ?, 0) + 1, least(p.start_char, ?)) AS before, substr(d.text, p.end_char + 1, ?) AS after
FROM (SELECT unnest(?) AS document_id, unnest(?) AS start_char, unnest(?) AS end_char) p JOIN documents d USING (document_id)
"""

Behind = dict[tuple[str, int], dict[str, Any]]


def article(record: Record, view: EventView, reasons: Iterable[str] = ()) -> Iterator[str]:
    """An event, in pieces.

    Args:
        record: The record, for the documents behind the tellings.
        view: The event.
        reasons: What accounts state of reasons, as pieces of the page.
    """
    behind = _behind(record, view.tellings)
    line = view.event
    yield f'<article id="event-{shown(line.event_id)}"><h3>{shown(line.title)}</h3><p class="facts">{_told_by(view)}</p>'
    yield '<div class="accounts">'
    for _, tellings in groupby(view.tellings, key=lambda each: (each.account_id, each.document_id)):
        yield _account(list(tellings), behind)
    yield "</div>"
    if view.differences:
        yield '<h4>What accounts give</h4><ul class="values">'
        yield from (_difference(each) for each in view.differences)
        yield "</ul>"
    yield from reasons
    yield f'<h4>What was searched</h4><ul class="facts">{"".join(map(_covered, view.coverage))}</ul>'
    if view.possibly_related:
        yield '<h4>Possibly related, kept apart</h4><ul class="facts">'
        yield from (f"<li>{shown(each.title)} ({shown(each.why)})</li>" for each in view.possibly_related)
        yield "</ul>"
    yield "</article>"


def _told_by(view: EventView) -> str:
    as_told: dict[str, set[str]] = {}
    for telling in view.tellings:
        as_told.setdefault(telling.factuality, set()).add(telling.account_id)
    sourced = len({telling.account_id for telling in view.tellings if telling.voice == "source"})
    line = view.event
    parts = [
        f"{count(line.n_accounts, 'account')} in {count(line.n_documents, 'document')}",
        "; ".join(f"told as {told} in {len(accounts)}" for told, accounts in sorted(as_told.items())),
        f"{sourced} of them {'cites' if sourced == 1 else 'cite'} a source",
        f"reprinted by {', '.join(line.reprinted_by)}, counted once" if line.reprinted_by else "",
        days(line.earliest, line.latest),
        line.place or "",
        f"event {line.event_id}",
    ]
    return shown(" · ".join(part for part in parts if part))


def _account(tellings: list[Telling], behind: Behind) -> str:
    first = tellings[0]
    document = behind[first.document_id, first.passage.start_char]
    reprint = "" if first.account_id == first.document_id else '<p class="facts">reprint, counted with its account</p>'
    about = ", ".join(str(part) for part in (document["author"], first.published or "undated") if part)
    title = f"<br>{words(first.title)}" if first.title else ""
    return (
        f'<section class="account"><h4>{shown(first.outlet or first.uri)}</h4><p class="facts">{shown(about)}{title}</p>{reprint}'
        + "".join(_telling(each, behind[each.document_id, each.passage.start_char]) for each in tellings)
        + "</section>"
    )


def _telling(telling: Telling, document: dict[str, Any]) -> str:
    facts = [f'<span class="as">{shown(TOLD_AS[telling.factuality])}</span>'] if telling.factuality in TOLD_AS else []
    for name, value in (("who", telling.actor), ("whom", telling.recipient), ("where", telling.place)):
        if value:
            facts.append(f"{name}: {words(value)}")
    if telling.earliest or telling.latest:
        facts.append(f"when: {days(telling.earliest, telling.latest)} (from the {shown(telling.time_basis)})")
    facts += [f"{shown(figure.kind)}: {words(figure.text)}" for figure in telling.figures]
    if telling.voice == "source":
        cue = f" ({words(telling.cue)})" if telling.cue else ""
        facts.append(f"according to: {words(telling.source) if telling.source else 'no source in reach'}{cue}")
    where = [
        address(document["url"]),
        shown(telling.uri),
        f"characters {telling.passage.start_char}–{telling.passage.end_char}",
        f"SHA-256 {shown(document['text_sha256'])}",
    ]
    return (
        f'<div class="telling"><p>{_in_context(telling, document)}</p><p class="facts">{" · ".join(facts)}</p>'
        f'<p class="where">{" · ".join(part for part in where if part)}</p></div>'
    )


def _in_context(telling: Telling, document: dict[str, Any]) -> str:
    """The sentence with the event's words marked, and what stands around it."""
    start, end = (
        telling.trigger.start_char - telling.passage.start_char,
        telling.trigger.end_char - telling.passage.start_char,
    )
    text = telling.passage.text
    inner = f"{shown(clipped(text[:start]))}<mark>{shown(telling.trigger.text)}</mark>{shown(clipped(text[end:]))}"
    before, after = around(document["before"], document["after"])
    return f'{before}<q dir="auto">{inner}</q>{after}'


def around(before: str, after: str) -> tuple[str, str]:
    """What stands before and behind, cut between words where it was cut."""
    if len(before) == AROUND:
        before = "… " + (before.split(maxsplit=1)[-1] if before.split(maxsplit=1)[1:] else "")
    if len(after) == AROUND:
        after = after.rsplit(maxsplit=1)[0] + " …"
    left, right = (f'<span class="around" dir="auto">{shown(part)}</span>' for part in (before, after))
    return left, right


def _difference(view: DifferenceView) -> str:
    evidence = [each for value in view.values for each in value.evidence[:2]]
    return (
        f'<li class="{shown(view.status)}">{shown(view.sentence)}'
        f'<ul class="values">{"".join(map(_evidence, evidence))}</ul></li>'
    )


def _evidence(each: EvidenceLine) -> str:
    before, after = each.before[-AROUND:], each.after[:AROUND]
    return (
        f'<li><q dir="auto">{shown(before)}<mark>{shown(clipped(each.text))}</mark>{shown(after)}</q> '
        f'<span class="where">{shown(each.outlet or each.uri)}, {shown(each.uri)}, characters {each.start_char}–{each.end_char}</span></li>'
    )


def _covered(each: CoverageLine) -> str:
    near = f"; nearest: {words(each.nearest.text)}" if each.nearest else ""
    return f"<li>{shown(each.outlet or '(no outlet given)')}: {COVERED[each.status]} ({count(each.n_documents, 'document')}){near}</li>"


def _behind(record: Record, tellings: list[Telling]) -> Behind:
    rows = record.query(
        _DOCUMENTS,
        [
            AROUND, AROUND, AROUND, [each.document_id for each in tellings], [each.passage.start_char for each in tellings],
            [each.passage.end_char for each in tellings],
        ],
    )  # fmt: skip
    return {(row["document_id"], row["start_char"]): row for row in rows}
