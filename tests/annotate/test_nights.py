"""Nights told by two days."""

from datetime import date

import pytest

from rashomon.annotate import annotate
from rashomon.knowledge import Knowledge
from rashomon.language import Language
from rashomon.model import make_document

BOTH = ("1916-05-31TNI", date(1916, 5, 31), date(1916, 6, 1))


@pytest.mark.parametrize(
    ("text", "night"),
    [
        ("The Pommern was lost in the night of May 31 to June 1.", BOTH),
        ("She sank during the night from May 31 to June 1.", BOTH),
        ("The town fell on the night of 31 May/1 June.", BOTH),
        ("The ferry was sunk in the night between 31 May and 1 June 1916.", BOTH),
        ("They sailed on the night of May 31–June 1.", BOTH),
        ("The town fell on the night of 31 May, and on 1 June the fort.", (BOTH[0], BOTH[1], BOTH[1])),
        ("The fort was shelled from the night of 31 May to 5 June.", (BOTH[0], BOTH[1], BOTH[1])),
        ("The town fell in the night, and on 1 June the fort.", ("XXXX-XX-XXTNI", None, None)),
    ],
)
def test_a_night_of_two_days_reaches_from_one_to_the_other(
    language: Language, text: str, night: tuple[str, date | None, date | None]
) -> None:
    """Two days that follow each other bound the night they name, whatever stands between them; other days do not."""
    document = make_document(uri="a.txt", text=text, published="1916-06-07")
    with language.zone():
        rows = annotate(document, language, Knowledge()).times
    assert [(row.value, row.earliest, row.latest) for row in rows if "night" in row.text] == [night]
    assert all(row.earliest == row.latest for row in rows if "night" not in row.text)
