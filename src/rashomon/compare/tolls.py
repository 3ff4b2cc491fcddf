"""Tolls told beside an act: "The ship blew up; 1,266 of her men were killed" gives the toll of the blowing up.

A figure hangs on the mention that stands nearest to it. Where that is a dying without a doer of its own, and its victims are
told as the recipient's ("her crew", "those on board"), the figure belongs to the act in the same sentence as well, or to
the only act of the sentence before. The words that tell this stand in ``compare.toml``.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from typing import NamedTuple

import duckdb

from rashomon.knowledge import Knowledge

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_BREAK = re.compile(r"[;:!?()]|\.(?!\d)")
_FAR = 70  # characters between a figure and the dying that it counts


class Toll(NamedTuple):
    """What the surroundings of a figure add to it.

    Attributes:
        kind: Kind of the figure here.
        event_mention_id: A further telling that it belongs to, or None.
        whole: Whether it counts all the recipient's people ("her crew", "her officers and men"), not some sort of them.
    """

    kind: str
    event_mention_id: str | None
    whole: bool = False


class _Act(NamedTuple):
    id: str
    start: int
    end: int
    lemma: str
    assault: bool


class _Words(NamedTuple):
    dying: frozenset[str]
    going: frozenset[str]
    joined: frozenset[str]
    auxiliaries: frozenset[str]
    owners: frozenset[str]
    bearers: frozenset[str]
    company: frozenset[str]


def tolls(connection: duckdb.DuckDBPyConnection, knowledge: Knowledge) -> dict[str, Toll]:
    """What figures gain from their sentences, by figure.

    Args:
        connection: The record's tables of reading.
        knowledge: ``compare.toml``.
    """
    table = knowledge.toml("compare")["tolls"]
    words = _Words(*(frozenset(table[name]) for name in _Words._fields))
    texts = dict(connection.execute("SELECT document_id, text FROM documents").fetchall())
    sentences: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for document_id, start, end in connection.execute(
        "SELECT document_id, start_char, end_char FROM sentences ORDER BY document_id, start_char"
    ).fetchall():
        sentences[document_id].append((start, end))
    acts: dict[tuple[str, int], list[_Act]] = defaultdict(list)
    for document_id, act_id, start, end, lemma, sort in connection.execute(
        "SELECT document_id, event_mention_id, start_char, end_char, lower(lemma), event_type FROM event_mentions"
        " WHERE factuality IN ('asserted', 'possible') ORDER BY document_id, start_char, event_mention_id"
    ).fetchall():
        act = _Act(act_id, start, end, lemma, sort == "ASSAULT")
        acts[document_id, _sentence(sentences[document_id], act.start)].append(act)
    out: dict[str, Toll] = {}
    for figure_id, document_id, start, end, population, on in connection.execute(
        "SELECT figure_id, document_id, start_char, end_char, lower(population), event_mention_id FROM figures"
        " WHERE kind IN ('killed', 'other') AND unit IS NULL ORDER BY figure_id"
    ).fetchall():
        at = _sentence(sentences[document_id], start)
        toll = _toll(
            texts[document_id],
            start,
            end,
            population or "",
            on,
            acts[document_id, at],
            acts.get((document_id, at - 1), []),
            words,
        )
        if toll:
            out[figure_id] = toll
    return out


def _sentence(sentences: list[tuple[int, int]], offset: int) -> int:
    return bisect_right(sentences, (offset, 1 << 60)) - 1


def _toll(
    text: str,
    start: int,
    end: int,
    population: str,
    on: str | None,
    here: list[_Act],
    before: list[_Act],
    words: _Words,
) -> Toll | None:
    dying = next((act for act in here if act.lemma in words.dying and _told(text, start, end, act, words)), None)
    sunk = next((act for act in here if act.lemma in words.going and _taken(text, start, act, words)), None)
    phrase = text[max(0, start - 25) : min(len(text), (dying.end if dying and dying.start > end else end) + 25)]
    owned = any(word.lower() in words.owners for word in _WORD.findall(phrase))
    after = [word.lower() for word in _WORD.findall(text[end : end + 20])][:2]
    company = not population or population in words.company
    if sunk and len(after) == 2 and after[0] == "of" and after[1] in words.bearers:
        return Toll("killed", sunk.id if on != sunk.id else None, whole=company)
    if dying is None:
        return None
    others = [act for act in here if act.assault and act.lemma not in words.dying]
    if not others:
        others = [act for act in before if act.assault and act.lemma not in words.dying] if owned else []
    earlier = [act for act in others if act.start < start]
    further = earlier[0].id if owned and len({act.id for act in earlier}) == 1 else None
    # "The captain was killed with 40 of her crew": with him it was more.
    whole = company and owned and (further or on) is not None and not _taken(text, start, dying, words)
    return Toll("killed", further if further != on else None, whole=whole)


def _told(text: str, start: int, end: int, act: _Act, words: _Words) -> bool:
    """Whether the figure counts who dies: "1,266 of her men were killed", "was killed with 1,025 of her crew"."""
    if act.start >= end:
        gap = text[end : act.start]
        between = [word.lower() for word in _WORD.findall(gap)]
        passive = bool(set(between[-2:]) & words.auxiliaries) or act.lemma not in ("kill", "slay")
        return len(gap) <= _FAR and not _BREAK.search(gap) and "," not in gap and passive
    return _taken(text, start, act, words)


def _taken(text: str, start: int, act: _Act, words: _Words) -> bool:
    """Whether the figure stands after the act as those who shared its fate: "sank at six with 589 of her men"."""
    gap = text[act.end : start]
    between = [word.lower() for word in _WORD.findall(gap)]
    return 0 <= start - act.end <= _FAR and not _BREAK.search(gap) and bool(between) and between[-1] in words.joined
