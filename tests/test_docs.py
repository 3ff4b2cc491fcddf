"""Documentation is tested: made pages are current, every name in them exists, examples run."""

import importlib.util
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from rashomon.cli import VERBS, group

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])


def generator():  # noqa: ANN201
    """The module that makes pages from the code."""
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["cli.md", "json.md", "codebook.md", "skipped.md", "export-columns.md"])
def test_made_pages_are_current(name: str) -> None:
    """A page made from the code is what ``make docs`` would write now."""
    page = generator().PAGES[name]().rstrip("\n")
    assert (ROOT / "docs" / name).read_text("utf-8").rstrip("\n") == page, "run: make docs"


def test_every_verb_and_option_stands_in_the_docs() -> None:
    """Every verb and every option of the command line stands in docs/cli.md."""
    page = (ROOT / "docs" / "cli.md").read_text("utf-8")
    context = click.Context(group)
    for verb in VERBS:
        assert f"## {verb}" in page
        command = group.get_command(context, verb)
        assert command
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert all(option in page for option in parameter.opts), (verb, parameter.opts)


def commands() -> list[tuple[str, str]]:
    """Lines of the docs that call the program, with the page they stand in."""
    found = []
    for page in PAGES:
        for block in re.findall(r"```(?:text|console|sh|bash)\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
            for line in block.splitlines():
                call = line.removeprefix("$ ")
                if call.startswith("rashomon ") and page.name != "cli.md":
                    found.append((page.name, call))
    return found


@pytest.mark.parametrize(("page", "call"), commands())
def test_commands_in_the_docs_parse(page: str, call: str) -> None:
    """Every call of the program in the docs has a verb and options that exist."""
    words = shlex.split(call.split(" | ", maxsplit=1)[0])[1:]
    if words[0].startswith("-"):
        return
    assert words[0] in VERBS, (page, call)
    command = group.get_command(click.Context(group), words[0])
    assert command
    command.make_context(words[0], [word for word in words[1:] if word != "..."], resilient_parsing=False)


def python_examples() -> list[tuple[str, str]]:
    """Python examples of the docs, with the page they stand in."""
    return [
        (page.name, block)
        for page in PAGES
        for block in re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    ]


@pytest.mark.parametrize(("page", "code"), python_examples())
def test_python_examples_run(page: str, code: str, tmp_path: Path) -> None:
    """Every Python example in the docs runs as it stands, beside the shipped examples."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    assert done.returncode == 0, (page, done.stderr)
    assert done.stdout.strip()


def test_links_in_the_docs_hold() -> None:
    """Every relative link of the docs points to a file."""
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), (page.name, target)
