"""According to whom: everything that is said, with its source, its cue and its content.

The scheme is that of PARC 3.0 (Pareti 2012) and PolNeAR (Newell, Margolin and Ruths 2018). Cues come from
``knowledge/speech.csv``; contents and sources are read off the parse, then fitted to the quotation marks.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from msgspec import structs

from rashomon.annotate.annotated import Annotated
from rashomon.annotate.attributions.colons import with_colon_speech
from rashomon.annotate.attributions.contents import inserted_content, noun_content, verb_content
from rashomon.annotate.attributions.cues import Cue, Speech, cue_at, speech, stance_of, withholds
from rashomon.annotate.attributions.quotation_marks import quotes
from rashomon.annotate.attributions.quotes import Spoken, fit
from rashomon.annotate.attributions.sources import head_of, noun_source, phrase, source_form, verb_source
from rashomon.annotate.attributions.tree import FINITE, Range, Tree, tree
from rashomon.annotate.mentions.index import mention_index, mentions_within
from rashomon.knowledge import Knowledge
from rashomon.model import Attribution

LONG_SOURCE = 10
"""Tokens from which an inserted "according to" ends at its first comma: no office is that long."""


def attributions(annotated: Annotated, knowledge: Knowledge) -> Iterable[Attribution]:
    """Rows of this layer, in order of their content."""
    table = knowledge.once(speech)
    lists = tree(annotated)
    found = [*_cued(lists, table), *_according(lists, table)]
    marked = with_colon_speech(annotated, lists, quotes(annotated), table)
    spoken = fit(annotated, lists, found, marked, table)
    spoken = _relayed(lists, spoken, table)
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
        if source is None and _is_writers(lists, at, row):
            continue
        if row.pos != "NOUN" and source is not None and _is_demonstrative(lists, source, table):
            continue
        if not content and not ("quote" in row.frames and source):
            continue
        stance = stance_of(lists, at, row, table)
        if _is_silence(lists, at, row, stance, table):
            continue
        yield Spoken(cue=(at, at + 1), lemma=row.lemma, stance=stance, source=source, content=content, row=row)


def _is_silence(lists: Tree, at: int, row: Cue, stance: str, table: Speech) -> bool:
    """Whether nothing at all is said: a subject that was not spoken of ("did not discuss the border"), a refusal to speak."""
    if stance == "declines":
        nothing = any(lists.words[kid] == "nothing" for kid in lists.kids[at])
        clause = lists.kid(at, "ccomp", "parataxis", "csubj")
        return row.pos == "VERB" and clause is None and not nothing and "person" not in row.frames
    spoken = lists.kid(at, "xcomp") if withholds(lists, at, table) else None
    inner = cue_at(lists, spoken, table) if spoken is not None else None
    return inner is not None and bool(table.stances[inner.stance].get("speech"))


def _is_writers(lists: Tree, at: int, row: Cue) -> bool:
    """Whether a cue without a source is a turn of the writer's ("it is fair to say", "as claimed", "is opposed to")."""
    fair = lists.is_infinitive(at) and lists.pos[lists.heads[at]] == "ADJ"
    idle = row.stance in ("opposes", "intends") and lists.is_passive(at)
    return fair or idle or (lists.is_reduced(at) and lists.case(at) == "as")


def _is_demonstrative(lists: Tree, source: Range, table: Speech) -> bool:
    """Whether the "source" is a circumstance ("this explains why"): then the writer speaks."""
    return source[1] - source[0] == 1 and lists.words[source[0]] in table.words["circumstances"]


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
        span = _bounded(lists, at, span)
        content = inserted_content(lists, (at, span[1]), table)
        comma = next((i for i in range(*span) if words[i] == ","), None)
        if not content and comma is not None:  # the parse took the sentence for an apposition
            span = (span[0], comma)
            content = inserted_content(lists, (at, comma), table)
        if content:
            yield Spoken(cue=(at, at + 2), lemma="according to", stance="says", source=span, content=content, row=None)


def _bounded(lists: Tree, at: int, span: Range) -> Range:
    """The source of "according to" within its commas: neither the sentence's own subject nor half a name."""
    start, end = span
    comma = next((i for i in range(start, lists.end[at]) if lists.words[i] == ","), None)
    if comma is None:
        return span
    if comma >= end and all(lists.pos[i] in ("PROPN", "NOUN") for i in range(end, comma)):
        return start, comma
    inserted = lists.words[at - 1] == "," and at > lists.first[at] and end - start > LONG_SOURCE
    subject = end < lists.end[at] and lists.tags[end] in FINITE
    return (start, comma) if comma < end and (inserted or subject) else span


def _relayed(lists: Tree, spoken: list[Spoken], table: Speech) -> list[Spoken]:
    """The sources behind a source ("A, citing B, said ..."): B gets A's content, so that the chain is kept whole."""
    by_cue = {item.cue[0]: item for item in spoken if item.cue}
    relays: dict[int, Spoken] = {}
    for at, lemma in enumerate(lists.lemmas):
        if lemma not in table.words["citing"] or lists.tags[at] != "VBG":
            continue
        cited = lists.kid(at, "obj")
        source = phrase(lists, cited) if cited is not None else None
        head, host = at, None
        while host is None and lists.heads[head] != head:
            head = lists.heads[head]
            host = next((by_cue[kid] for kid in (head, *lists.kids[head]) if kid != at and kid in by_cue), None)
        if (
            source is not None
            and host is not None
            and host.cue is not None
            and host.row is not None
            and "clause" in host.row.frames
        ):
            relays[at] = structs.replace(
                host, cue=(at, at + 1), lemma=lemma, stance="says", source=source, row=None, host=host
            )
    # of a citing word that leans on a citing word nothing is carried on: what it leans on is no longer among those found
    relays = {at: item for at, item in relays.items() if item.host and item.host.cue and item.host.cue[0] not in relays}
    kept = [item for item in spoken if not (item.cue and item.cue[0] in relays)]
    return kept + list(relays.values())


def _rows(annotated: Annotated, lists: Tree, spoken: list[Spoken], table: Speech) -> list[Attribution]:
    mentions = mention_index(annotated)
    out = []
    ids: dict[int, str] = {}
    for item in sorted(spoken, key=lambda item: item.host is not None):
        start, end = min(span[0] for span in item.spans), max(span[1] for span in item.spans)
        source = annotated.span(*item.source) if item.source else None
        cue = annotated.span(*item.cue) if item.cue else None
        mention = mentions.at_head(annotated.parse[head_of(lists, item.source)]) if item.source else None
        if (
            mention is None and item.source
        ):  # "Secretary of State Falk", "Falk of Bergen": the parse may hang the name under another word
            people = [
                one for one in mentions_within(mentions, annotated.mentions, *item.source) if one.kind == "PERSON"
            ]
            mention = people[0] if len(people) == 1 and people[0].form == "name" else None
        ids[id(item)] = annotated.row_id("attribution", start, end)
        out.append(
            Attribution(
                document_id=annotated.document.document_id,
                attribution_id=ids[id(item)],
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
                parent_id=ids[id(item.host)] if item.host is not None else None,
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
        if row.parent_id is not None:
            out.append(row)
            continue
        low = row.start_char if row.cue_start_char is None else row.cue_start_char
        high = row.end_char if row.cue_end_char is None else row.cue_end_char
        best: int | None = None
        place = bisect_right(starts, low) - 1
        while place >= 0 and reach[place] >= high:
            _, end, other = pieces[place]
            if end >= high and size[other] > size[at] and (best is None or size[other] < size[best]):
                best = other
            place -= 1
        out.append(row if best is None else structs.replace(row, parent_id=rows[best].attribution_id))
    return out
