"""Rows of reading about statements: why an event is said to have happened, and what is said that is no event."""

from datetime import date

from msgspec import Struct


class Relation(Struct, frozen=True, kw_only=True):
    """Why, or in answer to what, an event is said to have happened.

    Attributes:
        document_id: The document.
        from_id: The event mention that is explained.
        to_id: The event mention that explains it.
        kind: ``response``, ``cause``, ``purpose``, ``pretext_as_told``, ``concession`` or ``sequence``.
        cue_start_char: Start offset of the connecting words.
        cue_end_char: End offset of the connecting words.
        attribution_id: The innermost attribution that holds the link itself.
    """

    document_id: str
    from_id: str
    to_id: str
    kind: str
    cue_start_char: int
    cue_end_char: int
    attribution_id: str | None = None


class Claim(Struct, frozen=True, kw_only=True):
    """What is said that is no event.

    Attributes:
        document_id: The document.
        claim_id: Hash of document, kind, offsets and ordinal.
        start_char: Start offset.
        end_char: End offset.
        kind: ``identity``, ``quantity``, ``legal``, ``characterisation``, ``prediction``, ``obligation``, ``purpose`` or ``state``.
        checkable: Whether statements of the kind can be checked against a document, a count, a law or by looking (``identity``,
            ``quantity``, ``legal``, ``state``); whether this one holds is not said.
        subject_start_char: Start offset of the subject.
        subject_end_char: End offset of the subject.
        subject_mention_id: The mention it is about.
        subject_text: The subject, verbatim.
        predicate_start_char: Start offset of the predicate's own words, auxiliaries included.
        predicate_end_char: End offset of these.
        predicate_lemma: Dictionary form of the predicate.
        object_start_char: Start offset of the rest of the predicate.
        object_end_char: End offset of it.
        object_text: The rest of the predicate, verbatim.
        figure_id: The figure that a ``quantity`` rests on.
        negated: Whether it is negated.
        factuality: As for event mentions.
        attribution_id: The innermost attribution that holds it.
        earliest: First day it is said to hold.
        latest: Last day it is said to hold.
    """

    document_id: str
    claim_id: str
    start_char: int
    end_char: int
    kind: str
    checkable: bool = False
    subject_start_char: int | None = None
    subject_end_char: int | None = None
    subject_mention_id: str | None = None
    subject_text: str | None = None
    predicate_start_char: int | None = None
    predicate_end_char: int | None = None
    predicate_lemma: str | None = None
    object_start_char: int | None = None
    object_end_char: int | None = None
    object_text: str | None = None
    figure_id: str | None = None
    negated: bool = False
    factuality: str = "asserted"
    attribution_id: str | None = None
    earliest: date | None = None
    latest: date | None = None
