"""The verbs that take a record elsewhere and let people check it, as a user calls them."""

import importlib.util
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rashomon.cli import group
from rashomon.errors import UsageError
from rashomon.export.files import FILES
from rashomon.record.reader import Record

_spec = importlib.util.spec_from_file_location("record_conftest", Path(__file__).parents[1] / "record" / "conftest.py")
assert _spec
assert _spec.loader
_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_module)
rows = _module.rows
record = _module.record


def call(*words: object) -> Result:
    """What a call prints; errors that a user can read are raised as they are."""
    return CliRunner().invoke(group, [str(word) for word in words], catch_exceptions=False)


@pytest.mark.parametrize("form", list(FILES))
def test_each_form_is_written(record: Record, tmp_path: Path, form: str) -> None:
    """Each form of one file is written where it was asked for, and the screen says so."""
    target = tmp_path / f"out{FILES[form].suffixes[0]}"
    done = call("export", record.path, "--to", form, target)
    assert done.exit_code == 0
    assert f"wrote {target}" in done.output
    assert target.stat().st_size


def test_tables_fill_a_folder(record: Record, tmp_path: Path) -> None:
    """The forms of many files say how many there are."""
    assert "files in" in call("export", record.path, "--to", "csv", tmp_path / "out").output


def test_a_wrong_pair_of_options_is_misuse(record: Record, tmp_path: Path) -> None:
    """A rule for a form without a best number, a mark for another than the long table."""
    with pytest.raises(UsageError, match="has no best number"):
        call("export", record.path, "--to", "icews", tmp_path / "x.tab", "--best-rule", "low")
    with pytest.raises(UsageError, match="--excel goes with --to tellings"):
        call("export", record.path, "--to", "sqlite", tmp_path / "x.db", "--excel")


def test_a_sample_is_coded_and_read_back(record: Record, tmp_path: Path) -> None:
    """From sheet to figures: what a researcher does, on the screen and as JSON."""
    sheet = tmp_path / "sheet.csv"
    assert "4 rows in" in call("sample", record.path, sheet, "--n", "9").output
    text = (
        sheet.read_text("utf-8-sig")
        .replace(",,,,,", ",ASSAULT,asserted,,,")
        .replace(",,,,\n", ",ASSAULT,asserted,,,\n")
    )
    sheet.write_text(text, "utf-8")
    done = call("agreement", sheet, "--record", record.path)
    assert "sheet.csv: 4 rows, 4 coded" in done.output
    assert "4 / 4" in done.output
    found = json.loads(call("agreement", sheet, sheet, "--json").output)
    assert [column["n_compared"] for column in found["columns"]] == [4, 4]


def test_places_are_added(tmp_path: Path) -> None:
    """A dump goes in, bad lines are named, the next command is proposed."""
    line = [
        "900000001",
        "Tell Test",
        "Tell Test",
        "",
        "33.5",
        "44.25",
        "P",
        "PPL",
        "IQ",
        "",
        "07",
        "",
        "",
        "",
        "12",
        "",
        "34",
        "Asia",
        "2020",
    ]
    (tmp_path / "XX.txt").write_text("\t".join(line) + "\nbad\n" + "\t".join(["900000002", *line[1:]]) + "\n")
    done = call("places", "add", tmp_path / "XX.txt", "--knowledge", tmp_path / "mine")
    assert "2 places in" in done.output
    assert "line 2: 1 columns, 19 are due" in done.output
    assert (
        json.loads(call("places", "add", tmp_path / "XX.txt", "--knowledge", tmp_path / "mine", "--json").output)[
            "n_bad"
        ]
        == 1
    )
