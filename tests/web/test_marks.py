"""Marks on a text: on the code points of the record, whatever a browser counts."""

from hypothesis import given
from hypothesis import strategies as st

from rashomon.web.lines import Span
from rashomon.web.marks import clip, lay, seen, window
from rashomon.web.words import citation, web_address

KINDS = st.sampled_from(["who", "whom", "figure", "content"])


def test_an_emoji_before_a_mark() -> None:
    """A mark after an emoji (two UTF-16 units, one code point) covers the words that it was laid on."""
    text = "🚢👩‍✈️ The captain said 40 were saved."
    start = text.index("40")
    pieces = lay(text, [Span(start_char=start, end_char=start + 2, kind="figure")])
    assert [piece.text for piece in pieces if piece.spans] == ["40"]
    assert "".join(piece.text for piece in pieces) == text
    assert len(text.encode("utf-16-le")) // 2 != len(text)


def test_an_emoji_before_a_mark_in_a_page() -> None:
    """In a page too, the marked words are the record's, with an emoji before them."""
    from rashomon.web.words import environment

    text = "🚢🚢 Then Beatty sank it."
    start = text.index("Beatty")
    pieces = lay(text, [Span(start_char=start, end_char=start + 6, kind="who", ref="actors/1")])
    template = environment().from_string('{% import "bits.html" as bits %}{{ bits.marked(pieces) }}')
    page = template.render(pieces=pieces)
    assert ">Beatty</a>" in page
    assert page.startswith("🚢🚢 Then <a")


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(-5, 50), st.integers(-5, 50), KINDS), max_size=12))
def test_pieces_are_the_text(text: str, given_spans: list[tuple[int, int, str]]) -> None:
    """Whatever marks are laid, the pieces joined are the text, and each mark's pieces joined are its words."""
    spans = [
        Span(start_char=start, end_char=end, kind=kind, ref=str(n)) for n, (start, end, kind) in enumerate(given_spans)
    ]
    pieces = lay(text, spans)
    assert "".join(piece.text for piece in pieces) == text
    for span in spans:
        low, high = max(0, span.start_char), min(len(text), span.end_char)
        words = "".join(piece.text for piece in pieces if span in piece.spans)
        assert words == (text[low:high] if low < high else "")


def test_signs_that_act_are_seen() -> None:
    """Control characters and those that turn the direction of text are shown as signs, letters of all scripts stay."""
    assert seen("a\u202eb\u2066c\x07d\x00e") == "a\ufffdb\ufffdc\ufffdd\ufffde"
    assert seen("قالت\u200cالبحرية 👩‍✈️ a\u00a0b") == "قالت\u200cالبحرية 👩‍✈️ a\u00a0b"
    assert seen("a\r\nb\u2028c") == "a\nb\nc"


def test_long_passages_are_cut_around_what_they_tell() -> None:
    """Of a passage of a million letters a window around the event's words is shown."""
    text = "x" * 1_000_000
    low, high = window(text, 700_100, 700_110, 100)
    assert high - low <= 2000
    assert low <= 700_000 < high
    assert clip(text).endswith(" …")
    assert len(clip(text)) < 2000


def test_only_web_addresses_are_links() -> None:
    """An address leads out of a page only where it is one of the web."""
    assert web_address("https://a.example/x") == "https://a.example/x"
    for url in (
        "javascript:alert(1)",
        " java\tscript:x",
        "data:text/html,x",
        "//a.example",
        "file:///etc/passwd",
        "http://",
        "http://[",
        None,
    ):
        assert web_address(url) is None


def test_citations_say_where() -> None:
    """What is copied has the words, outlet, day, address, offsets and hash."""
    import msgspec

    from rashomon.web.lines import ToldLine

    told = msgspec.json.decode(
        b'{"telling":{"event_mention_id":"e","account_id":"d","document_id":"d","uri":"a.txt","outlet":"Alpha","title":"T","published":"1916-06-02",'
        b'"passage":{"text":"The  ship\\nsank.","start_char":5,"end_char":20},"trigger":{"text":"sank","start_char":15,"end_char":19},"factuality":"asserted",'
        b'"actor":null,"recipient":null,"place":null,"earliest":null,"latest":null,"time_basis":"none","source":null,"cue":null,"voice":"own","figures":[],'
        b'"score":1.0,"why":"w"},"before":"","after":"","spans":[],"url":null,"author":"B","text_sha256":"abc"}',
        type=ToldLine,
    )
    assert citation(told) == "“The ship sank.” – Alpha, B, “T”, 1916-06-02, a.txt, characters 5–20, SHA-256 abc"
