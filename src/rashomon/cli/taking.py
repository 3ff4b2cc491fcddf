"""Verbs that take a record elsewhere: ``export``."""

from pathlib import Path

import click

import rashomon
from rashomon.cli.options import knowledge_option, record_argument
from rashomon.cli.screen import count, safe

FORMATS = (
    "jsonl", "parquet", "csv", "tellings", "xlsx", "sqlite", "dossier", "graphml", "webannotation", "polecat", "icews", "ged", "acled",
)  # fmt: skip
"""Names of the formats, written out so that the help needs no database; a test holds them to :data:`rashomon.export.FORMATS`."""


@click.command()
@record_argument
@click.option(
    "--to",
    "form",
    type=click.Choice(FORMATS),
    required=True,
    help="Form: jsonl, parquet and csv make a folder of tables, the others one file.",
)
@click.argument("target", type=click.Path(path_type=Path))
@click.option(
    "--best-rule",
    type=click.Choice(["low", "high", "middle"]),
    help="ged, acled: settle on one number of dead by this rule, named in every row; none is settled on without it.",
)
@click.option("--excel", is_flag=True, help="tellings: begin with a byte-order mark, by which Excel sees UTF-8.")
@knowledge_option
def export(
    record: Path | str, form: str, target: Path, *, best_rule: str | None, excel: bool, knowledge: Path | None
) -> None:
    """Write the record into TARGET: every table into a folder, or one file of another form.

    docs/exports.md says what each form holds, column by column.
    """
    from rashomon.export.fields import LAYOUTS, left_out

    with rashomon.open(record) as opened:
        written = rashomon.export(opened, form, target, best_rule=best_rule, excel=excel, knowledge=knowledge)
        without = left_out(opened) if form in LAYOUTS else 0
    click.echo(f"{count(len(written), 'file')} in {safe(target)}" if target.is_dir() else f"wrote {safe(target)}")
    if without:
        click.echo(
            f"{count(without, 'telling')} left out: denied, possible, demanded, planned or hypothetical, for which the form has no column"
        )
