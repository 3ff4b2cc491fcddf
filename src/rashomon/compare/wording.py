"""Wording: for each referent the words each outlet uses, with passages and counts. Contrast only; no list of good or bad words."""

import re
from collections import Counter, defaultdict
from math import log, sqrt
from typing import NamedTuple

import duckdb

from rashomon.model import Evidence

_ABBREVIATION = re.compile(r"\b(?:[^\W\d_]\.){2,}")
LEAST = 20
"""Uses on either side below which no log-odds are given: fewer say nothing."""


class Use(NamedTuple):
    """How an outlet names a referent.

    Attributes:
        referent_id: The actor or event.
        referent: Its name or title, in our words.
        outlet: The outlet, or None.
        word: The words: head with the modifiers before it, in lower case.
        uses: How often in the outlet's own voice or a source's, reprints counted once.
        own: How often in its own voice.
        quoted: How often in quotation marks.
        log_odds: Against all other outlets' words for the referent (weighted log-odds with a Dirichlet prior, Monroe, Colaresi
            and Quinn 2008, as a z-score); None below :data:`LEAST` uses on either side.
        evidence: Passages.
        contrast: What is set against other outlets' words: of a person's name the last word alone, for how fully somebody is named
            ("Admiral Falk", "Anders Falk") is no choice between words.
    """

    referent_id: str
    referent: str
    outlet: str | None
    word: str
    uses: int
    own: int
    quoted: int
    log_odds: float | None
    evidence: list[Evidence]
    contrast: str = ""


def wording(
    connection: duckdb.DuckDBPyConnection, referent_id: str | None = None, *, each_document: bool = False
) -> list[Use]:
    """Count the words that outlets use for actors and events.

    Args:
        connection: A record.
        referent_id: Only this actor's or event's.
        each_document: Count a reprint's words as its own; otherwise they are its origin's.

    Returns:
        Uses by referent, outlet and word, all in alphabetical order.
    """
    rows = connection.execute(
        "SELECT coalesce(ma.actor_id, em.event_id) AS referent_id, coalesce(a.name, ev.title) AS referent, d.outlet, n.text, n.head, n.modifiers,"
        " n.quoted, n.attribution_id, n.document_id, n.start_char, n.end_char, coalesce(da.account_id, n.document_id),"
        " m.kind = 'PERSON' AND m.form = 'name'"
        " FROM namings n LEFT JOIN mentions m ON m.mention_id = n.mention_id JOIN documents d ON d.document_id = n.document_id"
        " LEFT JOIN document_accounts da ON da.document_id = n.document_id"
        " LEFT JOIN mention_actors ma ON ma.mention_id = n.mention_id LEFT JOIN actors a ON a.actor_id = ma.actor_id"
        " LEFT JOIN event_members em ON em.event_mention_id = n.event_mention_id LEFT JOIN events ev ON ev.event_id = em.event_id"
        " WHERE NOT EXISTS (SELECT 1 FROM regions r WHERE r.document_id = n.document_id AND r.kind IN ('dateline', 'byline', 'furniture')"
        "     AND r.start_char <= n.start_char AND n.end_char <= r.end_char)"  # where a report was written is no word for a government
        " AND coalesce(ma.actor_id, em.event_id) IS NOT NULL AND (? IS NULL OR coalesce(ma.actor_id, em.event_id) = ?)"
        " ORDER BY n.document_id, n.start_char, n.naming_id",
        [referent_id, referent_id],
    ).fetchall()
    passages: dict[tuple[str, str | None, str], list[tuple[Evidence, bool, bool]]] = defaultdict(list)
    names: dict[str, str] = {}
    bare: dict[tuple[str, str], str] = {}
    for (
        referent,
        name,
        outlet,
        text,
        head,
        modifiers,
        quoted,
        attribution_id,
        document_id,
        start,
        end,
        account_id,
        is_name,
    ) in rows:
        if account_id != document_id and not each_document:
            continue  # a reprint's words are its origin's
        names[referent] = name
        word = phrase(text, head, modifiers)
        bare[referent, word] = word.split()[-1] if is_name else word
        passages[referent, outlet, word].append(
            (Evidence(document_id=document_id, start_char=start, end_char=end), attribution_id is None, bool(quoted))
        )
    counts: dict[str, dict[str | None, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for (referent, outlet, word), found in passages.items():
        counts[referent][outlet][word] += len(found)
    out = []
    for (referent, outlet, word), found in passages.items():
        others: Counter[str] = Counter()
        for other, uses in counts[referent].items():
            if other != outlet:
                others.update(uses)
        out.append(
            Use(
                referent,
                names[referent],
                outlet,
                word,
                len(found),
                sum(own for _, own, _ in found),
                sum(marks for _, _, marks in found),
                log_odds(counts[referent][outlet], others, word),
                [evidence for evidence, _, _ in found],
                bare[referent, word],
            )
        )
    return sorted(out, key=lambda use: (use.referent, use.referent_id, use.outlet or "", use.word))


def phrase(text: str, head: str, modifiers: list[str]) -> str:
    """The words compared: the head with the modifiers that stand right before it, in lower case ("armed men").

    An apposition is no modifier ("the militia leader, Ander Voll"), an article no word, and "U.S." no other word than "US".
    """
    whole = _plain(text)
    words = [_plain(modifier) for modifier in modifiers or []]
    last = _plain(head)
    while words and f" {' '.join([*words, last])}" not in f" {whole}":
        words.pop(0)
    return " ".join([*words, last]).removeprefix("the ").strip() or whole


def _plain(words: str) -> str:
    """Lower case, single blanks, no dots in abbreviations."""
    return _ABBREVIATION.sub(lambda match: match.group().replace(".", ""), " ".join(words.lower().split()))


def log_odds(here: Counter[str], there: Counter[str], word: str) -> float | None:
    """z-score of a word's log-odds between two sets of uses, with the pooled counts as prior; None where either is small."""
    n_here, n_there = sum(here.values()), sum(there.values())
    if n_here < LEAST or n_there < LEAST:
        return None
    pooled = here + there
    prior, total = float(pooled[word]), float(sum(pooled.values()))
    if prior == total:
        return None  # all use this word alone: there is no other to set it against
    left = (here[word] + prior) / (n_here + total - here[word] - prior)
    right = (there[word] + prior) / (n_there + total - there[word] - prior)
    if left <= 0 or right <= 0:
        return None
    return round((log(left) - log(right)) / sqrt(1 / (here[word] + prior) + 1 / (there[word] + prior)), 3)
