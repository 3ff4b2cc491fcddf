"""What lies beside a record is forgotten with its documents."""

from pathlib import Path

from rashomon.record import beside
from rashomon.web.additions import Additions, Given
from rashomon.web.judgements import Anchor, Judgements


def test_forgetting_reaches_what_lies_beside(tmp_path: Path) -> None:
    """The index goes, judgements of a forgotten document and its added file with its line of sources go, bytes included; others stay."""
    record = tmp_path / "r.duckdb"
    beside.named(record, beside.PAGES).write_text("words of the record")
    judged = Judgements(record)
    keep = Anchor(ref_id="k", uri="kept.txt", start_char=0, quote="a kept passage")
    additions = Additions(record, lambda: None)
    uris = additions._keep([Given(name="a.txt", data=b"one"), Given(name="b.txt", data=b"two", outlet="Beta")])
    judged.add("wrong", Anchor(ref_id="g", uri=uris[0], start_char=0, quote="a passage to forget"), None, pseudonym="A")
    judged.add(
        "same event", keep, Anchor(ref_id="g", uri=uris[0], start_char=0, quote="a passage to forget"), pseudonym="A"
    )
    judged.add("wrong", keep, None, pseudonym="A")
    beside.forget(record, [uris[0]])
    assert not beside.named(record, beside.PAGES).exists()
    assert [each.left_uri for each in Judgements(record).every()] == ["kept.txt"]
    assert not (additions.folder / uris[0]).exists()
    assert (additions.folder / uris[1]).read_bytes() == b"two"
    assert uris[0] not in (additions.folder / "sources.csv").read_text()
    for path in tmp_path.rglob("*"):
        assert path.is_dir() or b"to forget" not in path.read_bytes(), path


def test_forgetting_without_anything_beside(tmp_path: Path) -> None:
    """A record that nobody read in the browser has nothing beside it, and nothing is made."""
    beside.forget(tmp_path / "r.duckdb", ["a.txt"])
    assert not list(tmp_path.iterdir())
