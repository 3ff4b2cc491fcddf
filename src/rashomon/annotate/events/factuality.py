"""Whether an event is told as a fact, denied, possible, demanded, planned or hypothetical: as told, never as it was.

The cues and their reach follow FactBank (Saurí and Pustejovsky 2009): from the trigger upwards, each word that governs it may change its
standing; negation turns an asserted event into a denied one and is turned by a second negation ("did not fail to attack").
"""

from rashomon.annotate.events.cues import Cues
from rashomon.annotate.tree import Tree

CLAUSAL = frozenset(("xcomp", "ccomp", "advcl", "acl", "csubj", "advcl:relcl"))
TRANSPARENT = frozenset(("conj", "appos", "compound", "nmod", "nmod:poss"))
_FRAMING = frozenset(
    (
        "after",
        "since",
        "before",
        "during",
        "following",
        "despite",
        "because of",
        "amid",
        "over",
        "in spite of",
        "due to",
        "until",
    )
)
"""Prepositions of what stands fast, whatever its verb does: causes, occasions, times."""
STEPS = 8
"""Governing words that are looked at, from the trigger upwards."""


def factuality(tree: Tree, at: int, cues: Cues) -> tuple[str, str]:
    """How the event of a trigger is told.

    Args:
        tree: The parse.
        at: The trigger's head.
        cues: The compiled cues.

    Returns:
        The value, and the words that make it so ("" where it is asserted plainly).
    """
    negated = False
    standing = ""
    because: list[str] = []
    below = at
    token = at
    for _ in range(STEPS):
        found, turned, word = _own(tree, token, cues)
        if turned and (token == at or _in_scope(tree, below, token, cues)):
            negated = not negated
            because.append(word)
            if token != at and found == "possible" and "could" in word and _hinders(tree, below, token, cues):
                found = ""  # "could not prevent the attack": there was one
        if found and not standing:
            standing = found
            because.append(word)
        head, relation = _governor(tree, token, cues)
        if head == token or _presupposed(tree, token, relation):
            break
        found, turned, word = _governed(tree, token, head, relation, cues)
        if turned:
            negated = not negated
            because.append(word)
        if found and not standing:
            standing = found
            because.append(word)
        if not _goes_up(tree, token, head, relation):
            break
        below, token = token, head
    if standing == "would":
        standing = "planned" if _reported(tree, at) else "hypothetical"
    if not standing and _asked(tree, at):
        standing = "possible"
        because.append("?")
    if negated:
        standing = "denied" if standing in ("", "planned") else "hypothetical" if standing == "demanded" else standing
    return standing or "asserted", ", ".join(because)


def _governor(tree: Tree, at: int, cues: Cues) -> tuple[int, str]:
    """The governing word and the relation to it; "kept the army from bombing" hangs on the verb, whatever the parse says."""
    head, relation = tree.head[at], tree.dep[at]
    if relation == "acl" and tree.dep[head] in ("obj", "nsubj:pass") and _from(tree, at):
        above = tree.head[head]
        if tree.lemma[above] in cues.hindering:
            return above, "advcl"
    return head, relation


def _presupposed(tree: Tree, at: int, relation: str) -> bool:
    """Whether a clause asks who, how, when or how many: what governs it is about the answer ("would not say how many were killed")."""
    if relation not in ("ccomp", "csubj", "advcl", "acl", "obj", "xcomp") or tree.pos[at] not in ("VERB", "AUX", "ADJ"):
        return False
    first = min(tree.subtree(at))
    while first < at and tree.pos[first] in ("ADP", "PUNCT"):
        first += 1
    return tree.tag[first] in ("WRB", "WP", "WDT", "WP$") and not _infinitive(tree, at)


def _infinitive(tree: Tree, at: int) -> bool:
    return any(tree.dep[child] == "mark" and tree.lower[child] == "to" for child in tree.children[at])


def _purpose(tree: Tree, at: int, head: int, relation: str, cues: Cues) -> bool:
    """Whether an infinitive tells what something is for: "sailed to bombard the port", "a push to expel them"."""
    if not _infinitive(tree, at) or tree.tag[at] != "VB":
        return False
    if relation == "xcomp":
        return tree.lemma[head] in cues.movers
    if relation == "advcl":
        return tree.pos[head] in ("VERB", "NOUN", "PROPN") and tree.lemma[head] not in cues.done_with
    if relation == "acl" and tree.pos[head] in ("NOUN", "PROPN"):
        above = tree.head[head]
        if tree.dep[head] == "obj" and tree.lemma[above] in cues.done_with:
            return False
        return (
            not any(tree.tag[child] == "JJS" or tree.lower[child] in cues.ranks for child in tree.children[head])
            and tree.lower[head] not in cues.ranks
        )
    return False


def _from(tree: Tree, at: int) -> bool:
    return any(tree.dep[child] in ("mark", "case") and tree.lower[child] == "from" for child in tree.children[at])


def _hinders(tree: Tree, at: int, head: int, cues: Cues) -> bool:
    """Whether the head is a verb of hindering and the token what it hinders: "kept them from leaving", "prevented a war"."""
    if tree.lemma[head] not in cues.hindering or tree.pos[head] != "VERB":
        return False
    return _from(tree, at) or (
        tree.lemma[head] in cues.negating_predicates and tree.lemma[head] not in cues.negating_clause_only
    )


def _nominal(tree: Tree, at: int) -> bool:
    return tree.pos[at] in ("NOUN", "PROPN", "ADJ")


def _hindered_deed(tree: Tree, at: int, head: int) -> bool:
    """Whether a clause beside a noun tells what it is hindered from."""
    return any(
        tree.dep[child] in CLAUSAL and _from(tree, child)
        for child in (*tree.children[head], *tree.children[at])
        if child > at
    )


def _own(tree: Tree, at: int, cues: Cues) -> tuple[str, bool, str]:
    """What a word's own dependents do: auxiliaries, adverbs, negation, marks, adjectives."""
    found, turned, words = "", False, []
    for child in tree.children[at]:
        relation, low = tree.dep[child], tree.lower[child]
        if low in cues.negation and relation in ("advmod", "det", "cc", "mark", "aux", "case", "cc:preconj", "dep"):
            turned = True
            words.append(low)
        elif relation in ("nsubj", "obj", "nsubj:pass", "obl") and any(
            tree.lower[part] in ("no", "neither", "nobody", "none", "nothing")
            or (
                tree.lower[part] == "not"
                and relation != "obj"
                and tree.lower[part + 1] not in ("all", "only", "every", "just", "least")
            )
            for part in (child, *tree.children[child])
            if part < at or relation == "obj"
        ):
            turned = True
            words.append(f"no {low}")
        elif relation == "aux" and low in cues.modals and not found:
            done = low in cues.modals_done and any(
                tree.lemma[part] == "have" and tree.dep[part] == "aux" for part in tree.children[at]
            )
            found = cues.modals_done[low] if done else cues.modals[low]
            words.append(low)
        elif relation == "mark" and low in cues.marks:
            found = "hypothetical"
            words.append(low)
        elif relation == "advmod" and low in cues.adverbs and not found:
            found = cues.adverbs[low]
            words.append(low)
        elif relation == "amod" and low in cues.adjectives and not found:
            found = cues.adjectives[low]
            words.append(low)
        elif relation == "det" and low == "any" and not found:
            found = "hypothetical"
            words.append(low)
    return found, turned, " ".join(words)


def _governed(tree: Tree, at: int, head: int, relation: str, cues: Cues) -> tuple[str, bool, str]:
    """What the governing word does to what stands below it; an infinitive of purpose is planned where nothing else is said of it."""
    found, turned, word = _by_governor(tree, at, head, relation, cues)
    if not found and not turned and _purpose(tree, at, head, relation, cues):
        return "planned", False, "to"
    return found, turned, word


def _by_governor(tree: Tree, at: int, head: int, relation: str, cues: Cues) -> tuple[str, bool, str]:
    lemma, pos = tree.lemma[head], tree.pos[head]
    clause = relation in CLAUSAL
    if pos == "VERB":
        if not clause and relation not in ("obj", "obl", "nsubj:pass"):
            return "", False, ""
        if relation == "xcomp" and lemma in cues.own and tree.child(head, "obj", "iobj", "nsubj:pass") is None:
            return "planned", False, lemma
        if (clause or relation == "obl") and lemma in cues.hindering and _from(tree, at):
            return "", True, lemma
        if relation == "advcl" and not _complement(tree, at):
            return "", False, ""
        if relation == "obl" and tree.case(at) not in ("for", "on", "of", "in", "to", "from", "with", "against"):
            return "", False, ""
        if relation == "obl" and lemma not in (
            "call",
            "appeal",
            "ask",
            "push",
            "press",
            "insist",
            "prepare",
            "plan",
            "need",
            "accuse",
            "suspect",
            "threaten",
            "agree",
            "vow",
        ):
            return "", False, ""
        if lemma in cues.particled and not any(tree.lower[child] in ("off", "out") for child in tree.children[head]):
            return (
                (cues.predicates.get(lemma, ""), False, lemma) if clause and not _nominal(tree, at) else ("", False, "")
            )
        if not clause and lemma in cues.hindering and _hindered_deed(tree, at, head):
            return "", False, ""  # "kept the insurgency from spreading": there is one
        if lemma in cues.negating_predicates and (clause or lemma not in cues.negating_clause_only):
            return "", not (relation == "ccomp" and lemma in ("reject", "call", "rule")), lemma
        if lemma in cues.predicates and (clause or relation == "obl" or lemma not in cues.clause_only):
            if lemma == "go" and tree.tag[head] != "VBG":  # "went on to attack"; only "going to" looks ahead
                return "", False, ""
            if clause and cues.predicates[lemma] in ("planned", "demanded") and not _open_clause(tree, at):
                return "", False, ""
            return cues.predicates[lemma], False, lemma
    elif (
        relation == "acl"
        and _complement(tree, at)
        and tree.dep[head] in ("obj", "nsubj:pass")
        and tree.pos[tree.head[head]] == "VERB"
        and tree.lemma[tree.head[head]] in cues.predicates
    ):
        return (
            cues.predicates[tree.lemma[tree.head[head]]],
            False,
            tree.lemma[tree.head[head]],
        )  # "accused the duke of burning"
    elif pos in ("NOUN", "PROPN"):
        if clause or (relation == "nmod" and tree.case(at) in ("for", "of", "on", "to")):
            if lemma in cues.negating_nouns and (clause or lemma not in cues.negating_nouns_clause_only):
                return "", True, lemma
            if lemma in cues.nouns and not (relation == "acl" and tree.tag[at] in ("VBG", "VBN")):
                return cues.nouns[lemma], False, lemma
    elif pos == "ADJ" and clause and lemma in cues.negating_adjectives:
        return "", True, lemma
    elif pos == "ADJ" and clause and lemma in cues.governing_adjectives:
        return cues.governing_adjectives[lemma], False, lemma
    return "", False, ""


def _complement(tree: Tree, at: int) -> bool:
    """Whether an adverbial clause is really what its verb governs: "accused of killing", "prevented from leaving", "ordered to leave"."""
    return any(
        tree.dep[child] == "mark" and tree.lower[child] in ("of", "from", "to", "into") for child in tree.children[at]
    )


def _open_clause(tree: Tree, at: int) -> bool:
    """Whether a clause tells what is still to be: an infinitive, a bare or modal form, not a finite past or a participle."""
    if tree.dep[at] == "xcomp" or any(
        tree.lower[child] == "to" and tree.dep[child] == "mark" for child in tree.children[at]
    ):
        return tree.tag[at] != "VBD"
    return tree.tag[at] in ("VB", "VBP", "VBG") or tree.tag[at].startswith("NN")


def _goes_up(tree: Tree, at: int, head: int, relation: str) -> bool:
    """Whether what governs the head reaches the token too."""
    if relation in ("xcomp", "ccomp", "csubj"):
        return True
    if relation == "conj":
        return not (
            tree.pos[at] == "VERB"
            and any(
                tree.dep[child].startswith("nsubj")
                or (tree.dep[child].startswith("aux") and tree.tag[child] in ("VBZ", "VBP", "VBD", "MD"))
                for child in tree.children[at]
            )
        )
    if relation in ("obj", "nsubj:pass", "compound", "nmod", "appos"):
        return True
    if relation in ("obl", "nsubj"):
        framing = relation == "obl" and tree.case(at) in _FRAMING  # "will meet after the attack": there was one
        return tree.pos[at] == "NOUN" and tree.pos[head] == "VERB" and not framing
    if relation == "advcl":
        return tree.tag[at] in ("VBG", "VB", "VBN") and not any(
            tree.dep[child] == "mark" and tree.lower[child] in ("after", "since", "by", "before", "while")
            for child in tree.children[at]
        )
    return False


def _in_scope(tree: Tree, below: int, token: int, cues: Cues) -> bool:
    """Negation of a governing verb reaches its complements, not its purpose clauses' facts or participles."""
    relation = tree.dep[below]
    if tree.lemma[token] in cues.factive and relation != "xcomp":
        return False
    if relation in ("xcomp", "csubj") or (relation in CLAUSAL and _hinders(tree, below, token, cues)):
        return True
    if relation == "acl" and tree.child(token, "cop") is not None:
        return True  # "these are no rebels burning a farm"
    if relation == "acl":
        return _governor(tree, below, cues)[0] == token and tree.pos[token] == "VERB"
    if relation == "ccomp":
        return tree.lemma[token] in (
            "think",
            "believe",
            "say",
            "mean",
            "claim",
            "suggest",
            "expect",
            "want",
            "report",
            "confirm",
            "appear",
            "seem",
        )
    if relation == "conj":
        return tree.child(below, "cc") is None or (
            tree.lower[tree.child(below, "cc") or 0] in ("or", "nor", "and") and _bare(tree, below)
        )
    return relation in ("obj", "obl", "nsubj:pass") and tree.pos[below] == "NOUN"


def _bare(tree: Tree, at: int) -> bool:
    return not any(tree.dep[child] in ("aux", "aux:pass", "nsubj", "nsubj:pass") for child in tree.children[at])


def _reported(tree: Tree, at: int) -> bool:
    """Whether "would" stands below a verb of saying: the future of what was said then."""
    token = at
    for _ in range(STEPS):
        if tree.dep[token] in ("ccomp", "parataxis"):
            return True
        if tree.head[token] == token:
            return False
        token = tree.head[token]
    return False


def _asked(tree: Tree, at: int) -> bool:
    """Whether the sentence is a question and the trigger its main predicate or right below it."""
    _, end = tree.sentences[tree.sentence[at]]
    if not any(tree.lower[token] == "?" for token in range(max(at, end - 3), end)):
        return False
    return tree.dep[at] in ("ROOT", "xcomp", "ccomp") or tree.dep[tree.head[at]] == "ROOT"
