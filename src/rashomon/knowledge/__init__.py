"""What the rules know, as tables that a user can read and extend. Loaders, no logic."""

import csv
import hashlib
import tomllib
from collections.abc import Callable
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from rashomon.errors import KnowledgeError

Compiled = TypeVar("Compiled")
LINKING_TABLES = ("places", "outlets", "link", "compare")
"""First words of the names of tables that reading does not use: a change in them re-links a record and reads nothing again."""
EXPORT_TABLES = ("export",)
"""First words of the names of tables that only exports use: a change in them changes no record."""


class Knowledge:
    """The shipped tables, with a user's folder laid over them.

    A user's CSV adds rows, and replaces shipped rows that have the same first column. A user's TOML adds keys; lists are
    joined, tables merged, other values replaced. Files that the program does not know are an error, not silence.

    Args:
        overlay: A folder with tables of the same names, or None.

    Raises:
        KnowledgeError: The folder is not there, a file in it is unknown or cannot be read.
    """

    def __init__(self, overlay: Path | None = None) -> None:
        self.overlay = overlay
        self._shipped = resources.files("rashomon.knowledge")
        self._memo: dict[Any, Any] = {}
        if overlay is not None:
            self._check(overlay)

    def csv(self, name: str) -> list[dict[str, str]]:
        """Rows of ``<name>.csv``, in file order, every cell a string (empty when missing)."""
        return self._remember(("csv", name), lambda: self._merge_csv(name))

    def toml(self, name: str) -> dict[str, Any]:
        """Content of ``<name>.toml``."""
        return self._remember(("toml", name), lambda: self._merge_toml(f"{name}.toml"))

    def folder(self, name: str) -> dict[str, dict[str, Any]]:
        """Content of every TOML file in the folder ``name``, by file stem, in alphabetical order."""
        return self._remember(("folder", name), lambda: self._merge_folder(name))

    def once(self, build: Callable[["Knowledge"], Compiled]) -> Compiled:
        """What ``build`` makes of this knowledge; made once, then remembered."""
        return self._remember(build, lambda: build(self))

    def hashes(self) -> dict[str, str]:
        """Hash of each table with its overlay, by name with suffix ("events/assault.toml")."""
        out = {}
        for name in sorted(self._names()):
            hasher = hashlib.sha256()
            for source in self._sources(name):
                hasher.update(source.read_bytes())
            out[name] = hasher.hexdigest()[:20]
        return out

    def reading_hash(self) -> str:
        """Hash of all tables that reading a document uses: when it changes, documents are read again."""
        return _joint(
            value for value in self.hashes().items() if not value[0].startswith(LINKING_TABLES + EXPORT_TABLES)
        )

    def linking_hash(self) -> str:
        """Hash of all tables that a record is made with: when it changes, the record is linked again."""
        return _joint(value for value in self.hashes().items() if not value[0].startswith(EXPORT_TABLES))

    def _remember(self, key: object, make: Callable[[], Compiled]) -> Compiled:
        if key not in self._memo:
            self._memo[key] = make()
        kept: Compiled = self._memo[key]
        return kept

    def _names(self) -> set[str]:
        """Names of the shipped tables."""
        names = set()
        for entry in self._shipped.iterdir():
            if entry.is_dir():
                names |= {
                    f"{entry.name}/{inner.name}" for inner in entry.iterdir() if inner.name.endswith((".toml", ".csv"))
                }
            elif entry.name.endswith((".toml", ".csv")):
                names.add(entry.name)
        return names

    def _sources(self, name: str) -> list[Traversable]:
        found: list[Traversable] = [self._shipped.joinpath(name)]
        if self.overlay is not None and (self.overlay / name).is_file():
            found.append(self.overlay / name)
        return [source for source in found if source.is_file()]

    def _check(self, overlay: Path) -> None:
        if not overlay.is_dir():
            raise KnowledgeError(
                f'knowledge folder "{overlay}" is not there: give a folder with tables to lay over the shipped ones'
            )
        known = self._names()
        folders = {name.split("/")[0] for name in known if "/" in name}
        for path in sorted(overlay.rglob("*")):
            name = path.relative_to(overlay).as_posix()
            if path.is_file() and name not in known and not (name.split("/")[0] in folders and name.endswith(".toml")):
                raise KnowledgeError(f'"{path}" is no table of the program: use one of {", ".join(sorted(known))}')

    def _merge_csv(self, name: str) -> list[dict[str, str]]:
        rows: dict[str, list[dict[str, str]]] = {}
        for source in self._sources(f"{name}.csv"):
            mine: dict[str, list[dict[str, str]]] = {}
            for row in _read_csv(source):
                mine.setdefault(next(iter(row.values())), []).append(row)
            rows.update(mine)
        return [row for group in rows.values() for row in group]

    def _merge_toml(self, name: str) -> dict[str, Any]:
        merged: dict[str, Any] = {}
        for source in self._sources(name):
            merged = _merged(merged, _read_toml(source))
        return merged

    def _merge_folder(self, name: str) -> dict[str, dict[str, Any]]:
        stems = {file.split("/")[1] for file in self._names() if file.startswith(f"{name}/") and file.endswith(".toml")}
        if self.overlay is not None and (self.overlay / name).is_dir():
            stems |= {path.name for path in (self.overlay / name).glob("*.toml")}
        return {file.removesuffix(".toml"): self._merge_toml(f"{name}/{file}") for file in sorted(stems)}


def _joint(items: Any) -> str:  # noqa: ANN401 - any iterable of pairs
    hasher = hashlib.sha256()
    for name, value in items:
        hasher.update(f"{name}={value};".encode())
    return hasher.hexdigest()[:20]


def _read_csv(source: Traversable) -> list[dict[str, str]]:
    try:
        lines = [
            line for line in source.read_text("utf-8-sig").splitlines() if line.strip() and not line.startswith("#")
        ]
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f'"{source}" cannot be read ({error}): give a UTF-8 CSV file') from error
    reader = csv.reader(lines, strict=True)
    rows = []
    try:
        columns = next(reader, [])
        for row in reader:
            if len(row) != len(columns):
                raise KnowledgeError(
                    f'"{source}" row {reader.line_num}: {len(columns)} columns are due: quote cells that hold commas'
                )
            rows.append(dict(zip(columns, map(str.strip, row), strict=True)))
    except csv.Error as error:
        raise KnowledgeError(f'"{source}" row {reader.line_num}: {error}: mend the quoting') from error
    return rows


def _read_toml(source: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(source.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f'"{source}" cannot be read ({error}): mend the TOML') from error


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    out = dict(base)
    for key, value in over.items():
        old = out.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            out[key] = _merged(old, value)
        elif isinstance(old, list) and isinstance(value, list):
            out[key] = old + [item for item in value if item not in old]
        else:
            out[key] = value
    return out
