"""What is said: the words that a cue presents, as ranges of tokens."""

from rashomon.annotate.attributions_cues import Cue
from rashomon.annotate.attributions_tree import SUBJECTS, Range, Tree

CLAUSES = frozenset({"ccomp", "csubj", "csubj:pass"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


def verb_content(tree: Tree, cue: int, row: Cue) -> list[Range]:
    """Content of a verb or predicate, by the frames of its cue; empty where none of them is there."""
    frames = row.frames
    if frames & {"clause", "quote"}:
        found = _clause(tree, cue, frames) or _host(tree, cue)
        if found:
            return found
    if tree.is_passive(cue) or (
        tree.deps[cue] == "acl" and not tree.words[cue].endswith("ing") and not tree.is_infinitive(cue)
    ):
        return _passive(tree, cue, frames)
    return _phrases(tree, cue, frames)


def _clause(tree: Tree, cue: int, frames: frozenset[str]) -> list[Range]:
    """A clause that depends on the cue, on either side or on both ("A, he said, B")."""
    clause = next((kid for kid in tree.kids[cue] if tree.deps[kid] in CLAUSES), None)
    if clause is None:
        clause = next(
            (
                kid
                for kid in tree.kids[cue]
                if kid > cue and tree.deps[kid] == "parataxis" and tree.pos[kid] in ("VERB", "AUX", "ADJ")
            ),
            None,
        )
    if clause is None and frames & {"clause"}:
        clause = next(
            (
                kid
                for kid in tree.kids[cue]
                if kid > cue
                and tree.deps[kid] in ("xcomp", "advcl", "obj")
                and tree.subject(kid) is not None
                and tree.pos[kid] in ("VERB", "AUX", "ADJ", "NOUN")
                and _marker(tree, kid) in ("", "that", "whether", "how", "why", "what")
            ),
            None,
        )
    if clause is None:
        return []
    if clause > cue:
        return _pieces(tree, [(max(tree.left[clause], cue + 1), tree.right[clause])])
    start, end = cue_group(tree, cue)
    return _pieces(tree, [(tree.left[clause], start), (end, tree.right[clause])])


def _marker(tree: Tree, at: int) -> str:
    kid = tree.kid(at, "mark")
    return tree.words[kid] if kid is not None else ""


def cue_group(tree: Tree, cue: int) -> Range:
    """The cue with its subject, auxiliaries and short adjuncts, without its clause."""
    start, end = cue, cue + 1
    for kid in tree.kids[cue]:
        dep = tree.deps[kid]
        if dep in CLAUSES or dep in ("punct", "parataxis", "conj", "advcl"):
            continue
        if kid < cue and (dep in SUBJECTS or dep.startswith("aux") or dep in ("advmod", "mark", "cop")):
            start = min(start, tree.left[kid])
        elif kid > cue:
            end = max(end, tree.right[kid])
    return start, end


def _host(tree: Tree, cue: int) -> list[Range]:
    """The clause that a parenthetical cue stands in ("The attack, officials say, killed ...", "as he put it")."""
    dep, head = tree.deps[cue], tree.heads[cue]
    mark = _marker(tree, cue)
    comparison = mark == "as" or any(tree.words[kid] == "as" and kid < cue for kid in tree.kids[cue])
    if not (dep in ("parataxis", "ccomp") or (dep in ("advcl", "acl:relcl", "obl") and comparison)):
        return []
    if dep == "ccomp" and (head < cue or mark):
        return []
    if tree.subject(cue) is None or tree.first[head] != tree.first[cue]:
        return []
    return around(tree, head, (tree.left[cue], tree.right[cue]))


def around(tree: Tree, host: int, inserted: Range) -> list[Range]:
    """The clause of ``host`` without the inserted words, to the next coordinate clause behind them."""
    top = host
    while (
        tree.heads[top] != top
        and tree.pos[top] not in ("VERB", "AUX")
        and tree.subject(top) is None
        and tree.deps[top] not in ("root", "conj", "ccomp", "advcl")
    ):
        top = tree.heads[top]
    start, end = tree.left[top], tree.right[top]
    for kid in tree.kids[top]:
        if tree.deps[kid] == "conj" and tree.left[kid] >= inserted[1] and tree.subject(kid) is not None:
            end = min(end, tree.left[kid])
        if (
            tree.deps[kid] == "conj"
            and kid < inserted[0]
            and tree.subject(kid) is not None
            and tree.right[kid] >= inserted[0]
        ):
            start = max(start, tree.left[kid])
        if kid < inserted[0] and tree.deps[kid] == "cc" and tree.left[kid] == start:
            start = kid + 1
    return _pieces(tree, [(start, inserted[0]), (inserted[1], end)])


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
            (dep == "xcomp" and (frames & {"infinitive", "object-to", "object-as", "clause"}))
            or (dep in ("obl", "advcl") and case in _prepositions(frames))
            or (dep == "advcl" and tree.is_infinitive(kid) and frames & {"infinitive", "object-to", "clause"})
        ):
            pieces.append((tree.left[kid], tree.right[kid]))
            complement = True
    if (
        subject is not None
        and ("person" not in frames or complement)
        and (complement or frames & {"object", "object-as"})
    ):
        end = min(tree.right[subject], cue)
        if tree.words[subject] not in ("it", "there"):
            pieces.insert(0, (tree.left[subject], end))
    return _pieces(tree, pieces)


def _prepositions(frames: frozenset[str]) -> frozenset[str]:
    names = set()
    for frame in frames:
        names.add(frame.removeprefix("object-").removeprefix("person-"))
    return frozenset(names - {"object", "clause", "quote", "person", "ing", "infinitive"})


def _phrases(tree: Tree, cue: int, frames: frozenset[str]) -> list[Range]:
    """Objects, infinitives and prepositional phrases that the cue's frames allow."""
    pieces: list[Range] = []
    names = _prepositions(frames)
    has_object = complement = False
    for kid in tree.kids[cue]:
        if kid < cue:
            continue
        dep = tree.deps[kid]
        span = (tree.left[kid], tree.right[kid])
        if dep in ("obj", "iobj"):
            if (
                dep == "obj"
                and ("person" not in frames or "object-to" in frames)
                and any(f.startswith("object") for f in frames)
            ):
                has_object = True
                pieces.append(span)
        elif dep in ("xcomp", "ccomp", "advcl") and tree.is_infinitive(kid):
            if frames & {"infinitive", "object-to"} and dep != "advcl":
                pieces.append(span)
                complement = True
        elif dep in ("xcomp", "ccomp", "advcl") and tree.words[kid].endswith("ing") and tree.case(kid) == "":
            if "ing" in frames and dep != "advcl":
                pieces.append(span)
                complement = True
        elif (dep == "xcomp" and frames & {"object-as", "object-to"} and has_object) or (
            dep in ("obl", "advcl", "xcomp") and tree.case(kid) in names
        ):
            pieces.append(span)
            complement = True
    if has_object and not complement and "object" not in frames:
        return []
    return _pieces(tree, pieces)


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
                and (_marker(tree, kid) in ("that", "whether") or (dep == "ccomp" and tree.subject(kid) is not None))
            )
            or ("infinitive" in row.frames and dep in ("acl", "xcomp", "advcl") and tree.is_infinitive(kid))
            or (
                dep in ("nmod", "acl", "obl")
                and tree.case(kid) in row.frames
                and tree.case(kid) not in ("clause", "quote")
            )
        ):
            pieces.append((tree.left[kid], tree.right[kid]))
    return _pieces(tree, pieces[:1])


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
