"""Sentences for differences."""

from rashomon.compare.sentences import Agreement, Shown, sentence


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


def test_agreement_is_never_bare() -> None:
    """Behind values that agree stands how many accounts, how many by a source, by how many sources, and text in common."""
    values = [Shown("27", ["A", "B"], "source", ["the harbour board"])]
    told = sentence("figure:killed", "same", values, agreement=Agreement(2, 2, 1, shared_text=True))
    assert told == (
        "Killed: 27 (A, B, citing a source that is not named): the same in all (2 accounts, 2 citing a source, 1 ultimate source; "
        "they have text in common)."
    ).replace("a source that is not named", "the harbour board")
    apart = sentence("date", "differ", values, agreement=Agreement(2, 0, 2, shared_text=False))
    assert apart.endswith("these differ.")


def test_each_outlet_stands_with_whom_it_cites() -> None:
    """Of two outlets that cite different people each stands with its own; one that says it itself comes first."""
    values = [
        Shown("sunk", ["B", "C"], "source", ["x", "y"], [("B", "x"), ("C", "y")]),
        Shown("sunk", ["A"], "own", []),
    ]
    assert sentence("actor", "same", values) == "Done by: sunk (A; B, citing x; C, citing y): the same in all."


def test_whom_an_account_cites_is_said_once() -> None:
    """Where the value is the voice, the source stands in it and not in the brackets."""
    values = [Shown("own voice", ["A"], "own", []), Shown('citing "officials"', ["B"], "source", ["officials"])]
    assert sentence("attribution", "differ", values) == 'Voice: own voice (A); citing "officials" (B): these differ.'
