"""Each event mention gets the innermost attribution that holds its trigger, and what its cue makes of it.

"X denied that Y had bombed Z" tells the bombing as denied; "demanded that Y leave" tells the leaving as demanded. Only the
predicate of the content itself is touched: in "denied that the raid killed civilians" the raid stays as told.
The idea of predicates that commit their source to more or less is FactBank's (Saurí and Pustejovsky 2009).
"""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from rashomon.annotate.annotated import Annotated
from rashomon.annotate.attributions.cues import Speech, speech
from rashomon.annotate.attributions.index import AttributionIndex
from rashomon.knowledge import Knowledge
from rashomon.model import Attribution

if TYPE_CHECKING:
    from rashomon.annotate.parse import Token

SPINE = frozenset({"conj", "xcomp", "parataxis"})
MAX_SPINE = 6
"""Steps between the trigger and the content's own predicate."""


def tie_attributions(annotated: Annotated, knowledge: Knowledge) -> None:
    """Complete the event mentions of a document by who tells them.

    Args:
        annotated: The document; ``event_mentions`` is replaced.
        knowledge: The tables; ``stances`` of ``speech.toml`` says what a stance makes of an event.
    """
    table = knowledge.once(speech)
    index = AttributionIndex(annotated, knowledge)
    attitudes = AttributionIndex(annotated, knowledge, presupposed=True)
    rows = []
    for mention in annotated.event_mentions:
        span = (mention.start_char, mention.end_char)
        attribution_id, factuality = standing(annotated, table, (index, attitudes), span, mention.factuality)
        rows.append(replace(mention, attribution_id=attribution_id, factuality=factuality))
    annotated.event_mentions = rows


def standing(
    annotated: Annotated,
    table: Speech,
    voices: tuple[AttributionIndex, AttributionIndex],
    span: tuple[int, int],
    factuality: str,
) -> tuple[str | None, str]:
    """Who tells a predicate, and what their cue makes of it.

    Args:
        annotated: The document.
        table: The compiled words of speech.
        voices: Its attributions by offset, without and with those whose contents are presupposed.
        span: Offsets of the predicate.
        factuality: How its own clause tells it.

    Returns:
        The innermost attribution that holds it, or None, and its factuality.
    """
    index, attitudes = voices
    holder, nearest = index.innermost(*span), attitudes.innermost(*span)
    for said in (nearest, holder):  # what is planned or feared is no more than that, whoever tells it
        if factuality == "asserted" and said is not None:
            factuality = _factuality(annotated, said, *span, table)
    return holder.attribution_id if holder else None, factuality


def _factuality(annotated: Annotated, holder: Attribution, start_char: int, end_char: int, table: Speech) -> str:
    """What the cue makes of an event that the content tells; ``asserted`` off the content's spine."""
    stance = table.stances.get(holder.stance or "")
    if stance is None or holder.cue_start_char is None or holder.cue_end_char is None:
        return "asserted"
    cue = annotated.tokens(holder.cue_start_char, holder.cue_end_char)
    trigger = annotated.tokens(start_char, end_char)
    if not len(cue) or not len(trigger):
        return "asserted"
    if any(kid.lower_ in table.words["negations"] for token in cue for kid in token.children if kid.i < token.i):
        return "asserted"
    top = _top(annotated, holder, trigger.root, table)
    if top is None or _asks_about(annotated, holder):
        return "asserted"
    return str(stance["clause" if _is_clause(top) else "phrase"])


def _asks_about(annotated: Annotated, holder: Attribution) -> bool:
    """Whether the content asks who, when or how many: "would not say how many were killed" leaves no doubt that some were."""
    first = annotated.tokens(*holder.content_spans[0])
    return len(first) > 0 and first[0].tag_ in ("WRB", "WP", "WDT", "WP$")


def _top(annotated: Annotated, holder: Attribution, trigger: "Token", table: Speech) -> "Token | None":
    """The predicate of the content, where the trigger is that predicate or is coordinated with it."""
    spans = [annotated.tokens(start, end) for start, end in holder.content_spans]

    def held(token: "Token") -> bool:
        return any(span.start <= token.i < span.end for span in spans)

    at = trigger
    for _ in range(MAX_SPINE):
        if at.head.i == at.i or not held(at.head):
            return at
        carried = at.dep_ in ("obj", "nsubj:pass", "obl") and at.head.lemma_ in table.words["light_event_verbs"]
        asked = at.dep_ == "acl" and _is_to(at)  # "called upon the king to withdraw"
        if at.dep_ not in SPINE and not carried and not asked:
            return None
        at = at.head
    return None


def _is_clause(token: "Token") -> bool:
    """Whether a predicate has a subject or a tense of its own."""
    if any(kid.dep_.startswith(("nsubj", "csubj")) for kid in token.children):
        return True
    return token.pos_ in ("VERB", "AUX") and not _is_to(token) and not token.lower_.endswith("ing")


def _is_to(token: "Token") -> bool:
    """Whether "to" marks a verb."""
    return any(kid.lower_ == "to" and kid.dep_ in ("mark", "aux") for kid in token.children)
