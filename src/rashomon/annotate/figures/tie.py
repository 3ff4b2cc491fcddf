"""Each figure gets the event mention it belongs to, by syntactic path, and the innermost attribution that holds it.

"Three men who were shot": the event is what is said of the counted phrase. "Killed 20 people": the event governs it. A figure
does not reach over the border of a clause: in "said that 20 had died" the saying is no event of the twenty.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from rashomon.annotate.annotated import Annotated
from rashomon.annotate.attributions.index import AttributionIndex
from rashomon.annotate.figures.harms import HarmRules, harm_rules
from rashomon.knowledge import Knowledge
from rashomon.model import EventMention, Figure

if TYPE_CHECKING:
    from rashomon.annotate.parse import Token

BORDERS = frozenset({"ccomp", "parataxis", "advcl", "csubj", "advcl:relcl", "acl:relcl", "acl", "discourse", "list"})
"""Relations that a figure does not climb over."""
SAYS = frozenset({"acl", "acl:relcl", "amod", "xcomp", "conj", "advcl", "compound"})
"""Relations by which what is said of a phrase, or told together with it, hangs below."""
NESTING = frozenset({"of", "including"})
"""Prepositions by which a counted phrase is still what an event is about: "the deaths of 20", not "the bases in two towns"."""
CLIMB = 6
"""Heads to climb from a counted phrase."""


def tie_figures(annotated: Annotated, knowledge: Knowledge) -> None:
    """Complete the figures of a document.

    Args:
        annotated: The document after all layers; ``figures`` is replaced.
        knowledge: The tables; ``figures.toml`` says which words tell of which harm.
    """
    if not annotated.figures:
        return
    rules = harm_rules(knowledge)
    index = AttributionIndex(annotated, knowledge)
    events: dict[int, EventMention] = {}
    for mention in annotated.event_mentions:
        trigger = annotated.tokens(mention.start_char, mention.end_char)
        if len(trigger):
            events.setdefault(trigger.root.i, mention)
    rows = []
    for figure in annotated.figures:
        event = _event(annotated, figure, events, rules) if events else None
        holder = index.innermost(figure.start_char, figure.end_char)
        rows.append(
            replace(
                figure,
                event_mention_id=event.event_mention_id if event else None,
                attribution_id=holder.attribution_id if holder else None,
            )
        )
    annotated.figures = rows


def _event(
    annotated: Annotated, figure: Figure, events: dict[int, EventMention], rules: HarmRules
) -> EventMention | None:
    """The event that a figure belongs to: one that tells of the figure's own harm, else the nearest on the path."""
    span = annotated.tokens(figure.start_char, figure.end_char)
    if not len(span):
        return None
    found = [token for token in _path(span.root) if token.i in events]
    fitting = (token for token in found if _kind(token, rules) == figure.kind)
    token = next(fitting, next(iter(found), None))
    return events[token.i] if token is not None else None


def _kind(token: "Token", rules: HarmRules) -> str | None:
    lemma = token.lemma_.lower()
    if lemma in rules.transitive:
        return rules.transitive[lemma][0]
    return rules.intransitive.get(lemma) or rules.adjectives.get(lemma) or rules.of.get(lemma)


def _path(start: "Token") -> Iterator["Token"]:
    """Tokens from a counted phrase upwards, each followed by what is said beside it."""
    at, nested = start, 0
    for _ in range(CLIMB):
        yield at
        for child in at.children:
            if child.dep_ in SAYS and child.i != at.i:
                yield child
        if at.dep_ == "nmod":
            nested += 1
            of = any(child.dep_ == "case" and child.lower_ in NESTING for child in at.children)
            if nested > 1 or not of:
                return
        if at.head.i == at.i or at.dep_ in BORDERS:
            return
        at = at.head
