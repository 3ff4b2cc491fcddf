"""Verbs that make or change a record: ``build`` and ``set``."""

import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rashomon.cli.options import knowledge_option, own_record_argument, place, since_option, until_option
from rashomon.cli.screen import as_json, count, safe
from rashomon.errors import RashomonError

if TYPE_CHECKING:
    from datetime import date

    from rashomon.engine.report import Report

MOST_SKIPPED = 20
"""Skipped inputs that are named on the screen."""
ONLY = {"local": ("jobs", "retry"), "spark": ("master",)}
"""Options that one engine alone has."""


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    "record",
    callback=lambda _, __, value: place(value),
    required=True,
    metavar="RECORD",
    help="The record to make or to add to; with --engine spark also an address (s3://...).",
)
@click.option(
    "--sources",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A table of sources (CSV) in place of sources.csv beside the files.",
)
@click.option(
    "--language", metavar="CODE", help='Take every document for this language ("en"), whatever its text looks like.'
)
@click.option("--language-model", metavar="NAME", help="An installed spaCy pipeline in place of the shipped one.")
@knowledge_option
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Worker processes; as many as there are cores when not given.",
)
@click.option(
    "--max-chars",
    type=click.IntRange(min=1),
    metavar="N",
    help="Longest text that is read; longer ones are skipped by name.",
)
@click.option(
    "--max-seconds",
    type=click.FloatRange(min=0, min_open=True),
    metavar="N",
    help="Longest time for reading one document (900); what takes longer is stopped and skipped by name.",
)
@click.option(
    "--max-memory",
    type=click.IntRange(min=512),
    metavar="MB",
    help="Memory that one reading process may take (8192); what takes more is skipped by name.",
)
@click.option(
    "--about",
    "names",
    multiple=True,
    metavar="NAME",
    help="Parse only documents that hold this name, in any form that the knowledge lists; may be given again.",
)
@click.option(
    "--triage", is_flag=True, help="Parse only documents with a word that may tell an event; the others are stored."
)
@since_option
@until_option
@click.option(
    "--engine",
    type=click.Choice(["local", "spark"]),
    default="local",
    show_default=True,
    help="Where the work is done: on this machine, or on a Spark cluster; then RECORD is a folder of Parquet tables.",
)
@click.option("--master", metavar="URL", help="Where Spark runs (spark://host:7077); only with --engine spark.")
@click.option("--offline", is_flag=True, help="Refuse addresses (https://, s3://): nothing is fetched.")
@click.option("--retry", is_flag=True, help="Read again what an earlier build failed on, though it has not changed.")
@click.option(
    "--profile", is_flag=True, help="End with the processor seconds of the parser, each layer and each step of linking."
)
@click.option(
    "--json", "json_output", is_flag=True, help="Print the end report as JSON; its schema is in docs/json.md."
)
@click.option("--quiet", is_flag=True, help="No progress bar and no report.")
def build(
    paths: tuple[str, ...],
    record: Path | str,
    *,
    engine: str,
    names: tuple[str, ...],
    triage: bool,
    since: "date | None",
    until: "date | None",
    knowledge: Path | None,
    json_output: bool,
    quiet: bool,
    **options: Any,  # noqa: ANN401 - the other options, passed on as they are
) -> None:
    """Read documents into a record and lay them side by side.

    PATHS are files (text, Markdown, HTML, PDF, JSON lines, Parquet, WARC archives, RSS and Atom feeds), folders, - for
    standard input, or addresses of pages, feeds (https://) and remote folders (s3://). A second run reads only what is
    new or changed.
    """
    from rashomon.cli.progress import ProgressBar
    from rashomon.knowledge import Knowledge

    build_report = importlib.import_module(f"rashomon.engine.{engine}").build
    given = {name: value for name, value in options.items() if value is not None and value is not False}
    for name in ONLY["spark" if engine == "local" else "local"]:
        if name in given:
            raise click.UsageError(f"--{name} is no option of --engine {engine}: leave it out")
    if names or triage or since or until:
        from rashomon.engine.reading import About

        given["about"] = About(names=names, since=since, until=until)
    with ProgressBar(hidden=quiet or json_output) as progress:
        report = build_report(paths, record, knowledge=Knowledge(knowledge), progress=progress, **given)
    if json_output:
        as_json(report)
    elif not quiet:
        show_report(report, record)
    if not report.documents:
        raise RashomonError("nothing could be read: each input was skipped with its reason")


def show_report(report: "Report", record: Path | str) -> None:
    """Print what a build did, every skipped input by name."""
    click.echo(
        f"{count(report.read, 'document')} read ({report.new} new, {report.changed} changed), {report.unchanged} unchanged, "
        f"{len(report.skipped)} skipped, in {report.seconds:.1f} s"
    )
    for skipped in report.skipped[:MOST_SKIPPED]:
        click.echo(f"  skipped {safe(skipped.uri)}: {safe(skipped.reason)} ({safe(skipped.detail)})")
    if len(report.skipped) > MOST_SKIPPED:
        click.echo(
            f"  … and {len(report.skipped) - MOST_SKIPPED} more: all stand in the table skipped (rashomon export)"
        )
    if report.kept:
        click.echo(f"{count(report.kept, 'document')} of the record not among the given paths: kept")
    if report.continued:
        click.echo("a build that had been stopped was gone on with")
    click.echo(
        f"{count(report.documents, 'document')}, {count(report.events, 'event')}, "
        f"{count(report.differences, 'aspect')} in which accounts differ or one updates another"
    )
    if report.silent:
        click.echo(
            f"{count(report.silent, 'sentence')} with a word that may tell an event gave none of a type: "
            f"rashomon explain {safe(record)} DOCUMENT says why"
        )
    if report.profile is not None:
        from rashomon.engine.profile import lines

        for line in lines(report.profile):
            click.echo(f"  {line}")
    if report.documents:
        click.echo(f"next: rashomon show {safe(record)}")


@click.command(name="set")
@own_record_argument
@click.argument("document")
@click.argument("values", nargs=-1, metavar="COLUMN=VALUE...")
@click.option(
    "--withdraw",
    is_flag=True,
    help="Take corrections back: of the columns named, or all; the next build reads the file's own.",
)
@knowledge_option
def set_(record: Path, document: str, values: tuple[str, ...], *, withdraw: bool, knowledge: Path | None) -> None:
    """Correct what is known of a document, now and in later builds.

    DOCUMENT is its uri, the end of its uri or its identifier; columns are outlet, outlet_country, published, title, author, url,
    genre and language. An empty value takes a correction back to nothing.
    """
    from rashomon.engine import setting
    from rashomon.knowledge import Knowledge

    if withdraw:
        taken = setting.withdraw(record, document, values)
        click.echo(f"withdrawn {', '.join(taken)} of {safe(document)}; next: rashomon build PATH -o {safe(record)}")
        return
    if not values:
        raise click.UsageError('nothing was given to correct: write COLUMN=VALUE, as in outlet="Daily Post"')
    changes: dict[str, str | date | None] = {}
    for each in values:
        column, equals, value = each.partition("=")
        if not equals:
            raise click.UsageError(f'"{each}" is no correction: write COLUMN=VALUE, as in outlet="Daily Post"')
        changes[column] = value or None
    report = setting.set_metadata(record, document, changes, knowledge=Knowledge(knowledge))
    click.echo(f"set {', '.join(sorted(changes))} of {safe(document)}; {count(report.read, 'document')} read again")


globals()["set"] = set_  # the verb's name; the builtin stays untouched inside this module
