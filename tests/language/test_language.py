"""The pipeline: offsets, hard input, words, case, lemmas."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.annotate.folding.fold import fold
from rashomon.errors import UsageError
from rashomon.language import SEGMENT, Language, load
from rashomon.language.lemmas import lemma
from rashomon.language.tables import read
from rashomon.language.truecase import truecase
from rashomon.language.words import Cutter

ARABIC = "قال المتحدث إن القوات انسحبت"


def check(text: str, language: Language) -> list[str]:
    """Parse a text, check its offsets, give its words as they stand in it."""
    parse, starts, ends, block_of = language.parse(fold(text))
    assert len(parse) == len(starts) == len(ends) == len(block_of)
    assert all(start < end for start, end in zip(starts, ends, strict=True))
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\n\n", "x", ".", "’", "\x00", "a\x00b \x00\x00 c", "🕊️🕊️ peace 👩‍👩‍👧‍👦!", f"The speaker said: “{ARABIC}” and left.", ARABIC,
        "x" * 5000, "A" * 1_000_000, "-" * 20_000, "." * 20_000, "“" * 5000, "A.B.C." * 2000, "\ufeffThe fleet sailed.", "\ud800 half a pair",
        "it's Ka'bah Kataʼib Ka’tib", "1.2.3.4 5,6;7", "e\u0301" * 3000,
    ],
)  # fmt: skip
def test_hard_input(text: str, language: Language) -> None:
    """Odd input is parsed without raising, and every token lies in the text."""
    check(text, language)


def test_long_text_without_line_ends(language: Language) -> None:
    """A long text in one line is parsed in segments, and nothing of it is lost."""
    text = "The fleet left Kiel on Monday. " * 1500
    assert check(text, language) == ["The", "fleet", "left", "Kiel", "on", "Monday", "."] * 1500
    assert len(text.split()) > 2 * SEGMENT


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120))
def test_any_text(language: Language, text: str) -> None:
    """For any text the tokens lie in order and in the text."""
    check(text, language)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He put on weight.He slept.", ["He", "put", "on", "weight", ".", "He", "slept", "."]),
        ("The army was beaten.[4]", ["The", "army", "was", "beaten", ".", "[", "4", "]"]),
        ("LONDON- The fleet", ["LONDON", "-", "The", "fleet"]),
        ("see www.Example.org/Ab.Cd now", ["see", "www.Example.org/Ab.Cd", "now"]),
        ("On Sunday,Kiel fell", ["On", "Sunday", ",", "Kiel", "fell"]),
    ],
)
def test_words(text: str, words: list[str], language: Language) -> None:
    """Words that a text glues together are cut apart, addresses are not."""
    assert [word.text for word in Cutter(language.nlp.tokenizer).words(text)] == words


@pytest.mark.parametrize(
    ("headline", "running"),
    [
        ("German Fleet Leaves Kiel At Night", "German fleet leaves Kiel at night"),
        ("BRITISH TROOPS LEAVE FRANCE ON FRIDAY", "British troops leave France on Friday"),
        ("NATO AND THE US SIGN A TREATY", "NATO and the US sign a treaty"),
        ("Jellicoe Meets Scheer Off Jutland Bank", "Jellicoe meets Scheer off Jutland bank"),
        ("The fleet left Kiel on Monday and met no one", "The fleet left Kiel on Monday and met no one"),
        ("John Smith", "John Smith"),
    ],
)
def test_truecase(headline: str, running: str) -> None:
    """Headlines and capitals become running text, names keep their capital, running text and short blocks stay as they are."""
    assert " ".join(truecase([headline.split()])[0]) == running


def test_truecase_follows_the_document() -> None:
    """What the document writes in running text decides before any table."""
    body = ["It", "was", "the", "Grand", "Fleet", "that", "met", "the", "march", "of", "time."]
    assert truecase([body, ["GRAND", "FLEET", "MARCH", "IN", "KIEL"]])[1] == ["Grand", "Fleet", "march", "in", "Kiel"]


def test_offsets_outlive_truecase(language: Language) -> None:
    """The parse sees running text, the offsets give the headline's own letters."""
    words = check("BRITISH TROOPS LEAVE FRANCE ON FRIDAY", language)
    assert words == ["BRITISH", "TROOPS", "LEAVE", "FRANCE", "ON", "FRIDAY"]


@pytest.mark.parametrize(
    ("word", "tag", "expected"),
    [
        ("bombed", "VERB", "bomb"), ("fled", "VERB", "flee"), ("was", "AUX", "be"), ("cities", "NOUN", "city"), ("men", "NOUN", "man"), ("children", "NOUN", "child"),
        ("forces", "NOUN", "force"), ("attacking", "VERB", "attack"), ("seized", "VERB", "seize"), ("shelled", "VERB", "shell"), ("Baghdad", "PROPN", "Baghdad"),
        ("worst", "ADJ", "bad"), ("glorped", "VERB", "glorpe"), ("The", "DET", "the"), ("denies", "VERB", "deny"), ("lying", "VERB", "lie"),
    ],
)  # fmt: skip
def test_lemmas(word: str, tag: str, expected: str) -> None:
    """Irregular forms come from the table, regular ones by their endings."""
    assert lemma(word, tag) == expected


def test_tables_find_what_they_hold() -> None:
    """A packed table gives a word's number, and 0 for what it does not hold."""
    assert read("gazetteer").get("Baghdad")
    assert not read("gazetteer").get("no such place")


def test_unknown_model_is_named() -> None:
    """A model that is not installed is an error with a remedy."""
    with pytest.raises(UsageError, match="no-such-model"):
        load("no-such-model")


def test_same_parse_twice(language: Language) -> None:
    """A text gives the same parse alone and after others."""
    text = "The admiral denied that his ships had fled. They had turned away."
    first = language.parse(fold(text))[0].to_json()
    language.parse(fold("Other words came between. They were long."))
    assert language.parse(fold(text))[0].to_json() == first


def test_zone_forgets_words(language: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words first seen inside zones leave the vocabulary once they are too many, and the next parse is right."""
    monkeypatch.setattr("rashomon.language.KEPT", 0)
    with language.zone():
        check("The ship Zorblax sank.", language)  # what a parse meets first of labels stays
    size = len(language.nlp.vocab.strings)
    for number in range(3):
        with language.zone():
            assert check(f"The ship Zorblax{number} sank.", language) == [
                "The",
                "ship",
                f"Zorblax{number}",
                "sank",
                ".",
            ]
    assert len(language.nlp.vocab.strings) <= size + 3


def test_zone_keeps_words_for_the_next(language: Language) -> None:
    """Few words stay for the next document, and none of them for a parse outside of any zone."""
    with language.zone():
        check("The ship Quillarax sank.", language)
    assert "Quillarax" in language.nlp.vocab.strings
    check("The ship sank.", language)
    assert "Quillarax" not in language.nlp.vocab.strings
