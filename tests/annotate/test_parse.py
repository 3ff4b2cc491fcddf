"""The parse as plain objects says what spaCy's says."""

from itertools import product
from typing import Any

import pytest

from rashomon.annotate.folding.fold import fold
from rashomon.annotate.parse import Parse
from rashomon.language import Language

TEXT = (
    "Admiral Jellicoe, whose cruisers and destroyers had left Scapa Flow, denied on Thursday that the enemy’s ships "
    "had turned away. “They fled,” he said.\n\nWhy? nobody knew. Beatty met Hipper near Denmark - and lost 2 ships."
)
FIELDS = (
    "i",
    "text",
    "whitespace_",
    "lower_",
    "lemma_",
    "pos_",
    "tag_",
    "dep_",
    "ent_type_",
    "is_alpha",
    "is_punct",
    "is_sent_start",
)
MANY = ("children", "lefts", "ancestors")
ONE = ("head", "left_edge", "right_edge")


@pytest.fixture(scope="module")
def parses(language: Language) -> tuple[Parse, Any]:
    """The same parse, ours and spaCy's."""
    whole = language.parse(fold(TEXT))[0]
    return Parse(whole), whole


def test_words(parses: tuple[Parse, Any]) -> None:
    """Each word has spaCy's form, tags, relations and sentence."""
    for ours, theirs in zip(*parses, strict=True):
        assert [getattr(ours, field) for field in FIELDS] == [getattr(theirs, field) for field in FIELDS]
        assert [getattr(ours, field).i for field in ONE] == [getattr(theirs, field).i for field in ONE]
        for field in MANY:
            assert [token.i for token in getattr(ours, field)] == [token.i for token in getattr(theirs, field)]
        assert (ours.sent.start, ours.sent.end) == (theirs.sent.start, theirs.sent.end)
        assert ours.morph.get("Number") == theirs.morph.get("Number")
        assert ours.doc is parses[0]
        assert (str(ours), len(ours)) == (str(theirs), len(theirs))


def test_slices(parses: tuple[Parse, Any]) -> None:
    """Slices, whatever their ends, hold spaCy's words; so do slices and words of slices."""
    ours, theirs = parses
    ends = [None, -60, -3, 0, 2, 9, 30, 90]
    for first, end in product(ends, ends):
        mine, other = ours[first:end], theirs[first:end]
        assert (mine.start, mine.end, mine.text, len(mine)) == (other.start, other.end, other.text, len(other))
        assert [token.i for token in mine] == [token.i for token in other]
        if len(mine) > 1:
            assert (mine.root.i, mine[-1].i, mine[1:].text) == (other.root.i, other[-1].i, other[1:].text)
            assert mine[0].is_ancestor(mine[1]) == other[0].is_ancestor(other[1])
            assert mine[0].nbor().i == other[0].nbor().i


def test_sentences_and_names(parses: tuple[Parse, Any]) -> None:
    """Sentences and names are spaCy's, with their kinds."""
    ours, theirs = parses
    assert [(span.start, span.end) for span in ours.sents] == [(span.start, span.end) for span in theirs.sents]
    assert [(span.text, span.label_) for span in ours.ents] == [(span.text, span.label_) for span in theirs.ents]
    assert [span.sent.start for span in ours.ents] == [span.sent.start for span in theirs.ents]


def test_nothing_parsed(language: Language) -> None:
    """A text without words has no words, sentences or names."""
    empty = Parse(language.parse([])[0])
    assert (len(empty), list(empty), empty.sents, empty.ents, empty[0:3].text) == (0, [], [], [], "")


def test_out_of_reach(parses: tuple[Parse, Any]) -> None:
    """A word past either end is an error, as in spaCy's."""
    ours, _ = parses
    assert ours[-1].i == len(ours) - 1
    for at in (len(ours), -len(ours) - 1):
        with pytest.raises(IndexError):
            ours[at]
