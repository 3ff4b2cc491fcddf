"""The places of participants in a document's parse, made once for the layers that walk its clauses after the events."""

from rashomon.annotate.annotated import Annotated
from rashomon.annotate.events.arguments import time_tokens
from rashomon.annotate.events.control import control
from rashomon.annotate.events.frames import Frames
from rashomon.annotate.events.name_lists import join_lists
from rashomon.annotate.events.participants import participant_words
from rashomon.annotate.events.triggers import lexicon
from rashomon.annotate.tree import Tree
from rashomon.knowledge import Knowledge


def frames_of(annotated: Annotated, knowledge: Knowledge) -> Frames:
    """The frames of a document, its tree mended by the lexicon of events, so that all layers walk the same one.

    Args:
        annotated: The document with its parse and time expressions; it keeps the frames for the next layer that asks.
        knowledge: The tables.
    """
    if annotated.frames is None:
        tree = Tree(annotated.parse)
        times = frozenset(time_tokens(annotated))
        tree.times = times
        words = knowledge.once(participant_words)
        tree.mend(knowledge.once(lexicon).forms, words.adverbs)
        join_lists(tree, words.listed)
        annotated.frames = Frames(tree, knowledge.once(control), times)
    return annotated.frames
