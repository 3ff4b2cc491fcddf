"""Whom it befalls: from a word for killing, injuring or detaining to the phrase that undergoes it.

Works on Universal Dependencies (de Marneffe et al. 2021): the object of an active transitive verb, the subject of a passive
or an intransitive one, the noun that a participle modifies. Where the parse is known to be weak (coordination, headlines,
states behind an object) the words beside the trigger decide.
"""

from collections.abc import Iterator

from rashomon.annotate.figures.grid import Grid

NOUNS = ("NOUN", "PROPN")
COUNTED = frozenset((*NOUNS, "NUM"))
NOMINAL = COUNTED | {"PRON"}
SUBJECTS = ("nsubj:pass", "nsubj")
REFLEXIVES = ("himself", "herself", "themselves", "myself", "itself")
PICKED = ("one", "first", "second", "third", "last", "latest", "youngest", "oldest", "another", "1")
"""Words that pick one out of many."""
OTHERS = ("another", "others")
"""Words that stand for somebody else before a state, where the parse makes them its determiner."""
SOURCE = 8
"""Words that "according to" and a name with its office take up."""
STEPS = 4
"""Clauses to climb for a subject or an antecedent."""


def undergoers(grid: Grid, index: int, leaving: frozenset[str], *, transitive: bool) -> Iterator[int]:
    """Heads of the phrases that undergo a verb."""
    dep, head, tag = grid.deps[index], grid.heads[index], grid.tags[index]
    obj = grid.child(index, "obj")
    if obj is None:  # "shot his wife before ...": one object is taken for the second
        obj = grid.child(index, "iobj")
    if obj is not None and grid.words[obj] in REFLEXIVES:
        yield obj
        return
    subject_pass = grid.subject(index, "nsubj:pass")
    subject = grid.subject(index, "nsubj")
    passive = grid.child(index, "aux:pass") is not None or subject_pass is not None
    if not transitive:
        who = subject if subject is not None else subject_pass
        if who is None:
            who = next((at for at in grid.children[index] if at < index and grid.pos[at] == "NUM"), None)
        if who is None and not _cut_off(grid, index):
            who = _controller(grid, index, passive=False)
        if who is not None:
            yield antecedent(grid, who, index)
        return
    if dep in ("amod", "compound") and tag in ("VBN", "VBD", "JJ") and head > index:
        yield head
        return
    if subject_pass is not None:
        loose = beside(grid, index) if grid.child(subject_pass, "case") is not None else None
        subject_pass = _spoken_of(grid, subject_pass)
        yield antecedent(grid, subject_pass, index) if loose is None else loose  # "of her crew 1,017 were killed"
        return
    if passive and subject is not None:
        yield antecedent(grid, subject, index)
        return
    if obj is not None and not passive:
        yield antecedent(grid, obj, index)
        return
    joined = dep == "conj" and not passive and subject is None and grid.child(head, "aux:pass", "nsubj:pass") is None
    shared = grid.child(head, "obj") if joined else None
    if shared is not None and index < shared:  # "is said to have shot and injured three men"
        yield antecedent(grid, shared, index)
        return
    if tag in ("VBN", "VBD") or passive:
        if dep in ("acl", "acl:relcl") and not passive and subject is None and grid.pos[head] in NOMINAL:
            yield _nearer(grid, head, index)
        elif subject is not None and tag in ("VBN", "VBD") and _bare(grid, subject) and not _at(grid, index):
            yield antecedent(grid, subject, index)
        elif subject is None:
            who = beside(grid, index, leaving)
            if who is None:
                who = _controller(grid, index, passive=True)
            if who is not None and not _disagrees(grid, index, who):
                yield antecedent(grid, who, index)


def _spoken_of(grid: Grid, subject: int) -> int:
    """Whom a verb is said of where the parse took the source before the comma for its subject: "according to Holt, the boy was shot"."""
    other = grid.child(subject, "appos")
    near = grid.words[max(0, subject - SOURCE) : subject]
    if other is None or other < subject or "according" not in near or "," in near[near.index("according") :]:
        return subject
    return other


def _disagrees(grid: Grid, index: int, who: int) -> bool:
    """Whether one person is taken over for a verb that speaks of many: "a man was held after a woman and five others were hurt"."""
    many = any(grid.words[child] in ("were", "are") for child in grid.children[index])
    return (
        many and grid.tags[who] in ("NN", "NNP") and len(grid.conjuncts(who)) == 1 and grid.child(who, "nummod") is None
    )


def _cut_off(grid: Grid, index: int) -> bool:
    """Whether a finite verb follows an aside that parted it from its own subject ("all were hit, two, the Smiths, died")."""
    finite = grid.tags[index] == "VBD" and grid.deps[index] == "advcl" and grid.child(index, "mark") is None
    return finite and index > 0 and grid.words[index - 1] == ","


def beside(grid: Grid, index: int, leaving: frozenset[str] = frozenset()) -> int | None:
    """A noun straight before a participle, an adjective or its auxiliaries that the parse hangs elsewhere: "a resident wounded"."""
    first = min(
        [
            index,
            *(
                child
                for child in grid.children[index]
                if grid.deps[child] in ("aux", "aux:pass", "cop", "advmod") and child < index
            ),
        ]
    )
    at = first - 1
    if at < 0 or grid.sentences[at] != grid.sentences[index]:
        return None
    if grid.pos[at] == "NUM" and (first == index or grid.deps[at] not in ("nummod", "nsubj", "nsubj:pass")):
        return at
    if grid.pos[at] not in NOUNS and grid.words[at] not in ("old", "others"):
        return None
    if first == index and _left(grid, at, leaving):
        return at
    own = grid.heads[at] == index and grid.deps[at] != "nmod:poss"
    loose = first < index and grid.deps[at] in ("obl", "obj", "nmod", "dep") and grid.heads[at] < at
    return at if own or loose else None


def _left(grid: Grid, at: int, leaving: frozenset[str]) -> bool:
    """Whether a noun is one of those left in a state: "left one sailor dead and three gunners injured"."""
    for _ in range(STEPS):
        above = grid.heads[at]
        if grid.deps[at] in ("obj", "xcomp"):
            return grid.lemmas[above] in leaving
        if above == at or above > at or grid.deps[at] not in ("conj", "nmod", "appos", "dep") or grid.case(at):
            return False
        at = above
    return False


def _nearer(grid: Grid, head: int, index: int) -> int:
    """The person straight before a participle that the parse hangs on a noun further off: "the family of a boy shot on Friday"."""
    at = index - 1
    while at > head and grid.heads[at] == index and grid.deps[at] == "advmod":
        at -= 1
    nested = grid.deps[at] == "nmod" and grid.heads[at] == head and grid.case(at) == "of" and grid.tags[at] == "NN"
    return at if nested else head


def _bare(grid: Grid, subject: int) -> bool:
    """Whether a subject stands without an article, as in headlines: "Man shot in leg", "Two wounded"."""
    return grid.pos[subject] not in ("PRON", "PROPN") and grid.child(subject, "det", "nmod:poss") is None


def first(grid: Grid, victim: int, trigger: int, leaving: frozenset[str]) -> int:
    """First member of a coordination whose last member alone the parse gives a state behind it: "left a girl and two men wounded"."""
    head = grid.heads[victim]
    if (
        grid.deps[victim] == "conj"
        and victim < trigger
        and grid.deps[head] == "obj"
        and grid.lemmas[grid.heads[head]] in leaving
    ):
        return head
    return victim


def life(grid: Grid, victim: int) -> int:
    """Whose life it is that was lost or claimed: "the life of a man", "her life"; "20 lives" count themselves."""
    if grid.lemmas[victim] != "life" or grid.child(victim, "nummod") is not None:
        return victim
    for child in grid.children[victim]:
        if grid.deps[child] == "nmod:poss" or (grid.deps[child] == "nmod" and grid.case(child) == "of"):
            return child
    return victim


def _at(grid: Grid, index: int) -> bool:
    """Whether something is shot at: then nobody is hit."""
    return any(
        grid.deps[child] == "obl" and grid.case(child) in ("at", "toward", "towards", "into")
        for child in grid.children[index]
    )


def _controller(grid: Grid, index: int, *, passive: bool) -> int | None:
    """Subject that a clause without one takes from the clause above it."""
    at = index
    for _ in range(3):
        dep, head = grid.deps[at], grid.heads[at]
        if head == at:
            return None
        if dep in ("acl", "acl:relcl"):
            return head if grid.pos[head] in NOMINAL else None
        if dep not in ("conj", "xcomp", "advcl", "parataxis", "dep"):
            return None
        if dep == "xcomp" and (obj := grid.child(head, "obj")) is not None and grid.subject(head, "nsubj:pass") is None:
            return obj
        who = grid.subject(head, "nsubj:pass")
        if who is None and not (passive and dep == "conj" and grid.child(head, "obj") is not None):
            who = grid.subject(head, "nsubj")
        if who is None and grid.child(head, "aux:pass") is not None:  # its subject hangs elsewhere
            who = beside(grid, head)
        if who is None:  # "with six confirmed dead"
            who = next((child for child in grid.children[head] if child < head and grid.pos[child] == "NUM"), None)
        if who is not None:
            return who
        at = head
    return None


def antecedent(grid: Grid, who: int, trigger: int) -> int:
    """The noun that a relative pronoun stands for, else the phrase itself."""
    if grid.words[who] in ("who", "that", "which", "whom") and grid.pos[who] in ("PRON", "DET", "SCONJ"):
        at = trigger
        for _ in range(4):
            if grid.deps[at] in ("acl:relcl", "acl") and grid.heads[at] < who:
                return grid.heads[at]
            if grid.heads[at] == at:
                break
            at = grid.heads[at]
    return who


def described(grid: Grid, index: int, leaving: frozenset[str]) -> Iterator[int]:
    """Heads of the phrases of which an adjective is said: "two dead", "is dead", "was found dead", "left 20 dead"."""
    dep, head = grid.deps[index], grid.heads[index]
    counted = grid.child(index, "nummod")
    own = next((at for at in grid.children[index] if at == index - 1 and grid.words[at] in OTHERS), None)
    if own is not None and grid.pos[index] == "ADJ":  # "one was killed and another injured"
        yield own
        return
    beyond = dep == "amod" and head > index and _joined_beyond(grid, index, head)
    if dep == "amod" and head > index and not beyond:
        yield head
        return
    subject = grid.subject(index, *SUBJECTS)
    if subject is not None:
        yield antecedent(grid, subject, index)
        return
    if counted is not None:
        yield index
        return
    neighbour = beside(grid, index, leaving)
    if neighbour is None and beyond and index and grid.pos[index - 1] in COUNTED:
        neighbour = index - 1
    if neighbour is not None:
        yield neighbour
        return
    if beyond:
        return
    if dep == "conj" and head == index - 2 and grid.pos[head] == "ADJ":  # "2,414 dead and missing"
        yield from described(grid, head, leaving)
        return
    if dep in ("xcomp", "conj", "advcl", "acl", "acl:relcl", "obl", "obj", "parataxis"):
        who = _controller(grid, index, passive=False) if dep != "acl" else head
        if who is not None:
            yield antecedent(grid, who, index)
    elif dep == "amod" and grid.pos[head] in NOMINAL:
        yield head


def _joined_beyond(grid: Grid, index: int, head: int) -> bool:
    """Whether a state and the noun that the parse gives it stand in two clauses: "one dead, three others hurt"."""
    between = range(index + 1, head)
    joint = next((at for at in between if grid.words[at] in (",", "and", "but", "&")), None)
    return joint is not None and any(grid.pos[at] in ("NUM", "DET") for at in range(joint, head + 1))


def told_of(grid: Grid, victim: int, index: int) -> int:
    """The many of whom one is picked, where the harm is told of them all: "one of the two men who died", "one of two wounded".

    Args:
        grid: The parse.
        victim: Head of the phrase that the harm was tied to.
        index: The word for the harm.

    Returns:
        Head of the phrase that it befell.
    """
    if grid.deps[index] not in ("acl", "acl:relcl", "advcl"):
        return victim
    picked = victim if _of(grid, victim, index) is not None else grid.heads[index]
    many = _of(grid, picked, index)
    if many is None or grid.lemmas[picked] not in PICKED or many > index:
        return victim
    return many


def _of(grid: Grid, at: int, index: int) -> int | None:
    return next(
        (
            child
            for child in grid.children[at]
            if child < index
            and grid.deps[child] == "nmod"
            and grid.case(child) in ("of", "among")
            and grid.tags[child] == "NNS"
        ),
        None,
    )
