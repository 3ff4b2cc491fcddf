"""What is said: the words that a cue presents, as ranges of tokens."""

from rashomon.annotate.attributions.clauses import around, clause_content, marker
from rashomon.annotate.attributions.cues import Cue, Speech
from rashomon.annotate.attributions.inserted import raised
from rashomon.annotate.attributions.tree import Range, Tree


def verb_content(tree: Tree, cue: int, row: Cue, table: Speech) -> list[Range]:
    """Content of a verb or predicate, by the frames of its cue; empty where none of them is there."""
    frames = row.frames
    told_of = raised(tree, cue, table)
    if told_of is not None:
        return _pieces(tree, [told_of])
    if frames & {"clause", "quote"}:
        found = _pieces(tree, clause_content(tree, cue, row, table))
        if found:
            return found
    if row.stance == "appears":
        return _appearing(tree, cue)
    if tree.is_passive(cue) or tree.is_reduced(cue):
        return _passive(tree, cue, frames)
    return _phrases(tree, cue, frames, table)


def _passive(tree: Tree, cue: int, frames: frozenset[str]) -> list[Range]:
    """Content of a passive: its subject with what is said of it ("X is believed to ...", "X was accused of ...")."""
    subject = tree.subject(cue)
    pieces: list[Range] = []
    complement = False
    for kid in tree.kids[cue]:
        dep = tree.deps[kid]
        if kid < cue:
            continue
        case = tree.case(kid)
        if (
            (
                dep == "xcomp"
                and (
                    frames & {"infinitive", "object-to", "clause"}
                    or ("object-as" in frames and not tree.is_infinitive(kid))
                )
            )
            or (dep in ("obl", "advcl") and case in _prepositions(frames))
            or (dep == "advcl" and tree.is_infinitive(kid) and frames & {"infinitive", "object-to", "clause"})
        ):
            pieces.append((tree.left[kid], tree.right[kid]))
            complement = True
    if subject is not None and ("person" not in frames or complement) and (complement or "object" in frames):
        end = min(tree.right[subject], cue)
        if not complement and tree.words[subject] in ("that", "which", "who", "it", "there"):
            return []
        if tree.words[subject] not in ("it", "there"):
            pieces.insert(0, (tree.left[subject], end))
    return _pieces(tree, pieces)


def _appearing(tree: Tree, cue: int) -> list[Range]:
    """Content of "X seems to ...": X with what is said of it, by nobody named."""
    complement = tree.kid(cue, "xcomp", "ccomp")
    subject = tree.subject(cue)
    if complement is None or subject is None or complement < cue:
        return []
    pieces = [(tree.left[complement], tree.right[complement])]
    if tree.words[subject] not in ("it", "there", "that", "which", "who") and subject < cue:
        pieces.append((tree.left[subject], min(tree.right[subject], cue)))
    return _pieces(tree, pieces)


def _prepositions(frames: frozenset[str]) -> frozenset[str]:
    names = {frame.removeprefix("object-") for frame in frames if not frame.endswith("-to")}
    return frozenset(names - {"object", "clause", "quote", "person", "ing", "infinitive"})


def _phrases(tree: Tree, cue: int, frames: frozenset[str], table: Speech) -> list[Range]:
    """Objects, infinitives and prepositional phrases that the cue's frames allow."""
    pieces: list[Range] = []
    prepositions = _prepositions(frames)
    addressed = frozenset(frame.removesuffix("-to") for frame in frames if frame.endswith("-to"))
    objects = "as" in frames or any(frame.startswith("object") for frame in frames)
    has_object = complement = False
    relative = _is_relative(tree, cue, table)
    for kid in tree.kids[cue]:
        dep, span = tree.deps[kid], (tree.left[kid], tree.right[kid])
        if kid < cue or tree.words[kid] in table.words["days"]:
            continue
        if dep == "obj" and objects:
            has_object = True
            complement = relative  # "which they called a liberation"
            pieces.append(span)
            if "object-as" in frames and any(
                tree.deps[inner] == "appos" and tree.words[tree.left[inner] - 1] != "," for inner in tree.kids[kid]
            ):
                complement = True  # "called the treaty a betrayal"
        elif dep in ("xcomp", "ccomp", "advcl") and tree.is_infinitive(kid):
            if frames & {"infinitive", "object-to"} and dep != "advcl":
                pieces.append(span)
                complement = True
        elif dep in ("xcomp", "ccomp") and tree.words[kid].endswith("ing") and not tree.case(kid):
            if "ing" in frames:
                pieces.append(span)
                complement = True
        elif dep == "xcomp" and frames & {"object-as", "object-to"} and has_object:
            pieces.append(span)
            complement = True
        elif dep in ("obl", "advcl", "xcomp") and tree.case(kid) in prepositions:
            pieces.append((span[0], _with_infinitive(tree, cue, kid)))
            complement = True
        elif dep == "obl" and tree.case(kid) in addressed:
            end = _with_infinitive(tree, cue, kid)
            if end > span[1] or any(tree.is_infinitive(inner) for inner in tree.kids[kid]):
                pieces.append((span[0] + 1, end))
                complement = True
    if relative and not pieces and "object" in frames:
        return _antecedent(tree, cue)
    if not complement and prepositions:
        astray = _astray(tree, cue, pieces, prepositions)
        pieces, complement = astray or pieces, bool(astray)
    if has_object and not complement and "object" not in frames:
        return []
    if complement and frames & {"object-as", "as"} and pieces:
        pieces = [(min(piece[0] for piece in pieces), max(piece[1] for piece in pieces))]
    return _pieces(tree, pieces)


def _is_relative(tree: Tree, cue: int, table: Speech) -> bool:
    """Whether the cue's object is the relative pronoun that opens its clause ("which the ministry denies")."""
    if tree.deps[cue] != "acl:relcl" or tree.subject(cue) is None:
        return False
    opener = next((at for at in range(tree.left[cue], cue) if tree.pos[at] not in ("PUNCT", "CCONJ")), cue)
    return tree.words[opener] in table.words["relatives"] and opener != tree.subject(cue)


def _antecedent(tree: Tree, cue: int) -> list[Range]:
    """What a relative clause says something of ("accusations, which the ministry denies")."""
    head = tree.heads[cue]
    if tree.deps[cue] != "acl:relcl" or head >= cue:
        return []
    start = head
    while start > tree.left[head] and tree.pos[start - 1] in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PART"):
        start -= 1
    return _pieces(tree, [(start, min(tree.right[head], tree.left[cue]))])


def _astray(tree: Tree, cue: int, pieces: list[Range], prepositions: frozenset[str]) -> list[Range]:
    """The phrase of a cue's preposition that the parse hung on another word ("accused the army, with the embassy, of ...")."""
    for at in range(cue + 1, tree.right[cue]):
        head = tree.heads[at]
        if tree.words[at] in prepositions and tree.deps[at] in ("case", "mark") and head > at:
            start = min([at, *(piece[0] for piece in pieces)])
            return [(start, tree.right[head])]
        if tree.tags[at] in ("VBD", "VBZ", "VBP", "MD"):
            break
    return []


def _with_infinitive(tree: Tree, cue: int, phrase: int) -> int:
    """End of a phrase with the infinitive that tells what is to be done ("called for the army to withdraw")."""
    end = tree.right[phrase]
    for kid in tree.kids[cue]:
        if (
            kid > phrase
            and tree.left[kid] == end
            and tree.is_infinitive(kid)
            and tree.deps[kid] in ("xcomp", "advcl", "ccomp", "acl")
        ):
            return tree.right[kid]
    return end


def noun_content(tree: Tree, noun: int, row: Cue) -> list[Range]:
    """Content of a noun: its clause, or a phrase with one of its prepositions."""
    pieces = []
    for kid in tree.kids[noun]:
        if kid < noun:
            continue
        dep = tree.deps[kid]
        if (
            (
                "clause" in row.frames
                and dep in ("ccomp", "acl", "acl:relcl")
                and (marker(tree, kid) in ("that", "whether") or (dep == "ccomp" and tree.subject(kid) is not None))
            )
            or ("infinitive" in row.frames and dep in ("acl", "xcomp", "advcl") and tree.is_infinitive(kid))
            or (
                dep in ("nmod", "acl", "obl")
                and tree.case(kid) in row.frames
                and tree.case(kid) not in ("clause", "quote")
            )
        ):
            pieces.append((tree.left[kid], _with_infinitive(tree, noun, kid)))
    return _pieces(tree, pieces[:1])


def inserted_content(tree: Tree, inserted: Range, table: Speech) -> list[Range]:
    """Content around an inserted phrase ("according to X")."""
    return _pieces(tree, around(tree, inserted, table))


def _pieces(tree: Tree, spans: list[Range]) -> list[Range]:
    """Ranges trimmed, in order, joined where nothing stands between."""
    out: list[Range] = []
    for span in sorted(spans):
        start, end = tree.trim(span)
        if start >= end:
            continue
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
