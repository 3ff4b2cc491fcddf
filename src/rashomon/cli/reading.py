"""Verbs that read a record: ``show``, ``timeline``, ``events``, ``event``, ``differences``, ``wording``, ``who``."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

import click
from rich.console import Console
from rich.padding import Padding
from rich.table import Table

import rashomon
from rashomon import views
from rashomon.cli.options import json_option, outlet_option, record_argument, since_option, until_option
from rashomon.cli.screen import TOLD_AS, as_json, console, count, days, in_context, line, passage, safe
from rashomon.views.differences import DifferenceView
from rashomon.views.event import CoverageLine, Telling
from rashomon.views.events import SORTS, EventLine
from rashomon.views.overview import Overview
from rashomon.views.wording import WordUse

ID_SHOWN = 8
"""Signs of an identifier that are shown; any unambiguous beginning is understood."""


@click.command()
@record_argument
@click.option("--sort", type=click.Choice(list(SORTS)), default="date", show_default=True, help="Order of the events.")
@click.option(
    "--all", "everything", is_flag=True, help="Every event that two accounts or more tell, not only a screenful."
)
@json_option
def show(record: Path, sort: str, *, everything: bool, json_output: bool) -> None:
    """What the collection is made of, and the events that two accounts or more tell."""
    with rashomon.open(record) as opened:
        overview = views.overview(opened, sort=sort)
        if json_output:
            as_json(overview)
            return
        screen = console()
        _collection(screen, overview)
        screen.print()
        shown = overview.shared if everything else overview.shared[:25]
        if shown:
            screen.print(line(f"Told by two accounts or more, by {SORTS[sort]}:"))
            _event_list(screen, shown)
        if len(shown) < len(overview.shared):
            screen.print(
                line(f"{len(overview.shared) - len(shown)} more: --all, or: rashomon events {record} --min-accounts 2")
            )
        screen.print(
            line(f"next: rashomon event {record} ID · rashomon differences {record} · rashomon timeline {record}")
        )


def _collection(screen: Console, overview: Overview) -> None:
    table = Table(box=None, pad_edge=False)
    for heading, justify in (
        ("outlet", "left"),
        ("country as given", "left"),
        ("documents", "right"),
        ("read", "right"),
        ("published", "left"),
    ):
        table.add_column(heading, justify="right" if justify == "right" else "left", header_style="dim")
    for each in overview.outlets:
        table.add_row(
            line(each.outlet or "(no outlet given)"),
            line(each.country or "–"),
            str(each.n_documents),
            str(each.n_read),
            line(days(each.earliest, each.latest)),
        )
    screen.print(table)
    screen.print(
        line(
            f"{count(overview.n_documents, 'document')}, {count(overview.n_accounts, 'account')} ({count(overview.n_reprints, 'reprint')}), "
            f"published {days(overview.published_earliest, overview.published_latest)}"
            + (f", {overview.n_undated} undated" if overview.n_undated else "")
        )
    )
    for skipped in overview.skipped:
        screen.print(line(f"  skipped {skipped.uri}: {skipped.reason} ({skipped.detail})"))
    screen.print(
        line(
            f"{count(overview.n_sentences, 'sentence')}, {count(overview.n_attributions, 'attribution')}, "
            f"{count(overview.n_events, 'event')} ({days(overview.events_earliest, overview.events_latest)}), "
            f"{overview.n_shared} told by two accounts or more; accounts differ in {count(overview.n_differences, 'aspect')} of these, "
            f"and in whose voice tells it in {overview.n_voices}"
        )
    )
    screen.print(line((overview.note, "dim")))


def _event_list(screen: Console, lines: Sequence[EventLine]) -> None:
    """Two lines an event: what and when; then who tells it and where they part."""
    for each in lines:
        told = f"{count(each.n_accounts, 'account')}: {', '.join(each.outlets) or 'no outlet given'}"
        if each.reprinted_by:
            told += f" (reprinted by {', '.join(each.reprinted_by)})"
        apart = f" · differ in {', '.join(each.differing).replace('figure:', '')}" if each.differing else ""
        screen.print(line((f"{each.event_id[:ID_SHOWN]}  ", "dim"), (each.title, "bold")))
        screen.print(Padding(line((f"{told}{apart}", "dim")), (0, 0, 0, ID_SHOWN + 2)))


@click.command()
@record_argument
@click.option("--actor", metavar="NAME", help="Part of a name of who did it or to whom it was done.")
@click.option("--type", "event_type", metavar="TYPE", help="A PLOVER type, as in ASSAULT.")
@since_option
@until_option
@click.option("--place", metavar="NAME", help="Part of the place's name.")
@outlet_option
@click.option(
    "--min-accounts", type=click.IntRange(min=1), default=1, show_default=True, help="Least number of accounts."
)
@click.option("--untyped", is_flag=True, help="Take in events without a PLOVER type (states, reports, sports, ...).")
@click.option("--sort", type=click.Choice(list(SORTS)), default="date", show_default=True, help="Order of the events.")
@json_option
def events(
    record: Path, actor: str | None, event_type: str | None, since: date | None, until: date | None, place: str | None,
    outlet: str | None, min_accounts: int, *, untyped: bool, sort: str, json_output: bool,
) -> None:  # fmt: skip
    """List events; filter by actor, type, day, place, outlet."""
    with rashomon.open(record) as opened:
        lines = views.events(
            opened, actor=actor, event_type=event_type, since=since, until=until, place=place, outlet=outlet,
            min_accounts=min_accounts, untyped=untyped, sort=sort,
        )  # fmt: skip
    if json_output:
        as_json(lines)
        return
    screen = console()
    if lines:
        _event_list(screen, lines)
    screen.print(line((f"{count(len(lines), 'event')}, by {SORTS[sort]}", "dim")))


@click.command()
@record_argument
@click.option(
    "--min-accounts", type=click.IntRange(min=1), default=1, show_default=True, help="Least number of accounts."
)
@outlet_option
@since_option
@until_option
@json_option
def timeline(
    record: Path, min_accounts: int, outlet: str | None, since: date | None, until: date | None, *, json_output: bool
) -> None:
    """Days, months and years with their events; gaps are shown."""
    with rashomon.open(record) as opened:
        entries = views.timeline(opened, min_accounts=min_accounts, outlet=outlet, since=since, until=until)
    if json_output:
        as_json(entries)
        return
    screen = console()
    for entry in entries:
        if entry.gap_days:
            screen.print(line((f"   … {count(entry.gap_days, 'day')} of which nothing is told", "dim")))
        screen.print(line((entry.label, "bold")))
        for each in entry.events:
            apart = f" · differ in {', '.join(each.differing)}" if each.differing else ""
            screen.print(
                line(f"   {each.title} · {', '.join(each.outlets)}{apart} ", (each.event_id[:ID_SHOWN], "dim"))
            )
    if not entries:
        screen.print(line(("no event fits", "dim")))


@click.command()
@record_argument
@click.argument("event_id", metavar="ID")
@click.option("--why", is_flag=True, help="Say why each telling is taken for a telling of this event.")
@json_option
def event(record: Path, event_id: str, *, why: bool, json_output: bool) -> None:
    """One event: all its tellings side by side, what differs, and where no telling was found."""
    with rashomon.open(record) as opened:
        view = views.event(opened, event_id)
    if json_output:
        as_json(view)
        return
    screen = console()
    screen.print(line((view.event.title, "bold")))
    screen.print(line((_told_by(view), "dim")))
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


def _told_by(view: views.EventView) -> str:
    """How many accounts tell it, and how: told as what, in whose voice, with text in common or not."""
    as_told: dict[str, set[str]] = {}
    for telling in view.tellings:
        as_told.setdefault(telling.factuality, set()).add(telling.account_id)
    told = "; ".join(f"told as {factuality} in {len(accounts)}" for factuality, accounts in sorted(as_told.items()))
    sourced = len({telling.account_id for telling in view.tellings if telling.voice == "source"})
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
        "undated": f"{outlet}: no telling found in {documents} without a day of publication",
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
@json_option
def differences(
    record: Path,
    aspect: str | None,
    status: str | None,
    outlet: str | None,
    *,
    within: bool,
    untyped: bool,
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


@click.command()
@record_argument
@click.option(
    "--of", "referent", metavar="NAME", help="Only this actor's, or this event's (name, part of a name, or identifier)."
)
@outlet_option
@json_option
def wording(record: Path, referent: str | None, outlet: str | None, *, json_output: bool) -> None:
    """The words each outlet uses for an actor or an event; contrast only, no list of good or bad words."""
    with rashomon.open(record) as opened:
        uses = views.wording(opened, referent=referent, outlet=outlet)
    if json_output:
        as_json(uses)
        return
    screen = console()
    for (_, name), of_referent in groupby(uses, key=lambda use: (use.referent_id, use.referent)):
        screen.print(line((name, "bold")))
        for used_by, words in groupby(of_referent, key=lambda use: use.outlet):
            screen.print(line(f"  {used_by or '(no outlet given)'}: " + ", ".join(_used(use) for use in words)))
    if not uses:
        screen.print(line(("nobody and nothing is called by different words in two outlets", "dim")))


def _used(use: WordUse) -> str:
    quoted = f", {use.n_quoted} in quotation marks" if use.n_quoted else ""
    against = f", log-odds {use.log_odds:+.1f}" if use.log_odds is not None else ""
    return f"{safe(use.words)} ({use.n_uses}{quoted}{against})"


@click.command()
@record_argument
@click.argument("name")
@json_option
def who(record: Path, name: str, *, json_output: bool) -> None:
    """One actor: names in use, acts and sayings, by account."""
    with rashomon.open(record) as opened:
        found = views.who(opened, name)
    if json_output:
        as_json(found)
        return
    screen = console()
    for each in found:
        screen.print(
            line(
                (each.name, "bold"),
                f" · {each.kind}{f' · {each.country}' if each.country else ''} · name from {each.name_basis}",
            )
        )
        for outlet, names in groupby(each.names, key=lambda name: name.outlet):
            screen.print(
                line(
                    f"  {outlet or '(no outlet given)'}: "
                    + ", ".join(f"{name.text} ({name.n_mentions})" for name in names)
                )
            )
        for title, acts in groupby(each.acts, key=lambda act: (act.title, act.event_id)):
            screen.print()
            screen.print(line(("  " + title[0], "bold"), "  ", (title[1][:ID_SHOWN], "dim")))
            for act in acts:
                mark = f" {TOLD_AS[act.factuality]}" if act.factuality != "asserted" else ""
                citing = f", citing {act.source}" if act.source else ""
                screen.print(line(f"     {act.outlet or act.uri}{citing}{mark}: {passage(act.passage.text, 240)}"))
        if each.sayings:
            screen.print()
            screen.print(line(("  sayings", "bold")))
        for saying in each.sayings:
            cue = f" “{saying.cue}”" if saying.cue else ""
            screen.print(
                line(
                    f"     {saying.outlet or saying.uri}, {saying.published or 'undated'}{cue}: {passage(saying.content.text, 240)}"
                )
            )
        screen.print()
