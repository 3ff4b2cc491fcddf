"""Characters for analysis: blanks folded, hyphens mended, invisible characters left out, each with its offset.

Works run by run, not character by character, so that an ordinary paragraph costs a slice.
"""

import re
import unicodedata
from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache

BLANKS = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x90\x95\x98-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffd\ud800-\udfff\U000e0000-\U000e007f"
)
"""Control, format, replacement and half characters, as a regular expression's set."""
UNSEEN = re.compile(rf"[\s{INVISIBLE}]+")
LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
MOJIBAKE = re.compile(
    "[\xc2-\xc5\xe2][\x80-\xbf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018\u2019\u201c\u201d"
    "\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]{1,2}"
)
"""UTF-8 that was read as Windows-1252: candidates, which ftfy decides on."""
TERMINAL = re.compile(r"\x1b\[[0-9;?]{0,20}[A-Za-z]")
LINK = re.compile(r"!?\[([^\[\]\n]{1,300})\]\((?:https?://|/|\#|mailto:)[^\s()]{0,800}\)")
EMPHASIS = re.compile(
    r"\*\*(?=[^\s*])|(?<=[^\s*])\*\*|(?<![*\w])\*(?=[^\W_])|(?<=[\w.!?,])\*(?![*\w])|(?<!\w)__?(?=[^\W_])|(?<=[^\W_])__?(?!\w)"
)
"""Marks of Markdown round words; a lone star or underscore between blanks is none."""
SPECIAL = re.compile(
    rf"{TERMINAL.pattern}|{LINK.pattern}|{EMPHASIS.pattern}|{MOJIBAKE.pattern}|[^\W\d_][\u0300-\u036f]+|[ ]{{2,}}|[^\S ]\s*|[ ]+[^\S ]\s*|[\ufb00-\ufb06]|[{INVISIBLE}]+"
)
QUICK = re.compile(rf"[^\S ]|[*_\[]|[ ]{{2}}|[\u0300-\u036f\ufb00-\ufb06\xc2-\xc5\xe2{INVISIBLE}]")
"""Whether there is anything special at all: quicker than to look for what it is."""
WINDOWS = str.maketrans("\x91\x92\x93\x94\x96\x97", "\u2018\u2019\u201c\u201d\u2013\u2014")
"""Windows-1252 quotes and dashes in text that was read as Latin-1, where these codes are control characters."""
WINDOWS_MARK = re.compile("[\x91-\x97]")
LOST_APOSTROPHE = re.compile(r"(?<=[^\W\d_])\ufffd(?=(?:s|t|re|ll|ve|d|m)\b)")
APOSTROPHE = re.compile(r"(?<=[^\W\d_])[\u2019\u02bc\uff07](?=[^\W\d_])")
PLURAL_APOSTROPHE = re.compile(r"(?<=s)\u2019(?=\s)")
OPENING = "\u2018"
BROKEN = re.compile(r"(?<![^\W\d_])([^\W\d_]++)[-\u2010]\Z")
FIRST_WORD = re.compile(r"[^\W\d_]+")
SOFT_HYPHEN = "\xad"

CUT_AT_LINE_END = re.compile(r"(?<![^\W\d_])[^\W\d_]++[-\u2010]\s*+\n\s*+[^\W\d_]++")
OWN_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")

Folded = tuple[str, Sequence[int]]
"""Folded text, and for each of its characters the offset it came from."""


def folded(text: str, spans: Sequence[tuple[int, int]], joins: Callable[[str, str], str]) -> Folded:
    """Fold the lines of one block.

    Args:
        text: The stored text.
        spans: Start and end offset of each line.
        joins: What stands between the two halves of a word that a line end cuts after a hyphen.

    Returns:
        The folded text without blanks at its ends, and its offsets.
    """
    if len(spans) == 1:
        return _trimmed(*_line(text, *spans[0]))
    pieces: list[str] = []
    offsets = array("q")
    soft = False
    for start, end in spans:
        line, places = _trimmed(*_line(text, start, end))
        if not line:
            continue
        if pieces and not soft:
            _join(pieces, offsets, line, start, joins)
        pieces.append(line)
        offsets.extend(places)
        soft = text[end - 1] == SOFT_HYPHEN
    return "".join(pieces), offsets


def _join(pieces: list[str], offsets: "array[int]", line: str, start: int, joins: Callable[[str, str], str]) -> None:
    """Put a blank before the next line, or mend the word that the line end cuts."""
    first, second = BROKEN.search(pieces[-1][-60:]), FIRST_WORD.match(line[:60])
    between = joins(first[1], second[0]) if first and second else " "
    if between == "":
        pieces[-1] = pieces[-1][:-1]
        offsets.pop()
    elif between != "-":
        pieces.append(" ")
        offsets.append(start - 1)


def _trimmed(line: str, places: Sequence[int]) -> Folded:
    first = len(line) - len(line.lstrip(" "))
    end = len(line.rstrip(" "))
    return line[first:end], places[first:end]


def _line(text: str, start: int, end: int) -> Folded:
    raw = text[start:end]
    if WINDOWS_MARK.search(raw):
        raw = raw.translate(WINDOWS)
    if "\ufffd" in raw:
        raw = LOST_APOSTROPHE.sub("'", raw)
    first = QUICK.search(raw)
    if first is None:
        return _straight(raw), range(start, end)
    pieces: list[str] = []
    offsets = array("q")
    at = 0
    while first is not None:
        here = first.start()
        match = SPECIAL.match(raw, here - 1) if here > at else None
        match = match or SPECIAL.match(raw, here)
        if match is None:
            first = QUICK.search(raw, here + 1)
            continue
        pieces.append(raw[at : match.start()])
        offsets.extend(range(start + at, start + match.start()))
        special, places = _special(match[0], start + match.start())
        pieces.append(special)
        offsets.extend(places)
        at = match.end()
        first = QUICK.search(raw, at)
    pieces.append(raw[at:])
    offsets.extend(range(start + at, end))
    return _single_blanks(_straight("".join(pieces)), offsets)


def _straight(line: str) -> str:
    """Apostrophes inside words made straight; after the s of a plural too, where no single quotation mark is open."""
    if "\u2019" in line or "\u02bc" in line or "\uff07" in line:
        line = APOSTROPHE.sub("'", line)
        if OPENING not in line:
            line = PLURAL_APOSTROPHE.sub("'", line)
    return line


def _single_blanks(line: str, offsets: "array[int]") -> Folded:
    """Take out the second of two blanks that met where something invisible stood between them."""
    if "  " not in line:
        return line, offsets
    keep = [index for index, char in enumerate(line) if char != " " or not index or line[index - 1] != " "]
    return "".join(line[index] for index in keep), array("q", (offsets[index] for index in keep))


def _special(found: str, start: int) -> tuple[str, list[int]]:
    """What stands in the folded text for a special run, with offsets.

    Several characters that become one get the offset of the last, because words end with such characters more often than they
    begin with them; capitals, which begin words, get that of the first.
    """
    if found[0].isspace():
        return " ", [start]
    if found[0] in "*_":
        return "", []
    if found[-1] == ")" and (link := LINK.fullmatch(found)):
        return link[1], list(range(start + link.start(1), start + link.end(1)))
    if found in LIGATURES:
        return LIGATURES[found], [start] * len(LIGATURES[found])
    if MOJIBAKE.fullmatch(found):
        mended = _mended(found)
        return mended, [start + max(0, len(found) - len(mended)) + index for index in range(len(mended))]
    if found[0] == "\x1b" or UNSEEN.fullmatch(found):
        return "", []
    composed = unicodedata.normalize("NFC", found)
    places = [start + len(found) - 1 if composed[0].islower() else start]
    return composed, places + [start + len(found) - 1] * (len(composed) - 1)


@cache
def _mended(found: str) -> str:
    from ftfy import fix_encoding

    mended = fix_encoding(found).replace("\xa0", " ")
    return mended if len(mended) <= len(found) else found


class WordJoiner:
    """Decides what becomes of a hyphen at a line end, from the document's own words and the pipeline's dictionary.

    Args:
        text: The document's text.
        prefixes: First parts of compounds that keep their hyphen ("anti", "ex").
        links: Words after a hyphen that stands for a word left out ("low- and middle-income").
    """

    def __init__(self, text: str, prefixes: Iterable[str] = (), links: Iterable[str] = ()) -> None:
        self._text = text
        self._own: frozenset[str] | None = None
        self._prefixes = frozenset(prefixes)
        self._links = frozenset(links)

    def __call__(self, first: str, second: str) -> str:
        """What stands between two halves: nothing ("sur", "vivors"), a hyphen ("war", "related") or hyphen and blank.

        Args:
            first: The letters before the hyphen.
            second: The letters that begin the next line.
        """
        one, other = first.lower(), second.lower()
        if other in self._links:
            return "- "
        if self._own is None:
            self._own = frozenset(OWN_WORD.findall(CUT_AT_LINE_END.sub(" ", self._text.lower())))
        if one + other in self._own:
            return ""
        if f"{one}-{other}" in self._own or not second[0].islower():
            return "-"
        if is_english(one + other):
            return ""
        stands_alone = (
            is_english(one) or one in self._own or one in self._prefixes or (len(first) > 1 and first.isupper())
        )
        return "-" if stands_alone and (is_english(other) or other in self._own) else ""


@lru_cache(maxsize=10_000)
def is_english(word: str) -> bool:
    """Whether the word, or the word it is a form of, is in the shipped pipeline's dictionary.

    Args:
        word: A word in lower case.
    """
    from rashomon.language.lemmas import lemma
    from rashomon.language.tables import read

    index = read("lemma_index")
    return any(index.get(form) for form in {word, *(lemma(word, tag) for tag in ("NOUN", "VERB", "ADJ"))})
