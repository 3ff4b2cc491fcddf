"""The verb ``read``: one document with its attributions marked."""

from itertools import groupby
from pathlib import Path

import click

import rashomon
from rashomon import views
from rashomon.cli.options import json_option, record_argument
from rashomon.cli.screen import as_json, console, line, passage


@click.command()
@record_argument
@click.argument("document")
@click.option(
    "--html", "as_page", is_flag=True, help="Print a page with sources, cues and contents marked in the text."
)
@json_option
def read(record: Path | str, document: str, *, as_page: bool, json_output: bool) -> None:
    """One document: who is said to have said what in it, in the order of the text.

    DOCUMENT is a uri, the end of one, or the beginning of an identifier. As a page: rashomon read RECORD DOCUMENT --html > page.html
    """
    with rashomon.open(record) as opened:
        view = views.document(opened, document)
    if json_output:
        as_json(view)
        return
    if as_page:
        from rashomon.export.page import page

        click.echo(page(view), nl=False)
        return
    screen = console()
    screen.print(
        line((view.title or view.uri, "bold"), f" · {view.outlet or 'no outlet given'}, {view.published or 'undated'}")
    )
    text = "".join(piece.text for piece in view.pieces)
    by_attribution = sorted(view.marks, key=lambda mark: mark.attribution_id)
    groups = [list(marks) for _, marks in groupby(by_attribution, key=lambda mark: mark.attribution_id)]
    for marks in sorted(groups, key=lambda group: min(mark.start_char for mark in group)):
        cue = next((text[mark.start_char : mark.end_char] for mark in marks if mark.part == "cue"), None)
        contents = [text[mark.start_char : mark.end_char] for mark in marks if mark.part == "content"]
        screen.print(
            line(
                f"{marks[0].source or 'no source in reach'}",
                f" “{cue}” " if cue else " ",
                (f"({marks[0].kind}) ", "dim"),
                passage(" … ".join(contents), 240),
            )
        )
