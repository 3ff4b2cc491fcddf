"""Which stretches of a document are headline, byline, dateline, furniture, caption or list."""

from collections.abc import Iterable

from rashomon.annotate.annotated import Annotated
from rashomon.knowledge import Knowledge
from rashomon.model import Region


def regions(annotated: Annotated, knowledge: Knowledge) -> Iterable[Region]:
    """Regions of a document, from the blocks that :func:`rashomon.annotate.folding.fold.fold` told apart.

    Args:
        annotated: The document and its blocks.
        knowledge: Not used: the blocks were told apart with it.

    Returns:
        The regions, in order of their start.
    """
    del knowledge
    for block in annotated.blocks:
        if block.kind is not None:
            yield Region(
                document_id=annotated.document.document_id,
                start_char=block.start_char,
                end_char=block.end_char,
                kind=block.kind,
                basis=block.basis,
            )
