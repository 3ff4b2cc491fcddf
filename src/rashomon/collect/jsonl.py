"""JSON lines: one document a line."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

import msgspec

from rashomon.collect.contents import Contents
from rashomon.errors import CollectError

SUFFIXES = (".jsonl", ".ndjson", ".json")
LONGEST_LINE = 1 << 25
"""Bytes of a line that are looked at; 2 million characters, each written as two escapes, are three quarters of it."""
CHUNK = 1 << 20
BOM = b"\xef\xbb\xbf"
COLUMNS = (
    "url",
    "outlet",
    "outlet_country",
    "title",
    "author",
    "published",
    "published_at",
    "retrieved_at",
    "genre",
    "language",
)

HALF_PAIR = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F]"
)
"""A JSON escape for one half of a character beyond U+FFFF."""

Record = tuple[int, bytes, str | None, tuple[str, str] | None]
"""Line number, the JSON, the uri, and the fault if there is one."""


class _Uri(msgspec.Struct):
    uri: Any = None


_uri = msgspec.json.Decoder(_Uri)


class Lines(Protocol):
    """What is read from: a binary stream."""

    def read(self, size: int = -1, /) -> bytes:
        """Bytes, all that are left by default."""

    def readline(self, size: int = -1, /) -> bytes:
        """The next line, or as many bytes of it."""


class Pushed:
    """A binary stream with its first line put back."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        self._first = first
        self._rest = rest

    def read(self, size: int = -1, /) -> bytes:
        """Bytes of the rest."""
        return self._rest.read(size)

    def readline(self, size: int = -1, /) -> bytes:
        """The first line, then those of the rest."""
        first, self._first = self._first, b""
        return first or self._rest.readline(size)


def is_lines(name: str) -> bool:
    """Whether the file's name says that it holds JSON."""
    return name.lower().endswith(SUFFIXES)


def count(path: Path) -> int:
    """Lines of the file: an upper bound of its documents."""
    lines, last = 0, b""
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                lines += chunk.count(b"\n")
                last = chunk
    except OSError:
        return 1  # reading names the fault
    return lines + (not last.endswith(b"\n"))


def records(file: Lines, place: str, *, whole: bool = False) -> Iterator[Record]:
    """The records of a JSON-lines file, with their faults; nothing but the uri is looked at.

    Args:
        file: Binary stream.
        place: Name of the file, for messages.
        whole: The file may hold one JSON list of records, or one record on several lines (``.json``).
    """
    if whole:
        data = file.read()
        listed = _listed(data)
        if listed is not None:
            for number, item in enumerate(listed, 1):
                yield _record(number, bytes(item), f"{place} record {number}")
            return
        file = io.BytesIO(data)
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        if len(line) >= LONGEST_LINE:
            while line and not line.endswith(b"\n"):
                line = file.readline(CHUNK)
            yield (
                number,
                b"",
                None,
                ("too long", f"{place} line {number}: more than {LONGEST_LINE} bytes: split the document"),
            )
            continue
        if number == 1:
            line = line.removeprefix(BOM)
        if line.strip():
            yield _record(number, line.strip(), f"{place} line {number}")


def _listed(data: bytes) -> list[msgspec.Raw] | None:
    """Records of a JSON list, or the one record that the data are; None where they are neither."""
    data = data.removeprefix(BOM)
    try:
        if data.lstrip()[:1] == b"[":
            return msgspec.json.decode(data, type=list[msgspec.Raw])
        return [msgspec.json.decode(data, type=msgspec.Raw)]
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _record(number: int, data: bytes, place: str) -> Record:
    try:
        uri = _uri.decode(data).uri
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return number, data, None, ("not JSON", _fault(data, place, error))
    if not isinstance(uri, str) or not uri.strip():
        return (
            number,
            data,
            None,
            ("missing uri", f'{place}: key "uri" is missing or no text: give every document a name of its own'),
        )
    return number, data, uri, None


def _fault(data: bytes, place: str, error: Exception) -> str:
    """What is wrong with a line that is no JSON, and what to do."""
    if HALF_PAIR.search(data):
        return f"{place}: half a surrogate pair ({error}): write the character itself, in UTF-8"
    return f"{place}: {error}: write one JSON object a line, in UTF-8"


def contents(data: bytes, place: str) -> Contents:
    """What a record says.

    Args:
        data: One JSON object.
        place: File and line, for messages.

    Raises:
        CollectError: It is no JSON object, or a key that is needed is missing or no text.
    """
    try:
        row = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CollectError("not JSON", _fault(data, place, error)) from error
    row = cast("dict[str, Any]", row)
    text = row.pop("text", None)
    row.pop("uri", None)
    if not isinstance(text, str):
        raise CollectError(
            "missing text", f'{place}: key "text" is missing or no text: give the document\'s text there'
        )
    extra = row.pop("extra", None)
    values = {}
    for column in COLUMNS:
        value = row.get(column)
        if isinstance(value, str) and value.strip():
            values[column] = row.pop(column).strip()
        elif value is None or value == "":
            row.pop(column, None)
    if extra is not None:
        row = {**extra, **row} if isinstance(extra, dict) else {**row, "extra": extra}
    return Contents(text=text, values=values, basis="given", extra=row)
