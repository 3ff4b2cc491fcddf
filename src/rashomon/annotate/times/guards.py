"""What looks like a time expression and is none, and where an expression's span ends: the words and the parse around it."""

import re
from typing import TYPE_CHECKING

from rashomon.annotate.times.meaning import Meaning
from rashomon.annotate.times.words import DOTTED, Lexicon, Tokens

if TYPE_CHECKING:
    from rashomon.annotate.parse import Span

NOUNS = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
ROUND = 50
"""What a four-digit number must be a multiple of to count things rather than years."""
REACH = 3
"""Tokens behind the expression within which the noun it modifies must stand."""
ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
BARE_MONTHS = frozenset({"march", "may"})


def is_time(meaning: Meaning, tokens: Tokens, lexicon: Lexicon, span: "Span") -> bool:
    """Whether an expression found by its form is one, given its surroundings.

    Args:
        meaning: The expression.
        tokens: Its block.
        lexicon: Lists of guards.
        span: Its tokens in the parse.
    """
    words = tokens.words[meaning.first : meaning.end]
    before = tokens.words[meaning.first - 1] if meaning.first else ""
    after = tokens.words[meaning.end] if meaning.end < len(tokens.words) else ""
    if len(words) == 1 and words[0] in BARE_MONTHS:
        return before in lexicon.guards["month_before"]
    if meaning.kind == "date" and words[0] == "the" and meaning.day and meaning.month is None:  # "the 20th"
        following = span.doc[span.end] if span.end < len(span.doc) else None
        rows = after in (",", "and", "or") and ORDINAL.fullmatch(
            " ".join(tokens.words[meaning.end + 1 : meaning.end + 2])
        )
        return (following is None or following.pos_ not in NOUNS) and not rows
    if before == "operation" and meaning.kind in ("date", "holiday"):  # "Operation Ramadan"
        return False
    if words == ["the", "day"] and before in lexicon.guards["day_verbs"]:
        return False
    if words[-1] == "years" and after[:4].isdigit():  # "the years 1751-1777": the years that follow are read
        return False
    if words[-1] == "quarter" and tokens.words[meaning.end : meaning.end + 3] == ["-", "to", "-"]:
        return False
    if meaning.kind == "date" and len(words) == 1 and meaning.year and meaning.year % ROUND == 0 and not meaning.mod:
        following = span.doc[span.end] if span.end < len(span.doc) else None
        counted = following is not None and following.tag_ == "NNS" and before != "the"
        if counted and before not in lexicon.guards["year_prepositions"]:  # "1500 rebels"
            return False
    if words[-1] == "old" and meaning.unit == "Y":
        return not lexicon.guards["aged_things"].isdisjoint(tokens.words[meaning.end : meaning.end + 2])
    if words[-1] in ("fall", "dawn", "dusk", "turn") and after == "of":
        return False
    if len(words) == 1 and "weekday_unsure" in lexicon.classes.get(words[0], ()):
        return before in lexicon.guards["weekday_before"]
    if after == "time" and meaning.season is not None:  # "summer time"
        return False
    if any(DOTTED.fullmatch(word) for word in words):
        return before in lexicon.guards["dotted_before"] and after not in lexicon.guards["amounts"]
    if meaning.kind == "clock" and "to" in words:  # "at ten to six", but not "from ten to six"
        return bool(meaning.clock) and before in ("at", "by", "until", "till", "before", "after", "since")
    if meaning.kind == "clock" and not meaning.clock and meaning.value is None and meaning.mod is None:
        return False
    if meaning.numeric is not None and meaning.numeric[2] == 0:
        return meaning.weekday is not None or before in lexicon.guards["slash_before"]
    if meaning.kind == "duration" and len(words) == 1 and meaning.unit in ("TH", "TM", "TS"):
        return before in lexicon.guards["length_before"]
    if meaning.kind == "date" and meaning.month and not meaning.year and _is_verb(meaning, tokens, lexicon):
        return False
    if meaning.kind == "clock" and len(words) == 1 and words[0].isalpha() and words[0] in lexicon.guards["bare_clock"]:
        return before in lexicon.guards["clock_before"]
    if meaning.unit == "Q" and meaning.kind in ("duration", "set"):  # three-quarters, a quarter of, living quarters
        named = set(words) & lexicon.guards["quarter_words"]
        return (bool(named) or (meaning.amount or 0) >= 2) and "-" not in words and after != "of"
    if meaning.unit == "Y" and meaning.kind == "duration" and _is_age(tokens, meaning.end):
        return False
    if words[-2:] == ["a", "second"]:
        return False
    if meaning.kind == "decade" and meaning.value is None and words[0] not in ("the", "'", "’", "‘"):
        return before in ("the", "'", "’", "‘")
    if len(words) == 1 and words[0] in ("current", "present", "recent", "future"):
        following = span.doc[span.end] if span.end < len(span.doc) else None
        return (
            following is not None and following.pos_ in NOUNS and before not in ("at", "were", "was", "be", "is", "are")
        )
    return True


def _is_verb(meaning: Meaning, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether a small "may" or "march" stands beside an ordinal in words: "march second to none"."""
    sets = [lexicon.sets.get(letter, frozenset()) for letter in tokens.letters[meaning.first : meaning.end]]
    small = any("month_unsure" in classes and "month_capital" not in classes for classes in sets)
    return small and not any("dom" in classes or "ordinal_digits" in classes for classes in sets)


def _is_age(tokens: Tokens, at: int) -> bool:
    """Whether "old" or "of age" follows."""
    following = tokens.words[at : at + 2]
    return following[:1] == ["old"] or following == ["of", "age"]


def trim(meaning: Meaning, tokens: Tokens, span: "Span") -> bool:
    """Whether the expression only modifies a noun behind it; leaves out "the" then: "the [1996] law"."""
    if not len(span):
        return False
    root = span.root
    head = root.head
    if head.i < span.end or head.i - span.end >= REACH or head.pos_ not in ("NOUN", "PROPN"):
        return False
    if head.sent.start > span.start:
        return False
    if (
        tokens.words[meaning.first] in ("the", "a", "an")
        and meaning.kind != "duration"
        and meaning.end - meaning.first > 1
        and tokens.words[meaning.first + 1 : meaning.first + 2] != ["year"]  # "the year 1900" is a phrase of its own
    ):
        meaning.first += 1
    return True
