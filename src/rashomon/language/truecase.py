"""Headlines in Title Case and agency texts in CAPITALS, as the pipeline should see them.

The pipeline learned from running text: a headline's capitals make every word a name for it, and capitals throughout hide every
name. What the rest of the document writes in running text decides first (Lita, Ittycheriah, Roukos and Kambhatla 2003 take the
whole corpus), then the tables of the pipeline. Only the words that the pipeline sees change, never the text or its offsets.
"""

from collections import Counter, defaultdict
from itertools import pairwise

from rashomon.language.english import english
from rashomon.language.tables import read

ENOUGH = 4
"""Words with letters that a block needs to be judged at all."""
CAPITALS = 0.8
"""Share of words in capitals from which a block counts as set in capitals."""
TITLE = 0.85
"""Share of long words with a first capital from which a block counts as set in Title Case."""
LONG = 4
"""Letters from which a headline gives a word its capital in every house style."""
HEADLINE = 30
"""Words up to which a block may be a headline: a list of names in running text is longer, or has small words."""


def truecase(blocks: list[list[str]]) -> list[list[str]]:
    """The words of each block as running text would have them.

    Args:
        blocks: The words of each block, in order.
    """
    kinds = [_kind(words) for words in blocks]
    if not any(kinds):
        return blocks
    seen = _running([words for words, kind in zip(blocks, kinds, strict=True) if not kind])
    return [
        [_cased(word, at == 0, kind, seen) for at, word in enumerate(words)] if kind else words
        for words, kind in zip(blocks, kinds, strict=True)
    ]


def _kind(words: list[str]) -> str:
    """``capitals``, ``title`` or empty for running text."""
    lettered = [word for word in words if word.isalpha() and len(word) > 1]
    if len(lettered) < ENOUGH:
        return ""
    if sum(map(str.isupper, lettered)) >= CAPITALS * len(lettered):
        return "capitals"
    if len(words) > HEADLINE:
        return ""
    long = [word for word in lettered if len(word) >= LONG]
    title = len(long) >= ENOUGH and sum(word[0].isupper() for word in long) >= TITLE * len(long)
    return "title" if title else ""


def _running(blocks: list[list[str]]) -> dict[str, str]:
    """The commonest form of each word in running text, sentence beginnings apart."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for words in blocks:
        for before, word in pairwise(words):
            if word.isalpha() and before[-1] not in ".!?:\"“”'‘(…":
                counts[word.lower()][word] += 1
    return {lower: _commonest(forms) for lower, forms in counts.items()}


def _commonest(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], form))


def _cased(word: str, first: bool, kind: str, seen: dict[str, str]) -> str:
    if not any(char.isalpha() for char in word) or (kind == "title" and not word[0].isupper()):
        return word
    lower = word.lower()
    known = seen.get(lower)
    if known is None:
        if kind == "title" and not word[1:].islower() and len(word) > 1:
            return word  # an acronym, or a name with inner capitals
        usual = 3 if word in english().acronyms else int(read("casing").get(lower))
        known = {1: lower, 2: word.capitalize(), 3: word.upper(), 0: word.capitalize()}[usual]
    return known.capitalize() if first and known.islower() else known
