"""Why a sentence gave the events it gave, or none: triggers, frames, paths, and what was rejected, in words."""

from collections.abc import Iterator

from rashomon.annotate.annotated import Annotated
from rashomon.annotate.events.layer import Found, Reading
from rashomon.knowledge import Knowledge
from rashomon.model import Argument

SHOWN = 3
"""Places that are shown with the weight of their path."""


def explain_sentence(annotated: Annotated, knowledge: Knowledge, sentence_id: str) -> list[str]:
    """Why a sentence gave the events it gave: triggers, frames, paths, and what was rejected.

    Args:
        annotated: The document after all layers.
        knowledge: The tables it was read with.
        sentence_id: The sentence.

    Returns:
        Lines for a reader; at least one.
    """
    sentence = next((row for row in annotated.sentences if row.sentence_id == sentence_id), None)
    if sentence is None:
        return [f'no sentence "{sentence_id}" in this document']
    span = annotated.tokens(sentence.start_char, sentence.end_char)
    reading = Reading(annotated, knowledge)
    tree = reading.tree
    lines = []
    for found in reading.find(span.start, span.end):
        text = annotated.text(*annotated.span(found.first, found.end))
        kind = f"{found.trigger.event_type or 'no type'}" + (f"/{found.trigger.mode}" if found.trigger.mode else "")
        told = found.factuality + (f" ({found.because})" if found.because else "")
        lines.append(
            f'"{text}": {kind}, {told}, {found.participants.agent_expression}; line of {found.trigger.part} "{found.trigger.lemma}"'
        )
        lines += [
            f'  {row.role}: "{row.text}" ({row.basis})' for row in reading.rows(found) if isinstance(row, Argument)
        ]
        for role, wanted, paths in (
            ("actor", found.trigger.actor, found.participants.actors),
            ("recipient", found.trigger.recipient, found.participants.recipients),
        ):
            if not paths and found.trigger.event_type:
                lines.append(f"  no {role}: looked for {', '.join(wanted) or 'none'}")
        lines += _places(reading, found)
    matched = reading.matched(span.start, span.end)
    for at in range(span.start, span.end):
        rejected: list[str] = []
        reading.lexicon.match(reading.frames, at, rejected)
        if rejected and (at not in matched or matched[at].event_type is None):
            lines.append(f'"{tree.lower[at]}" rejected: {"; ".join(rejected)}')
    return lines or ["no trigger of the lexicon in this sentence"]


def _places(reading: Reading, found: Found) -> Iterator[str]:
    """The phrases of place of the sentence, with the weight of the path to each."""
    told = found.told()
    for weight, head, way in reading.places.weighed(told)[:SHOWN]:
        text = reading.annotated.text(*reading.annotated.span(*reading.phrases.span(head)))
        least = reading.places.weights.least
        against = "enough" if weight >= least else f"less than {least:g}"
        yield f'  place "{text}" ({reading.places.words(told, way)}): weight {weight:.2f}, {against}'
