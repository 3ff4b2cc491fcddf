"""Rows of bookkeeping: what the record says about itself."""

from msgspec import Struct


class Run(Struct, frozen=True, kw_only=True):
    """One build that changed the record. The only table with time stamps.

    Attributes:
        run_id: Random identifier.
        started: When it started (ISO 8601, UTC).
        finished: When it ended (ISO 8601, UTC).
        version: Version of the program.
        reading_key: Hash of program, knowledge, model and options that reading used: equal keys give equal rows of reading.
        linking_key: Hash of program and knowledge that linking and comparing used.
        model: Name and hash of the language model; NULL where nothing was read.
        extractors: Programs that took text out of files, with their versions.
        options: Options of the build.
        n_new: Documents read for the first time.
        n_changed: Documents read again.
        n_unchanged: Documents that were not read again.
        n_skipped: Inputs that could not be taken in or read.
    """

    run_id: str
    started: str
    finished: str
    version: str
    reading_key: str
    linking_key: str
    model: str | None = None
    extractors: dict[str, str]
    options: dict[str, str | int | None]
    n_new: int
    n_changed: int
    n_unchanged: int
    n_skipped: int


class Skipped(Struct, frozen=True, kw_only=True):
    """An input that was not taken in, or a document that is stored and not analysed, with the reason.

    Attributes:
        uri: The input.
        stage: ``collect`` (no document was made of it) or ``annotate`` (stored, not analysed).
        reason: A short reason, as listed in ``docs/record.md``: ``empty``, ``not text``, ``encrypted``, ``language``, ``error``, ...
        detail: The value at fault and the remedy.
    """

    uri: str
    stage: str
    reason: str
    detail: str


class Correction(Struct, frozen=True, kw_only=True):
    """A user's correction of what is known of a document; it goes before what the file says, in every later build.

    Attributes:
        uri: The document's uri.
        column: The corrected column of ``documents``.
        value: The new value; NULL empties the column.
    """

    uri: str
    column: str
    value: str | None = None


class Reading(Struct, frozen=True, kw_only=True):
    """From which input a document was read, and with what: the next build skips it where both are the same.

    Attributes:
        uri: The document's uri.
        document_id: The document as last read.
        input_digest: Hash of bytes, uri and row of the table of sources.
        corrections_digest: Hash of the corrections laid over it; NULL without any.
        reading_key: As for runs.
        annotated: Whether it was analysed.
    """

    uri: str
    document_id: str
    input_digest: str | None = None
    corrections_digest: str | None = None
    reading_key: str
    annotated: bool


class Quarantined(Struct, frozen=True, kw_only=True):
    """An input that stopped or killed the process that read it, and with what: the next build leaves it alone where both are the same.

    Attributes:
        uri: The input.
        input_digest: Hash of bytes, uri and row of the table of sources.
        corrections_digest: Hash of the corrections laid over it; NULL without any.
        reading_key: As for runs.
    """

    uri: str
    input_digest: str | None = None
    corrections_digest: str | None = None
    reading_key: str


KEEPING: dict[str, type] = {
    "runs": Run,
    "skipped": Skipped,
    "corrections": Correction,
    "readings": Reading,
    "quarantine": Quarantined,
}
"""Tables of bookkeeping by name. ``readings`` and ``quarantine`` are the engine's own and no part of the contract."""
