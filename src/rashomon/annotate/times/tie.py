"""When each event mention is said to have happened: by its clause, its sentence, its passage or the document; how is told.

An expression that hangs on an event ("two days after the assassination") is resolved through the event mention it names.
"""

from bisect import bisect_right
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from rashomon.annotate.annotated import Annotated
from rashomon.annotate.times.passage import FAR
from rashomon.annotate.times.tie_anchored import Days, resolve_anchored
from rashomon.annotate.times.tie_tense import clause_tense, is_aside
from rashomon.knowledge import Knowledge
from rashomon.model import Argument, EventMention, Time

if TYPE_CHECKING:
    from rashomon.annotate.parse import Token

RECENT = timedelta(days=7)
"""How far back news told in the past tense without a date may reach."""
LEAD = 2
"""Blocks of running text from which an undated past tense is the news itself; further down it may be background."""
BROAD = 366
"""Days from which a time is too broad to be carried on to sentences that name none."""
LASTING = frozenset({"perfect", "progressive", "present"})
"""Tenses that tell of what "since" opened as lasting still."""
TOLD = frozenset({"asserted", "denied"})
"""Factuality of events that are told as past or present; only these take a time from beyond their clause."""


Bounds = tuple[date | None, date | None]


class When(Struct, frozen=True):
    """Days, where they were found, and the expression they come from."""

    earliest: date | None
    latest: date | None
    basis: str
    time: Time | None = None


def tie_times(annotated: Annotated, knowledge: Knowledge) -> None:
    """Give every event mention its days, and every expression that hangs on an event its value.

    Args:
        annotated: The document after all layers; ``times``, ``event_mentions`` and ``arguments`` are replaced.
        knowledge: ``times.toml`` has the prepositions that open or close a span.
    """
    if not annotated.event_mentions:
        return
    words: dict[str, Any] = knowledge.toml("times")["ties"]
    _Tie(annotated, words, {}).run()
    pinned = resolve_anchored(annotated, words)
    if pinned is not None:
        _Tie(annotated, words, pinned).run()


class _Tie:
    """One pass over the event mentions of a document, in the order of the text."""

    def __init__(self, annotated: Annotated, words: dict[str, Any], pinned: dict[str, Days | None]) -> None:
        self.pinned = pinned
        self.annotated = annotated
        self.words = words
        self.by_id = {time.time_id: time for time in annotated.times}
        self.place = {time.time_id: at for at, time in enumerate(annotated.times)}
        self.own: dict[str, list[Time]] = {}
        for argument in annotated.arguments:
            if (
                argument.role == "time"
                and argument.time_id in self.by_id
                and argument.basis not in ("sentence", "passage")
            ):
                self.own.setdefault(argument.event_mention_id, []).append(self.by_id[argument.time_id])
        self.attached = {time.time_id for key, times in self.own.items() if key not in pinned for time in times}
        self.by_sentence: dict[str, list[Time]] = {}
        for time in annotated.times:
            sentence = annotated.sentence_at(time.start_char)
            if sentence is not None and time.type in ("DATE", "TIME") and time.earliest is not None:
                self.by_sentence.setdefault(sentence.sentence_id, []).append(time)
        self.saying = {
            token.i
            for row in annotated.attributions
            if row.cue_start_char is not None and row.cue_end_char is not None
            for token in annotated.tokens(row.cue_start_char, row.cue_end_char)
        }
        self.running: tuple[int, Time] | None = None
        self.blocks = _running_blocks(annotated)
        self.history = self._is_history(annotated.document.published)

    def run(self) -> None:
        annotated = self.annotated
        annotated.arguments = [
            row for row in annotated.arguments if row.role != "time" or row.basis not in ("sentence", "passage")
        ]
        mentions, added = [], []
        for mention in annotated.event_mentions:
            when = self.when(mention)
            mentions.append(replace(mention, earliest=when.earliest, latest=when.latest, time_basis=when.basis))
            if when.time is not None and when.basis in ("sentence", "passage"):
                added.append(_argument(mention, when.time, when.basis))
        annotated.event_mentions = mentions
        annotated.arguments = annotated.arguments + added

    def when(self, mention: EventMention) -> When:
        """Days of one event mention; mentions come in the order of the text."""
        trigger = self.annotated.tokens(mention.start_char, mention.end_char)
        if not len(trigger):
            return When(None, None, "none")
        token = trigger.root
        block = self.annotated.block_of[token.i]
        if mention.event_mention_id in self.pinned:  # the clause round it is dated from it, not the other way round
            days = self.pinned[mention.event_mention_id]
            return When(*days, "clause") if days else When(None, None, "none")
        if found := self._clause(mention, token, block):
            return found
        if mention.factuality not in TOLD:
            return When(None, None, "none")
        if token.i in self.saying and not self.history:  # the day of what is told is not that of the telling
            return self._document(mention, token, block)
        if found := self._sentence(mention, token, block):
            return found
        past = clause_tense(token) == "past" and not self._vague(mention)
        if past and self.running is not None and self.running[0] == block:
            time = self.running[1]
            return When(time.earliest, time.latest, "passage", time)
        return self._document(mention, token, block)

    def _vague(self, mention: EventMention) -> bool:
        """Whether the event's own time leaves its days open: "until recently"."""
        return any((time.value or "").endswith("_REF") for time in self.own.get(mention.event_mention_id, []))

    def _clause(self, mention: EventMention, token: "Token", block: int) -> When | None:
        times = [time for time in self.own.get(mention.event_mention_id, []) if time.earliest or time.latest]
        if not times:
            return None
        if len(times) > 1 and self._joined(times[0], times[1]):
            bounds = [day for time in times[:2] for day in (time.earliest, time.latest) if day is not None]
            self._carry(times[1], block)
            return When(min(bounds), max(bounds), "clause", times[0])
        time = min(times, key=_breadth)
        if mention.factuality in TOLD and time.type != "DURATION":
            self._carry(time, block)
        return When(*self._bounded(time, mention, token), "clause", time)

    def _carry(self, time: Time, block: int) -> None:
        """Let a time hold for what follows in its paragraph, unless it only marks a thing or one end of a span."""
        if self._opens_or_closes(time):
            return
        span = self.annotated.tokens(time.start_char, time.end_char)
        before = self.annotated.parse[span.start - 1] if span.start else None
        opens = before is None or before.is_punct or span[0].is_sent_start
        adverb = span.root.head.pos_ in ("VERB", "AUX")
        if _breadth(time) < BROAD and (opens or adverb or (before is not None and before.pos_ in ("ADP", "SCONJ"))):
            self.running = (block, time)

    def _joined(self, one: Time, other: Time) -> bool:
        """Whether two expressions are the ends of one span: "from May to July"."""
        start, end = min(one.end_char, other.end_char), max(one.start_char, other.start_char)
        between = self.annotated.text(start, end).strip().lower()
        return between in self.words["joints"]

    def _bounded(self, time: Time, mention: EventMention, token: "Token") -> Bounds:
        """Days of an expression with its preposition: "until Monday" has no start, "since Monday" no end.

        What is told to last ("have held it since Monday") reaches the day of publication.
        """
        before = self._preposition(time)
        if before in self.words["during"] and time.type == "TIME":  # "through the night"
            return time.earliest, time.latest
        start, end = self._range(time)
        if start is not None or end is not None:
            return ordered((start or time).earliest, self._end(end or time))
        if before in self.words["since"] or before in self.words["from"]:
            lasts = before in self.words["since"] and mention.factuality in TOLD and clause_tense(token) in LASTING
            return ordered(time.earliest, self.annotated.document.published if lasts else None)
        if before in self.words["until"]:
            return None, time.latest
        if before in self.words["after"]:
            return time.latest, None
        if before in self.words["before"]:
            return None, time.earliest
        return time.earliest, time.latest

    def _preposition(self, time: Time) -> str:
        """The word before an expression."""
        first = self.annotated.tokens(time.start_char, time.end_char).start
        return self.annotated.parse[first - 1].lower_ if first else ""

    def _opens_or_closes(self, time: Time) -> bool:
        """Whether an expression is only one end of a span: it dates its own clause, and nothing beside it."""
        word = self._preposition(time)
        return any(word in self.words[kind] for kind in ("since", "from", "until", "after", "before"))

    def _range(self, time: Time) -> tuple[Time | None, Time | None]:
        """The other end of "from Monday to Thursday": what opens the span that this closes, what closes the one it opens."""
        at = self.place[time.time_id]
        times = self.annotated.times
        if at and self._preposition(times[at - 1]) in self.words["from"] and self._joined(times[at - 1], time):
            return times[at - 1], None
        opens = self._preposition(time) in self.words["from"] and at + 1 < len(times)
        return None, times[at + 1] if opens and self._joined(time, times[at + 1]) else None

    def _end(self, time: Time) -> date | None:
        """Last day of an expression that closes a span; "to this day" is publication."""
        return self.annotated.document.published if time.value == "PRESENT_REF" else time.latest

    def _sentence(self, mention: EventMention, token: "Token", block: int) -> When | None:
        """The nearest time in the sentence that dates no other event and no saying."""
        free = [
            time
            for time in self.by_sentence.get(mention.sentence_id, [])
            if time.time_id not in self.attached
            and not self._dates_saying(time)
            and (not self._opens_or_closes(time) or self._governs(token, time))
        ]
        if not free or clause_tense(token) == "future":
            return None
        time = min(free, key=lambda item: (abs(item.start_char - mention.start_char), item.start_char))
        self._carry(time, block)
        return When(*self._bounded(time, mention, token), "sentence", time)

    def _governs(self, token: "Token", time: Time) -> bool:
        """Whether an expression hangs below a word: "an occupation that lasted until Friday"."""
        return bool(token.is_ancestor(self.annotated.tokens(time.start_char, time.end_char).root))

    def _dates_saying(self, time: Time) -> bool:
        """Whether an expression hangs on the verb of an attribution: "said on Monday"."""
        return self.annotated.tokens(time.start_char, time.end_char).root.head.i in self.saying

    def _document(self, mention: EventMention, token: "Token", block: int) -> When:
        """Publication, where the tense makes that honest: the news itself, told in its first blocks or in the present."""
        published = self.annotated.document.published
        if published is None or self.history or self._told_of_long_ago(mention, block, published):
            return When(None, None, "none")
        tense = clause_tense(token)
        headline = self.annotated.blocks[block].kind == "headline"
        if tense == "perfect":
            return When(None, published, "document")
        if tense == "progressive" or (headline and tense == "present"):
            return When(published - RECENT if headline else published, published, "document")
        if tense == "past" and block in self.blocks[:LEAD] and not is_aside(token):
            return When(published - RECENT, published, "document")
        return When(None, None, "none")

    def _told_of_long_ago(self, mention: EventMention, block: int, published: date) -> bool:
        """Whether a date beside an event, or the last named before it in its paragraph, lies far before publication."""
        beside = [time.latest for time in self.by_sentence.get(mention.sentence_id, []) if time.latest is not None]
        if beside:
            return any((published - latest).days > FAR for latest in beside)
        at = bisect_right(self.annotated.times, mention.start_char, key=lambda time: time.start_char) - 1
        while at >= 0:
            time = self.annotated.times[at]
            span = self.annotated.tokens(time.start_char, time.end_char)
            if not len(span) or self.annotated.block_of[span.start] != block:
                return False
            if time.type in ("DATE", "TIME") and time.latest is not None:
                return (published - time.latest).days > FAR
            at -= 1
        return False

    def _is_history(self, published: date | None) -> bool:
        """Whether more expressions of the document lie far from its publication than count from it."""
        if published is None:
            return True
        near = far = 0
        for time in self.annotated.times:
            if time.latest is not None:
                distant = (published - time.latest).days > FAR
                far += distant
                near += not distant and time.anchor == "publication"
        return far > near


def ordered(earliest: date | None, latest: date | None) -> Bounds:
    """Two days in their order; an end before the start is no end."""
    return (earliest, None) if earliest is not None and latest is not None and latest < earliest else (earliest, latest)


def _running_blocks(annotated: Annotated) -> list[int]:
    """Blocks of running text, in order."""
    out: list[int] = []
    for index in annotated.block_of:
        if annotated.blocks[index].kind is None and (not out or out[-1] != index):
            out.append(index)
    return out


def _breadth(time: Time) -> int:
    if time.earliest is None or time.latest is None:
        return BROAD
    return (time.latest - time.earliest).days


def _argument(mention: EventMention, time: Time, basis: str) -> Argument:
    return Argument(
        document_id=mention.document_id,
        event_mention_id=mention.event_mention_id,
        role="time",
        start_char=time.start_char,
        end_char=time.end_char,
        text=time.text,
        time_id=time.time_id,
        basis=basis,
    )
