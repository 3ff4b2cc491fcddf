"""From a document to its rows: an ordered list of layers, each a plain function.

A new layer is one new module, one line in :data:`LAYERS`, one test file.
"""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from rashomon.annotate.annotated import Annotated
from rashomon.annotate.attributions.layer import attributions
from rashomon.annotate.attributions.tie import tie_attributions
from rashomon.annotate.claims.layer import claims
from rashomon.annotate.events.layer import events
from rashomon.annotate.figures.layer import figures
from rashomon.annotate.figures.tie import tie_figures
from rashomon.annotate.folding.fold import fold
from rashomon.annotate.mentions.layer import mentions
from rashomon.annotate.namings import namings
from rashomon.annotate.regions import regions
from rashomon.annotate.relations.layer import relations
from rashomon.annotate.sentences import sentences
from rashomon.annotate.times.layer import times
from rashomon.annotate.times.published import infer_published
from rashomon.annotate.times.tie import tie_times
from rashomon.knowledge import Knowledge
from rashomon.model import Argument, Document, EventMention

if TYPE_CHECKING:
    from rashomon.language import Language

__all__ = ["LAYERS", "TIES", "Annotated", "annotate"]

Layer = Callable[[Annotated, Knowledge], Iterable[Any]]

LAYERS: list[tuple[str, Layer]] = [
    ("regions", regions),
    ("sentences", sentences),
    ("mentions", mentions),
    ("times", times),
    ("attributions", attributions),
    ("figures", figures),
    ("events", events),
    ("relations", relations),
    ("claims", claims),
    ("namings", namings),
]
"""The layers, in the order in which they run; each sees the rows of those before it."""

TIES: list[tuple[str, Callable[[Annotated, Knowledge], None]]] = [
    ("attributions", tie_attributions),
    ("times", tie_times),
    ("figures", tie_figures),
]
"""The passes that tie rows of different layers together; each replaces rows of ``annotated`` by completed ones."""


Timed = Callable[[str], AbstractContextManager[None]]


def untimed(part: str) -> AbstractContextManager[None]:
    """A context in which nothing is measured.

    Args:
        part: What is done in it.
    """
    del part
    return nullcontext()


def annotate(document: Document, language: "Language", knowledge: Knowledge, timed: Timed = untimed) -> Annotated:
    """Read one document.

    Args:
        document: The document; its text stays as it is.
        language: The pipeline that parses (:func:`rashomon.language.load`).
        knowledge: The tables.
        timed: Gives a context round each part of the work, by its name: ``parser``, the layers and the ties.

    Returns:
        The document with its rows of every layer.
    """
    with timed("folding"):
        blocks = fold(document.text, knowledge, title=document.title, author=document.author)
    annotated = Annotated(document, blocks)
    with timed("parser"):
        parsed = language.parse(annotated.blocks)
    annotated.read(*parsed)
    if annotated.document.published is None and (found := infer_published(annotated, knowledge)):
        annotated.document = replace(annotated.document, published=found[0], published_basis="inferred")
    for name, layer in LAYERS:
        with timed(name):
            rows = list(layer(annotated, knowledge))
        if name == "events":
            annotated.event_mentions = [row for row in rows if isinstance(row, EventMention)]
            annotated.arguments = [row for row in rows if isinstance(row, Argument)]
        else:
            setattr(annotated, name, rows)
    for name, tie in TIES:
        with timed(name):
            tie(annotated, knowledge)
    return annotated
