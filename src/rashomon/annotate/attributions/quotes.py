"""Contents fitted to quotation marks: whole quotations, speech over several sentences and paragraphs, floating quotes."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from msgspec import Struct

from rashomon.annotate.annotated import Annotated
from rashomon.annotate.attributions.clauses import COMMAS
from rashomon.annotate.attributions.cues import Cue, Speech
from rashomon.annotate.attributions.quotation_marks import Quote
from rashomon.annotate.attributions.speakers import speaker_after, speaker_before
from rashomon.annotate.attributions.tree import Range, Tree

Span = tuple[int, int]
SPEECH_WORDS = 5
"""Words from which a quotation that nobody introduces is taken for speech, if it ends like a sentence."""
MAX_SPEECH = 12_000
"""Characters of one attribution: what goes on longer is taken up anew, so that a missing mark swallows no document."""
COLON_GAP = 200
"""Characters between a cue and the quotation that its sentence's colon announces."""
MAX_GAP = 40
"""Tokens between a quotation and its cue: a name with its offices."""
MAX_LEAD = 25
"""Tokens in front of a quotation that belong to the same words of the speaker (It was "a great day," he said)."""
MARKS = "\"'`“”„‟«»‹›‘’‚ "


class Spoken(Struct):
    """An attribution in the making: tokens for cue, source and content, then character spans of the content."""

    cue: Range | None
    lemma: str | None
    stance: str | None
    source: Range | None
    content: list[Range]
    row: Cue | None
    spans: list[Span] = []
    kind: str = "indirect"
    block: int = 0
    host: "Spoken | None" = None


@dataclass
class Quoted:
    """The quotations that stand in no other, by start, and who owns each."""

    outer: list[Quote]
    starts: list[int]
    owner: dict[int, Spoken]

    def holding(self, at: int) -> int | None:
        """Index of the quotation that holds an offset."""
        index = bisect_right(self.starts, at) - 1
        return index if index >= 0 and at < self.outer[index].end_char else None

    def touching(self, start: int, end: int) -> list[int]:
        """Indices of the quotations that overlap two offsets."""
        index = max(0, bisect_right(self.starts, start) - 1)
        found = []
        while index < len(self.outer) and self.outer[index].start_char < end:
            if self.outer[index].end_char > start:
                found.append(index)
            index += 1
        return found


def fit(annotated: Annotated, lists: Tree, found: list[Spoken], quotes: list[Quote], table: Speech) -> list[Spoken]:
    """The attributions with contents in characters, whole quotations given to them, floating quotations added."""
    outer = [quote for quote in quotes if quote.depth == 0]
    quoted = Quoted(outer, [quote.start_char for quote in outer], {})
    out = []
    for item in found:
        assert item.cue is not None
        item.block = annotated.block_of[item.cue[0]]
        inside = quoted.holding(annotated.span(*item.cue)[0])
        spans = _said_behind(annotated, lists, item, quoted) if inside is None else []
        if not spans:
            spans = [annotated.span(*piece) for piece in item.content]
        if not spans and inside is None:
            spans = _beside(annotated, lists, item, quoted)
        if inside is not None:
            held = outer[inside]
            if is_speech(annotated, held) and not _reported(lists, item, table):
                continue
            spans = [(max(a, held.start_char + 1), min(b, held.end_char - 1)) for a, b in spans]
        else:
            spans = _widened(annotated, item, spans, quoted)
        item.spans = _joined(annotated, spans)
        if item.spans:
            out.append(item)
    _continued(annotated, lists, out, quoted)
    for item in out:
        item.spans = _joined(annotated, item.spans)
        item.kind = _kind(item.spans, quoted)
    return out


def is_speech(annotated: Annotated, quote: Quote) -> bool:
    """Whether a quotation is speech by its own looks, not a scare quote or a title."""
    if quote.kind == "colon":
        return True
    inner = annotated.text(quote.start_char, quote.end_char).strip(MARKS)
    if len(inner.split()) < SPEECH_WORDS:
        return False
    return inner[-1:] in ".,!?…" or not quote.closed


def _reported(lists: Tree, item: Spoken, table: Speech) -> bool:
    """Whether somebody quoted passes on what another says ("The army told us that ..."): a named or described source is due."""
    if item.source is None or item.stance not in table.words["reporting_stances"] or len(item.content) != 1:
        return False
    return not any(lists.pos[at] == "PRON" for at in range(*item.source))


def _widened(annotated: Annotated, item: Spoken, spans: list[Span], quoted: Quoted) -> list[Span]:
    """Spans with every quotation they touch taken in whole."""
    out = []
    for start, end in spans:
        wide = (start, end)
        for index in quoted.touching(start, end):
            quote = quoted.outer[index]
            wide = (min(wide[0], quote.start_char), max(wide[1], quote.end_char))
            quoted.owner.setdefault(index, item)
        after = bisect_left(quoted.starts, wide[1])
        if (
            after < len(quoted.outer)
            and quoted.outer[after].block == item.block
            and not annotated.text(wide[1], quoted.outer[after].start_char).strip()
        ):
            wide = (wide[0], quoted.outer[after].end_char)  # "stressed the need “to work together”"
            quoted.owner.setdefault(after, item)
        out.append(wide)
    return out


def _said_behind(annotated: Annotated, lists: Tree, item: Spoken, quoted: Quoted) -> list[Span]:
    """The quotation right in front of "X said" or "said X", which also gives the source: commas do not mislead it."""
    if item.cue is None or item.row is None or not item.row.frames & {"quote"}:
        return []
    cue = item.cue[0]
    cue_start = annotated.span(*item.cue)[0]
    index = bisect_left(quoted.starts, cue_start) - 1
    if index < 0 or quoted.outer[index].block != item.block:
        return []
    quote = quoted.outer[index]
    gap = annotated.tokens(quote.end_char, cue_start) if quote.end_char < cue_start else None
    start, end = (gap.start, gap.end) if gap is not None and len(gap) else (cue, cue)
    ending = annotated.text(quote.start_char, quote.end_char).rstrip(MARKS)[-1:]
    if any(piece[0] > cue for piece in item.content) or (
        lists.first[start] == start and ending != "," and item.content
    ):
        return []  # the cue has a content of its own behind it, or begins a new sentence
    if end != cue or cue - start > MAX_GAP or ending not in ",?!.…—–-":
        return []
    speaker = speaker_before(lists, start, cue) if start < cue else speaker_after(lists, cue)
    if speaker is None:
        return []
    item.source = speaker
    first = annotated.tokens(quote.start_char, quote.end_char).start
    lead = range(lists.first[first], first)
    if len(lead) > MAX_LEAD or any(lists.words[at] in (":", ".") for at in lead):
        return [(quote.start_char, quote.end_char)]
    return [(min(annotated.span(lists.first[first], first + 1)[0], quote.start_char), quote.end_char)]


def _beside(annotated: Annotated, lists: Tree, item: Spoken, quoted: Quoted) -> list[Span]:
    """The quotation that ends right before the cue's clause or begins behind it, in its sentence or after its colon."""
    assert item.cue is not None
    group = [item.cue] + ([item.source] if item.source else [])
    begin = annotated.span(min(span[0] for span in group), len(lists.words))[0]
    stop = max(span[1] for span in group)
    behind, limit = annotated.span(stop - 1, stop)[1], annotated.span(item.cue[0], lists.end[item.cue[0]])[1]
    before = bisect_left(quoted.starts, begin) - 1
    if before >= 0 and not annotated.text(quoted.outer[before].end_char, begin).strip(" ,.—–-\n"):
        return [(quoted.outer[before].start_char, quoted.outer[before].end_char)]
    after = bisect_left(quoted.starts, behind)
    if after < len(quoted.outer):
        quote = quoted.outer[after]
        announced = (
            quote.start_char - behind < COLON_GAP
            and annotated.text(behind, quote.start_char).rstrip().endswith(":")
            and not annotated.text(min(limit, quote.start_char), quote.start_char).strip()
        )
        if announced or (quote.kind == "colon" and quote.start_char < limit):
            return [(quote.start_char, quote.end_char)]
        if quote.start_char < limit:
            gap = annotated.text(behind, quote.start_char)
            if (
                item.row is not None
                and "clause" in item.row.frames
                and len(gap.split()) > 1
                and gap.rstrip()[-1] not in ",:;—–"
            ):
                return [(_behind_adjuncts(annotated, lists, stop), quote.end_char)]
            return [(quote.start_char, quote.end_char)]
    return []


def _behind_adjuncts(annotated: Annotated, lists: Tree, stop: int) -> int:
    """Where words behind a cue begin that are neither adverb nor phrase of time or place."""
    at = stop
    while (
        at < lists.end[stop - 1]
        and lists.heads[at] == stop - 1
        and lists.deps[at] in ("advmod", "obl", "obl:unmarked", "punct")
    ):
        at = lists.right[at]
    return annotated.span(min(at, len(lists.words) - 1), len(lists.words))[0]


def _continued(annotated: Annotated, lists: Tree, out: list[Spoken], quoted: Quoted) -> None:
    """Quotations that no cue introduces: given to the speaker before them, or left without a source."""
    introduced = sorted(
        (
            (annotated.span(*item.cue)[0], item)
            for item in out
            if item.cue and item.source and (item.row is None or "quote" in item.row.frames)
        ),
        key=lambda pair: pair[0],
    )
    where = [at for at, _ in introduced]
    last: Spoken | None = None
    for index, quote in enumerate(quoted.outer):
        if index in quoted.owner:
            last = quoted.owner[index]
            continue
        follows = last is not None and last.block == quote.block and _is_sentence(annotated, lists, quote)
        if not is_speech(annotated, quote) and not follows:
            continue
        named = _colon_name(annotated, lists, quote)
        if named is not None:
            last = Spoken(cue=None, lemma=None, stance="says", source=named, content=[], row=None, block=quote.block)
            last.spans.append((quote.start_char, quote.end_char))
            out.append(last)
            quoted.owner[index] = last
            continue
        prior = bisect_left(where, quote.start_char) - 1
        speaker = introduced[prior][1] if prior >= 0 else None
        goes_on = quote.continues or (last is not None and last.block == quote.block and speaker in (last, None))
        if last is None or not goes_on or quote.end_char - last.spans[0][0] > MAX_SPEECH:
            source = last.source if quote.continues and last is not None else speaker.source if speaker else None
            last = Spoken(cue=None, lemma=None, stance="says", source=source, content=[], row=None)
            last.block = quote.block
            out.append(last)
        last.spans.append((quote.start_char, quote.end_char))
        quoted.owner[index] = last


def _is_sentence(annotated: Annotated, lists: Tree, quote: Quote) -> bool:
    """Whether a quotation is a sentence, or several, from its first word to its full stop."""
    first = annotated.tokens(quote.start_char, quote.end_char).start
    inner = annotated.text(quote.start_char, quote.end_char).strip(MARKS)
    return quote.closed and inner[-1:] in ".!?…" and lists.first[first] == first


def _colon_name(annotated: Annotated, lists: Tree, quote: Quote) -> Range | None:
    """A name that a colon sets before a quotation, as in headlines and scripts."""
    begin = annotated.tokens(quote.start_char, quote.end_char).start
    at = begin - 1
    if at < 1 or annotated.block_of[at] != quote.block or lists.words[at] != ":":
        return None
    start = at
    while (
        start > 0
        and at - start < SPEECH_WORDS
        and annotated.block_of[start - 1] == quote.block
        and lists.pos[start - 1] in ("PROPN", "NOUN", "ADP", "DET", "ADJ")
    ):
        start -= 1
    whole = (
        start == 0
        or annotated.block_of[start - 1] != quote.block
        or lists.words[start - 1] in COMMAS
        or lists.first[start] == start
    )
    return (start, at) if whole and start < at and any(lists.pos[i] == "PROPN" for i in range(start, at)) else None


def _speaks(lists: Tree, item: Spoken) -> bool:
    """Whether the attribution's source may go on speaking: it has a source, and its cue is a main verb that can quote."""
    if item.cue is None or item.source is None:
        return False
    if item.row is None:
        return item.lemma != "according to"
    return "quote" in item.row.frames and lists.deps[item.cue[0]] in (
        "root",
        "conj",
        "parataxis",
        "advcl",
        "xcomp",
        "ccomp",
    )


def _joined(annotated: Annotated, spans: list[Span]) -> list[Span]:
    """Spans in order, joined where only blanks stand between."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if out and (start <= out[-1][1] or not annotated.text(out[-1][1], start).strip(" \n\t\r\xa0-")):
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _kind(spans: list[Span], quoted: Quoted) -> str:
    """``direct`` when all of it is quoted, ``mixed`` when a part is, else ``indirect``."""
    total = inside = 0
    for start, end in spans:
        total += end - start
        for index in quoted.touching(start, end):
            quote = quoted.outer[index]
            inside += min(end, quote.end_char) - max(start, quote.start_char)
    if not inside:
        return "indirect"
    return "direct" if inside >= total - 3 else "mixed"
