"""From names, nouns and pronouns to mentions on tokens: span, head, kind, country, sector."""

from typing import TYPE_CHECKING

from msgspec import Struct

from rashomon.annotate.mentions.names import DETERMINERS, Name
from rashomon.annotate.mentions.noun_phrases import noun_phrase
from rashomon.annotate.mentions.words import Known, Words

if TYPE_CHECKING:
    from rashomon.annotate.parse import Parse, Token

SUBJECTS = frozenset(("nsubj", "nsubj:outer", "nsubj:pass", "csubj"))
NOMINAL = frozenset(("nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "nmod:poss"))
"""Relations that only nouns have: an adjective in one is a noun that was tagged wrongly ("the attorney general")."""
PERSONAL = frozenset(("PERSON", "GROUP", "ORGANISATION", "GOVERNMENT"))
AFFILIATED = PERSONAL | {"FACILITY"}
"""Kinds whose phrase carries the country of a state's name before the noun: "US troops", "the US embassy"."""


class Draft(Struct, frozen=True):
    """A mention on tokens.

    Attributes:
        first: First token of the phrase.
        end: End of the phrase.
        head_first: First token of the head (of a name: of the name).
        head_end: End of the head.
        root: The token that stands for the phrase in the tree.
        form: As in the record.
        kind: As in the record.
        number: ``sing`` or ``plur``.
        gender: ``m``, ``f``, ``n`` or empty when not told.
        country: As in the record.
        sector: As in the record.
    """

    first: int
    end: int
    head_first: int
    head_end: int
    root: int
    form: str
    kind: str
    number: str = "sing"
    gender: str = ""
    country: str | None = None
    sector: str | None = None


def named(doc: "Parse", name: Name, words: Words) -> Draft:
    """The mention of a name, with its titles, nationality and article before it."""
    root = doc[name.first : name.end].root
    first = name.first
    gender = ""
    while first > 0:
        before = doc[first - 1]
        lower = before.lower_
        if name.kind == "PERSON" and lower in words.titles and first > 2 and doc[first - 2].text == "-":
            first -= 3  # "Rear-Admiral"
            continue
        if (
            before.sent.start != doc[first].sent.start
            or (not before.text[-1].isalnum() and before.text[-1] != ".")
            or _ends_compound(before)
        ):
            break
        office = _office(doc, first, words) if name.kind == "PERSON" else 0
        if office:
            first -= office
            continue
        if name.kind == "PERSON" and lower in words.titles:
            gender = gender or words.gender_of_title.get(lower, "")
        elif not _belongs(before, root, words):
            break
        first -= 1
    while first < name.first and doc[first].pos_ in ("PUNCT", "ADP", "CCONJ", "PART"):
        first += 1
    country = _country(doc, first, name.end, words)
    sector = None
    kind = name.kind
    if name.known is not None:
        country = name.known.country if name.known.form == "state" else country
    elif kind == "PLACE":
        country = None  # "Italian Somaliland": whose it is the name does not say
    if name.known is not None:
        if name.known.form in ("state", "capital") and acts(root, words):
            kind = "GOVERNMENT"
        if name.known.form == "seat":
            kind = "GOVERNMENT"
    number = "plur" if kind == "GROUP" else "sing"
    if kind != "PERSON":
        gender = "n"
    else:
        sector = _sector_of_title(doc, first, name.first, words)
    return Draft(first, name.end, name.first, name.end, root.i, "name", kind, number, gender, country, sector)


def absorbed(doc: "Parse", name: Name, words: Words) -> Draft | None:
    """The mention of a name together with the noun after it that says what it is: "Mosul district", "the X regime".

    A state's name or a known actor stays apart, and so does every name before a plural or a person: "X fighters", "X's leader".
    """
    at = name.end
    if (
        at >= len(doc)
        or name.known is not None
        or doc[at].pos_ not in ("NOUN", "PROPN")
        or doc[at].tag_ not in ("NN", "NNP")
    ):
        return None
    noun = words.nouns.get(doc[at].lower_)
    root = doc[name.first : name.end].root
    if noun is None or root.head.i != at or root.dep_ not in ("compound", "nmod:desc", "amod", "flat", "nmod"):
        return None
    if noun.kind == "PERSON" or (
        noun.kind in ("PLACE", "FACILITY") and name.kind in ("ORGANISATION", "GROUP", "GOVERNMENT")
    ):
        return None
    first = name.first
    while first and _belongs(doc[first - 1], doc[at], words):
        first -= 1
    country = _country(doc, first, name.end, words)
    return Draft(first, at + 1, name.first, at + 1, at, "name", noun.kind, "sing", "n", country, noun.sector)


def office_holder(doc: "Parse", name: Name, words: Words) -> bool:
    """Whether a state's name only says of what an office or institution is: "the government of X", "minister for X"."""
    root = doc[name.first : name.end].root
    if root.dep_ == "compound" and root.head.i == name.end:
        noun = words.nouns.get(root.head.lemma_)
        return noun is not None and noun.kind in AFFILIATED and name.known is not None and name.known.form == "state"
    if root.dep_ != "nmod" or not any(child.lower_ in ("of", "for") for child in root.children if child.dep_ == "case"):
        return False
    head = root.head
    noun = words.nouns.get(head.lemma_.lower())
    return noun is not None and (
        noun.kind in ("GOVERNMENT", "ORGANISATION") or (noun.kind == "PERSON" and head.lower_ in words.titles)
    )


def _office(doc: "Parse", first: int, words: Words) -> int:
    """Words of an office with "of" before a name ("Secretary of State"), or 0."""
    if first < 3 or doc[first - 2].lower_ != "of" or doc[first - 3].lower_ not in words.titles:
        return 0
    return 3 if doc[first - 1].lower_ in words.nouns or doc[first - 1].lower_ in words.titles else 0


def _ends_compound(token: "Token") -> bool:
    """Whether a word is the end of a hyphened one ("14-year-old"), which a name does not take apart."""
    return bool(token.i > 0 and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_)


def _belongs(before: "Token", root: "Token", words: Words) -> bool:
    """Whether the word before a name is its article, nationality or adjective."""
    if before.lower_ in DETERMINERS:
        return before.pos_ == "DET" and root.left_edge.i <= before.head.i <= root.i
    known = words.known.get(before.text)
    if known is not None and known.form == "adjective":
        return True
    return (
        before.head.i == root.i
        and before.dep_ in ("amod", "nummod", "det", "nmod:desc", "compound")
        and before.pos_ != "PUNCT"
    )


def _sector_of_title(doc: "Parse", first: int, end: int, words: Words) -> str | None:
    for at in range(end - 1, first - 1, -1):
        noun = words.nouns.get(doc[at].lower_)
        if noun is not None and noun.sector:
            return noun.sector
    return None


def _country(doc: "Parse", first: int, end: int, words: Words) -> str | None:
    """Country of the first nationality or state's name in the phrase."""
    at = first
    while at < end:
        hit = words.longest(doc, at) if doc[at].text in words.lengths else None
        if hit is not None and hit[0] <= end:
            if hit[1].country and hit[1].form in ("state", "adjective", "people"):
                return hit[1].country
            at = hit[0]
        else:
            at += 1
    return None


def acts(root: "Token", words: Words) -> bool:
    """Whether a state's name takes part: acts, speaks, has acts, is addressed; else it is a place.

    Args:
        root: The token that stands for the name in the tree.
        words: The tables.
    """
    state = words.state
    while root.dep_ == "conj" and root.head.i < root.i:
        root = root.head
    if root.dep_ == "compound" and root.head.i == root.i + 2 and root.nbor().text == "-":
        root = root.head  # "UK-France talks"
    head, relation = root.head, root.dep_
    if relation in ("nsubj", "nsubj:outer"):
        if any(child.dep_ == "cop" for child in head.children):
            noun = words.nouns.get(head.lemma_)
            return not (noun is not None and noun.kind in ("PLACE", "FACILITY"))
        return head.lemma_ not in state["not_acting"]
    if relation == "nsubj:pass":
        return head.lemma_ in state["addressing"]
    if relation in ("obj", "iobj"):
        return head.lemma_ in state["addressing"]
    if relation in ("obl:agent", "vocative"):
        return True
    if relation == "nmod:poss":
        noun = words.nouns.get(head.lemma_)
        return head.lemma_ not in state["place_possessions"] and not (
            noun is not None and noun.kind in ("PLACE", "FACILITY")
        )
    if relation in ("compound", "amod", "nmod:desc", "obl", "nmod", "obl:agent") and _before_participle(root, words):
        return True
    if relation in ("compound", "amod", "nmod:desc"):
        return head.lemma_ in words.acts or (head.lemma_ in words.nouns and words.nouns[head.lemma_].kind in PERSONAL)
    if relation in ("obl", "nmod"):
        preposition = next((child.lower_ for child in root.children if child.dep_ == "case"), "")
        return bool(preposition) and preposition not in state["place_prepositions"]
    return False


def _before_participle(root: "Token", words: Words) -> bool:
    """Whether a hyphen and a participle follow: "US-led", "Iran-backed"."""
    doc = root.doc
    hyphen = root.i + 2 < len(doc) and doc[root.i + 1].text == "-"
    return bool(hyphen and doc[root.i + 2].lower_ in words.state["participles"])


def described(doc: "Parse", token: "Token", words: Words) -> Draft | None:
    """The mention that a noun heads, or None when the noun is of no interest."""
    noun = words.nouns.get(token.lower_) or words.nouns.get(token.lemma_.lower())
    people = words.known.get(token.text) if noun is None else None
    if noun is None and (people is None or people.form not in ("people", "adjective")):
        return None
    if noun is not None and token.pos_ == "ADJ" and token.dep_ not in NOMINAL:
        return None
    plural = token.tag_ in ("NNS", "NNPS") or not {"Plur", "Ptan"}.isdisjoint(token.morph.get("Number"))
    if people is not None:
        if not (plural or people.form == "people"):
            return None
        plural = True
    whole = token.head if token.dep_ == "flat" else token  # "Prime" heads "Prime Minister" in some parses
    first, end = noun_phrase(whole)
    if noun is not None and noun.kind in ("PLACE", "FACILITY") and end - first == 1 and not plural:
        return None  # "in place", "at home", "to school": no place is spoken of
    country = _country(doc, first, end, words)
    kind = noun.kind if noun is not None else "GROUP"
    if noun is not None and kind == "PERSON" and plural:
        kind = "GROUP"
    number = "plur" if plural or (kind == "GROUP" and token.lower_ in ("police", "people")) else "sing"
    gender = noun.gender if noun is not None and kind == "PERSON" else "" if kind in ("PERSON", "GROUP") else "n"
    sector = noun.sector if noun is not None else None
    for at in range(token.i - 1, first - 1, -1):
        if kind not in PERSONAL:
            break
        modifier = words.nouns.get(doc[at].lower_)
        if modifier is not None and modifier.sector and doc[at].dep_ in ("compound", "amod", "nmod:poss", "nmod:desc"):
            sector = modifier.sector if modifier.kind != "PERSON" or sector is None else sector
            break
    return Draft(first, end, token.i, token.i + 1, token.i, "description", kind, number, gender, country, sector)


def pronoun(token: "Token", words: Words) -> Draft | None:
    """The mention that a personal pronoun is."""
    entry = words.pronouns.get(token.lower_)
    possessive = token.tag_ == "PRP$"
    if possessive and token.head.lemma_ not in words.acts:
        return None  # "its leader" is the mention; "its attack" tells who attacked
    if entry is None or token.pos_ not in ("PRON", "DET") or token.dep_ == "expl" or _empty(token, words):
        return None
    number, gender, kinds = entry
    return Draft(token.i, token.i + 1, token.i, token.i + 1, token.i, "pronoun", kinds[0], number, gender)


def _empty(token: "Token", words: Words) -> bool:
    """Whether "it" stands for nothing: weather and hours, "it is feared that", "it was he who"."""
    head = token.head
    if token.lower_ != "it" or token.dep_ not in SUBJECTS or token.i > head.i:
        return False
    children = list(head.children)
    if any(child.dep_ in ("csubj", "csubj:pass") and child.i > head.i for child in children):
        return True
    if any(child.dep_ == "cop" for child in children):
        if head.lemma_.lower() in words.hours or head.ent_type_ == "TIME":
            return True
        if head.pos_ in ("PROPN", "PRON") and any(child.dep_.startswith("acl:relcl") for child in children):
            return True
    clause = any(child.dep_ in ("ccomp", "xcomp", "advcl") and child.i > head.i for child in children)
    if head.lower_ in words.thought:
        return clause and token.dep_ == "nsubj:pass"
    return (clause and head.lower_ in words.impersonal) or head.lemma_.lower() in words.weather


def nationality(doc: "Parse", token: "Token", hit_end: int, known: Known, words: Words) -> Draft | None:
    """A nationality before an act ("Israeli strikes"): the state that does it."""
    last = doc[hit_end - 1]
    if last.dep_ not in ("amod", "compound", "nmod:desc") or last.head.lemma_ not in words.acts:
        return None
    return Draft(token.i, hit_end, token.i, hit_end, last.i, "name", "GOVERNMENT", "sing", "n", known.country)
