"""Verbs that keep a record or take out of it: ``forget``, ``snapshot``, ``restore``."""

from pathlib import Path

import click

import rashomon
from rashomon.cli.options import knowledge_option, record_argument
from rashomon.cli.screen import count
from rashomon.knowledge import Knowledge


@click.command()
@record_argument
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT...")
@knowledge_option
def forget(record: Path, documents: tuple[str, ...], *, knowledge: Path | None) -> None:
    """Take documents out of a record, with all that came from them.

    DOCUMENT is a uri or a document_id. The record is compared anew without them and its file written anew; remove the texts
    from the folder too, or the next build reads them again.
    """
    report = rashomon.forget(record, documents, knowledge=Knowledge(knowledge))
    click.echo(f"forgotten; {count(report.documents, 'document')} and {count(report.events, 'event')} are left")


@click.command()
@record_argument
@click.argument("copy", type=click.Path(path_type=Path))
def snapshot(record: Path, copy: Path) -> None:
    """Copy a record as it stands to the file COPY, also while a build works on it."""
    rashomon.snapshot(record, copy)
    click.echo(f"{copy} holds the record as it stands; rashomon restore {copy} {record} brings it back")


@click.command()
@click.argument("copy", type=click.Path(path_type=Path))
@record_argument
def restore(copy: Path, record: Path) -> None:
    """Prove the copy COPY and put it in the place of RECORD."""
    rashomon.restore(copy, record)
    click.echo(f"{record} is as {copy} holds it")
