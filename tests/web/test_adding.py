"""Documents added from the browser: kept beside the record, read by a build, bounded, and without a way to another file."""

import time
from pathlib import Path

import msgspec
import pytest
from starlette.testclient import TestClient
from web_readers import reader, token

from rashomon.errors import UsageError
from rashomon.web import additions, twins
from rashomon.web.additions import Given, checked, safe_name
from rashomon.web.library import Library

STORY = "Fleet leaves the harbour\n\nOn 31 May 1916 the grey squadron attacked the convoy off Skagen. Admiral Otto Falk said 40 sailors were killed.\n"


def wait(client: TestClient, path: str) -> dict:  # type: ignore[type-arg]
    """Look at an addition until it ended."""
    until = time.monotonic() + 240
    while time.monotonic() < until:
        found = client.get(f"{path}.json").json()
        if found["finished"]:
            return found
        time.sleep(0.3)
    raise AssertionError(found)


def test_files_and_a_text_are_read_in_place(own: Library) -> None:
    """Two files and a pasted text become documents with outlet and day; until then the old record is read, then the new one."""
    client = reader(own)
    before = client.get("/documents.json").json()["total"]
    answer = client.post(
        "/add",
        data={
            "token": token(client),
            "outlet": "Skagen Post",
            "published": "1916-06-02",
            "text": STORY.replace("40", "43"),
        },
        files=[
            ("files", ("../../etc/passwd", STORY.encode())),
            ("files", ("ship.png", b"\x89PNG\r\n\x1a\n" + bytes(200))),
        ],
    )
    assert answer.status_code == 303
    path = answer.headers["location"]
    assert client.get("/documents.json").json()["total"] in (before, before + 2)
    assert "progress" in client.get(path).text
    done = wait(client, path)
    assert done["fault"] is None
    assert any("ship.png" in words for words in done["skipped"])
    rows = client.get("/documents.json?outlet=Skagen+Post").json()["rows"]
    assert len(rows) == 2
    assert {row["published"] for row in rows} == {"1916-06-02"}
    assert all(row["uri"].startswith("added/") for row in rows)
    assert client.get("/documents.json").json()["total"] == before + 2
    assert client.get("/search.json?q=%22grey+squadron%22").json()["n_documents"] == 2
    assert "Skagen Post" in client.get(path).text
    inside = [
        path.relative_to(own.additions.folder).as_posix() for path in own.additions.folder.rglob("*") if path.is_file()
    ]
    assert all(name == "sources.csv" or name.startswith("added/") for name in inside)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "nothing was given"),
        ([Given(name="a.txt", data=b" \n")], "empty"),
        ([Given(name="a.txt", data=b"x", published="yesterday")], "yesterday"),
        ([Given(name="a.txt", data=b"x", outlet="a\nb")], "outlet"),
        ([Given(name="a.txt", data=b"x", title="x" * 501)], "title"),
        ([Given(name="a.txt", data=b"x")] * (additions.MOST_FILES + 1), "too many"),
        ([Given(name="a.txt", data=b"x" * (additions.MOST_BYTES + 1))], "bytes"),
    ],
)
def test_additions_are_bounded(given: list[Given], said: str) -> None:
    """What is too much, too large, empty or badly described is refused with the bound and the remedy."""
    with pytest.raises(UsageError, match=said):
        checked(given)


def test_bad_additions_get_a_line(own: Library) -> None:
    """Too many files, too long a text or a bad day get one clear line in the browser, and nothing is kept."""
    client = reader(own)
    key = token(client)
    many = [("files", (f"{number}.txt", b"x")) for number in range(additions.MOST_FILES + 1)]
    for data, files, said in (
        ({}, many, "50"),
        ({"text": "x" * (additions.MOST_PASTED + 1)}, [], "1,000,000"),
        ({"text": "x", "published": "June"}, [], "June"),
        ({}, [], "nothing was given"),
    ):
        answer = client.post("/add", data={"token": key, **data}, files=files or [("none", ("", b""))])
        assert answer.status_code == 400
        assert said in answer.text
    assert not own.additions.folder.exists()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd.txt"), ("C:\\Users\\a\\b.html", "b.html"), (".htaccess", "htaccess.txt"), ("", "text.txt"),
        ("a\x00b.txt", "a_b.txt"), ("..", "text.txt"), ("x" * 300 + ".txt", "x" * 96 + ".txt"), ("Größe 1.md", "Größe 1.md"),
        ("sources.csv", "sources.csv"),
    ],
)  # fmt: skip
def test_names_of_files_are_names(name: str, safe: str) -> None:
    """Of a file's name its last part stays, without anything that a path or shell could act on."""
    assert safe_name(name) == safe
    assert Path(safe).name == safe


def test_cells_that_a_spreadsheet_acts_on() -> None:
    """A cell that begins like a formula gets an apostrophe; taking one off gives the text back."""
    words = ["=1+1", "+1", "-1", "@x", "'quoted", "plain"]
    table = twins.as_csv([{"words": word} for word in words]).decode().split("\r\n")
    assert table[1:6] == ["'=1+1", "'+1", "'-1", "'@x", "''quoted"]
    assert twins.as_csv([{"n": -1}]) == b"n\r\n-1\r\n"
    assert msgspec.json.decode(twins.as_json({"a": None})) == {"a": None}
