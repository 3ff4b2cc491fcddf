"""One build at a time: a lock on a side file, which the system frees when its holder dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rashomon.errors import RecordError


@contextmanager
def locked(record: Path) -> Iterator[None]:
    """Hold the right to build a record.

    The side file is removed at the end, while the lock is still held; who has opened it in the meantime sees that the name
    no longer leads to it, and begins again.

    Args:
        record: The record; ``RECORD.lock`` is the side file.

    Raises:
        RecordError: Another process holds it; the error names the process.
    """
    side = record.with_name(record.name + ".lock")
    descriptor = _acquire(record, side)
    try:
        os.truncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        side.unlink(missing_ok=True)
        os.close(descriptor)


def _acquire(record: Path, side: Path) -> int:
    while True:
        try:
            descriptor = os.open(side, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        except OSError as error:
            raise RecordError(
                f'"{record}" cannot be written ({error.strerror}): name a file in a folder where you may write'
            ) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip() or "unknown"
            os.close(descriptor)
            raise RecordError(
                f'"{record}" is being built by another process (pid {holder}): wait for it, or build into another record'
            ) from None
        try:
            if os.path.samestat(os.fstat(descriptor), side.stat()):
                return descriptor
        except FileNotFoundError:
            pass  # its holder removed it between our opening and our locking: take a new one
        os.close(descriptor)
