"""The process that reads additions: ``python -m rashomon.web.adding RECORD FOLDER``; tells how far it is in JSON lines."""

import sys
import time

import msgspec

from rashomon.engine.local import build
from rashomon.engine.report import Progress
from rashomon.errors import RashomonError

BETWEEN = 0.2
"""Seconds between two lines."""


def main(record: str, folder: str) -> int:
    """Build the folder into the record.

    Args:
        record: The record.
        folder: The folder of additions.

    Returns:
        The exit code.
    """
    at, stage = 0.0, ""

    def told(progress: Progress) -> None:
        nonlocal at, stage
        now = time.monotonic()
        if now - at >= BETWEEN or progress.stage != stage:
            at, stage = now, progress.stage
            say({"stage": progress.stage, "done": progress.done, "total": progress.total})

    try:
        report = build([folder], record, progress=told)
    except RashomonError as error:
        say({"fault": str(error)})
        return 1
    say({"skipped": [(each.uri, f"{each.uri}: {each.reason} ({each.detail})") for each in report.skipped]})
    return 0


def say(told: object) -> None:
    """Print one line of JSON at once."""
    sys.stdout.buffer.write(msgspec.json.encode(told) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
