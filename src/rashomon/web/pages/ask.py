"""What a page is asked, and what it answers with."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from msgspec import Struct, field

from rashomon.web import filters as filtering
from rashomon.web.filters import MOST, PER_PAGE, PER_TWIN, Filters
from rashomon.web.grouping import NOTHING, Grouping
from rashomon.web.library import Library
from rashomon.web.shelf import Shelf

Line = TypeVar("Line")


class Ask(Struct, frozen=True, kw_only=True):
    """What an address asks for.

    Attributes:
        library: What the server holds.
        shelf: The shelf as it was when the request came.
        filters: The filters in the address.
        parameters: All parameters of the address.
        path: Path of the page, without the ending of a twin.
        name: What the path names: an event, a document, an actor, ...
        form: ``html``, ``json`` or ``csv``.
        pseudonym: What the reader chose to be called.
    """

    library: Library
    shelf: Shelf
    filters: Filters
    parameters: Mapping[str, str]
    path: str
    name: str = ""
    form: str = "html"
    pseudonym: str = ""

    def link(self, **changes: object) -> str:
        """This page's address with some filters changed."""
        return filtering.address(self.path, self.parameters, **changes)

    def twin(self, form: str) -> str:
        """The address of this page's twin."""
        path = "/overview" if self.path == "/" else self.path
        return filtering.address(f"{path}.{form}", self.parameters, page=self.parameters.get("page"))

    @property
    def grouping(self) -> Grouping:
        """Events as judged where the switch is on, else as read."""
        return self.library.grouping() if self.filters.judged else NOTHING


class Page(Struct, frozen=True, kw_only=True):
    """What a page answers with.

    Attributes:
        template: The template of its HTML.
        data: Its JSON.
        rows: Its CSV.
        context: What the template is given besides.
    """

    template: str
    data: Any
    rows: Sequence[Any] = ()
    context: dict[str, Any] = field(default_factory=dict)


class Listing(Struct, frozen=True, kw_only=True):
    """A part of a list.

    Attributes:
        total: Rows that fit the filters.
        page: Which page of them, from 1.
        per: Rows on a page.
        filters: The filters.
        rows: The rows.
    """

    total: int
    page: int
    per: int
    filters: Filters
    rows: list[Any]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // self.per))


def listing(ask: Ask, kind: type[Line], sql: str, count: str, values: Sequence[object]) -> Listing:
    """A page of lines.

    Args:
        ask: What is asked for.
        kind: The lines.
        sql: A query whose first column is a line, in order.
        count: A query for the number of rows.
        values: Values of both.
    """
    per = per_page(ask)
    return Listing(
        total=ask.shelf.number(count, values),
        page=ask.filters.page,
        per=per,
        filters=ask.filters,
        rows=ask.shelf.lines(kind, f"{sql} LIMIT ? OFFSET ?", [*values, per, per * (ask.filters.page - 1)]),
    )


def per_page(ask: Ask) -> int:
    """Rows on a page: as asked for, else fifty on a page to look at and a thousand in a twin."""
    return min(MOST, ask.filters.per or (PER_PAGE if ask.form == "html" else PER_TWIN))


def contains(text: str) -> str:
    r"""A pattern for ``LIKE ... ESCAPE '\'`` that finds a part of a text in lower case."""
    plain = text.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{plain}%"
