"""Verbs that keep a record or take out of it: ``forget``, ``snapshot``, ``restore``."""

from pathlib import Path

import click

import rashomon
from rashomon.cli.options import knowledge_option, own_record_argument, record_argument
from rashomon.cli.screen import count, safe
from rashomon.knowledge import Knowledge


@click.command()
@own_record_argument
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
def snapshot(record: Path | str, copy: Path) -> None:
    """Copy a record as it stands to the file COPY, also while a build works on it; of a folder or an address to a folder."""
    rashomon.snapshot(record, copy)
    way_back = f"; rashomon restore {safe(copy)} {safe(record)} brings it back" if copy.is_file() else ""
    click.echo(f"{safe(copy)} holds the record as it stands{way_back}")


@click.command()
@click.argument("copy", type=click.Path(path_type=Path))
@own_record_argument
def restore(copy: Path, record: Path) -> None:
    """Prove the copy COPY and put it in the place of RECORD."""
    rashomon.restore(copy, record)
    click.echo(f"{record} is as {copy} holds it")
