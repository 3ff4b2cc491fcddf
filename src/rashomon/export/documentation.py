"""The page that says which formats there are, and how each column of the field's tables is made."""

from rashomon.export import FORMATS
from rashomon.export.fields import LAYOUTS

HEAD = """\
# Exports, column by column

Made from the program by `make docs`; [exports.md](exports.md) says what holds for all of them.
"""


def export_columns() -> str:
    """The page, in Markdown."""
    out = [HEAD, "| `--to` | gives |", "| --- | --- |", *(f"| `{name}` | {about} |" for name, about in FORMATS.items())]
    for name, layout in LAYOUTS.items():
        out += ["", f"## {name}", "", layout.about, "", "| column | how it is made |", "| --- | --- |"]
        out += [f"| {column} | {made} |" for column, made in layout.columns.items()]
    return "\n".join(out)
