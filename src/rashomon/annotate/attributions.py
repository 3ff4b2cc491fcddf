"""According to whom: everything that is said, with its source, its cue and its content.

The scheme is that of PARC 3.0 (Pareti 2012) and PolNeAR (Newell, Margolin and Ruths 2018). Cues come from
``knowledge/speech.csv``; contents and sources are read off the parse, then fitted to the quotation marks.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from msgspec.structs import replace

from rashomon.annotate.annotated import Annotated
from rashomon.annotate.attributions_contents import inserted_content, noun_content, verb_content
from rashomon.annotate.attributions_cues import Speech, cue_at, is_negated, speech
from rashomon.annotate.attributions_quotes import Spoken, fit
from rashomon.annotate.attributions_sources import head_of, noun_source, phrase, source_form, verb_source
from rashomon.annotate.attributions_tree import Tree, tree
from rashomon.annotate.mention_index import mention_index
from rashomon.annotate.quotes import quotes
from rashomon.knowledge import Knowledge
from rashomon.model import Attribution


def attributions(annotated: Annotated, knowledge: Knowledge) -> Iterable[Attribution]:
    """Rows of this layer, in order of their content."""
    table = knowledge.once(speech)
    lists = tree(annotated)
    found = [*_cued(lists, table), *_according(lists, table)]
    spoken = fit(annotated, lists, found, quotes(annotated), table)
    return _rows(annotated, lists, spoken, table)


def _cued(lists: Tree, table: Speech) -> Iterator[Spoken]:
    """What verbs, nouns and adjectives present."""
    for at in range(len(lists.words)):
        row = cue_at(lists, at, table)
        if row is None:
            continue
        if row.pos == "NOUN":
            content = noun_content(lists, at, row)
            source = noun_source(lists, at, table) if content else None
        else:
            content = verb_content(lists, at, row, table)
            source = verb_source(lists, at, table) if row.stance != "appears" else None
        if not content and not ("quote" in row.frames and source):
            continue
        stance = "declines" if row.stance == "says" and is_negated(lists, at, table) else row.stance
        yield Spoken(cue=(at, at + 1), lemma=row.lemma, stance=stance, source=source, content=content, row=row)


def _according(lists: Tree, table: Speech) -> Iterator[Spoken]:
    """What stands beside "according to X"."""
    words = lists.words
    for at in range(len(words) - 2):
        if words[at] != "according" or words[at + 1] != "to":
            continue
        head = lists.heads[at]
        if not at < head < lists.end[at]:
            head = max(at + 2, lists.heads[at + 2])
        span = phrase(lists, head)
        if span is None or span[0] < at + 2:
            span = (at + 2, max(at + 3, span[1] if span else at + 3))
        content = inserted_content(lists, (at, span[1]), table)
        if content:
            yield Spoken(cue=(at, at + 2), lemma="according to", stance="says", source=span, content=content, row=None)


def _rows(annotated: Annotated, lists: Tree, spoken: list[Spoken], table: Speech) -> list[Attribution]:
    mentions = mention_index(annotated)
    out = []
    for item in spoken:
        start, end = min(span[0] for span in item.spans), max(span[1] for span in item.spans)
        source = annotated.span(*item.source) if item.source else None
        cue = annotated.span(*item.cue) if item.cue else None
        mention = mentions.at_head(annotated.parse[head_of(lists, item.source)]) if item.source else None
        out.append(
            Attribution(
                document_id=annotated.document.document_id,
                attribution_id=annotated.row_id("attribution", start, end),
                kind=item.kind,
                source_start_char=source[0] if source else None,
                source_end_char=source[1] if source else None,
                source_text=annotated.text(*source) if source else None,
                source_mention_id=mention.mention_id if mention else None,
                source_form=source_form(lists, item.source, table),
                cue_start_char=cue[0] if cue else None,
                cue_end_char=cue[1] if cue else None,
                cue_lemma=item.lemma,
                stance=item.stance,
                start_char=start,
                end_char=end,
                content_spans=[list(span) for span in item.spans],
            )
        )
    out.sort(key=lambda row: (row.start_char, -row.end_char, row.cue_start_char or 0))
    return _nested(out)


def _nested(rows: list[Attribution]) -> list[Attribution]:
    """The rows with the attribution that holds each one's cue (or, without a cue, its content) as parent."""
    pieces = sorted((start, end, at) for at, row in enumerate(rows) for start, end in row.content_spans)
    starts = [piece[0] for piece in pieces]
    reach = list(accumulate((piece[1] for piece in pieces), max))
    size = [sum(end - start for start, end in row.content_spans) for row in rows]
    out = []
    for at, row in enumerate(rows):
        low = row.start_char if row.cue_start_char is None else row.cue_start_char
        high = row.end_char if row.cue_end_char is None else row.cue_end_char
        best: int | None = None
        place = bisect_right(starts, low) - 1
        while place >= 0 and reach[place] >= high:
            _, end, other = pieces[place]
            if end >= high and size[other] > size[at] and (best is None or size[other] < size[best]):
                best = other
            place -= 1
        out.append(row if best is None else replace(row, parent_id=rows[best].attribution_id))
    return out
