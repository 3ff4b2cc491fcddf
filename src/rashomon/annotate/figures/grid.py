"""The parse as plain lists: what the rules on figures look at, fetched once."""

from typing import NamedTuple

from rashomon.annotate.parse import Parse

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


class Grid(NamedTuple):
    """Columns of the parse, one entry a token.

    Attributes:
        texts: Words as they stand.
        words: Words in lower case, with a straight apostrophe.
        lemmas: Dictionary forms, in lower case.
        pos: Universal parts of speech.
        tags: Penn tags.
        deps: Universal dependency to the head.
        heads: Index of the head; its own for a root.
        ents: Entity label, or an empty string.
        children: Indices of the dependents, ascending.
        sentences: Number of the sentence.
        glued: Whether no blank stands before the token.
    """

    texts: list[str]
    words: list[str]
    lemmas: list[str]
    pos: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    ents: list[str]
    children: list[list[int]]
    sentences: list[int]
    glued: list[bool]

    def child(self, index: int, *deps: str) -> int | None:
        """First dependent with one of the relations."""
        return next((child for child in self.children[index] if self.deps[child] in deps), None)

    def subject(self, index: int, *deps: str) -> int | None:
        """The dependent with one of the relations that stands before the token, a number or the nearest; else the first behind it."""
        found = [child for child in self.children[index] if self.deps[child] in deps]
        before = [child for child in reversed(found) if child < index]
        counted = [child for child in before if self.pos[child] == "NUM" or self.child(child, "nummod") is not None]
        return next(iter(counted + before + found), None)

    def case(self, index: int) -> str:
        """The preposition of a phrase, or an empty string."""
        marker = self.child(index, "case")
        return self.words[marker] if marker is not None else ""

    def ahead(self, index: int, reach: int) -> range:
        """The tokens behind one, in its sentence."""
        end = index + 1
        while end < len(self.words) and end <= index + reach and self.sentences[end] == self.sentences[index]:
            end += 1
        return range(index + 1, end)

    def conjuncts(self, index: int) -> list[int]:
        """Nominal members of the coordination that the token opens, itself first."""
        out, at = [index], 0
        while at < len(out):
            parts = [child for child in self.children[out[at]] if child > out[at] and self.deps[child] == "flat"]
            out += [
                child
                for part in (out[at], *parts)
                for child in self.children[part]
                if child > part
                and self.deps[child] == "conj"
                and (self.pos[child] in NOMINAL or self.words[child] in ("old", "olds"))
                and self.child(child, "nsubj", "nsubj:pass", "cop") is None
                and not any(
                    self.pos[between] == "VERB" and self.deps[between] not in ("amod", "compound")
                    for between in range(out[at] + 1, child)
                )
            ]
            at += 1
        return sorted(out)


def _singular(lemma: str, tag: str) -> str:
    """A lemma without the plural that the lemmatizer left on it ("troops")."""
    plural = tag in ("NNS", "NNPS") and len(lemma) > 4 and lemma.endswith("s") and not lemma.endswith("ss")
    return lemma[:-1] if plural else lemma


def grid(parse: Parse) -> Grid:
    """Columns of a parse."""
    columns = parse.columns
    return Grid(
        texts=columns.texts,
        words=[word.replace("’", "'") if "’" in word else word for word in columns.lower],
        lemmas=[_singular(lemma, tag) for lemma, tag in zip(columns.lemmas_lower, columns.tags, strict=True)],
        pos=columns.pos,
        tags=columns.tags,
        deps=columns.deps,
        heads=columns.heads,
        ents=columns.entities,
        children=columns.children,
        sentences=columns.sentences,
        glued=[False, *(not space for space in columns.spaces[:-1])][: len(columns.texts)],
    )
