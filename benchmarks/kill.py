"""Nothing lost: ``python benchmarks/kill.py [--moments 30] [--engine local|spark] [FOLDER]``.

A build is killed (SIGKILL, with its process group) at moments drawn at random over the length of the one before, the same command is run
again, and the record must then be the one of a build that nobody disturbed, table by table. While it is built, after it is killed and while it is built
again a reader looks for the record, and where there is one opens and verifies it: a reader never sees half. Processes that outlive the
killed one by half a minute are counted, and so is what lies beside the records at the end.
"""

import argparse
import math
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "helpers"))

from record_tables import tables  # noqa: E402

from rashomon.record.reader import Record  # noqa: E402
from rashomon.record.verify import verify  # noqa: E402

WITHOUT_ALIASES = ("event_aliases",)
MARK = "RASHOMON_KILL"
"""Variable by which the processes of a build are known."""
LOOK = 0.2
"""Seconds between two looks of the reader."""


@dataclass
class Seen:
    """What the reader and the watch over processes saw."""

    looks: int = 0
    records: int = 0
    outlived: int = 0


def command(folder: Path, record: Path, engine: str) -> list[str]:
    """The build."""
    where = ["--engine", "spark", "--master", "local[2]"] if engine == "spark" else []
    return [sys.executable, "-m", "rashomon", "build", str(folder), "-o", str(record), "--quiet", *where]


def run(folder: Path, record: Path, engine: str, seconds: float | None, seen: Seen) -> bool:
    """Build, killed after some seconds with all it started, a reader looking meanwhile; whether it was killed."""
    process = subprocess.Popen(
        command(folder, record, engine),
        start_new_session=True,
        stderr=subprocess.PIPE,
        env={**os.environ, MARK: str(record)},
    )
    end = time.monotonic() + (math.inf if seconds is None else seconds)
    while True:
        try:
            _, error = process.communicate(timeout=max(0.0, min(LOOK, end - time.monotonic())))
            break
        except subprocess.TimeoutExpired:
            if time.monotonic() >= end:
                os.killpg(process.pid, signal.SIGKILL)
                process.communicate()
                seen.outlived += _outlived(record)
                look(record, seen)
                return True
            look(record, seen)
    if process.returncode:
        raise SystemExit(error.decode())
    return False


def _timed(folder: Path, record: Path, engine: str, seen: Seen) -> float:
    """Seconds of a build that is left alone."""
    start = time.monotonic()
    run(folder, record, engine, None, seen)
    return time.monotonic() - start


def look(record: Path, seen: Seen) -> None:
    """What a reader sees at this moment: nothing, or a whole record."""
    seen.looks += 1
    if not record.exists():
        return
    seen.records += 1
    with Record(record) as opened:
        if problems := verify(opened):
            raise SystemExit(f"{record.name}: {problems[0]}")


def _outlived(record: Path) -> int:
    """Processes of a record's killed build that live on after half a minute."""
    mark = f"{MARK}={record}"
    end = time.monotonic() + 30
    while alive := sum(mark.encode() in _environment(each).split(b"\0") for each in Path("/proc").glob("[0-9]*")):
        if time.monotonic() > end:
            break
        time.sleep(LOOK)
    return alive


def _environment(process: Path) -> bytes:
    try:
        return (process / "environ").read_bytes()
    except OSError:
        return b""  # it has ended, or is another's


def main() -> None:
    """Kill, run again, compare."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", nargs="?", type=Path, default=ROOT / "examples" / "jutland")
    arguments.add_argument("--moments", type=int, default=30)
    arguments.add_argument("--engine", choices=("local", "spark"), default="local")
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as scratch:
        whole, seen = Path(scratch) / "whole", Seen()
        lengths = [_timed(given.folder, whole, given.engine, Seen())]
        wanted = tables(whole, *WITHOUT_ALIASES)
        left = {path.name for path in Path(scratch).iterdir()}
        killed = equal = 0
        for moment in range(given.moments):
            record = Path(scratch) / f"{moment}"
            at = chance.uniform(0, lengths[-1])  # of the build before: other programs make them longer and shorter
            was = run(given.folder, record, given.engine, at, seen)
            if not was:
                lengths.append(at)  # it took less
            beside = sorted(path.name for path in Path(scratch).iterdir() if path.name not in left)
            if given.engine == "local":
                run(given.folder, record, given.engine, None, seen)  # goes on from where the killed one was
            elif not record.exists():
                lengths.append(_timed(given.folder, record, given.engine, seen))
            same = tables(record, *WITHOUT_ALIASES) == wanted
            killed, equal = killed + was, equal + same
            sys.stderr.write(f"{moment}: {at:.1f} s, {'killed' if was else 'over'}, left {beside}, equal {same}\n")
            shutil.rmtree(record, ignore_errors=True)
            record.unlink(missing_ok=True)
        beside = sorted(path.name for path in Path(scratch).iterdir() if path.name not in left)
    sys.stdout.write(
        f"{given.engine}: builds of {min(lengths):.1f} to {max(lengths):.1f} s, killed at {killed} of {given.moments} moments (the others came "
        f"after its end); after running again {equal} of {given.moments} records equal the undisturbed one; a reader looked "
        f"{seen.looks} times and saw a whole record {seen.records} times, none the others; {seen.outlived} processes outlived a kill; "
        f"left beside the records: {', '.join(beside) or 'nothing'}\n"
    )


if __name__ == "__main__":
    main()
