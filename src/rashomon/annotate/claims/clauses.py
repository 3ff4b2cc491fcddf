"""Finite clauses that say something of a subject: where the subject, the predicate and the rest of it stand."""

from typing import TYPE_CHECKING

from msgspec import Struct

from rashomon.annotate.claims.words import ClaimWords
from rashomon.annotate.events.frames import RELATIVE, Frames

if TYPE_CHECKING:
    from rashomon.annotate.tree import Tree

FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
VERBAL = frozenset(("VBD", "VBZ", "VBP", "VBN", "VB"))
"""Tags of words that may be finite, or share what makes another finite."""
AUXILIARY = frozenset(("aux", "aux:pass", "cop"))
REST_ENDS = frozenset(("conj", "parataxis", "advcl", "cc", "discourse", "nsubj", "nsubj:pass", "nsubj:outer", "acl:relcl", "expl", "vocative", "dislocated", "list"))  # fmt: skip
"""Relations of what is no part of a predicate's own words."""
COMPLEMENTS = frozenset(("to", "on", "of", "in", "at", "for", "from", "with", "into", "about", "against", "by"))
"""Marks of adverbial clauses that say more of the predicate, not of something beside it."""
LONGEST = 40
"""Tokens of the words behind a predicate: longer ones are slips of the parse."""


class Clause(Struct, frozen=True):
    """One finite clause.

    Attributes:
        at: The head in the parse: the verb, or the noun or adjective behind a copula.
        content: The word that says what is meant: "remain" of "is likely to remain".
        subject: Head of the subject.
        first: First token of the predicate's own words (auxiliaries, copula, verb).
        end: End of these.
        rest: First token and end of what stands behind them; equal where nothing does.
        copula: The copula's token, or None.
        auxiliaries: Modal and other auxiliaries, in lower case.
        own_subject: Whether the subject stands in the clause itself.
    """

    at: int
    content: int
    subject: int
    first: int
    end: int
    rest: tuple[int, int]
    copula: int | None
    auxiliaries: frozenset[str] = frozenset()
    own_subject: bool = True


class Clauses:
    """Finds the clauses of one parse."""

    def __init__(self, frames: Frames, words: ClaimWords) -> None:
        self.frames = frames
        self.tree: Tree = frames.tree
        self.words = words

    def find(self) -> list[Clause]:
        """All finite clauses with a nameable subject, in order of their heads."""
        tree = self.tree
        helped = {tree.head[at] for at, dep in enumerate(tree.dep) if dep in AUXILIARY and tree.tag[at] in FINITE}
        return [
            clause
            for at, tag in enumerate(tree.tag)
            if (tag in VERBAL or at in helped) and (clause := self.read(at)) is not None
        ]

    def read(self, at: int) -> Clause | None:
        """The clause that a token heads, or None."""
        tree = self.tree
        children = tree.children[at]
        if not children or tree.pos[at] in ("PUNCT", "ADP", "DET", "CCONJ", "SCONJ", "PART"):
            return None
        helpers = [child for child in children if tree.dep[child] in AUXILIARY]
        if not self._finite(at, helpers) or self._supposed(at):
            return None
        subject = self._subject(at)
        if subject is None:
            return None
        copula = next((child for child in helpers if tree.dep[child] == "cop"), None)
        content = self._content(at)
        first = min([*helpers, at]) if copula is None else min(helpers)
        if content != at and first < content <= first + 8:
            last = content
        elif copula is not None:
            last = copula
        else:
            last = content if at < content <= at + 4 else at
        if last + 1 < len(tree) and tree.lower[last + 1] in ("not", "n't", "n’t"):
            last += 1
        if last + 1 < len(tree) and tree.dep[last + 1] == "compound:prt" and tree.head[last + 1] == last:
            last += 1  # "give up"
        first = min(first, last)
        own = any(tree.dep[child].startswith("nsubj") for child in children)
        if last - first > 8 or (own and first < subject < last):
            first = last  # "Is the port open?": the words do not stand together
        start = last + 1
        return Clause(
            at=at, content=content, subject=subject, first=first, end=last + 1, rest=self._rest(at, start),
            copula=copula, auxiliaries=frozenset(tree.lower[child] for child in helpers), own_subject=own,
        )  # fmt: skip

    def _finite(self, at: int, helpers: list[int]) -> bool:
        tree = self.tree
        if any(tree.tag[child] in FINITE for child in helpers):
            return True
        if tree.pos[at] in ("VERB", "AUX") and tree.tag[at] in ("VBD", "VBZ", "VBP"):
            return not (
                tree.dep[at] in ("acl", "amod", "advcl", "xcomp")
                and tree.tag[at] == "VBD"
                and not self._has_subject(at)
            )
        if tree.tag[at] == "VBN" and not helpers and tree.dep[at] in ("ROOT", "ccomp", "conj"):
            return tree.child(at, "nsubj") is not None  # "said that losses totaled ten"
        if tree.dep[at] == "conj" and not self._has_subject(at) and tree.tag[at] in ("VB", "VBN"):
            head = tree.head[at]  # "must deliver and comply": the auxiliary is shared
            return tree.pos[head] == "VERB" and tree.tag[head] == tree.tag[at] and any(
                tree.dep[child] in AUXILIARY and tree.tag[child] in FINITE for child in tree.children[head]
            )  # fmt: skip
        return False

    def _has_subject(self, at: int) -> bool:
        return any(self.tree.dep[child].startswith(("nsubj", "csubj")) for child in self.tree.children[at])

    def _supposed(self, at: int) -> bool:
        """Whether a clause only supposes, asks or names what is not told ("if it holds", "what it holds", "how far it goes")."""
        tree = self.tree
        for child in tree.children[at]:
            if tree.dep[child] == "mark" and tree.lower[child] in self.words.supposing:
                return True
            if tree.dep[child] == "expl" or tree.dep[child].startswith("csubj"):
                return True
            if (
                tree.tag[child] in ("WRB", "WP", "WDT")
                and not tree.dep[at].startswith("acl:relcl")
                and tree.dep[at] != "advcl"
            ):
                return True
            if tree.dep[child] == "det" and tree.tag[child] == "WDT":
                return True
        return False

    def _subject(self, at: int) -> int | None:
        """Head of a subject that names somebody or something."""
        tree = self.tree
        own = [child for child in tree.children[at] if tree.dep[child].startswith("nsubj")]
        if tree.dep[at].startswith("acl:relcl"):
            if not own or tree.tag[own[0]] not in RELATIVE:
                return self._nameable(own[0]) if own and tree.tag[own[0]] not in RELATIVE and self._where(at) else None
            head = tree.head[at]
            return self._nameable(head)
        if own:
            return self._nameable(own[-1] if tree.dep[own[0]] == "nsubj:outer" and len(own) > 1 else own[0])
        if tree.dep[at] == "conj":
            if tree.pos[tree.head[at]] in ("VERB", "AUX") or tree.child(tree.head[at], "cop") is not None:
                return self._subject(tree.head[at]) if tree.head[at] < at else None
            return None
        return None

    def _where(self, at: int) -> bool:
        """Whether a relative clause tells of a place ("where the fleet lies"): then its subject is its own."""
        return any(self.tree.lower[child] == "where" for child in self.tree.children[at])

    def _nameable(self, head: int) -> int | None:
        tree = self.tree
        low = tree.lower[head]
        if tree.pos[head] not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET") or head in self.frames.times:
            return None
        if low in self.words.denying and tree.child(head, "nmod") is not None:
            return head  # "none of the posts"
        if low in self.words.nameless or tree.lemma[head] in self.words.nameless or tree.tag[head] in RELATIVE:
            return None
        for child in tree.children[head]:
            if tree.lower[child] in ("any", "what", "whatever", "which", "your", "every", "how"):
                return None
            if any(
                tree.tag[inner] == "WRB"
                for inner in tree.children[child]
                if tree.dep[child] in ("amod", "det", "nummod")
            ):
                return None  # "how many men"
        if tree.pos[head] in ("ADJ", "DET") and tree.child(head, "det", "nmod") is None:
            return None
        return head if any(letter.isalnum() for letter in low) else None

    def _content(self, at: int) -> int:
        """The infinitive behind a word that only says that it will, should or is meant to be."""
        tree = self.tree
        if tree.pos[at] == "NOUN" or tree.pos[at] == "PROPN":
            return at
        if not (
            tree.lemma[at] in self.words.obligation["verbs"]
            or tree.lemma[at] in self.words.obligation["predicates"]
            or tree.lemma[at] in self.words.prediction["predicates"]
        ):
            return at
        if tree.child(at, "obj", "iobj") is not None:
            return at  # "needs the king to be weak"
        for child in tree.children[at]:
            if child > at and tree.dep[child] in ("xcomp", "ccomp", "advcl") and self._infinitive(child):
                return child
        return at

    def _infinitive(self, at: int) -> bool:
        tree = self.tree
        return any(tree.lower[child] == "to" and tree.dep[child] in ("mark", "aux") for child in tree.children[at])

    def _same(self, at: int, child: int) -> bool:
        """Whether a word goes on with the predicate: "loyal and brave"."""
        tree = self.tree
        if tree.pos[at] not in ("ADJ", "NOUN", "PROPN"):
            return False
        if tree.dep[child] == "cc":
            return any(tree.dep[other] == "conj" and self._same(at, other) for other in tree.children[at])
        return tree.dep[child] == "conj" and tree.pos[child] == tree.pos[at] and not any(
            tree.dep[inner] in AUXILIARY or tree.dep[inner].startswith("nsubj") for inner in tree.children[child]
        )  # fmt: skip

    def _complement(self, at: int) -> bool:
        """Whether an adverbial clause belongs to what is said of the subject: an infinitive, or "based on creating unrest"."""
        tree = self.tree
        marks = {tree.lower[child] for child in tree.children[at] if tree.dep[child] == "mark"}
        return bool(marks & COMPLEMENTS)

    def _rest(self, at: int, start: int) -> tuple[int, int]:
        """First token and end of what stands behind the predicate's words and belongs to it, without further clauses."""
        tree = self.tree
        inside: set[int] = set()
        stack = [at]
        while stack:
            token = stack.pop()
            inside.add(token)
            for child in tree.children[token]:
                relation = tree.dep[child]
                top = token == at or relation in ("parataxis", "acl:relcl", "nsubj:outer", "advcl")
                if (
                    relation in REST_ENDS
                    and top
                    and not (relation == "advcl" and self._complement(child))
                    and not self._same(token, child)
                ):
                    continue
                if (relation == "conj" and self._has_subject(child)) or (
                    relation == "obl" and tree.case(child) == "according to"
                ):
                    continue
                stack.append(child)
        while start < len(tree) and start in inside and tree.lower[start] == ",":
            start += 1
        end = start
        while end < len(tree) and end - start < LONGEST and end in inside:
            end += 1
        while end > start and (
            tree.pos[end - 1] in ("PUNCT", "CCONJ") and tree.lower[end - 1] not in ("%", "”", '"', ")", "''", "’’")
        ):
            end -= 1
        return start, max(start, end)
