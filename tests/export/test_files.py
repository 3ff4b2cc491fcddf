"""Formats that are one file, read back by the programs that people read them with."""

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import networkx as nx
import openpyxl
import pandas as pd
import pytest

from rashomon.export import cells, export, xlsx
from rashomon.export.files import FILES
from rashomon.export.tellings import COLUMNS
from rashomon.model import Actor, Claim, Document, Relation, make_document
from rashomon.record import store, views
from rashomon.record.building import Building
from rashomon.record.reader import Record

TEXT = "A day at sea 🌊\n\nOn 31 May the Northern Fleet shelled Port Elm, killing 12 sailors, “the Admiralty” said."
"""Text of both documents of the small record."""

Rebuilt = Callable[[Callable[[object], object]], Record]


@pytest.fixture
def rebuilt(rows: list[object], tmp_path: Path) -> Rebuilt:
    """A function that builds the small record with changed rows."""
    made: list[Record] = []

    def _rebuilt(change: Callable[[object], object]) -> Record:
        path = tmp_path / "changed.duckdb"
        with Building(path) as building:
            store.write(building.writing(), [change(row) for row in rows])
            views.derive(building.writing())
            building.swap("first")
        made.append(Record(path))
        return made[-1]

    yield _rebuilt
    for record in made:
        record.close()


def written(record: Record, form: str, folder: Path, **options: bool) -> Path:
    """An export."""
    [path] = export(record, form, folder / f"out{FILES[form].suffixes[0]}", **options)
    return path


def workbook(path: Path) -> openpyxl.Workbook:
    """An Excel file, opened without styles; from memory, so that no file stays open."""
    return openpyxl.load_workbook(io.BytesIO(path.read_bytes()), read_only=True)


def changed(row: Claim | Relation, **new: object) -> object:
    """A row with other values in some columns."""
    return type(row)(**{**{name: getattr(row, name) for name in row.__struct_fields__}, **new})


def table(path: Path, encoding: str = "utf-8") -> list[dict[str, str]]:
    """Rows of a CSV file."""
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_tellings_hold_every_value_with_its_words(record: Record, tmp_path: Path) -> None:
    """Each value of each telling is one row, by account and holder; its quotation stands at its offsets."""
    found = table(written(record, "tellings", tmp_path))
    assert list(found[0]) == list(COLUMNS)
    texts = {row["document_id"]: row["text"] for row in record.documents}
    for row in found:
        assert cells.unescaped(row["quote"]) == texts[row["document_id"]][int(row["start_char"]) : int(row["end_char"])]
    north = {(row["aspect"], row["value"]): row for row in found if row["event_mention_id"] == "n-e"}
    assert set(north) == {
        ("factuality", "asserted"), ("actor", "Northern Fleet"), ("recipient", "Port Elm"), ("place", "Port Elm"), ("figure:other", "12"),
    }  # fmt: skip
    figure = north["figure:other", "12"]
    assert (figure["holder"], figure["holder_kind"], figure["cue"]) == ("the Admiralty", "none", "said")
    assert (figure["low"], figure["high"], figure["account_outlet"]) == ("12", "12", "North Post")
    assert {row["account_outlet"] for row in found} == {"North Post", "South Post"}


def test_tellings_tell_reasons_when_there_are_any(rebuilt: Rebuilt, rows: list[object], tmp_path: Path) -> None:
    """A relation of a telling is a row of its own, with the connecting words as its passage."""

    def turned(row: object) -> object:
        if type(row).__name__ == "Relation":
            return type(row)(
                document_id=row.document_id,
                from_id=row.to_id,
                to_id=row.from_id,
                kind="cause",
                cue_start_char=0,
                cue_end_char=5,
            )
        return row

    found = [row for row in table(written(rebuilt(turned), "tellings", tmp_path)) if row["aspect"] == "reason:cause"]
    assert [(row["value"], row["quote"], row["ref_id"]) for row in found] == [
        ("killing", "A day", "n-k"),
        ("killing", "A day", "s-k"),
    ]


def test_tellings_leave_a_reason_with_who_states_it(rebuilt: Rebuilt, tmp_path: Path) -> None:
    """A link outside a source's words is the outlet's own, also where the telling it explains is the source's."""

    def turned(row: object) -> object:
        return changed(row, from_id=row.to_id, to_id=row.from_id) if isinstance(row, Relation) else row

    found = [row for row in table(written(rebuilt(turned), "tellings", tmp_path)) if row["event_mention_id"] == "n-e"]
    holders = {row["aspect"]: (row["holder"], row["holder_kind"]) for row in found}
    assert holders["factuality"] == ("the Admiralty", "none")
    assert holders["reason:cause"] == ("North Post", "own")


def test_tellings_end_with_claims(rebuilt: Rebuilt, tmp_path: Path) -> None:
    """Each claim is one row without an event: its parts as value, its words, its holder, its number, its matter."""

    def stated(row: object) -> object:
        if not isinstance(row, Claim) or row.claim_id != "n-c":
            return row
        start = TEXT.index("killing")
        return changed(
            row,
            kind="quantity",
            subject_text="the  Northern\nFleet",
            predicate_start_char=start,
            predicate_end_char=start + len("killing"),
            object_text="12 sailors",
            figure_id="n-f",
            attribution_id="n-a",
        )

    record = rebuilt(stated)
    found = table(written(record, "tellings", tmp_path))
    north, south = found[-2:]
    assert [row for row in found if row["aspect"].startswith("claim:")] == [north, south]
    assert {row["claim_group_id"] for row in found[:-2]} == {""}
    for row in (north, south):
        assert (row["event_id"], row["event_title"], row["event_type"], row["event_mention_id"]) == ("", "", "", "")
        assert (row["quote"], row["claim_group_id"], row["factuality"]) == ("Port Elm", "g", "asserted")
        assert TEXT[int(row["start_char"]) : int(row["end_char"])] == "Port Elm"
    assert (north["aspect"], north["value"]) == ("claim:quantity", "the Northern Fleet / killing / 12 sailors")
    assert (north["holder"], north["cue"], north["low"], north["high"]) == ("the Admiralty", "said", "12", "12")
    assert (north["account_outlet"], north["uri"], north["ref_id"]) == ("North Post", "north.txt", "n-c")
    assert (south["aspect"], south["value"], south["low"]) == ("claim:state", "Port Elm", "")
    assert (south["holder"], south["holder_kind"]) == ("South Post", "own")
    sheet = workbook(written(record, "xlsx", tmp_path))["tellings"]
    assert list(sheet.iter_rows(values_only=True))[-1][-1] == "g"


def test_tellings_are_read_by_pandas(record: Record, tmp_path: Path) -> None:
    """Pandas reads numbers as numbers and empty cells as missing; Excel's mark is no part of the first column's name."""
    frame = pd.read_csv(written(record, "tellings", tmp_path))
    assert frame["low"].dropna().tolist() == [12.0, 12.0]
    assert frame["url"].isna().all()
    path = written(record, "tellings", tmp_path, excel=True)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert list(table(path, "utf-8-sig")[0]) == list(COLUMNS)


def test_formulas_do_not_run(rebuilt: Rebuilt, tmp_path: Path) -> None:
    """An outlet named like a formula stands in CSV with an apostrophe that comes off, and in Excel as text."""
    hostile = '=HYPERLINK("http://x.example")'

    def renamed(row: object) -> object:
        if isinstance(row, Document) and row.outlet == "North Post":
            return Document(**{**{name: getattr(row, name) for name in row.__struct_fields__}, "outlet": hostile})
        return row

    record = rebuilt(renamed)
    found = {row["outlet"] for row in table(written(record, "tellings", tmp_path))}
    assert found == {f"'{hostile}", "South Post"}
    assert cells.unescaped(f"'{hostile}") == hostile
    book = openpyxl.load_workbook(written(record, "xlsx", tmp_path))
    held = [cell for row in book["tellings"].iter_rows() for cell in row if cell.value == hostile]
    assert held
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n", "b", "d"}
    assert not any(cell.hyperlink for cell in held)


def test_excel_reads_the_workbook(record: Record, tmp_path: Path) -> None:
    """Sheets have the tables' columns and rows; days are days, numbers numbers; empty tables are no sheets."""
    book = workbook(written(record, "xlsx", tmp_path))
    assert book.sheetnames[:3] == ["about", "tellings", "differences"]
    tellings = list(book["tellings"].iter_rows(values_only=True))
    assert list(tellings[0]) == list(COLUMNS)
    assert len(tellings) - 1 == len(table(written(record, "tellings", tmp_path)))
    [heading, difference] = list(book["differences"].iter_rows(values_only=True))
    told = dict(zip(heading, difference, strict=True))
    assert (told["aspect"], told["value"], told["low"], told["outlets"]) == (
        "figure:killed",
        "12",
        12,
        "North Post; South Post",
    )
    documents = list(book["documents"].iter_rows(values_only=True))
    assert "text" not in documents[0]
    assert documents[1][documents[0].index("published")].year == 1916
    assert "claims" in book.sheetnames
    assert "skipped" not in book.sheetnames


def test_long_tables_and_cells_do_not_break_excel(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows that a sheet cannot hold go on in a further one; a cell that is cut says so."""
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    monkeypatch.setattr(xlsx, "LONGEST", 40)
    book = workbook(written(record, "xlsx", tmp_path))
    parts = [name for name in book.sheetnames if name.startswith("tellings")]
    rows = [row for name in parts for row in list(book[name].iter_rows(values_only=True))[1:]]
    assert len(parts) > 1
    assert len(rows) == len(table(written(record, "tellings", tmp_path)))
    assert next(iter(book["about"].iter_rows(values_only=True, min_row=2)))[1].endswith(xlsx.CUT)


def test_sqlite_holds_the_tables(record: Record, tmp_path: Path) -> None:
    """Each table of the record is a table with the same rows; lists are tables; all references hold."""
    with closing(sqlite3.connect(written(record, "sqlite", tmp_path))) as database:
        for name in views.CONTRACT:
            assert database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] == len(record.table(name)), name
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        names = {row[2] for row in database.execute("PRAGMA foreign_key_list(event_mentions)")}
        assert names == {"documents", "sentences", "attributions", "places", "times", "events"}
        assert database.execute("SELECT * FROM event_mentions_actor_ids").fetchall() == [
            ("n-e", 0, "fleet"),
            ("s-e", 0, "fleet"),
        ]
        assert database.execute(
            "SELECT a.name FROM events_actor_ids i JOIN actors a ON a.actor_id = i.value"
        ).fetchall() == [("Northern Fleet",)]
        [(start, end)] = database.execute(
            "SELECT start_char, end_char FROM attributions_content_spans WHERE attribution_id = 'n-a'"
        )
        assert record.attributions.where(attribution_id="n-a")[0]["content_spans"] == [[start, end]]
        assert database.execute("SELECT published FROM documents ORDER BY uri").fetchall() == [
            ("1916-06-02",),
            ("1916-06-03",),
        ]
        assert json.loads(database.execute("SELECT extra FROM documents WHERE uri = 'north.txt'").fetchone()[0]) == {
            "page": [1, None]
        }


def test_sqlite_unfolds_differences(record: Record, tmp_path: Path) -> None:
    """Values of a difference and their passages are rows that lead back to it."""
    with closing(sqlite3.connect(written(record, "sqlite", tmp_path))) as database:
        found = database.execute(
            """
            SELECT d.aspect, v.value, v.low, e.document_id, substr(o.text, e.start_char + 1, e.end_char - e.start_char)
            FROM differences d JOIN differences_values v ON v.differences_row = d.differences_row
            JOIN differences_values_evidence e ON e.differences_values_row = v.differences_values_row
            JOIN documents o USING (document_id) ORDER BY e.position
            """
        ).fetchall()
        assert [(row[0], row[1], row[2], row[4]) for row in found] == [("figure:killed", "12", 12.0, "12")] * 2
        assert len({row[3] for row in found}) == 2
        assert database.execute("SELECT count(*) FROM differences_values_account_ids").fetchone() == (2,)


def test_sqlite_finds_words(record: Record, tmp_path: Path) -> None:
    """Full-text search over documents and passages finds words, and leads to the rows."""
    with closing(sqlite3.connect(written(record, "sqlite", tmp_path))) as database:
        found = database.execute(
            "SELECT p.sentence_id FROM passages_fts f JOIN passages p ON p.rowid = f.rowid WHERE passages_fts MATCH 'shelled' ORDER BY 1"
        ).fetchall()
        assert found == [("n-s",), ("s-s",)]
        assert database.execute(
            "SELECT count(*) FROM documents_fts WHERE documents_fts MATCH 'admiralty'"
        ).fetchone() == (2,)


def test_sqlite_is_written_in_batches(record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many rows go in at once, the database is the same."""
    from rashomon.export import sqlite

    first = written(record, "sqlite", tmp_path).read_bytes()
    monkeypatch.setattr(sqlite, "BATCH", 1)
    with (
        closing(sqlite3.connect(written(record, "sqlite", tmp_path))) as database,
        closing(sqlite3.connect(":memory:")) as before,
    ):
        before.deserialize(first)
        assert list(database.iterdump()) == list(before.iterdump())


@pytest.fixture
def met(rebuilt: Rebuilt) -> Callable[[str], Record]:
    """A function that makes the small record one in which the fleet acts on the Admiralty, whose name has a given basis."""

    def _met(basis: str) -> Record:
        def change(row: object) -> object:
            if type(row).__name__ == "Argument" and row.role == "recipient":
                return type(row)(
                    **{
                        **{name: getattr(row, name) for name in row.__struct_fields__},
                        "mention_id": row.event_mention_id[0] + "-admiralty",
                    }
                )
            if isinstance(row, Actor) and row.actor_id == "admiralty":
                return Actor(
                    actor_id="admiralty", name='Admiralty <&\x00"', name_basis=basis, kind="PERSON", aliases=[]
                )
            return row

        return rebuilt(change)

    return _met


def test_networkx_reads_the_graph(met: Callable[[str], Record], tmp_path: Path) -> None:
    """Actors are nodes; an edge for each type of event says how many accounts tell it, and names its events."""
    graph = nx.read_graphml(written(met("text"), "graphml", tmp_path), force_multigraph=True)
    assert graph.nodes["admiralty"]["name"] == 'Admiralty <&\ufffd"'
    [(source, target, told)] = graph.edges(data=True)
    assert (source, target) == ("fleet", "admiralty")
    assert (told["event_type"], told["n_accounts"], told["event_ids"]) == ("ASSAULT", 2, "n-e")
    assert told["label"] == "ASSAULT, according to 2 accounts"
    assert told["outlets"] == "North Post; South Post"


def test_private_people_are_no_nodes(met: Callable[[str], Record], tmp_path: Path) -> None:
    """Who has no public part is neither a node nor the end of an edge, and has no name in the long table's values."""
    record = met("text, no public part")
    graph = nx.read_graphml(written(record, "graphml", tmp_path))
    assert list(graph.nodes) == ["fleet"]
    assert not graph.edges
    assert not [row for row in table(written(record, "tellings", tmp_path)) if row["ref_id"] == "admiralty"]


def test_annotations_find_their_words(record: Record, tmp_path: Path) -> None:
    """Every annotation's position and quotation lead to the same words, also behind an emoji."""
    page = json.loads(written(record, "webannotation", tmp_path).read_text("utf-8"))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"
    texts = {f"urn:rashomon:documents:{row['document_id']}": row["text"] for row in record.documents}
    for item in page["items"]:
        position, quote = item["target"]["selector"]
        text = texts[item["target"]["source"]]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert text[: position["start"]].endswith(quote["prefix"])
        assert text[position["end"] :].startswith(quote["suffix"])
    kinds = {item["body"][0]["value"] for item in page["items"]}
    assert {"event_mentions", "attributions", "figures", "claims", "namings", "mentions", "times", "regions"} <= kinds
    assert len({item["id"] for item in page["items"]}) == len(page["items"])
    [event] = [item for item in page["items"] if item["id"] == "urn:rashomon:event_mentions:n-e"]
    assert {"type": "TextualBody", "purpose": "tagging", "value": "event_type: ASSAULT"} in event["body"]


def test_a_record_without_anything_leaves_too(tmp_path: Path) -> None:
    """A record of one document in which nothing was found gives whole, readable files."""
    path = tmp_path / "empty.duckdb"
    with Building(path) as building:
        store.write(building.writing(), [make_document(uri="a.txt", text="Nothing.")])
        views.derive(building.writing())
        building.swap("first")
    with Record(path) as record:
        for form in FILES:
            assert written(record, form, tmp_path).stat().st_size > 0
        assert json.loads((tmp_path / "out.jsonld").read_text())["items"] == []


def test_files_are_the_same_again(record: Record, tmp_path: Path) -> None:
    """A second export gives the same bytes and leaves nothing beside it."""
    for form in FILES:
        first = written(record, form, tmp_path).read_bytes()
        assert written(record, form, tmp_path).read_bytes() == first, form
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".export-")]
