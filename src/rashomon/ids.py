"""Identifiers: hashes of what they name, never counters, so that every engine and order gives the same."""

from hashlib import blake2b

_DIGEST_BYTES = 10  # 80 bits: under one expected collision among 10^12 rows of a table


def digest(*parts: str | int) -> str:
    """Hash of the parts, as 20 hexadecimal digits.

    Args:
        parts: Strings or whole numbers; their order and borders count.

    Returns:
        The hash, safe in file names and addresses.
    """
    pieces = [str(part).encode("utf-8", "surrogatepass") for part in parts]
    framed = b"".join([len(piece).to_bytes(8, "big") + piece for piece in pieces])
    return blake2b(framed, digest_size=_DIGEST_BYTES).hexdigest()


def document_id(uri: str, text: str) -> str:
    """Identifier of a document: the hash of its uri and text."""
    return digest("document", uri, text)
