"""Whether a verb stands in the passive: by its auxiliary, its agent, as a bare participle, as coordinated with one, or in a headline."""

from collections.abc import Set as AbstractSet

from rashomon.annotate.tree import Tree

DEPTH = 12
"""Coordinated verbs that are followed: bounds recursion on odd parses."""
HEADLINE = 14
"""Tokens of a headline; past participles without auxiliary are the passive only there."""
_BE = frozenset(("am", "is", "are", "was", "were", "be", "been", "being"))


def passive(tree: Tree, at: int, headline: AbstractSet[str] = frozenset(), depth: int = 0) -> bool:
    """Whether a verb stands in the passive.

    Args:
        tree: The parse.
        at: The verb.
        headline: Lemmas of verbs that always have an object: without one, a headline has them in the passive ("Two bases attacked").
        depth: Coordinated verbs that were followed.
    """
    relations = {tree.dep[child] for child in tree.children[at]}
    if tree.tag[at] == "VBN" and _after_be(tree, at):
        return True
    if relations & {"aux:pass", "nsubj:pass", "obl:agent", "csubj:pass"}:
        if "aux:pass" in relations or "obl:agent" in relations:
            return True
        # a bare participle with an object is the past tense, whatever the parse calls its subject
        return "obj" not in relations and (tree.lemma[at] in headline or not _aimed(tree, at))
    if _inverted(tree, at):
        return True
    if tree.tag[at] == "VBN" and not relations & {"aux", "obj", "cc"} and _followed(tree, at):
        return True  # "two soldiers killed in the raid were buried"
    if _in_headline(tree, at, relations, headline):
        return True
    if relations & {"aux", "nsubj"} or depth > DEPTH:
        return False
    if tree.dep[at] in ("acl", "advcl", "amod"):
        return tree.tag[at] == "VBN" or (tree.tag[at] == "VBD" and tree.dep[at] == "acl")
    if tree.dep[at] == "xcomp":
        return tree.tag[at] == "VBN"
    if tree.dep[at] == "conj" and tree.tag[at] in ("VBN", "VBD") and "obj" not in relations:
        return passive(tree, tree.head[at], headline, depth + 1)
    return False


def _after_be(tree: Tree, at: int) -> bool:
    """Whether a form of "be" is the nearest auxiliary before a past participle, whatever the parse calls it: "that the Aurora was sunk"."""
    before = [child for child in tree.children[at] if child < at and tree.dep[child] in ("aux", "aux:pass", "cop")]
    return bool(before) and tree.lower[before[-1]] in _BE


def _followed(tree: Tree, at: int) -> bool:
    """Whether the sentence's own verb follows a participle that the parse took for it: no "and" or comma joins them."""
    return any(
        tree.dep[child] == "conj"
        and tree.child(child, "aux:pass", "cop", "aux") is not None
        and tree.child(child, "cc", "punct", "nsubj", "nsubj:pass") is None
        for child in tree.children[at]
    )


def _aimed(tree: Tree, at: int) -> bool:
    """Whether a sentence's own past form says what was aimed at: "A dozen gunmen shot at the tower."."""
    _, end = tree.sentences[tree.sentence[at]]
    if tree.dep[at] != "ROOT" or tree.lower[end - 1] not in (".", "!", "?") or at + 1 >= len(tree):
        return False
    return tree.lower[at + 1] in ("at", "on", "upon") and any(
        tree.dep[child] == "obl" and tree.case(child) == tree.lower[at + 1] and child not in tree.times
        for child in tree.children[at]
    )


def _inverted(tree: Tree, at: int) -> bool:
    """A participle before its auxiliary and subject: "Also killed was the mayor"."""
    if tree.tag[at] not in ("VBN", "VBD") or at + 1 >= len(tree) or tree.lower[at + 1] not in ("was", "were"):
        return False
    return not any(tree.dep[child].startswith("nsubj") and child < at for child in tree.children[at])


def _in_headline(tree: Tree, at: int, relations: AbstractSet[str], headline: AbstractSet[str]) -> bool:
    """A headline tells in the present what is done: its past form without object is the passive ("US embassy attacked")."""
    if tree.lemma[at] not in headline or tree.dep[at] != "ROOT" or tree.tag[at] not in ("VBD", "VBN"):
        return False
    if relations & {"obj", "aux", "ccomp", "xcomp", "obl:agent"} or "nsubj" not in relations:
        return False
    if any(tree.dep[part] == "det" for part in tree.children[tree.child(at, "nsubj") or at]):
        return False  # headlines have no articles: "The rebels attacked" is a sentence
    first, end = tree.sentences[tree.sentence[at]]
    return end - first <= HEADLINE and tree.lower[end - 1] not in (".", "!", "?", ":", '"', "”")
