"""Tables leave the record whole, native and always in the same order."""

import csv
import json
from pathlib import Path

import pytest

from rashomon.errors import RecordError, UsageError
from rashomon.export import export, tables
from rashomon.export.tables import FORMATS
from rashomon.record import schema, views
from rashomon.record.order import ORDER
from rashomon.record.reader import Record


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A new folder beside the record."""
    return tmp_path / "export"


def lines(path: Path) -> list[dict[str, object]]:
    """Objects of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_every_view_is_a_file(record: Record, folder: Path) -> None:
    """Each format writes one file for each table and view of the contract, and nothing else."""
    for form in FORMATS:
        written = export(record, form, folder / form)
        assert sorted(path.name for path in (folder / form).iterdir()) == sorted(path.name for path in written)
        assert {path.stem for path in written} == set(views.CONTRACT)


def test_json_lines_hold_every_column(record: Record, folder: Path) -> None:
    """Every column stands in every line; what is missing is null, empty lists are lists, days are YYYY-MM-DD."""
    export(record, "jsonl", folder)
    for name in views.CONTRACT:
        columns = [row["column_name"] for row in record.query(f"DESCRIBE SELECT * FROM {name}")]
        for line in lines(folder / f"{name}.jsonl"):
            assert list(line) == columns
    north, south = lines(folder / "documents.jsonl")
    assert north["extra"] == {"page": [1, None]}
    assert south["extra"] is None
    assert north["published"] == "1916-06-02"
    (event,) = lines(folder / "events.jsonl")
    assert event["recipient_ids"] == []
    (difference,) = lines(folder / "differences.jsonl")
    assert difference["values"][0]["low"] == 12.0
    assert lines(folder / "attributions.jsonl")[0]["content_spans"][0][0] > 0


def test_json_lines_hold_what_the_record_holds(record: Record, folder: Path) -> None:
    """Line by line the export equals what Python reads from the record."""
    export(record, "jsonl", folder)
    for name in views.CONTRACT:
        rows = json.loads(json.dumps(list(record.table(name)), default=str))
        assert lines(folder / f"{name}.jsonl") == rows


def test_csv_holds_nested_columns_as_json(record: Record, folder: Path) -> None:
    """In CSV a list is JSON text in one cell, and text with line ends and quotes is quoted."""
    export(record, "csv", folder)
    with (folder / "attributions.csv").open(encoding="utf-8", newline="") as file:
        assert json.loads(next(csv.DictReader(file))["content_spans"])[0][1] > 0
    with (folder / "documents.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["text"] for row in rows] == [row["text"] for row in record.documents]
    assert json.loads(rows[0]["extra"]) == {"page": [1, None]}
    assert rows[1]["extra"] == ""
    with (folder / "differences.csv").open(encoding="utf-8", newline="") as file:
        assert json.loads(next(csv.DictReader(file))["values"])[0]["value"] == "12"


def test_parquet_is_native(record: Record, folder: Path) -> None:
    """In Parquet lists and structs are native, days are days."""
    export(record, "parquet", folder)
    for name in views.CONTRACT:
        path = str(folder / f"{name}.parquet")
        found = schema.duckdb.connect().execute(f"SELECT * FROM read_parquet('{path}')").fetchall()
        stored = record.connection.execute(f"SELECT * FROM {name} ORDER BY {ORDER[name]}").fetchall()
        assert found == stored


def test_an_export_can_be_written_again(record: Record, folder: Path) -> None:
    """A second export replaces the first, byte for byte the same; another format may stand beside it."""
    first = [path.read_bytes() for path in export(record, "jsonl", folder)]
    export(record, "csv", folder)
    assert [path.read_bytes() for path in export(record, "jsonl", folder)] == first


def test_a_foreign_folder_is_refused(record: Record, folder: Path) -> None:
    """Where other files lie, or the folder is a file, nothing is written."""
    folder.mkdir()
    (folder / "thesis.docx").write_text("x")
    with pytest.raises(UsageError, match=r'holds "thesis\.docx", which is no export'):
        export(record, "jsonl", folder)
    with pytest.raises(UsageError, match="is a file"):
        export(record, "jsonl", folder / "thesis.docx")
    assert [path.name for path in folder.iterdir() if path.suffix == ".jsonl"] == []


def test_a_failed_export_leaves_the_former_one(record: Record, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a table cannot be written, the files that were there stay, and nothing half lies about."""
    before = [path.read_bytes() for path in export(record, "jsonl", folder)]
    monkeypatch.setitem(views.CONTRACT, "nowhere", "")
    monkeypatch.setitem(ORDER, "nowhere", "1")
    with pytest.raises(RecordError, match=r"export of .* stopped"):
        export(record, "jsonl", folder)
    assert sorted(path.read_bytes() for path in folder.iterdir()) == sorted(before)


def test_an_unknown_format_is_misuse(record: Record, folder: Path) -> None:
    """A format that does not exist is refused with those that do."""
    with pytest.raises(UsageError, match="use one of jsonl, parquet, csv, "):
        export(record, "docx", folder)


def test_the_verb_can_be_called_again(record: Record, folder: Path) -> None:
    """``rashomon.export`` stays a verb after the package of that name was imported; every name on the command line is a format."""
    import rashomon
    from rashomon.cli.taking import FORMATS as NAMES
    from rashomon.export import FORMATS as ALL

    assert rashomon.export(record, "jsonl", folder)
    assert rashomon.export(record, "jsonl", folder)
    assert list(NAMES) == list(ALL)


def test_the_coverage_of_a_large_record_is_limited(
    record: Record, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond so many rows only what is told is written for events that one account tells; below it, all of the view."""
    export(record, "jsonl", folder)
    assert len(lines(folder / "coverage.jsonl")) == len(record.coverage)
    assert tables.coverage_limit(record) == ""
    monkeypatch.setattr(tables, "MOST_COVERAGE", 0)
    export(record, "jsonl", folder)
    shared = {row["event_id"] for row in record.events if row["n_accounts"] > 1}
    kept = [row for row in record.coverage if row["status"] == "told" or row["event_id"] in shared]
    assert kept
    assert [row["status"] for row in lines(folder / "coverage.jsonl")] == [row["status"] for row in kept]
