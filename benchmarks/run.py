"""All benchmarks: ``python benchmarks/run.py [--shared FOLDER] [--only NAME ...]``.

Without a folder of gold sets only the main job is measured (a process from nothing to the comparison, in seconds and memory), and
reprints among articles made for it.
With one (``--shared``: it holds ``gold/``, ``score/`` and ``seeds/``), every layer is scored by that folder's own scorer.
Figures are printed, never asserted: machines are shared and noisy.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROGRAM = [sys.executable, "-m", "rashomon"]
RUNS = 5
SETS = {
    "times, TimeBank": ("times", "time/te3_timebank.jsonl"),
    "times, AQUAINT": ("times", "time/te3_aquaint.jsonl"),
    "times, WikiWars": ("times", "time/wikiwars_odd.jsonl"),
    "attributions, PolNeAR": ("attributions", "attributions/polnear_dev.jsonl"),
    "names, re3d": ("names", "names/re3d_documents.jsonl"),
    "types, PLOVER": ("types", "events/plv_train.jsonl"),
    "places, event locations": ("places", "events/event_location.jsonl"),
    "events, ECB+": ("events", "across/ecbplus_dev.jsonl"),
    "namings, NewsWCL50": ("namings", "across/newswcl50_even.jsonl"),
    "incidents, shootings": ("incidents", "across/incident_documents.jsonl"),
}
"""Gold sets by name: kind of score, and file below ``gold/``."""


SPEED = "attributions/polnear_train.jsonl"
"""The set whose texts of 600 to 1,000 words the speed of reading is measured on, below ``gold/``."""


def timed(command: list[str]) -> tuple[float, float]:
    """Seconds and peak memory (MB, of the largest process) of a command."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def main_job(name: str, folder: Path) -> None:
    """Print the cost of help, of a first and a second build, and of the comparison."""
    with tempfile.TemporaryDirectory() as scratch:
        helps = [timed([*PROGRAM, "--help"])[0] for _ in range(RUNS)]
        first, memory, second, show = [], [], [], []
        for run in range(3):
            record = Path(scratch) / f"{run}.duckdb"
            seconds, peak = timed([*PROGRAM, "build", str(folder), "-o", str(record), "--quiet"])
            show.append(timed([*PROGRAM, "differences", str(record)])[0])
            second.append(timed([*PROGRAM, "build", str(folder), "-o", str(record), "--quiet"])[0])
            first.append(seconds)
            memory.append(peak)
    sys.stdout.write(
        f"{name}: from nothing to the comparison {statistics.median(first) + statistics.median(show):.1f} s "
        f"(build {statistics.median(first):.1f}, differences {statistics.median(show):.1f}), {max(memory):.0f} MB; "
        f"second build {statistics.median(second):.1f} s; --help {statistics.median(helps):.2f} s (medians)\n"
    )


def score(shared: Path, name: str, kind: str, file: str) -> None:
    """Build a record from a gold set's texts and print that set's scores."""
    gold = shared / "gold" / file
    if not gold.is_file():
        sys.stdout.write(f"{name}: {gold} is not there, left out\n")
        return
    with tempfile.TemporaryDirectory() as scratch:
        given, record, out = Path(scratch) / "in.jsonl", Path(scratch) / "r.duckdb", Path(scratch) / "out"
        with given.open("wb") as lines:
            subprocess.run(
                [sys.executable, str(shared / "score" / "as_input.py"), kind, str(gold)], stdout=lines, check=True
            )
        seconds, _ = timed([*PROGRAM, "build", str(given), "-o", str(record), "--quiet", "--language", "en"])
        subprocess.run(
            [*PROGRAM, "export", str(record), "--to", "jsonl", str(out)], stdout=subprocess.DEVNULL, check=True
        )
        done = subprocess.run(
            [sys.executable, str(shared / "score" / "score.py"), kind, str(gold), str(out)],
            capture_output=True,
            text=True,
            check=True,
        )
    sys.stdout.write(f"\n{name} (built in {seconds:.0f} s)\n{done.stdout}")
    sys.stdout.flush()


def main() -> None:
    """Run what is asked for."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--shared", type=Path, help="folder with gold/, score/ and seeds/")
    options.add_argument("--only", nargs="*", help="names, or beginnings of names, of gold sets; speed")
    given = options.parse_args()
    sys.stdout.write(f"{os.cpu_count()} cores, {resource.getpagesize() * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB\n")
    if not given.only:
        main_job("examples/jutland", ROOT / "examples" / "jutland")
    if not given.only or "reprints" in given.only:
        subprocess.run([sys.executable, str(ROOT / "benchmarks" / "reprints.py")], check=True)
    if given.shared is None:
        sys.stdout.write("no folder of gold sets given (--shared FOLDER): layers are not scored\n")
        return
    if not given.only:
        main_job("seeds", given.shared / "seeds")
    if (not given.only or "speed" in given.only) and (file := given.shared / "gold" / SPEED).is_file():
        sys.stdout.flush()
        subprocess.run([sys.executable, str(ROOT / "benchmarks" / "speed.py"), str(file)], check=True)
    for name, (kind, file) in SETS.items():
        if not given.only or any(name.startswith(each) for each in given.only):
            score(given.shared, name, kind, file)


if __name__ == "__main__":
    main()
