"""The laws of the house that a test can hold."""

import re
import subprocess
import sys
from pathlib import Path

import rashomon

SOURCE = Path(rashomon.__file__).parent
HEAVY = ("spacy", "duckdb", "splink", "trafilatura", "pandas", "rich", "starlette", "uvicorn", "jinja2")
MAY_NOT_IMPORT = {
    "annotate": ("duckdb", "rashomon.record", "rashomon.link", "rashomon.compare", "rashomon.engine"),
    "link": ("spacy", "rashomon.annotate", "rashomon.language", "rashomon.compare", "rashomon.engine"),
    "compare": ("spacy", "rashomon.annotate", "rashomon.language", "rashomon.engine"),
    "collect": ("spacy", "duckdb", "rashomon.record", "rashomon.link", "rashomon.compare", "rashomon.engine"),
    "views": ("spacy", "rashomon.annotate", "rashomon.language", "rashomon.engine"),
    "web": ("spacy", "rashomon.annotate", "rashomon.language", "rashomon.link"),
    "model": ("spacy", "duckdb", "rashomon.record", "rashomon.annotate"),
}


def test_help_imports_nothing_heavy() -> None:
    """The help of the command line loads none of the large libraries."""
    code = "import sys; sys.argv = ['rashomon', '--help']\nfrom rashomon.cli import main\ntry: main()\nexcept SystemExit: pass\nprint(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    loaded = {name.split(".")[0] for name in done.stderr.split()}
    assert "click" in loaded
    assert not loaded & set(HEAVY)


def test_rooms_keep_to_their_doors() -> None:
    """Data flows one way: no room imports what lies behind it."""
    for room, forbidden in MAY_NOT_IMPORT.items():
        for path in sorted((SOURCE / room).rglob("*.py")):
            imported = re.findall(r"^\s*(?:from|import) ([\w.]+)", path.read_text("utf-8"), re.MULTILINE)
            wrong = [
                name for name in imported if any(name == door or name.startswith(door + ".") for door in forbidden)
            ]
            assert not wrong, (path.name, wrong)


def test_modules_are_small() -> None:
    """No module is longer than 400 lines."""
    assert not [
        (path.name, lines)
        for path in sorted(SOURCE.rglob("*.py"))
        if (lines := len(path.read_text("utf-8").splitlines())) > 400
    ]
