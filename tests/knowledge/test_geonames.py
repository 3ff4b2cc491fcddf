"""A GeoNames dump becomes a user's table of places."""

import zipfile
from pathlib import Path

import pytest

from rashomon.errors import UsageError
from rashomon.knowledge import Knowledge, geonames
from rashomon.knowledge.geonames import add_places
from rashomon.link.gazetteer import gazetteer


def line(row_id: int, name: str, feature: str, country: str = "IQ", **more: object) -> str:
    """A line of a dump."""
    kind, code = feature.split(".")
    cells = [
        row_id, name, name, more.get("names", ""), more.get("latitude", "33.5"), more.get("longitude", "44.25"), kind, code, country,
        more.get("others", ""), more.get("admin1", "07"), "", "", "", more.get("population", "0"), "", "34", "Asia/Baghdad", "2020-01-01",
    ]  # fmt: skip
    return "\t".join(str(cell) for cell in cells)


PLACES = [
    line(900000001, "Tell Test", "P.PPL", population=1200, names="Tall Test,تل,TLT,Tel Test"),
    line(900000002, "Testville Airport", "S.AIRP"),
    line(900000003, "Test Province", "A.ADM1"),
    line(900000004, "Test Well", "H.WLL"),
    line(900000005, "Kleinort", "P.PPL", "DE", admin1="01", population=80),
    line(900000006, "Border Hill", "T.HLL", others="IQ,SY"),
]


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """A small dump, with two lines that are none."""
    path = tmp_path / "XX.txt"
    path.write_text("\n".join([*PLACES, "a\tb", line(900000007, "Nowhere", "P.PPL", latitude="133")]) + "\n", "utf-8")
    return path


def rows(folder: Path) -> dict[str, dict[str, str]]:
    """The user's rows by id, as the program reads them."""
    return {row["id"]: row for row in Knowledge(folder).csv("places") if row["id"].startswith("90000000")}


def test_places_are_laid_over_the_shipped_ones(dump: Path, tmp_path: Path) -> None:
    """Towns, facilities and divisions become places with kind, country, division and readable names; wells do not."""
    found = add_places(dump, tmp_path / "mine")
    places = rows(tmp_path / "mine")
    assert sorted(places) == [f"90000000{number}" for number in (1, 2, 3, 5, 6)]
    assert (
        places["900000001"]
        | {"names": "Tall Test|Tel Test", "country": "IRQ", "admin1": "Test Province", "kind": "city"}
        == places["900000001"]
    )
    assert places["900000002"]["kind"] == "facility"
    assert (places["900000005"]["country"], places["900000005"]["admin1"]) == ("DEU", "")
    assert places["900000006"]["country"] == ""
    assert (found.n_places, found.n_left_out, found.n_bad) == (5, 1, 2)
    assert len(Knowledge(tmp_path / "mine").csv("places")) == len(Knowledge().csv("places")) + 5
    table = Knowledge(tmp_path / "mine").once(gazetteer)
    assert [known.row_id for known in table.by_name["telltest"]] == ["900000001"]


def test_bad_lines_are_told_with_their_number(dump: Path, tmp_path: Path) -> None:
    """Each line that cannot be read is named with its number and what is off."""
    assert [(bad.line, bad.why) for bad in add_places(dump, tmp_path / "mine").bad] == [
        (7, "2 columns, 19 are due"),
        (8, "133.0, 44.25 lies nowhere on earth"),
    ]


def test_a_zip_gives_the_same(dump: Path, tmp_path: Path) -> None:
    """A zipped dump gives the same table, byte for byte; the readme beside it is not read."""
    with zipfile.ZipFile(tmp_path / "XX.zip", "w") as packed:
        packed.write(dump, "XX.txt")
        packed.writestr("readme.txt", "about")
    add_places(dump, tmp_path / "one")
    add_places(tmp_path / "XX.zip", tmp_path / "two")
    assert (tmp_path / "one" / "places.csv").read_bytes() == (tmp_path / "two" / "places.csv").read_bytes()


def test_what_is_asked_for_bounds_it(dump: Path, tmp_path: Path) -> None:
    """Only the countries asked for, only towns of the size asked for; earlier rows stay, and doing it again changes nothing."""
    add_places(dump, tmp_path / "mine", countries=["de"])
    assert sorted(rows(tmp_path / "mine")) == ["900000005"]
    assert add_places(dump, tmp_path / "mine", countries=["IRQ"], least_population=2000).n_kept == 1
    assert sorted(rows(tmp_path / "mine")) == [f"90000000{number}" for number in (2, 3, 5, 6)]
    before = rows(tmp_path / "mine")
    add_places(dump, tmp_path / "mine", countries=["IRQ"], least_population=2000)
    assert rows(tmp_path / "mine") == before


def test_shipped_places_stay(tmp_path: Path) -> None:
    """A place that is shipped keeps its shipped row; one in a division whose shipped places are all disputed is disputed too."""
    disputed = next(row for row in Knowledge().csv("places") if row["claimed_by"] and row["id"].isdigit())
    path = tmp_path / "XX.txt"
    path.write_text(
        line(int(disputed["id"]), "Other Name", "P.PPL", "UA", admin1="99")
        + "\n"
        + line(900000008, "Next To It", "P.PPL", "UA", admin1="99")
    )
    add_places(path, tmp_path / "mine")
    assert [row["name"] for row in Knowledge(tmp_path / "mine").csv("places") if row["id"] == disputed["id"]] == [
        disputed["name"]
    ]
    new = rows(tmp_path / "mine")["900000008"]
    assert (new["country"], new["claimed_by"]) == ("", disputed["claimed_by"])


def test_misuse_is_told(dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is no dump or not there, an unknown country, too many places: one line, and no table left behind."""
    (tmp_path / "prose.txt").write_text("Once upon a time\nthere was\n")
    for path, options, words in (
        (tmp_path / "prose.txt", {}, "is no GeoNames dump"),
        (tmp_path / "none.txt", {}, "cannot be read"),
        (dump, {"countries": ["Iraq"]}, 'country "Iraq" is not known'),
    ):
        with pytest.raises(UsageError, match=words):
            add_places(path, tmp_path / "mine", **options)
    monkeypatch.setattr(geonames, "MOST", 2)
    with pytest.raises(UsageError, match="more than 2 places"):
        add_places(dump, tmp_path / "mine")
    assert not (tmp_path / "mine").exists() or list((tmp_path / "mine").iterdir()) == []
