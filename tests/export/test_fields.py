"""The field's event tables: exact columns, what is asserted only, nothing that cannot be known."""

import csv
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from rashomon.errors import UsageError
from rashomon.export import cells, export
from rashomon.export.fields import LAYOUTS, ged, left_out
from rashomon.export.fields.settings import cameo, number_of_state, settings
from rashomon.knowledge import Knowledge
from rashomon.model import EventMention, Figure
from rashomon.record import store, views
from rashomon.record.building import Building
from rashomon.record.reader import Record

POLECAT = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|Primary Actor Sector|"
    "Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|Recipient COW|"
    "Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|Wikipedia Recipient ID|Placename|City|District|"
    "Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source|Publication Date|Story People|"
    "Story Organizations|Story Locations|Language|Version"
)
ICEWS = (
    "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|Target Sectors|"
    "Target Country|Story ID|Sentence Number|Publisher|City|District|Province|Country|Latitude|Longitude"
)
GED = (
    "id|relid|year|active_year|code_status|type_of_violence|conflict_dset_id|conflict_new_id|conflict_name|dyad_dset_id|dyad_new_id|"
    "dyad_name|side_a_dset_id|side_a_new_id|side_a|side_b_dset_id|side_b_new_id|side_b|number_of_sources|source_article|source_office|"
    "source_date|source_headline|source_original|where_prec|where_coordinates|where_description|adm_1|adm_2|latitude|longitude|geom_wkt|"
    "priogrid_gid|country|country_id|region|event_clarity|date_prec|date_start|date_end|deaths_a|deaths_b|deaths_civilians|"
    "deaths_unknown|best|high|low|gwnoa|gwnob"
)
ACLED = (
    "event_id_cnty|event_date|year|time_precision|disorder_type|event_type|sub_event_type|actor1|assoc_actor_1|inter1|actor2|"
    "assoc_actor_2|inter2|interaction|civilian_targeting|iso|region|country|admin1|admin2|admin3|location|latitude|longitude|"
    "geo_precision|source|source_scale|notes|fatalities|tags|timestamp"
)
SUFFIXES = {"polecat": ".txt", "icews": ".tab", "ged": ".csv", "acled": ".csv"}


def table(record: Record, form: str, folder: Path, **options: str) -> list[dict[str, str]]:
    """Rows of an export as the csv module reads them."""
    [path] = export(record, form, folder / f"{form}{SUFFIXES[form]}", **options)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t" if LAYOUTS[form].tabs else ",", strict=True))


@pytest.fixture
def killed(rows: list[object], tmp_path: Path) -> Record:
    """The small record, in which the figures are of dead: 12 in the north, 9 to 15 in the south; one telling is a denial."""
    changed: list[object] = []
    for row in rows:
        if isinstance(row, Figure):
            south = row.figure_id == "s-f"
            changed.append(
                Figure(**{**fields(row), "kind": "killed", "low": 9 if south else 12, "high": 15 if south else 12})
            )
        elif isinstance(row, EventMention) and row.event_mention_id == "s-k":
            changed.append(EventMention(**{**fields(row), "factuality": "denied"}))
        else:
            changed.append(row)
    path = tmp_path / "killed.duckdb"
    with Building(path) as building:
        store.write(building.writing(), changed)
        views.derive(building.writing())
        building.swap("first")
    with Record(path) as opened:
        yield opened


def fields(row: Figure | EventMention) -> dict[str, object]:
    """Columns of a row."""
    return {name: getattr(row, name) for name in row.__struct_fields__}


@pytest.mark.parametrize(("form", "names"), [("polecat", POLECAT), ("icews", ICEWS), ("ged", GED), ("acled", ACLED)])
def test_columns_are_the_fields_own(record: Record, tmp_path: Path, form: str, names: str) -> None:
    """Each layout has exactly the columns of the data it is named after, in their order, also for pandas."""
    [path] = export(record, form, tmp_path / f"{form}{SUFFIXES[form]}")
    frame = pd.read_csv(path, sep="\t" if LAYOUTS[form].tabs else ",", dtype=str)
    assert list(frame.columns) == names.split("|")
    assert all(LAYOUTS[form].columns[name] for name in names.split("|"))


def test_a_telling_is_a_row_of_polecat(record: Record, tmp_path: Path) -> None:
    """Doer, recipient, place, day and document stand in their columns; scores stay empty."""
    first = table(record, "polecat", tmp_path)[0]
    assert first["Event ID"] == "n-e:1"
    assert (first["Event Type"], first["Quad Code"]) == ("ASSAULT", "MATERIAL CONFLICT")
    assert (first["Actor Name"], first["Actor Name Raw"]) == ("Northern Fleet", "the Northern Fleet")
    assert first["Recipient Name Raw"] == "Port Elm"
    assert (first["Placename"], first["City"], first["Source"]) == ("Port Elm", "Port Elm", "North Post")
    assert first["Publication Date"] == "1916-06-02"
    assert first["Story Organizations"] == "Admiralty; Northern Fleet"
    assert first["Intensity"] == ""


def test_sentences_are_counted_for_icews(record: Record, tmp_path: Path) -> None:
    """The sentence's number counts from one, the story is the document, the intensity is nobody's."""
    first = table(record, "icews", tmp_path)[0]
    assert first["Sentence Number"] == "1"
    assert first["Story ID"] == next(iter(record.documents))["document_id"]
    assert (first["Source Name"], first["Target Name"], first["Intensity"]) == ("Northern Fleet", "Port Elm", "")


def test_what_is_denied_is_no_row(killed: Record, tmp_path: Path) -> None:
    """A telling that denies the event is left out of every layout, and counted."""
    assert "s-k:1" not in [row["Event ID"] for row in table(killed, "icews", tmp_path)]
    assert "n-k:1" in [row["Event ID"] for row in table(killed, "icews", tmp_path)]
    assert left_out(killed) == 1


def test_ged_settles_on_no_number_unless_told(killed: Record, tmp_path: Path) -> None:
    """Lowest and highest number come from the accounts; the best one is empty without a rule."""
    [row] = table(killed, "ged", tmp_path)
    assert (row["low"], row["high"], row["best"]) == ("9", "15", "")
    assert (row["id"], row["year"], row["date_prec"], row["date_start"]) == ("n-e", "1916", "1", "1916-05-31")
    assert row["source_office"] == "North Post; South Post"
    assert row["source_original"] == "the Admiralty"
    assert "best_rule" not in row


@pytest.mark.parametrize(("rule", "best"), [("low", "9"), ("high", "15"), ("middle", "12")])
def test_a_rule_is_written_into_every_row(killed: Record, tmp_path: Path, rule: str, best: str) -> None:
    """With a rule the number is filled, and each row names the rule."""
    [row] = table(killed, "ged", tmp_path, best_rule=rule)
    assert (row["best"], row["best_rule"]) == (best, rule)
    [row, *_] = table(killed, "acled", tmp_path, best_rule=rule)
    assert (row["fatalities"], row["tags"]) == (best, f"best_rule={rule}")


def test_acled_says_who_tells(record: Record, tmp_path: Path) -> None:
    """The note is our title with the number of accounts; no class of actors is filled in."""
    [row] = table(record, "acled", tmp_path)
    assert row["notes"] == "Northern Fleet, armed attack, 1916-05-31; told by 2 accounts"
    assert (row["actor1"], row["inter1"], row["civilian_targeting"], row["fatalities"]) == (
        "Northern Fleet",
        "",
        "",
        "",
    )


def test_states_have_their_numbers_in_their_years() -> None:
    """Numbers hold in the years of the lists, also for states that are no more."""
    chosen = settings(Knowledge())
    assert number_of_state(chosen, "cow", "DEU", 1980) == "260"
    assert number_of_state(chosen, "cow", "DEU", 2003) == "255"
    assert number_of_state(chosen, "gw", "DEU", 2003) == "260"
    assert number_of_state(chosen, "cow", "YEM", 1985) == "678"
    assert number_of_state(chosen, "cow", "YEM", None) == "679"
    assert number_of_state(chosen, "gw", "YEM", 1995) == "678"
    assert number_of_state(chosen, "gw", "Ottoman Empire", 1916) == "640"
    assert number_of_state(chosen, "cow", "Austria-Hungary", 1919) is None
    assert number_of_state(chosen, "iso", "IRQ", 1950) == "368"
    assert number_of_state(chosen, "cow", None, 1950) is None


def test_no_state_has_two_numbers_in_one_year() -> None:
    """Periods of one state in one list do not overlap, and every row names a state that the tables know."""
    tables = Knowledge()
    known = {row["code"] for row in tables.csv("states")} | {row["name"] for row in tables.csv("states")}
    for (_, state), periods in settings(tables).states.items():
        assert state in known
        for (_, last, _), (first, _, _) in zip(sorted(periods), sorted(periods)[1:], strict=False):
            assert last < first, (state, periods)


def test_types_have_codes_where_they_settle_them() -> None:
    """A mode settles the CAMEO code of a type, or leaves it open; every type has a quad code."""
    chosen = settings(Knowledge())
    assert cameo(chosen, "CONSULT", "visit", None, "visit") == ("042", "Make a visit")
    assert cameo(chosen, "ASSAULT", None, "military", "shell") == ("190", "Use conventional military force")
    assert cameo(chosen, "ASSAULT", None, None, "attack") is None
    assert len(chosen.quads) == 16
    assert {row["type"] for row in chosen.cameo} == set(chosen.quads)


def test_precision_follows_the_span() -> None:
    """UCDP's levels of precision for days and places, and the cells of PRIO-GRID."""
    assert [ged.date_prec(days) for days in (None, 1, 2, 6, 7, 8, 31, 32)] == [None, 1, 2, 2, 3, 4, 4, 5]
    assert [
        ged.where_prec(*each) for each in (("city", "city"), ("water", "region"), ("country", "country"), (None, None))
    ] == [1, 5, 6, None]
    assert ged.grid(-90, -180) == 1
    assert ged.grid(33.3, 44.4) == 246 * 720 + 448 + 1
    assert ged.grid(90, 180) == 259200
    assert ged.grid(None, 1.0) is None


def test_cells_come_back() -> None:
    """What a spreadsheet would run is marked; the mark comes off again; numbers are left alone."""
    for text in ("=1+1", "+41", "-3", "@x", "\tx", "'quoted'", "plain", ""):
        assert cells.unescaped(cells.cell(text)) == text
    assert cells.cell("=1+1") == "'=1+1"
    assert [cells.cell(value) for value in (None, True, -33.9, 12.0, 7, date(1916, 5, 31))] == [
        "",
        "true",
        "-33.9",
        "12",
        "7",
        "1916-05-31",
    ]
    assert cells.one_line("a\tb\r\nc") == "a b c"


@pytest.mark.parametrize(
    ("form", "name", "options", "words"),
    [
        ("ged", "x.duckdb", {}, "let it end in .csv"),
        ("ged", "", {}, "is a folder"),
        ("ged", "none/x.csv", {}, "is not there"),
        ("icews", "x.tab", {"best_rule": "low"}, "has no best number"),
        ("ged", "x.csv", {"best_rule": "mean"}, "use one of low, high, middle"),
        ("ged", "x.csv", {"excel": True}, "takes no byte-order mark"),
    ],
)
def test_misuse_is_told(
    record: Record, tmp_path: Path, form: str, name: str, options: dict[str, object], words: str
) -> None:
    """A wrong name, a folder, an option that does not fit: one line with the remedy, and nothing written."""
    before = sorted(tmp_path.iterdir())
    with pytest.raises(UsageError, match=words):
        export(record, form, tmp_path / name, **options)
    assert sorted(tmp_path.iterdir()) == before


def test_sql_escapes_as_python_does() -> None:
    """What the database writes is, cell by cell, what Python would write."""
    import duckdb

    connection = duckdb.connect()
    for value in ("=1+1", "+41", "-3", "@x", "\tx", "\rx", "'quoted'", "plain", "", "🌊", None):
        [(found,)] = connection.execute(
            f"SELECT {cells.sql('v', 'VARCHAR')} FROM (SELECT ?::VARCHAR AS v)", [value]
        ).fetchall()
        assert (found or "") == cells.cell(value)
    for number in (0.0, 12.0, -33.9, 0.1, 1500000.0, 24.5):
        [(found,)] = connection.execute(
            f"SELECT {cells.sql('v', 'DOUBLE')} FROM (SELECT ?::DOUBLE AS v)", [number]
        ).fetchall()
        assert found == cells.cell(number)
