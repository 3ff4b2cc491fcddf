"""What the words beside a name say of it: that it is a place's, or one of a people's; and phrases of place that belong together."""

from collections.abc import Set as AbstractSet

from rashomon.annotate.events.name_lists import attach
from rashomon.annotate.tree import Tree

JOINTS = frozenset(("in", "at", "of", "near", "on"))
"""Prepositions between two phrases of place of which one says where the other is."""


def nest(tree: Tree, words: AbstractSet[str]) -> None:
    """Hang a phrase of place on the word for a place whose phrase ends right before it: "exploded in a market in the old town of Olm".

    Both hang on the verb in parses of this kind; they are one phrase. The parse is changed in place.

    Args:
        tree: The parse.
        words: Lemmas of the words for places.
    """
    for head, relation in enumerate(tree.dep):
        if relation != "obl" or head in tree.times or tree.case(head) not in JOINTS:
            continue
        before = min(tree.subtree(head)) - 1
        for other in tree.children[tree.head[head]]:
            if other < head and tree.dep[other] == "obl" and max(tree.subtree(other)) == before:
                if tree.pos[other] == "NOUN" and tree.lemma[other] in words and tree.case(other) in JOINTS:
                    attach(tree, head, other, "nmod")
                break


def one_of_a_people(tree: Tree, at: int) -> bool:
    """Whether a name counts people: places take no "a" and no number ("two Germans, a Dane")."""
    return any(
        tree.lower[child] in ("a", "an") or tree.dep[child] == "nummod"
        for child in tree.children[at]
        if child < at and tree.dep[child] in ("det", "nummod")
    )


def kind_told(tree: Tree, settled: AbstractSet[str], at: int) -> bool:
    """Whether the words beside a name say that it is a place's: "the town of Olm", "Olm, the main town", "Olm district".

    Args:
        tree: The parse.
        settled: Lemmas of the words that say so.
        at: The name.
    """
    if tree.pos[at] != "PROPN" or not tree.title[at]:
        return False
    above, relation = tree.head[at], tree.dep[at]
    if relation == "nmod" and tree.case(at) == "of" and tree.lemma[above] in settled:
        return tree.pos[above] == "NOUN" and above < at
    if relation in ("compound", "nmod:desc") and above > at and tree.lemma[above] in settled:
        return tree.pos[above] == "NOUN" and tree.child(at, "case") is None
    kinds = [child for child in tree.children[at] if tree.dep[child] == "appos" and child > at]
    if relation == "appos" and above < at:
        kinds.append(above)
    return any(
        tree.lemma[kind] in settled
        and tree.pos[kind] == "NOUN"
        and tree.child(kind, "det", "nmod:poss", "amod", "nmod") is not None
        for kind in kinds
    )
