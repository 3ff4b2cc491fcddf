"""PDF to text."""

from collections.abc import Callable

import pytest

from rashomon.collect import pdf
from rashomon.errors import CollectError

MakePdf = Callable[..., bytes]


def test_pages_are_parted(make_pdf: MakePdf) -> None:
    """A form feed stands between pages; the extractor is noted."""
    contents = pdf.read(make_pdf("The fleet sailed.", "It did not return."), '"x.pdf"', 1000)
    assert contents.text == "The fleet sailed.\fIt did not return."
    assert contents.extra["read_as"].startswith("pypdf ")


def test_date_of_the_file_is_no_date_of_publication(make_pdf: MakePdf) -> None:
    """Title and author come from the metadata, the date does not."""
    assert pdf.read(make_pdf("Text", title="The fleet sails"), "x", 1000).values == {
        "title": "The fleet sails",
        "author": "Ann Lee",
    }
    assert "title" not in pdf.read(make_pdf("Text", title="Microsoft Word - fleet.doc"), "x", 1000).values


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda make: make("Text", password="secret"), "encrypted"),
        (lambda make: make("", ""), "no text"),
        (lambda make: make("Text")[:200], "damaged"),
        (lambda make: make("Text")[:9], "damaged"),
        (lambda make: b"%PDF-1.7\n" + b"\x00\xff" * 500, "damaged"),
        (lambda make: make(), "no text"),
    ],
    ids=["encrypted", "pictures only", "truncated", "only its first line", "noise", "no pages"],
)
def test_unreadable(make_pdf: MakePdf, change: Callable[[MakePdf], bytes], reason: str) -> None:
    """What cannot be read has a named reason and a remedy in one line."""
    with pytest.raises(CollectError, match=r'"x\.pdf"') as caught:
        pdf.read(change(make_pdf), '"x.pdf"', 1000)
    assert caught.value.reason == reason
    assert "\n" not in str(caught.value)


def test_empty_password_opens(make_pdf: MakePdf) -> None:
    """A PDF that only forbids printing is read."""
    assert pdf.read(make_pdf("Text", password=""), "x", 1000).text == "Text"


def test_long_pdf_is_left_early(make_pdf: MakePdf) -> None:
    """Pages beyond the limit are not taken apart."""
    assert pdf.read(make_pdf(*["The fleet sailed."] * 50), "x", 40).text.count("\f") < 5
