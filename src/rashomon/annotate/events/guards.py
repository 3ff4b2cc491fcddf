"""Whether a line of the lexicon fits where its word stands: its object, subject, clause, phrases and prepositions."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rashomon.annotate.events.frames import Frames

if TYPE_CHECKING:
    from rashomon.annotate.events.triggers import Trigger


def misfit(trigger: "Trigger", frames: Frames, at: int) -> str | None:
    """Why a line does not fit a token, or None where it fits."""
    tree = frames.tree
    if trigger.particle and not _has_particle(frames, at, trigger.particle):
        return f"no '{trigger.particle}' beside it"
    if (
        not trigger.particle
        and trigger.part == "verb"
        and trigger.lemma in frames.control.naming
        and not trigger.complement - {"to", "that"}
        and _gives_name(frames, at)
    ):
        return "it only gives a name"
    if trigger.voice and (trigger.voice == "passive") != frames.passive(at):
        return f"not {trigger.voice}"
    if trigger.bare and frames.objects(at):
        return "it has an object"
    if trigger.requires and not any(_preposition(frames, at, word) for word in trigger.requires):
        return f"no phrase with {' or '.join(sorted(trigger.requires))}"
    if trigger.phrase and not _oblique_words(frames, at) & trigger.phrase:
        return "no phrase of that kind"
    if trigger.object or trigger.excludes:
        held = held_words(frames, objects_of(trigger, frames, at))
        if trigger.object and not held & trigger.object:
            return "its object is of another kind"
        if trigger.part == "noun" and tree.dep[at] == "nmod" and tree.lemma[tree.head[at]] in trigger.excludes:
            return f"it belongs to {tree.lemma[tree.head[at]]!r}"
        if held & trigger.excludes:
            return f"its object holds {min(held & trigger.excludes)!r}"
    if trigger.subject:
        doers = frames.agents(at) if frames.passive(at) else frames.subjects(at)
        if not held_words(frames, [head for head, _ in doers]) & trigger.subject:
            return "its subject is of another kind"
    if trigger.complement or trigger.excludes:
        below = [
            *tree.children[at],
            *(child for head in objects_of(trigger, frames, at) for child in tree.children[head]),
        ]
        clause = {word for child in below for word in _clause_words(frames, child)}
        if trigger.complement and not clause & trigger.complement:
            return "no such clause below it"
        clause |= {tree.case(child) for child in tree.children[at] if tree.dep[child].startswith("obl")}
        if clause & trigger.excludes:
            return f"its clause holds {min(clause & trigger.excludes)!r}"
    return None


def _gives_name(frames: Frames, at: int) -> bool:
    """Whether a verb has a second object or a noun as complement: "called him a traitor", "called the attack a crime"."""
    tree = frames.tree
    objects = [child for child in tree.children[at] if tree.dep[child] in ("obj", "iobj") and child > at]
    named = [
        child
        for child in tree.children[at]
        if tree.dep[child] in ("xcomp", "ccomp")
        and tree.pos[child] in ("NOUN", "PROPN", "ADJ")
        and tree.child(child, "mark", "nsubj") is None
    ]
    return (
        bool(objects and named)
        or len(objects) > 1
        or (bool(named) and (frames.passive(at) or tree.dep[at].startswith("acl:relcl")))
    )


def objects_of(trigger: "Trigger", frames: Frames, at: int) -> list[int]:
    """The heads that a guard on objects looks at: a verb's object, a noun's complement and the nouns before it."""
    tree = frames.tree
    if trigger.part == "verb":
        paths = frames.objects(at)
        if trigger.particle:
            paths = paths + frames.obliques(at, trigger.particle.split(" ")[-1])
        return [head for head, _ in frames.with_coordinated(paths)]
    return [
        child
        for child in tree.children[at]
        if tree.dep[child] in ("nmod", "compound", "amod", "nmod:poss", "nmod:desc", "conj")
    ]


def held_words(frames: Frames, heads: Iterable[int]) -> set[str]:
    """Lemmas of phrases: the heads, the words before them, and one complement with "of"."""
    tree = frames.tree
    out = set()
    for head in heads:
        out.add(tree.lemma[head])
        for child in tree.children[head]:
            relation = tree.dep[child]
            if relation in ("compound", "amod", "flat", "nmod:desc") or (
                relation == "nmod" and tree.case(child) == "of"
            ):
                out.add(tree.lemma[child])
    return out


def _has_particle(frames: Frames, at: int, particle: str) -> bool:
    tree = frames.tree
    words = particle.split(" ")
    for child in tree.children[at]:
        if tree.lower[child] == words[0] and tree.dep[child] in (
            "compound:prt",
            "advmod",
            "case",
            "obl",
            "xcomp",
            "obj",
        ):
            return len(words) == 1 or tree.lower[child + 1 : child + len(words)] == words[1:]
        if (
            tree.dep[child] in ("obl", "advcl", "xcomp", "obj")
            and child - 1 > 0
            and len(words) == 1
            and tree.case(child) == words[0]
            and child <= at + 6
        ):
            return True
    return False


def _preposition(frames: Frames, at: int, preposition: str) -> bool:
    tree = frames.tree
    if frames.obliques(at, preposition):
        return True
    return any(tree.dep[child] == "obj" and frames.obliques(child, preposition) for child in tree.children[at])


def _oblique_words(frames: Frames, at: int) -> set[str]:
    """Heads of the phrases with prepositions that hang on a word or on its object, and what is coordinated with them."""
    tree = frames.tree
    held = [child for child in tree.children[at] if tree.dep[child] == "obj"]
    phrases = [
        child
        for one in (at, *held)
        for child in tree.children[one]
        if tree.dep[child] in ("obl", "nmod") and tree.case(child) not in ("", "of")
    ]
    return {tree.lemma[head] for head, _ in frames.with_coordinated([(child, "") for child in phrases])}


def _clause_words(frames: Frames, child: int) -> Iterator[str]:
    tree = frames.tree
    relation = tree.dep[child]
    if relation == "acl" and tree.tag[child] == "VBG":
        yield tree.lemma[child]
    if relation == "xcomp" or (
        relation in ("advcl", "acl", "ccomp")
        and any(tree.lower[mark] == "to" and tree.dep[mark] == "mark" for mark in tree.children[child])
    ):
        yield "to"
        yield tree.lemma[child]
    elif relation == "ccomp":
        yield "that"
        yield tree.lemma[child]
    elif relation == "advcl":
        marks = [tree.lower[mark] for mark in tree.children[child] if tree.dep[mark] == "mark"]
        yield from (f"{mark} doing" for mark in marks)
