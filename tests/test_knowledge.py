"""The tables: shipped ones are sound, a user's are laid over them, a bad one is named."""

import re
from pathlib import Path

import pytest

import rashomon
from rashomon.errors import KnowledgeError
from rashomon.knowledge import LINKING_TABLES, Knowledge


def test_every_shipped_table_can_be_read() -> None:
    """Every table of the package loads, and has rows."""
    knowledge = Knowledge()
    for name in knowledge.hashes():
        stem, _, suffix = name.rpartition(".")
        if "/" in stem:
            assert knowledge.folder(stem.split("/")[0])[stem.split("/")[1]]
        else:
            assert knowledge.csv(stem) if suffix == "csv" else knowledge.toml(stem)


def test_a_users_rows_are_added_and_replace(tmp_path: Path) -> None:
    """A user's row with a known first cell replaces the shipped one; others are added."""
    shipped = Knowledge().csv("outlets")
    key = next(iter(shipped[0].values()))
    columns = list(shipped[0])
    (tmp_path / "outlets.csv").write_text(
        ",".join(columns) + f"\n{key},Mine{',' * (len(columns) - 2)}\nWeekly Gull,The Gull{',' * (len(columns) - 2)}\n"
    )
    merged = Knowledge(tmp_path).csv("outlets")
    assert len(merged) == len(shipped) + 1
    assert [row[columns[1]] for row in merged if row[columns[0]] == key] == ["Mine"]


def test_a_users_toml_is_merged(tmp_path: Path) -> None:
    """A user's new file of triggers stands beside the shipped ones."""
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "mine.toml").write_text('kind = "ASSAULT"\n')
    merged = Knowledge(tmp_path).folder("events")
    assert merged["mine"] == {"kind": "ASSAULT"}
    assert set(Knowledge().folder("events")) < set(merged)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("outlets.csv", "alias,outlet\none,two,three\n"),
        ("times.toml", "a = "),
        ("nonsense.csv", "a\nb\n"),
        ("outlets.csv", 'alias,outlet\n"open,x\n'),
    ],
)
def test_a_bad_table_is_named(name: str, content: str, tmp_path: Path) -> None:
    """A table that is unknown or cannot be read is named, with the remedy."""
    (tmp_path / name).write_text(content)

    def load() -> None:
        knowledge = Knowledge(tmp_path)
        stem, _, suffix = name.rpartition(".")
        knowledge.csv(stem) if suffix == "csv" else knowledge.toml(stem)

    with pytest.raises(KnowledgeError, match=name):
        load()


def test_hashes_tell_what_reading_and_linking_use(tmp_path: Path) -> None:
    """A changed table of names changes the hash of linking only; a changed table of rules changes both."""
    shipped = Knowledge()
    (tmp_path / "outlets.csv").write_text("alias,outlet\nWeekly Gull,The Gull\n")
    names = Knowledge(tmp_path)
    assert names.linking_hash() != shipped.linking_hash()
    assert names.reading_hash() == shipped.reading_hash()
    (tmp_path / "times.toml").write_text('mine = "yes"\n')
    assert Knowledge(tmp_path).reading_hash() != shipped.reading_hash()


def test_no_table_that_reading_uses_counts_as_one_of_linking() -> None:
    """What a layer reads from the tables decides what is read again: none of its tables may be marked as linking's."""
    source = Path(rashomon.__file__).parent / "annotate"
    used = {
        name
        for path in source.rglob("*.py")
        for name in re.findall(r'knowledge\.(?:csv|toml|folder)\("(\w+)"\)', path.read_text("utf-8"))
    }
    assert "states" in used
    assert not [name for name in used if name.startswith(LINKING_TABLES)]
