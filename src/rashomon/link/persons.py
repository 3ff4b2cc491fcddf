"""People: which names in which documents mean one person."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from rashomon.link.names import NameRules, compare, core, likeness, skeleton
from rashomon.link.union import Union

JOIN = 0.93
"""Two full names are one person's from this score on: equal but for spelling, titles and middle names. A slip of the pen is not enough."""
_ELSEWHERE = 0.6  # a surname alone, and one full name in the whole collection that ends so
_TITLED = 0.85  # the same with a title before the surname
_CHIEF = 4  # a bearer so many times as often named as the next is meant by the surname alone
_GENERATIONS = frozenset({"jr", "sr", "2", "3", "4"})
_CROWDED = 60  # a word that more names share (a very common given name) proposes no pairs by itself


class Named(NamedTuple):
    """A name that a document gives a person.

    Attributes:
        document_id: The document.
        name: The name as written, cleaned.
    """

    document_id: str
    name: str


class Person(NamedTuple):
    """A person found in several names.

    Attributes:
        key: Words of the fullest name, folded.
        name: Fullest name.
        why: For each name, the evidence that it is this person's, with its strength.
    """

    key: str
    name: str
    why: dict[Named, tuple[float, str]]


def people(found: Counter[Named], rules: NameRules, titled: Collection[Named] = ()) -> list[Person]:
    """Join the names of people within and across documents.

    Full names (two words or more) are compared with each other over the whole collection; a single word joins the full
    name in its own document first, and a full name elsewhere only where the collection has just one that fits.

    Args:
        found: How often each document uses each name.
        rules: Compiled tables of names.
        titled: Those that stand with a title somewhere in their document: "President Falk" is surely the one Falk of the collection.

    Returns:
        People by key. The outcome does not depend on the order of ``found``.
    """
    words = {named: _bare(core(named.name, rules, person=True)) for named in found}
    full = sorted({" ".join(ws) for ws in words.values() if len(ws) > 1})
    union, reasons = _join_full(full, rules)
    by_document: dict[str, set[str]] = defaultdict(set)
    for named, ws in words.items():
        if len(ws) > 1:
            by_document[named.document_id].add(" ".join(ws))
    _join_tails(by_document, union, reasons)
    _join_beginnings(full, union, reasons)
    weight: Counter[str] = Counter()
    for named, count in found.items():
        if len(words[named]) > 1:
            weight[union.find(" ".join(words[named]))] += count
    holders: dict[str, list[str]] = defaultdict(list)
    for name in full:
        for word in name.split():
            holders[skeleton(word)].append(name)
    groups: dict[str, dict[Named, tuple[float, str]]] = defaultdict(dict)
    for named in sorted(found):
        ws = words[named]
        if not ws:
            continue
        joined = " ".join(ws)
        if len(ws) > 1:
            root = union.find(joined)
            groups[root][named] = (
                (1.0, "same name") if root == joined else (0.95, reasons.get(joined, "spelling of one name"))
            )
            continue
        target = _short(ws[0], by_document[named.document_id], holders, union, weight)
        if target is None:
            groups["~" + skeleton(ws[0])][named] = (0.9, "same name")
        else:
            score = _TITLED if named in titled and target[1] == _ELSEWHERE else target[1]
            groups[union.find(target[0])][named] = (score, target[2])
    return [_person(members, found, words) for _, members in sorted(groups.items())]


def _join_full(full: Sequence[str], rules: NameRules) -> tuple[Union[str], dict[str, str]]:
    union: Union[str] = Union()
    reasons: dict[str, str] = {}
    blocks: dict[str, list[str]] = defaultdict(list)
    for name in full:
        ws = name.split()
        for word in {_rough(word) for word in (ws[0], ws[-1])}:
            blocks[word].append(name)
        blocks["=" + "".join(ws)].append(name)
    shape = {name: name.split() for name in full}
    for block in sorted(blocks):
        names = blocks[block]
        if len(names) > _CROWDED:
            continue
        for at, one in enumerate(names):
            for other in names[at + 1 :]:
                if union.find(one) == union.find(other):
                    continue
                score = compare(one, other, rules, person=True)
                if score.value >= JOIN and _same_ends(shape[one], shape[other]):
                    union.join(one, other)
                    reasons[one] = reasons[other] = score.why
    return union, reasons


def _join_tails(by_document: dict[str, set[str]], union: Union[str], reasons: dict[str, str]) -> None:
    """Within a document a family name of several words is its bearer's: "Abdul Mahdi" beside "Adil Abdul Mahdi"."""
    for _, names in sorted(by_document.items()):
        for short in sorted(names):
            tail = " " + skeleton(short)
            bearers = sorted(
                {union.find(long) for long in names if long != short and (" " + skeleton(long)).endswith(tail)}
            )
            if len(bearers) == 1 and bearers[0] != union.find(short):
                union.join(short, bearers[0])
                reasons.setdefault(short, f'the end of "{bearers[0]}" in the same document')


def _join_beginnings(full: Sequence[str], union: Union[str], reasons: dict[str, str]) -> None:
    """Two words that begin just one person's longer name are that name cut short ("Kim Jong" of "Kim Jong Un")."""
    longer: dict[str, set[str]] = defaultdict(set)
    for name in full:
        ws = name.split()
        if len(ws) == 3:
            longer[skeleton(" ".join(ws[:2]))].add(name)
    for name in full:
        if len(name.split()) == 2:
            bearers = sorted({union.find(long) for long in longer.get(skeleton(name), ())})
            if len(bearers) == 1 and bearers[0] != union.find(name):
                union.join(name, bearers[0])
                reasons.setdefault(name, f'the beginning of "{bearers[0]}"')


def _bare(words: list[str]) -> list[str]:
    """Words without "Jr." or "III"."""
    return words[:-1] if len(words) > 2 and words[-1] in _GENERATIONS else words


def _rough(word: str) -> str:
    """A word's consonants: the blocking key."""
    bare = skeleton(word).replace("g", "k")
    return bare[:1] + "".join(char for char in bare[1:] if char not in "aiu")


def _same_ends(one: list[str], other: list[str]) -> bool:
    """Names with words left over are one only where the surnames agree: "John Smith" is in "John A. Smith", not in "Smith John Brown"."""
    if len(one) == len(other):
        return True
    short, long = (one, other) if len(one) < len(other) else (other, one)
    return likeness(short[-1], long[-1]) >= 0.9 and likeness(short[0], long[0]) >= 0.8


def _short(
    word: str, here: Iterable[str], holders: dict[str, list[str]], union: Union[str], weight: Counter[str]
) -> tuple[str, float, str] | None:
    """The full name that a single word stands for."""
    last = {union.find(name): name for name in sorted(here) if likeness(name.split()[-1], word) >= 0.9}
    inside = last or {
        union.find(name): name for name in sorted(here) if any(likeness(w, word) >= 0.9 for w in name.split())
    }
    if len(inside) == 1:
        name = next(iter(inside.values()))
        return name, 0.9, f'short for "{name}" in the same document'
    elsewhere = {
        union.find(name): name for name in holders.get(skeleton(word), []) if likeness(name.split()[-1], word) >= 0.9
    }
    if not inside and len(elsewhere) == 1:
        name = next(iter(elsewhere.values()))
        return name, _ELSEWHERE, f'the only full name in the collection that ends so: "{name}"'
    bearers = inside or elsewhere
    ranked = sorted(bearers, key=lambda root: (-weight[root], root))
    if len(ranked) > 1 and weight[ranked[0]] >= _CHIEF * weight[ranked[1]]:
        name = bearers[ranked[0]]
        return name, 0.55, f'of those so named the collection speaks mostly of "{name}"'
    return None


def _person(members: dict[Named, tuple[float, str]], found: Counter[Named], words: dict[Named, list[str]]) -> Person:
    counts: Counter[str] = Counter()
    size: dict[str, tuple[int, int]] = {}
    for named in members:
        counts[named.name] += found[named]
        size[named.name] = (len(words[named]), sum(len(word) > 1 for word in words[named]))
    best = min(counts, key=lambda name: (-size[name][1], -counts[name], len(name), name))
    key = min(" ".join(words[named]) for named in members if named.name == best)
    return Person(key, best, dict(members))
