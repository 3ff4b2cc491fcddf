"""Folding: lines to blocks, with offsets that hold."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.annotate.folding.characters import WordJoiner
from rashomon.annotate.folding.fold import fold

CASES = json.loads((Path(__file__).parent / "cases" / "fold.json").read_text("utf-8"))
PIECES = st.sampled_from(
    [
        *(
            "\n",
            "\r\n",
            "\n\n",
            "\f",
            " ",
            "  ",
            "\t",
            "\u00a0",
            "\u2028",
            "-",
            "-\n",
            "\u00ad",
            "\u200b",
            "\u202e",
            "\x00",
            "\ufeff",
        ),
        *(
            "\u2019",
            "'",
            "\u201c",
            "\u201d",
            "\ufb01",
            "e\u0301",
            "E\u0301",
            "\u00e2\u20ac\u2122",
            "\u00c3\u00b6",
            "\x92",
            "\ufffd",
            "\u0301",
        ),
        *(
            "The",
            "convoy",
            "left",
            "the",
            "harbour",
            "sur",
            "vivors",
            "London",
            "LONDON, June 3.",
            "12",
            "1916",
            "Page 3",
            "By Ann Lee",
        ),
        *(
            ".",
            ",",
            "?",
            ":",
            "(Reuters) -",
            "Most Viewed",
            "Advertisement",
            "Via The Courier",
            "\u00a9 2020",
            "#",
            "*",
            "- ",
            "\u2022",
        ),
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=300))


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_blocks_of_what_newcomers_bring(case: dict[str, object]) -> None:
    """Each case's text folds to the blocks that a reader would see."""
    assert [block.text for block in fold(str(case["text"]))] == case["blocks"]


@given(TEXTS)
def test_offsets_hold_for_any_text(text: str) -> None:
    """Each character of a block comes from its offset, up to the foldings that the module names."""
    blocks = fold(text)
    assert [block.start_char for block in blocks] == sorted(block.start_char for block in blocks)
    for block in blocks:
        offsets = list(block.offsets)
        assert block.text == block.text.strip(" ")
        assert "  " not in block.text
        assert len(offsets) == len(block.text) > 0
        assert offsets == sorted(offsets)
        assert (block.start_char, block.end_char) == (offsets[0], offsets[-1] + 1)
        assert 0 <= block.start_char < block.end_char <= len(text)
        for char, offset in zip(block.text, offsets, strict=True):
            given_char = text[offset]
            if (
                given_char.isascii()
                and given_char.isalnum()
                and not unicodedata.combining(text[offset + 1 : offset + 2] or " ")
            ):
                assert char == given_char


@given(TEXTS)
def test_every_letter_is_in_one_block(text: str) -> None:
    """No letter or figure is lost and none is read twice."""
    seen = [offset for block in fold(text) for offset in dict.fromkeys(block.offsets)]
    assert len(seen) == len(set(seen))
    held = set(seen)
    for offset, char in enumerate(text):
        if char.isascii() and char.isalnum() and not unicodedata.combining(text[offset + 1 : offset + 2] or " "):
            assert offset in held


@given(TEXTS)
def test_folding_is_deterministic(text: str) -> None:
    """The same text gives the same blocks."""
    first, second = fold(text), fold(text)
    assert [(block.text, block.kind, list(block.offsets)) for block in first] == [
        (block.text, block.kind, list(block.offsets)) for block in second
    ]


def test_page_end_stays_inside_the_sentence() -> None:
    """The hull of a sentence that a page cuts holds the page's furniture, its offsets do not."""
    text = "The master of the third ship, who had seen the\n\n- 17 -\n\nwreck, turned back to port when the fog came."
    whole, page = sorted(fold(text), key=lambda block: block.start_char)
    assert page.kind == "furniture"
    assert whole.start_char < page.start_char < page.end_char < whole.end_char
    assert not set(whole.offsets) & set(page.offsets)


def test_words_cut_at_line_ends() -> None:
    """A cut word is mended by the document's own spelling first, then by the list of words."""
    joins = WordJoiner("They spoke of the off-shore banks and of Skagerrak.", ["anti"], ["and"])
    assert joins("sur", "vivors") == ""
    assert joins("Skager", "rak") == ""
    assert joins("off", "shore") == "-"
    assert joins("war", "related") == "-"
    assert joins("Anglo", "American") == "-"
    assert joins("anti", "fishermen") == "-"
    assert joins("low", "and") == "- "


@pytest.mark.parametrize(
    "text",
    [
        "word " * 200_000,
        "x" * 1_000_000,
        "\u201c" * 1_000_000,
        "a line that goes on\nand on " * 20_000,
        "1\n" * 20_000,
        "(" * 500_000,
        "x" * 300 + " " * 300_000 + "y",
        "ab-\n" * 50_000,
    ],
    ids=["one line", "one word", "quotes", "lines", "numbers", "brackets", "blanks", "hyphens"],
)
def test_long_texts_fold(text: str) -> None:
    """Texts at the limit of length fold, whatever they are made of; a quadratic step would not end here."""
    blocks = fold(text)
    assert "".join(block.text for block in blocks).replace(" ", "").replace("-", "") == "".join(text.split()).replace(
        "-", ""
    )
