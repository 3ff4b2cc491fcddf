"""Sheets that people code, and what their codes come to."""

import csv
import importlib.util
import math
from pathlib import Path

import pytest

from rashomon.errors import UsageError
from rashomon.record.reader import Record
from rashomon.validation import agreement, sample
from rashomon.validation.sheets import read
from rashomon.validation.statistics import alpha, wilson

_spec = importlib.util.spec_from_file_location("record_conftest", Path(__file__).parents[1] / "record" / "conftest.py")
assert _spec
assert _spec.loader
_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_module)
rows = _module.rows
record = _module.record


def table(path: Path) -> list[dict[str, str]]:
    """Rows of a sheet."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def coded(path: Path, codes: dict[str, tuple[str, str]], delimiter: str = ",") -> Path:
    """A sheet with type and factuality by id."""
    lines = [delimiter.join(("id", "event_type", "factuality"))]
    lines += [delimiter.join((key, *both)) for key, both in codes.items()]
    path.write_text("\n".join(lines), "utf-8")
    return path


def by_unit(*coders: str) -> list[list[str]]:
    """Codes by unit from a line of codes for each coder; a point is a missing code."""
    return [[code for code in unit if code != "."] for unit in zip(*(line.split() for line in coders), strict=True)]


@pytest.mark.parametrize(
    ("coders", "expected"),
    [
        (("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"), 0.095),
        (("a a b b d c c c e d d a", "b a b b b c c c e d d d"), 0.692),
        (
            (
                "1 2 3 3 2 1 4 1 2 . . .",
                "1 2 3 3 2 2 4 1 2 5 . 3",
                ". 3 3 3 2 3 4 2 2 5 1 .",
                "1 2 3 3 2 4 4 1 2 5 1 .",
            ),
            0.743,
        ),
    ],
)
def test_alpha_is_that_of_the_paper(coders: tuple[str, ...], expected: float) -> None:
    """The worked examples of Krippendorff (2011), sections A, B and C, give his values."""
    value, _ = alpha(by_unit(*coders))
    assert value is not None
    assert round(value, 3) == expected


def test_alpha_is_not_made_up() -> None:
    """Without two codes on a unit, or with one code throughout, there is no alpha; full agreement on two codes is 1."""
    assert alpha([["a"], []]) == (None, 0)
    assert alpha([["a", "a"], ["a", "a"]]) == (None, 2)
    assert alpha([["a", "a"], ["b", "b"]]) == (1.0, 2)


def test_wilson_is_that_of_the_books() -> None:
    """81 of 263 gives .2553 to .3662 (Newcombe 1998, table I, method 3); bounds stay within 0 and 1."""
    share, low, high = wilson(81, 263)
    assert (round(share, 4), round(low, 4), round(high, 4)) == (0.3080, 0.2553, 0.3662)
    assert wilson(0, 5).low == 0
    assert wilson(5, 5).high == 1
    assert not math.isnan(wilson(1, 1).low)


def test_a_sheet_is_blind(record: Record, tmp_path: Path) -> None:
    """The sheet holds passage and context, blank columns, and nothing that the program read."""
    assert sample(record, tmp_path / "s.csv", n=10) == 4
    found = table(tmp_path / "s.csv")
    assert {row["id"] for row in found} == {"n-e", "n-k", "s-e", "s-k"}
    [row] = [row for row in found if row["id"] == "n-e"]
    assert row["passage"].startswith("On 31 May the Northern Fleet »shelled« Port Elm")
    assert row["before"] == "A day at sea 🌊\n\n"
    assert all(
        row[name] == "" for row in found for name in ("event_type", "factuality", "actor", "recipient", "comment")
    )
    assert "ASSAULT" not in (tmp_path / "s.csv").read_text("utf-8")


def test_samples_are_repeated_and_differ_by_seed(record: Record, tmp_path: Path) -> None:
    """The same seed draws the same rows in the same order; n bounds them; another seed orders otherwise."""
    drawn = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2), ("d", 3)):
        assert sample(record, tmp_path / name, n=3, stratify="outlet", seed=seed) == 3
        drawn.append([row["id"] for row in table(tmp_path / name)])
    assert drawn[0] == drawn[1]
    assert len({tuple(each) for each in drawn}) > 1


def test_strata_are_drawn_evenly(record: Record, tmp_path: Path) -> None:
    """Of two outlets with two tellings each, a sample of two takes one from each, whatever the seed."""
    for seed in range(8):
        sample(record, tmp_path / str(seed), n=2, stratify="outlet", seed=seed)
        assert sorted(row["id"][0] for row in table(tmp_path / str(seed))) == ["n", "s"]


@pytest.mark.parametrize(
    ("options", "words"), [({"n": 0}, "one row or more"), ({"stratify": "mood"}, "use one of type")]
)
def test_a_bad_call_is_told(record: Record, tmp_path: Path, options: dict[str, object], words: str) -> None:
    """A number below one or an unknown stratum is one clear line."""
    with pytest.raises(UsageError, match=words):
        sample(record, tmp_path / "s.csv", **options)


def test_codes_are_never_written_over(record: Record, tmp_path: Path) -> None:
    """A file that is there is left alone: somebody may have coded it."""
    (tmp_path / "s.csv").write_text("codes")
    with pytest.raises(UsageError, match="may hold codes"):
        sample(record, tmp_path / "s.csv")
    assert (tmp_path / "s.csv").read_text() == "codes"


def test_codes_are_compared_with_the_record(record: Record, tmp_path: Path) -> None:
    """Precision by the program's code, with the interval; ids that are gone are counted; blank cells count for nothing."""
    one = coded(tmp_path / "one.csv", {
        "n-e": ("assault", "asserted"), "s-e": ("ASSAULT", "denied"), "n-k": ("NONE", ""), "s-k": ("", ""), "old": ("AID", ""),
    })  # fmt: skip
    found = agreement([one], record)
    assert found.sheets == ["one.csv: 5 rows, 4 coded"]
    assert found.n_gone == 1
    types, factuality = found.columns
    [line] = types.precision
    assert (line.code, line.n_same, line.n_coded, line.n_record) == ("ASSAULT", 2, 3, 4)
    assert (line.low, line.high) == wilson(2, 3)[1:]
    assert types.weighted == pytest.approx(2 / 3)
    assert types.alpha is None
    assert [(each.n_same, each.n_coded) for each in factuality.precision] == [(1, 2)]


def test_coders_are_compared_with_each_other(tmp_path: Path) -> None:
    """Two sheets give alpha without a record, also when a spreadsheet saved one with semicolons."""
    one = coded(tmp_path / "one.csv", {"a": ("AID", "denied"), "b": ("AGREE", "denied"), "c": ("AID", "planned")})
    two = coded(tmp_path / "two.csv", {"a": ("AID", "denied"), "b": ("AGREE", ""), "c": ("AGREE", "planned")}, ";")
    types, factuality = agreement([one, two]).columns
    assert types.alpha == alpha([["AID", "AID"], ["AGREE", "AGREE"], ["AID", "AGREE"]])[0]
    assert (types.n_compared, factuality.n_compared, factuality.alpha) == (3, 2, 1.0)
    assert types.precision == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"id,event_type\na,AID\n", 'has no column "factuality"'),
        (b"", 'has no column "id"'),
        (b"id,event_type,factuality\na,ASALT,\n", 'line 2: event_type "ASALT" is no code'),
        (b"id,event_type,factuality\na,AID,\na,AID,\n", 'line 3: id "a" stands there twice'),
        (b"id,event_type,factuality\n,AID,\n", 'line 2: id "" is empty'),
        (b"id,event_type,factuality\na,,\n", "holds no code"),
        (b"id,event_type,factuality\na,A\xcfD,\n", "is not UTF-8"),
        (b'id,event_type,factuality\na,"AID"x,\n', "line 2: "),
    ],
)
def test_bad_sheets_are_named(content: bytes, words: str, tmp_path: Path) -> None:
    """A sheet that cannot be is one line with file, place, value and remedy."""
    (tmp_path / "bad.csv").write_bytes(content)
    with pytest.raises(UsageError, match=r'sheet ".*bad\.csv"') as told:
        read(tmp_path / "bad.csv")
    assert words in str(told.value)


def test_nothing_to_compare_is_told(record: Record, tmp_path: Path) -> None:
    """One sheet without a record, a sheet that is not there, a sheet of another record."""
    one = coded(tmp_path / "one.csv", {"zz": ("AID", "")})
    with pytest.raises(UsageError, match="nothing to compare with"):
        agreement([one])
    with pytest.raises(UsageError, match="cannot be read"):
        agreement([tmp_path / "none.csv"], record)
    with pytest.raises(UsageError, match="none of the sheets' ids"):
        agreement([one], record)
