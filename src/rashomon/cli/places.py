"""The verbs about places: ``places add``."""

from pathlib import Path

import click

import rashomon
from rashomon.cli.options import json_option
from rashomon.cli.screen import as_json, count, safe


@click.group()
def places() -> None:
    """Finer tables of places for your own builds."""


@places.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--knowledge",
    type=click.Path(path_type=Path),
    metavar="DIR",
    required=True,
    help="Your folder of tables, for build --knowledge; made when it is not there.",
)
@click.option(
    "--country", "countries", multiple=True, metavar="CODE", help="Only this country (IQ or IRQ); may be given again."
)
@click.option(
    "--least-population",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Leave out towns with fewer people.",
)
@json_option
def add(file: Path, knowledge: Path, *, countries: tuple[str, ...], least_population: int, json_output: bool) -> None:
    """Lay a GeoNames dump into your folder of tables.

    FILE is allCountries.txt, IQ.txt or the like from download.geonames.org/export/dump, or its zip, which you fetch yourself.
    """
    found = rashomon.add_places(file, knowledge, countries=countries, least_population=least_population)
    if json_output:
        as_json(found)
        return
    click.echo(
        f"{count(found.n_places, 'place')} in {safe(found.file)} ({found.n_kept} kept from before, {found.n_left_out} lines left out)"
    )
    for bad in found.bad:
        click.echo(f"  line {bad.line}: {safe(bad.why)}")
    if found.n_bad > len(found.bad):
        click.echo(f"  … and {found.n_bad - len(found.bad)} more lines that could not be read")
    click.echo(f"next: rashomon build ARTICLES -o RECORD --knowledge {safe(knowledge)}")
