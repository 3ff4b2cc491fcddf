"""Names: the pipeline's, mended by rules and by the tables of what is known."""

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from rashomon.annotate.mentions.vessels import vessels
from rashomon.annotate.mentions.words import Known, Words

if TYPE_CHECKING:
    from rashomon.annotate.parse import Parse, Token

LABELS = {"PER": "PERSON", "ORG": "ORGANISATION", "LOC": "PLACE", "FAC": "FACILITY"}
DETERMINERS = frozenset(("the", "a", "an", "this", "that", "these", "those"))
POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
SHORT = 3
"""Letters up to which a known name must be tagged as a name: "IS", "US", "WHO" in capitals are words too."""
GUESSED = frozenset(("PERSON", "ORGANISATION", "PLACE"))
"""Kinds that the pipeline guesses, and that the words around a name may correct."""
NATIONAL = frozenset(("adjective", "people"))
"""Forms of nationalities in the tables."""
GLUE = frozenset((",", "/", "and"))
"""What stands between two names that the pipeline took for one."""
PREFERRED = ("PERSON", "ORGANISATION", "PLACE")
"""Which kind a name gets when its occurrences are as often one as another."""
SHIP = Known("OTHER", None, "ship")
"""What the words around a ship's name tell of it: it is no person, though it is named like one."""
NOT_A_NAME = frozenset(("VERB", "AUX", "DET", "PRON", "ADP", "ADV", "CCONJ", "SCONJ", "NUM", "INTJ"))


class Name(Struct, frozen=True):
    """A name: its tokens (half-open), kind, and what the tables know of it."""

    first: int
    end: int
    kind: str
    known: Known | None = None


def names(doc: "Parse", block_of: list[int], words: Words) -> list[Name]:
    """The names of a document, in order, none overlapping another.

    What is known comes first, the pipeline's finds follow where nothing is known, then one name gets one kind throughout
    the document, and later bare occurrences of a name are found again.

    Args:
        doc: The parse with the pipeline's entities.
        block_of: The block of each token: no name crosses from one into the next.
        words: The tables.
    """
    found: list[Name] = []
    for ent in doc.ents:
        if ent.label_ not in LABELS:
            continue
        for first, end in _pieces(ent.start, ent.end, block_of):
            name = _mended(doc, block_of, first, end, LABELS[ent.label_], words)
            if name is not None and (not found or found[-1].end <= name.first):
                found.append(name)
    found = _with_known(doc, _known(doc, words), found)
    found = _with_ships(found, [Name(first, end, "OTHER", SHIP) for first, end in vessels(doc, block_of, words)])
    out = sorted([*found, *_runs(doc, block_of, found, words)], key=lambda name: name.first)
    return _again(doc, _consistent(doc, out, words))


def _pieces(first: int, end: int, block_of: list[int]) -> list[tuple[int, int]]:
    """The entity, cut where a block ends."""
    out, start = [], first
    for at in range(first + 1, end + 1):
        if at == end or block_of[at] != block_of[start]:
            out.append((start, at))
            start = at
    return out


def _mended(doc: "Parse", block_of: list[int], first: int, end: int, kind: str, words: Words) -> Name | None:
    first, end = _joined(doc, block_of, first, end, words)
    while first < end and (
        doc[first].lower_ in DETERMINERS
        or not _has_letter(doc[first])
        or (kind == "PERSON" and end - first > 1 and doc[first].lower_ in words.titles)
        or (doc[first].text.islower() and doc[first].lower_ not in words.particles)
    ):
        first += 1
    while end - first > 2 and doc[end - 2].text == "-" and doc[end - 1].text.islower():
        end -= 2  # "U.S.-led", "Iran-backed"
    while end > first and (
        doc[end - 1].text in POSSESSIVE or (not _has_letter(doc[end - 1]) and doc[end - 1].text != ".")
    ):
        end -= 1
    while end - first > 1 and kind != "PERSON" and doc[end - 1].lower_.rstrip(".") in words.ranks:
        end -= 1  # "Springfield Police Sgt"
    text = doc[first:end].text
    if not any(char.isupper() for char in text) or text in words.not_names:
        return None
    known = words.known.get(text)
    if (known is not None and known.form in NATIONAL) or all(
        _only_describes(doc[at], words) for at in range(first, end)
    ):
        return None
    if kind == "ORGANISATION" and _after_office(doc, first, words):
        return None  # "Minister of | Foreign Affairs"
    if kind == "PERSON" and end - first > 1 and _after_office(doc, first, words):
        first += 1  # "Secretary of | State Madeleine Albright"
    if end - first == 1 and (
        text.lower() in words.titles or doc[first].pos_ in NOT_A_NAME or text.lower() in words.nouns
    ):
        return None
    kind = kind_by_words(doc, first, end, kind, words)
    return Name(_behind_rank(doc, first, end, words) if kind == "PERSON" else first, end, kind)


def _behind_rank(doc: "Parse", first: int, end: int, words: Words) -> int:
    """Where a person's name begins: behind a title, or one of two words ("Rear-Admiral Falk"), where more of the name follows."""
    while end - first > 1 and doc[first].lower_ in words.titles:
        first += 1
    if end - first > 3 and doc[first + 1].text == "-" and doc[first + 2].lower_ in words.titles:
        first += 3
    return first


def _after_office(doc: "Parse", first: int, words: Words) -> bool:
    return (
        first > 1
        and doc[first - 1].lower_ == "of"
        and doc[first - 2].lower_ in words.titles
        and doc[first].lower_ in words.nouns
    )


def _only_describes(token: "Token", words: Words) -> bool:
    """Whether a word is a title or a nationality: a name needs more ("Turkish Foreign" before "Minister" is none)."""
    known = words.known.get(token.text)
    return token.lower_ in words.titles or (known is not None and known.form in NATIONAL)


def _has_letter(token: "Token") -> bool:
    return token.text.isalnum() or any(char.isalnum() for char in token.text)


def _joined(doc: "Parse", block_of: list[int], first: int, end: int, words: Words) -> tuple[int, int]:
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
        and doc[first - 1].pos_ == "PROPN"
        and block_of[first - 1] == block_of[first]
    ):
        first -= 1
    return first, end


def kind_by_words(doc: "Parse", first: int, end: int, kind: str, words: Words) -> str:
    """Kind of a name by its own words: the last of its head ("Ministry of Defence": the word before "of"), then the first."""
    whole = words.whole.get(doc[first:end].text)
    if whole:
        return whole
    if end - first == 1:
        return kind
    head = next((at for at in range(first + 1, end) if doc[at].lower_ in ("of", "for")), end)
    last = doc[head - 1].text
    ending = words.endings.get(last) or words.endings.get(last.title())
    beginning = words.beginnings.get(doc[first].text)
    if kind == "PERSON" and last in words.surnames:
        return beginning or kind
    if (
        kind in ("PLACE", "ORGANISATION")
        and not ending
        and any(doc[at].lower_ in words.commanding for at in range(first, end - 1))
    ):
        return "PERSON"  # "Rear-Admiral Hood"
    return ending or beginning or kind


def _runs(doc: "Parse", block_of: list[int], found: list[Name], words: Words) -> list[Name]:
    """Runs of capitalised words that the pipeline missed and that begin or end like a name ("Mount Sinjar", "X Society")."""
    covered = {at for name in found for at in range(name.first, name.end)}
    out = []
    at = 0
    pos, texts = doc.columns.pos, doc.columns.texts
    while at < len(pos):
        end = at
        while (
            end < len(pos)
            and pos[end] == "PROPN"
            and end not in covered
            and texts[end][:1].isupper()
            and block_of[end] == block_of[at]
        ):
            end += 1
        if end == at:
            at += 1
            continue
        first = next((each for each in range(at, end) if doc[each].lower_ not in words.titles), end)
        if at < first < end:
            out.append(Name(first, end, "PERSON"))  # "Mr Moon", "President Moon"
        elif end - at > 1:
            told = words.endings.get(doc[end - 1].text) or words.beginnings.get(doc[at].text)
            if told and told != "OTHER":
                out.append(Name(at, end, told))
        at = end
    return out


def _known(doc: "Parse", words: Words) -> list[Name]:
    out = []
    past = 0
    for at, text in enumerate(doc.columns.texts):
        hit = words.longest(doc, at) if text in words.lengths and at >= past else None
        if hit is None or not _reads_as_name(doc, at, hit[0], hit[1]):
            continue
        past, known = hit
        if known.form not in ("adjective", "people"):
            out.append(Name(at, past, known.kind, known))
    return out


def _reads_as_name(doc: "Parse", first: int, end: int, known: Known) -> bool:
    if end - first > 1 or known.form in ("adjective", "people"):
        return True
    token = doc[first]
    if len(token.text.replace(".", "")) <= SHORT:
        return bool(token.pos_ == "PROPN")
    return token.pos_ not in NOT_A_NAME or bool(token.ent_type_)


def _with_known(doc: "Parse", known: list[Name], found: list[Name]) -> list[Name]:
    """Known names, save those inside a longer find that is one name; then the finds that touch none of them."""
    around = {at: name for name in found for at in range(name.first, name.end)}
    states = Counter(around[name.first].first for name in known if name.first in around and _is_state(name))
    kept = []
    for name in known:
        outer = around.get(name.first)
        longer = outer is not None and outer.end >= name.end and outer.end - outer.first > name.end - name.first
        if (
            outer is None
            or not longer
            or (_is_state(name) and states[outer.first] > 1)
            or any(doc[at].text in GLUE for at in range(outer.first, outer.end))
        ):
            kept.append(name)
    taken = {at for name in kept for at in range(name.first, name.end)}
    kept += [name for name in found if taken.isdisjoint(range(name.first, name.end))]
    return sorted(kept, key=lambda name: name.first)


def _with_ships(found: list[Name], ships: list[Name]) -> list[Name]:
    """Ships, then the names that touch none of them."""
    taken = {at for ship in ships for at in range(ship.first, ship.end)}
    return [*ships, *(name for name in found if taken.isdisjoint(range(name.first, name.end)))]


def _is_state(name: Name) -> bool:
    return name.known is not None and name.known.form == "state"


def _consistent(doc: "Parse", found: list[Name], words: Words) -> list[Name]:
    """One kind for one name throughout a document; a surname of a person named in full is that person's."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    surnames: set[str] = set()
    for name in found:
        text = doc[name.first : name.end].text
        votes[text][name.kind] += 2
        told = _told_around(doc, name, words) if name.known is None else None
        if told:
            votes[text][told] += 5
        if name.kind == "PERSON" and name.end - name.first > 1 and told in (None, "PERSON"):
            surnames.add(doc[name.end - 1].text)
            if doc[name.end - 2].text == "-" and name.end - name.first > 3:
                surnames.add(doc[name.end - 3 : name.end].text)
    out = []
    for name in found:
        text = doc[name.first : name.end].text
        kind = name.kind
        if name.known is None and text not in words.whole:
            best = _winner(votes[text])
            namesake = name.end - name.first > 1 and doc[name.end - 1].text in surnames and kind in GUESSED
            kind = "PERSON" if text in surnames or (namesake and doc[name.end - 1].text not in words.endings) else best
        out.append(replace(name, kind=kind))
    return out


def _winner(ranked: Counter[str]) -> str:
    def order(kind: str) -> tuple[int, int, str]:
        return -ranked[kind], PREFERRED.index(kind) if kind in PREFERRED else len(PREFERRED), kind

    return min(ranked, key=order)


def _told_around(doc: "Parse", name: Name, words: Words) -> str | None:
    """What the words beside a name say of it: "the company X", "the city of X", "Mr X", "in X", "X district"."""
    if name.kind not in GUESSED:
        return None
    root = doc[name.first : name.end].root
    before = doc[name.first - 1] if name.first else None
    if before is not None and before.lower_ in words.gender_of_title:
        return "PERSON"
    if before is not None and before.pos_ == "NOUN" and before.i + 1 == name.first and before.tag_ != "NNS":
        noun = words.nouns.get(before.lemma_)
        if noun is not None and (noun.kind != "PLACE" or root.head.i == before.i):
            return noun.kind
    if (
        before is not None
        and before.lower_ == "the"
        and name.kind == "PERSON"
        and root.head.i < name.end
        and doc[name.end - 1].tag_ != "NNPS"
    ):
        return "ORGANISATION"  # no person's name follows "the"
    if root.dep_ == "appos" and (noun := words.nouns.get(root.head.lemma_)) is not None and root.head.tag_ == "NN":
        return noun.kind
    if root.dep_ == "nsubj" and any(child.dep_ == "cop" for child in root.head.children) and root.head.tag_ == "NN":
        noun = words.nouns.get(root.head.lemma_)
        if noun is not None:
            return noun.kind  # "X was a commander"
    told = next((child for child in root.children if child.dep_ == "appos" and child.i >= name.end), None)
    if told is not None and told.tag_ == "NN" and (noun := words.nouns.get(told.lemma_)) is not None:
        return noun.kind  # "X, a village in the hills"
    if (
        before is not None
        and before.lower_ == "of"
        and name.first > 1
        and doc[name.first - 2].lemma_ in words.of_places
    ):
        return "PLACE"
    return _told_by_place(doc, name, before, words)


def _told_by_place(doc: "Parse", name: Name, before: "Token | None", words: Words) -> str | None:
    after = doc[name.end] if name.end < len(doc) else None
    if after is not None and after.pos_ == "NOUN" and after.tag_ == "NN":
        noun = words.nouns.get(after.lemma_)
        if noun is not None and noun.kind == "PLACE" and noun.sector is None:
            return "PLACE"
    bare = name.end - name.first <= 3 and (
        after is None or after.pos_ in ("PUNCT", "CCONJ", "ADP", "VERB", "AUX", "SCONJ")
    )
    if before is not None and before.lower_ in words.placing and bare:
        return "PLACE"
    if before is not None and before.lemma_ in words.reaching and name.end - name.first == 1:
        onward = after is not None and after.lower_ in words.onward
        return "PLACE" if onward else None  # "left Dover at noon"
    return None


def _again(doc: "Parse", found: list[Name]) -> list[Name]:
    """Later bare occurrences of single-word names that the pipeline missed."""
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
    for at, text in enumerate(doc.columns.texts):
        known = single.get(text)
        if known is None or at in covered or not text[:1].isupper():
            continue
        token = doc[at]
        after = doc[token.i + 1] if token.i + 1 < len(doc) else None
        longer = after is not None and after.text[:1].isupper() and after.is_alpha and after.i not in covered
        after_hyphen = token.i > 0 and doc[token.i - 1].text == "-" and not doc[token.i - 1].whitespace_
        if not after_hyphen and (not longer or known.kind == "PERSON"):
            more.append(Name(token.i, token.i + 1, known.kind, known.known))
    return sorted([*found, *more], key=lambda name: name.first)
