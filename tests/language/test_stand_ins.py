"""Verbs that the parser takes for nouns are shown to it as other verbs."""

from rashomon.annotate.folding.fold import fold
from rashomon.language import SEGMENT, Language
from rashomon.language.stand_ins import with_stand_ins


def test_a_verb_is_replaced_and_a_noun_is_not() -> None:
    """What stands beside the word tells a verb from a noun and from a passive."""
    assert with_stand_ins(["Police", "shot", "and", "killed", "two", "men"])[1] != "shot"
    for text in (
        "The shot was heard",
        "He was shot and killed",
        "A man shot dead by police lay there",
        "Nobody heard the shot and ran",
    ):
        assert with_stand_ins(text.split()) == text.split()


def test_words_without_such_a_verb_are_the_same_list() -> None:
    """Nothing is copied where nothing is replaced."""
    words = ["The", "fleet", "left", "Kiel"]
    assert with_stand_ins(words) is words


def test_the_parse_has_the_words_of_the_text(language: Language) -> None:
    """Words, dictionary form and names are the text's, and the verb has its subject and object."""
    parse, starts, ends, _ = language.parse(fold("In Olm Wednesday, police shot and killed two gunmen."))
    assert parse.text.strip() == "In Olm Wednesday, police shot and killed two gunmen."
    (shot,) = [token for token in parse if token.text == "shot"]
    assert (shot.lemma_, shot.pos_) == ("shoot", "VERB")
    assert "police" in [child.text for child in shot.children if child.dep_ == "nsubj"]
    assert [ends[token.i] - starts[token.i] for token in parse] == [len(token) for token in parse]


def test_a_long_text_has_a_verb_replaced_in_one_of_its_segments(language: Language) -> None:
    """A text of several segments is read whole where a word stood in for a verb in only one of them."""
    text = "The guards shot two stokers. " + "The fleet lay in the bay. " * (SEGMENT // 6)
    parse, *_ = language.parse(fold(text))
    assert [parse[at].text for at in range(3)] == ["The", "guards", "shot"]
    assert len(parse) > SEGMENT
