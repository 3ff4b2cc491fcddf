"""Nothing lost: ``python benchmarks/kill.py [--moments 30] [--engine local|spark] [FOLDER]``.

A build is killed (SIGKILL) at moments drawn at random over its length, the same command is run again, and the record must then be
the one of a build that nobody disturbed, table by table. Before each second run the record, if there is one, is opened and
verified: a reader never sees half.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "helpers"))

from record_tables import tables  # noqa: E402

from rashomon.record.reader import Record  # noqa: E402
from rashomon.record.verify import verify  # noqa: E402

WITHOUT_ALIASES = ("event_aliases",)


def command(folder: Path, record: Path, engine: str) -> list[str]:
    """The build."""
    where = ["--engine", "spark", "--master", "local[2]"] if engine == "spark" else []
    return [sys.executable, "-m", "rashomon", "build", str(folder), "-o", str(record), "--quiet", *where]


def run(folder: Path, record: Path, engine: str, seconds: float | None) -> bool:
    """Build, killed after some seconds with all it started; whether it was killed."""
    process = subprocess.Popen(command(folder, record, engine), start_new_session=True, stderr=subprocess.PIPE)
    try:
        _, error = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return True
    if process.returncode:
        raise SystemExit(error.decode())
    return False


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
        whole = Path(scratch) / "whole"
        start = time.monotonic()
        run(given.folder, whole, given.engine, None)
        length = time.monotonic() - start
        wanted = tables(whole, *WITHOUT_ALIASES)
        killed = equal = 0
        for moment in range(given.moments):
            record = Path(scratch) / f"{moment}"
            killed += run(given.folder, record, given.engine, chance.uniform(0, length))
            if record.exists():
                with Record(record) as opened:
                    if problems := verify(opened):
                        raise SystemExit(f"moment {moment}: {problems[0]}")
            if not record.exists() or given.engine == "local":
                run(given.folder, record, given.engine, None)
            equal += tables(record, *WITHOUT_ALIASES) == wanted
            shutil.rmtree(record, ignore_errors=True)
            record.unlink(missing_ok=True)
    sys.stdout.write(
        f"{given.engine}: a build of {length:.1f} s, killed at {killed} of {given.moments} moments (the others came after its "
        f"end); after running again {equal} of {given.moments} records equal the undisturbed one\n"
    )


if __name__ == "__main__":
    main()
