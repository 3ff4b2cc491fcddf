"""Who was hurt by what became of them: taken to a hospital, treated for wounds, hit in a limb, on the mend.

Words such as "was taken to the hospital" leave open that the same person died; those that say who lives do not.
"""

from typing import Any

from rashomon.annotate.figures.grid import Grid
from rashomon.annotate.figures.happened import Modality, expected_by

MENDING = 10
"""Words behind "recover" in which it is said from what."""


class Treatment:
    """The tables of hospitals, wounds and recovery."""

    def __init__(self, tables: dict[str, Any], modality: Modality) -> None:
        self.words = {name: frozenset(words) for name, words in tables["hospital"].items()}
        self.causes, self.illnesses = frozenset(tables["cause"]["nouns"]), frozenset(tables["cause"]["illnesses"])
        self.modality = modality


def treated(grid: Grid, index: int, lemma: str, rules: Treatment) -> tuple[str, bool, bool] | None:
    """Kind, weakness and transitivity of a verb for being taken to a hospital, hit, wounded or on the mend, or None."""
    table = rules.words
    if lemma in table["verbs"]:
        near = grid.ahead(index, 14)
        words = {grid.words[at] for at in near} | {grid.lemmas[at] for at in near}
        if words & table["unhurt"]:
            return None
        if (words & table["places"] or (words & table["centers"] and words & table["medical"])) and words & {
            "to",
            "at",
            "in",
            "by",
        }:
            return "injured", not words & table["alive"], True
        if lemma == "treat" and any(grid.lemmas[at] in table["hurts"] for at in near):
            return "injured", False, True
    if lemma in table["hits"]:
        for child in grid.children[index]:
            named, case = grid.lemmas[child], grid.case(child)
            if (case == "by" and named in table["missiles"]) or (case in ("in", "on") and named in table["limbs"]):
                return "injured", True, True
            if grid.deps[child] == "nsubj" and named in table["missiles"]:
                return "injured", True, True
    if lemma in table["suffers"]:
        for child in grid.children[index]:
            if (
                grid.lemmas[child] in table["hurts"]
                and (lemma != "have" or by_shot(grid, child, table))
                and (
                    grid.deps[child] in ("obj", "nsubj:pass")
                    or (grid.deps[child] == "obl" and grid.case(child) == "from")
                )
            ):
                beside_it = {grid.words[at] for at in grid.children[child]}
                if beside_it & table["mortal"] and not beside_it & table["alive"]:
                    return "killed", False, False
                return "injured", not beside_it & table["alive"], False
    if lemma in table["recovers"] and _recovers(grid, index, rules):
        return "injured", False, False
    if lemma in table["outlives"] and grid.tags[index] == "VB" and expected_by(grid, index, rules.modality):
        return "injured", False, False
    return None


def by_shot(grid: Grid, wound: int, table: dict[str, frozenset[str]]) -> bool:
    """Whether a wound is one of a shot or a blade."""
    return any(grid.words[child] in table["shot"] for child in grid.children[wound])


def _recovers(grid: Grid, index: int, rules: Treatment) -> bool:
    """Whether somebody recovers who was hurt, and not from an illness or a loss."""
    if grid.tags[index] not in ("VB", "VBG", "VBD") or grid.child(index, "obj") is not None:
        return False
    sources = [child for child in grid.children[index] if grid.case(child) == "from"]
    near = {grid.lemmas[at] for at in grid.ahead(index, MENDING)}
    hurt = near & rules.words["recovered"] or (near & rules.causes) - rules.illnesses
    return not sources or bool(hurt)
