"""Layer under construction."""

from collections.abc import Iterable

from rashomon.annotate.annotated import Annotated
from rashomon.knowledge import Knowledge
from rashomon.model import Relation


def relations(annotated: Annotated, knowledge: Knowledge) -> Iterable[Relation]:
    """Rows of this layer."""
    del annotated, knowledge
    return []
