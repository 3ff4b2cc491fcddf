"""A whole copy of a record at one moment, and the way back to it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rashomon.errors import RecordError, UsageError
from rashomon.record import folder
from rashomon.record.lock import locked
from rashomon.record.reader import open_record
from rashomon.record.verify import verify


def snapshot(record: Path | str, copy: Path) -> None:
    """Copy a record as it stands, also while a build works on it: builds write beside it and swap.

    Args:
        record: The record; the copy of a folder, or of what lies at an address, is a folder.
        copy: Where the copy goes; it must not be there yet.

    Raises:
        RecordError: It is no record of this program's version, or the copy cannot be written.
        UsageError: The copy is there already, or what reads the address is not installed.
    """
    if copy.exists():
        raise UsageError(f'"{copy}" is there already: name another file, or remove it')
    with open_record(record) as opened:  # a reader that holds it open: the copy is of one state
        if folder.is_folder(opened.path):
            _folder_copied(opened.path, copy)
        else:
            _copied(opened.path, copy)


def restore(copy: Path, record: Path) -> None:
    """Put a copy in a record's place, after proving it; the record that was there is replaced at one stroke.

    Args:
        copy: What :func:`snapshot` made.
        record: The record.

    Raises:
        RecordError: The copy is no record or does not hold what it says, or the record is being built.
        UsageError: The copy is a folder of tables.
    """
    if folder.is_folder(copy):
        raise UsageError(f'"{copy}" is a folder of tables and a record itself: read it where it is, or rename it')
    with open_record(copy) as opened:
        problems = verify(opened)
    if problems:
        raise RecordError(f'"{copy}" does not pass verify ({problems[0]}): restore another copy')
    with locked(record):
        _copied(copy, record)


@contextmanager
def _told(target: Path) -> Iterator[None]:
    """Turn what a disk raises into one clear line."""
    try:
        yield
    except OSError as error:
        raise RecordError(
            f'"{target}" cannot be written ({error.strerror}): free space, or name another place'
        ) from error


def _folder_copied(source: Path, target: Path) -> None:
    """Copy a folder so that it is under the target's name whole or not at all."""
    beside = target.with_name(target.name + ".copying")
    try:
        with _told(target):
            shutil.copytree(source, beside)
            beside.replace(target)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _copied(source: Path, target: Path) -> None:
    """Copy a file so that under the target's name there is either what was or all of what comes."""
    beside = target.with_name(target.name + ".copying")
    try:
        with _told(target):
            with source.open("rb") as given, beside.open("wb") as taken:
                shutil.copyfileobj(given, taken, 1 << 20)
                taken.flush()
                os.fsync(taken.fileno())
            beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
