"""The verb ``demo``: the main job on the shipped example."""

import tempfile
from pathlib import Path

import click

import rashomon
from rashomon import views
from rashomon.cli.comparing import differences, event
from rashomon.cli.making import show_report
from rashomon.cli.reading import show
from rashomon.cli.screen import console, line
from rashomon.engine.local import build


@click.command()
@click.option("--keep", type=click.Path(path_type=Path), metavar="RECORD", help="Keep the record under this name.")
@click.pass_context
def demo(context: click.Context, keep: Path | None) -> None:
    """Build the shipped example (the Battle of Jutland, told by six accounts) and show what they say."""
    with tempfile.TemporaryDirectory(prefix="rashomon-demo-") as scratch:
        record = keep or Path(scratch) / "jutland.duckdb"
        click.echo(f"$ rashomon build examples/jutland -o {record.name}")
        show_report(build([rashomon.example()], record), record)
        click.echo(f"\n$ rashomon show {record.name}")
        context.invoke(show, record=record, sort="date", everything=False, json_output=False)
        with rashomon.open(record) as opened:
            telling = views.events(opened, min_accounts=2, sort="accounts")
        if telling:
            click.echo(f"\n$ rashomon event {record.name} {telling[0].event_id[:8]}")
            context.invoke(event, record=record, event_id=telling[0].event_id, why=False, json_output=False)
        click.echo(f"\n$ rashomon differences {record.name} --status differ")
        context.invoke(
            differences,
            record=record,
            aspect=None,
            status="differ",
            outlet=None,
            within=False,
            untyped=False,
            json_output=False,
        )
        console().print(line("\nkeep it: rashomon demo --keep jutland.duckdb" if keep is None else f"\nkept: {keep}"))
