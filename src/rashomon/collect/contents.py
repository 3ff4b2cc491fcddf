"""What a format's module gets out of a file."""

from typing import Any

from msgspec import Struct, field


class Contents(Struct, frozen=True, kw_only=True):
    """Text and what the file says of itself.

    Attributes:
        text: The text, as it is stored.
        values: Columns of the document that the file gives (``title``, ``author``, ``published``, ...), as written.
        basis: Where a date of publication in ``values`` comes from: ``given`` or ``metadata``.
        extra: Whatever else the file says, and how it was read (``read_as``).
    """

    text: str
    values: dict[str, str] = field(default_factory=dict)
    basis: str = "metadata"
    extra: dict[str, Any] = field(default_factory=dict)
