"""The table of sources: what the user knows of each file, going before what the file says of itself."""

import csv
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from rashomon.collect import dates, langid
from rashomon.errors import UsageError

TABLE = "sources.csv"
COLUMNS = (
    "file",
    "outlet",
    "published",
    "title",
    "author",
    "url",
    "language",
    "outlet_country",
    "genre",
    "retrieved_at",
)
MISTYPED = (
    0.75  # likeness from which an unknown column is taken for a known one with a slip; "country" and "note" stay below
)

Rows = dict[str, tuple[int, dict[str, str]]]
"""Cells of a table by file, each with its line."""
Beside = dict[str, Rows]
"""Tables at an address, by their folder below it."""


class Sources:
    """The tables of sources beside the files, and one given by name that goes before them.

    Args:
        named: The table given by name (``--sources``), or None.

    Raises:
        UsageError: A table cannot be read, lacks the column ``file``, or has a bad cell; names line, value and remedy.
    """

    def __init__(self, named: Path | None = None) -> None:
        self._named = named
        self._tables: dict[Path, Rows] = {}
        self._rows = _table(named) if named is not None else {}

    def row(self, path: Path, uri: str) -> dict[str, str]:
        """Cells that are not empty for a file, by column: of the nearest table beside it, then of the table given by name.

        Args:
            path: The file.
            uri: Its path below the given folder.
        """
        cells: dict[str, str] = {}
        levels = len(PurePosixPath(uri).parts)
        for folder in reversed(path.parents[:levels]):
            cells |= self._beside(folder).get(_key(path.relative_to(folder).as_posix()), (0, {}))[1]
        if self._named is not None:
            full, beside = path.resolve(), self._named.resolve().parent
            names = [uri, full.as_posix()]
            if full.is_relative_to(beside):
                names.append(full.relative_to(beside).as_posix())
            cells |= next((self._rows[_key(name)][1] for name in names if _key(name) in self._rows), {})
        return cells

    def row_below(self, uri: str, beside: Beside) -> dict[str, str]:
        """As :meth:`row`, for a file at an address.

        Args:
            uri: Its path below the given address.
            beside: Tables of sources below that address.
        """
        cells: dict[str, str] = {}
        parts = uri.split("/")
        for level in range(len(parts)):
            rows = beside.get("/".join(parts[:level]), {})
            cells |= rows.get(_key("/".join(parts[level:])), (0, {}))[1]
        return cells | self._rows.get(_key(uri), (0, {}))[1]

    def check(self, uris: Iterable[str]) -> None:
        """Refuse rows that name no file.

        Args:
            uris: All uris found.

        Raises:
            UsageError: A row names a file that is not there.
        """
        known = {_key(uri) for uri in uris}
        for folder, rows in self._tables.items():
            for name, (line, _) in rows.items():
                if not (folder / name).exists() and not _exists(folder, name):
                    raise _unknown(folder / TABLE, line, name, [path.name for path in folder.iterdir()])
        if self._named is not None:
            for name, (line, _) in self._rows.items():
                if name not in known and not _exists(self._named.parent, name):
                    raise _unknown(self._named, line, name, sorted(known))

    def _beside(self, folder: Path) -> Rows:
        if folder not in self._tables:
            table = folder / TABLE
            self._tables[folder] = _table(table) if table.is_file() else {}
        return self._tables[folder]


def tables_below(address: str, files: Mapping[str, str], opened: Callable[[str], BinaryIO]) -> Beside:
    """Read the tables of sources at an address.

    Args:
        address: The address that was given.
        files: Full addresses of the files there, by their path below it.
        opened: Opens one.

    Returns:
        Rows by file, by folder below the address.

    Raises:
        UsageError: As for a table on this machine; also for a row that names no file.
    """
    found: Beside = {}
    known = {_key(below) for below in files}
    for below, table in files.items():
        folder, _, last = below.rpartition("/")
        if last != TABLE or table == address:
            continue
        above = _key(f"{folder}/") if folder else ""
        try:
            with opened(table) as file:
                found[folder] = _rows(table, file.read())
        except OSError as error:
            raise UsageError(f'table of sources "{table}" cannot be read ({error}): check your rights') from error
        for name, (line, _) in found[folder].items():
            if _key(above + name) not in known:
                names = [each.removeprefix(above) for each in known if each.startswith(above)]
                raise _unknown(table, line, name, sorted(names))
    return found


def _key(name: str) -> str:
    """One spelling of a path: forward slashes, no leading dot, composed letters."""
    return unicodedata.normalize("NFC", name.strip().replace("\\", "/").removeprefix("./"))


def _exists(folder: Path, name: str) -> bool:
    return (folder / name).exists() or any(
        (folder / unicodedata.normalize(form, name)).exists() for form in ("NFC", "NFD")
    )


def _unknown(table: Path | str, line: int, name: str, names: list[str]) -> UsageError:
    near = get_close_matches(name, names, n=1)
    remedy = (
        f'did you mean "{near[0]}"?' if near else "write its path as seen from the table's folder, or remove the line"
    )
    return UsageError(f'"{table}" line {line}: there is no file "{name}": {remedy}')


def _table(path: Path) -> Rows:
    try:
        return _rows(path, path.read_bytes())
    except OSError as error:
        raise UsageError(f'table of sources "{path}" cannot be read ({error.strerror}): check the path') from error


def _rows(path: Path | str, data: bytes) -> Rows:
    """Rows of a table by file, each with its line."""
    try:
        text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(
            f'table of sources "{path}" is not UTF-8 (byte {error.start}): save it as "CSV UTF-8"'
        ) from error
    lines = text.splitlines(keepends=True)
    heading = next((line for line in lines if line.strip()), "")
    delimiter = max(",;\t", key=heading.count)  # spreadsheets write semicolons or tabs in some countries
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    columns: list[str] = []
    rows: Rows = {}
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not columns:
                columns = _columns(path, reader.line_num, cells)
                continue
            if len(cells) != len(columns):
                raise UsageError(
                    f'"{path}" line {reader.line_num}: {len(cells)} cells where {len(columns)} columns are due: put cells that hold a comma in quotation marks'
                )
            row = {column: cell.strip() for column, cell in zip(columns, cells, strict=True) if cell.strip()}
            name = _key(row.pop("file", ""))
            if not name:
                raise UsageError(f'"{path}" line {reader.line_num}: column "file" is empty: write the path of the file')
            if name in rows:
                raise UsageError(
                    f'"{path}" line {reader.line_num}: "{name}" stands in line {rows[name][0]} already: keep one of them'
                )
            rows[name] = (reader.line_num, _checked(path, reader.line_num, row))
    except csv.Error as error:
        raise UsageError(f'"{path}" line {reader.line_num}: {error}: mend the quotation marks') from error
    if not columns:
        raise UsageError(f'table of sources "{path}" is empty: begin it with the line {",".join(COLUMNS[:7])}')
    return rows


def _columns(path: Path | str, line: int, cells: list[str]) -> list[str]:
    columns = [cell.strip().lower() for cell in cells]
    for column in columns:
        near = get_close_matches(column, COLUMNS, n=1, cutoff=MISTYPED)
        if column and column not in COLUMNS and near:
            raise UsageError(f'"{path}" line {line}: column "{column}" is unknown: did you mean "{near[0]}"?')
        if not column or columns.count(column) > 1:
            raise UsageError(
                f'"{path}" line {line}: column "{column}" has no name or stands twice: name each column once'
            )
    if "file" not in columns:
        raise UsageError(
            f'"{path}" line {line}: column "file" is missing (found: {", ".join(columns)}): begin with {",".join(COLUMNS[:7])}'
        )
    return columns


def _checked(path: Path | str, line: int, row: dict[str, str]) -> dict[str, str]:
    for column in ("published", "retrieved_at"):
        if column in row and dates.iso(row[column]) is None:
            raise UsageError(f'"{path}" line {line}: {column} "{row[column]}" is no date: write it as YYYY-MM-DD')
    if "language" in row and langid.code(row["language"]) is None:
        raise UsageError(
            f'"{path}" line {line}: language "{row["language"]}" is no code: write two letters, such as en or ar'
        )
    return row
