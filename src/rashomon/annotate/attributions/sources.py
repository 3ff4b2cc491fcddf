"""Who is said to have said it: the source's whole phrase, and what kind of phrase it is."""

from rashomon.annotate.attributions.cues import Speech
from rashomon.annotate.attributions.inserted import as_told, raised, speaks_on, told_by, torn_speaker
from rashomon.annotate.attributions.tree import FINITE, SUBJECTS, Range, Tree

CLIMB = frozenset({"conj", "xcomp", "advcl", "parataxis", "ccomp", "dep"})
LOOSE = frozenset({"who", "which", "whose", "where", "whom"})
NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "ADV"})
MAX_NAME = 8
"""Tokens of a name with titles and its comma."""
MAX_CLIMB = 4
"""Verbs between a cue and the verb whose subject speaks ("went on to try to explain")."""


def verb_source(tree: Tree, cue: int, table: Speech) -> Range | None:
    """The source of a verb or predicate; by position where the parse took a finite verb for a modifier."""
    if raised(tree, cue, table) is not None:
        return agent(tree, cue)
    frame = as_told(tree, cue)
    if frame is not None and tree.subject(cue) is None:
        return told_by(tree, frame)
    if tree.subject(cue) is None and (torn := torn_speaker(tree, cue)) is not None:
        return torn
    opener = tree.kid(cue, "mark")
    if opener is not None and opener < cue and tree.subject(cue) is None and tree.tags[cue] in FINITE:
        torn = tree.trim((opener + 1, cue))
        if (
            torn[1] > torn[0]
            and not any(tree.tags[at] in FINITE for at in range(*torn))
            and tree.pos[torn[0]] in NOMINAL
        ):
            return torn  # "... as General Smith, the commander, claimed": the parse lost the subject
    source = _by_relation(tree, cue, table)
    if source is None and tree.tags[cue] in FINITE and tree.deps[cue] in ("amod", "acl", "compound", "nmod", "dep"):
        start = cue
        while start > tree.first[cue] and tree.pos[start - 1] in NOMINAL:
            start -= 1
        if start < cue and (start == tree.first[cue] or tree.pos[start - 1] == "PUNCT"):
            source = (start, cue)
    return source


def _by_relation(tree: Tree, cue: int, table: Speech) -> Range | None:
    """The source of a verb or predicate: its subject, its by-phrase in the passive, or the subject of what governs it."""
    at = cue
    for _ in range(MAX_CLIMB):
        if at == cue and (tree.is_passive(at) or tree.is_reduced(at)):
            return agent(tree, at)
        subject = tree.subject(at)
        if subject is not None:
            if tree.words[subject] in table.words["relatives"]:
                return antecedent(tree, at, subject)
            if tree.words[subject] in table.words["expletives"] and (at != cue or tree.pos[cue] == "ADJ"):
                return None
            return _with_others(tree, at, phrase(tree, subject, before=at if subject < at else None))
        dummy = tree.kid(at, "expl")
        if at == cue and dummy is not None and dummy < at and tree.pos[at] == "VERB":
            return dummy, dummy + 1  # "It said that ...": the parse took the speaker for an empty subject
        outer = speaks_on(tree, at, table) if at == cue else None
        if outer is not None:
            at = outer
            continue
        head = tree.heads[at]
        dep = tree.deps[at]
        if head == at:
            return None
        if (
            dep in ("advcl", "xcomp", "obl", "acl")
            and tree.lemmas[head] in table.words["relaying"]
            and tree.case(at) == "as"
        ):
            quoted = tree.kid(head, "nsubj:pass") if tree.is_passive(head) else tree.kid(head, "obj")
            return phrase(tree, quoted, before=at) if quoted is not None else None
        if dep == "acl:relcl":
            return antecedent(tree, at, at)
        if dep == "acl" and tree.words[at].endswith("ing") and tree.words[tree.left[at] - 1] in (",", "--", "—", "–"):
            at = head  # ", saying ...": the speaker is the subject of the verb, whatever noun stands nearest
            while tree.pos[at] not in ("VERB", "AUX") and tree.subject(at) is None and tree.heads[at] != at:
                at = tree.heads[at]
            continue
        if dep == "acl" and tree.words[at].endswith("ing"):
            near = _near(tree, at)
            return phrase(tree, near, before=at) if near is not None else None
        if dep == "amod" and tree.words[at].endswith("ing"):
            return phrase(tree, head, before=tree.left[at] if head < at else None)
        if dep == "acl" and tree.tags[at] == "VBD":
            while tree.deps[head] in ("appos", "flat") and tree.heads[head] < head:
                head = tree.heads[head]
            return phrase(tree, head, before=at)
        if dep == "acl" and not tree.is_infinitive(at):
            return agent(tree, at)
        if dep == "advcl" and tree.tags[at] == "VBG" and tree.words[at - 1] != ",":
            near = _near(tree, at)
            if near is not None and tree.deps[near] == "obl" and tree.heads[near] == head and tree.right[near] == at:
                return phrase(tree, near, before=at)
        if dep not in CLIMB or (dep == "ccomp" and tree.kid(at, "mark") is not None):
            return None
        at = head
    return None


def _near(tree: Tree, verb: int) -> int | None:
    """The noun right in front of a participle ("the ministry ordering ..."), whatever noun the parse hung it on."""
    at = verb - 1
    while at > tree.first[verb] and tree.pos[at] == "ADV":
        at -= 1
    if tree.pos[at] not in ("NOUN", "PROPN", "PRON"):
        return tree.heads[verb]
    while tree.deps[at] in ("compound", "flat", "nmod", "appos", "conj") and tree.heads[at] < verb:
        at = tree.heads[at]
    return at


def _with_others(tree: Tree, verb: int, span: Range | None) -> Range | None:
    """A subject with those that the parse set apart from it ("the parliament, officials, and people insist")."""
    first = next((kid for kid in tree.kids[verb] if tree.deps[kid] in SUBJECTS), None)
    if span is not None and _is_office(tree, verb, span):
        return tree.first[verb], span[1]
    if span is None or first is None or first >= span[0] or tree.words[verb + 1 : verb + 2] == [","]:
        return span
    if any(tree.pos[at] in ("VERB", "AUX") for at in range(tree.left[first], span[0])) or tree.words[first] in (
        "that",
        "which",
        "who",
    ):
        return span
    return tree.left[first], span[1]


def _is_office(tree: Tree, verb: int, span: Range) -> bool:
    """Whether the phrase is what a name in front of it holds ("Smith, the mayor, said"), the name opening the sentence."""
    start, first = span[0], tree.first[verb]
    if (
        not 0 < start - first <= MAX_NAME
        or span[1] > verb
        or tree.words[start - 1] != ","
        or tree.words[start] not in ("the", "a", "an")
    ):
        return False
    if tree.words[verb + 1 : verb + 2] == [","]:
        return False
    return (
        all(tree.pos[at] in ("PROPN", "NOUN", "DET", "ADJ") for at in range(first, start - 1))
        and tree.pos[start - 2] == "PROPN"
    )


def agent(tree: Tree, verb: int) -> Range | None:
    """The by-phrase of a passive."""
    for kid in tree.kids[verb]:
        if kid > verb and tree.deps[kid] in ("obl", "obl:agent") and tree.case(kid) == "by":
            return phrase(tree, kid)
    return None


def antecedent(tree: Tree, verb: int, pronoun: int) -> Range | None:
    """What a relative clause hangs on."""
    at = verb
    for _ in range(MAX_CLIMB):
        if tree.deps[at] == "acl:relcl":
            head = tree.heads[at]
            return phrase(tree, head, before=tree.left[at]) if head < at else None
        if tree.deps[at] not in CLIMB or tree.heads[at] == at:
            break
        at = tree.heads[at]
    return (pronoun, pronoun + 1) if pronoun != verb else None


def noun_source(tree: Tree, noun: int, table: Speech) -> Range | None:
    """The source of a noun: its possessor, a by- or from-phrase, or the subject of the light verb it hangs on."""
    if _is_verb(tree, noun):
        return tree.left[noun], noun
    possessor = tree.kid(noun, "nmod:poss")
    if possessor is not None:
        return phrase(tree, possessor, before=noun)
    for kid in tree.kids[noun]:
        if kid > noun and tree.deps[kid] == "nmod" and tree.case(kid) in ("by", "from", "among"):
            return phrase(tree, kid)
    verb = tree.heads[noun]
    if tree.deps[noun] in ("obj", "obl") and tree.lemmas[verb] in table.words["light_verbs"]:
        return verb_source(tree, verb, table)
    if tree.deps[noun] in ("obj", "nsubj:pass"):
        for kid in tree.kids[verb]:
            if kid > verb and tree.deps[kid] == "obl" and tree.case(kid) in ("by", "from", "among"):
                return phrase(tree, kid)
    return None


def _is_verb(tree: Tree, noun: int) -> bool:
    """Whether the parse took a sentence's verb for a noun ("The government fears that ...")."""
    if tree.tags[noun] != "NNS" or tree.deps[noun] != "root" or tree.words[noun + 1 : noun + 2] != ["that"]:
        return False
    start = tree.left[noun]
    return (
        tree.deps[noun - 1] == "compound" and tree.heads[noun - 1] == noun and tree.words[start] == "the"
    ) and start == tree.first[noun]


def phrase(tree: Tree, head: int, before: int | None = None) -> Range | None:
    """The noun phrase of a head: with its appositions, without preposition, loose relative clause and parentheses."""
    start, end = tree.left[head], tree.right[head]
    if before is not None and before > head:
        end = min(end, before)
    for kid in tree.kids[head]:
        dep = tree.deps[kid]
        if (
            kid < head
            and dep in ("case", "mark", "cc", "punct", "advmod")
            and tree.left[kid] <= start
            and dep != "advmod"
        ):
            start = max(start, kid + 1)
        elif kid > head and kid < end:
            loose = tree.left[kid] > 0 and tree.words[tree.left[kid] - 1] in (",", "—", "–", "--")
            cut = (dep in ("acl:relcl", "acl", "advcl", "obl", "nmod") and loose) or dep in ("parataxis", "cop")
            if cut and tree.left[kid] > head:
                end = min(end, tree.left[kid])
    for at in range(max(head, start) + 1, end - 1):
        if tree.words[at] == "," and (
            tree.words[at + 1] in LOOSE or (tree.tags[at + 1] == "VBG" and tree.words[at + 1] != "including")
        ):
            end = at
            break
    start, end = tree.trim((start, end))
    while start < head and (tree.deps[start] in ("case", "cc") or tree.words[start] in LOOSE - {"whose"}):
        start += 1
    if end > start and tree.words[end - 1] in ("'s", "’s", "'") and tree.deps[head] == "nmod:poss":
        end -= 1
    return (start, end) if start <= head < end else None


def head_of(tree: Tree, span: Range) -> int:
    """The head word of a phrase."""
    return next((at for at in range(*span) if not span[0] <= tree.heads[at] < span[1] or tree.heads[at] == at), span[0])


def source_form(tree: Tree, span: Range | None, table: Speech) -> str:
    """``named``, ``description``, ``pronoun``, ``unnamed`` or ``none``."""
    if span is None:
        return "none"
    head, inside = head_of(tree, span), range(*span)
    if tree.words[head] in table.words["pronouns"] and not tree.capitals[head]:
        return "pronoun"
    named = (
        tree.pos[head] == "PROPN"
        or tree.capitals[head]
        or any(
            tree.pos[at] == "PROPN" and tree.deps[at] in ("appos", "flat") and tree.heads[at] == head for at in inside
        )
    )
    if any(tree.words[at] in table.words["unnamed_marks"] for at in inside):
        return "unnamed"
    if tree.words[head] in table.words["unnamed_pronouns"] or (
        tree.lemmas[head] in table.words["unnamed_heads"] and not named
    ):
        return "unnamed"
    if tree.pos[head] == "PRON":
        return "pronoun"
    if named:
        return "named"
    definite = any(
        tree.words[kid] in table.words["definite"] or tree.deps[kid] == "nmod:poss" for kid in tree.kids[head]
    )
    if tree.lemmas[head] in table.words["unnamed_roles"] and not definite:
        return "unnamed"
    return "description"
