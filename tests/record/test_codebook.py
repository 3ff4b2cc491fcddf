"""The codebook says what every column means, and is what the program would write."""

from pathlib import Path

import pytest
from msgspec import Struct

from rashomon.model import LINKING, READING, DifferenceValue, Evidence
from rashomon.record import codebook, views
from rashomon.record.keeping import KEEPING

ROWS = [*READING.values(), *LINKING.values(), *KEEPING.values(), DifferenceValue, Evidence]


class Undescribed(Struct):
    """A row with a column too many.

    Attributes:
        one: Described,
            over two lines.
    """

    one: str
    two: str


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.__name__)
def test_every_column_is_described(row: type) -> None:
    """Each column of each row has a sentence that says what it holds."""
    for column, meaning in codebook.descriptions(row).items():
        assert len(meaning) > 5, column
        assert meaning.endswith((".", '")')), (column, meaning)


def test_a_column_without_description_is_an_error() -> None:
    """A forgotten description is found when the codebook is written."""
    with pytest.raises(ValueError, match="Undescribed: columns and descriptions differ in two"):
        codebook.descriptions(Undescribed)


def test_the_committed_codebook_is_current() -> None:
    """The file in the repository is what ``make docs`` would write."""
    committed = Path(__file__).parents[2] / "docs" / "codebook.md"
    assert committed.read_text("utf-8") == codebook.codebook(), "run make docs"


def test_every_view_of_the_contract_is_in_the_codebook() -> None:
    """Whatever can be asked for or exported has a section."""
    text = codebook.codebook()
    assert [name for name in views.CONTRACT if f"### `{name}`" not in text] == []
