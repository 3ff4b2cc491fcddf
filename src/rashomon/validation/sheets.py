"""Reading coded sheets back, as spreadsheets save them."""

import csv
import io
from pathlib import Path
from typing import NamedTuple

from rashomon.errors import UsageError
from rashomon.views.events import TYPES

CODES: dict[str, tuple[str, ...]] = {
    "event_type": (*TYPES, "NONE"),
    "factuality": ("asserted", "denied", "possible", "demanded", "planned", "hypothetical"),
}
"""Columns that are counted, with the codes they may hold; ``NONE``: the words tell no event of PLOVER's types."""


class Sheet(NamedTuple):
    """A coded sheet.

    Attributes:
        name: Its file name.
        n_rows: Its rows.
        codes: For each counted column the codes by ``id``; blank cells are left out.
    """

    name: str
    n_rows: int
    codes: dict[str, dict[str, str]]


def read(path: Path | str) -> Sheet:
    """Read a sheet.

    Args:
        path: A CSV file made by ``rashomon sample``, coded and saved as UTF-8; commas, semicolons or tabs between cells.

    Raises:
        UsageError: It is not there, no such sheet, holds a code or an ``id`` that cannot be, or no code at all.
    """
    file = Path(path)
    try:
        text = file.read_text("utf-8-sig")
    except OSError as error:
        raise UsageError(
            f'sheet "{file}" cannot be read ({error.strerror}): name a sheet that rashomon sample made'
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError(f'sheet "{file}" is not UTF-8: save it as "CSV UTF-8"') from error
    first = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    missing = [name for name in ("id", *CODES) if name not in (reader.fieldnames or [])]
    if missing:
        raise UsageError(f'sheet "{file}" has no column "{missing[0]}": leave the columns that rashomon sample wrote')
    codes: dict[str, dict[str, str]] = {name: {} for name in CODES}
    seen: set[str] = set()
    try:
        for row in reader:
            where = f'sheet "{file}" line {reader.line_num}'
            key = (row["id"] or "").strip()
            if not key or key in seen:
                raise UsageError(
                    f'{where}: id "{key}" {"stands there twice" if key else "is empty"}: leave the ids as they were'
                )
            seen.add(key)
            for column, allowed in CODES.items():
                if code := _code(row[column], column, allowed, where):
                    codes[column][key] = code
    except csv.Error as error:
        raise UsageError(
            f'sheet "{file}" line {reader.line_num + 1}: {error}: save it as "CSV UTF-8" once more'
        ) from error
    if not any(codes.values()):
        raise UsageError(f'sheet "{file}" holds no code: fill {" or ".join(CODES)}')
    return Sheet(file.name, len(seen), codes)


def _code(cell: str | None, column: str, allowed: tuple[str, ...], where: str) -> str | None:
    written = (cell or "").strip()
    if not written:
        return None
    found = next((code for code in allowed if code.lower() == written.lower()), None)
    if found is None:
        raise UsageError(
            f'{where}: {column} "{written}" is no code: use one of {", ".join(allowed)}, or leave it blank'
        )
    return found
