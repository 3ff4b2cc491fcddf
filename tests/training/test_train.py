"""Training of the shipped pipeline: the same texts give the same weights."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
import spacy
from spacy.tokens import Doc, DocBin, Span
from thinc.api import get_current_ops, set_current_ops

TRAINING = Path(__file__).parents[2] / "training"
WORDS = [
    ["The", "fleet", "left", "Kiel", "."], ["Scheer", "led", "the", "fleet", "."], ["The", "Admiralty", "denied", "the", "loss", "."],
]  # fmt: skip
HEADS = [[1, 2, 2, 2, 2], [1, 1, 3, 1, 1], [1, 2, 2, 4, 2, 2]]
RELATIONS = [["det", "nsubj", "ROOT", "obj", "punct"], ["nsubj", "ROOT", "det", "obj", "punct"], ["det", "nsubj", "ROOT", "det", "obj", "punct"]]  # fmt: skip
TAGS = [["DT", "NN", "VBD", "NNP", "."], ["NNP", "VBD", "DT", "NN", "."], ["DT", "NNP", "VBD", "DT", "NN", "."]]
KINDS = {"DT": "DET", "NN": "NOUN", "VBD": "VERB", "NNP": "PROPN", ".": "PUNCT"}
NAMES = [(3, 4, "LOC"), (0, 1, "PER"), (1, 2, "ORG")]


@pytest.fixture(scope="module")
def train() -> ModuleType:
    """The training script as a module."""
    spec = importlib.util.spec_from_file_location("train", TRAINING / "train.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.path.remove(str(TRAINING))
    return module


@pytest.fixture(scope="module")
def data(train: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of texts like that which the script is given: three sentences, over and over."""
    folder = tmp_path_factory.mktemp("data")
    vocab = spacy.blank("en").vocab
    docs = []
    for at, words in enumerate(WORDS):
        tags = TAGS[at]
        pos = [KINDS[tag] for tag in tags]
        doc = Doc(vocab, words=words, tags=tags, pos=pos, morphs=[""] * len(words), heads=HEADS[at], deps=RELATIONS[at])
        first, end, label = NAMES[at]
        doc.set_ents([Span(doc, first, end, label=label)])
        docs.append(doc)
    for half, parts in train.HALVES.items():
        (folder / half).mkdir()
        for name in (name for part in parts for name in part):
            DocBin(docs=docs * 12).to_disk(folder / half / f"{name}.spacy")
    return folder


@pytest.mark.parametrize("half", ["parse", "names"])
def test_the_same_texts_give_the_same_weights(half: str, train: ModuleType, data: Path, tmp_path: Path) -> None:
    """Two trainings of a few steps give equal weights."""
    ops = get_current_ops()
    weights = []
    for run in ("first", "second"):
        train.train(half, data, tmp_path / run, 0.0005)
        nlp = spacy.load(tmp_path / run / half / "model-best")
        weights.append([pipe.model.to_bytes() for _, pipe in nlp.pipeline])
        text = "The fleet left Kiel."
        assert len(nlp(text)) == len(text.split()) + 1
    set_current_ops(ops)
    assert weights[0] == weights[1]


def test_no_test_text_is_trained_on(train: ModuleType) -> None:
    """What is scored in the report is neither trained on nor used to choose the best state."""
    for half, parts in train.HALVES.items():
        used = {name for part in parts for name in part}
        scored = set(train.report.PARSE if half == "parse" else train.report.NAMES)
        assert used.isdisjoint(scored)
