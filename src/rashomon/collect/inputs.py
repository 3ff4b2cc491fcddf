"""What there is to read: paths to inputs, listed without reading them."""

import hashlib
import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePath, PurePosixPath
from typing import BinaryIO, TypeVar

from msgspec import Struct, field

from rashomon.collect import held, jsonl, remote
from rashomon.collect.held import Form, Held
from rashomon.collect.sources import TABLE, Sources, tables_below
from rashomon.errors import CollectError, UsageError, shown
from rashomon.ids import digest

STANDARD_INPUT = "-"
CHUNK = 1 << 20
NOT_ACCOUNTS = frozenset(
    [
        ".css",
        ".csv",
        ".gif",
        ".ico",
        ".ini",
        ".jpeg",
        ".jpg",
        ".js",
        ".map",
        ".mjs",
        ".mp3",
        ".mp4",
        ".png",
        ".py",
        ".sh",
        ".svg",
        ".toml",
        ".tsv",
        ".webp",
        ".woff",
        ".woff2",
        ".yaml",
        ".yml",
        ".zip",
    ]
)
"""Suffixes that hold data, programs or pictures: never read from a folder; a file given by name is always tried."""
BESIDE_A_FOLDER = re.compile(
    r"(?:readme(?:[._ -].*)?|licen[sc]e|copying|notice|changelog)(?:\.[a-z]{1,4})?", re.IGNORECASE
)
"""Names of files that tell about a folder and are no accounts, unless the table of sources lists them."""


_Place = TypeVar("_Place", bound=PurePath)


class Input(Struct, frozen=True, kw_only=True):
    """One document to read, and where it is.

    Attributes:
        uri: The document's uri.
        path: File to read, or that the line came from; None for standard input.
        line: Line, or number in the file, where the file holds many documents.
        data: Its bytes, where it is held by such a file or came in on standard input; None where the file is to be read.
        form: What the bytes are, where a file of many holds it.
        told: What that file says of it beside the bytes, by column.
        given: What the table of sources says of it: cells that are not empty, by column.
        fault: Reason and detail, where it is known already that it cannot be read.
    """

    uri: str
    path: str | None = None
    line: int | None = None
    data: bytes | None = None
    form: Form | None = None
    told: dict[str, str] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    fault: tuple[str, str] | None = None

    @property
    def place(self) -> str:
        """File and line, for messages."""
        name = "standard input" if self.path is None else f'"{self.path}"'
        return name if self.line is None else f"{name} line {self.line}"

    def digest(self) -> str:
        """Hash of the uri, the bytes and the row of the table of sources; the same as long as reading would give the same.

        Raises:
            CollectError: The file cannot be read, or a fault is known already.
        """
        if self.fault is not None:
            raise CollectError(*self.fault)
        hasher = hashlib.blake2b(digest_size=16)
        if self.data is not None:
            hasher.update(self.data)
        else:
            with self.open() as file:
                while chunk := file.read(CHUNK):
                    hasher.update(chunk)
        cells = [part for item in (*sorted(self.told.items()), *sorted(self.given.items())) for part in item]
        return digest("input", self.uri, self.form or "file", hasher.hexdigest(), *cells)

    def open(self) -> BinaryIO:
        """The file, opened to read bytes.

        Raises:
            CollectError: It cannot be opened.
        """
        if self.path is None:
            raise ValueError("an input with data has no file to open")
        try:
            return remote.opened(self.path) if remote.is_remote(self.path) else Path(self.path).open("rb")
        except OSError as error:
            raise CollectError(
                "unreadable", f"{self.place}: {error.strerror}: check that the file is there and may be read"
            ) from error


class Inputs:
    """All inputs below the given paths, in order of uri.

    Args:
        files: Inputs that stand for whole files.
        stream: What came in on standard input, if it was asked for.
        addresses: Addresses of pages and feeds to fetch.
    """

    def __init__(self, files: Sequence[Input], stream: BinaryIO | None = None, addresses: Sequence[str] = ()) -> None:
        self.files = files
        self._stream = stream
        self._addresses = addresses

    def __iter__(self) -> Iterator[Input]:
        """The inputs, one for each document; of two with one uri the second is a fault."""
        seen: set[int] = set()
        for item in self._all():
            if item.fault is not None:
                yield item
                continue
            key = int(digest(item.uri)[:16], 16)
            if key in seen:
                detail = f'{item.place}: uri "{item.uri}" was used before: give every document a uri of its own'
                yield Input(uri=item.uri, path=item.path, line=item.line, fault=("duplicate uri", detail))
            else:
                yield item
            seen.add(key)

    def count(self) -> int | None:
        """How many inputs there are; None where that is known only when they have been read."""
        many = [item for item in self.files if _holds_many(item)]
        if self._stream is not None or self._addresses or not all(held.is_lines(item.path or "") for item in many):
            return None
        return len(self.files) - len(many) + sum(jsonl.count(Path(item.path or "")) for item in many)

    def _all(self) -> Iterator[Input]:
        for item in self.files:
            yield from _documents(item, item.open) if _holds_many(item) else [item]
        if self._addresses:
            yield from _fetched(self._addresses)
        if self._stream is not None:
            yield from _from_stream(self._stream)


def find(paths: Iterable[Path | str], *, sources: Path | None = None, offline: bool = False) -> Inputs:
    """List what there is to read.

    Args:
        paths: Files, folders (read recursively; hidden files and tables of sources are left out), ``-`` for standard input,
            addresses of pages and feeds (``https://...``), or addresses that fsspec knows (``s3://...``).
        sources: A table of sources that goes before the ``sources.csv`` beside the files.
        offline: Refuse addresses.

    Returns:
        The inputs; files are not opened yet.

    Raises:
        UsageError: A path is not there, a folder holds nothing to read, or a table of sources is off.
    """
    names = [str(path) for path in paths]
    if not names:
        raise UsageError('no path was given: name files, folders or "-" for standard input')
    found: dict[str, Input] = {}
    faults: dict[str, Input] = {}
    tables = Sources(sources)
    addresses = sorted({name for name in names if remote.is_web(name)})
    for name in dict.fromkeys(names):
        if offline and remote.is_remote(name):
            raise UsageError(f'"{name}" is an address, and --offline refuses to fetch: save it and give the file')
        if name == STANDARD_INPUT or name in addresses:
            continue
        for item in _elsewhere(name, tables) if remote.is_remote(name) else _below(Path(name), tables):
            if item.fault is not None:
                faults[item.path or item.uri] = item
            elif _is_other_file(found.setdefault(item.uri, item), item):
                both = f'"{found[item.uri].path}" and "{item.path}"'
                raise UsageError(f'{both} would both be called "{item.uri}": give the folder that holds both')
    tables.check(found)
    files = sorted([*found.values(), *faults.values()], key=lambda item: (item.uri, item.path or ""))
    return Inputs(files, sys.stdin.buffer if STANDARD_INPUT in names else None, addresses)


def _elsewhere(name: str, tables: Sources) -> Iterator[Input]:
    """Files at an address, with what the tables of sources there, or the one given by name, say of them."""
    listed = list(remote.files(name))
    beside = tables_below(name, {below: address for address, below in listed}, remote.opened)
    uris, count = {uri for _, uri in listed}, 0
    by_name = len(listed) == 1 and f"/{name}".endswith(f"/{listed[0][1]}")
    for address, uri in listed:
        parts = uri.split("/")
        if parts[-1] == TABLE or any(part.startswith(".") for part in parts):
            continue
        given = tables.row_below(uri, beside)
        fault = None
        if not given and not by_name:
            fault = _no_account(PurePosixPath(uri), shown(address), lambda page: str(page) in uris)
        count += fault is None
        yield Input(uri=_writable(uri), path=address, given=given, fault=fault)
    if not count:
        raise UsageError(f'"{shown(name)}" holds nothing to read: put .txt, .md, .html, .pdf or .jsonl files there')


def _is_other_file(one: Input, other: Input) -> bool:
    if one is other:
        return False
    return one.path is None or other.path is None or Path(one.path).resolve() != Path(other.path).resolve()


def _below(path: Path, tables: Sources) -> Iterator[Input]:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise UsageError(
            f'"{path}" cannot be read ({error.strerror}): give a file, a folder or "-" for standard input'
        ) from error
    if not stat.S_ISDIR(mode):
        yield _file(path, path.name, tables, mode)
        return
    count = 0
    for inner, uri, unreadable in _walk(path):
        fault = ("unreadable", unreadable) if unreadable else _no_file(inner)
        if not fault and not tables.row(inner, uri):
            fault = _no_account(inner, str(inner), Path.is_file)
        count += fault is None
        yield (
            _file(inner, uri, tables, None)
            if fault is None
            else Input(uri=_writable(uri), path=str(inner), fault=fault)
        )
    if not count:
        raise UsageError(f'folder "{path}" holds nothing to read: put .txt, .md, .html, .pdf or .jsonl files in it')


def _file(path: Path, uri: str, tables: Sources, mode: int | None) -> Input:
    uri = _writable(uri)
    if mode is not None and not stat.S_ISREG(mode):  # a pipe can be read only once
        return Input(uri=uri, data=path.read_bytes(), given=tables.row(path, uri))
    return Input(uri=uri, path=str(path), given=tables.row(path, uri))


def _walk(top: Path) -> Iterator[tuple[Path, str, str]]:
    """Files below a folder, their paths below it, and of folders that cannot be read why.

    Links to folders are followed; each folder is entered once.
    """
    entered: set[tuple[int, int]] = set()
    stack = [(top, PurePosixPath())]
    while stack:
        folder, below = stack.pop()
        try:
            status = folder.stat()
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            fault = f'folder "{folder}" cannot be read ({error.strerror}): check its permissions'
            if folder == top:
                raise UsageError(fault) from error
            yield folder, str(below), fault
            continue
        if (status.st_dev, status.st_ino) in entered:
            continue
        entered.add((status.st_dev, status.st_ino))
        inner = []
        for entry in entries:
            if entry.name.startswith(".") or entry.name == TABLE:
                continue
            if Path(entry.path).is_dir():  # unlike the entry's own, this is False for a link to itself
                inner.append((Path(entry.path), below / entry.name))
            else:
                yield Path(entry.path), str(below / entry.name), ""
        stack.extend(reversed(inner))


def _no_account(path: _Place, name: str, is_there: Callable[[_Place], bool]) -> tuple[str, str] | None:
    """Why a file in a folder that no table of sources lists is not taken for an account, or None.

    Args:
        path: The file.
        name: What it is called to the user.
        is_there: Whether a file is there.
    """
    if BESIDE_A_FOLDER.fullmatch(path.name):
        return (
            "not an account",
            f'"{name}" tells about the folder: list it in sources.csv, or give it by name, to read it',
        )
    if path.suffix.lower() in NOT_ACCOUNTS:
        why = "is data, program or picture: save it as text, HTML or PDF, or list it in sources.csv"
        return "not an account", f'"{name}" {why}'
    page = path.parent.name.removesuffix("_files")
    if page != path.parent.name and any(is_there(path.parent.parent / (page + suffix)) for suffix in (".html", ".htm")):
        return "not an account", f'"{name}" belongs to the saved page beside its folder: give it by name to read it'
    return None


def _no_file(path: Path) -> tuple[str, str] | None:
    """Why a folder's entry cannot be read as a file, or None."""
    try:
        regular = path.is_file()
    except OSError:
        regular = False
    return (
        None if regular else ("unreadable", f'"{path}" is no file, or a link to nothing: remove it or give its target')
    )


def _writable(uri: str) -> str:
    """The uri as text that can be stored: bytes of a file name that are no UTF-8 are shown as U+FFFD."""
    return os.fsencode(uri).decode("utf-8", "replace")


def _holds_many(item: Input) -> bool:
    return item.fault is None and item.line is None and item.data is None and held.holds_many(item.path or "")


def _documents(item: Input, opened: Callable[[], BinaryIO]) -> Iterator[Input]:
    """The inputs that a file of many holds."""
    try:
        file = opened()
    except CollectError as error:
        yield Input(uri=item.uri, path=item.path, given=item.given, fault=(error.reason, error.detail))
        return
    with file:
        yield from _inputs(held.documents(file, item.path or "", item.place), item)


def _fetched(addresses: Sequence[str]) -> Iterator[Input]:
    """The documents at addresses of pages and feeds."""
    from rashomon.collect import fetch

    fetcher = fetch.Fetcher()
    for address in addresses:
        yield from _inputs(fetch.documents(address, fetcher), Input(uri=address))


def _inputs(documents: Iterable[Held], item: Input) -> Iterator[Input]:
    """The documents that a file or stream holds, as inputs."""
    empty = True
    for document in documents:
        empty = False
        yield Input(
            uri=document.uri or f"{item.uri}:{document.number}",
            path=item.path,
            line=document.number,
            data=None if document.fault else document.data,
            form=document.form,
            told=document.told,
            given=item.given,
            fault=document.fault,
        )
    if empty:
        yield Input(uri=item.uri, path=item.path, fault=("empty", f"{item.place} holds no document: remove it"))


def _from_stream(stream: BinaryIO) -> Iterator[Input]:
    """Standard input: JSON lines where it begins with a brace, else one plain text."""
    first = stream.readline(jsonl.LONGEST_LINE)
    while first and not first.strip():
        more = stream.readline(jsonl.LONGEST_LINE)
        if not more:
            break
        first = more if more.strip() else first + more
    whole = Input(uri=STANDARD_INPUT)
    if first.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        yield from _inputs(held.lines(jsonl.Pushed(first, stream), whole.place, whole=False), whole)
    else:
        yield Input(uri=STANDARD_INPUT, data=first + stream.read())
