"""Claims: finite clauses about somebody or something that tell no event, each with subject, predicate, object and standing.

What is claimed in this sense – identity, quantity, law, how things stand – is what fact-checkers look for (Konstantinovskiy et al.
2021, Nakov et al. 2021); here it is only read and laid side by side. Kinds come from the words of ``claims.toml``; a clause that
none of them fits is no row.
"""

from collections.abc import Iterable
from datetime import date

from rashomon.annotate.annotated import Annotated
from rashomon.annotate.attributions.cues import speech
from rashomon.annotate.attributions.index import AttributionIndex
from rashomon.annotate.attributions.tie import standing
from rashomon.annotate.claims.clauses import Clause, Clauses
from rashomon.annotate.claims.kinds import CHECKABLE, Kinds
from rashomon.annotate.claims.words import ClaimWords, claim_words
from rashomon.annotate.events.arguments import Times, time_tokens
from rashomon.annotate.events.cues import cues
from rashomon.annotate.events.factuality import factuality
from rashomon.annotate.frames_of import frames_of
from rashomon.annotate.mentions.index import mention_index
from rashomon.knowledge import Knowledge
from rashomon.model import Attribution, Claim, Time

NOT_RUNNING = frozenset(("headline", "byline", "dateline", "furniture", "caption"))
"""Regions whose sentences make no claims of the text."""


def claims(annotated: Annotated, knowledge: Knowledge) -> Iterable[Claim]:
    """Claims of a document, in order of their passages.

    Args:
        annotated: The document with mentions, times, attributions, figures and event mentions.
        knowledge: The tables (``claims.toml``; ``events/factuality.toml`` for how it is told).

    Returns:
        The rows; none for a text without running sentences.
    """
    if not len(annotated.parse):
        return []
    return sorted(
        _Reading(annotated, knowledge).rows(), key=lambda row: (row.start_char, row.end_char, row.predicate_start_char)
    )


class _Reading:
    """One document's parse and rows, by token."""

    def __init__(self, annotated: Annotated, knowledge: Knowledge) -> None:
        self.annotated, self.knowledge = annotated, knowledge
        self.words: ClaimWords = knowledge.once(claim_words)
        self.frames = frames_of(annotated, knowledge)
        self.tree = self.frames.tree
        self.cues = knowledge.once(cues)
        self.speech = knowledge.once(speech)
        self.voices = AttributionIndex(annotated, knowledge)
        self.attitudes = AttributionIndex(annotated, knowledge, presupposed=True)
        self.mentions = mention_index(annotated)
        self.times = Times(self.frames, time_tokens(annotated))
        self.said = {
            token.i
            for row in annotated.attributions
            if row.cue_start_char is not None and row.cue_end_char is not None
            for token in annotated.tokens(row.cue_start_char, row.cue_end_char)
        }
        typed = {
            token.i
            for row in annotated.event_mentions
            if row.event_type is not None
            for token in annotated.tokens(row.start_char, row.end_char)
        }
        figures = {
            token.i: number
            for number, row in enumerate(annotated.figures)
            for token in annotated.tokens(row.start_char, row.end_char)
        }
        self.kinds = Kinds(self.frames, self.words, figures, typed)
        self.asking = {self.tree.sentence[at] for at, word in enumerate(self.tree.lower) if word == "?"}

    def rows(self) -> Iterable[Claim]:
        for clause in Clauses(self.frames, self.words).find():
            kind = self.kinds.kind(clause)
            if kind is None or self._asked(clause):
                continue
            if kind.name != "purpose" and (clause.at in self.said or clause.content in self.said):
                continue
            row = self._row(clause, kind.name, kind.figure)
            if row is not None:
                yield row

    def _asked(self, clause: Clause) -> bool:
        """Whether a clause stands in a question."""
        return self.tree.sentence[clause.at] in self.asking

    def _row(self, clause: Clause, kind: str, figure: int | None) -> Claim | None:
        annotated, tree = self.annotated, self.tree
        subject = annotated.span(*tree.phrase(clause.subject))
        predicate = annotated.span(clause.first, clause.end)
        behind = annotated.span(*clause.rest) if clause.rest[1] > clause.rest[0] else None
        end = behind[1] if behind else predicate[1]
        start = min(subject[0], predicate[0]) if clause.own_subject and subject[0] < end else predicate[0]
        if subject[1] <= subject[0] or end <= start or self._not_running(predicate[0]):
            return None
        holder = self.voices.innermost(*predicate)
        if self._quoted_law(holder) or self._provided(clause):
            return None
        told, _ = factuality(tree, clause.content, self.cues)
        attribution_id, told = standing(annotated, self.speech, (self.voices, self.attitudes), predicate, told)
        if (
            tree.tag[clause.subject].startswith("PRP")
            and tree.lower[clause.subject] == "it"
            and not self._refers(clause.subject)
        ):
            return None
        earliest, latest = self._held(clause)
        token = annotated.parse[clause.subject]
        mention = self.mentions.at_head(token)
        return Claim(
            document_id=annotated.document.document_id,
            claim_id=annotated.row_id("claim", start, end),
            start_char=start,
            end_char=end,
            kind=kind,
            checkable=kind in CHECKABLE,
            subject_start_char=subject[0],
            subject_end_char=subject[1],
            subject_text=annotated.text(*subject),
            subject_mention_id=mention.mention_id if mention else None,
            predicate_start_char=predicate[0],
            predicate_end_char=predicate[1],
            predicate_lemma=self._lemma(clause),
            object_start_char=behind[0] if behind else None,
            object_end_char=behind[1] if behind else None,
            object_text=annotated.text(*behind) if behind else None,
            figure_id=annotated.figures[figure].figure_id if figure is not None else None,
            negated=self._negated(clause),
            factuality=told,
            attribution_id=attribution_id,
            earliest=earliest,
            latest=latest,
        )

    def _lemma(self, clause: Clause) -> str:
        if clause.copula is not None and clause.content == clause.at:
            return self.tree.lemma[clause.copula]
        particle = self.tree.child(clause.content, "compound:prt")
        lemma = self.tree.lemma[clause.content]
        return lemma if particle is None else f"{lemma} {self.tree.lower[particle]}"

    def _refers(self, at: int) -> bool:
        mention = self.mentions.at_head(self.annotated.parse[at])
        return mention is not None and mention.antecedent_id is not None

    def _not_running(self, start_char: int) -> bool:
        return bool(self.annotated.regions) and self.annotated.region_kind(start_char) in NOT_RUNNING

    def _quoted_law(self, holder: Attribution | None) -> bool:
        """Whether a law, not a speaker, says so ("Article 5 provides that ...")."""
        if holder is None or not holder.source_text:
            return False
        words = holder.source_text.lower().split()
        return any(word.strip(".,;:’'\"s") in self.words.law for word in (words[0], words[-1]))

    def _provided(self, clause: Clause) -> bool:
        """Whether a clause is what an article of a law provides."""
        tree = self.tree
        if tree.dep[clause.at] != "ccomp":
            return False
        return any(tree.lemma[head] in self.words.law for head, _ in self.frames.subjects(tree.head[clause.at]))

    def _negated(self, clause: Clause) -> bool:
        """Whether the clause denies: by "not", or inside its subject or object ("no soldier has left", "has no army")."""
        tree = self.tree
        negation = self.cues.negation
        turned = sum(
            1
            for head in {clause.at, clause.content}
            for child in tree.children[head]
            if tree.lower[child] in negation and tree.dep[child] in ("advmod", "det", "cc:preconj", "cc", "aux", "mark")
        )
        for part in (clause.subject, *(child for child in tree.children[clause.at] if tree.dep[child] == "obj")):
            inside = {tree.lower[child] for child in tree.children[part] if child < part} | {tree.lower[part]}
            turned += bool(inside & self.words.denying)
        return turned % 2 == 1

    def _held(self, clause: Clause) -> tuple[date | None, date | None]:
        """Days that it is said to hold: those of the times on the clause; "since" leaves the end open, "until" the beginning."""
        earliest: date | None = None
        latest: date | None = None
        for number, _ in self.times.find(clause.at) or self.times.find(clause.content):
            time: Time = self.annotated.times[number]
            if time.type not in ("DATE", "TIME") or time.earliest is None:
                continue
            word = self._before(time)
            if word in ("since", "from"):
                earliest = time.earliest
            elif word in ("until", "till", "through"):
                latest = time.latest
            elif word in ("before", "after", "by"):
                continue
            elif earliest is None and latest is None:
                earliest, latest = time.earliest, time.latest
        return (earliest, latest) if earliest is None or latest is None or earliest <= latest else (None, None)

    def _before(self, time: Time) -> str:
        """The word before a time."""
        span = self.annotated.tokens(time.start_char, time.end_char)
        first = span.start
        return (
            self.tree.lower[first]
            if len(span) and self.tree.lower[first] in ("since", "until", "till", "from")
            else self.tree.lower[first - 1]
            if first
            else ""
        )
