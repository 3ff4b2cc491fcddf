"""The table of sources."""

from pathlib import Path

import pytest

from rashomon import collect
from rashomon.errors import UsageError
from rashomon.knowledge import Knowledge

HEADING = "file,outlet,published,title,author,url,language"


def _write(folder: Path, table: str | bytes, name: str = "sources.csv") -> Path:
    (folder / "x.txt").write_text("The fleet sailed on Monday.")
    path = folder / name
    path.write_bytes(table if isinstance(table, bytes) else table.encode())
    return path


def test_cells_override_and_empty_cells_do_not(tmp_path: Path, story: str) -> None:
    """A cell goes before what the file says of itself; an empty one leaves that alone; the named table goes before both."""
    page = f'<html><head><title>Fleet</title><meta name="author" content="Ann Lee"></head><body><article><p>{story}</p></article></body></html>'
    (tmp_path / "x.html").write_text(page)
    _write(tmp_path, f"{HEADING}\nx.html,The Courier,1901-06-03,,,https://courier.example/x,EN\n")
    named = _write(tmp_path, "file,outlet,outlet_country\nx.html,The Evening Courier,DNK\n", "mine.csv")
    document = collect.read(next(iter(collect.find([tmp_path / "x.html"], sources=named))), Knowledge())
    assert (document.outlet, document.outlet_country, document.author) == ("The Evening Courier", "DNK", "Ann Lee")
    assert (str(document.published), document.published_basis, document.language) == ("1901-06-03", "given", "en")
    assert document.url == "https://courier.example/x"


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (f"{HEADING}\ny.txt,A,,,,,\n", r'line 2: there is no file "y.txt"'),
        (f"{HEADING}\nX.txt,A,,,,,\n", r'did you mean "x.txt"\?'),
        (f"{HEADING}\nx.txt,A,03/06/1901,,,,\n", r'line 2: published "03/06/1901" is no date: write it as YYYY-MM-DD'),
        (f"{HEADING}\nx.txt,A,1901-02-30,,,,\n", r'published "1901-02-30" is no date'),
        (f"{HEADING}\nx.txt,A,,,,,Anglish\n", r'language "Anglish" is no code'),
        (f"{HEADING}\nx.txt,A\n", r"line 2: 2 cells where 7 columns are due"),
        (f"{HEADING}\n,A,,,,,\n", r'line 2: column "file" is empty'),
        (f"{HEADING}\nx.txt,A,,,,,\nx.txt,B,,,,,\n", r'line 3: "x.txt" stands in line 2 already'),
        ("outlet,published\nA,1901-06-03\n", r'column "file" is missing'),
        ("file,publised\nx.txt,1901-06-03\n", r'column "publised" is unknown: did you mean "published"'),
        ("file,file\nx.txt,x\n", r"stands twice"),
        ('file,outlet\nx.txt,"A\n', r"line \d: .*quotation marks"),
        ("", "is empty"),
        (b"file,outlet\nx.txt,Caf\xe9\n", "is not UTF-8"),
    ],
)
def test_bad_table_names_line_value_and_remedy(tmp_path: Path, table: str | bytes, message: str) -> None:
    """A table that is off is misuse, in one line: where, what, and what to do."""
    _write(tmp_path, table)
    with pytest.raises(UsageError, match=message) as caught:
        collect.find([tmp_path])
    assert "\n" not in str(caught.value)


def test_missing_named_table(tmp_path: Path) -> None:
    """A table given by name that is not there is misuse."""
    (tmp_path / "x.txt").write_text("text")
    with pytest.raises(UsageError, match="cannot be read"):
        collect.find([tmp_path], sources=tmp_path / "no.csv")


@pytest.mark.parametrize(
    "table",
    [
        "file;outlet\nx.txt;A, B\n",
        '\ufefffile,outlet\r\nx.txt,"A, B"\r\n',
        "file\toutlet\n.\\x.txt\tA, B\n",
        'file,outlet,note\n\n./x.txt,"A, B",kept\n',
    ],
    ids=["semicolons", "mark and CRLF", "tabs and backslash", "own column"],
)
def test_tables_as_spreadsheets_save_them(tmp_path: Path, table: str) -> None:
    """Semicolons, tabs, byte order marks, backslashes and columns of the user's own are read."""
    _write(tmp_path, table)
    document = collect.read(next(iter(collect.find([tmp_path]))), Knowledge())
    assert document.outlet == "A, B"
    assert document.extra == ({"note": "kept"} if "note" in table else None)


def test_utf16_table(tmp_path: Path) -> None:
    """A table saved as "Unicode text" is read."""
    _write(tmp_path, "file\toutlet\nx.txt\tA\n".encode("utf-16"))
    assert next(iter(collect.find([tmp_path]))).given == {"outlet": "A"}


def test_table_of_other_files_is_no_error(tmp_path: Path) -> None:
    """One file of a folder may be read alone, though the table lists all."""
    (tmp_path / "y.txt").write_text("text")
    _write(tmp_path, "file,outlet\nx.txt,A\ny.txt,B\n")
    assert [item.given for item in collect.find([tmp_path / "y.txt"])] == [{"outlet": "B"}]


def test_named_table_may_give_full_paths(tmp_path: Path) -> None:
    """A table given by name may name files by their full path, or as seen from itself."""
    (tmp_path / "texts").mkdir()
    for name in ("x.txt", "y.txt"):
        (tmp_path / "texts" / name).write_text("text")
    named = tmp_path / "mine.csv"
    named.write_text(f"file,outlet\n{tmp_path.resolve()}/texts/x.txt,A\ntexts/y.txt,B\n")
    assert [item.given for item in collect.find([tmp_path / "texts"], sources=named)] == [
        {"outlet": "A"},
        {"outlet": "B"},
    ]


def test_tables_in_folders_below(tmp_path: Path) -> None:
    """A table beside the file goes before one in a folder above, cell by cell."""
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "x.txt").write_text("text")
    (tmp_path / "sources.csv").write_text("file,outlet,title\ninner/x.txt,Above,Title\n")
    (inner / "sources.csv").write_text("file,outlet\nx.txt,Beside\n")
    assert [item.given for item in collect.find([tmp_path])] == [{"outlet": "Beside", "title": "Title"}]
