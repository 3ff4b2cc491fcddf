"""WARC archives (ISO 28500), plain or gzipped, as Common Crawl's news crawl delivers them: the pages they hold, by FastWARC."""

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from rashomon.collect.held import Held

LARGEST = 1 << 25
"""Bytes of a page that are read, unpacked: a page of 2 million characters of text has 20 million at most."""
PAGES = ("text/html", "application/xhtml+xml")
PLAIN = "text/plain"
OK = 200
DAMAGED = "{place} cannot be read on after record {number} ({error}): get the archive anew"


def documents(file: BinaryIO, place: str) -> Iterator[Held]:
    """The pages of an archive, in its order.

    Only answers with status 200 that are pages or plain text are documents; requests, redirections and pictures are none.
    ``uri`` and ``url`` are the record's ``WARC-Target-URI``, ``retrieved_at`` is its ``WARC-Date``.

    Args:
        file: The archive; gzip is known by its first bytes.
        place: How it is called in messages.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    number = 0
    records = ArchiveIterator(file, record_types=WarcRecordType.response, parse_http=True)
    while True:
        try:
            record = next(records, None)
            held = None if record is None else _held(record, number + 1, place)
        except (OSError, ValueError, EOFError) as error:
            fault = ("damaged", DAMAGED.format(place=place, number=number, error=error))
            yield Held(number=number + 1, fault=fault)
            return
        if record is None:
            break
        number += 1
        if held is not None:
            yield held
    if not number:
        yield Held(number=1, fault=("damaged", f"{place} holds no answer of a server: check that it is a WARC archive"))


def _held(record: Any, number: int, place: str) -> Held | None:  # noqa: ANN401 - fastwarc ships no types of its records
    headers = record.http_headers
    if headers is None or headers.status_code != OK:
        return None
    kind = (record.http_content_type or "").lower()
    if not (kind in PAGES or kind == PLAIN):
        return None
    uri = record.headers.get("WARC-Target-URI", "").strip("<>")
    date = record.record_date
    told = {"url": uri} if uri else {}
    if date is not None:
        told["retrieved_at"] = date.isoformat()
    place = f"{place} record {number}, {uri}"
    try:
        data = _payload(record)
    except (OSError, EOFError) as error:
        return Held(number=number, uri=uri or None, fault=("damaged", f"{place}: {error}: get the archive anew"))
    if len(data) > LARGEST:
        fault = ("too long", f"{place}: more than {LARGEST} bytes: save the article's text")
        return Held(number=number, uri=uri or None, fault=fault)
    return Held(number=number, uri=uri or None, data=data, form="page" if kind in PAGES else "text", told=told)


def _payload(record: Any) -> bytes:  # noqa: ANN401 - fastwarc ships no types of its records
    """The page, unpacked, up to one byte more than is read.

    The record is read packed and unpacked here: FastWARC 2.0 loses its place in a plain archive when it unpacks a page
    that is then not read to its end.
    """
    from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader, ZstdReader

    length = record.content_length
    data: bytes = record.reader.read(LARGEST + 1)
    if len(data) < min(length, LARGEST + 1):
        raise EOFError(f"the record ends after {len(data)} of {length} bytes")
    packings = {
        "chunked": ChunkedReader,
        "gzip": GzipReader,
        "x-gzip": GzipReader,
        "br": BrotliReader,
        "zstd": ZstdReader,
    }
    for header in ("Transfer-Encoding", "Content-Encoding"):
        if packing := packings.get(record.http_headers.get(header, "").strip().lower()):
            data = packing(io.BytesIO(data)).read(LARGEST + 1)
    return data
