"""Our voice: no verdict words in our strings and tables."""

import ast
import re
from pathlib import Path

import pytest

import rashomon

SOURCE = Path(rashomon.__file__).parent
ROOMS_THAT_SPEAK = ("cli", "views", "compare", "link", "export", "record", "engine", "web")
VERDICTS = re.compile(
    r"\b(admit(s|ted)?|insist(s|ed)?|omitted|omission|contradict(s|ed|ion)?|alleged(ly)?|regimes?|terroris[tm]s?|martyrs?|propaganda"
    r"|biased|bias|credib(le|ility)|untrue|falsehoods?|liars?|lied|debunk(ed)?|militants?|extremists?|so-called|puppets?|thugs?)\b",
    re.IGNORECASE,
)
TABLES_OF_NAMES = ("actors.csv", "states.csv", "places.csv", "outlets.csv")


def spoken(path: Path) -> list[tuple[int, str]]:
    """String literals of a module that are no docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    ]


@pytest.mark.parametrize(
    "path", sorted(path for room in ROOMS_THAT_SPEAK for path in (SOURCE / room).rglob("*.py")), ids=str
)
def test_no_verdict_words_in_our_strings(path: Path) -> None:
    """No string that a user may read holds a verdict word of ours."""
    found = [(line, text) for line, text in spoken(path) if VERDICTS.search(text)]
    assert not found


@pytest.mark.parametrize("path", sorted((SOURCE / "web" / "templates").glob("*.html")), ids=lambda path: path.name)
def test_no_verdict_words_on_pages(path: Path) -> None:
    """No template of a page holds a verdict word of ours."""
    assert not VERDICTS.search(path.read_text("utf-8"))


@pytest.mark.parametrize("name", TABLES_OF_NAMES)
def test_no_verdict_words_in_tables_of_names(name: str) -> None:
    """Shipped names carry no designation; a bearer's own name may hold any word, so only labels and kinds are looked at."""
    import csv

    with (SOURCE / "knowledge" / name).open(encoding="utf-8") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            for column, cell in row.items():
                if column in ("kind", "note", "label", "description", "type"):
                    assert not VERDICTS.search(cell), (name, row)


def test_the_test_can_fail() -> None:
    """The pattern finds what it is for."""
    assert VERDICTS.search("The ministry admitted the loss")
    assert VERDICTS.search("three militants")
    assert not VERDICTS.search("The ministry says the ship was lost")
