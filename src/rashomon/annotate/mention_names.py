"""Names: the pipeline's, mended by rules and by the tables of what is known."""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rashomon.annotate.mention_words import Known, Words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LABELS = {"PER": "PERSON", "ORG": "ORGANISATION", "LOC": "PLACE"}
DETERMINERS = frozenset(("the", "a", "an", "this", "that", "these", "those"))
POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
SHORT = 3  # letters up to which a known name must be tagged as a name: "IS", "US", "WHO" in capitals are words too


@dataclass(frozen=True)
class Name:
    """A name: its tokens (half-open), kind, and what the tables know of it."""

    first: int
    end: int
    kind: str
    known: Known | None = None


def names(doc: "Doc", block_of: list[int], words: Words) -> list[Name]:
    """The names of a document, in order, none overlapping another.

    What is known comes first, the pipeline's finds follow where nothing is known, then one name gets one kind throughout
    the document, and later bare occurrences of a name are found again.
    """
    known = _known(doc, words)
    found: list[Name] = []
    for ent in doc.ents:
        if ent.label_ not in LABELS:
            continue
        for first, end in _pieces(ent.start, ent.end, block_of):
            name = _mended(doc, block_of, first, end, LABELS[ent.label_], words)
            if name is not None:
                found.append(name)
    out = _without_overlap(known, found, doc)
    out = _consistent(doc, out, words)
    return _again(doc, out, words)


def _known(doc: "Doc", words: Words) -> list[Name]:
    out = []
    at = 0
    while at < len(doc):
        hit = words.longest(doc, at) if doc[at].text in words.lengths else None
        if hit is None or not _is_name(doc, at, hit[0], hit[1]):
            at += 1
            continue
        end, known = hit
        if known.form not in ("adjective", "people"):
            out.append(Name(at, end, known.kind, known))
        at = end
    return out


def _is_name(doc: "Doc", first: int, end: int, known: Known) -> bool:
    if end - first > 1 or known.form in ("adjective", "people"):
        return True
    token = doc[first]
    if len(token.text.replace(".", "")) <= SHORT:
        return token.pos_ == "PROPN"
    return token.pos_ in ("PROPN", "NOUN", "X", "ADJ") or token.ent_type_ != ""


def _pieces(first: int, end: int, block_of: list[int]) -> list[tuple[int, int]]:
    """The entity, cut where a block ends."""
    out, start = [], first
    for at in range(first + 1, end + 1):
        if at == end or block_of[at] != block_of[start]:
            out.append((start, at))
            start = at
    return out


def _mended(doc: "Doc", block_of: list[int], first: int, end: int, kind: str, words: Words) -> Name | None:
    first, end = _joined(doc, block_of, first, end, words)
    while first < end and (
        doc[first].lower_ in DETERMINERS
        or not any(char.isalnum() for char in doc[first].text)
        or (kind == "PERSON" and end - first > 1 and doc[first].lower_ in words.titles)
    ):
        first += 1
    while end > first and (
        doc[end - 1].text in POSSESSIVE
        or (not any(char.isalnum() for char in doc[end - 1].text) and doc[end - 1].text != ".")
    ):
        end -= 1
    if first == end or not any(char.isupper() for char in doc[first:end].text):
        return None
    text = doc[first:end].text
    hit = words.known.get(text)
    if hit is not None and hit.form in ("adjective", "people"):
        return None
    if end - first == 1 and (text.lower() in words.titles or doc[first].pos_ in ("VERB", "AUX", "DET", "PRON", "ADP")):
        return None
    return Name(first, end, _kind(doc, first, end, kind, words))


def _joined(doc: "Doc", block_of: list[int], first: int, end: int, words: Words) -> tuple[int, int]:
    """The whole name where the pipeline cut it at a hyphen or an Arabic article."""
    while end + 1 < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_ and not doc[end].whitespace_:
        if not (doc[end + 1].text[:1].isupper() and block_of[end + 1] == block_of[first]):
            break
        end += 2
    while (
        first >= 2
        and doc[first - 1].text == "-"
        and doc[first - 2].lower_ in words.particles
        and not doc[first - 1].whitespace_
    ):
        first -= 2
    while (
        first >= 1
        and doc[first - 1].lower_ in words.particles
        and doc[first - 1].text[:1].isupper()
        and doc[first - 1].lower_ not in ("as", "at", "an", "de")
        and block_of[first - 1] == block_of[first]
    ):
        first -= 1
    return first, end


def _kind(doc: "Doc", first: int, end: int, kind: str, words: Words) -> str:
    text = doc[first:end].text
    whole = words.whole.get(text)
    if whole:
        return whole
    if end - first == 1:
        return kind
    head = next((at for at in range(first + 1, end) if doc[at].lower_ in ("of", "for")), end)
    last = doc[head - 1].text
    ending = words.endings.get(last) or words.endings.get(last.title())
    if kind == "PERSON" and ending not in ("ORGANISATION", "GROUP", "GOVERNMENT"):
        return kind
    if ending and not (
        kind == "PLACE" and ending in ("ORGANISATION", "GROUP") and last in ("Bank", "Cross", "Centre", "Center")
    ):
        return ending
    return words.beginnings.get(doc[first].text) or kind


def _without_overlap(known: list[Name], found: list[Name], doc: "Doc") -> list[Name]:
    """Known names, save those inside a longer find; then the other finds."""
    out: list[Name] = []
    cover: dict[int, Name] = {}
    for name in found:
        for at in range(name.first, name.end):
            cover.setdefault(at, name)
    kept: set[int] = set()
    for name in known:
        around = cover.get(name.first)
        longer = (
            around is not None
            and around.first <= name.first
            and around.end >= name.end
            and around.end - around.first > name.end - name.first
        )
        if longer and around is not None and name.known is not None and not _splits(doc, around, name):
            continue
        out.append(name)
        kept.update(range(name.first, name.end))
    for name in found:
        first, end = name.first, name.end
        while first < end and first in kept:
            first += 1
        while end > first and end - 1 in kept:
            end -= 1
        if (first, end) == (name.first, name.end) and not any(at in kept for at in range(first, end)):
            out.append(name)
    return sorted(out, key=lambda name: name.first)


def _splits(doc: "Doc", around: Name, name: Name) -> bool:
    """Whether a find is several names glued together ("Baghdad, Iraq"): then the known one stands by itself."""
    return (
        any(doc[at].text == "," for at in range(around.first, around.end))
        and around.kind == "PLACE"
        and name.known is not None
    )


def _consistent(doc: "Doc", found: list[Name], words: Words) -> list[Name]:
    """One kind for one name throughout a document; a surname of a person named in full is that person's."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    surnames: set[str] = set()
    for name in found:
        text = doc[name.first : name.end].text
        votes[text][name.kind] += 1
        if name.kind == "PERSON" and name.end - name.first > 1:
            surnames.add(doc[name.end - 1].text)
            if doc[name.end - 2].text == "-" and name.end - name.first > 3:
                surnames.add(doc[name.end - 3 : name.end].text)
    out = []
    for name in found:
        text = doc[name.first : name.end].text
        if name.known is not None or text in words.whole:
            out.append(name)
            continue
        ranked = votes[text]
        best = max(ranked, key=lambda kind, ranked=ranked, own=name.kind: (ranked[kind], kind == own, kind))
        kind = "PERSON" if text in surnames else best if ranked[best] > ranked[name.kind] else name.kind
        out.append(replace(name, kind=kind))
    return out


def _again(doc: "Doc", found: list[Name], words: Words) -> list[Name]:
    """Later bare occurrences of single-word names that the pipeline missed."""
    del words
    count = Counter(doc[name.first : name.end].text for name in found)
    single = {
        doc[name.first].text: name
        for name in found
        if name.end - name.first == 1 and count[doc[name.first].text] > 1 and len(doc[name.first].text) > 2
    }
    for name in found:
        if name.kind == "PERSON" and name.end - name.first > 1 and doc[name.end - 1].text[:1].isupper():
            single.setdefault(doc[name.end - 1].text, name)
    covered = {at for name in found for at in range(name.first, name.end)}
    more = []
    for token in doc:
        known = single.get(token.text)
        if known is None or token.i in covered or not token.text[:1].isupper():
            continue
        after = token.nbor() if token.i + 1 < len(doc) else None
        if (
            after is not None
            and after.text[:1].isupper()
            and after.is_alpha
            and after.i not in covered
            and known.kind != "PERSON"
        ):
            continue  # the first word of a longer name
        if _part_of_longer(token, doc):
            continue
        more.append(Name(token.i, token.i + 1, known.kind, known.known))
    return sorted([*found, *more], key=lambda name: name.first)


def _part_of_longer(token: "Token", doc: "Doc") -> bool:
    return token.i > 0 and doc[token.i - 1].text == "-" and not doc[token.i - 1].whitespace_
