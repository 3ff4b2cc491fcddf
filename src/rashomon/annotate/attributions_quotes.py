"""Contents fitted to quotation marks: whole quotations, speech over several sentences and paragraphs, floating quotes."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from rashomon.annotate.annotated import Annotated
from rashomon.annotate.attributions_cues import Cue, Speech
from rashomon.annotate.attributions_tree import Range, Tree
from rashomon.annotate.quotes import Quote

Span = tuple[int, int]
SPEECH_WORDS = 5
"""Words from which a quotation that nobody introduces is taken for speech, if it ends like a sentence."""
COLON_GAP = 200
"""Characters between a cue and the quotation that its sentence's colon announces."""
MARKS = "\"'`“”„‟«»‹›‘’‚ "


@dataclass
class Spoken:
    """An attribution in the making: tokens for cue, source and content, then character spans of the content."""

    cue: Range | None
    lemma: str | None
    stance: str | None
    source: Range | None
    content: list[Range]
    row: Cue | None
    spans: list[Span] = field(default_factory=list)
    kind: str = "indirect"
    block: int = 0


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
        spans = [annotated.span(*piece) for piece in item.content]
        if not spans and inside is None:
            spans = _beside(annotated, lists, item, quoted)
        if inside is not None:
            held = outer[inside]
            if is_speech(annotated, held) and not _reported(lists, item, table):
                continue
            spans = [(max(a, held.start_char + 1), min(b, held.end_char - 1)) for a, b in spans]
        else:
            spans = _widened(item, spans, quoted)
        item.spans = _joined(annotated, spans)
        if item.spans:
            out.append(item)
    _continued(annotated, out, quoted)
    for item in out:
        item.spans = _joined(annotated, item.spans)
        item.kind = _kind(item.spans, quoted)
    return out


def is_speech(annotated: Annotated, quote: Quote) -> bool:
    """Whether a quotation is speech by its own looks, not a scare quote or a title."""
    inner = annotated.text(quote.start_char, quote.end_char).strip(MARKS)
    if len(inner.split()) < SPEECH_WORDS:
        return False
    return inner[-1:] in ".,!?…" or not quote.closed


def _reported(lists: Tree, item: Spoken, table: Speech) -> bool:
    """Whether somebody quoted passes on what another says ("The army told us that ..."): a named or described source is due."""
    if item.source is None or item.stance not in table.words["reporting_stances"] or len(item.content) != 1:
        return False
    return not any(lists.pos[at] == "PRON" for at in range(*item.source))


def _widened(item: Spoken, spans: list[Span], quoted: Quoted) -> list[Span]:
    """Spans with every quotation they touch taken in whole."""
    out = []
    for start, end in spans:
        wide = (start, end)
        for index in quoted.touching(start, end):
            quote = quoted.outer[index]
            wide = (min(wide[0], quote.start_char), max(wide[1], quote.end_char))
            quoted.owner.setdefault(index, item)
        out.append(wide)
    return out


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
        announced = quote.start_char - behind < COLON_GAP and annotated.text(
            behind, quote.start_char
        ).rstrip().endswith(":")
        if quote.start_char < limit or announced:
            return [(quote.start_char, quote.end_char)]
    return []


def _continued(annotated: Annotated, out: list[Spoken], quoted: Quoted) -> None:
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
        if not is_speech(annotated, quote):
            continue
        prior = bisect_left(where, quote.start_char) - 1
        speaker = introduced[prior][1] if prior >= 0 else None
        if last is None or not (quote.continues or (last.block == quote.block and speaker in (last, None))):
            last = Spoken(
                cue=None, lemma=None, stance="says", source=speaker.source if speaker else None, content=[], row=None
            )
            last.block = quote.block
            out.append(last)
        last.spans.append((quote.start_char, quote.end_char))
        quoted.owner[index] = last


def _joined(annotated: Annotated, spans: list[Span]) -> list[Span]:
    """Spans in order, joined where only blanks stand between."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if out and (start <= out[-1][1] or not annotated.text(out[-1][1], start).strip()):
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
