"""Reading in pieces gives what reading the whole gives."""

import numpy as np
import pytest
from spacy.tokens import Doc

from rashomon.annotate.folding.fold import fold
from rashomon.language import Language
from rashomon.language.pieces import LEAST, _cuts, in_pieces

SENTENCES = [
    "The admiral of the High Seas Fleet denied on Thursday that his cruisers had fled.",
    "\u201cWe turned away,\u201d he said, \u201cwhen the light failed.\u201d",
    "Ships of the Grand Fleet under Admiral Jellicoe, which had left Scapa Flow, sank nothing.",
    "nobody came. they waited for hours",
    "Losses: 14 ships.",
    "Why?",
    "The Battle of Jutland began near Denmark; Beatty and Hipper met first.",
]
FIELDS = ["HEAD", "DEP", "SENT_START", "ENT_IOB", "ENT_TYPE"]


@pytest.mark.parametrize("times", [1, 5, 40])
def test_pieces_give_the_whole(times: int, language: Language) -> None:
    """Trees, sentences and names are those that spaCy reads from the whole text, however many pieces there are."""
    parsed = language.parse(fold("\n\n".join(" ".join(SENTENCES[at:] + SENTENCES[:at]) for at in range(times))))[0]
    known = [1 if token.is_sent_start else -1 for token in parsed]
    known[1::7] = [0 if start == -1 else start for start in known[1::7]]
    read = []
    for steps in (map(in_pieces, pipes := [pipe for _, pipe in language.nlp.pipeline]), pipes):
        doc = Doc(language.nlp.vocab, words=[token.text for token in parsed], sent_starts=known)
        for step in steps:
            doc = step(doc)
        read.append(doc.to_array(FIELDS).tolist())
    assert read[0] == read[1]


def test_other_steps_are_left_alone(language: Language) -> None:
    """What is no transition parser is the very step of the pipeline."""
    tagger = language.nlp.get_pipe("tagger")
    assert in_pieces(tagger) is tagger


def test_no_cut_before_an_open_word() -> None:
    """A sentence whose second word may begin another one is no place for a cut, nor is a piece shorter than is worth it."""
    starts = np.full(10 * LEAST, -1)
    starts[[0, 3, LEAST + 5, 3 * LEAST, 9 * LEAST]] = 1
    starts[LEAST + 6] = 0
    assert _cuts(starts) == [0, 3 * LEAST, 9 * LEAST, 10 * LEAST]
