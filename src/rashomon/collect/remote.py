"""Files that lie elsewhere, ``s3://bucket/news`` say, through fsspec where it is installed with the part for that place."""

from collections.abc import Iterator
from typing import BinaryIO

from rashomon.errors import UsageError, reached, reached_file, shown

WEB = ("http", "https")
"""Schemes of addresses that :mod:`rashomon.collect.fetch` asks for; fsspec is asked for all others."""


def is_remote(name: str) -> bool:
    """Whether a path is an address: ``s3://...``, ``https://...``."""
    return "://" in name


def is_web(name: str) -> bool:
    """Whether a path is the address of a page or feed."""
    return is_remote(name) and name.split("://", 1)[0].lower() in WEB


def files(name: str) -> Iterator[tuple[str, str]]:
    """The files at an address, in order: each with its full address and its path below the given one.

    Args:
        name: Address of a file or folder.

    Raises:
        UsageError: fsspec or its part for this scheme is not installed, or there is nothing.
    """
    try:
        import fsspec

        system, path = fsspec.core.url_to_fs(name)
    except (ImportError, ValueError) as error:
        raise UsageError(
            f'"{shown(name)}": {shown(str(error))}: pip install "rashomon[remote]" and what it names'
        ) from error
    try:
        with reached(name):
            found = sorted(system.find(path))
        if not found:
            raise UsageError(f'"{shown(name)}" holds nothing to read: check the address')
    except OSError as error:
        raise UsageError(
            f'"{shown(name)}" cannot be read ({shown(str(error))}): check the address and your rights'
        ) from error
    root = path.rstrip("/")
    for each in found:
        below = each.rsplit("/", 1)[-1] if each == path else each.removeprefix(root).lstrip("/")
        yield str(system.unstrip_protocol(each)), below


def opened(address: str) -> BinaryIO:
    """A file at an address, opened to read bytes.

    Args:
        address: One of those of :func:`files`.

    Raises:
        OSError: It is not there, or may not be read.
        RashomonError: The place cannot be reached, now or while the file is read.
    """
    import fsspec

    with reached(address):
        return reached_file(fsspec.open(address, "rb").open(), address)
