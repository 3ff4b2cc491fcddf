"""Laying a GeoNames dump into a user's folder of tables: finer places for ``build --knowledge``.

A dump is a table of 19 columns separated by tabs (download.geonames.org/export/dump/readme.txt), as text or zipped. It is read line by
line, twice: first for the names of divisions, then for the places. Shipped places stay as they are, since some were put right by hand.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from msgspec import Struct

from rashomon.errors import KnowledgeError, UsageError
from rashomon.knowledge import Knowledge

COLUMNS = 19
MOST = 500_000
"""Places that a build can hold in memory beside its other work: about 0.6 GB."""
MOST_TOLD = 20
LONGEST_LINE = 1 << 16
TABLE = (
    "id",
    "name",
    "kind",
    "country",
    "admin1",
    "latitude",
    "longitude",
    "population",
    "names",
    "claimed_by",
    "source",
)

Division = tuple[str, str]


class BadLine(Struct, frozen=True, kw_only=True):
    """A line that is no place.

    Attributes:
        line: Its number, from 1.
        why: What is off.
    """

    line: int
    why: str


class PlacesAdded(Struct, frozen=True, kw_only=True):
    """What came of a dump.

    Attributes:
        file: The table that was written.
        n_places: Places added or replaced in it.
        n_kept: Places that it had from before.
        n_left_out: Lines of features that are no places, of places that are shipped, or outside what was asked for.
        n_bad: Lines that could not be read.
        bad: The first of these.
    """

    file: str
    n_places: int
    n_kept: int
    n_left_out: int
    n_bad: int
    bad: list[BadLine]


class _Line(NamedTuple):
    row_id: str
    name: str
    names: str
    latitude: float
    longitude: float
    feature: str
    country: str
    others: str
    admin1: str
    population: int


class _Tables(NamedTuple):
    kinds: dict[str, str]
    countries: dict[str, str]
    shipped: dict[str, str]


def add_places(
    dump: Path | str, knowledge: Path | str, *, countries: Iterable[str] = (), least_population: int = 0
) -> PlacesAdded:
    """Write the places of a GeoNames dump into ``places.csv`` of a folder of tables.

    A place of another country too (GeoNames' ``cc2``) gets no country; one in a division all of whose shipped places are disputed is
    disputed like them. Rows that the table had from before stay, unless the dump has their id.

    Args:
        dump: ``allCountries.txt``, ``IQ.txt`` and the like, or a zip that holds one.
        knowledge: The folder; made when it is not there.
        countries: Only these, by ISO code of two or three letters; all by default.
        least_population: Leave out towns with fewer people.

    Returns:
        What was written, and which lines could not be read.

    Raises:
        UsageError: The file is not there or is no such dump, a country is not known, or there are more than :data:`MOST` places.
        KnowledgeError: The folder's own table cannot be read.
    """
    tables = _tables(Knowledge())
    wanted = {_country(code, tables) for code in countries}
    path, folder = Path(dump), Path(knowledge)
    divisions, disputed = _divisions(path, tables)
    folder.mkdir(parents=True, exist_ok=True)
    earlier = Knowledge(folder).overlay
    target, waiting = (earlier or folder) / "places.csv", folder / ".places.csv.part"
    ids: set[str] = set()
    bad: list[BadLine] = []
    n_lines = n_bad = 0
    try:
        with waiting.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(TABLE)
            for n_lines, line in _lines(path):
                if isinstance(line, str):
                    n_bad += 1
                    bad += [BadLine(line=n_lines, why=line)] if n_bad <= MOST_TOLD else []
                elif _asked(line, tables, wanted, least_population) and line.row_id not in ids:
                    ids.add(line.row_id)
                    writer.writerow(_row(line, tables, divisions, disputed))
                if len(ids) > MOST:
                    raise UsageError(
                        f'"{path}" has more than {MOST} places: ask for less with --country or --least-population'
                    )
            if n_bad * 2 > n_lines:
                raise UsageError(
                    f'"{path}" is no GeoNames dump (line {bad[0].line}: {bad[0].why}): give allCountries.txt or the like'
                )
            kept = _keep(target, writer, ids)
        waiting.replace(target)
    finally:
        waiting.unlink(missing_ok=True)
    return PlacesAdded(
        file=str(target), n_places=len(ids), n_kept=kept, n_left_out=n_lines - n_bad - len(ids), n_bad=n_bad, bad=bad
    )


def _tables(shipped: Knowledge) -> _Tables:
    return _Tables(
        {row["feature"]: row["kind"] for row in shipped.csv("places_features")},
        {row["alpha2"]: row["alpha3"] for row in shipped.csv("places_countries")},
        {row["id"]: row["claimed_by"] for row in shipped.csv("places")},
    )


def _country(code: str, tables: _Tables) -> str:
    found = {**tables.countries, **{alpha3: alpha3 for alpha3 in tables.countries.values()}}.get(code.upper())
    if found is None:
        raise UsageError(f'country "{code}" is not known: give its ISO code, as in IQ or IRQ')
    return found


def _divisions(path: Path, tables: _Tables) -> tuple[dict[Division, str], dict[Division, str]]:
    """Names of first-order divisions, and who claims those in which every shipped place is disputed."""
    names: dict[Division, str] = {}
    claims: dict[Division, set[str]] = {}
    for _, line in _lines(path):
        if isinstance(line, str):
            continue
        where = (line.country, line.admin1)
        if line.feature == "A.ADM1":
            names[where] = line.name
        elif line.row_id in tables.shipped and line.admin1:
            claims.setdefault(where, set()).add(tables.shipped[line.row_id])
    return names, {where: next(iter(found)) for where, found in claims.items() if len(found) == 1 and "" not in found}


def _lines(path: Path) -> Iterator[tuple[int, _Line | str]]:
    """Lines with their numbers; in place of one that cannot be read, the reason."""
    with _opened(path) as file:
        number = 0
        while text := file.readline(LONGEST_LINE):
            number += 1
            if not text.endswith("\n") and len(text) == LONGEST_LINE:
                raise UsageError(f'"{path}" line {number} is longer than {LONGEST_LINE} signs: give a GeoNames dump')
            yield number, _parsed(text.rstrip("\r\n").split("\t"))


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    """The dump as text, out of its zip where it is in one."""
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                names = [each for each in packed.namelist() if each.endswith(".txt") and "readme" not in each.lower()]
                if len(names) != 1:
                    raise UsageError(f'"{path}" holds {len(names)} tables: give the zip of one GeoNames dump')
                with packed.open(names[0]) as inner:
                    yield io.TextIOWrapper(inner, "utf-8", errors="replace", newline="\n")
        else:
            with path.open(encoding="utf-8", errors="replace", newline="\n") as file:
                yield file
    except (OSError, zipfile.BadZipFile) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise UsageError(f'"{path}" cannot be read ({reason}): give a GeoNames dump, as text or zipped') from error


def _parsed(cells: list[str]) -> _Line | str:
    if len(cells) != COLUMNS:
        return f"{len(cells)} columns, {COLUMNS} are due"
    if not cells[0].isascii() or not cells[0].isdigit():
        return f'"{cells[0][:40]}" is no GeoNames id'
    try:
        latitude, longitude, population = float(cells[4]), float(cells[5]), int(cells[14] or 0)
    except ValueError:
        return f'"{cells[4][:20]}", "{cells[5][:20]}", "{cells[14][:20]}" are no latitude, longitude and population'
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return f"{latitude}, {longitude} lies nowhere on earth"
    if not cells[1].strip():
        return "no name"
    return _Line(
        cells[0], cells[1], ",".join((cells[2], cells[3])), latitude, longitude, f"{cells[6]}.{cells[7]}", cells[8], cells[9],
        cells[10], population,
    )  # fmt: skip


def _asked(line: _Line, tables: _Tables, wanted: set[str], least_population: int) -> bool:
    return (
        line.feature in tables.kinds
        and line.row_id not in tables.shipped
        and (not wanted or tables.countries.get(line.country) in wanted)
        and (not line.feature.startswith("P.") or line.population >= least_population)
    )


def _row(line: _Line, tables: _Tables, divisions: dict[Division, str], disputed: dict[Division, str]) -> list[str]:
    where = (line.country, line.admin1)
    kind, claimed = tables.kinds[line.feature], disputed.get(where, "")
    shared = any(code.strip() not in ("", line.country) for code in line.others.split(","))
    country = "" if claimed or shared else tables.countries.get(line.country, "")
    names = [name for name in line.names.split(",") if _readable(name) and name != line.name]
    return [
        line.row_id, line.name, kind, country, divisions.get(where, ""), f"{line.latitude:.5f}", f"{line.longitude:.5f}",
        str(line.population), "|".join(dict.fromkeys(names)), claimed, "GeoNames",
    ]  # fmt: skip


def _readable(name: str) -> bool:
    """Whether a name is in Latin letters, and more than a code of an airport."""
    return (
        len(name) > 3
        and "|" not in name
        and all(ord(char) < 0x250 or 0x1E00 <= ord(char) < 0x1F00 or char in "‘’ʻʼʾʿ–" for char in name)
    )


def _keep(table: Path, writer: Any, ids: set[str]) -> int:  # noqa: ANN401 - csv names no type for it
    """Copy the rows that the user's table had from before."""
    if not table.is_file():
        return 0
    kept = 0
    try:
        with table.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(line for line in file if line.strip() and not line.startswith("#")):
                if row["id"] not in ids:
                    writer.writerow([row[column] or "" for column in TABLE])
                    kept += 1
    except (KeyError, UnicodeDecodeError, csv.Error) as error:
        raise KnowledgeError(f'"{table}" cannot be read ({error}): mend it, or name a new folder') from error
    return kept
