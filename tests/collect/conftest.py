"""Files as newcomers have them."""

import io
from collections.abc import Callable

import pypdf
import pytest
from pypdf import PdfReader, PdfWriter

STORY = (
    "The fleet sailed on Monday, and the harbour was empty by the evening of that day. The master of a trawler said that "
    "he had counted forty ships, and that none of them had come back by Wednesday morning."
)


@pytest.fixture
def story() -> str:
    """Two plain English sentences."""
    return STORY


def _pdf(pages: list[str]) -> bytes:
    """A PDF with one line of Helvetica a page; written by hand, so that no library for making them is needed."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for text in pages:
        content = f"BT /F1 9 Tf 20 700 Td ({text}) Tj ET" if text else ""
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        stream = len(objects)
        font = "/Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 800] {font} /Contents {stream} 0 R >>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(pages)} >>"
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    """A function that makes a PDF of pages: ``make_pdf("one", "two", password=None, title=None)``."""

    def make(*pages: str, password: str | None = None, title: str | None = None) -> bytes:
        data = _pdf(list(pages))
        if password is None and title is None:
            return data
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
        if title is not None:
            writer.add_metadata({"/Title": title, "/Author": "Ann Lee", "/CreationDate": "D:20240101000000"})
        if password is not None:
            writer.encrypt(password, algorithm="RC4-128")
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()

    assert pypdf.__version__
    return make
