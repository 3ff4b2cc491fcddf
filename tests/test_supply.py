"""What the program stands on: few libraries, all free to pass on, and nothing that runs code from what it is given to read."""

import ast
import importlib.metadata
import importlib.util
import json
import re
import zipfile
from pathlib import Path

import pytest

import rashomon

ROOT = Path(__file__).parents[1]
SOURCE = Path(rashomon.__file__).parent
EXECUTING = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal", "torch"}
STRONG = re.compile(r"\bA?GPL|GNU (?:Affero )?General Public", re.IGNORECASE)


def script():  # noqa: ANN201
    """The script that writes the list of libraries."""
    spec = importlib.util.spec_from_file_location("supply", ROOT / "docs" / "supply.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_no_library_forbids_passing_the_program_on() -> None:
    """Every library that the program needs has a licence, and none of them leaves only the GPL or the AGPL to choose."""
    found = script().libraries()
    assert {"duckdb", "spacy", "splink"} <= {each.name for each in found}
    for each in found:
        assert each.licence, each
        choices = re.split(r"\s+OR\s+", each.licence)
        assert any(not STRONG.search(choice) for choice in choices), each


@pytest.mark.parametrize(
    ("licence", "strong"),
    [
        ("GPL-3.0", True),
        ("AGPL-3.0-only", True),
        ("GNU General Public License v3", True),
        ("LGPL-2.1", False),
        ("MIT", False),
    ],
)
def test_strong_licences_are_told(licence: str, *, strong: bool) -> None:
    """The names of the licences that are kept out are told from those that are not."""
    assert bool(STRONG.search(licence)) == strong


def test_the_page_lists_what_is_needed() -> None:
    """docs/supply-chain.md names every library that pyproject.toml asks for, and no other as asked for."""
    page = (ROOT / "docs" / "supply-chain.md").read_text("utf-8")
    listed = set(re.findall(r"^\| ([a-z0-9-]+) \| yes \|", page, re.MULTILINE))
    assert listed == {each.name for each in script().libraries() if each.asked_for}


def test_the_lock_names_exact_versions_and_no_place() -> None:
    """requirements-tested.txt has one exact version for each library that is asked for, and no address to fetch it from."""
    lines = (ROOT / "requirements-tested.txt").read_text("utf-8").splitlines()
    pinned = [line for line in lines if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9.-]*==[\w.+!]+", line) for line in pinned), pinned
    names = {line.partition("==")[0] for line in pinned}
    assert len(names) == len(pinned)
    assert {each.name for each in script().libraries() if each.asked_for} <= names


def test_the_bill_of_materials_is_one() -> None:
    """The list in CycloneDX's form names each library once with version, licence and package address."""
    bill = json.loads(script().bill())
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    references = [each["bom-ref"] for each in bill["components"]]
    assert len(set(references)) == len(references)
    for each in bill["components"]:
        assert each["purl"] == f"pkg:pypi/{each['name']}@{each['version']}"
        assert each["licenses"]
        assert importlib.metadata.version(each["name"]) == each["version"]


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCE)))
def test_nothing_that_is_read_is_run(path: Path) -> None:
    """No module loads pickles or evaluates text as code."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            assert not {alias.name.split(".")[0] for alias in node.names} & EXECUTING
        elif isinstance(node, ast.ImportFrom):
            assert (node.module or "").split(".")[0] not in EXECUTING
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"eval", "exec"}
        elif isinstance(node, ast.keyword) and node.arg == "allow_pickle":
            assert isinstance(node.value, ast.Constant)
            assert node.value.value is False


@pytest.mark.skipif(
    importlib.util.find_spec("hatchling") is None, reason="hatchling, which builds wheels, is not installed"
)
def test_a_wheel_is_the_same_each_time(tmp_path: Path) -> None:
    """The wheel built twice is the same to the last byte, and holds the program and its model."""
    for name in ("one", "two"):
        script().wheel(tmp_path / name)
    (one,), (two,) = (list((tmp_path / name).glob("*.whl")) for name in ("one", "two"))
    assert one.name == two.name
    assert one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(one) as held:
        assert {"rashomon/cli/__init__.py", "rashomon/language/en/meta.json"} <= set(held.namelist())
