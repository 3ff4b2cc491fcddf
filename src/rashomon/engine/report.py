"""What a build tells while it runs and at its end."""

from collections.abc import Callable

from msgspec import Struct

from rashomon.record.keeping import Skipped


class Progress(Struct, frozen=True, kw_only=True):
    """How far a build is.

    Attributes:
        stage: ``read``, or the name of the step of linking or comparing that runs.
        done: Inputs dealt with.
        total: Inputs there are; None where they come in on standard input.
        read: Documents read so far (not those that were known).
        skipped: Inputs skipped so far.
        seconds: Time since the start.
    """

    stage: str
    done: int
    total: int | None
    read: int
    skipped: int
    seconds: float


Told = Callable[[Progress], None]


class Report(Struct, frozen=True, kw_only=True):
    """What a build did.

    Attributes:
        record: The record's path.
        new: Documents read for the first time.
        changed: Documents read again: other bytes, other metadata, other knowledge, or another model.
        unchanged: Documents that were known and not read again.
        kept: Documents of the record that the given paths did not hold; a build never removes any.
        skipped: Inputs that could not be taken in or analysed in this build, with the reason.
        documents: Documents in the record (newest versions).
        events: Events of a type in the record; those without one are hidden by default everywhere.
        differences: Aspects of these in which accounts part (status ``differ`` or ``update``); whose voice tells it is no such.
        silent: Sentences of the documents read in this build that hold a word of the lexicon of events and gave no event of a type;
            None where the engine does not count them.
        continued: Whether a build that had been stopped was gone on with.
        seconds: Time it took.
        profile: Processor seconds by part of the work, over all processes; None where they were not asked for.
    """

    record: str
    new: int
    changed: int
    unchanged: int
    kept: int
    skipped: list[Skipped]
    documents: int
    events: int
    differences: int
    silent: int | None = None
    continued: bool
    seconds: float
    profile: dict[str, float] | None = None

    @property
    def read(self) -> int:
        """Documents that were read in this build."""
        return self.new + self.changed
