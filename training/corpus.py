"""Training texts: spaCy DocBins read in order, some of them changed on the way.

Two changes, each with a fixed seed: words in capitals or in Title Case, as in headlines and agency texts; and names put in
the place of other names of the same kind, so that the model learns from the words around a name (mention replacement:
Dai and Adel, 2020).
"""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy import registry
from spacy.tokens import Doc, DocBin, Span
from spacy.training import Example

if TYPE_CHECKING:
    from spacy.language import Language

WORDS = Path(__file__).parent / "words"
SMALL_WORDS = frozenset(
    ["a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "of", "on", "or", "over", "the", "to", "with"]
)
ENTITY = {"PER", "ORG", "LOC"}


@registry.readers("rashomon.Corpus.v1")
def corpus(
    paths: list[str], recased: float = 0.0, renamed: float = 0.0, seed: int = 0
) -> Callable[["Language"], Iterator[Example]]:
    """A reader of several DocBins.

    Args:
        paths: The files, in order.
        recased: Share of texts that are set in capitals or Title Case.
        renamed: Share of texts in which names are replaced.
        seed: Seed of the changes; each pass over the corpus changes other texts.
    """
    names = Names() if renamed else None
    passes = 0

    def read(nlp: "Language") -> Iterator[Example]:
        nonlocal passes
        chance = random.Random(1000 * seed + passes)
        passes += 1
        for path in paths:
            for doc in DocBin().from_disk(path).get_docs(nlp.vocab):
                gold = doc
                if names is not None and doc.ents and chance.random() < renamed:
                    gold = names.replace(gold, nlp, chance)
                if chance.random() < recased:
                    gold = recase(gold, upper=chance.random() < 0.4)
                yield Example(
                    Doc(
                        nlp.vocab,
                        words=[token.text for token in gold],
                        spaces=[bool(token.whitespace_) for token in gold],
                    ),
                    gold,
                )

    return read


def recase(doc: Doc, *, upper: bool) -> Doc:
    """The text in capitals, or in the Title Case of headlines."""

    def change(token: Any) -> str:  # noqa: ANN401 - spaCy ships no types
        if upper:
            return str(token.text.upper())
        return str(token.text if token.lower_ in SMALL_WORDS else token.text[:1].upper() + token.text[1:])

    return _copy(doc, [change(token) for token in doc])


def _copy(doc: Doc, words: list[str]) -> Doc:
    out = Doc(
        doc.vocab,
        words=words,
        spaces=[bool(token.whitespace_) for token in doc],
        tags=[token.tag_ for token in doc],
        pos=[token.pos_ for token in doc],
        morphs=[str(token.morph) for token in doc],
        heads=[token.head.i for token in doc] if doc.has_annotation("DEP") else None,
        deps=[token.dep_ for token in doc] if doc.has_annotation("DEP") else None,
        sent_starts=[bool(token.is_sent_start) for token in doc] if doc.has_annotation("SENT_START") else None,
    )
    if doc.has_annotation("ENT_IOB"):
        out.set_ents([Span(out, ent.start, ent.end, label=ent.label_) for ent in doc.ents], default="outside")
    return out


class Names:
    """Names to put in the place of others; the lists are ours, the groups and places real ones from the news of a century."""

    def __init__(self) -> None:
        self.given = (WORDS / "given_names.txt").read_text("utf-8").split()
        self.family = (WORDS / "family_names.txt").read_text("utf-8").split()
        self.groups = _listed("groups.txt")
        self.places = _listed("places.txt")

    def replace(self, doc: Doc, nlp: "Language", chance: random.Random) -> Doc:
        """The text with about half of its names replaced."""
        words: list[str] = []
        spaces: list[bool] = []
        ents: list[tuple[int, int, str]] = []
        at = 0
        for ent in doc.ents:
            for token in doc[at : ent.start]:
                words.append(token.text)
                spaces.append(bool(token.whitespace_))
            first = len(words)
            new = self._name(ent, chance) if ent.label_ in ENTITY and chance.random() < 0.5 else ""
            piece = nlp.make_doc(new) if new else ent
            for token in piece:
                words.append(token.text)
                spaces.append(bool(token.whitespace_))
            spaces[-1] = bool(doc[ent.end - 1].whitespace_)
            ents.append((first, len(words), ent.label_))
            at = ent.end
        for token in doc[at:]:
            words.append(token.text)
            spaces.append(bool(token.whitespace_))
        out = Doc(doc.vocab, words=words, spaces=spaces)
        out.set_ents([Span(out, first, end, label=label) for first, end, label in ents], default="outside")
        return out

    def _name(self, ent: Span, chance: random.Random) -> str:
        if ent.label_ == "PER":
            alone = len(ent) == 1
            family = chance.choice(self.family)
            return family if alone else f"{chance.choice(self.given)} {family}"
        return chance.choice(self.groups if ent.label_ == "ORG" else self.places)


def _listed(name: str) -> list[str]:
    lines = (WORDS / name).read_text("utf-8").splitlines()
    return [entry.strip() for line in lines for entry in line.split(";") if entry.strip()]
