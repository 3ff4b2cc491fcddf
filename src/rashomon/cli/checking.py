"""Verbs that check a record or bring it up to date: ``explain``, ``verify``, ``migrate``."""

from pathlib import Path

import click

import rashomon
from rashomon.cli.options import json_option, knowledge_option, own_record_argument, record_argument
from rashomon.cli.screen import as_json, count, safe
from rashomon.errors import RecordError
from rashomon.knowledge import Knowledge


@click.command()
@record_argument
@json_option
def verify(record: Path | str, *, json_output: bool) -> None:
    """Prove a record: every row's offsets and quotations, hashes, references, counts."""
    with rashomon.open(record) as opened:
        problems = rashomon.verify(opened)
    if json_output:
        as_json(problems)
    else:
        for problem in problems:
            click.echo(safe(problem))
    if problems:
        raise RecordError(f'record "{record}" has {count(len(problems), "problem")}: build it again from the documents')
    if not json_output:
        click.echo("clean: offsets, quotations, hashes, references and counts hold")


@click.command()
@own_record_argument
def migrate(record: Path) -> None:
    """Bring a record of an earlier schema version up to date; the old file is kept beside it."""
    before, after = rashomon.migrate(record)
    click.echo(f"schema version {before}, now {after}" if before != after else f"schema version {after}: nothing to do")


@click.command()
@record_argument
@click.argument("document")
@click.argument("sentence", required=False)
@knowledge_option
def explain(record: Path | str, document: str, sentence: str | None, knowledge: Path | None) -> None:
    """Why sentences of a document gave the events they gave, or none.

    DOCUMENT is a uri or the beginning of an identifier; SENTENCE the beginning of a sentence's identifier or words in it.
    """
    with rashomon.open(record) as opened:
        for told in rashomon.explain(opened, document, sentence, knowledge=Knowledge(knowledge)):
            click.echo(safe(told.sentence))
            for reason in told.reasons:
                click.echo(f"  {safe(reason)}")
