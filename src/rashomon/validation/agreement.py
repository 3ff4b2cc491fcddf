"""What coded sheets come to: how often the program's codes are the coders', and how far coders agree."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from rashomon.errors import UsageError
from rashomon.record.reader import Record
from rashomon.validation import sheets
from rashomon.validation.statistics import alpha, wilson


class CodePrecision(Struct, frozen=True, kw_only=True):
    """How often coders gave the code that the program gave.

    Attributes:
        code: The program's code.
        n_coded: Codes of coders for tellings that have it.
        n_same: Those that are the same.
        precision: Their share.
        low: Lower bound of the 95 % interval (Wilson; several coders of one telling count as one trial).
        high: Upper bound.
        n_record: Tellings of typed events with this code in the record.
    """

    code: str
    n_coded: int
    n_same: int
    precision: float
    low: float
    high: float
    n_record: int


class ColumnAgreement(Struct, frozen=True, kw_only=True):
    """One column of the sheets.

    Attributes:
        column: ``event_type`` or ``factuality``.
        alpha: Krippendorff's alpha between the coders (nominal); NULL for one coder, or where it is not defined.
        n_compared: Tellings that two coders or more coded.
        precision: By code of the program, in alphabetical order; empty without a record.
        weighted: Precision over the whole record: codes weighted by how many tellings have them; NULL unless each code was sampled.
    """

    column: str
    alpha: float | None
    n_compared: int
    precision: list[CodePrecision]
    weighted: float | None


class Agreement(Struct, frozen=True, kw_only=True):
    """What the sheets come to.

    Attributes:
        sheets: Their names with rows and codes in them, as "name: 200 rows, 180 coded".
        n_gone: Tellings of the sheets that the record does not have (any more).
        columns: Each counted column.
    """

    sheets: list[str]
    n_gone: int
    columns: list[ColumnAgreement]


def agreement(paths: Sequence[Path | str], record: Record | None = None) -> Agreement:
    """Compare coded sheets with each other, and with the record they were drawn from.

    Args:
        paths: Sheets made by :func:`rashomon.validation.sample`; each is one coder's.
        record: The record, for the program's codes; None compares the coders only.

    Raises:
        UsageError: A sheet cannot be read, or there is nothing to compare.
    """
    coded = [sheets.read(path) for path in paths]
    if not coded or (record is None and len(coded) < 2):
        raise UsageError(
            "one sheet alone has nothing to compare with: name the record with --record, or a second sheet"
        )
    wanted = sorted({key for sheet in coded for codes in sheet.codes.values() for key in codes})
    read = {} if record is None else _read(record, wanted)
    if record is not None and not read:
        raise UsageError(
            f'none of the sheets\' ids is in record "{record.path}": name the record that they were drawn from'
        )
    return Agreement(
        sheets=[f"{each.name}: {each.n_rows} rows, {max(map(len, each.codes.values()))} coded" for each in coded],
        n_gone=0 if record is None else len(wanted) - len(read),
        columns=[_column(column, [sheet.codes[column] for sheet in coded], read, record) for column in sheets.CODES],
    )


def _read(record: Record, wanted: list[str]) -> dict[str, dict[str, str]]:
    rows = record.query(
        "SELECT event_mention_id, event_type, factuality FROM event_mentions WHERE list_contains(?, event_mention_id) "
        "AND event_type IS NOT NULL",
        [wanted],
    )
    return {row["event_mention_id"]: row for row in rows}


def _column(
    column: str, coders: list[dict[str, str]], read: dict[str, dict[str, str]], record: Record | None
) -> ColumnAgreement:
    units: dict[str, list[str]] = defaultdict(list)
    for codes in coders:
        for key, code in codes.items():
            units[key].append(code)
    between, compared = alpha(units.values())
    lines = [] if record is None else _precision(column, units, read, record)
    total = sum(line.n_record for line in lines)
    held = (
        record.query(f"SELECT count(DISTINCT {column}) AS n FROM event_mentions WHERE event_type IS NOT NULL")
        if record
        else []
    )
    whole = bool(lines) and len(lines) == held[0]["n"]
    return ColumnAgreement(
        column=column,
        alpha=between,
        n_compared=compared,
        precision=lines,
        weighted=sum(line.precision * line.n_record for line in lines) / total if whole else None,
    )


def _precision(
    column: str, units: dict[str, list[str]], read: dict[str, dict[str, str]], record: Record
) -> list[CodePrecision]:
    tellings, coded, same = Counter[str](), Counter[str](), Counter[str]()
    for key, codes in units.items():
        if key in read:
            tellings[read[key][column]] += 1
            coded[read[key][column]] += len(codes)
            same[read[key][column]] += codes.count(read[key][column])
    counts = {
        row["code"]: row["n"]
        for row in record.query(
            f"SELECT {column} AS code, count(*) AS n FROM event_mentions WHERE event_type IS NOT NULL GROUP BY code"
        )
    }
    out = []
    for code in sorted(coded):
        interval = wilson(same[code] / coded[code] * tellings[code], tellings[code])
        out.append(
            CodePrecision(
                code=code, n_coded=coded[code], n_same=same[code], precision=interval.share, low=interval.low,
                high=interval.high, n_record=counts[code],
            )
        )  # fmt: skip
    return out
