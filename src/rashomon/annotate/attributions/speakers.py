"""Speakers by position: the noun phrase right in front of or right behind a quotation's cue."""

from rashomon.annotate.attributions.clauses import COMMAS
from rashomon.annotate.attributions.sources import phrase
from rashomon.annotate.attributions.tree import Range, Tree

MAX_APPOSITION = 14
"""Tokens of an office behind a name."""
NAMING = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})
"""Parts of speech of a name or description."""


def speaker_before(lists: Tree, start: int, cue: int) -> Range | None:
    """The words between a quotation and its cue, where they are one noun phrase."""
    while start < cue and (lists.words[start] in COMMAS or lists.pos[start] in ("PUNCT", "CCONJ")):
        start += 1
    end = cue
    while end > start and (
        lists.pos[end - 1] in ("AUX", "ADV", "PART", "PUNCT") or lists.deps[end - 1].startswith("aux")
    ):
        end -= 1
    loose = next(
        (
            at
            for at in range(start + 1, end)
            if lists.words[at] in ("who", "whose", "which") and lists.words[at - 1] == ","
        ),
        end,
    )
    if start >= end or any(lists.pos[at] in ("VERB", "AUX") and lists.tags[at] != "VBN" for at in range(start, loose)):
        return None
    if lists.pos[start] in ("ADP", "SCONJ", "ADV") or not any(
        lists.pos[at] in ("NOUN", "PROPN", "PRON") for at in range(start, loose)
    ):
        return None
    return lists.trim((start, loose))


def speaker_after(lists: Tree, cue: int) -> Range | None:
    """The noun phrase right behind an inverted cue ("... ," said X)."""
    end = lists.end[cue]
    start = cue + 1
    if (
        start >= end
        or lists.pos[start] not in ("PROPN", "NOUN", "DET", "PRON", "ADJ", "NUM")
        or lists.tags[start] in ("PRP", "WP", "WDT", "IN")
    ):
        return None
    subject = lists.subject(cue)
    if subject is not None and subject > cue:
        found = phrase(lists, subject)
        return _with_apposition(lists, found) if found is not None else None
    stop = start
    while stop < end and (lists.pos[stop] in NAMING or (lists.words[stop] in (".", "of", "'s") and stop + 1 < end)):
        stop += 1
    return lists.trim((start, stop)) if stop > start else None


def _with_apposition(lists: Tree, span: Range) -> Range:
    """A name with the office that follows it between commas, whatever the parse hung it on."""
    start, end = span
    stop = at = end + 1
    limit = min(lists.end[start], end + MAX_APPOSITION)
    if end >= limit or lists.words[end] != "," or lists.pos[start] == "PRON":
        return span
    while stop < limit and lists.pos[stop] not in ("VERB", "AUX", "PUNCT", "SCONJ", "CCONJ"):
        stop += 1
    ends = stop >= lists.end[start] or lists.words[stop] in (",", ".", ";")
    if (
        not ends
        or stop == at
        or lists.pos[at] not in ("DET", "NOUN", "PROPN", "ADJ")
        or lists.pos[stop - 1] not in ("NOUN", "PROPN")
    ):
        return span
    return start, stop
