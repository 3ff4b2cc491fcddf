"""What is said besides events: claims about one matter side by side, and the reasons that accounts state for an event."""

from collections.abc import Iterator
from typing import Any

from rashomon import views
from rashomon.export.html import TOLD_AS, days, shown, words
from rashomon.record.reader import Record
from rashomon.views.claims import AccountColumn, ClaimLine, Matter
from rashomon.views.why import LinkLine, WhyView

STATUSES = {
    "same": "the same in all",
    "compatible": "can go together",
    "differ": "differ",
    "incomparable": "not compared",
}
"""Our words for how the accounts' claims stand to one another."""

EXPLAINED = """
SELECT DISTINCT m.event_id FROM event_members m
JOIN (SELECT from_id AS event_mention_id FROM relations UNION SELECT to_id FROM relations) r USING (event_mention_id)
"""


def with_reasons(record: Record) -> set[str]:
    """Events of which a telling explains another, or is explained: only these need to be asked for reasons.

    Args:
        record: The record.
    """
    return {row["event_id"] for row in record.query(EXPLAINED)}


def matters(record: Record) -> Iterator[str]:
    """The section of claims that two accounts or more make about one matter, a column for each account.

    Args:
        record: The record.
    """
    yield '<h2 id="matters">Said of matters</h2>'
    yield '<p class="note">Claims that tell no event, about one matter, by two accounts or more. The kind says what sort of statement it is, '
    yield "not whether it holds.</p>"
    for matter in views.claims(record, min_accounts=2):
        yield f'<section><h3>{words(matter.subject)}</h3><p class="facts">{_put_together(matter)}</p><div class="accounts">'
        yield from map(_account, matter.accounts)
        yield "</div></section>"


def _put_together(matter: Matter) -> str:
    status = f'<span class="{shown(matter.status)}">{STATUSES[matter.status]}</span>' if matter.status else ""
    kinds = shown(", ".join(matter.kinds))
    parts = [status, shown(matter.reason or ""), kinds, f"put together by: {shown(matter.why)}" if matter.why else ""]
    return " · ".join(part for part in parts if part)


def _account(account: AccountColumn) -> str:
    heading = shown(account.outlet or account.claims[0].uri)
    return f'<section class="account"><h4>{heading}</h4>{"".join(map(_claim, account.claims))}</section>'


def _claim(claim: ClaimLine) -> str:
    facts = [
        *_as(claim.factuality),
        f"kind: {shown(claim.kind)}",
        "negated" if claim.negated else "",
        f"said to hold: {days(claim.earliest, claim.latest)}" if claim.earliest or claim.latest else "",
        _according_to(claim.voice, claim.source, claim.cue),
        f"published {claim.published or 'undated'}",
    ]
    return (
        f'<div class="telling"><p>{words(claim.passage.text)}</p><p class="facts">{" · ".join(each for each in facts if each)}</p>'
        f'<p class="where">{shown(claim.uri)}, characters {claim.passage.start_char}–{claim.passage.end_char}</p></div>'
    )


def reasons(view: WhyView) -> Iterator[str]:
    """The reasons of one event, account by account; nothing where no account states one or names it as one.

    Args:
        view: The event with its reasons.
    """
    stating = [each for each in view.accounts if each.because or each.before or each.named_as_reason]
    if not stating:
        return
    yield '<h4>Reasons as told</h4><ul class="values">'
    for account in stating:
        yield f"<li>{shown(account.outlet or account.account_id)}"
        for heading, links in (
            ("", account.because),
            ("told as gone before, which is no because", account.before),
            ("named as the reason of something else, or as gone before it", account.named_as_reason),
        ):
            if links:
                lines = "".join(f"<li>{_link(link)}</li>" for link in links)
                yield f'{f"<br>{heading}: " if heading else ""}<ul class="values">{lines}</ul>'
        yield "</li>"
    yield "</ul>"
    others = [each.outlet or each.account_id for each in view.accounts if not each.because]
    if others:
        yield f'<p class="facts">No reason stated for it was found in: {shown("; ".join(others))}</p>'


def _link(link: LinkLine) -> str:
    deeper = f" (link {link.depth} of the chain)" if link.depth > 1 else ""
    facts = [*_as(link.factuality), _according_to(link.voice, link.source, link.source_cue)]
    return (
        f"{_connected(link.kind, link.explained, link.cue, link.explaining)}{deeper} {' · '.join(each for each in facts if each)}"
        f'<br>{words(link.passage.text)} <span class="where">{shown(link.uri)}, characters '
        f"{link.passage.start_char}–{link.passage.end_char}</span>"
    )


def beside(row: dict[str, Any]) -> str:
    """A reason in a line of its own, beside the sentence that states it.

    Args:
        row: Kind, words of both events, connecting words, how the explaining event is told, and who states the link.
    """
    voice = "own" if row["attribution_id"] is None else "source"
    facts = [*_as(row["factuality"]), _according_to(voice, row["source"], None)]
    return f"{_connected(row['kind'], row['explained'], row['cue'], row['explaining'])} {' · '.join(each for each in facts if each)}"


def _connected(kind: str, explained: str, cue: str, explaining: str) -> str:
    return f"{shown(kind.replace('_', ' '))}: {words(explained)} {words(cue)} {words(explaining)}"


def _as(factuality: str) -> list[str]:
    return [f'<span class="as">{shown(TOLD_AS[factuality])}</span>'] if factuality in TOLD_AS else []


def _according_to(voice: str, source: str | None, cue: str | None) -> str:
    if voice == "own":
        return ""
    return f"according to: {words(source) if source else 'no source in reach'}{f' ({words(cue)})' if cue else ''}"
