"""What a mention refers back to: names by name, descriptions by description, pronouns by a small scorer.

The scorer weighs number, gender, kind, role and distance, after Lappin and Leass (1994) and Mitkov (1998): no learning.
"""

from collections import defaultdict
from typing import TYPE_CHECKING

from rashomon.annotate.mention_drafts import Draft
from rashomon.annotate.mention_words import Words

if TYPE_CHECKING:
    from spacy.tokens import Doc

ROLE = {
    "nsubj": 3.0,
    "nsubj:outer": 3.0,
    "nsubj:pass": 2.5,
    "obl:agent": 1.5,
    "obj": 1.5,
    "iobj": 1.5,
    "appos": 0.0,
    "nmod:poss": 1.0,
    "conj": 1.0,
}
"""Weight of a candidate's grammatical role: subjects are talked on about."""
WINDOW = 3
"""Sentences back in which a pronoun's antecedent is looked for."""
AGAIN = 12
"""Sentences back in which the first use of a described thing is looked for."""
GENERIC = {
    "PERSON": ("PERSON",),
    "GROUP": ("GROUP", "ORGANISATION"),
    "ORGANISATION": ("ORGANISATION", "GROUP"),
    "PLACE": ("PLACE",),
}


def antecedents(doc: "Doc", drafts: list[Draft], words: Words) -> dict[int, int]:
    """For each draft that refers back, the index of the draft that it refers to.

    Args:
        doc: The parse.
        drafts: All mentions, in order of their first token.
        words: The tables.
    """
    sentence = _sentence_numbers(doc)
    out: dict[int, int] = {}
    by_sentence: defaultdict[int, list[int]] = defaultdict(list)
    seen_names: dict[str, int] = {}
    surnames: dict[str, int] = {}
    acronyms: dict[str, int] = {}
    seen_nouns: dict[str, int] = {}
    titled: dict[str, int] = {}
    for index, draft in enumerate(drafts):
        here = sentence[draft.root]
        if draft.form == "name":
            found = _earlier_name(doc, draft, drafts, seen_names, surnames, acronyms)
            _remember_name(doc, index, draft, seen_names, surnames, acronyms, titled, words)
        elif draft.form == "description":
            found = _apposition(doc, draft, drafts, by_sentence[here])
            if found is None:
                found = _earlier_description(doc, draft, drafts, seen_nouns, titled, sentence)
            seen_nouns[doc[draft.root].lemma_] = index
        else:
            found = _pronoun(doc, draft, drafts, by_sentence, here, words)
        if found is not None and found != index:
            out[index] = found
        by_sentence[here].append(index)
    return out


def _sentence_numbers(doc: "Doc") -> list[int]:
    numbers, current = [], -1
    for token in doc:
        current += bool(token.is_sent_start) or current < 0
        numbers.append(current)
    return numbers


def _earlier_name(
    doc: "Doc",
    draft: Draft,
    drafts: list[Draft],
    seen: dict[str, int],
    surnames: dict[str, int],
    acronyms: dict[str, int],
) -> int | None:
    text = _key(doc, draft.head_first, draft.head_end)
    found = seen.get(text)
    if found is None and draft.kind == "PERSON":
        found = surnames.get(text)
    if found is None:
        found = acronyms.get(text)
    if found is None:
        return None
    earlier = drafts[found].kind
    return (
        found
        if earlier == draft.kind
        or {earlier, draft.kind} <= {"PLACE", "GOVERNMENT"}
        or draft.kind != "PERSON" != earlier
        else None
    )


def _remember_name(
    doc: "Doc", index: int, draft: Draft, seen: dict[str, int], surnames: dict[str, int], acronyms: dict[str, int],
    titled: dict[str, int], words: Words,
) -> None:  # fmt: skip
    seen[_key(doc, draft.head_first, draft.head_end)] = index
    for at in range(draft.first, draft.head_first):
        if doc[at].lower_ in words.titles:
            titled[doc[at].lower_] = index
    if draft.kind == "PERSON":
        for at in range(draft.head_first + 1, draft.head_end):
            if doc[at].text[:1].isupper() or doc[at].lower_ in words.particles:
                surnames[_key(doc, at, draft.head_end)] = index
        return
    capitals = "".join(doc[at].text[0] for at in range(draft.head_first, draft.head_end) if doc[at].text[:1].isupper())
    if len(capitals) > 1 and draft.head_end - draft.head_first > 1:
        acronyms[capitals.casefold()] = index
    after = draft.head_end
    if after + 2 < len(doc) and doc[after].text == "(" and doc[after + 2].text == ")":
        acronyms[_key(doc, after + 1, after + 2)] = index


def _key(doc: "Doc", first: int, end: int) -> str:
    """A name without case, hyphens, apostrophes and full stops: spellings of one text's name meet."""
    return "".join(char for char in doc[first:end].text.casefold() if char.isalnum() or char == " ")


def _apposition(doc: "Doc", draft: Draft, drafts: list[Draft], here: list[int]) -> int | None:
    token = doc[draft.root]
    if token.dep_ == "appos":
        for index in reversed(here):
            fits = (drafts[index].kind == "PERSON") == (draft.kind == "PERSON")
            if fits and (
                drafts[index].root == token.head.i or drafts[index].head_first <= token.head.i < drafts[index].head_end
            ):
                return index
    return None


def _earlier_description(
    doc: "Doc", draft: Draft, drafts: list[Draft], seen: dict[str, int], titled: dict[str, int], sentence: list[int]
) -> int | None:
    if doc[draft.first].lower_ not in ("the", "this", "that", "these", "those"):
        return None
    token = doc[draft.root]
    earlier = seen.get(token.lemma_)
    if earlier is not None:
        other = drafts[earlier]
        near = sentence[draft.root] - sentence[other.root] <= AGAIN
        if near and other.number == draft.number and (draft.country is None or other.country in (None, draft.country)):
            return earlier if _modifiers(doc, draft) <= _modifiers(doc, other) else None
    plain = draft.end - draft.first == 2
    if plain and draft.kind == "PERSON" and token.lower_ in titled:
        return titled[token.lower_]
    return None


def _modifiers(doc: "Doc", draft: Draft) -> set[str]:
    around = (doc[at] for at in range(draft.first, draft.end) if at != draft.root)
    return {token.lemma_.lower() for token in around if token.pos_ in ("ADJ", "NOUN", "PROPN", "NUM", "VERB")}


def _pronoun(
    doc: "Doc", draft: Draft, drafts: list[Draft], by_sentence: dict[int, list[int]], here: int, words: Words
) -> int | None:
    number, gender, kinds = words.pronouns[doc[draft.root].lower_]
    best, best_score = None, 0.0
    clause = doc[draft.root].head
    for back in range(WINDOW + 1):
        for index in by_sentence.get(here - back, ()):
            other = drafts[index]
            if other.kind not in kinds or (gender and other.gender and other.gender != gender):
                continue
            root = doc[other.root]
            if number == "plur" and other.number == "sing" and other.kind in ("PERSON", "PLACE"):
                continue
            if number == "sing" and other.number == "plur" and other.form != "name":
                continue
            if root.head.i == clause.i and doc[draft.root].dep_ != "nmod:poss" and back == 0:
                continue  # a clause's own subject is not its object
            score = 6.0 - 2.0 * back + ROLE.get(root.dep_, 0.5)
            score += {"name": 1.0, "pronoun": 1.0, "description": 0.3}[other.form]
            if other.form == "pronoun" and doc[other.root].lower_[:2] == doc[draft.root].lower_[:2]:
                score += 1.5
            if number == "plur" and other.number == "plur":
                score += 1.0
            score += index * 1e-6
            if score > best_score:
                best, best_score = index, score
    return best
