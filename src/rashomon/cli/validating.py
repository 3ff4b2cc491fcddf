"""Verbs by which people check the program: ``sample`` and ``agreement``."""

from pathlib import Path

import click

import rashomon
from rashomon.cli.options import json_option, read_from, record_argument
from rashomon.cli.screen import as_json, count, safe
from rashomon.validation import Agreement


@click.command()
@record_argument
@click.argument("sheet", type=click.Path(path_type=Path))
@click.option("--n", type=click.IntRange(min=1), default=200, show_default=True, help="Rows of the sheet.")
@click.option(
    "--stratify",
    type=click.Choice(["type", "mode", "factuality", "outlet", "none"]),
    default="type",
    show_default=True,
    help="Draw evenly from each of these.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed draws another sample.")
def sample(record: Path | str, sheet: Path, *, n: int, stratify: str, seed: int) -> None:
    """Write a sheet of passages for people to code without seeing the program's answer.

    SHEET is a new CSV file. Give each coder a copy, then: rashomon agreement.
    """
    with rashomon.open(record) as opened:
        rows = rashomon.sample(opened, sheet, n=n, stratify=stratify, seed=seed)
    click.echo(
        f"{count(rows, 'row')} in {safe(sheet)}: fill event_type (PLOVER, or NONE) and factuality, in a copy for each coder"
    )
    click.echo(f"next: rashomon agreement {safe(sheet)} --record {safe(record)}")


@click.command()
@click.argument("sheets", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="SHEET...")
@click.option(
    "--record",
    callback=lambda _, __, value: value and read_from(value),
    metavar="RECORD",
    help="The record the sheets were drawn from.",
)
@json_option
def agreement(sheets: tuple[Path, ...], record: Path | str | None, *, json_output: bool) -> None:
    """What coded sheets come to: precision by code, and Krippendorff's alpha between coders.

    Each SHEET is one coder's copy of a sheet that rashomon sample made.
    """
    if record is None:
        found = rashomon.agreement(sheets)
    else:
        with rashomon.open(record) as opened:
            found = rashomon.agreement(sheets, opened)
    if json_output:
        as_json(found)
    else:
        _show(found)


def _show(found: Agreement) -> None:
    for line in found.sheets:
        click.echo(safe(line))
    if found.n_gone:
        click.echo(f"{count(found.n_gone, 'telling')} of the sheets not in the record (any more): left out")
    for column in found.columns:
        click.echo(f"\n{column.column}")
        if column.precision:
            click.echo(f"  {'code':<14}{'same / coded':>14}{'precision':>11}  95 % interval   in the record")
        for each in column.precision:
            click.echo(
                f"  {each.code:<14}{f'{each.n_same} / {each.n_coded}':>14}{each.precision:>11.3f}  {each.low:.3f}–{each.high:.3f}{each.n_record:>16}"
            )
        if column.weighted is not None:
            click.echo(f"  over the whole record, codes weighted by how often they occur: {column.weighted:.3f}")
        if column.n_compared:
            told = "not defined (all codes alike)" if column.alpha is None else f"{column.alpha:.3f}"
            click.echo(
                f"  Krippendorff's alpha between coders: {told} ({count(column.n_compared, 'telling')} coded by two or more)"
            )
