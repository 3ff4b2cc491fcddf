"""The verbs ``claims`` and ``why``: what is said that is no event, and why an event is said to have happened."""

from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console

import rashomon
from rashomon import views
from rashomon.cli.options import json_option, record_argument
from rashomon.cli.screen import TOLD_AS, as_json, console, count, days, line, passage, safe

ID_SHOWN = 8
KINDS = ("identity", "quantity", "legal", "state", "characterisation", "prediction", "obligation", "purpose")
KIND_WORDS = {
    "response": "in response to",
    "cause": "because of",
    "purpose": "in order to",
    "pretext_as_told": "under the pretext, as told, of",
    "concession": "in spite of",
    "sequence": "after",
}
"""Kinds of links in our words; the outlet's own words stand beside them."""


@click.command()
@record_argument
@click.option("--about", metavar="NAME", help="Part of the name of whom or what it is about.")
@click.option("--kind", type=click.Choice(KINDS), help="Only claims of this kind.")
@click.option("--checkable", is_flag=True, help="Only kinds that can be checked: identity, quantity, legal, state.")
@click.option(
    "--min-accounts", type=click.IntRange(min=1), default=1, show_default=True, help="Least number of accounts."
)
@json_option
def claims(
    record: Path | str, about: str | None, kind: str | None, *, checkable: bool, min_accounts: int, json_output: bool
) -> None:
    """What is said that is no event: who is what, how many, what is lawful, what will or should be; account by account."""
    with rashomon.open(record) as opened:
        matters = views.claims(opened, about=about, kind=kind, checkable=checkable, min_accounts=min_accounts)
    if json_output:
        as_json(matters)
        return
    screen = console()
    for matter in matters:
        _matter(screen, matter)
    n_claims = sum(len(column.claims) for matter in matters for column in matter.accounts)
    screen.print(
        line(
            (
                f"{count(n_claims, 'claim')} in {count(len(matters), 'matter')}, by subject; what kind of statement it is, never whether it holds",
                "dim",
            )
        )
    )


def _matter(screen: Console, matter: views.Matter) -> None:
    several = len(matter.accounts) > 1
    told = f" · {count(len(matter.accounts), 'account')}" if several else ""
    apart = {"differ": " · these differ", "same": " · the same in all", "compatible": " · these are compatible"}
    shown = f" · cannot be compared: {matter.reason}" if matter.reason else apart.get(matter.status or "", "")
    screen.print(line((matter.subject, "bold"), f"  {', '.join(matter.kinds)}{told}{shown}"))
    for column in matter.accounts:
        for claim in column.claims:
            mark = f" {TOLD_AS[claim.factuality]}" if claim.factuality != "asserted" else ""
            by = f", citing {claim.source}" if claim.source else ""
            cue = f" (“{claim.cue}”)" if claim.cue and claim.source else ""
            when = f" [{days(claim.earliest, claim.latest)}]" if claim.earliest or claim.latest else ""
            where = f" {claim.uri} [{claim.passage.start_char}–{claim.passage.end_char}]"
            screen.print(
                line(
                    f"  {claim.outlet or claim.uri}{by}{cue}{mark}{when}: {_words(claim)}",
                    (where, "dim"),
                )
            )


def _words(claim: views.ClaimLine) -> str:
    """The claim in its own words; the subject before it where it stands elsewhere in the text."""
    words = passage(claim.passage.text, 240)
    inside = " ".join(claim.subject.split()) in safe(claim.passage.text)
    return words if inside else f"{safe(claim.subject)}: {words}"


@click.command()
@record_argument
@click.argument("event_id", metavar="EVENT")
@json_option
def why(record: Path | str, event_id: str, *, json_output: bool) -> None:
    """Why an event is said to have happened: each account's reasons, and what it says went before.

    EVENT is the beginning of an event's identifier, as rashomon events lists it.
    """
    with rashomon.open(record) as opened:
        view = views.why(opened, event_id)
    if json_output:
        as_json(view)
        return
    screen = console()
    screen.print(line((view.title, "bold"), "  ", (view.event_id[:ID_SHOWN], "dim")))
    for account in view.accounts:
        screen.print()
        screen.print(line((account.outlet or account.account_id, "bold")))
        _links(screen, "says why", account.because)
        _links(screen, "says it came after (no reason is said)", account.before)
        _links(screen, "names it as the reason of", account.named_as_reason, turned=True)
        if not (account.because or account.before or account.named_as_reason):
            screen.print(line(("  no reason found in this account", "dim")))


def _links(screen: Console, heading: str, links: Sequence[views.LinkLine], *, turned: bool = False) -> None:
    if links:
        screen.print(line(f"  {heading}:"))
    for link in links:
        by = f", citing {link.source}" if link.source else ""
        mark = f" {TOLD_AS[link.factuality]}" if link.factuality != "asserted" else ""
        words = f"“{safe(link.explained)}” {KIND_WORDS[link.kind]} “{safe(link.explaining)}”{mark}"
        title = f" = {link.title}  {link.event_id[:ID_SHOWN]}" if link.title and link.event_id and not turned else ""
        screen.print(line("  " + "  " * link.depth + words + f" (its words: “{safe(link.cue)}”{by})", (title, "dim")))
        where = f"{link.uri} [{link.passage.start_char}–{link.passage.end_char}]"
        screen.print(line("  " + "  " * link.depth + "  " + passage(link.passage.text, 240) + " ", (where, "dim")))
