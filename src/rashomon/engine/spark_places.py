"""Where a build on a cluster lays its stages and tables: a folder that all machines share, or an address."""

import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from rashomon.engine import spark_scratch
from rashomon.engine.spark_rows import KEPT
from rashomon.errors import RashomonError, UsageError, shown
from rashomon.model import READING
from rashomon.record import elsewhere, folder, store
from rashomon.record.lock import locked

STAGES = ("tasks", "attempts", "kept", "pairs")
"""What is removed before the record is sealed."""
_PATTERN = frozenset("*?[")
THERE = "is there already: a build with Spark makes a new record; name another folder"


class Place(NamedTuple):
    """Where a build works.

    Attributes:
        stages: The folder, as a whole path, or address that driver and executors share.
        near: The folder in which the driver reads the tables of reading and writes those of linking.
        fetch: Called when reading is done: brings the tables of reading near.
        finish: Called at the end: makes a record of it.
    """

    stages: str
    near: Path
    fetch: Callable[[], None]
    finish: Callable[[], None]


def check(record: Path | str) -> None:
    """See that there is no record yet, and that there can be one.

    Raises:
        UsageError: There is something under that name, or it is a pattern of names.
        RecordError: An address cannot be reached.
    """
    if elsewhere.is_address(record) and (marks := sorted(_PATTERN & set(str(record)))):
        raise UsageError(
            f'"{shown(str(record))}": {" ".join(marks)} would be taken for a pattern of names there: name it otherwise'
        )
    if elsewhere.is_record(str(record)) if elsewhere.is_address(record) else Path(record).exists():
        raise UsageError(f'"{shown(str(record))}" {THERE}')


@contextmanager
def place(record: Path | str) -> Iterator[Place]:
    """A place to work at, until it is finished or given up.

    Args:
        record: The record, as a folder or an address.
    """
    with _far(str(record)) if elsewhere.is_address(record) else _near(Path(record)) as found:
        yield found


def is_ours(record: Path | str) -> Callable[[Path], bool]:
    """Which files a build of a record writes beside it: the record may lie among the texts.

    Args:
        record: The record.
    """
    if elsewhere.is_address(record):
        return lambda _: False
    place = Path(record).resolve()
    work, side = _work(place), place.with_name(place.name + ".lock")

    def ours(path: Path) -> bool:
        found = path.resolve()
        return found == side or found.is_relative_to(work)

    return ours


def _work(record: Path) -> Path:
    return record.with_name(record.name + ".building")


@contextmanager
def _near(record: Path) -> Iterator[Place]:
    work = _work(record)

    def finish() -> None:
        for name in STAGES:
            shutil.rmtree(work / name, ignore_errors=True)
        folder.seal(work)
        work.replace(record)

    with locked(record), store.told(record, "build"):
        check(record)  # again: another build may have made it before the lock was free
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        try:
            yield Place(str(work.absolute()), work, lambda: None, finish)
        finally:
            shutil.rmtree(work, ignore_errors=True)  # there is nothing to go on from


@contextmanager
def _far(record: str) -> Iterator[Place]:
    """Each build has a part of its own below the address, so that none is in another's way, nor a stopped one in the next one's."""
    part = f"build-{uuid.uuid4().hex}"
    stages = f"{record.rstrip('/')}/{part}"

    with store.told(record, "build"), tempfile.TemporaryDirectory(dir=spark_scratch.scratch()) as made:
        note = spark_scratch.note(record, stages)
        near, sealing = Path(made), False

        def fetch() -> None:
            for name in (*(f"_reading/{name}" for name in READING), *(f"kept/{name}" for name in KEPT)):
                elsewhere.fetched(stages, name, near / name)

        def finish() -> None:
            nonlocal sealing
            for name in STAGES:
                elsewhere.removed(f"{stages}/{name}")
                shutil.rmtree(near / name, ignore_errors=True)
            shutil.rmtree(near / "_reading", ignore_errors=True)
            elsewhere.laid(near, stages)
            sealing = True
            elsewhere.seal(record, part)
            note.unlink()

        try:
            yield Place(stages, near, fetch, finish)
        except BaseException:
            if not sealing:
                # the place may be what failed: the note stays then, and the next build removes the part
                with suppress(OSError, RashomonError):
                    elsewhere.removed(stages)
                    note.unlink()
            raise
