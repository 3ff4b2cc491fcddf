"""The page that says which formats there are, and how each column of the field's tables is made."""

from rashomon.export import FORMATS, tellings
from rashomon.export.fields import LAYOUTS

HEAD = """\
# Exports, column by column

Made from the program by `make docs`; [exports.md](exports.md) says what holds for all of them.
"""


def export_columns() -> str:
    """The page, in Markdown."""
    out = [HEAD, "| `--to` | gives |", "| --- | --- |", *(f"| `{name}` | {about} |" for name, about in FORMATS.items())]
    out += _columns("tellings", tellings.ABOUT, tellings.COLUMNS)
    for name, layout in LAYOUTS.items():
        out += _columns(name, layout.about, layout.columns)
    return "\n".join(out)


def _columns(name: str, about: str, columns: dict[str, str]) -> list[str]:
    head = ["", f"## {name}", "", about, "", "| column | how it is made |", "| --- | --- |"]
    return [*head, *(f"| {column} | {made} |" for column, made in columns.items())]
