"""Records that lie elsewhere, ``s3://bucket/record`` say: folders of Parquet tables, through fsspec where it is installed.

Such a record is read from a copy on this machine. ``rashomon.json`` names the part of the folder where the rows lie and is written last:
before that there is no record, and what a stopped build left in a part of its own is never read.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

import msgspec

from rashomon.errors import RecordError, UsageError, reached, reached_file, shown
from rashomon.record import folder


def is_address(name: Path | str) -> bool:
    """Whether a record is named by an address: ``s3://...``, ``file:///...``."""
    return "://" in str(name)


def is_record(address: str) -> bool:
    """Whether a record lies at an address.

    Raises:
        UsageError: fsspec or its part for this scheme is not installed.
        RecordError: The place cannot be reached.
    """
    system, root = _place(address)
    try:
        with reached(address):
            return bool(system.exists(f"{root}/{folder.NAME}"))
    except OSError as error:
        raise _unreached(address, error) from error


def copied(address: str, target: Path) -> Path:
    """Copy a record that lies elsewhere to this machine.

    Args:
        address: The record.
        target: Folder that the record is copied into.

    Returns:
        The copy; it bears the record's name.

    Raises:
        UsageError: fsspec or its part for this scheme is not installed.
        RecordError: There is no record at the address, or it cannot be read.
    """
    system, root = _place(address)
    copy = target / (root.rsplit("/", 1)[-1] or "record")
    try:
        with reached(address):
            held = system.cat_file(f"{root}/{folder.NAME}")
        mark = folder.marked(held, address)
        for name in folder.tables():
            fetched(address, f"{mark.part}/{name}" if mark.part else name, copy / name)
    except FileNotFoundError as error:
        raise RecordError(
            f'record "{shown(address)}" is not there: check the address, or build it with rashomon build --engine spark'
        ) from error
    except OSError as error:
        raise _unreached(address, error) from error
    copy.mkdir(exist_ok=True)
    (copy / folder.NAME).write_bytes(msgspec.json.encode(msgspec.structs.replace(mark, part="")))
    return copy


def fetched(address: str, name: str, target: Path) -> None:
    """Copy the Parquet files of a folder below an address.

    Args:
        address: The address.
        name: The folder below it.
        target: Folder that the files are copied to; left away where there are none.

    Raises:
        OSError: They cannot be read.
    """
    system, root = _place(address)
    with reached(address):
        for path in sorted(system.find(f"{root}/{name}")):
            if path.endswith(".parquet"):
                target.mkdir(parents=True, exist_ok=True)
                system.get_file(path, str(target / path.rsplit("/", 1)[-1]))


def laid(place: Path, address: str) -> None:
    """Copy a folder's files to an address.

    Args:
        place: The folder.
        address: Where they go.

    Raises:
        OSError: They cannot be written.
    """
    system, root = _place(address)
    with reached(address):
        for path in sorted(path for path in place.rglob("*") if path.is_file()):
            with path.open("rb") as near, _opened(system, f"{root}/{path.relative_to(place).as_posix()}") as far:
                shutil.copyfileobj(near, far)


def seal(address: str, part: str) -> None:
    """Mark what lies at an address as a record, at one stroke.

    Args:
        address: The record.
        part: The folder below it where the tables lie.

    Raises:
        OSError: It cannot be written.
    """
    system, root = _place(address)
    with reached(address):
        system.pipe_file(f"{root}/{folder.NAME}", msgspec.json.encode(folder.Mark(part=part)))


def removed(place: str) -> None:
    """Remove what lies in a folder or below an address, if there is anything.

    Args:
        place: The folder or address.

    Raises:
        OSError: It cannot be removed.
    """
    if not is_address(place):
        if Path(place).exists():
            shutil.rmtree(place)
        return
    system, root = _place(place)
    with reached(place):
        if system.exists(root):
            system.rm(root, recursive=True)


def moved(place: str, target: str) -> None:
    """Give a file another name in the same folder or below the same address.

    Args:
        place: The file.
        target: Its new name; folders that lack are made.

    Raises:
        OSError: It cannot be moved.
    """
    if not is_address(place):
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        Path(place).replace(target)
        return
    system, root = _place(place)
    to = _place(target)[1]
    with reached(place):
        try:
            system.mv(root, to)
        except FileNotFoundError:
            system.makedirs(to.rsplit("/", 1)[0], exist_ok=True)
            system.mv(root, to)


@contextmanager
def writing(place: str) -> Iterator[BinaryIO]:
    """A file to write, in a folder or below an address; folders that lack are made.

    Args:
        place: The file.

    Raises:
        OSError: It cannot be written.
    """
    if not is_address(place):
        Path(place).parent.mkdir(parents=True, exist_ok=True)
        with Path(place).open("wb") as near:
            yield near
        return
    system, root = _place(place)
    with reached(place):
        file = _opened(system, root)
    try:
        yield file
    finally:
        with reached(place):
            file.close()


@contextmanager
def reading(place: str) -> Iterator[BinaryIO]:
    """A file to read, in a folder or below an address.

    Args:
        place: The file.

    Raises:
        OSError: It cannot be read.
        RashomonError: The place cannot be reached, now or while the file is read.
    """
    if not is_address(place):
        with Path(place).open("rb") as near:
            yield near
        return
    system, root = _place(place)
    with reached(place):
        file = reached_file(system.open(root, "rb"), place)
    with file:
        yield file


def _place(address: str) -> tuple[Any, str]:
    """The file system that an address names, and the path in it."""
    try:
        import fsspec

        system, root = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise UsageError(f'"{address}": {error}: pip install "rashomon[remote]" and what it names') from error
    system.invalidate_cache()  # others write there too: what was listed before may be no longer so
    return system, str(root).rstrip("/")


def _opened(system: Any, path: str) -> BinaryIO:  # noqa: ANN401 - as for _place
    """A file to write. Folders are made only where they lack: asked for one in a bucket, some places would make the bucket."""
    try:
        return cast("BinaryIO", system.open(path, "wb"))
    except FileNotFoundError:
        system.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
        return cast("BinaryIO", system.open(path, "wb"))


def _unreached(address: str, error: OSError) -> RecordError:
    return RecordError(
        f'record "{shown(address)}" cannot be read ({shown(error.strerror or str(error))}): check the address and your rights'
    )
