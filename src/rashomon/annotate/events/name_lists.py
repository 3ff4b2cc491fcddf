"""Names that stand in a list behind the word for what they name ("the cruisers A, B and C"): parses scatter them over the sentence.

The words themselves are plain: a noun for a kind, names beside it, commas and an "and"; so they are read from left to right and hung
on their noun, the first name as part of its phrase and the others as coordinated with it. Lists of such lists are coordinated too.
"""

from collections.abc import Set as AbstractSet

from rashomon.annotate.tree import Tree

PREFERRED = ("nsubj:pass", "nsubj", "obj", "obl:agent", "nmod", "obl", "conj", "appos")
"""Relations to the rest of the sentence, of which a list keeps the first that one of its words has."""
MODIFIER = frozenset(("ADJ", "NOUN", "NUM", "DET", "PROPN"))
COMPLEMENT = frozenset(("of", "which", "that"))
"""Words that open a complement or relative clause between two lists."""
QUANTITIES = frozenset(("number", "dozen", "score", "couple", "handful", "series"))
LONGEST = 12
"""Tokens of a complement or relative clause between two lists ("of the older class")."""


def join_lists(tree: Tree, listed: AbstractSet[str]) -> None:
    """Hang the names of lists on their nouns.

    Args:
        tree: The parse; changed in place.
        listed: Lemmas of the nouns that are followed by such lists.
    """
    _join_after_years(tree)
    _free_subjects(tree)
    previous: tuple[int, int] | None = None
    for noun in range(len(tree)):
        if tree.lemma[noun] not in listed or tree.pos[noun] != "NOUN":
            continue
        if noun + 1 < len(tree) and tree.lemma[noun + 1] in listed and tree.pos[noun + 1] == "NOUN":
            continue
        _free_head(tree, noun)
        names = _names(tree, noun)
        end = names[-1][1] if names else noun + 1
        if len(names) > 1 and tree.tag[noun] == "NNS":
            _hang(tree, noun, names)
        if (
            previous
            and (names or tree.pos[previous[0]] == "NOUN")
            and _follows(tree, previous, noun, bool(names), listed)
        ):
            _coordinate(tree, previous[0], tree.head[noun] if tree.dep[noun] == "compound" else noun)
            previous = (previous[0], end)
        elif previous and _counted(tree, noun):
            _coordinate(tree, previous[0], tree.head[noun])
            previous = (previous[0], end)
        else:
            previous = (noun, end) if names else None


def _free_head(tree: Tree, noun: int) -> None:
    """A noun whose name the parse took for the subject of a relative clause: "the cruiser Emden was sunk" is one clause."""
    name = noun + 1
    if name >= len(tree) or tree.pos[name] != "PROPN" or not tree.dep[name].startswith("nsubj"):
        return
    verb = tree.head[name]
    if tree.head[verb] != noun or not tree.dep[verb].startswith("acl") or tree.pos[verb] != "VERB":
        return
    first, _ = tree.phrase(noun)
    tree.children[noun].remove(verb)
    above = tree.head[noun]
    if above == noun:
        tree.head[verb] = verb
    else:
        tree.children[above].remove(noun)
        tree.children[above] = sorted([*tree.children[above], verb])
        tree.head[verb] = above
    tree.dep[verb] = tree.dep[noun]
    tree.head[noun], tree.dep[noun] = verb, tree.dep[name]
    tree.children[verb] = sorted([*tree.children[verb], noun])
    for child in list(tree.children[noun]):
        if child < first or child > name:
            attach(tree, child, verb, "obl" if tree.dep[child] == "nmod" else tree.dep[child])
    attach(tree, name, noun, "flat")


def _join_after_years(tree: Tree) -> None:
    """The first of two subjects that the parse hung on the year before it: "In 1909 A and B signed"."""
    for noun in range(2, len(tree)):
        year = tree.head[noun]
        if tree.pos[noun] != "PROPN" or tree.pos[year] != "NUM" or year >= noun or len(tree.lower[year]) != 4:
            continue
        link = max(tree.subtree(noun)) + 1
        if link + 1 >= len(tree) or tree.lower[link] != "and":
            continue
        second = tree.head[link]
        if second > link and tree.dep[second].startswith("nsubj") and min(tree.subtree(second)) >= link:
            attach(tree, noun, tree.head[second], tree.dep[second])
            attach(tree, second, noun, "conj")


def _free_subjects(tree: Tree) -> None:
    """The phrase right before a verb is its subject, though the parse took it into the phrase that opens the sentence.

    "In May and after the death of two envoys, A and B, parliament passed": what stands before the last comma only frames it.
    """
    for first, end in tree.sentences:
        if tree.pos[first] not in ("ADP", "SCONJ") and tree.dep[first] != "case":
            continue
        for verb in range(first + 3, end):
            if tree.pos[verb] != "VERB" or tree.tag[verb] not in ("VBD", "VBZ", "VBP"):
                continue
            _free_subject(tree, first, verb)
            break


def _free_subject(tree: Tree, first: int, verb: int) -> None:
    noun = verb - 1
    if tree.pos[noun] not in ("NOUN", "PROPN") or tree.head[noun] == verb or not noun > tree.head[noun] >= first:
        return
    if tree.dep[noun] not in ("appos", "conj", "nmod", "nmod:desc", "parataxis", "list"):
        return
    start = noun
    while start > first and (tree.pos[start - 1] in MODIFIER or tree.tag[start - 1] == "PRP$"):
        start -= 1
    if tree.lower[start - 1] != "," or any(tree.dep[child] in ("case", "cc") for child in tree.children[noun]):
        return
    old = [child for child in tree.children[verb] if tree.dep[child].startswith("nsubj")]
    beside = tree.dep[noun] == "appos"  # to the list before the comma, which is no subject then
    framed = all(
        (beside and noun in tree.subtree(child))
        or any(tree.pos[part] in ("ADP", "CCONJ") for part in tree.children[child] if part < child)
        for child in old
    )
    if old and not framed:
        return
    for child in old:
        tree.dep[child] = "obl"
    attach(tree, noun, verb, "nsubj")


def _names(tree: Tree, noun: int) -> list[tuple[int, int]]:
    """First token and end of each name behind a noun; a comma goes on only where another name follows."""
    out: list[tuple[int, int]] = []
    at = noun + 1
    _, stop = tree.sentences[tree.sentence[noun]]
    while True:
        end = at
        while end < stop and _capital(tree, end):
            end += 1
        if end == at:
            break
        out.append((at, end))
        if end < stop and tree.lower[end] in (",", "and", "&"):
            last = tree.lower[end] != ","
            at = end + 1
            if not last and at < stop and tree.lower[at] == "and":
                at, last = at + 1, True
            if last and at < stop and _capital(tree, at):
                end = at
                while end < stop and _capital(tree, end):
                    end += 1
                return [*out, (at, end)]
            if last:
                break
        else:
            break
    return out[:1]  # commas without a closing "and" may be other things than a list


def _capital(tree: Tree, at: int) -> bool:
    return tree.title[at] and tree.pos[at] not in ("VERB", "AUX", "ADP", "DET", "PRON", "SCONJ", "CCONJ")


def _hang(tree: Tree, noun: int, names: list[tuple[int, int]]) -> None:
    first, end = noun, names[-1][1]
    before = [child for child in tree.children[noun] if child < noun]
    inside = {*before, *range(first, end)}
    heads = []
    for start, stop in names:
        own = range(start, stop)
        heads.append(next((at for at in reversed(own) if tree.head[at] not in own), stop - 1))
    links = [at for at in (noun, *heads) if tree.head[at] not in inside and tree.head[at] != at]
    root = next((at for at in (noun, *heads) if tree.head[at] == at), None)
    if root is not None or not links:
        return
    link = min(links, key=lambda at: PREFERRED.index(tree.dep[at]) if tree.dep[at] in PREFERRED else len(PREFERRED))
    above, relation = tree.head[link], tree.dep[link]
    if relation not in PREFERRED:
        relation = "obj" if tree.pos[above] == "VERB" and above < noun else "nmod"
    if relation == "nsubj" and any(tree.dep[child] == "aux:pass" for child in tree.children[above]):
        relation = "nsubj:pass"
    attach(tree, noun, above, relation)
    for number, head in enumerate(heads):
        start, stop = names[number]
        for at in range(start, stop):
            if at != head:
                attach(tree, at, head, "flat")
        tree.pos[head], tree.tag[head] = "PROPN", "NNP"
        outside = [child for child in tree.children[head] if tree.dep[child] == "conj" or child >= end]
        attach(tree, head, noun, "conj" if number else "flat")
        for child in outside:
            if child not in heads and not (child < noun):
                attach(tree, child, noun, "conj" if tree.dep[child] in ("appos", "parataxis") else tree.dep[child])


def _follows(tree: Tree, previous: tuple[int, int], noun: int, named: bool, listed: AbstractSet[str]) -> bool:
    """Whether a noun's phrase goes on with the list that ends before it."""
    if tree.sentence[previous[0]] != tree.sentence[noun] or tree.dep[noun].startswith("nsubj"):
        return False
    several = tree.tag[noun] == "NNS" or tree.child(noun, "nummod") is not None
    goes_on = several and noun + 1 < len(tree) and tree.lower[noun + 1] in ("and", ",")
    if several and not goes_on and noun + 1 < len(tree) and tree.lower[noun + 1] in COMPLEMENT:
        _, end = tree.sentences[tree.sentence[noun]]  # told apart from an apposition by a list that goes on behind it
        goes_on = any(tree.lemma[at] in listed and tree.pos[at] == "NOUN" for at in range(noun + 2, end))
    if not named and tree.dep[noun] in ("appos", "conj") and not goes_on:
        return False
    start = noun
    while start > previous[1] and tree.pos[start - 1] in MODIFIER and not tree.title[start - 1]:
        start -= 1
    joint = start - 1
    if tree.lower[joint] not in (",", "and"):
        return False
    if tree.lower[joint] == "and" and tree.lower[joint - 1] == ",":
        joint -= 1
    if joint == previous[1]:
        return True
    between = range(previous[1], joint)
    return (
        0 < len(between) <= LONGEST
        and tree.lower[previous[1]] in COMPLEMENT
        and all(tree.pos[at] != "PUNCT" for at in between)
    )


def _counted(tree: Tree, noun: int) -> bool:
    """Whether a noun is counted by the one before it, behind a comma or "and": ", a large number of destroyers"."""
    above = tree.head[noun]
    if tree.dep[noun] != "nmod" or tree.case(noun) != "of" or tree.lemma[above] not in QUANTITIES:
        return False
    start = above
    while start and tree.pos[start - 1] in MODIFIER and not tree.title[start - 1]:
        start -= 1
    return tree.dep[above] in ("appos", "conj") and tree.lower[start - 1] in (",", "and")


def _coordinate(tree: Tree, first: int, noun: int) -> None:
    at = first
    while tree.head[at] != at:
        if at == noun:
            return
        at = tree.head[at]
    if at == noun:
        return
    attach(tree, noun, first, "conj")


def attach(tree: Tree, at: int, head: int, relation: str) -> None:
    """Hang a token on another; not on anything below itself."""
    above = head
    while tree.head[above] != above:
        if above == at:
            return
        above = tree.head[above]
    if above == at or tree.head[at] == at:
        return
    tree.children[tree.head[at]].remove(at)
    tree.head[at], tree.dep[at] = head, relation
    tree.children[head] = sorted([*tree.children[head], at])
