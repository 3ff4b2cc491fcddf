"""Sentences for differences."""

from rashomon.compare.sentences import Shown, sentence


def test_a_sentence_says_who_gives_what_according_to_whom() -> None:
    """Outlets stand in alphabetical order, sources in their own words, and nobody is said to have left anything out."""
    values = [Shown("27", ["B", "A"], "own", []), Shown('"dozens"', ["C"], "source", ["officials"])]
    told = sentence("figure:killed", "compatible", values, silent=["D"])
    assert told == 'Killed: 27 (A, B); "dozens" (C, citing officials); no figure found in D: these can go together.'


def test_a_reason_is_given_for_what_is_not_compared() -> None:
    """The reason stands behind the verdict, which is only on the values."""
    told = sentence(
        "figure:killed",
        "incomparable",
        [Shown("9 children", ["A"], "own", [])],
        reason="other population: child / soldier",
    )
    assert told.endswith("not compared (other population: child / soldier).")


def test_a_source_that_is_not_named_is_called_so() -> None:
    """A source without words is not invented."""
    assert "citing a source that is not named" in sentence("actor", "same", [Shown("Denmark", ["A"], "source", [])])
