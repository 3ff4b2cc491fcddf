"""Names of ships: told by the noun or prefix before them, found again behind "the" in the rest of the document."""

from itertools import pairwise
from typing import TYPE_CHECKING

from rashomon.annotate.mentions.words import Words

if TYPE_CHECKING:
    from rashomon.annotate.parse import Parse

LONGEST = 5
"""Words of a ship's name at most ("Friedrich der Grosse")."""


def vessels(doc: "Parse", block_of: list[int], words: Words) -> list[tuple[int, int]]:
    """Token spans (half-open) of ships' names, in order, none overlapping another.

    Args:
        doc: The parse.
        block_of: The block of each token: no name crosses from one into the next.
        words: The tables.
    """
    texts = doc.columns.texts
    told: dict[int, int] = {}
    names: set[tuple[str, ...]] = set()
    for at, text in enumerate(texts):
        if text in words.vessels:
            behind = _behind(texts, block_of, at, words)
            names.update(tuple(texts[first:end]) for first, end in behind.items())
            if behind and text.isupper():
                told[at] = max(behind.values())  # "HMS" is part of the name
            else:
                told.update(behind)
    for first, end in _by_verbs(doc, block_of, words):
        names.add(tuple(texts[first:end]))
        told.setdefault(first, end)
    if not told:
        return []
    longest = max(map(len, names))
    for at, (text, following) in enumerate(pairwise(texts), 1):
        if text in ("the", "The") and following[:1].isupper() and at not in told:
            for length in range(longest, 0, -1):
                if tuple(texts[at : at + length]) in names:
                    told[at] = at + length
                    break
    out: list[tuple[int, int]] = []
    for first, end in sorted(told.items()):
        if not out or out[-1][1] <= first:
            out.append((first, end))
    return out


def _by_verbs(doc: "Parse", block_of: list[int], words: Words) -> list[tuple[int, int]]:
    """Names behind "the" of which a verb tells what only ships do or have done to them: "the Wiesbaden sank"."""
    out = []
    sinking, sunk = words.sinking, words.sunk
    for at, lemma in enumerate(doc.columns.lemmas):
        alone, done = lemma in sinking, lemma in sunk
        if not (alone or done) or doc.columns.pos[at] != "VERB":
            continue
        token = doc[at]
        children = list(token.children)
        whole = not any(child.dep_ in ("obj", "ccomp", "xcomp") for child in children)
        for child in children:
            fits = (done and child.dep_ in ("obj", "nsubj:pass")) or (alone and whole and child.dep_ == "nsubj")
            if not fits or child.pos_ != "PROPN" or child.tag_ == "NNPS":
                continue
            first = min((part.i for part in child.lefts if part.dep_ in ("compound", "flat", "amod")), default=child.i)
            if first == 0 or doc[first - 1].lower_ != "the":
                continue
            last = next((at for at in range(first, len(doc)) if block_of[at] != block_of[first]), len(doc))
            end = _name_end([part.text for part in doc[first:last]], 0, last - first, words)
            if end and first <= child.i < first + end:
                out.append((first, first + end))
    return out


def _behind(texts: list[str], block_of: list[int], at: int, words: Words) -> dict[int, int]:
    """The name or, after a plural, the names behind a word that tells of ships: "the cruisers X, Y and Z"."""
    last = next((index for index in range(at, len(texts)) if block_of[index] != block_of[at]), len(texts))
    found: dict[int, int] = {}
    here = at + 1
    several = words.vessels[texts[at]] == "several"
    least = 1
    if several and texts[here : here + 2] == [",", "the"]:
        here += 2
        least = 2  # "two cruisers, the Aboukir and the Hogue": one alone may be anything
    while here < last:
        end = _name_end(texts, here, last, words)
        if not several and _an_officer(texts[here:end], words):
            break
        if end == here:
            break
        found[here] = end
        here = end
        if not several:
            break
        if here < last and texts[here] == ",":
            here += 1
        if here < last and texts[here] in ("and", "or"):
            several = False
            here += 1
        if here == end:
            break
        if here < last and texts[here] == "the":
            here += 1
    return found if len(found) >= least else {}


def _name_end(texts: list[str], first: int, last: int, words: Words) -> int:
    """End of the capitalised words from here on, or ``first`` where they are no ship's name."""
    end = first
    while end < min(last, first + LONGEST):
        text = texts[end]
        number = text.isdigit() and end > first
        joint = text.lower() in words.particles and end + 1 < last and texts[end + 1][:1].isupper()
        if not (text[:1].isupper() or number or (joint and end > first)):
            break
        end += 1
    name = " ".join(texts[first:end])
    unfit = not name or name in words.known or texts[first] in words.not_names or texts[end - 1] in words.endings
    return first if unfit else end


def _an_officer(name: list[str], words: Words) -> bool:
    """Whether a title or rank begins the name: "the ship Captain Fryatt commanded"; ships are named after kings and admirals."""
    first = name[0].lower().rstrip(".") if name else ""
    return first in words.ranks or (len(name) == 1 and first in words.titles)
