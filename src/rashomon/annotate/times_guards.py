"""What looks like a time expression and is none, and where an expression's span ends: the words and the parse around it."""

from typing import TYPE_CHECKING

from rashomon.annotate.times_meaning import Meaning
from rashomon.annotate.times_words import Lexicon, Tokens

if TYPE_CHECKING:
    from spacy.tokens import Span

NOUNS = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
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
        return following is None or following.pos_ not in NOUNS
    if words[-1] == "old" and meaning.unit == "Y":
        return after in lexicon.guards["aged_things"] or tokens.words[meaning.end + 1 : meaning.end + 2] in [
            [word] for word in sorted(lexicon.guards["aged_things"])
        ]
    if words == ["soon"]:
        return meaning.tense != "past"
    if len(words) == 1 and words[0] in ("current", "present", "recent", "future"):
        following = span.doc[span.end] if span.end < len(span.doc) else None
        return (
            following is not None and following.pos_ in NOUNS and before not in ("at", "were", "was", "be", "is", "are")
        )
    return True


def trim(meaning: Meaning, tokens: Tokens, span: "Span") -> None:
    """Leave out "the" where the expression only modifies a noun behind it: "the [1996] law", "the [Spring] Offensive"."""
    if tokens.words[meaning.first] != "the" or meaning.end - meaning.first < 2 or not len(span):
        return
    root = span.root
    head = root.head
    if (
        head.i >= span.end
        and head.i - span.end < 3
        and head.pos_ in ("NOUN", "PROPN")
        and head.sent.start <= span.start
    ):
        meaning.first += 1
