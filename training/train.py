"""Train the shipped English pipeline from open treebanks and open name data.

Run: python training/train.py DATA [--out FOLDER] [--steps SHARE]

DATA holds ``parse/*.spacy`` and ``names/*.spacy`` (spaCy DocBins; training/REPORT.md names each source and licence). The parse
and the names are trained at the same time, each in a process of its own on one core; the parse in two passes: one at a steady
rate, and one from its best state at a rate that falls to nothing. The result replaces the weights in ``src/rashomon/language/en`` (or
lies in FOLDER), rounded to float16, with training/REPORT.md beside it. Seeds are fixed: the same data and versions give the
same weights on the same kind of processor (tests/training proves it on a few sentences).
"""

import argparse
import logging
import shutil
import subprocess
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
from spacy.strings import StringStore  # noqa: E402
from spacy.training.initialize import init_nlp  # noqa: E402
from spacy.training.loop import train as training_loop  # noqa: E402
from thinc.api import NumpyOps, set_current_ops  # noqa: E402
from threadpoolctl import threadpool_limits  # noqa: E402

from rashomon.language import embed  # noqa: E402, F401 - registers the embedding layer

SHIPPED = HERE.parent / "src" / "rashomon" / "language" / "en"
PARSE = ["ewt_train", "gum_train_ok"]
NAMES = [
    "uner_ewt_train", "gum_train", "crossner_pol_train", "crossner_pol_dev", "crossner_pol_test", "redocred_dev", "redocred_test", "wikigold",
]  # fmt: skip
HALVES = {"parse": (PARSE, ["ewt_dev", "gum_dev_ok"]), "names": (NAMES, ["uner_ewt_dev", "gum_dev"])}
"""Texts to train each half on, and those by which its best state is chosen; no test text is in either."""
SETTLING = {"parse": 5000}
"""Steps of the second pass, of the halves that have one."""
SETTLING_RATE = 0.0008
"""Learning rate at which the second pass begins."""
SETTLING_DROPOUT = 0.2
"""Dropout of the second pass, where the first has less."""
VERSION = "0.2.0"
"""Of the pipeline; raised whenever its texts or settings change."""
SMALLEST = 64
"""Arrays of fewer numbers keep their full precision: they cost nothing."""


def main() -> None:
    """Train both halves, put them together, round, evaluate, write."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("data", type=Path, help="folder with parse/ and names/")
    arguments.add_argument("--out", type=Path, default=SHIPPED, help="where the pipeline goes (default: the package)")
    arguments.add_argument("--steps", type=float, default=1.0, help="share of the training steps, for a quick try")
    arguments.add_argument("--beside", type=Path, help="another pipeline, scored in the report as well")
    arguments.add_argument("--only", choices=(*HALVES, "report"), help="one half, or only the report of --out")
    given = arguments.parse_args()
    started = time.monotonic()
    work = given.out.parent / f"{given.out.name}.work"
    if given.only in HALVES:
        train(given.only, given.data, work, given.steps)
        return
    if given.only is None:
        both(given.data, given.out, given.steps)
        minutes = (time.monotonic() - started) / 60
        join(work, given.out, f"parse and names by one run of this script, {minutes:.0f} minutes on two cores")
        shutil.rmtree(work)
    (given.out / "ATTRIBUTION.md").write_text(report.attribution(), "utf-8")
    place = HERE if given.out == SHIPPED else given.out
    (place / "REPORT.md").write_text(report.report(given.out, given.data, given.beside), "utf-8")


def both(data: Path, out: Path, share: float) -> None:
    """Train the halves side by side, each in its own process; stop both when one fails."""
    command = [sys.executable, __file__, str(data), "--out", str(out), "--steps", str(share), "--only"]
    halves = {half: subprocess.Popen([*command, half]) for half in HALVES}
    try:
        failed = [half for half, process in halves.items() if process.wait()]
    finally:
        for process in halves.values():
            process.kill()
    if failed:
        raise SystemExit(f"training of {' and '.join(failed)} failed, see above")


def train(half: str, data: Path, work: Path, share: float) -> None:
    """Train one half, ``parse`` or ``names``, and write its best state by the held texts."""
    util.logger.setLevel(logging.WARNING)
    set_current_ops(NumpyOps(use_blis=False))  # numpy's matrix product is three times as fast here
    texts, held = HALVES[half]
    config = util.load_config(HERE / f"{half}.cfg")
    config["corpora"]["train"]["paths"] = [str(data / half / f"{name}.spacy") for name in texts]
    config["corpora"]["dev"]["paths"] = [str(data / half / f"{name}.spacy") for name in held]
    for setting in ("max_steps", "eval_frequency"):
        config["training"][setting] = max(2, int(config["training"][setting] * share))
    out = work / half
    out.mkdir(parents=True, exist_ok=True)
    with threadpool_limits(limits=1, user_api="blas"):
        training_loop(init_nlp(config), out, use_gpu=-1, stdout=sys.stdout, stderr=sys.stderr)
        if half in SETTLING:
            settle(spacy.load(out / "model-best"), out, max(2, int(SETTLING[half] * share)))


def settle(nlp: Any, out: Path, steps: int) -> None:  # noqa: ANN401 - spaCy ships no types
    """Train on from the best state with other orders and changes of the texts, at a rate that falls to nothing."""
    training = nlp.config["training"]
    training["max_steps"] = steps
    training["eval_frequency"] = min(training["eval_frequency"], steps)
    training["dropout"] = max(training["dropout"], SETTLING_DROPOUT)
    training["batcher"]["size"]["start"] = training["batcher"]["size"]["stop"]
    training["optimizer"]["learn_rate"] = {
        "@schedules": "warmup_linear.v1",
        "initial_rate": SETTLING_RATE,
        "warmup_steps": min(100, steps // 2),
        "total_steps": steps,
    }
    nlp.config["corpora"]["train"]["seed"] = 1
    training_loop(nlp, out, use_gpu=-1, stdout=sys.stdout, stderr=sys.stderr)


def join(work: Path, out: Path, trained: str) -> None:
    """Put both halves into one pipeline, rounded to float16, without what only training needs.

    Args:
        work: Folder with both halves.
        out: Where the pipeline goes.
        trained: How the weights came about, for the report.
    """
    nlp = spacy.load(work / "parse" / "model-best")
    nlp.add_pipe("ner", source=spacy.load(work / "names" / "model-best"), last=True)
    round_weights(nlp)
    nlp.meta.update(
        {
            "name": "rashomon_en",
            "version": VERSION,
            "description": "English for news on conflicts: tags, parse, names",
            "license": "CC BY-SA 4.0",
            "trained": trained,
        }
    )
    fresh = work / "en"
    write(nlp, fresh)
    out.mkdir(parents=True, exist_ok=True)
    for path in fresh.iterdir():
        target = out / path.name
        if path.is_dir():
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(path, target)
        else:
            shutil.copyfile(path, target)


def write(nlp: Any, folder: Path) -> None:  # noqa: ANN401 - spaCy ships no types
    """Write a pipeline without what reading does not need: where the training texts lay, and every word that the vocabulary has met.

    Words are known by their hash and come back with each text; only labels must be in the store of strings.
    """
    for texts in nlp.config["corpora"].values():
        texts["paths"] = [Path(path).name for path in texts["paths"]]
    nlp.to_disk(folder)
    labels = {label for name in nlp.pipe_names for label in nlp.get_pipe(name).labels}
    features = {part for label in nlp.get_pipe("morphologizer").labels for part in label.split("|")}
    moves = {move.partition("-")[2] for move in nlp.get_pipe("parser").move_names}
    relations = {part for move in moves for part in move.split("||")}
    StringStore(sorted(labels | features | moves | relations - {""})).to_disk(folder / "vocab" / "strings.json")


def round_weights(nlp: Any) -> None:  # noqa: ANN401 - spaCy ships no types
    """Round to what float16 holds: half the bytes are then zeros and vanish in the wheel's compression."""
    for _, pipe in nlp.pipeline:
        for node in pipe.model.walk():
            for name in node.param_names:
                if node.has_param(name) and node.get_param(name).size > SMALLEST:
                    node.set_param(name, node.get_param(name).astype("float16").astype("float32"))


if __name__ == "__main__":
    main()
