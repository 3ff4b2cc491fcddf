"""Why a sentence gave the events it gave, or none: the document is read again, and the event layer tells."""

from msgspec import Struct

from rashomon.errors import NotFoundError
from rashomon.knowledge import Knowledge
from rashomon.model import Document
from rashomon.record.reader import Record


class Explained(Struct, frozen=True, kw_only=True):
    """A sentence with what the event layer made of it.

    Attributes:
        sentence_id: The sentence.
        sentence: Its words.
        reasons: Trigger, frame, path, and what was rejected, a line each.
    """

    sentence_id: str
    sentence: str
    reasons: list[str]


def explain(
    record: Record, document: str, sentence: str | None = None, *, knowledge: Knowledge | None = None
) -> list[Explained]:
    """Tell why sentences of a document gave the events they gave.

    Args:
        record: The record.
        document: A uri, or the beginning of an identifier.
        sentence: The beginning of a sentence's identifier, or words in it; all sentences when not given.
        knowledge: The tables; the shipped ones by default.

    Returns:
        The sentences in order; at least one.

    Raises:
        NotFoundError: No document or sentence goes by that name.
    """
    from rashomon.annotate import annotate
    from rashomon.annotate.events.explain import explain_sentence
    from rashomon.language import load

    knowledge = knowledge or Knowledge()
    found = [row for row in record.documents if row["uri"] == document or str(row["document_id"]).startswith(document)]
    if len(found) != 1:
        many = "is not in the record" if not found else f"may be {len(found)} documents"
        raise NotFoundError(f'document "{document}" {many}: give its uri, as rashomon show lists it')
    stored = Document(**{name: found[0][name] for name in Document.__struct_fields__})
    annotated = annotate(stored, load(), knowledge)
    text = annotated.document.text
    wanted = (sentence or "").lower()
    out = [
        Explained(
            sentence_id=row.sentence_id,
            sentence=text[row.start_char : row.end_char],
            reasons=explain_sentence(annotated, knowledge, row.sentence_id),
        )
        for row in annotated.sentences
        if not wanted or row.sentence_id.startswith(wanted) or wanted in text[row.start_char : row.end_char].lower()
    ]
    if not out:
        raise NotFoundError(f'no sentence of "{document}" begins with the identifier "{sentence}" or holds these words')
    return out
