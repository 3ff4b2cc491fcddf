"""How the cost grows: ``python benchmarks/scale.py [--sizes 100 300 1000] [--jobs 1 2] [--words 300]``.

Articles are made by ``benchmarks/reprints.py`` with events of our own strewn in (a fleet, a town, a day, a number), one in eight a copy.
For each size: seconds and documents/s of a build from nothing, for each number of processes; peak memory of the largest process; size
of the record; a second build with one document in a hundred new; the same documents through the parser alone (the floor), a hundred of
them through ``dateparser.search`` if it is installed (a peer of one part, times); and the processor seconds of each layer and each step
of linking, in one process. ``--no-layers`` leaves the last away.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))

from reprints import corpus, place  # noqa: E402

from rashomon import annotate  # noqa: E402
from rashomon.annotate import LAYERS, TIES, Annotated  # noqa: E402
from rashomon.annotate.folding.fold import fold  # noqa: E402
from rashomon.engine import linking, local  # noqa: E402
from rashomon.knowledge import Knowledge  # noqa: E402
from rashomon.language import Language, load  # noqa: E402

ACTS = ("shelled", "attacked", "bombed", "raided", "besieged")
DEAD = ("sailors", "soldiers", "residents", "fishermen")


def told(dice: random.Random) -> str:
    """A sentence or two of ours that tell an event with a place, a day, a number and a speaker."""
    day = f"{dice.randint(1, 28)} {dice.choice(['March', 'May', 'June', 'October'])} {dice.randint(1907, 1908)}"
    return (
        f"The {place(dice)} Fleet {dice.choice(ACTS)} {place(dice)} on {day}, killing {dice.randint(2, 60)} {dice.choice(DEAD)}, "
        f"the mayor of {place(dice)} said. The Admiralty denied that its ships had {dice.choice(['left', 'entered'])} the harbour."
    )


def articles(documents: int, words: int) -> list[dict[str, object]]:
    """Made articles as JSON lines have them; events stand in several articles, as they do in newspapers."""
    dice = random.Random(11)
    events = [told(dice) for _ in range(max(2, documents // 3))]
    out = []
    for at, one in enumerate(corpus(documents)):
        kept: list[str] = []
        for paragraph in one.document.text.split("\n\n"):
            kept.append(paragraph)
            if sum(len(each.split()) for each in kept) > words:
                break
        text = "\n\n".join([*kept[:2], *(dice.choice(events) for _ in range(3)), *kept[2:]])
        published = one.document.published
        out.append({"uri": f"{at:07d}", "text": text, "outlet": one.document.outlet, "published": str(published)})
    return out


def written(rows: Iterable[dict[str, object]], path: Path) -> Path:
    """The articles as a file."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def timed(source: Path, record: Path, jobs: int) -> tuple[float, float]:
    """Seconds and peak memory (MB, of the largest process of the build) of a build."""
    program = (
        "import resource, subprocess, sys; "
        "code = subprocess.call(sys.argv[1:]); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024); sys.exit(code)"
    )
    command = [
        sys.executable,
        "-m",
        "rashomon",
        "build",
        str(source),
        "-o",
        str(record),
        "--quiet",
        "--jobs",
        str(jobs),
    ]
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", program, *command], capture_output=True, text=True, check=True)
    return time.perf_counter() - start, float(done.stdout.split()[-1])


def parsed_alone(language: Language, texts: list[str]) -> float:
    """Processor seconds of the parser alone: the same model, the texts as they are, in batches."""
    start = time.process_time()
    for _ in language.nlp.pipe(texts, batch_size=16):
        pass
    return time.process_time() - start


PEER = 100
"""Documents that the peer reads: it is slow."""


def dates_by_peer(texts: list[str]) -> float | None:
    """Processor seconds that dateparser takes to find the time expressions of the texts; None where it is not installed."""
    try:
        from dateparser.search import search_dates
    except ImportError:
        return None
    start = time.process_time()
    for text in texts:
        search_dates(text, languages=["en"])
    return time.process_time() - start


def by_layer(source: Path, scratch: Path) -> Counter[str]:
    """Processor seconds of each layer, of the parser and of each step of linking, in this process."""
    spent: Counter[str] = Counter()

    def clocked(name: str, step):  # noqa: ANN001, ANN202 - a function of any kind, as it was
        def run(*given):  # noqa: ANN002, ANN202
            start = time.process_time()
            try:
                found = step(*given)
                return list(found) if found is not None and name not in {"parser", "fold"} else found
            finally:
                spent[name] += time.process_time() - start

        return run

    annotate.LAYERS = [(name, clocked(name, step)) for name, step in LAYERS]
    annotate.TIES = [(name, clocked(f"{name}, tied", step)) for name, step in TIES]
    annotate.fold = lambda *given, **named: clocked("fold", lambda: fold(*given, **named))()
    language = load()
    parse = Language.parse
    Language.parse = clocked("parser", parse)  # type: ignore[method-assign]
    steps = linking.steps()
    linking.steps = lambda *_: [(f"link: {name}", clocked(f"link: {name}", step)) for name, step in steps]
    from rashomon.engine import pool

    pool.LITTLE = 1 << 40  # all is read in this process
    start = time.process_time()
    local.build([source], scratch / "layers.duckdb", jobs=1, knowledge=Knowledge())
    whole = time.process_time() - start
    annotate.LAYERS, annotate.TIES, annotate.fold = LAYERS, TIES, fold
    Language.parse = parse  # type: ignore[method-assign]
    linking.steps = lambda *_: steps
    spent["all else (taking in, storing)"] = whole - sum(spent.values())
    assert language is load()
    assert Annotated is not None
    return spent


def measure(documents: int, jobs: list[int], words: int, *, layers: bool) -> None:
    """Print all figures of one size."""
    rows = articles(documents + max(1, documents // 100), words)
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        source = written(rows[:documents], scratch / "first.jsonl")
        count = sum(len(str(row["text"]).split()) for row in rows[:documents])
        sys.stdout.write(
            f"{documents} documents, {count} words, {os.cpu_count()} cores, load {os.getloadavg()[0]:.0f}\n"
        )
        for each in jobs:
            record = scratch / f"{each}.duckdb"
            seconds, memory = timed(source, record, each)
            size = record.stat().st_size / 1e6
            again, _ = timed(written(rows, scratch / "second.jsonl"), record, each)
            sys.stdout.write(
                f"  {each} processes: {seconds:.1f} s, {documents / seconds:.1f} documents/s, largest process {memory:.0f} MB, "
                f"record {size:.1f} MB; with 1 % new: {again:.1f} s\n"
            )
            sys.stdout.flush()
        language = load()
        alone = parsed_alone(language, [str(row["text"]) for row in rows[:documents]])
        sys.stdout.write(f"  parser alone: {alone:.1f} processor s, {documents / alone:.1f} documents/s\n")
        few = [str(row["text"]) for row in rows[: min(documents, PEER)]]
        if (peer := dates_by_peer(few)) is not None:
            sys.stdout.write(f"  times by dateparser.search: {peer:.1f} processor s for {len(few)} documents\n")
        sys.stdout.flush()
        if not layers:
            return
        spent = by_layer(source, scratch)
        for name, seconds in spent.most_common():
            sys.stdout.write(f"  {name}: {seconds:.2f} processor s, {seconds / sum(spent.values()):.1%}\n")
        beside = sum(seconds for name, seconds in spent.items() if name != "parser")
        sys.stdout.write(f"  all beside the parser costs {beside / spent['parser']:.2f} times the parser\n")


def main() -> None:
    """Print the figures of each size."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sizes", type=int, nargs="*", default=[100, 300, 1000])
    options.add_argument("--jobs", type=int, nargs="*", default=[1, 2])
    options.add_argument("--words", type=int, default=300, help="words of an article, about")
    options.add_argument("--no-layers", action="store_true", help="leave away what each layer costs")
    given = options.parse_args()
    for size in given.sizes:
        measure(size, given.jobs, given.words, layers=not given.no_layers)


if __name__ == "__main__":
    main()
