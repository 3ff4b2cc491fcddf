"""Trees and names, read in pieces side by side.

A transition parser takes one step after the other, and most of what a step costs is the same for one text as for twenty. So a text is
cut where sentences are known to begin, and all its pieces take their steps together. The result is that of the whole: where a
sentence is known to begin, the parser's stack is empty and no name is open; the vectors of the words are made of the whole text; and
each piece has the two words behind it at hand, which is as far as a step looks.
"""

from itertools import pairwise
from typing import Any

import numpy as np
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, ORTH, SENT_START
from spacy.ml.tb_framework import TransitionModel
from spacy.pipeline.ner import EntityRecognizer
from spacy.pipeline.transition_parser import Parser
from spacy.tokens import Doc
from thinc.api import Model

from rashomon.language.tables import Array

MOST = 32
"""Pieces of a text at most: more save little, and the longest one decides how many steps all take."""
LEAST = 20
"""Words of a piece at least: the words behind it are read twice."""
BEHIND = 2
"""Words behind a piece that its last steps look at."""


def in_pieces(pipe: Any) -> Any:  # noqa: ANN401 - spaCy ships no types
    """The same step of a pipeline, faster where it is a transition parser like ours; else the step itself."""
    if not isinstance(pipe, Parser) or pipe.cfg["beam_width"] != 1:
        return pipe
    attributes = pipe.model.attrs
    return _InPieces(pipe) if attributes["has_upper"] and not attributes["unseen_classes"] else pipe


class _InPieces:
    """A parser or name finder that reads a text in pieces."""

    def __init__(self, pipe: Any) -> None:  # noqa: ANN401 - spaCy ships no types
        self._vectors, lower, upper = pipe.model.layers
        steps = TransitionModel(Model("rashomon_given", _given), lower, upper, pipe.model.attrs["resize_output"])
        self._pipe = type(pipe)(pipe.vocab, steps, pipe.name, pipe.moves)
        self._attributes = [ENT_IOB, ENT_TYPE] if isinstance(pipe, EntityRecognizer) else [HEAD, DEP]

    def __call__(self, doc: Doc) -> Doc:
        if not len(doc):
            return doc
        known = doc.to_array([ORTH, SENT_START])
        cuts = _cuts(known[:, 1].astype(np.int64))
        vectors = self._vectors.predict([doc])
        pieces = []
        for first, end in pairwise(cuts):
            seen = known[first : end + BEHIND]
            piece = Doc(doc.vocab, words=seen[:, 0].tolist())
            piece.from_array([SENT_START], seen[:, 1:])
            piece.tensor = vectors[first : end + BEHIND]
            pieces.append(piece)
        self._pipe.set_annotations(pieces, self._read(pieces))
        read = [
            piece.to_array(self._attributes)[: end - first]
            for piece, (first, end) in zip(pieces, pairwise(cuts), strict=True)
        ]
        return doc.from_array(self._attributes, np.concatenate(read))

    def _read(self, pieces: list[Doc]) -> list[Any]:
        """The last state of each piece.

        Written out here and not left to spaCy's own loop, which lets go of the interpreter and takes it again for each single step.
        """
        states: list[Any] = self._pipe.moves.init_batch(pieces)
        model = self._pipe.model.predict(pieces)
        weights, bias = model.vec2scores.get_param("W").T, model.vec2scores.get_param("b")
        running = states
        while running:
            scores = model.state2vec.predict(model.get_token_ids(running)) @ weights
            scores += bias
            running = self._pipe.transition_states(running, scores)
        model.clear_memory()
        return states


def _given(model: Model[Any, Any], pieces: list[Doc], is_train: bool) -> tuple[Array, None]:
    del model, is_train
    return np.concatenate([piece.tensor for piece in pieces]), None


def _cuts(starts: Array) -> list[int]:
    """First word of each piece, and the number of words.

    A sentence's first word is a cut if it is sure whether the next one begins a sentence too: else the steps that end the piece could
    begin one there, unseen by the next piece.

    Args:
        starts: For each word 1 where a sentence begins, -1 where none does, 0 where that is open.
    """
    length = len(starts)
    sure = np.append(starts[1:] != 0, True)
    size = max(LEAST, -(-length // MOST))
    cuts = [0]
    for at in np.nonzero((starts == 1) & sure)[0].tolist():
        if at - cuts[-1] >= size:
            cuts.append(at)
    return [*cuts, length]
