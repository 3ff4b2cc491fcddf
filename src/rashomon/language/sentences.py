"""Where sentences start: rules on words, before the parser, which keeps to them and decides where they leave it open.

After Read, Dridan, Oepen and Solberg (2012): abbreviations, initials, closing marks and the word that follows decide, not the
full stop alone. The tables are in ``english.toml``.
"""

import re

from rashomon.language.english import english
from rashomon.language.words import Word

TERMINAL = re.compile(r"^(?:[.!?…。؟۔]+|\.{2,}|.*[!?])$")
CLOSERS = frozenset("\"'’”»)]}") | {"''"}
OPENERS = frozenset("\"'“‘«([{") | {"``"}
QUOTES = frozenset("\"'’”»") | {"''"}
OPEN = re.compile(r"^(?:\.|[!?]+)$")
"""Marks before a small letter that may end a sentence: "they left. nobody came"."""
INITIAL = re.compile(r"^[A-Z]\.$")
LIST_MARK = re.compile(r"^(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})[.)]?$")
LONGEST = 300
"""Words after which a sentence is cut all the same: a text without full stops must not become one sentence."""
REACH = 4
"""Words behind a quotation in which its verb of speech is looked for."""


def sentence_starts(words: list[Word]) -> list[bool | None]:
    """For each word of a block, whether a sentence starts there; None where only the parse can tell.

    Args:
        words: The words of the block.
    """
    starts: list[bool | None] = [True, *[False] * (len(words) - 1)]
    last = 0
    at = 0
    while at < len(words):
        word = words[at].text
        after = at + 1
        if TERMINAL.match(word) and len(word) < LONGEST:
            after = _behind_closers(words, at + 1)
            if after < len(words) and _ends(words, at, after):
                starts[after] = True
            elif after < len(words) and _ends_perhaps(words, at, after):
                starts[after] = None
        elif word.endswith(".") and len(word) > 1:
            after = _behind_closers(words, at + 1)
            if after < len(words) and _abbreviation_ends(words, at, after):
                starts[after] = True
        elif word in english().bullets and at > 0:
            starts[at] = True
        if at - last >= LONGEST and not starts[at]:
            starts[at] = True
        if starts[at]:
            last = at
        at = max(after, at + 1)
    return starts


def _behind_closers(words: list[Word], at: int) -> int:
    """The first word after closing marks and further full stops that touch what they close, and after note numbers ("[4]")."""
    while at < len(words):
        if _touches(words, at) and (words[at].text in CLOSERS or TERMINAL.match(words[at].text)):
            at += 1
        elif (
            words[at].text == "[" and at + 2 < len(words) and words[at + 1].text.isdigit() and words[at + 2].text == "]"
        ):
            at += 3
        else:
            break
    return at


def _touches(words: list[Word], at: int) -> bool:
    """Whether no blank stands between a word and the one before."""
    return words[at - 1].end == words[at].first


def _first_word(words: list[Word], at: int) -> str:
    """The first word from here on that is no opening mark."""
    while at + 1 < len(words) and words[at].text in OPENERS:
        at += 1
    return words[at].text


def _ends(words: list[Word], at: int, after: int) -> bool:
    """Whether a terminal mark ends a sentence, given what stands before and behind it."""
    mark, following = words[at].text, _first_word(words, after)
    if following[:1].islower() or (following[:1].isdigit() and _touches(words, after)):
        return False
    if following[0] in ",;:)]":
        return False
    if mark == "." and at and _touches(words, at):
        before = words[at - 1].text.lower().rpartition("-")[2]
        if at == 1 and LIST_MARK.match(before):
            return False  # "1. The army"
        if before in english().never_last or (before in english().before_numbers and following[:1].isdigit()):
            return False
        if len(before) == 1 and before.isalpha() and words[at - 1].text.isupper():
            return following.lower() in english().starters
        if before in english().maybe_last and len(before) > 1:
            return following.lower() in english().starters
    quoted = any(words[between].text in QUOTES for between in range(at + 1, after))
    if quoted and mark[-1] in "!?":
        behind = {words[between].text for between in range(after, min(after + REACH, len(words)))}
        return behind.isdisjoint(english().speech)
    return True


def _ends_perhaps(words: list[Word], at: int, after: int) -> bool:
    """Whether marks behind a plain word, before a small letter, may end a sentence of a writer who uses no capitals."""
    if not at or not words[after].text[:1].islower() or _touches(words, after):
        return False
    if not all(OPEN.match(word.text) for word in words[at:after]) or (words[at].text == "." and after > at + 1):
        return False
    if words[at].text == "!" and words[at - 1].text[:1].isupper() and _touches(words, at):
        return False  # a writer who uses capitals, and a name: "Yahoo! bought the firm"
    before = words[at - 1].text.lower()
    abbreviations = (english().never_last, english().before_numbers, english().maybe_last)
    return len(before) > 1 and before.isalpha() and all(before not in known for known in abbreviations)


def _abbreviation_ends(words: list[Word], at: int, after: int) -> bool:
    """Whether an abbreviation that keeps its full stop ends a sentence: when what follows begins one."""
    word = words[at].text
    following = _first_word(words, after)
    if not following[:1].isupper() or (at == 0 and LIST_MARK.match(word)):
        return False
    bare = word[:-1].lower()
    if bare in english().never_last:
        return False
    if INITIAL.match(word) or bare in english().maybe_last or "." in bare:
        return following.lower() in english().starters
    return bare not in english().before_numbers
