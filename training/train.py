"""Train the shipped English pipeline from open treebanks and open name data.

Run: python training/train.py DATA [--out FOLDER] [--steps SHARE]

DATA holds ``parse/*.spacy`` and ``names/*.spacy`` (spaCy DocBins; training/REPORT.md names each source and licence). The result
replaces the weights in ``src/rashomon/language/en`` (or lies in FOLDER), rounded to float16, with training/REPORT.md beside
it. Seeds are fixed: the same data and versions give the same weights on the same kind of processor.
"""

import argparse
import logging
import shutil
import sys
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import corpus  # noqa: E402, F401 - registers the reader
import report  # noqa: E402
import spacy  # noqa: E402
from spacy import util  # noqa: E402
from spacy.training.initialize import init_nlp  # noqa: E402
from spacy.training.loop import train as training_loop  # noqa: E402
from thinc.api import NumpyOps, set_current_ops  # noqa: E402

from rashomon.language import embed  # noqa: E402, F401 - registers the embedding layer

SHIPPED = HERE.parent / "src" / "rashomon" / "language" / "en"
PARSE = ["ewt_train", "gum_train_ok"]
NAMES = [
    "uner_ewt_train", "gum_train", "crossner_pol_train", "crossner_pol_dev", "crossner_pol_test", "redocred_dev", "redocred_test", "wikigold",
]  # fmt: skip
SMALLEST = 64
"""Arrays of fewer numbers keep their full precision: they cost nothing."""


def main() -> None:
    """Train both halves, put them together, round, evaluate, write."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("data", type=Path, help="folder with parse/ and names/")
    arguments.add_argument("--out", type=Path, default=SHIPPED, help="where the pipeline goes (default: the package)")
    arguments.add_argument("--steps", type=float, default=1.0, help="share of the training steps, for a quick try")
    arguments.add_argument("--only", choices=("parse", "names", "report"), help="one half, or only the report of --out")
    given = arguments.parse_args()
    util.logger.setLevel(logging.WARNING)
    set_current_ops(NumpyOps(use_blis=False))  # numpy's matrix product is three times as fast here
    started = time.monotonic()
    work = given.out.parent / f"{given.out.name}.work"
    if given.only in (None, "parse"):
        train("parse", PARSE, ["ewt_dev", "gum_dev_ok"], given.data, work, given.steps)
    if given.only in (None, "names"):
        train("names", NAMES, ["uner_ewt_dev", "gum_dev"], given.data, work, given.steps)
    if given.only is None:
        join(work, given.out)
        shutil.rmtree(work)
    if given.only in (None, "report"):
        minutes = (time.monotonic() - started) / 60 if given.only is None else None
        (given.out / "ATTRIBUTION.md").write_text(report.attribution(), "utf-8")
        (HERE / "REPORT.md").write_text(report.report(given.out, given.data, minutes), "utf-8")


def train(half: str, texts: list[str], held: list[str], data: Path, work: Path, share: float) -> None:
    """Train one half, ``parse`` or ``names``, and write its best state by the held texts."""
    config = util.load_config(HERE / f"{half}.cfg")
    config["corpora"]["train"]["paths"] = [str(data / half / f"{name}.spacy") for name in texts]
    config["corpora"]["dev"]["paths"] = [str(data / half / f"{name}.spacy") for name in held]
    config["training"]["max_steps"] = int(config["training"]["max_steps"] * share)
    nlp = init_nlp(config)
    out = work / half
    out.mkdir(parents=True, exist_ok=True)
    training_loop(nlp, out, use_gpu=-1, stdout=sys.stdout, stderr=sys.stderr)


def join(work: Path, out: Path) -> None:
    """Put both halves into one pipeline, rounded to float16, without what only training needs."""
    nlp = spacy.load(work / "parse" / "model-best")
    nlp.add_pipe("ner", source=spacy.load(work / "names" / "model-best"), last=True)
    round_weights(nlp)
    nlp.meta.update(
        {
            "name": "rashomon_en",
            "description": "English for news on conflicts: tags, parse, names",
            "license": "CC BY-SA 4.0",
        }
    )
    fresh = work / "en"
    nlp.to_disk(fresh)
    out.mkdir(parents=True, exist_ok=True)
    for path in fresh.iterdir():
        target = out / path.name
        if path.is_dir():
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(path, target)
        else:
            shutil.copyfile(path, target)


def round_weights(nlp: Any) -> None:  # noqa: ANN401 - spaCy ships no types
    """Round to what float16 holds: half the bytes are then zeros and vanish in the wheel's compression."""
    for _, pipe in nlp.pipeline:
        for node in pipe.model.walk():
            for name in node.param_names:
                if node.has_param(name) and node.get_param(name).size > SMALLEST:
                    node.set_param(name, node.get_param(name).astype("float16").astype("float32"))


if __name__ == "__main__":
    main()
