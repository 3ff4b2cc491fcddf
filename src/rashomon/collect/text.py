"""Plain text and Markdown: bytes to text, unchanged."""

import codecs
import re

from rashomon.collect.contents import Contents
from rashomon.errors import CollectError

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
HEAD = 1 << 16
BINARY = (
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x7fELF",
    b"%!PS",
)
"""First bytes of word processors' files, pictures, archives and programs."""
CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
FEW_CONTROLS = 0.002  # share of the bytes: telegrams and old terminals leave some, binary files a tenth
FALLBACK = "cp1252"
HIGH = re.compile(rb"[\x80-\xff]")
CP1252_LETTERS = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŠšŽžŒœŸ'’“”‘–—… ]")
FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.{1,5000}?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
FIELD = re.compile(r"^([A-Za-z_ -]{1,30}):[ \t]*(\S.{0,500}?)[ \t]*$", re.MULTILINE)
FIRST_HEADING = re.compile(r"\s{0,100}# +(\S[^\n]{0,300}?)[ \t#]*(?:\r?\n|\Z)")
FIELDS = {
    "title": "title",
    "author": "author",
    "byline": "author",
    "date": "published",
    "published": "published",
    "outlet": "outlet",
    "publisher": "outlet",
    "site": "outlet",
    "url": "url",
    "source": "url",
    "link": "url",
    "language": "language",
    "lang": "language",
}
"""Fields of a Markdown file's front matter, by the names that note-taking programs and site generators use."""


def read(data: bytes, place: str, *, markdown: bool = False) -> Contents:
    """Text of a plain-text or Markdown file.

    Args:
        data: The bytes.
        place: Name of the file, for messages.
        markdown: Whether fields of a front matter are read; the text stays as it is.

    Raises:
        CollectError: The bytes are no text.
    """
    text, encoding = decode(data, place)
    values: dict[str, str] = {}
    fields = FRONT_MATTER.match(text) if markdown else None
    if fields:
        for name, value in FIELD.findall(fields[1]):
            column = FIELDS.get(name.strip().lower())
            if column and not (column == "url" and "://" not in value):
                values.setdefault(column, value.strip("\"'"))
    if markdown and (heading := FIRST_HEADING.match(text, fields.end() if fields else 0)):
        values.setdefault("title", heading[1])
    return Contents(text=text, values=values, extra={"read_as": encoding} if encoding != "utf-8" else {})


def decode(data: bytes, place: str) -> tuple[str, str]:
    """Text of bytes, and the encoding: by byte order mark, else UTF-8, else Windows-1252 where that gives words.

    Args:
        data: The bytes.
        place: Name of the file, for messages.

    Raises:
        CollectError: ``not text``.
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise _not_text(place, f"byte {error.start} is no {encoding}") from error
    head = data[:HEAD]
    if data.startswith(BINARY):
        raise _not_text(place, "it looks like a program's own format")
    if head.count(0) and (wide := _wide(data, place)):
        return wide
    if head.count(0) + len(CONTROL.findall(head)) > FEW_CONTROLS * len(head) + 2:
        raise _not_text(place, "it looks like a program's own format")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        broken = error.start
    try:
        text = data.decode(FALLBACK)
    except UnicodeDecodeError:
        raise _not_text(place, f"byte {broken} is no UTF-8") from None
    if not _reads_as_words(data, text):
        raise _not_text(place, f"byte {broken} is no UTF-8")
    return text, FALLBACK


def _wide(data: bytes, place: str) -> tuple[str, str] | None:
    """Text of UTF-16 without a mark, which of Western text has a zero in every other byte; None for anything else."""
    head = data[:HEAD]
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    for zeros, others, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros > 0.7 * half and others < 0.05 * half:
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise _not_text(place, f"byte {error.start} is no {encoding}") from error
    return None


def _reads_as_words(data: bytes, text: str) -> bool:
    """Whether Windows-1252 gives Western words: few bytes are high, and nearly all of them letters, quotes or dashes."""
    high = [at for at, _ in zip((match.start() for match in HIGH.finditer(data)), range(2000), strict=False)]
    read = sum(1 for at in high if CP1252_LETTERS.match(text[at]))
    return len(HIGH.findall(data[:HEAD])) < 0.1 * len(data[:HEAD]) and read > 0.8 * len(high)


def _not_text(place: str, why: str) -> CollectError:
    return CollectError("not text", f"{place}: {why}: save it as UTF-8 text, HTML or PDF")
