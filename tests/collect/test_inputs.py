"""Listing what there is to read."""

import io
import os
import pickle
import sys
from pathlib import Path

import pytest

from rashomon import collect
from rashomon.errors import CollectError, UsageError


def _uris(*paths: Path | str, **options: Path) -> list[str]:
    return [item.uri for item in collect.find(list(paths), **options)]


def test_folder_is_read_recursively_in_order_of_uri(tmp_path: Path) -> None:
    """A folder's files come with their paths below it, with forward slashes, in order; hidden ones and tables are left out."""
    for name in ("b.txt", "a/z.txt", "a/b/c.md", ".hidden.txt", ".git/config", "a/sources.csv"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("file,outlet\nz.txt,The Courier\n" if name.endswith(".csv") else "text")
    assert _uris(tmp_path) == ["a/b/c.md", "a/z.txt", "b.txt"]


def test_order_of_paths_does_not_matter(tmp_path: Path) -> None:
    """Two folders given in either order, or one twice, list the same inputs."""
    for name in ("one/x.txt", "two/y.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("text")
    one, two = tmp_path / "one", tmp_path / "two"
    assert _uris(one, two) == _uris(two, one) == _uris(one, two, one / "x.txt") == ["x.txt", "y.txt"]


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    """Two files that would have one uri are an error that names both."""
    for name in ("one/x.txt", "two/x.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("text")
    with pytest.raises(UsageError, match=r'one/x\.txt" and ".*two/x\.txt" would both be called "x\.txt"'):
        collect.find([tmp_path / "one", tmp_path / "two"])


@pytest.mark.parametrize("paths", [[], ["no/such/path"]], ids=["none", "missing"])
def test_nothing_to_read_is_misuse(paths: list[str]) -> None:
    """No path, or one that is not there, is an error with a remedy."""
    with pytest.raises(UsageError, match=r"no path was given|cannot be read"):
        collect.find(paths)


@pytest.mark.parametrize("far", [False, True], ids=["here", "at an address"])
def test_empty_folder_is_misuse(tmp_path: Path, far: bool) -> None:
    """A folder without a readable file is an error, also if it holds a table of sources or a README."""
    (tmp_path / "README.md").write_text("About this folder")
    with pytest.raises(UsageError, match="holds nothing to read"):
        collect.find([tmp_path.as_uri() if far else tmp_path])


@pytest.mark.parametrize("far", [False, True], ids=["here", "at an address"])
def test_what_is_no_account_is_named(tmp_path: Path, far: bool) -> None:
    """Files that tell about the folder, data and parts of a saved page are skipped by name, and read when named."""
    for name in ("story.html", "story_files/ad.html", "README.md", "data.csv", "picture.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("text")
    place = tmp_path.as_uri() if far else str(tmp_path)
    faults = {item.uri: item.fault for item in collect.find([place]) if item.fault}
    assert sorted(faults) == ["README.md", "data.csv", "picture.jpg", "story_files/ad.html"]
    assert {reason for reason, _ in faults.values()} == {"not an account"}
    assert [next(iter(collect.find([f"{place}/{name}"]))).fault for name in ("README.md", "data.csv")] == [None, None]


@pytest.mark.parametrize("far", [False, True], ids=["here", "at an address"])
def test_listed_files_are_accounts(tmp_path: Path, far: bool) -> None:
    """What the table of sources lists is read, whatever it is called; names that only begin so are accounts too."""
    for name in ("README.txt", "readme_first.md", "noticeboard.txt", "licence-to-sail.txt"):
        (tmp_path / name).write_text("text")
    (tmp_path / "sources.csv").write_text("file,outlet\nREADME.txt,The Courier\n")
    found = collect.find([tmp_path.as_uri() if far else tmp_path])
    assert [item.uri for item in found if not item.fault] == ["README.txt", "licence-to-sail.txt", "noticeboard.txt"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may read everything")
def test_forbidden_folder_is_named(tmp_path: Path) -> None:
    """A folder below that may not be read is a fault of its own; the rest is read."""
    (tmp_path / "x.txt").write_text("text")
    (tmp_path / "closed").mkdir(mode=0)
    assert [(item.uri, item.fault and item.fault[0]) for item in collect.find([tmp_path])] == [
        ("closed", "unreadable"),
        ("x.txt", None),
    ]


def test_link_to_itself(tmp_path: Path) -> None:
    """A link to itself is named."""
    (tmp_path / "x.txt").write_text("text")
    (tmp_path / "self").symlink_to(tmp_path / "self")
    assert [(item.uri, item.fault and item.fault[0]) for item in collect.find([tmp_path])] == [
        ("self", "unreadable"),
        ("x.txt", None),
    ]


def test_loops_of_links_end(tmp_path: Path) -> None:
    """A link to a folder above is entered once; a link to nothing is named."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_text("text")
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing")
    found = list(collect.find([tmp_path]))
    assert [item.uri for item in found if not item.fault] == ["a/x.txt"]
    assert [(item.uri, item.fault and item.fault[0]) for item in found if item.fault] == [("gone.txt", "unreadable")]


def test_digest_follows_what_reading_would_give(tmp_path: Path) -> None:
    """The digest changes with the bytes and the file's own row of the table of sources, and with nothing else."""
    (tmp_path / "x.txt").write_text("text")
    (tmp_path / "y.txt").write_text("text")
    table = tmp_path / "sources.csv"

    def digests() -> list[str]:
        return [item.digest() for item in collect.find([tmp_path])]

    table.write_text("file,outlet\nx.txt,The Courier\n")
    first = digests()
    assert first[0] != first[1]
    assert digests() == first
    table.write_text("file,outlet\nx.txt,The Evening Courier\n")
    second = digests()
    assert second[0] != first[0]
    assert second[1] == first[1]
    (tmp_path / "y.txt").write_text("another text")
    third = digests()
    assert third[0] == second[0]
    assert third[1] != second[1]


def test_json_lines_give_an_input_a_line(tmp_path: Path) -> None:
    """Each line is an input that can be pickled; broken lines are faults of their own, and the others stay."""
    lines = [
        '{"uri": "one", "text": "A"}',
        "",
        "{broken",
        '{"text": "no uri"}',
        '{"uri": "one", "text": "B"}',
        '["list"]',
    ]
    (tmp_path / "x.jsonl").write_text("\ufeff" + "\n".join(lines), "utf-8")
    inputs = collect.find([tmp_path])
    found = list(inputs)
    assert inputs.count() == len(lines)
    assert [(item.uri, item.line, item.fault and item.fault[0]) for item in found] == [
        ("one", 1, None),
        ("x.jsonl:3", 3, "not JSON"),
        ("x.jsonl:4", 4, "missing uri"),
        ("one", 5, "duplicate uri"),
        ("x.jsonl:6", 6, "not JSON"),
    ]
    assert pickle.loads(pickle.dumps(found)) == found
    with pytest.raises(CollectError, match="line 3"):
        found[1].digest()


def test_json_list_is_read_like_lines(tmp_path: Path) -> None:
    """A .json file may hold a list of records, or one record on several lines."""
    (tmp_path / "many.json").write_text('[{"uri": "a", "text": "A"},\n {"uri": "b", "text": "B"}]')
    (tmp_path / "one.json").write_text('{\n "uri": "c",\n "text": "C"\n}')
    assert _uris(tmp_path) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("data", "uris"),
    [
        (b'{"uri": "a", "text": "A"}\n{"uri": "b", "text": "B"}\n', ["a", "b"]),
        (b"The fleet sailed on Monday.\n", ["-"]),
        (b"\n\n  ", ["-"]),
        (b"", ["-"]),
    ],
    ids=["lines", "text", "blanks", "nothing"],
)
def test_standard_input(data: bytes, uris: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard input holds JSON lines or one text."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    inputs = collect.find(["-"])
    assert inputs.count() is None
    assert [item.uri for item in inputs] == uris


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="pipes have no path here")
def test_pipe_is_read_once() -> None:
    """What a pipe gives is kept with the input, since it cannot be read again."""
    reader, writer = os.pipe()
    os.write(writer, b"The fleet sailed.")
    os.close(writer)
    item = next(iter(collect.find([f"/dev/fd/{reader}"])))
    os.close(reader)
    assert item.data == b"The fleet sailed."


def test_strange_names_can_be_stored(tmp_path: Path) -> None:
    """A file name that is no UTF-8 gives a uri that can be stored."""
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text("text")
    except OSError:
        pytest.skip("the file system takes UTF-8 names only")
    (uri,) = _uris(tmp_path)
    assert uri.encode()
    assert uri == "caf\ufffd.txt"
