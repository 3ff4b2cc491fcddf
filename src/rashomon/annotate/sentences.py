"""Sentences of the parse, as rows."""

from collections.abc import Iterable

from rashomon.annotate.annotated import Annotated
from rashomon.knowledge import Knowledge
from rashomon.model import Sentence


def sentences(annotated: Annotated, knowledge: Knowledge) -> Iterable[Sentence]:
    """Sentences and headings, in order; furniture has none."""
    del knowledge
    for sent in annotated.parse.sents:
        start, end = annotated.span(sent.start, sent.end)
        yield Sentence(
            document_id=annotated.document.document_id,
            sentence_id=annotated.row_id("sentence", start, end),
            start_char=start,
            end_char=end,
        )
