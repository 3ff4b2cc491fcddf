"""Where a build on a cluster lays its stages and tables: a folder that all machines share, or an address."""

import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from rashomon.errors import UsageError
from rashomon.record import elsewhere, folder, store
from rashomon.record.lock import locked

STAGES = ("tasks", "rows")
"""What is removed before the record is sealed."""
THERE = "is there already: a build with Spark makes a new record; name another folder"


class Place(NamedTuple):
    """Where a build works.

    Attributes:
        stages: The folder as Spark names it.
        near: The folder in which the driver reads Spark's tables and writes those of linking.
        fetch: Called when Spark is done: brings the tables of reading near.
        finish: Called at the end: makes a record of it.
    """

    stages: str
    near: Path
    fetch: Callable[[], None]
    finish: Callable[[], None]


def check(record: Path | str) -> None:
    """See that there is no record yet.

    Raises:
        UsageError: There is something under that name.
        RecordError: An address cannot be reached.
    """
    if elsewhere.is_record(str(record)) if elsewhere.is_address(record) else Path(record).exists():
        raise UsageError(f'"{record}" {THERE}')


@contextmanager
def place(record: Path | str) -> Iterator[Place]:
    """A place to work at, until it is finished or given up.

    Args:
        record: The record, as a folder or an address.
    """
    with _far(str(record)) if elsewhere.is_address(record) else _near(Path(record)) as found:
        yield found


@contextmanager
def _near(record: Path) -> Iterator[Place]:
    work = record.with_name(record.name + ".building")

    def finish() -> None:
        for name in STAGES:
            shutil.rmtree(work / name)
        folder.seal(work)
        work.replace(record)

    with locked(record), store.told(record, "build"):
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        yield Place(str(work), work, lambda: None, finish)


@contextmanager
def _far(record: str) -> Iterator[Place]:
    """Each build has a part of its own below the address, so that none is in another's way, nor a stopped one in the next one's."""
    part = f"build-{uuid.uuid4().hex}"
    stages = f"{record.rstrip('/')}/{part}"

    with tempfile.TemporaryDirectory(prefix="rashomon-") as scratch, store.told(record, "build"):
        near, sealing = Path(scratch), False

        def fetch() -> None:
            for name in folder.tables():
                elsewhere.fetched(stages, name, near / name)
            for name in ("skipped", "readings", "quarantine"):
                elsewhere.fetched(stages, f"rows/table={name}", near / "rows" / f"table={name}")

        def finish() -> None:
            nonlocal sealing
            for name in STAGES:
                elsewhere.removed(f"{stages}/{name}")
                shutil.rmtree(near / name, ignore_errors=True)
            shutil.rmtree(near / "_reading", ignore_errors=True)
            elsewhere.laid(near, stages)
            sealing = True
            elsewhere.seal(record, part)

        try:
            yield Place(stages, near, fetch, finish)
        except BaseException:
            if not sealing:
                elsewhere.removed(stages)
            raise
