"""One set of labels for the rules, whatever pipeline parses: Universal Dependencies, and PER, ORG, LOC, FAC for names.

Pipelines with OntoNotes labels draw trees in the CLEAR style (Choi and Palmer 2012): a preposition or a form of "be" heads what
Universal Dependencies hangs it under. Such trees are turned round here (as Schuster and Manning 2016 do for Stanford's).
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc

ENTITIES = {"PERSON": "PER", "PER": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "FAC"}
"""Labels of names and what our rules call them; all others are dropped (dates and sums have layers of their own)."""
CLEAR = frozenset(("pobj", "nsubjpass", "dobj", "auxpass"))
"""Labels that only CLEAR trees have."""
RENAMED = {
    "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass", "dobj": "obj", "dative": "iobj", "poss": "nmod:poss",
    "relcl": "acl:relcl", "neg": "advmod", "prt": "compound:prt", "nn": "compound", "npadvmod": "obl:unmarked", "quantmod": "advmod",
    "oprd": "xcomp", "preconj": "cc:preconj", "predet": "det:predet", "intj": "discourse", "meta": "dep", "attr": "xcomp",
    "acomp": "xcomp", "pcomp": "advcl", "pobj": "obl", "prep": "case", "agent": "case",
}  # fmt: skip
NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "SYM"))


class Labels:
    """What a pipeline's labels are called here."""

    def __init__(self, nlp: Any) -> None:  # noqa: ANN401 - spaCy ships no types
        parser = dict(nlp.pipeline).get("parser")
        self._clear = bool(parser is not None and CLEAR & set(parser.labels))
        self._foreign = bool({label for label in _labels(nlp, "ner") if label not in ("PER", "ORG", "LOC")})

    def mapped(self, doc: "Doc") -> "Doc":
        """The parse with our labels; the very same where the pipeline has them already."""
        if self._clear:
            doc = _universal(doc)
        if self._foreign:
            _name_labels(doc)
        return doc


def _labels(nlp: Any, pipe: str) -> tuple[str, ...]:  # noqa: ANN401 - spaCy ships no types
    return tuple(dict(nlp.pipeline)[pipe].labels) if pipe in nlp.pipe_names else ()


def _name_labels(doc: "Doc") -> None:
    from spacy.tokens import Span

    kept = [Span(doc, ent.start, ent.end, label=ENTITIES[ent.label_]) for ent in doc.ents if ent.label_ in ENTITIES]
    doc.set_ents(kept, default="outside")


def _universal(doc: "Doc") -> "Doc":
    """The CLEAR tree as a tree of Universal Dependencies."""
    from spacy.tokens import Doc, Span

    heads = [token.head.i for token in doc]
    deps = [token.dep_ for token in doc]
    _turn_prepositions(doc, heads, deps)
    _turn_copulas(doc, heads, deps)
    deps = [RENAMED.get(dep, dep) for dep in deps]
    out = Doc(
        doc.vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        tags=[token.tag_ for token in doc],
        pos=[token.pos_ for token in doc],
        morphs=[str(token.morph) for token in doc],
        lemmas=[token.lemma_ for token in doc],
        heads=heads,
        deps=deps,
    )
    out.set_ents([Span(out, ent.start, ent.end, label=ent.label_) for ent in doc.ents], default="outside")
    return out


def _turn_prepositions(doc: "Doc", heads: list[int], deps: list[str]) -> None:
    """A preposition's object takes its place, the preposition hangs under the object."""
    for token in doc:
        if deps[token.i] not in ("prep", "agent", "dative") or token.pos_ not in ("ADP", "SCONJ", "PART"):
            continue
        inner = next((child for child in token.children if child.dep_ in ("pobj", "pcomp")), None)
        if inner is None:
            deps[token.i] = "advmod" if deps[token.i] == "prep" else deps[token.i]
            continue
        head = heads[token.i]
        nominal = doc[head].pos_ in NOMINAL
        relation = deps[token.i]
        heads[inner.i] = inner.i if head == token.i else head
        if head == token.i:
            deps[inner.i] = "ROOT"
        elif inner.dep_ == "pcomp" and inner.pos_ in ("VERB", "AUX"):
            deps[inner.i] = "acl" if nominal else "advcl"
        else:
            deps[inner.i] = "nmod" if nominal else "obl:agent" if relation == "agent" else "obl"
        heads[token.i] = inner.i
        deps[token.i] = "mark" if inner.dep_ == "pcomp" and inner.pos_ in ("VERB", "AUX") else "case"
        for child in token.children:
            if child.i != inner.i and heads[child.i] == token.i:
                heads[child.i] = inner.i


def _turn_copulas(doc: "Doc", heads: list[int], deps: list[str]) -> None:
    """What "be" says of a subject takes its place, "be" hangs under it."""
    for token in doc:
        if token.lemma_ != "be" or deps[token.i] in ("aux", "auxpass"):
            continue
        said = next(
            (child for child in token.children if deps[child.i] in ("attr", "acomp") and heads[child.i] == token.i),
            None,
        )
        if said is None:
            continue
        heads[said.i] = said.i if heads[token.i] == token.i else heads[token.i]
        deps[said.i] = deps[token.i]
        heads[token.i], deps[token.i] = said.i, "cop"
        for other in token.subtree:
            if other.i not in (said.i, token.i) and heads[other.i] == token.i:
                heads[other.i] = said.i
