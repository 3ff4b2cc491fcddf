"""Everything that can go wrong in front of a user, each with its remedy."""


class RashomonError(Exception):
    """A failure that a user can read: what, its value, the remedy, in one line. The command line exits with 1."""

    exit_code = 1


class UsageError(RashomonError):
    """The call itself is off: a path that is not there, a bad option, a bad table of sources. Exits with 2."""

    exit_code = 2


class CollectError(RashomonError):
    """One document cannot be taken in; the build names it as skipped and goes on.

    Args:
        reason: One of the short reasons listed in ``docs/skipped.md`` (``empty``, ``not text``, ``encrypted``, ...).
        detail: The value at fault and the remedy.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail

    def __reduce__(self) -> tuple[type["CollectError"], tuple[str, str]]:
        """Keep reason and detail apart when the error crosses processes."""
        return type(self), (self.reason, self.detail)


class KnowledgeError(UsageError):
    """A knowledge table cannot be read; names file, line and remedy."""


class RecordError(RashomonError):
    """A record cannot be opened, written or migrated."""


class NotFoundError(UsageError):
    """A document, event or name is not in the record."""
