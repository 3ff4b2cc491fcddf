"""The parse as plain lists: layers that walk it a thousand times a document read it here, without making token objects."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from rashomon.annotate.parse import Parse

PHRASE = frozenset(
    ("det", "amod", "compound", "flat", "nummod", "nmod", "nmod:poss", "nmod:desc", "nmod:unmarked", "case", "goeswith", "fixed", "det:predet")
)  # fmt: skip
"""Relations of what belongs to a noun phrase without its clauses, conjuncts and appositions."""


class Tree:
    """Words, lemmas, tags and arcs of one parse (Universal Dependencies), by token index.

    Attributes:
        lower: Each token in lower case.
        lemma: Each token's dictionary form, in lower case.
        pos: Universal part of speech.
        tag: Penn tag.
        dep: Relation to the head.
        head: Index of the head; a root's is its own.
        title: Whether each token has a capital first letter.
        times: Tokens of time expressions, where the reader sets them.
        starts: First tokens of sentences.
        entity: Type of the name that the token is part of, or "".
        children: Indices of the dependents, in order.
        sentence: Index of the sentence.
        sentences: First token and end of each sentence.
    """

    def __init__(self, parse: Parse) -> None:
        columns = parse.columns
        self.lower = columns.lower
        self.lemma = [lemma or low for lemma, low in zip(columns.lemmas_lower, columns.lower, strict=True)]
        self.pos, self.tag, self.dep = columns.pos.copy(), columns.tags.copy(), columns.deps.copy()
        self.entity = columns.entities
        self.head = columns.heads.copy()
        self.title = columns.titles
        self.children = [children.copy() for children in columns.children]
        self.sentences = [(sent.start, sent.end) for sent in parse.sents]
        self.times: frozenset[int] = frozenset()
        self.starts = frozenset(columns.starts)
        self.sentence = columns.sentences

    def mend(self, forms: Mapping[tuple[str, str], str], adverbs: AbstractSet[str] = frozenset()) -> None:
        """Set right what the tagger missed of the lexicon's own words.

        A verb or noun whose dictionary form is unknown to the lexicon takes the form that the lexicon knows for its spelling; what has
        a passive auxiliary is a verb; a noun with an object, as headlines have it ("Rebels attack army base"), is one too.

        Args:
            forms: Part of speech and spelling to dictionary form.
            adverbs: Words that say how or where, never who ("amidships"), whatever their tag.
        """
        for at, pos in enumerate(self.pos):
            if self.lower[at] in adverbs and pos != "ADV" and self.dep[at] in ("obj", "obl", "nmod", "xcomp", "nsubj"):
                self.pos[at], self.tag[at], self.dep[at] = "ADV", "RB", "advmod"
                continue
            if pos != "VERB" and ("VERB", self.lower[at]) in forms:
                if self._is_verb(at):
                    self._make_verb(at, forms["VERB", self.lower[at]])
                    continue
                if (
                    self.dep[at] == "amod"
                    and at > self.head[at]
                    and self.child(at, "obl", "obj", "ccomp", "xcomp") is not None
                ):
                    self._make_predicate(at, forms["VERB", self.lower[at]])
                    continue
            if pos == "VERB" and self._told_of_head(at):
                self._make_predicate(at, self.lemma[at])
            if pos in ("VERB", "NOUN"):
                known = forms.get((pos, self.lower[at]))
                if known is not None:
                    self.lemma[at] = known
        self._join_gerunds(forms)
        self._join_names()

    def _join_gerunds(self, forms: Mapping[tuple[str, str], str]) -> None:
        """Two "-ing" forms after one preposition are coordinated verbs: "from bombing and occupying the valley"."""
        for at in range(3, len(self.lower)):
            head, other = self.head[at], at - 2
            if self.dep[at] != "conj" or self.tag[at] != "VBG" or self.lower[at - 1] not in ("and", "or"):
                continue
            marker = self.child(other, "case", "mark")
            if marker is None or (head != other and (self.head[other] != head or self.tag[head] == "VBG")):
                continue
            if not self.lower[other].endswith("ing") or ("VERB", self.lower[other]) not in forms:
                continue
            if self.child(other, "det", "amod", "nmod:poss", "compound", "nmod") is not None:
                continue
            self.pos[other], self.tag[other] = "VERB", "VBG"
            self.dep[other] = "acl" if self.dep[other] == "nmod" else "advcl"
            self.lemma[other] = forms["VERB", self.lower[other]]
            self.dep[marker] = "mark"
            if head != other:
                self.children[head].remove(at)
                self.head[at] = other
                self.children[other] = sorted([*self.children[other], at])

    def _join_names(self) -> None:
        """A name beside the word for what it names ("the cruiser Emden") is one phrase, whichever way the parse split it."""
        for at, pos in enumerate(self.pos):
            if pos != "PROPN" or not self.dep[at].startswith(("nsubj", "obj")):
                continue
            start = min(self.subtree(at, PHRASE - {"case"}))
            inner = [
                child
                for child in self.children[at]
                if self.dep[child].startswith("nsubj") and self.pos[child] == "NOUN"
            ]
            noun = inner[0] if inner else start - 1
            if (
                noun < 0
                or self.pos[noun] != "NOUN"
                or noun >= at
                or self.child(at, "det", "nmod:poss", "case") is not None
            ):
                continue
            above = self.head[at]
            if inner:
                self.children[at].remove(noun)
                self.children[above][self.children[above].index(at)] = noun
                self.head[noun], self.dep[noun] = above, self.dep[at]
            elif self.head[noun] == above and self.dep[noun].startswith("nsubj") and self.dep[at].startswith("nsubj"):
                self.children[above].remove(at)
            else:
                continue
            conjuncts = [child for child in self.children[at] if self.dep[child] == "conj"]
            for child in conjuncts:
                self.children[at].remove(child)
                self.head[child] = noun
            self.head[at], self.dep[at] = noun, "flat"
            self.children[noun] = sorted([*self.children[noun], at, *conjuncts])

    def _told_of_head(self, at: int) -> bool:
        """A past tense with an object right after the sentence's head: its verb, not a participle ("Rebels killed at least ten")."""
        head = self.head[at]
        if self.dep[at] != "acl" or self.tag[at] != "VBD" or self.dep[head] != "ROOT" or at != head + 1:
            return False
        if self.pos[head] not in ("NOUN", "PROPN", "PRON") or self.child(head, "cop", "nsubj") is not None:
            return False
        for child in self.children[at]:
            if self.dep[child] == "obl:unmarked" and self.pos[child] == "NUM" and self.lower[child - 1] in _BOUNDS:
                self.dep[child] = "obj"
        return self.child(at, "obj") is not None

    def _is_verb(self, at: int) -> bool:
        """Whether what stands below a word says that it is a verb, whatever its tag."""
        relations = {self.dep[child] for child in self.children[at]}
        if relations & {"aux:pass", "nsubj:pass"}:
            return True
        if "cop" in relations and "nsubj" in relations and self.lower[at].endswith("ing") and "det" not in relations:
            return True
        if self._after_plural(at) or ("det" in relations and self._told_with_other(at)):
            return True
        if "det" in relations or "cop" in relations:
            return False
        if {"mark", "obj"} <= relations and self.lower[at].endswith("ing"):  # "from bombing the port"
            return True
        if "aux" in relations or ("obj" in relations and self.dep[at] in ("ROOT", "ccomp", "parataxis")):
            return self.pos[at] in ("NOUN", "PROPN")
        return self.dep[at] == "ROOT" and any(
            self.dep[child] == "conj"
            and self.tag[child] in ("VBD", "VBN", "VBP", "VBZ")
            and self.child(child, "nsubj", "nsubj:pass") is None
            for child in self.children[at]
        )

    def _after_plural(self, at: int) -> bool:
        """A strong past form right behind a plural that the parse took for part of its noun: "a dozen rebels shot at the tower"."""
        before = at - 1
        return (
            self.dep[at] == "ROOT"
            and before in self.children[at]
            and self.dep[before] == "compound"
            and self.tag[before] == "NNS"
            and self.lower[at] in _STRONG
        )

    def _told_with_other(self, at: int) -> bool:
        """A strong past form whose subject and article the parse took for its own: "a settler shot and killed ten men"."""
        return (
            self.dep[at] == "ROOT"
            and self.lower[at] in _STRONG
            and any(self.dep[child] in ("compound", "nmod:desc") and child == at - 1 for child in self.children[at])
            and any(
                self.dep[child] == "conj"
                and self.tag[child] in ("VBD", "VBN")
                and self.child(child, "nsubj", "nsubj:pass") is None
                for child in self.children[at]
            )
        )

    def _make_verb(self, at: int, lemma: str) -> None:
        relations = {self.dep[child] for child in self.children[at]}
        self.pos[at], self.lemma[at] = "VERB", lemma
        low = self.lower[at]
        self.tag[at] = "VBN" if "aux:pass" in relations else "VBD" if low.endswith("ed") else "VBP"
        if low.endswith("ing"):
            self.tag[at] = "VBG"
        if not relations & {"nsubj", "nsubj:pass"}:
            before = [
                child
                for child in self.children[at]
                if child < at and self.dep[child] in ("compound", "nmod", "nmod:desc")
            ]
            if before:
                self.dep[before[-1]] = "nsubj"
                for child in [
                    child
                    for child in self.children[at]
                    if child < before[-1] and self.dep[child] in ("det", "nummod", "amod")
                ]:
                    self.children[at].remove(child)
                    self.head[child] = before[-1]
                    self.children[before[-1]] = sorted([*self.children[before[-1]], child])

    def _make_predicate(self, at: int, lemma: str) -> None:
        """A verb that was hung on its own subject as an attribute ("Militants clashed with") takes its place."""
        subject = self.head[at]
        self.dep[at], self.head[at] = self.dep[subject], self.head[subject] if self.head[subject] != subject else at
        if self.head[at] != at:
            above = self.children[self.head[at]]
            above[above.index(subject)] = at
        self.children[subject].remove(at)
        self.head[subject], self.dep[subject] = at, "nsubj"
        after = [child for child in self.children[subject] if child > at]
        for child in after:
            self.children[subject].remove(child)
            self.head[child] = at
        self.children[at] = sorted([subject, *self.children[at], *after])
        self.pos[at], self.tag[at], self.lemma[at] = "VERB", "VBD", lemma

    def __len__(self) -> int:
        return len(self.lower)

    def child(self, at: int, *relations: str) -> int | None:
        """The first dependent with one of the relations."""
        for child in self.children[at]:
            if self.dep[child] in relations:
                return child
        return None

    def case(self, at: int) -> str:
        """The preposition of a noun: the one next to it where several stand ("down near"), "in front of" whole; "" for none."""
        found = ""
        for child in self.children[at]:
            if self.dep[child] == "case" and self.lower[child] not in _POSSESSIVE:
                rest = [self.lower[part] for part in self.children[child] if self.dep[part] == "fixed"]
                whole = " ".join([self.lower[child], *rest])
                found = f"{found} of" if whole == "of" and found else whole
        return found

    def subtree(self, at: int, relations: frozenset[str] | None = None) -> list[int]:
        """The token and all below it, in order; only along the relations where some are given."""
        out = [at]
        for token in out:
            out.extend(child for child in self.children[token] if relations is None or self.dep[child] in relations)
        return sorted(out)

    def phrase(self, at: int) -> tuple[int, int]:
        """First token and end of the noun phrase of a head: determiner to last complement, without clauses, conjuncts, appositions.

        Args:
            at: The head noun.

        Returns:
            The unbroken run round the head, its own preposition left out.
        """
        inside = {at}
        for child in self.children[at]:
            relation = self.dep[child]
            if child < at and self._stands_apart(child, at):
                continue  # "At 2.28 the destroyers": the parse hung the time on the noun
            if child > at and child in self.times and self.case(child) in ("on", "in", "at", "since", "until"):
                continue  # "Troops on Saturday shot": it says when
            close = (
                relation == "appos" and child > at and self.pos[child] == "PROPN" and min(self.subtree(child)) == at + 1
            )
            if (relation in PHRASE and relation != "case") or (relation == "advmod" and child < at) or close:
                inside.update(self.subtree(child, _INNER))
                if child < at and self.pos[child] not in ("ADJ", "ADV", "NUM"):
                    inside.difference_update(self._prepositions(child))
        first = last = at
        while first - 1 in inside or (
            first - 2 in inside and self.pos[first - 1] == "PUNCT" and self.head[first - 1] in inside
        ):
            first -= 1
        while last + 1 in inside or (last + 2 in inside and self._joins(last + 1, inside)):
            last += 1
        while last > at and self.pos[last] == "PUNCT" and self.lower[last] in _TRAILING:
            last -= 1
        if self.dep[at].startswith("nsubj") and self._prepositions(at):  # "In June 1921 aircraft bombed": two phrases
            while first < at and first in self.times:
                first += 1
        while first < at and self.pos[first] == "PUNCT" and self.lower[first] in _TRAILING:
            first += 1
        return first, last + 1

    def _stands_apart(self, child: int, at: int) -> bool:
        """Whether a dependent before a noun is a phrase of its own: with a preposition, or before the noun's article."""
        if self.dep[child] in ("det", "case", "det:predet", "advmod", "nmod:poss"):
            return self.dep[child] == "advmod" and any(
                self.dep[other] == "det" and child + 1 < other and self.lower[other - 1] == ","
                for other in self.children[at]
            )
        if self.pos[child] in ("ADJ", "ADV") or (self.pos[child] == "NUM" and self.dep[child] == "nummod"):
            return self.lower[child - 1] in _CLOCK and any(
                self.dep[other] in ("det", "nmod:poss") and child < other < at for other in self.children[at]
            )
        if self._prepositions(child):
            inner = self.subtree(child, _INNER)
            return (
                self.dep[child] not in ("compound", "flat", "nmod:desc")
                or not self.times.isdisjoint(inner)
                or any(self.pos[part] == "NUM" or self.lower[part] == "," for part in inner)
            )
        return self.pos[child] == "NUM" and any(
            self.dep[other] in ("det", "nmod:poss") and child < other < at for other in self.children[at]
        )

    def _prepositions(self, child: int) -> list[int]:
        return [
            part
            for part in self.children[child]
            if self.dep[part] == "case" and part < child and self.lower[part] not in _POSSESSIVE
        ]

    def _joins(self, at: int, inside: set[int]) -> bool:
        """A hyphen, bracket or quotation mark between two parts of a phrase."""
        return self.pos[at] == "PUNCT" and self.lower[at] != "," and self.head[at] in inside


_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_CLOCK = frozenset(("past", "to", "at", "in", "by", "until", "till", "before", "after", "since"))
_STRONG = frozenset(("shot", "struck", "fought", "sank", "hit", "seized"))
_BOUNDS = frozenset(("least", "most", "than"))
_TRAILING = frozenset((",", ";", ":", "-", "–", "—", "("))
_INNER = PHRASE | {"conj", "cc", "punct", "advmod"}
