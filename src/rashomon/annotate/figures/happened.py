"""Whether what a clause tells happened: not so under a modal, a condition, a denial, a bare infinitive or a "not".

A figure that stood without its "could have" would say what the text does not. Which outcomes awaited tell of an injury all the
same ("is expected to survive") is decided here as well.
"""

from typing import Any

from rashomon.annotate.figures.grid import Grid


class Modality:
    """The tables of what makes a clause tell nothing that happened."""

    def __init__(self, tables: dict[str, Any]) -> None:
        table = {name: frozenset(words) for name, words in tables["modality"].items()}
        self.auxiliaries, self.marks = table["auxiliaries"], table["marks"]
        self.negations, self.done = table["negations"], table["done"]
        self.denials, self.awaited = table["denials"], table["awaited"]


def happened(grid: Grid, index: int, rules: Modality) -> bool:
    """Whether the clause tells something that happened: no modal, condition, bare infinitive or "not" over it."""
    at = index
    for step in range(3):
        for child in grid.children[at]:
            word, dep = grid.words[child], grid.deps[child]
            if dep == "aux" and word in rules.auxiliaries and not _expected(grid, index):
                return False
            if dep in ("mark", "cc") and word in rules.marks:
                return False
            if dep in ("advmod", "mark") and word in rules.negations and step == 0:
                return False
        if (step == 0 or grid.lemmas[at] == "get") and _infinitive(grid, at) and not _infinitive_holds(grid, at, rules):
            return False
        dep = grid.deps[at]
        if dep in ("xcomp", "ccomp") and grid.lemmas[grid.heads[at]] in rules.denials:
            return False
        if dep not in ("conj", "xcomp", "aux", "cop") and step:
            break
        if grid.heads[at] == at or dep not in ("conj", "xcomp", "ccomp", "acl", "advcl"):
            break
        if dep in ("acl", "advcl", "ccomp") and grid.tags[at] != "VB":
            break
        at = grid.heads[at]
    return True


def expected_by(grid: Grid, index: int, rules: Modality) -> bool:
    """Whether somebody's living on is an outcome awaited: who survives a sinking unhurt was not injured."""
    above = grid.lemmas[grid.heads[index]]
    return above in rules.awaited or any(
        grid.deps[child] == "aux" and grid.words[child] in rules.auxiliaries for child in grid.children[index]
    )


def _expected(grid: Grid, index: int) -> bool:
    """Whether an open outcome tells of an injury all the same: "is expected to survive"."""
    return grid.lemmas[index] in ("survive", "recover")


def _infinitive(grid: Grid, index: int) -> bool:
    """Whether a verb is an infinitive, active or passive ("to be killed", "get hurt")."""
    if grid.tags[index] == "VB":
        return True
    passive = [child for child in grid.children[index] if grid.deps[child] == "aux:pass"]
    return any(grid.tags[child] == "VB" for child in passive)


def _infinitive_holds(grid: Grid, index: int, rules: Modality) -> bool:
    """Whether an infinitive tells of something done: "is believed to have killed", "managed to kill", "did kill"."""
    particle = any(grid.words[child] == "to" and grid.deps[child] in ("mark", "aux") for child in grid.children[index])
    if not particle:
        return any(grid.deps[child] == "aux" for child in grid.children[index])
    if _expected(grid, index):
        return True
    above = grid.heads[index]
    if above == index or (grid.words[above] == "going" and above < index):
        return False
    return grid.lemmas[above] in rules.done
