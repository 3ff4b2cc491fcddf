"""Speakers in a frame that the parse tends to tear: ", as the staff then explained," and ", thought to be a cruiser,"."""

from rashomon.annotate.attributions.cues import Speech
from rashomon.annotate.attributions.tree import FINITE, Range, Tree

MAX_FRAME = 12
"""Tokens between "as" and its cue: a name, its office, an adverb."""
BREAKS = frozenset({",", ";", ".", "--", "—", "–", "(", ")", "!", "?"})
FRAMED = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "ADP", "PART", "ADV", "AUX"})


def as_told(tree: Tree, cue: int) -> Range | None:
    """The frame of "as X then explained" between breaks of the sentence, up to and with its cue; None for other verbs."""
    if tree.tags[cue] not in FINITE or cue + 1 >= len(tree.words):
        return None
    if tree.words[cue + 1] not in BREAKS:
        return None
    first = tree.first[cue]
    for at in range(cue - 1, max(first - 1, cue - MAX_FRAME), -1):
        if tree.words[at] == "as":
            inside = range(at + 1, cue)
            opens = at == first or tree.words[at - 1] in BREAKS
            named = any(tree.pos[word] in ("NOUN", "PROPN", "PRON") for word in inside)
            return (at, cue + 1) if opens and named else None
        if tree.pos[at] not in FRAMED:
            return None
    return None


def told_by(tree: Tree, frame: Range) -> Range | None:
    """Who speaks in the frame: what stands between "as" and the cue, without adverbs and auxiliaries."""
    start, end = frame[0] + 1, frame[1] - 1
    while end > start and tree.pos[end - 1] in ("ADV", "AUX"):
        end -= 1
    while start < end and tree.pos[start] == "ADV":
        start += 1
    return (start, end) if start < end else None


def raised(tree: Tree, cue: int, table: Speech) -> Range | None:
    """What a participle tells of the noun in front of it ("a ship thought to be a cruiser"), up to the next break or verb."""
    if tree.tags[cue] not in ("VBN", "VBD") or tree.lemmas[cue] not in table.words["raised"]:
        return None
    start, stop = cue + 1, tree.end[cue]
    if start + 1 >= stop or tree.words[start] != "to" or tree.words[start + 1] not in ("be", "have"):
        return None
    if any(tree.deps[kid].startswith("aux") for kid in tree.kids[cue]):
        return None
    joint = None
    for at in range(start + 2, stop):
        if tree.words[at] in BREAKS:
            return start, at
        if tree.tags[at] in FINITE:
            return start, at if joint is None else joint
        if tree.pos[at] == "CCONJ":
            joint = at
    return start, stop


def torn_speaker(tree: Tree, cue: int) -> Range | None:
    """The subject that the parse hung on the verb before ("The remarks come as General Smith, the commander, said that ...")."""
    head = tree.heads[cue]
    if tree.tags[cue] not in FINITE | {"VBN"} or tree.deps[cue] not in ("conj", "advcl") or head >= cue:
        return None
    if tree.tags[cue] == "VBN" and any(tree.deps[kid].startswith("aux") for kid in tree.kids[cue]):
        return None
    if not any(kid > cue and tree.deps[kid] == "ccomp" for kid in tree.kids[cue]):
        return None
    for kid in tree.kids[head]:
        if head < kid < cue and tree.deps[kid] == "obl" and tree.case(kid) == "as":
            start, end = tree.trim((tree.left[kid] + 1, cue))
            return (start, end) if tree.right[kid] >= end - 1 and start < end else None
    return None


def speaks_on(tree: Tree, cue: int, table: Speech) -> int | None:
    """The cue of who goes on speaking in a loose participle ("She said that the ship was lost, adding that ...").

    The parse hangs the participle on the verb of what is said; the speaker is that of the saying.
    """
    if tree.tags[cue] != "VBG" or tree.deps[cue] != "advcl" or tree.words[cue - 1] != ",":
        return None
    verb = tree.heads[cue]
    while verb < cue and tree.deps[verb] in ("conj", "xcomp") and tree.heads[verb] < verb:
        verb = tree.heads[verb]
    outer = tree.heads[verb]
    if tree.deps[verb] != "ccomp" or outer >= verb:
        return None
    row = table.cues.get((tree.lemmas[outer], "VERB"))
    return outer if row is not None and table.stances[row.stance].get("speech") else None
