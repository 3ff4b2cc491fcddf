"""Clauses as contents: behind a cue, in front of it, or around it ("The attack, officials say, killed ...").

A small model's parse tears sentences with inserted speakers apart, so clauses are found by relation and bounded by
position: commas on both sides of the speaker make it parenthetical, and what is left of the sentence is the content.
"""

from rashomon.annotate.attributions.cues import Cue, Speech
from rashomon.annotate.attributions.inserted import as_told
from rashomon.annotate.attributions.tree import FINITE, SUBJECTS, Range, Tree

CLAUSES = frozenset({"ccomp", "csubj", "csubj:pass"})
ADJUNCTS = frozenset({"obl", "obl:unmarked", "obl:tmod", "advmod", "iobj", "obj", "compound:prt", "punct"})
MAX_OPENING = 9
"""Tokens between a cue and the "that" of its clause: who was told, when, on whose word."""
PREDICATES = frozenset({"VERB", "AUX", "ADJ"})
COMMAS = frozenset({",", "--", "—", "–", "-"})
OPENERS = frozenset({"", "that", "whether", "how", "why", "what", "if", "who"})


def clause_content(tree: Tree, cue: int, row: Cue, table: Speech) -> list[Range]:
    """The clause that a cue presents; empty where there is none."""
    frame = as_told(tree, cue)
    if frame is not None and "clause" in row.frames:
        return around(tree, frame, table)
    group = cue_group(tree, cue)
    clause = _clause(tree, cue, row.frames)
    inserted = _is_inserted(tree, cue, group)
    if clause is None:
        opened = _opened(tree, cue) if "clause" in row.frames else []
        if opened or "quote" not in row.frames:
            return opened
        return _host(tree, cue, table) or (_in_front(tree, cue, group, table) if "clause" in row.frames else [])
    if clause > cue:
        if ";" in tree.words[cue + 1 : tree.left[clause] + 1]:
            return []  # the clause behind is another sentence's
        start, end = _start_behind(tree, cue, clause), _with_modal(tree, cue, end_of(tree, cue, clause, table))
        quoted = group[1] + 1 < tree.end[cue] and tree.pos[group[1] + 1] == "PUNCT"
        front = _front(tree, cue, group, table) if inserted and not quoted else []
        return [*front, (start, end)]
    comma = tree.words[group[0] - 1] in COMMAS
    if (
        not comma
        and group[0] < cue
        and tree.pos[group[0] - 1] == "PUNCT"
        and tree.words[group[0] - 1] in (";", ":", ".")
    ):
        return []  # the clause in front is another sentence's
    pieces = _front(tree, cue, group, table) if comma else [(tree.left[clause], group[0])]
    if tree.right[clause] > group[1] or (inserted and _predicate_behind(tree, cue, group)):
        pieces.append((group[1], max(tree.right[clause], group[1])))
    return pieces


def _clause(tree: Tree, cue: int, frames: frozenset[str]) -> int | None:
    """The head of the clause that hangs on the cue."""
    parataxis = complement = None
    for kid in tree.kids[cue]:
        dep = tree.deps[kid]
        if dep in CLAUSES:
            if kid > cue and "quote" not in frames and marker(tree, kid) == "when":
                continue
            return kid
        if kid < cue:
            continue
        if dep == "parataxis" and parataxis is None and tree.pos[kid] in PREDICATES:
            parataxis = kid
        if (
            complement is None
            and dep in ("xcomp", "advcl", "obj")
            and tree.subject(kid) is not None
            and (tree.pos[kid] in PREDICATES or tree.pos[kid] == "NOUN")
            and marker(tree, kid) in OPENERS
        ):
            complement = kid
    if parataxis is not None:
        return parataxis
    if "clause" not in frames:
        return None
    return complement if complement is not None or "person" not in frames else _told(tree, cue)


def _opened(tree: Tree, cue: int) -> list[Range]:
    """A clause that opens with "that" soon behind a finite cue, wherever the parse hung it."""
    if tree.tags[cue] not in FINITE and tree.tags[cue] != "VBG":
        return []
    for at in range(cue + 1, min(cue + MAX_OPENING, tree.end[cue] - 2)):
        if tree.words[at] == "that" and tree.pos[at + 1] in (
            "DET",
            "PRON",
            "NOUN",
            "PROPN",
            "ADJ",
            "NUM",
            "ADV",
            "SCONJ",
            "ADP",
        ):
            return [(at, tree.end[cue])]
        if tree.tags[at] in FINITE or tree.words[at] in (";", ":", "and", "but"):
            break
    return []


def _told(tree: Tree, cue: int) -> int | None:
    """A clause that the parse hung on the person who was told ("told the newspaper that ...")."""
    for kid in tree.kids[cue]:
        if kid > cue and tree.deps[kid] in ("obj", "iobj"):
            for inner in tree.kids[kid]:
                if (
                    inner > kid
                    and tree.deps[inner] in ("acl:relcl", "acl", "ccomp")
                    and tree.words[tree.left[inner]] in ("that", "whether", "how", "why")
                ):
                    return inner
    return None


def _with_modal(tree: Tree, cue: int, end: int) -> int:
    """The end with a coordinated "and would ...", "and that ..." that the parse hung on the cue: it goes on with what is said."""
    for kid in tree.kids[cue]:
        if tree.deps[kid] == "conj" and end <= tree.left[kid] <= end + 1 and marker(tree, kid) == "that":
            return tree.right[kid]
        near = kid >= end and tree.deps[kid] == "conj" and tree.left[kid] <= end + 1 and tree.subject(kid) is None
        if near and any(tree.words[inner] in ("would", "could", "should", "might") for inner in tree.kids[kid]):
            return tree.right[kid]
    return end


def marker(tree: Tree, at: int) -> str:
    """The word that introduces a clause."""
    kid = tree.kid(at, "mark")
    return tree.words[kid] if kid is not None else ""


def cue_group(tree: Tree, cue: int) -> Range:
    """The cue with its subject, auxiliaries and adjuncts, without its clause."""
    start, end = cue, cue + 1
    subject = tree.subject(cue)
    for kid in tree.kids[cue]:
        dep = tree.deps[kid]
        if (
            dep in CLAUSES
            or dep in ("punct", "parataxis", "conj", "advcl", "xcomp")
            or (dep in SUBJECTS and kid != subject)
        ):
            continue
        if kid < cue:
            if (
                dep in SUBJECTS
                or dep.startswith("aux")
                or (dep in ("advmod", "cop") and tree.words[kid - 1] not in COMMAS)
            ):
                start = min(start, tree.left[kid])
        elif dep in ADJUNCTS or dep in SUBJECTS:
            end = max(end, tree.right[kid])
    return start, end


def _is_inserted(tree: Tree, cue: int, group: Range) -> bool:
    """Whether commas stand on both sides of the speaker."""
    start, end = group
    return (
        tree.first[cue] < start
        and end < tree.end[cue]
        and tree.words[start - 1] in COMMAS
        and tree.words[end] in COMMAS
    )


def _predicate_behind(tree: Tree, cue: int, group: Range) -> bool:
    """Whether the sentence's own predicate stands behind the speaker."""
    return any(
        tree.pos[at] in ("VERB", "AUX")
        and tree.tags[at] in ("VBD", "VBZ", "VBP", "MD")
        and tree.deps[at] not in ("acl:relcl", "advcl", "conj")
        for at in range(group[1], tree.end[cue])
    )


def _last(tree: Tree, span: Range) -> int:
    """The last word of a range that is no punctuation."""
    at = span[1] - 1
    while at > span[0] and tree.words[at] in COMMAS:
        at -= 1
    return at


def _front(tree: Tree, cue: int, group: Range, table: Speech) -> list[Range]:
    """The sentence up to the speaker, from behind a coordinate clause that has a speaker of its own."""
    start = tree.first[cue]
    for at in range(group[0] - 2, start, -1):
        if tree.words[at] == ";" or (
            tree.deps[at] == "cc" and tree.words[at - 1] in COMMAS and _has_cue(tree, start, at, table)
        ):
            start = at + 1
            break
    return [(start, group[0])] if start < group[0] else []


def _has_cue(tree: Tree, start: int, end: int, table: Speech) -> bool:
    return any((tree.lemmas[at], "VERB") in table.cues and tree.subject(at) is not None for at in range(start, end))


def _in_front(tree: Tree, cue: int, group: Range, table: Speech) -> list[Range]:
    """What stands in front of ", X said." where the parse shows no clause."""
    if (
        tree.subject(cue) is None
        or tree.is_passive(cue)
        or tree.deps[cue] not in ("root", "conj", "parataxis", "ccomp", "appos")
    ):
        return []
    if any(tree.deps[kid] in ("obj", "xcomp") for kid in tree.kids[cue]):
        return []
    start, end = group
    if end < tree.end[cue] and tree.words[end] not in COMMAS and tree.words[end] not in (".", ";", "!", "?"):
        return []
    if tree.pos[tree.first[cue]] == "SCONJ" or start - tree.first[cue] <= 3 or tree.words[start - 1] not in COMMAS:
        return []
    if not any(tree.pos[at] in ("VERB", "AUX") for at in range(tree.first[cue], start)):
        return []
    return _front(tree, cue, group, table)


def _start_behind(tree: Tree, cue: int, clause: int) -> int:
    """Where the clause behind a cue starts: right behind the cue's own adjuncts, even where the parse tore off its subject."""
    at = cue + 1
    for kid in tree.kids[cue]:
        if (
            cue < kid < clause
            and tree.left[kid] <= at
            and (tree.deps[kid] in ADJUNCTS or tree.deps[kid] in SUBJECTS or tree.deps[kid] == "advcl")
        ):
            at = max(at, tree.right[kid])
    return min(at, max(tree.left[clause], cue + 1))


def end_of(tree: Tree, cue: int, clause: int, table: Speech) -> int:
    """Where a clause behind a cue ends: before a coordinated verb that goes with the cue ("said X had left and called it ...")."""
    end = tree.right[clause]
    finite = next((kid for kid in tree.kids[clause] if tree.deps[kid] in ("aux", "aux:pass", "cop")), clause)
    for kid in tree.kids[clause]:
        if (
            tree.deps[kid] != "conj"
            or kid < clause
            or tree.subject(kid) is not None
            or tree.tags[kid] != tree.tags[cue]
        ):
            continue
        if marker(tree, kid) or any(tree.deps[inner].startswith("aux") for inner in tree.kids[kid]):
            continue
        speaks = table.cues.get((tree.lemmas[kid], "VERB"))
        if tree.tags[finite] != tree.tags[kid] or (
            speaks is not None and speaks.frames & {"clause", "quote", "object-as"}
        ):
            end = min(end, tree.left[kid])
    return _unloaded(tree, clause, end)


def _unloaded(tree: Tree, clause: int, end: int) -> int:
    """The end without a loose participle clause, which is the writer's (", referring to ...", ", saying ...")."""
    for kid in tree.kids[clause]:
        if (
            tree.deps[kid] in ("advcl", "acl", "parataxis")
            and clause < tree.left[kid] < end
            and tree.tags[kid] == "VBG"
            and tree.words[tree.left[kid] - 1] in COMMAS
            and tree.left[kid] == kid
        ):
            end = min(end, tree.left[kid])
    return end


def _host(tree: Tree, cue: int, table: Speech) -> list[Range]:
    """The clause that a parenthetical cue hangs on ("The attack, officials say, killed ...", "as he put it")."""
    dep, head = tree.deps[cue], tree.heads[cue]
    mark = marker(tree, cue)
    comparison = mark == "as" or any(tree.words[kid] == "as" and kid < cue for kid in tree.kids[cue])
    if not (dep in ("parataxis", "ccomp") or (dep in ("advcl", "acl:relcl", "obl") and comparison)):
        return []
    if dep == "ccomp" and (head < cue or mark):
        return []
    if tree.subject(cue) is None or tree.first[head] != tree.first[cue]:
        return []
    return around(tree, (tree.left[cue], tree.right[cue]), table)


def around(tree: Tree, inserted: Range, table: Speech) -> list[Range]:
    """The sentence around inserted words: what is in front of them, and what is behind where its predicate is there."""
    at = inserted[0]
    first, end = tree.first[at], tree.end[at]
    front = _front(tree, at, inserted, table) if at > first else []
    finite = any(
        tree.tags[i] in ("VBD", "VBZ", "VBP", "MD") and tree.deps[i] not in ("acl:relcl", "advcl")
        for i in range(first, at)
    )
    if front and tree.words[_last(tree, front[0])] in ("that", "which", "who"):
        last = _last(tree, front[0])
        front = [(last, last + 1)] if tree.words[last] != "that" or tree.deps[last] in SUBJECTS else []
    elif front and finite:
        return front
    for i in range(inserted[1], end):
        if tree.deps[i] == "cc" and tree.words[i - 1] in COMMAS and tree.words[i] == "but":
            end = i
            break
    return [*front, (inserted[1], end)]
