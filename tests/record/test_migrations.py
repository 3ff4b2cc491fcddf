"""A record of another version is refused or brought up to date, never guessed at."""

from pathlib import Path

import duckdb
import pytest

from rashomon.errors import RecordError
from rashomon.record import migrations, schema, store
from rashomon.record.building import Building
from rashomon.record.reader import Record
from rashomon.record.verify import verify


@pytest.fixture
def old(record: Record) -> Path:
    """A record as an imagined version 0 had it: outlets were called papers, and runs did not exist."""
    record.close()
    with store.connect(record.path, read_only=False) as connection:
        for name in ("runs", "documents", "coverage"):
            connection.execute(f"DROP VIEW {name}")
        connection.execute("DROP VIEW _current.documents")
        connection.execute("ALTER TABLE _reading.documents RENAME outlet TO paper")
        connection.execute("DROP TABLE _keeping.runs")
        schema.set_meta(connection, "schema_version", "0")
    return record.path


def from_zero(connection: duckdb.DuckDBPyConnection) -> None:
    """From the imagined version 0 to version 1."""
    connection.execute("ALTER TABLE _reading.documents RENAME paper TO outlet")
    columns = ", ".join(f"{schema.quoted(name)} {kind}" for name, kind in schema.columns(migrations_run()).items())
    connection.execute(f"CREATE TABLE _keeping.runs ({columns})")


def migrations_run() -> type:
    """The class of the rows that version 0 lacked."""
    return schema.SCHEMAS["_keeping"]["runs"]


def test_an_old_record_is_refused_with_the_way_on(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening or building an old record says which version it has and what to run."""
    monkeypatch.setitem(migrations.STEPS, 0, from_zero)
    with pytest.raises(
        RecordError, match=f"schema version 0, this program writes {schema.VERSION}: run rashomon migrate {old}"
    ):
        Record(old)
    with pytest.raises(RecordError, match="rashomon migrate"), Building(old):
        pass


def test_without_a_step_the_remedy_is_to_build_anew(old: Path) -> None:
    """Where no step leads on, migrating is not promised."""
    for act in (Record, migrations.migrate):
        with pytest.raises(RecordError, match="build it anew"):
            act(old)


def test_migrate_brings_it_up_to_date(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After migrating, the record holds what it held, passes every check, and the old file is kept beside it."""
    monkeypatch.setitem(migrations.STEPS, 0, from_zero)
    assert migrations.migrate(old) == (0, schema.VERSION)
    with Record(old) as record:
        assert [row["outlet"] for row in record.documents] == ["North Post", "South Post"]
        assert list(record.runs) == []
        assert verify(record) == []
    assert sorted(path.name for path in old.parent.iterdir()) == ["small.duckdb", "small.duckdb.v0"]
    assert migrations.migrate(old) == (schema.VERSION, schema.VERSION)


def test_a_step_that_fails_leaves_the_record_alone(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A migration that goes wrong is told in one line, and the record is as it was."""

    def broken(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute("DROP TABLE _reading.documents")
        connection.execute("SELECT * FROM nowhere")

    before = old.read_bytes()
    monkeypatch.setitem(migrations.STEPS, 0, broken)
    with pytest.raises(RecordError, match="nowhere") as caught:
        migrations.migrate(old)
    assert "\n" not in str(caught.value)
    assert old.read_bytes() == before
    assert [path.name for path in old.parent.iterdir()] == ["small.duckdb"]


def test_a_newer_record_asks_for_a_newer_program(record: Record) -> None:
    """A record of a later version is not touched."""
    record.close()
    with store.connect(record.path, read_only=False) as connection:
        schema.set_meta(connection, "schema_version", "99")
    for act in (Record, migrations.migrate):
        with pytest.raises(RecordError, match="install a newer rashomon"):
            act(record.path)


def test_another_database_is_no_record(tmp_path: Path) -> None:
    """A DuckDB file of someone else's is refused by name."""
    path = tmp_path / "mine.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE mine (a INTEGER)")
    with pytest.raises(RecordError, match="is a database, but no record"):
        Record(path)


@pytest.mark.parametrize("version", range(1, schema.VERSION))
def test_a_record_of_each_earlier_version_is_brought_up_to_date(tmp_path: Path, version: int) -> None:
    """A record as each earlier version made it holds what it held after migrating, has today's columns, and passes every check."""
    path = tmp_path / "old.duckdb"
    with store.connect(path, read_only=False) as connection:
        connection.execute((Path(__file__).parent / "versions" / f"v{version}.sql").read_text("utf-8"))
    assert migrations.migrate(path) == (version, schema.VERSION)
    with Record(path) as record:
        assert [(row["outlet"], row["text"]) for row in record.documents] == [
            ("The Courier", "The fleet left Port Elm.")
        ]
        for tables in schema.SCHEMAS.values():
            for row in tables.values():
                columns = ", ".join(map(schema.quoted, schema.columns(row)))
                assert record.connection.execute(f"SELECT {columns} FROM {schema.table_of(row)}").fetchall() is not None
        assert verify(record) == []
