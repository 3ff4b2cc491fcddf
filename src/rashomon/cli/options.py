"""Options and arguments that several verbs share."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from rashomon.cli.screen import safe

Command = Callable[..., Any]


def place(name: str) -> Path | str:
    """A record as it was named: a path, or an address as it stands."""
    from rashomon.record.elsewhere import is_address

    return name if is_address(name) else Path(name)


def near(name: str) -> Path:
    """A record on this machine.

    Raises:
        click.BadParameter: It is an address.
    """
    found = place(name)
    if isinstance(found, str):
        raise click.BadParameter(f'"{name}" is an address: rashomon snapshot {name} COPY copies it here')
    return found


def read_from(name: str) -> Path | str:
    """A record to read; of one at an address it says that it is copied."""
    found = place(name)
    if isinstance(found, str):
        click.echo(f"copying {safe(name)} to this machine, to read it here", err=True)
    return found


own_record_argument = click.argument("record", callback=lambda _, __, value: near(value))
record_argument = click.argument("record", callback=lambda _, __, value: read_from(value))
json_option = click.option(
    "--json", "json_output", is_flag=True, help="Print JSON instead of text; its schema is in docs/json.md."
)
since_option = click.option(
    "--since",
    metavar="DAY",
    callback=lambda _, __, value: as_day(value),
    help="Leave out what ended before this day (YYYY-MM-DD).",
)
until_option = click.option(
    "--until",
    metavar="DAY",
    callback=lambda _, __, value: as_day(value),
    help="Leave out what began after this day (YYYY-MM-DD).",
)
outlet_option = click.option("--outlet", metavar="NAME", help="Only what this outlet tells.")
count_option = click.option(
    "--count",
    "counted",
    type=click.Choice(["accounts", "documents"]),
    default="accounts",
    show_default=True,
    help="What is counted: accounts, of which a report and its reprints are one, or every document.",
)
knowledge_option = click.option(
    "--knowledge",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Tables of your own to lay over the shipped ones.",
)


def as_day(value: str | None) -> date | None:
    """A day from ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY`` (then the first day).

    Raises:
        click.BadParameter: It is none of these.
    """
    if value is None:
        return None
    parts = value.split("-")
    try:
        return date.fromisoformat("-".join([*parts, "01", "01"][:3]))
    except ValueError as error:
        raise click.BadParameter(f'"{value}" is no day: write it as 2003-03-19') from error
