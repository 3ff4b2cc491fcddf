"""What the program stands on, from the metadata of what is installed: ``python docs/supply.py page|lock|sbom|audit|wheel``.

``page`` writes ``docs/supply-chain.md``, ``lock`` writes ``requirements-tested.txt``, ``sbom`` prints a bill of materials (CycloneDX 1.6).
``audit`` asks pip-audit for known holes in the versions of the lock, and says so where its database cannot be reached; ``wheel FOLDER``
builds the wheel there.
"""

import importlib.metadata
import json
import os
import re
import subprocess
import sys
import tomllib
from collections import deque
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
TROVE = "License :: OSI Approved :: "
PATIENCE = 120  # seconds
HOLES = re.compile(r"Found \d+ known vulnerabilit")
EPOCH = "315532800"
"""Time of the files in a wheel: 1980, the first that a zip archive can tell."""
LONGEST = 60  # characters: what is longer is the licence's text and not its name
PAGE = """# Supply chain

This page is made from the metadata of the installed libraries by `make lock`.

- Libraries are asked for by lower bounds (`pyproject.toml`); `requirements-tested.txt` holds the exact versions that the tests were last run with:
  `pip install -r requirements-tested.txt` before `pip install .` gives them.
- No library leaves only the GPL or the AGPL to choose: a test looks at every licence below.
- `make sbom` prints a bill of materials in CycloneDX's form (version 1.6).
- `make lint` asks `pip-audit` for known holes in these versions where its database can be reached, and says so where it cannot.
- `make wheel` builds the same bytes from the same sources; a test builds it twice.
- Nothing that is read is run: no pickle, no `eval`, no pickled arrays; a test goes through every module. The language model is arrays and
  tables of ours, read by spaCy.

| library | asked for | version | licence |
| --- | --- | --- | --- |
{rows}
"""


class Library(NamedTuple):
    """A library that runs with the program.

    Attributes:
        name: Its name, as package indexes write it.
        version: The installed version.
        licence: Its licence; empty where its metadata name none.
        asked_for: Whether ``pyproject.toml`` asks for it; others come with those.
    """

    name: str
    version: str
    licence: str
    asked_for: bool


def licence(name: str) -> str:
    """The licence that a library's metadata name."""
    data = importlib.metadata.metadata(name)
    if named := data["License-Expression"]:
        return str(named)
    classes = [each.removeprefix(TROVE) for each in data.get_all("Classifier") or [] if each.startswith(TROVE)]
    stated = " ".join((data["License"] or "").split())
    return " AND ".join(classes) or (stated if len(stated) <= LONGEST else stated[:LONGEST])


def libraries() -> list[Library]:
    """What is needed to run the program, with what that needs, by name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = {canonicalize_name(Requirement(each).name) for each in project["dependencies"]}
    waiting, seen = deque(sorted(asked)), set(asked)
    found = []
    while waiting:
        name = waiting.popleft()
        try:
            held = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # asked for on another platform, or in an extra
        found.append(Library(name, held.version, licence(name), name in asked))
        for each in map(Requirement, held.requires or []):
            needed = canonicalize_name(each.name)
            if needed not in seen and (each.marker is None or each.marker.evaluate({"extra": ""})):
                seen.add(needed)
                waiting.append(needed)
    return sorted(found)


def page() -> str:
    """docs/supply-chain.md."""
    rows = "\n".join(
        f"| {each.name} | {'yes' if each.asked_for else 'comes with another'} | {each.version} | {each.licence} |"
        for each in libraries()
    )
    return PAGE.format(rows=rows)


def lock() -> str:
    """requirements-tested.txt."""
    lines = [f"{each.name}=={each.version}" for each in libraries()]
    python = ".".join(map(str, sys.version_info[:2]))
    return "\n".join(
        [f"# The versions that the tests were last run with, on Python {python}; made by: make lock", *lines, ""]
    )


def bill() -> str:
    """A bill of materials."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    components = [
        {
            "type": "library",
            "bom-ref": f"pkg:pypi/{each.name}@{each.version}",
            "name": each.name,
            "version": each.version,
            "purl": f"pkg:pypi/{each.name}@{each.version}",
            "licenses": [{"license": {"name": each.licence or "not stated"}}],
        }
        for each in libraries()
    ]
    subject = {
        "type": "application",
        "bom-ref": project["name"],
        "name": project["name"],
        "version": project["version"],
    }
    whole = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {**subject, "licenses": [{"license": {"id": project["license"]}}]}},
        "components": components,
    }
    return json.dumps(whole, indent=2) + "\n"


def audit() -> int:
    """Print which versions of the lock have known holes; 1 where some have.

    What pip-audit ends with is the same whether it found holes or could not ask, so its words are looked at.
    """
    given = ["--requirement", str(ROOT / "requirements-tested.txt"), "--no-deps", "--disable-pip", "--timeout", "10"]
    command = [sys.executable, "-m", "pip_audit", "--progress-spinner", "off", *given]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)  # noqa: S603 - our own words
    except subprocess.TimeoutExpired:
        sys.stdout.write(f"pip-audit: skipped, its database gave no answer in {PATIENCE} seconds\n")
        return 0
    if HOLES.search(done.stderr):
        sys.stdout.write(done.stdout)
        return 1
    unknown = done.stdout.count("could not be audited")
    if done.returncode or unknown:
        why = (
            f"{unknown} libraries are not in its database"
            if unknown
            else (done.stderr.strip().splitlines() or [""])[-1]
        )
        sys.stdout.write(f"pip-audit: skipped, its database cannot be asked ({why[:200]})\n")
    else:
        sys.stdout.write("pip-audit: no known holes in the versions of requirements-tested.txt\n")
    return 0


def wheel(folder: Path) -> None:
    """Build the wheel with one fixed time for all files in it: the same sources give the same bytes."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH}, check=True)  # noqa: S603 - our own words


def main() -> None:
    """Write or print what is asked for."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    if wanted == "page":
        (ROOT / "docs" / "supply-chain.md").write_text(page(), "utf-8")
    elif wanted == "lock":
        (ROOT / "requirements-tested.txt").write_text(re.sub(r"\n+\Z", "\n", lock()), "utf-8")
    elif wanted == "sbom":
        sys.stdout.write(bill())
    elif wanted == "audit":
        raise SystemExit(audit())
    elif wanted == "wheel" and len(sys.argv) == 3:
        wheel(Path(sys.argv[2]).resolve())
    else:
        raise SystemExit(__doc__)


if __name__ == "__main__":
    main()
