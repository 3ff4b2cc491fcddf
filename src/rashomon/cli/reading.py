"""Verbs that read a record: ``show``, ``timeline``, ``events``, ``wording``, ``who``."""

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
from rashomon.cli.options import (
    count_option,
    json_option,
    outlet_option,
    record_argument,
    since_option,
    until_option,
)
from rashomon.cli.screen import TOLD_AS, as_json, console, count, days, in_context, line, passage, safe
from rashomon.views.agents import AgentUse
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
@count_option
@json_option
def show(record: Path | str, sort: str, *, counted: str, everything: bool, json_output: bool) -> None:
    """What the collection is made of, and the events that two accounts or more tell."""
    with rashomon.open(record) as opened:
        overview = views.overview(opened, sort=sort, count=counted)
        if json_output:
            as_json(overview)
            return
        screen = console()
        _collection(screen, overview)
        screen.print()
        shown = overview.shared if everything else overview.shared[:25]
        if shown:
            screen.print(line(f"Told by two {counted} or more, by {SORTS[sort]}:"))
            _event_list(screen, shown, counted)
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
            f"{overview.n_shared} told by two {overview.count} or more; accounts differ in {count(overview.n_differences, 'aspect')} of these, "
            f"and in whose voice tells it in {overview.n_voices}"
        )
    )
    screen.print(line((overview.note, "dim")))


def _event_list(screen: Console, lines: Sequence[EventLine], counted: str) -> None:
    """Two lines an event: what and when; then who tells it and where they part."""
    for each in lines:
        many = count(each.n_documents, "document") if counted == "documents" else count(each.n_accounts, "account")
        told = f"{many}: {', '.join(each.outlets) or 'no outlet given'}"
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
    "--min-accounts",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Least number of accounts, or of documents with --count documents.",
)
@click.option("--untyped", is_flag=True, help="Take in events without a PLOVER type (states, reports, sports, ...).")
@click.option("--sort", type=click.Choice(list(SORTS)), default="date", show_default=True, help="Order of the events.")
@count_option
@json_option
def events(
    record: Path | str, actor: str | None, event_type: str | None, since: date | None, until: date | None, place: str | None,
    outlet: str | None, min_accounts: int, *, untyped: bool, sort: str, counted: str, json_output: bool,
) -> None:  # fmt: skip
    """List events; filter by actor, type, day, place, outlet."""
    with rashomon.open(record) as opened:
        lines = views.events(
            opened, actor=actor, event_type=event_type, since=since, until=until, place=place, outlet=outlet,
            min_accounts=min_accounts, untyped=untyped, sort=sort, count=counted,
        )  # fmt: skip
    if json_output:
        as_json(lines)
        return
    screen = console()
    if lines:
        _event_list(screen, lines, counted)
    screen.print(line((f"{count(len(lines), 'event')}, by {SORTS[sort]}", "dim")))


@click.command()
@record_argument
@click.option(
    "--min-accounts",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Least number of accounts, or of documents with --count documents.",
)
@outlet_option
@since_option
@until_option
@count_option
@json_option
def timeline(
    record: Path | str,
    min_accounts: int,
    outlet: str | None,
    since: date | None,
    until: date | None,
    *,
    counted: str,
    json_output: bool,
) -> None:
    """Days, months and years with their events; gaps are shown."""
    with rashomon.open(record) as opened:
        entries = views.timeline(
            opened, min_accounts=min_accounts, outlet=outlet, since=since, until=until, count=counted
        )
    if json_output:
        as_json(entries)
        return
    screen = console()
    for entry in entries:
        if entry.gap_days:
            screen.print(line((f"   … {count(entry.gap_days, 'day')} without an event of their own", "dim")))
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
@click.option(
    "--of", "referent", metavar="NAME", help="Only this actor's, or this event's (name, part of a name, or identifier)."
)
@click.option(
    "--agents",
    "doers",
    is_flag=True,
    help="Instead: how often each outlet names who did it, of events that somebody names a doer of.",
)
@outlet_option
@count_option
@json_option
def wording(
    record: Path | str, referent: str | None, outlet: str | None, *, doers: bool, counted: str, json_output: bool
) -> None:
    """The words each outlet uses for an actor or an event; contrast only, no list of good or bad words."""
    if doers and referent:
        raise click.UsageError("--agents counts all shared events: leave out --of")
    with rashomon.open(record) as opened:
        if doers:
            _agents(views.agents(opened, outlet=outlet, count=counted), json_output=json_output)
            return
        uses = views.wording(opened, referent=referent, outlet=outlet, count=counted)
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


def _agents(uses: Sequence[AgentUse], *, json_output: bool) -> None:
    if json_output:
        as_json(uses)
        return
    screen = console()
    for use in uses:
        forms = ", ".join(f"{form.replace('_', ' ')} {many}" for form, many in use.forms.items() if many)
        told = f"doer named in {use.n_named} of {count(use.n_tellings, 'telling')} ({forms})"
        screen.print(line((use.outlet or "(no outlet given)", "bold"), f": {told}"))
        for each in use.open:
            where = f"{each.uri} [{each.start_char}–{each.end_char}]"
            screen.print(line((f"     {in_context(each.before, each.text, each.after)} {where}", "dim")))
    if not uses:
        screen.print(line(("no event that two accounts tell has a named doer", "dim")))


def _used(use: WordUse) -> str:
    quoted = f", {use.n_quoted} in quotation marks" if use.n_quoted else ""
    against = f", log-odds {use.log_odds:+.1f}" if use.log_odds is not None else ""
    return f"{safe(use.words)} ({use.n_uses}{quoted}{against})"


@click.command()
@record_argument
@click.argument("name")
@count_option
@json_option
def who(record: Path | str, name: str, *, counted: str, json_output: bool) -> None:
    """One actor: names in use, acts and sayings, by account."""
    with rashomon.open(record) as opened:
        found = views.who(opened, name, count=counted)
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
