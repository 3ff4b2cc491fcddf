"""The command line: a verb for each public function, loaded when it is used so that ``--help`` is instant.

Exit codes: 0 done; 1 something failed (the line on standard error says what); 2 the call itself is off; 130 stopped by
the user.
"""

import importlib
import sys

import click

from rashomon import __version__
from rashomon.errors import RashomonError

VERBS = {
    "build": ("rashomon.cli.making", "Read documents into a record and lay them side by side."),
    "set": ("rashomon.cli.making", "Correct what is known of a document: outlet, date, title, ..."),
    "demo": ("rashomon.cli.demo", "Build the shipped example and show what its accounts say."),
    "show": ("rashomon.cli.reading", "What the collection is made of, and its events, on one screen."),
    "timeline": ("rashomon.cli.reading", "Days, months and years with their events."),
    "events": ("rashomon.cli.reading", "List events; filter by actor, type, day, place, outlet."),
    "event": ("rashomon.cli.comparing", "One event: all its tellings side by side."),
    "differences": ("rashomon.cli.comparing", "Where figures, dates, places and responsibility part."),
    "claims": ("rashomon.cli.saying", "What is said that is no event: who is what, how many, what is lawful."),
    "why": ("rashomon.cli.saying", "Why an event is said to have happened, account by account."),
    "wording": ("rashomon.cli.reading", "The words each outlet uses for an actor or an event."),
    "who": ("rashomon.cli.reading", "One actor: names in use, acts and sayings, by account."),
    "read": ("rashomon.cli.reading_document", "One document with its attributions marked; --html for a page."),
    "serve": ("rashomon.cli.serving", "Read a record in the browser: everything side by side, on this machine."),
    "explain": ("rashomon.cli.checking", "Why a sentence gave the events it gave, or none."),
    "export": ("rashomon.cli.taking", "Write the record as tables, or in a form of the field."),
    "sample": ("rashomon.cli.validating", "Draw passages for people to code, without the program's answer."),
    "agreement": ("rashomon.cli.validating", "Precision and agreement from coded sheets."),
    "places": ("rashomon.cli.places", "Lay a GeoNames dump into your own table of places."),
    "verify": ("rashomon.cli.checking", "Prove a record: offsets, quotations, hashes, references."),
    "forget": ("rashomon.cli.holding", "Take documents out of a record, with all that came from them."),
    "snapshot": ("rashomon.cli.holding", "Copy a record as it stands, also while a build works on it."),
    "restore": ("rashomon.cli.holding", "Prove a copy and put it in a record's place."),
    "migrate": ("rashomon.cli.checking", "Bring a record of an earlier schema version up to date."),
}
"""Verbs in the order of ``--help``, with the module that holds each and its first line of help."""


class LazyGroup(click.Group):
    """A group whose verbs are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Verbs in the order of :data:`VERBS`."""
        del ctx
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a verb."""
        del ctx
        if cmd_name not in VERBS:
            return None
        command = getattr(importlib.import_module(VERBS[cmd_name][0]), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of verbs, without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(verb, line) for verb, (_, line) in VERBS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="rashomon")
def group() -> None:
    """Lay many accounts of one conflict side by side: who says what happened, with the passage for everything.

    Begin with:  rashomon build FOLDER -o my.duckdb  and then  rashomon show my.duckdb
    """


def main() -> None:
    """Run the command line; turn every failure that a user can mend into one line."""
    try:
        group(prog_name="rashomon", standalone_mode=False)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.UsageError as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo(
            "stopped: the record is as it was; what was read is kept beside it, run the same command again to go on",
            err=True,
        )
        sys.exit(130)
    except RashomonError as error:
        from rashomon.cli.screen import safe

        click.echo(f"error: {safe(str(error))}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
