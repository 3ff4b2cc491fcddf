"""Identifiers: hashes of what they name, never counters, so that every engine and order gives the same."""

from functools import lru_cache
from hashlib import blake2b

_DIGEST_BYTES = 10  # 80 bits: under one expected collision among 10^12 rows of a table


def digest(*parts: str | int) -> str:
    """Hash of the parts, as 20 hexadecimal digits.

    Args:
        parts: Strings or whole numbers; their order and borders count.

    Returns:
        The hash, safe in file names and addresses.
    """
    return hashed(framed(*parts))


def framed(*parts: str | int) -> bytes:
    """The parts as bytes, each behind its length; the frames of some parts and of others make those of all."""
    return b"".join([number(part) if type(part) is int else _frame(str(part)) for part in parts])


@lru_cache(maxsize=1 << 14)
def number(part: int) -> bytes:
    """The frame of a whole number; kept, since offsets come again in every document."""
    return _frame(str(part))


def _frame(part: str) -> bytes:
    data = part.encode("utf-8", "surrogatepass")
    return len(data).to_bytes(8, "big") + data


def hashed(frames: bytes) -> str:
    """The hash of framed parts."""
    return blake2b(frames, digest_size=_DIGEST_BYTES).hexdigest()


def document_id(uri: str, text: str) -> str:
    """Identifier of a document: the hash of its uri and text."""
    return digest("document", uri, text)
