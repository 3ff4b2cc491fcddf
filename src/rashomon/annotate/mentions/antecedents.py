"""What a mention refers back to: names by name, descriptions by description, pronouns by a small scorer.

The scorer weighs number, gender, kind, role and distance, after Lappin and Leass (1994) and Mitkov (1998): no learning. Every
look-up goes back a bounded number of sentences or to a table by name, so that time stays linear.
"""

from collections import defaultdict
from typing import TYPE_CHECKING

from rashomon.annotate.mentions.drafts import Draft
from rashomon.annotate.mentions.words import Words

if TYPE_CHECKING:
    from rashomon.annotate.parse import Parse

ROLE = {
    "nsubj": 3.0, "nsubj:outer": 3.0, "nsubj:pass": 2.5, "obl:agent": 1.5, "obj": 1.5, "iobj": 1.5, "appos": 0.0, "nmod:poss": 1.0, "conj": 1.0,
}  # fmt: skip
"""Weight of a candidate's grammatical role: subjects are talked on about. Other roles weigh 0.5."""
FORM = {"name": 1.0, "pronoun": 1.0, "description": 0.3}
"""Weight of a candidate's form."""
KIND = {"PLACE": -2.5, "FACILITY": -1.0}
"""Weight of a candidate's kind: a pronoun seldom stands for a place."""
LEAST = 4.0
"""Score below which a pronoun is left without an antecedent."""
NEAR = 6.0
"""Weight of a candidate in the pronoun's own sentence; two less for each sentence back."""
WINDOW = 3
"""Sentences back in which a pronoun's or a general noun's antecedent is looked for."""
AGAIN = 12
"""Sentences back in which the first use of a described thing is looked for."""
DEFINITE = frozenset(("the", "this", "that", "these", "those"))


class Antecedents:
    """What each mention of a document refers to.

    Attributes:
        found: For each mention that refers back, the index of the mention that it refers to.
    """

    def __init__(self, doc: "Parse", drafts: list[Draft], words: Words) -> None:
        """Go through the mentions in order.

        Args:
            doc: The parse.
            drafts: All mentions, in order of their first token.
            words: The tables.
        """
        self.found: dict[int, int] = {}
        self._doc, self._drafts, self._words = doc, drafts, words
        self._sentence = doc.columns.sentences
        self._here: defaultdict[int, list[int]] = defaultdict(list)
        self._names: dict[str, int] = {}
        self._surnames: dict[str, int] = {}
        self._given: dict[str, int] = {}
        self._acronyms: dict[str, int] = {}
        self._titles: dict[str, int] = {}
        self._nouns: dict[str, int] = {}
        self._root: dict[int, int] = {}
        self._kind = [draft.kind for draft in drafts]
        self._gender: dict[int, str] = {}
        for index, draft in enumerate(drafts):
            back = {"name": self._name, "description": self._description, "pronoun": self._pronoun}[draft.form](draft)
            if back is not None:
                self.found[index] = back
                self._root[index] = self._root.get(back, back)
                if draft.form == "pronoun":
                    self._kind[index] = self._kind[back]
                if draft.gender:
                    self._gender[self._root[index]] = draft.gender
            if draft.form == "name":
                self._remember(index, draft)
            elif draft.form == "description":
                self._nouns[doc[draft.root].lemma_] = index
            self._here[self._sentence[draft.root]].append(index)

    def _name(self, draft: Draft) -> int | None:
        key = _key(self._doc, draft.head_first, draft.head_end)
        found = self._names.get(key)
        if found is None and draft.kind == "PERSON":
            found = self._surnames.get(key, self._given.get(key))
        if found is None:
            found = self._acronyms.get(key)
        if found is None or (self._drafts[found].kind == "PERSON") != (draft.kind == "PERSON"):
            return None
        return found

    def _remember(self, index: int, draft: Draft) -> None:
        doc = self._doc
        key = _key(doc, draft.head_first, draft.head_end)
        self._names[key] = index
        for at in range(draft.first, draft.head_first):
            if doc[at].lower_ in self._words.titles:
                self._titles[doc[at].lower_] = index
        if draft.kind == "PERSON":
            if draft.head_end - draft.head_first > 1:
                self._given[_key(doc, draft.head_first, draft.head_first + 1)] = index
            for at in range(draft.head_first + 1, draft.head_end):
                if doc[at].text[:1].isupper() or doc[at].lower_ in self._words.particles:
                    self._surnames[_key(doc, at, draft.head_end)] = index
            return
        name = doc[draft.head_first : draft.head_end]
        capitals = "".join(token.text[0] for token in name if token.text[:1].isupper()).casefold()
        if len(capitals) > 1:
            self._acronyms[capitals] = index
        after = draft.head_end
        if after + 2 < len(doc) and doc[after].text == "(" and doc[after + 2].text == ")":
            short = _key(doc, after + 1, after + 2)
            if short[:1] == key[:1]:
                self._acronyms[short] = index

    def _description(self, draft: Draft) -> int | None:
        token = self._doc[draft.root]
        if token.dep_ == "appos":
            for index in reversed(self._here[self._sentence[draft.root]]):
                other = self._drafts[index]
                fits = (other.kind == "PERSON") == (draft.kind == "PERSON")
                if fits and (other.root == token.head.i or other.head_first <= token.head.i < other.head_end):
                    return index
        if self._doc[draft.first].lower_ not in DEFINITE:
            return None
        same = self._same_noun(draft)
        return self._general(draft) if same is None else same

    def _same_noun(self, draft: Draft) -> int | None:
        """The last mention under the same noun, unless this one says what that one did not."""
        index = self._nouns.get(self._doc[draft.root].lemma_)
        if index is None:
            return None
        other = self._drafts[index]
        near = self._sentence[draft.root] - self._sentence[other.root] <= AGAIN
        fits = other.number == draft.number and (draft.country is None or other.country in (None, draft.country))
        return index if near and fits and self._modifiers(draft) <= self._modifiers(other) else None

    def _modifiers(self, draft: Draft) -> set[str]:
        around = (self._doc[at] for at in range(draft.first, draft.end) if at != draft.root)
        return {token.lemma_.lower() for token in around if token.pos_ in ("ADJ", "NOUN", "PROPN", "NUM", "VERB")}

    def _general(self, draft: Draft) -> int | None:
        """A title after its bearer ("the president" after "President Wilson"), a general noun after a name."""
        token = self._doc[draft.root]
        if draft.end - draft.first != 2 or draft.number != "sing":
            return None
        if draft.kind == "PERSON":
            return self._titles.get(token.lower_)
        kinds = self._words.general.get(token.lower_)
        if kinds is None:
            return None
        here = self._sentence[draft.root]
        for back in range(WINDOW + 1):
            fitting = [index for index in self._here.get(here - back, ()) if self._bears(self._drafts[index], kinds)]
            if fitting:
                return max(fitting, key=lambda index: (self._talked_on(self._drafts[index]), index))
        return None

    def _bears(self, other: Draft, kinds: frozenset[str]) -> bool:
        """Whether a mention is a name that a general noun of these kinds may stand for."""
        is_state = other.country is not None and other.kind in ("PLACE", "GOVERNMENT")
        return other.form == "name" and (is_state if "STATE" in kinds else other.kind in kinds and not is_state)

    def _talked_on(self, other: Draft) -> float:
        """Weight of a mention's role: what a sentence is about is spoken of again, less so what a clause inside it is about."""
        root = self._doc[other.root]
        return ROLE.get(root.dep_, 0.5) - (2.0 if root.head.dep_.startswith(("acl", "advcl")) else 0.0)

    def _pronoun(self, draft: Draft) -> int | None:
        token = self._doc[draft.root]
        number, gender, kinds = self._words.pronouns[token.lower_]
        first_person = token.lower_ in self._words.first_person
        here = self._sentence[draft.root]
        best, best_score = None, LEAST
        for back in range(WINDOW + 1):
            for index in self._here.get(here - back, ()):
                other = self._drafts[index]
                root = self._doc[other.root]
                if first_person and not (
                    other.form == "pronoun" and root.lower_ in self._words.first_person and other.number == number
                ):
                    continue
                kind = self._kind[index]
                if kind not in kinds or not self._agrees(other, index, number, gender):
                    continue
                if (
                    back == 0
                    and root.head.i == token.head.i
                    and token.dep_ != "nmod:poss"
                    and not token.lower_.endswith(("self", "selves"))
                ):
                    continue  # a clause's subject is not its object
                score = NEAR - 2.0 * back + ROLE.get(root.dep_, 0.5) + FORM[other.form]
                score += KIND.get(kind, 0.0)
                score += 1.5 if other.form == "pronoun" and root.lower_[:2] == token.lower_[:2] else 0.0
                score += 1.0 if number == "plur" and other.number == "plur" else 0.0
                score += 3.0 if token.lower_.endswith(("self", "selves")) and root.head.i == token.head.i else 0.0
                if score >= best_score:
                    best, best_score = index, score
        return best

    def _agrees(self, other: Draft, index: int, number: str, gender: str) -> bool:
        """Whether number and gender allow it; "they" may be an organisation, never one person."""
        known = other.gender or self._gender.get(self._root.get(index, index), "")
        if gender and known and known != gender:
            return False
        if number == "plur":
            return other.number == "plur" or other.kind not in ("PERSON", "PLACE")
        return other.number == "sing" or other.form == "name"


def _key(doc: "Parse", first: int, end: int) -> str:
    """A name without case, hyphens, apostrophes and full stops: spellings of one text's name meet."""
    name = doc[first:end].text.casefold()
    return name if name.isalnum() else "".join([char for char in name if char.isalnum() or char == " "])
