"""Writes the pages that are made from the code: the command line, the JSON schema and the codebook.

``make docs`` runs it; ``tests/test_docs.py`` fails when a page is not what it would write.
"""

import json
import sys
from pathlib import Path

import click
import msgspec

from rashomon import views
from rashomon.cli import VERBS, group
from rashomon.collect import REASONS
from rashomon.export.documentation import export_columns
from rashomon.knowledge.geonames import PlacesAdded
from rashomon.record.codebook import codebook
from rashomon.validation import Agreement

DOCS = Path(__file__).parent
JSON_VIEWS = {
    "show": views.Overview,
    "timeline": list[views.TimelineEntry],
    "events": list[views.EventLine],
    "event": views.EventView,
    "differences": list[views.DifferenceView],
    "wording": list[views.WordUse],
    "wording --agents": list[views.AgentUse],
    "claims": list[views.Matter],
    "why": views.WhyView,
    "read": views.DocumentView,
    "who": list[views.WhoView],
    "agreement": Agreement,
    "places add": PlacesAdded,
}


def command_line() -> str:
    """docs/cli.md: every verb with its arguments and options."""
    out = ["# Command line", "", "This page is made from the program by `make docs`.", ""]
    out += [
        "| exit code | meaning |",
        "| --- | --- |",
        "| 0 | done |",
        "| 1 | something failed; one line says what and what to do |",
    ]
    out += [
        "| 2 | the call itself is off: unknown option, no such path, a bad table of sources |",
        "| 130 | stopped by the user; run the same command again to go on |",
        "",
    ]
    context = click.Context(group, info_name="rashomon")
    for verb in VERBS:
        command = group.get_command(context, verb)
        assert command is not None
        inner = click.Context(
            command,
            info_name=f"rashomon {verb}",
            parent=None,
            max_content_width=100,
            help_option_names=["-h", "--help"],
        )
        out += [f"## {verb}", "", "```text", command.get_help(inner), "```", ""]
        for name, part in sorted(command.commands.items()) if isinstance(command, click.Group) else ():
            part_context = click.Context(
                part,
                info_name=f"rashomon {verb} {name}",
                parent=None,
                max_content_width=100,
                help_option_names=["-h", "--help"],
            )
            out += [f"### {verb} {name}", "", "```text", part.get_help(part_context), "```", ""]
    return "\n".join(out)


def reasons() -> str:
    """docs/skipped.md: why an input is skipped."""
    out = [
        "# Why an input is skipped",
        "",
        "Reasons in the table `skipped` at the stage `collect`. Made from the program by `make docs`.",
        "",
    ]
    out += [
        "| reason | meaning |",
        "| --- | --- |",
        *(f"| {reason} | {meaning} |" for reason, meaning in REASONS.items()),
        "",
    ]
    out += [
        (
            "At the stage `annotate` (the text is stored): `language` (not English: not analysed), `error` (the program failed on it: "
            "please report), `too much memory` (more than `--max-memory`), and where a build asks for something: `not about` (none of "
            "the names of `--about`), `other period` (`--since`, `--until`) and `no trigger` (no word that may tell an event)."
        ),
        "",
        (
            "What stopped the process that read it (`died`, `too slow`), failed or took too much memory is set aside: later builds list "
            "it and leave it alone until its bytes, the program or the knowledge change, or `--retry` is given."
        ),
    ]
    return "\n".join(out)


def json_schema() -> str:
    """docs/json.md: the JSON schema of what each reading verb prints with ``--json``."""
    out = [
        "# JSON",
        "",
        "What the reading verbs print with `--json`. This page is made from the program by `make docs`.",
        "",
    ]
    for verb, kind in JSON_VIEWS.items():
        schema = json.dumps(msgspec.json.schema(kind), indent=1, ensure_ascii=False)
        out += [f"## {verb}", "", "```json", schema, "```", ""]
    return "\n".join(out)


PAGES = {
    "export-columns.md": export_columns,
    "cli.md": command_line,
    "skipped.md": reasons,
    "json.md": json_schema,
    "codebook.md": codebook,
}


def main() -> None:
    """Write all pages."""
    for name, page in PAGES.items():
        (DOCS / name).write_text(page() + "\n" if not page().endswith("\n") else page(), encoding="utf-8")
        sys.stdout.write(f"docs/{name}\n")


if __name__ == "__main__":
    main()
