"""A whole copy of a record at one moment, and the way back to it."""

import os
import shutil
from pathlib import Path

from rashomon.errors import RecordError, UsageError
from rashomon.record.lock import locked
from rashomon.record.reader import open_record
from rashomon.record.verify import verify


def snapshot(record: Path, copy: Path) -> None:
    """Copy a record as it stands, also while a build works on it: builds write beside it and swap.

    Args:
        record: The record.
        copy: Where the copy goes; it must not be there yet.

    Raises:
        RecordError: It is no record of this program's version, or the copy cannot be written.
        UsageError: The copy is there already.
    """
    if copy.exists():
        raise UsageError(f'"{copy}" is there already: name another file, or remove it')
    with open_record(record):  # a reader that holds it open: the copy is of one state
        _copied(record, copy)


def restore(copy: Path, record: Path) -> None:
    """Put a copy in a record's place, after proving it; the record that was there is replaced at one stroke.

    Args:
        copy: What :func:`snapshot` made.
        record: The record.

    Raises:
        RecordError: The copy is no record or does not hold what it says, or the record is being built.
    """
    with open_record(copy) as opened:
        problems = verify(opened)
    if problems:
        raise RecordError(f'"{copy}" does not pass verify ({problems[0]}): restore another copy')
    with locked(record):
        _copied(copy, record)


def _copied(source: Path, target: Path) -> None:
    """Copy a file so that under the target's name there is either what was or all of what comes."""
    beside = target.with_name(target.name + ".copying")
    try:
        with source.open("rb") as given, beside.open("wb") as taken:
            shutil.copyfileobj(given, taken, 1 << 20)
            taken.flush()
            os.fsync(taken.fileno())
        beside.replace(target)
    except OSError as error:
        raise RecordError(
            f'"{target}" cannot be written ({error.strerror}): free space, or name another place'
        ) from error
    finally:
        beside.unlink(missing_ok=True)
