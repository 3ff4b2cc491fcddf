"""Everything that can go wrong in front of a user, each with its remedy."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

MOST = 300
"""Characters of what a library says that are passed on."""
PIECE = 1 << 20
"""Bytes of a remote file that are asked for at a time."""
_SECRET = re.compile(r"(?<=://)[^/@\s]+@")


class RashomonError(Exception):
    """A failure that a user can read: what, its value, the remedy, in one line. The command line exits with 1."""

    exit_code = 1


class UsageError(RashomonError):
    """The call itself is off: a path that is not there, a bad option, a bad table of sources. Exits with 2."""

    exit_code = 2


class CollectError(RashomonError):
    """One document cannot be taken in; the build names it as skipped and goes on.

    Args:
        reason: One of the short reasons listed in ``docs/skipped.md`` (``empty``, ``not text``, ``encrypted``, ...).
        detail: The value at fault and the remedy.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail

    def __reduce__(self) -> tuple[type["CollectError"], tuple[str, str]]:
        """Keep reason and detail apart when the error crosses processes."""
        return type(self), (self.reason, self.detail)


class KnowledgeError(UsageError):
    """A knowledge table cannot be read; names file, line and remedy."""


class RecordError(RashomonError):
    """A record cannot be opened, written or migrated."""


class NotFoundError(UsageError):
    """A document, event or name is not in the record."""


def shown(address: str) -> str:
    """Words as they may be told: addresses in them without the name and password that may stand before a host.

    Args:
        address: An address, or words with addresses in them.
    """
    return _SECRET.sub("", address)


@contextmanager
def reached(address: str) -> Iterator[None]:
    """Turn what libraries of remote places raise into one clear line.

    Args:
        address: What is asked for.

    Raises:
        OSError: The place answers, and says no: it is not there, or may not be read. Passed on as it is.
        RashomonError: The place cannot be reached; in place of errors that each library has of its own.
    """
    try:
        yield
    except (OSError, RashomonError):
        raise
    except Exception as error:  # they share no class
        words = shown(" ".join(str(error).split()))[:MOST] or type(error).__name__
        raise RashomonError(
            f'"{shown(address)}" cannot be reached ({words}): check address, network and credentials, and begin again'
        ) from error


def reached_file(file: BinaryIO, address: str) -> BinaryIO:
    """A remote file to read whose library's own errors are told as :func:`reached` tells them, whenever they come.

    Args:
        file: As a library of remote places opens it.
        address: Its address.
    """
    return cast("BinaryIO", io.BufferedReader(_File(file, address), PIECE))


class _File(io.RawIOBase):
    def __init__(self, file: BinaryIO, address: str) -> None:
        self._file = file
        self._address = address

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._file.seekable()

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def readinto(self, buffer: "memoryview[int]", /) -> int:  # type: ignore[override]
        with reached(self._address):
            data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()
