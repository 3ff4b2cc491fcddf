"""How the cost grows: ``python benchmarks/scale.py [--sizes 100 300 1000] [--jobs 1 2] [--words 300 | --articles FILE.jsonl]``.

Articles are made by ``benchmarks/reprints.py`` with events of our own strewn in (a fleet, a town, a day, a number), one in eight a copy;
or they are the first lines of FILE. For each size: seconds and documents/s of a build from nothing, for each number of processes; peak
memory of the largest process; size of the record; a second build with one document in a hundred new; processor seconds of each layer and
each step of linking, added up over the processes of the last build from nothing; up to a thousand of the documents through the parser
alone (the floor), and a hundred through ``dateparser.search`` if it is installed (a peer of one part, times).
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))

from reprints import corpus, place  # noqa: E402

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


def timed(source: Path, record: Path, jobs: int) -> tuple[float, float, dict[str, float]]:
    """Seconds of a build, peak memory (MB, of its largest process), and processor seconds by part."""
    program = (
        "import resource, subprocess, sys; "
        "code = subprocess.call(sys.argv[1:]); "
        "sys.stderr.write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)); sys.exit(code)"
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
        "--json",
        "--profile",
    ]
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", program, *command, "--jobs", str(jobs)], capture_output=True, text=True, check=True
    )
    return time.perf_counter() - start, float(done.stderr.split()[-1]), json.loads(done.stdout)["profile"]


def parsed_alone(language: Language, texts: list[str]) -> float:
    """Processor seconds of the parser alone: the same model, the texts as they are, in batches."""
    start = time.process_time()
    for _ in language.nlp.pipe(texts, batch_size=16):
        pass
    return time.process_time() - start


ALONE = 1000
"""Documents that the parser reads alone."""
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


def measure(rows: list[dict[str, object]], documents: int, jobs: list[int]) -> None:
    """Print all figures of one size; the rows past it are what is new in the second build."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        source = written(rows[:documents], scratch / "first.jsonl")
        count = sum(len(str(row["text"]).split()) for row in rows[:documents])
        sys.stdout.write(
            f"{documents} documents, {count} words, {os.cpu_count()} cores, load {os.getloadavg()[0]:.0f}\n"
        )
        spent: dict[str, float] = {}
        for each in jobs:
            record = scratch / f"{each}.duckdb"
            seconds, memory, spent = timed(source, record, each)
            size = record.stat().st_size / 1e6
            sys.stdout.write(
                f"  {each} processes: {seconds:.1f} s, {documents / seconds:.1f} documents/s, largest process {memory:.0f} MB, "
                f"record {size:.1f} MB; "
            )
            sys.stdout.flush()
            again, memory, _ = timed(written(rows, scratch / "second.jsonl"), record, each)
            sys.stdout.write(f"with 1 % new: {again:.1f} s, {again / seconds:.0%}, {memory:.0f} MB\n")
            sys.stdout.flush()
        for name, seconds in sorted(spent.items(), key=lambda item: -item[1]):
            sys.stdout.write(f"  {name}: {seconds:.2f} processor s, {seconds / sum(spent.values()):.1%}\n")
        for name, parts in (("reading", False), ("linking and comparing", True)):
            beside = sum(
                seconds for part, seconds in spent.items() if part != "parser" and part.startswith("linking") == parts
            )
            sys.stdout.write(f"  {name}: {beside / spent['parser']:.2f} times the parser\n")
        texts = [str(row["text"]) for row in rows[: min(documents, ALONE)]]
        alone = parsed_alone(load(), texts)
        sys.stdout.write(
            f"  parser alone: {alone:.1f} processor s for {len(texts)} documents, {len(texts) / alone:.1f} documents/s\n"
        )
        if (peer := dates_by_peer(texts[:PEER])) is not None:
            sys.stdout.write(
                f"  times by dateparser.search: {peer:.1f} processor s for {min(PEER, documents)} documents\n"
            )
        sys.stdout.flush()


def main() -> None:
    """Print the figures of each size."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sizes", type=int, nargs="*", default=[100, 300, 1000])
    options.add_argument("--jobs", type=int, nargs="*", default=[1, 2])
    options.add_argument("--words", type=int, default=300, help="words of an article, about")
    options.add_argument("--articles", type=Path, help="JSON lines with a field text, in place of made articles")
    given = options.parse_args()
    for size in given.sizes:
        more = size + max(1, size // 100)
        if given.articles is None:
            rows = articles(more, given.words)
        else:
            with given.articles.open(encoding="utf-8") as lines:
                found = [json.loads(line) for line, _ in zip(lines, range(more), strict=False)]
            rows = [
                {"uri": f"{at:07d}", "text": row["text"], "published": row.get("published") or row.get("dct")}
                for at, row in enumerate(found)
            ]
            if len(rows) < more:
                options.error(f'"{given.articles}" holds {len(rows)} articles, {more} are needed: give a smaller size')
        measure(rows, size, given.jobs)


if __name__ == "__main__":
    main()
