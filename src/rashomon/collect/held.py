"""Files that hold many documents: which they are, and what each gives for one document."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, Literal, cast

from msgspec import Struct, field

from rashomon.collect import jsonl
from rashomon.errors import CollectError

Form = Literal["json", "page", "text"]
"""What the bytes of a held document are: a JSON object, a page in HTML, plain text."""


class Held(Struct, frozen=True, kw_only=True):
    """One document in a file of many.

    Attributes:
        number: Its number in the file, or its line.
        uri: Its uri; None where the file gives none.
        data: Its bytes.
        form: What the bytes are.
        told: What the file says of it beside them: columns of the document, by name.
        fault: Reason and detail, where it cannot be read.
    """

    number: int
    uri: str | None = None
    data: bytes = b""
    form: Form = "json"
    told: dict[str, str] = field(default_factory=dict)
    fault: tuple[str, str] | None = None


def holds_many(name: str) -> bool:
    """Whether a file's name says that it holds many documents."""
    return _kind(name) is not None


def is_lines(name: str) -> bool:
    """Whether a file's name says that it holds JSON that is not packed: its documents can be counted without being read."""
    return jsonl.is_lines(name)


def documents(file: BinaryIO, name: str, place: str) -> Iterator[Held]:
    """The documents that a file holds, one after another; never more than one of them is in memory.

    Args:
        file: The file, opened to read bytes.
        name: Its name, which says what it is.
        place: How it is called in messages.

    Yields:
        Each document, also those that are at fault; a file that cannot be read on ends with one.
    """
    read = _kind(name)
    if read is None:
        raise ValueError(f"{name} holds no documents")
    number = 0
    try:
        for held in read(file, place):
            number = held.number
            yield held
    except CollectError as error:
        yield Held(number=number + 1, fault=(error.reason, error.detail))
    except (OSError, EOFError, zlib.error) as error:
        yield Held(
            number=number + 1,
            fault=("damaged", f"{place} cannot be read on after document {number} ({error}): get the file anew"),
        )
    except Exception as error:  # noqa: BLE001 - what no one foresaw in one file must not stop the others
        yield Held(
            number=number + 1,
            fault=("damaged", f"{place} cannot be read on after document {number} ({error!r}): get the file anew"),
        )


def _kind(name: str) -> "Callable[[BinaryIO, str], Iterator[Held]] | None":
    lower = name.lower()
    return next((read for suffixes, read in KINDS if lower.endswith(suffixes)), None)


def _whole(file: BinaryIO, place: str) -> Iterator[Held]:
    return lines(file, place, whole=True)


def _lines(file: BinaryIO, place: str) -> Iterator[Held]:
    return lines(file, place, whole=False)


def _packed_lines(file: BinaryIO, place: str) -> Iterator[Held]:
    with gzip.open(file) as unpacked:
        yield from lines(cast("jsonl.Lines", unpacked), place, whole=False)


def lines(file: jsonl.Lines, place: str, *, whole: bool) -> Iterator[Held]:
    """The documents of a JSON-lines file.

    Args:
        file: Binary stream.
        place: How it is called in messages.
        whole: The file may hold one JSON list of records, or one record on several lines.
    """
    for number, data, uri, fault in jsonl.records(file, place, whole=whole):
        yield Held(number=number, uri=uri, data=b"" if fault else data, fault=fault)


def _warc(file: BinaryIO, place: str) -> Iterator[Held]:
    from rashomon.collect import warc

    return warc.documents(file, place)


def _feed(file: BinaryIO, place: str) -> Iterator[Held]:
    from rashomon.collect import feeds

    return feeds.documents(file, place)


def _parquet(file: BinaryIO, place: str) -> Iterator[Held]:
    from rashomon.collect import parquet

    return parquet.documents(file, place)


KINDS: tuple[tuple[tuple[str, ...], Callable[[BinaryIO, str], Iterator[Held]]], ...] = (
    ((".json",), _whole),
    ((".jsonl", ".ndjson"), _lines),
    ((".jsonl.gz", ".ndjson.gz"), _packed_lines),
    ((".warc", ".warc.gz"), _warc),
    ((".rss", ".atom", ".rdf", ".xml"), _feed),
    ((".parquet",), _parquet),
)
"""Kinds of files that hold many documents, by the ends of their names."""
