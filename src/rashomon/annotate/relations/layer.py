"""Relations: which event is said to have been the answer to, the cause, the purpose or the pretext of which, or only to have followed.

Explicit connectives only, in the way of the Penn Discourse Treebank (Prasad et al. 2008) and CaTeRS (Mostafazadeh et al. 2016): a
link stands on words of the text, and "after" is a sequence, never a cause.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rashomon.annotate.annotated import Annotated
from rashomon.annotate.attributions.index import AttributionIndex
from rashomon.annotate.frames_of import frames_of
from rashomon.annotate.relations.links import Link, Links
from rashomon.annotate.relations.words import relation_words
from rashomon.knowledge import Knowledge
from rashomon.model import EventMention, Relation


class Ends(NamedTuple):
    """The two events of a link, as rows."""

    explained: EventMention
    explaining: EventMention


def relations(annotated: Annotated, knowledge: Knowledge) -> Iterable[Relation]:
    """Links between the event mentions of a document, in order of their connecting words.

    Args:
        annotated: The document with its event mentions and attributions.
        knowledge: The tables (``relations.toml``).

    Returns:
        One row for each link; none where the connecting words do not stand between two event mentions.
    """
    if len(annotated.event_mentions) < 2:
        return []
    by_token: dict[int, EventMention] = {}
    for row in annotated.event_mentions:
        trigger = annotated.tokens(row.start_char, row.end_char)
        if len(trigger):
            for token in trigger:
                by_token.setdefault(token.i, row)
            by_token[trigger.root.i] = row
    said = frozenset(
        token.i
        for row in annotated.attributions
        if row.cue_start_char is not None and row.cue_end_char is not None
        for token in annotated.tokens(row.cue_start_char, row.cue_end_char)
    )
    links = Links(frames_of(annotated, knowledge), knowledge.once(relation_words), frozenset(by_token), said)
    voices = AttributionIndex(annotated, knowledge)
    return sorted(
        _rows(annotated, voices, by_token, links.find()),
        key=lambda row: (row.cue_start_char, row.cue_end_char, row.kind, row.from_id, row.to_id),
    )


def _rows(
    annotated: Annotated, voices: AttributionIndex, by_token: dict[int, EventMention], links: Iterable[Link]
) -> Iterator[Relation]:
    seen: set[tuple[str, str]] = set()
    for link in links:
        ends = Ends(by_token[link.explained], by_token[link.explaining])
        pair = (ends.explained.event_mention_id, ends.explaining.event_mention_id)
        if pair[0] == pair[1] or pair in seen or pair[::-1] in seen:
            continue
        seen.add(pair)
        start, end = annotated.span(link.first, link.end)
        hull = (min(start, *(row.start_char for row in ends)), max(end, *(row.end_char for row in ends)))
        holder = voices.innermost(*hull)
        yield Relation(
            document_id=annotated.document.document_id,
            from_id=pair[0],
            to_id=pair[1],
            kind=link.kind,
            cue_start_char=start,
            cue_end_char=end,
            attribution_id=holder.attribution_id if holder else None,
        )
