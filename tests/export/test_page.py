"""The page of one document."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from rashomon.export.page import page
from rashomon.views.document import DocumentView, Mark, _pieces


def view(text: str, marks: list[Mark]) -> DocumentView:
    """A document with marks."""
    return DocumentView(
        document_id="d",
        uri="a.txt",
        outlet='<b onload="x">',
        title=None,
        published=None,
        marks=marks,
        pieces=_pieces(text, marks, []),
    )


class Reader(HTMLParser):
    """Takes in tags and the words of the main part."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.words = ""
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and refuse event handlers."""
        self.tags.add(tag)
        assert not any(name.startswith("on") for name, _ in attrs)
        self.inside |= tag == "main"

    def handle_endtag(self, tag: str) -> None:
        """Note the end of the main part."""
        self.inside &= tag != "main"

    def handle_data(self, data: str) -> None:
        """Take in words."""
        if self.inside:
            self.words += data


@given(
    st.text(min_size=1, max_size=80),
    st.lists(
        st.tuples(st.integers(0, 79), st.integers(1, 80), st.sampled_from(["source", "cue", "content"])), max_size=5
    ),
)
def test_text_is_never_markup(text: str, spans: list[tuple[int, int, str]]) -> None:
    """Whatever the text and wherever the marks, the page shows the whole text and holds no tag but ours."""
    marks = [
        Mark(
            attribution_id=str(start),
            part=part,
            start_char=start,
            end_char=min(end, len(text)),
            source=text,
            stance=None,
            kind="direct",
        )
        for start, end, part in sorted(spans)
        if start < min(end, len(text))
    ]
    reader = Reader()
    reader.feed(page(view(text, marks)))
    reader.close()
    assert reader.tags <= {"html", "head", "meta", "title", "style", "body", "header", "h1", "p", "span", "main"}
    shown = "".join(char if char.isprintable() or char in "\n\t" else "\ufffd" for char in text)
    assert reader.words == shown


def test_payloads_are_inert() -> None:
    """Script tags and handlers in text and in what is known of the document are escaped."""
    made = page(view("<script>alert(1)</script> said <img src=x onerror=alert(1)>", []))
    assert "<script" not in made
    assert "<img" not in made
    assert "<b onload" not in made


def test_marks_lie_on_their_words() -> None:
    """A mark after an emoji stands on its own words: offsets are code points."""
    text = "😀 The mayor said no."
    made = page(
        view(
            text,
            [
                Mark(
                    attribution_id="a",
                    part="cue",
                    start_char=12,
                    end_char=16,
                    source="The mayor",
                    stance="says",
                    kind="indirect",
                )
            ],
        )
    )
    assert '">said</span>' in made
