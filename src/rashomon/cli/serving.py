"""The verb ``serve``: the record in the browser."""

import webbrowser
from pathlib import Path

import click

from rashomon.cli.options import own_record_argument
from rashomon.cli.screen import safe


@click.command()
@own_record_argument
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Address to listen at; any but this machine's own asks every reader for a key.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8717,
    show_default=True,
    help="Port to listen at; 0 for a free one.",
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="NAME",
    help="Another name that readers open it under (may be given more than once).",
)
@click.option("--key", metavar="TEXT", help="A key of your own choice, asked for at any address.")
@click.option("--open", "opened", is_flag=True, help="Open it in the browser.")
def serve(record: Path, host: str, port: int, names: tuple[str, ...], key: str | None, *, opened: bool) -> None:
    """Read a record side by side in the browser, on this machine; stop with Ctrl-C.

    Nothing is asked of any other machine. Beside the record it keeps RECORD.pages (an index, made anew when needed),
    RECORD.judgements.sqlite (what readers judged) and RECORD.added (what they added).
    """
    from rashomon.web.serving import serve as run

    last = ""

    def told(what: str, done: int) -> None:
        nonlocal last
        if what != last or done:
            click.echo(f"\r\033[K  making the pages: {what}{f' {done}' if done else ''}", nl=False, err=True)
        last = what

    def ready(address: str) -> None:
        if last:
            click.echo("\r\033[K", nl=False, err=True)
        click.echo(f"{safe(record)} is open at {address}")
        click.echo("stop with Ctrl-C", err=True)
        if opened:
            webbrowser.open(address)

    run(record, host=host, port=port, names=names, key=key, told=told, ready=ready)
