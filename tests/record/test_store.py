"""Rows go in as they are, and come out so."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import RecordError
from rashomon.model import Attribution, Document, Naming, make_document
from rashomon.record import schema, store

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def read_back(connection: schema.duckdb.DuckDBPyConnection, row: type) -> list[object]:
    """All rows of a class."""
    columns = ", ".join(map(schema.quoted, schema.columns(row)))
    found = connection.execute(f"SELECT {columns} FROM {store.CATALOG}.{schema.table_of(row)}").fetchall()
    out = []
    for values in found:
        fields = dict(zip(schema.columns(row), values, strict=True))
        if fields.get("extra"):
            fields["extra"] = msgspec.json.decode(fields["extra"])
        out.append(msgspec.convert(fields, row))
    return out


def test_rows_come_back_as_they_were(rows: list[object], empty: schema.duckdb.DuckDBPyConnection) -> None:
    """Every kind of row survives the way into DuckDB and back, lists, structs and dictionaries included."""
    assert store.write(empty, rows) == len(rows)
    for row in {type(row) for row in rows}:
        assert read_back(empty, row) == [each for each in rows if type(each) is row]


@pytest.fixture(scope="module")
def shared() -> schema.duckdb.DuckDBPyConnection:
    """One record in memory for all examples that Hypothesis finds."""
    with store.memory() as connection:
        yield connection


@given(text=ANY_TEXT, key=ANY_TEXT)
def test_any_text_comes_back(shared: schema.duckdb.DuckDBPyConnection, text: str, key: str) -> None:
    """Any text that UTF-8 can hold comes back unchanged: NUL, control codes, line separators, rare planes."""
    document = make_document(uri=key + "x", text=text, extra={key: [text, None, 1.5]})
    shared.execute(f"DELETE FROM {store.CATALOG}._reading.documents")
    store.write(shared, [document])
    assert read_back(shared, Document) == [document]


@given(text=ANY_TEXT, start=st.integers(0, 50), length=st.integers(0, 50))
def test_substr_counts_code_points(
    shared: schema.duckdb.DuckDBPyConnection, text: str, start: int, length: int
) -> None:
    """DuckDB's ``substr`` and ``length`` count as Python's offsets do: verify rests on it."""
    found = shared.execute("SELECT substr(?, ?, ?), length(?)", [text, start + 1, length, text]).fetchone()
    assert found == (text[start : start + length], len(text))


def test_a_long_document_goes_in(empty: schema.duckdb.DuckDBPyConnection) -> None:
    """A document larger than DuckDB's usual limit for one JSON object is stored whole."""
    document = make_document(uri="long", text="0123456789abcdef" * (1 << 21))
    store.write(empty, [document])
    assert read_back(empty, Document) == [document]


def test_rows_may_come_from_the_same_connection(empty: schema.duckdb.DuckDBPyConnection) -> None:
    """A step may run queries while it yields rows: nothing is written before it has ended."""
    store.write(empty, [make_document(uri=str(number), text="x") for number in range(3)])

    def step() -> object:
        for (document_id,) in empty.execute("SELECT document_id FROM documents ORDER BY uri").fetchall():
            count = empty.execute("SELECT count(*) FROM namings").fetchone()
            assert count == (0,)
            yield Naming(document_id=document_id, naming_id=document_id, start_char=0, end_char=1, text="x", head="x")

    assert store.write(empty, step()) == 3
    assert len(read_back(empty, Naming)) == 3


def test_what_is_no_row_is_refused(empty: schema.duckdb.DuckDBPyConnection) -> None:
    """A step that yields something else is told so by name, and nothing of it is written."""
    with pytest.raises(TypeError, match="str is no row of a table"):
        store.write(empty, [make_document(uri="a", text="x"), "oops"])
    assert read_back(empty, Document) == []


def test_a_batch_is_written_or_not(empty: schema.duckdb.DuckDBPyConnection) -> None:
    """Within a transaction all rows of a batch are written or none."""
    batch = store.Batch()
    batch.add_rows([make_document(uri="a", text="x")])
    batch.add(schema.table_of(Attribution), b'{"document_id": "a", "start_char": "no number"}\n')
    with pytest.raises(schema.duckdb.Error), store.transaction(empty):
        batch.write(empty)
    assert read_back(empty, Document) == []


def test_no_extension_is_fetched(empty: schema.duckdb.DuckDBPyConnection) -> None:
    """DuckDB neither installs nor loads extensions by itself: nothing ever asks the network."""
    for setting in ("autoinstall_known_extensions", "autoload_known_extensions"):
        assert empty.execute(f"SELECT current_setting('{setting}')").fetchone() == (False,)


@pytest.mark.parametrize("content", [b"", b"no database at all, but a line of text", b"\0" * 20_000])
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    """A file that is something else is refused in one line that names it."""
    path = tmp_path / "it's.duckdb"
    path.write_bytes(content)
    with pytest.raises(RecordError, match=r"it's\.duckdb") as caught, store.connect(path, read_only=True) as connection:
        connection.execute("SELECT * FROM _keeping.meta")
    assert "\n" not in str(caught.value)


def test_a_record_may_have_any_name(tmp_path: Path) -> None:
    """A file called like one of our schemas or with quotes in its name is no trouble."""
    for name in ("_reading.duckdb", "main.duckdb", "a \"b\" 'c'.duckdb", "record.duckdb"):
        path = tmp_path / name
        with store.connect(path, read_only=False) as connection:
            store.prepare(connection)
        with store.connect(path, read_only=True) as connection:
            assert connection.execute("SELECT count(*) FROM event_mentions").fetchone() == (0,)
