"""Verbs that lay accounts side by side: ``event``, ``differences``."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import click
from rich.console import Console

import rashomon
from rashomon import views
from rashomon.cli.options import (
    count_option,
    json_option,
    outlet_option,
    record_argument,
)
from rashomon.cli.reading import ID_SHOWN
from rashomon.cli.screen import TOLD_AS, as_json, console, count, days, in_context, line, passage, safe
from rashomon.views.differences import DifferenceView
from rashomon.views.event import CoverageLine, Telling


@click.command()
@record_argument
@click.argument("event_id", metavar="ID")
@click.option("--why", is_flag=True, help="Say why each telling is taken for a telling of this event.")
@count_option
@json_option
def event(record: Path | str, event_id: str, *, why: bool, counted: str, json_output: bool) -> None:
    """One event: all its tellings side by side, what differs, and where no telling was found."""
    with rashomon.open(record) as opened:
        view = views.event(opened, event_id, count=counted)
    if json_output:
        as_json(view)
        return
    screen = console()
    screen.print(line((view.event.title, "bold")))
    screen.print(line((_told_by(view, counted), "dim")))
    for (_, outlet), tellings in groupby(view.tellings, key=lambda each: (each.account_id, each.outlet or each.uri)):
        screen.print()
        first = True
        for telling in tellings:
            if first:
                screen.print(line((outlet, "bold"), f", {telling.published or 'undated'} ({telling.uri})"))
                first = False
            screen.print(line(f"  {passage(telling.passage.text)}"))
            screen.print(
                line((f"     {_facts(telling)} [{telling.passage.start_char}–{telling.passage.end_char}]", "dim"))
            )
            if why:
                screen.print(line((f"     one event because: {telling.why} ({telling.score:.2f})", "dim")))
    _difference_list(screen, view.differences, titles=False)
    screen.print()
    for each in view.coverage:
        screen.print(line((_coverage(each), "dim")))
    for related in view.possibly_related:
        screen.print(line((f"possibly related: {related.title} {related.event_id[:ID_SHOWN]} ({related.why})", "dim")))


def _told_by(view: views.EventView, counted: str) -> str:
    """How many accounts (or documents) tell it, and how: told as what, in whose voice, with text in common or not."""

    def teller(telling: Telling) -> str:
        return telling.document_id if counted == "documents" else telling.account_id

    as_told: dict[str, set[str]] = {}
    for telling in view.tellings:
        as_told.setdefault(telling.factuality, set()).add(teller(telling))
    told = "; ".join(f"told as {factuality} in {len(accounts)}" for factuality, accounts in sorted(as_told.items()))
    sourced = len({teller(telling) for telling in view.tellings if telling.voice == "source"})
    parts = [
        f"{count(view.event.n_accounts, 'account')} in {count(view.event.n_documents, 'document')}: {told}",
        f"{sourced} of them {'cites' if sourced == 1 else 'cite'} a source",
        days(view.event.earliest, view.event.latest),
    ]
    if view.event.reprinted_by:
        parts.insert(1, f"reprinted by {', '.join(view.event.reprinted_by)}, counted once")
    return " · ".join(parts + ([view.event.place] if view.event.place else []))


def _facts(telling: Telling) -> str:
    parts = [f"“{safe(telling.trigger.text)}”"]
    if telling.factuality != "asserted":
        parts.append(TOLD_AS[telling.factuality])
    for label, value in (("who", telling.actor), ("whom", telling.recipient), ("where", telling.place)):
        if value:
            parts.append(f"{label}: {safe(value)}")
    if telling.earliest or telling.latest:
        parts.append(f"when: {days(telling.earliest, telling.latest)} ({telling.time_basis})")
    parts.extend(f"{figure.kind}: {safe(figure.text)}" for figure in telling.figures)
    if telling.voice == "source":
        parts.append(
            f"according to: {safe(telling.source or 'no source in reach')}"
            + (f" (“{safe(telling.cue)}”)" if telling.cue else "")
        )
    return " · ".join(parts)


def _coverage(each: CoverageLine) -> str:
    outlet, documents = each.outlet or "(no outlet given)", count(each.n_documents, "document")
    near = f"; nearest: {passage(each.nearest.text, 160)}" if each.nearest else ""
    return {
        "told": f"{outlet}: told ({documents} searched)",
        "not_found": f"{outlet}: no telling found in {documents}{near}",
        "earlier": f"{outlet}: published before it ({documents})",
        "undated": f"{outlet}: no telling found in {documents} without a day of publication{near}",
        "unread": f"{outlet}: {documents} not read",
    }[each.status]


@click.command()
@record_argument
@click.option(
    "--aspect", metavar="ASPECT", help="Only this aspect: figure, figure:killed, date, place, actor, recipient, ..."
)
@click.option("--status", metavar="STATUS", help="Only differ, update, compatible, incomparable or same.")
@click.option("--untyped", is_flag=True, help="Take in events without a PLOVER type.")
@click.option("--within", is_flag=True, help="Differences within one account instead of between accounts.")
@outlet_option
@count_option
@json_option
def differences(
    record: Path | str,
    aspect: str | None,
    status: str | None,
    outlet: str | None,
    *,
    within: bool,
    untyped: bool,
    counted: str,
    json_output: bool,
) -> None:
    """Where figures, dates, places and responsibility part, with the passage of each value."""
    with rashomon.open(record) as opened:
        found = views.differences(
            opened,
            aspect=aspect,
            status=status,
            across="within" if within else "between",
            outlet=outlet,
            untyped=untyped,
            count=counted,
        )
    if json_output:
        as_json(found)
        return
    screen = console()
    _difference_list(screen, found, titles=True)
    screen.print(
        line((f"{count(len(found), 'row')}; like is compared with like, the rest is called incomparable", "dim"))
    )


def _difference_list(screen: Console, found: Sequence[DifferenceView], *, titles: bool) -> None:
    for (event_id, title), rows in groupby(found, key=lambda row: (row.event_id, row.title)):
        screen.print()
        if titles:
            screen.print(line((title, "bold"), "  ", (event_id[:ID_SHOWN], "dim")))
        for row in rows:
            screen.print(line(f"  {row.sentence}"))
            for value in row.values:
                for evidence in value.evidence[:2]:
                    where = f"{evidence.uri} [{evidence.start_char}–{evidence.end_char}]"
                    screen.print(
                        line((f"     {in_context(evidence.before, evidence.text, evidence.after)} {where}", "dim"))
                    )
