"""A folder of this process on this machine for what a build on a cluster lays aside; what a killed process left is removed by the next.

The folder lies where temporary files do, below one for all such processes of a user. Its holder keeps a lock on it, which the system
frees when the holder dies.
"""

import atexit
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from rashomon.errors import RecordError
from rashomon.record import elsewhere

LOCK = "lock"
PART = "part"
"""The file that names the part of an address that its process writes."""


@cache
def scratch() -> Path:
    """The folder of this process; removed when it ends."""
    base = _base()
    with _alone(base):
        for path in base.iterdir():
            if path.is_dir():
                _sweep(path)
        own = Path(tempfile.mkdtemp(dir=base))
        _lock(own / LOCK, fcntl.LOCK_EX)  # held until this process ends, however it does
    atexit.register(_clear, own)
    return own


def note(address: str, part: str) -> Path:
    """Note which part of an address this process writes, and remove those that killed processes of this machine left there.

    Args:
        address: The record.
        part: The part's own address.

    Returns:
        The note; its writer removes it.

    Raises:
        OSError: Parts cannot be removed.
    """
    base, own = _base(), scratch()
    free = not elsewhere.is_record(address)  # else a part may be the record
    with _alone(base):
        for path in base.iterdir():
            if path != own and path.is_dir() and _is_free(path):
                for left in path.glob(f"{PART}-*"):
                    named = left.read_text("utf-8")
                    if free and named.rpartition("/")[0] == address.rstrip("/"):
                        elsewhere.removed(named)
                        left.unlink()
                _sweep(path)
        file = own / f"{PART}-{part.rpartition('/')[2]}"
        file.write_text(part, "utf-8")
    return file


def _base() -> Path:
    base = Path(tempfile.gettempdir()) / f"rashomon-spark-{os.getuid()}"
    base.mkdir(mode=0o700, exist_ok=True)
    if base.is_symlink() or base.stat().st_uid != os.getuid():
        raise RecordError(
            f'"{base}" belongs to another user: remove it, or name another place for such files in TMPDIR'
        )
    return base


def _sweep(path: Path) -> None:
    """Remove a folder whose process is dead."""
    if _is_free(path):
        _clear(path)


def _clear(path: Path) -> None:
    """Remove a folder; notes of parts stay until their address is built again."""
    if not any(path.glob(f"{PART}-*")):
        shutil.rmtree(path, ignore_errors=True)
        return
    for each in path.iterdir():
        if each.is_dir():
            shutil.rmtree(each, ignore_errors=True)


def _is_free(path: Path) -> bool:
    """Whether a folder is there and its process is dead."""
    try:
        descriptor = _lock(path / LOCK, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, FileNotFoundError):
        return False  # its process lives, or has just taken it away
    os.close(descriptor)
    return True


@contextmanager
def _alone(base: Path) -> Iterator[None]:
    """While no other process makes or removes folders."""
    descriptor = _lock(base / LOCK, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(descriptor)


def _lock(file: Path, how: int) -> int:
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, how)
    except BlockingIOError:
        os.close(descriptor)
        raise
    return descriptor
