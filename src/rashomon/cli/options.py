"""Options and arguments that several verbs share."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

Command = Callable[..., Any]

record_argument = click.argument("record", type=click.Path(path_type=Path))
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
