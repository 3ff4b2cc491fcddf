"""Regions: what stands round the running text."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.annotate.annotated import Annotated
from rashomon.annotate.folding.fold import fold
from rashomon.annotate.regions import regions
from rashomon.errors import KnowledgeError
from rashomon.knowledge import Knowledge
from rashomon.model import Document

CASES = json.loads((Path(__file__).parent / "cases" / "regions.json").read_text("utf-8"))


def _regions(text: str, title: str | None = None, author: str | None = None) -> list[tuple[str, str]]:
    blocks = fold(text, title=title, author=author)
    annotated = Annotated(Document(document_id="d", uri="u", text=text), blocks)
    return [(row.kind, text[row.start_char : row.end_char]) for row in regions(annotated, Knowledge())]


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_regions_of_cases(case: dict[str, object]) -> None:
    """Each case's regions are found with their very words, and nothing else is."""
    title, author = case.get("title"), case.get("author")
    found = _regions(str(case["text"]), title and str(title), author and str(author))
    assert [list(row) for row in found] == case["regions"]


@settings(deadline=None)
@given(st.text(max_size=200), st.one_of(st.none(), st.text(max_size=40)), st.one_of(st.none(), st.text(max_size=20)))
def test_any_title_and_author(text: str, title: str | None, author: str | None) -> None:
    """Whatever title and author are, nothing raises and each region has words."""
    assert all(words.strip() for _, words in _regions(text, title, author))


def test_user_extends_the_markers(tmp_path: Path) -> None:
    """A line in the user's own table is furniture from then on."""
    (tmp_path / "regions.toml").write_text('[line]\nours = ["brought to you by .{1,40}"]\n', "utf-8")
    text = "The fleet sailed on Monday, and nobody saw it return.\nBrought to you by Harbour Lines"
    assert fold(text)[1].kind is None
    assert fold(text, Knowledge(tmp_path))[1].kind == "furniture"


def test_bad_marker_is_misuse(tmp_path: Path) -> None:
    """A pattern that is none is told with its words."""
    (tmp_path / "regions.toml").write_text('[line]\nours = ["(brought to you"]\n', "utf-8")
    with pytest.raises(KnowledgeError, match="brought to you"):
        fold("text", Knowledge(tmp_path))
