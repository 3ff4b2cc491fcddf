"""The dossier, section by section."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from rashomon import views
from rashomon.compare.sentences import label
from rashomon.errors import UsageError
from rashomon.export.dossier.event import article
from rashomon.export.dossier.said import beside, matters, reasons, with_reasons
from rashomon.export.dossier.style import STYLE
from rashomon.export.files import Choices
from rashomon.export.html import TOLD_AS, address, count, days, head, shown, words
from rashomon.record.reader import Record
from rashomon.views.events import EventLine
from rashomon.views.overview import Overview

OTHERS = """
WITH because AS (
    SELECT r.from_id, list({'kind': r.kind, 'cue': substr(d.text, r.cue_start_char + 1, r.cue_end_char - r.cue_start_char),
        'explained': f.text, 'explaining': x.text, 'factuality': x.factuality, 'attribution_id': r.attribution_id, 'source': a.source_text}
        ORDER BY r.cue_start_char, r.to_id, r.kind) AS reasons
    FROM relations r JOIN documents d USING (document_id) JOIN event_mentions f ON f.event_mention_id = r.from_id
    JOIN event_mentions x ON x.event_mention_id = r.to_id LEFT JOIN attributions a ON a.attribution_id = r.attribution_id
    GROUP BY r.from_id
)
SELECT e.event_id, e.title, e.earliest, e.latest, d.outlet, d.uri, d.published, em.factuality, a.source_text AS source, em.attribution_id,
    s.start_char, s.end_char, substr(d.text, s.start_char + 1, s.end_char - s.start_char) AS passage,
    b.reasons
FROM events e JOIN event_members m USING (event_id) JOIN event_mentions em USING (event_mention_id)
JOIN documents d USING (document_id) JOIN sentences s ON s.document_id = d.document_id AND s.sentence_id = em.sentence_id
LEFT JOIN attributions a ON a.document_id = d.document_id AND a.attribution_id = em.attribution_id
LEFT JOIN because b ON b.from_id = em.event_mention_id
WHERE e.event_type IS NOT NULL AND e.n_accounts < 2
ORDER BY e.earliest NULLS LAST, e.title, e.event_id, d.published NULLS LAST, d.uri, em.start_char
"""
DOCUMENTS = """
SELECT d.outlet, d.title, d.author, d.published, d.published_basis, d.url, d.uri, d.text_sha256, d.document_id, d.account_id,
    coalesce(c.outlet, c.uri) AS first
FROM documents d LEFT JOIN documents c ON c.document_id = d.account_id ORDER BY d.outlet NULLS LAST, d.published NULLS LAST, d.uri
"""


MOST_EVENTS = 2000
"""Events told by several accounts that a page can hold for people to read; more of them print to tens of thousands of sheets."""


def write(record: Record, path: Path, to: str, choices: Choices) -> None:
    """Write the dossier.

    Args:
        record: The record.
        path: The file.
        to: ``dossier``.
        choices: Not used.

    Raises:
        UsageError: There are more than :data:`MOST_EVENTS` events to lay side by side.
    """
    del to, choices
    [row] = record.query("SELECT count(*) AS n FROM events WHERE event_type IS NOT NULL AND n_accounts > 1")
    if row["n"] > MOST_EVENTS:
        raise UsageError(
            f"a dossier of {row['n']} events is no page to read (at most {MOST_EVENTS}): build a record of fewer documents, or use --to tellings"
        )
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for piece in pieces(record):
            file.write(piece + "\n")


def pieces(record: Record) -> Iterator[str]:
    """The page in pieces, from its first to its last tag.

    Args:
        record: The record.
    """
    overview = views.overview(record)
    explained = with_reasons(record)
    yield head(f"Dossier: {record.path.stem}", STYLE)
    yield from _overview(record, overview)
    yield '<h2 id="events">Told by two accounts or more</h2>'
    for line in overview.shared:
        view = views.event(record, line.event_id, line=line)
        reasoned = reasons(views.why(record, line.event_id, view=view)) if line.event_id in explained else ()
        yield from article(record, view, reasoned)
    yield from _differences(record)
    yield from matters(record)
    yield from _others(record)
    yield from _documents(record)
    yield "</body></html>"


def _overview(record: Record, overview: Overview) -> Iterator[str]:
    yield f"<header><h1>Dossier: {shown(record.path.stem)}</h1>"
    yield '<nav><a href="#given">What was given</a> · <a href="#events">Events</a> · <a href="#differences">What differs</a> · '
    yield '<a href="#matters">Said of matters</a> · <a href="#others">Events told by one account</a> · <a href="#documents">Documents</a></nav></header>'
    yield '<main><h2 id="given">What was given</h2>'
    yield (
        f"<p>{count(overview.n_documents, 'document')}, {count(overview.n_accounts, 'account')} "
        f"({count(overview.n_reprints, 'reprint')}), published {days(overview.published_earliest, overview.published_latest)}; "
        f"{count(overview.n_events, 'event')}, {overview.n_shared} of them told by two accounts or more. {shown(overview.note)}</p>"
    )
    yield '<p class="note">Read by a program, which misreads: open the passage before you rest anything on a line. Words in quotation '
    yield "marks are the outlets'; all other words are the program's. Marks: = the same in all, ≈ can go together, ≠ differ, ↻ an update, "
    yield f"∥ not compared; {', '.join(TOLD_AS.values())}.</p>"
    yield "<table><caption>Outlets</caption><tr><th>outlet<th>country as given<th>documents<th>read<th>accounts<th>published</tr>"
    for each in overview.outlets:
        cells = "".join(f'<td class="n">{number}</td>' for number in (each.n_documents, each.n_read, each.n_accounts))
        yield (
            f"<tr><td>{shown(each.outlet or '(no outlet given)')}</td><td>{shown(each.country or '–')}</td>{cells}"
            f'<td class="day">{days(each.earliest, each.latest)}</td></tr>'
        )
    yield "</table>"
    if overview.skipped:
        yield "<table><caption>Not read</caption><tr><th>input<th>reason<th>detail</tr>"
        yield from (
            f"<tr><td>{shown(each.uri)}</td><td>{shown(each.reason)}</td><td>{shown(each.detail)}</td></tr>"
            for each in overview.skipped
        )
        yield "</table>"
    yield "<table><caption>Events told by two accounts or more, by first day given, then title</caption>"
    yield "<tr><th>event<th>days<th>accounts<th>outlets<th>accounts differ in</tr>"
    yield from map(_line, overview.shared)
    yield "</table>"


def _line(line: EventLine) -> str:
    return (
        f'<tr><td><a href="#event-{shown(line.event_id)}">{shown(line.title)}</a></td><td>{days(line.earliest, line.latest)}</td>'
        f'<td class="n">{line.n_accounts}</td><td>{shown(", ".join(line.outlets))}</td><td>{shown(", ".join(line.differing))}</td></tr>'
    )


def _differences(record: Record) -> Iterator[str]:
    yield '<h2 id="differences">What differs between accounts</h2><table><tr><th>event<th>aspect<th>what accounts give</tr>'
    for row in views.differences(record, across="between", status="differ"):
        yield (
            f'<tr><td><a href="#event-{shown(row.event_id)}">{shown(row.title)}</a></td><td class="day">{shown(label(row.aspect))}</td>'
            f'<td class="differ">{shown(row.sentence)}</td></tr>'
        )
    yield "</table>"


def _others(record: Record) -> Iterator[str]:
    yield '<h2 id="others">Events told by one account</h2><table><tr><th>event<th>told in</tr>'
    for (_, title), tellings in groupby(record.rows(OTHERS), key=lambda row: (row["event_id"], row["title"])):
        told: dict[str, None] = {}
        for row in tellings:
            mark = f'<span class="as">{TOLD_AS[row["factuality"]]}</span> ' if row["factuality"] in TOLD_AS else ""
            source = (
                ""
                if row["attribution_id"] is None
                else f"; according to {words(row['source']) if row['source'] else 'no source in reach'}"
            )
            line = (
                f'{mark}{words(row["passage"])} <span class="where">{shown(row["outlet"] or row["uri"])}, {row["published"] or "undated"}, '
                f"{shown(row['uri'])}, characters {row['start_char']}–{row['end_char']}{source}</span>"
            )
            line += "".join(f'<br><span class="facts">{beside(reason)}</span>' for reason in row["reasons"] or ())
            told[line] = None
        yield f"<tr><td>{shown(title)}</td><td>{'<br>'.join(told)}</td></tr>"
    yield "</table>"


def _documents(record: Record) -> Iterator[str]:
    yield '<h2 id="documents">Documents</h2><table><tr><th>outlet<th>title<th>author<th>published<th>address<th>SHA-256 of the text</tr>'
    for row in record.rows(DOCUMENTS):
        copy = f"<br>counted with {shown(row['first'])}" if row["account_id"] not in (None, row["document_id"]) else ""
        yield (
            f"<tr><td>{shown(row['outlet'] or '(no outlet given)')}{copy}</td><td>{shown(row['title'] or '')}</td>"
            f"<td>{shown(row['author'] or '')}</td><td>{row['published'] or 'undated'} ({shown(row['published_basis'])})</td>"
            f"<td>{address(row['url'])}<br>{shown(row['uri'])}</td><td>{shown(row['text_sha256'])}</td></tr>"
        )
    yield "</table></main>"
