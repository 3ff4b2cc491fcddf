"""A record as Python sees it."""

from datetime import date
from pathlib import Path

import pytest

from rashomon.errors import RecordError
from rashomon.record.reader import Record, open_record


def test_tables_are_attributes(record: Record) -> None:
    """Each table iterates as dictionaries, has a length, and can be searched by values."""
    assert len(record.documents) == 2
    assert [row["outlet"] for row in record.documents] == ["North Post", "South Post"]
    assert [row["event_mention_id"] for row in record.event_mentions.where(lemma="shell", mode=None)] == ["n-e", "s-e"]
    assert record.table("events").name == "events"


def test_values_are_native(record: Record) -> None:
    """JSON, structs, lists and days come out as Python's own."""
    assert [row["extra"] for row in record.documents] == [{"page": [1, None]}, None]
    (difference,) = record.table("differences")
    assert difference["values"][0]["evidence"][0]["end_char"] > 0
    assert next(iter(record.times))["earliest"] == date(1916, 5, 31)


def test_timeline_and_differences(record: Record) -> None:
    """Events by day, and what accounts give for each, by status."""
    assert [row["title"] for row in record.timeline()] == ["Northern Fleet, armed attack, 1916-05-31"]
    assert [(row["aspect"], row["title"][:8]) for row in record.differences(status="same")] == [
        ("figure:killed", "Northern")
    ]
    assert record.differences(status="differ") == []


def test_two_queries_at_once(record: Record) -> None:
    """Rows of one query can be walked through while another runs."""
    pairs = [(one["uri"], other["uri"]) for one in record.documents for other in record.documents]
    assert len(pairs) == 4


def test_frames_where_pandas_is_there(record: Record) -> None:
    """A table comes as a pandas frame."""
    pytest.importorskip("pandas")
    assert list(record.mentions.to_pandas().columns[:2]) == ["document_id", "mention_id"]


def test_frames_without_pandas(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pandas the error says what to install."""
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(RecordError, match=r"rashomon\[pandas\]"):
        record.to_pandas("events")


def test_what_is_not_there(record: Record, tmp_path: Path) -> None:
    """An unknown table or a missing record is told with what there is, or what to run."""
    with pytest.raises(RecordError, match='no table "rumours": it has documents'):
        record.table("rumours")
    with pytest.raises(AttributeError, match="it has documents"):
        _ = record.rumours
    with pytest.raises(RecordError, match="is not there: build it with rashomon build"):
        open_record(tmp_path / "none.duckdb")


def test_nothing_can_be_written(record: Record) -> None:
    """A record that is opened to read cannot be changed by accident."""
    with pytest.raises(Exception, match="read-only"):
        record.query("DELETE FROM _reading.documents")
    assert repr(record).startswith("Record(")


@pytest.mark.parametrize("part", range(3))
def test_a_damaged_record_is_called_damaged(record: Record, part: int, tmp_path: Path) -> None:
    """A record with bytes that are not what was written says so, with what to do; it is not called another database."""

    def read() -> None:
        with Record(copy) as damaged:
            for table in ("documents", "events", "event_mentions", "differences", "arguments"):
                list(damaged.table(table))

    whole = record.path.read_bytes()
    first = 3 * 4096 + part * (len(whole) - 3 * 4096) // 4
    copy = tmp_path / "damaged.duckdb"
    copy.write_bytes(whole[:first] + bytes((len(whole) - first) // 2) + whole[first + (len(whole) - first) // 2 :])
    with pytest.raises(RecordError, match="it is damaged; build it anew"):
        read()
