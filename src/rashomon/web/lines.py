"""What the pages show beside the views' own lines: documents, spans in a text, tellings with their surroundings, edges."""

from datetime import date

from msgspec import Struct

from rashomon.views.event import Telling

KINDS = (
    "who",
    "whom",
    "where",
    "when",
    "figure",
    "trigger",
    "actor",
    "source",
    "cue",
    "content",
    "instrument",
    "topic",
)
"""What a span of a text can be."""


class DocumentLine(Struct, frozen=True, kw_only=True):
    """A document in a list, and the head of its page.

    Attributes:
        document_id: The document.
        uri: Where it came from.
        url: Address where it was published.
        outlet: Who published it.
        outlet_country: Country as the user gave it.
        title: Its title.
        author: Its author.
        published: Day of publication.
        published_basis: How the day is known.
        original_outlet: The outlet or agency that a printed line names as origin.
        genre: As given or printed.
        language: ISO 639-1 code.
        text_sha256: SHA-256 of the text.
        account_id: The account it belongs to.
        n_chars: Length of the text in code points.
        n_events: Event mentions with a type.
        is_read: Whether it was analysed.
    """

    document_id: str
    uri: str
    url: str | None
    outlet: str | None
    outlet_country: str | None
    title: str | None
    author: str | None
    published: date | None
    published_basis: str
    original_outlet: str | None
    genre: str | None
    language: str | None
    text_sha256: str
    account_id: str | None
    n_chars: int
    n_events: int
    is_read: bool


class Span(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A stretch of a text that the program read as something.

    Attributes:
        start_char: Start offset in the document.
        end_char: End offset in the document.
        kind: One of :data:`KINDS`.
        ref: What it leads to: an event, an actor, a place, an attribution; NULL where it leads nowhere.
        told: What is said of it beside the text.
    """

    start_char: int
    end_char: int
    kind: str
    ref: str | None = None
    told: str | None = None


class ToldLine(Struct, frozen=True, kw_only=True):
    """A telling with what stands around it.

    Attributes:
        telling: The telling.
        before: The sentence before.
        after: The sentence after.
        spans: What was read in its sentence.
        url: Address of the document.
        author: Author of the document.
        text_sha256: SHA-256 of the document's text.
    """

    telling: Telling
    before: str
    after: str
    spans: list[Span]
    url: str | None
    author: str | None
    text_sha256: str


class RegionLine(Struct, frozen=True, kw_only=True):
    """A stretch of a document that is not running text.

    Attributes:
        start_char: Start offset.
        end_char: End offset.
        kind: Kind of region.
    """

    start_char: int
    end_char: int
    kind: str


class Layers(Struct, frozen=True, kw_only=True):
    """All that was read in one document.

    Attributes:
        spans: The spans, by start offset.
        regions: The regions.
    """

    spans: list[Span]
    regions: list[RegionLine]


class PassageLine(Struct, frozen=True, kw_only=True):
    """A sentence that a search found.

    Attributes:
        document_id: The document.
        uri: Where it came from.
        outlet: Who published it.
        title: The document's title.
        published: Day of publication.
        start_char: Start offset.
        end_char: End offset.
        text: The sentence.
        source: Who is said to have said it; NULL = the document's own voice, or no source in reach.
        voice: ``own`` or ``source``.
        events: Events told in it: identifier, title, and how all tellings of the event are told.
    """

    document_id: str
    uri: str
    outlet: str | None
    title: str | None
    published: date | None
    start_char: int
    end_char: int
    text: str
    source: str | None
    voice: str
    events: list["ToldEvent"]


class ToldEvent(Struct, frozen=True, kw_only=True):
    """An event as a search result names it.

    Attributes:
        event_id: The event.
        title: Its title.
        told_as: Tellings by factuality.
    """

    event_id: str
    title: str
    told_as: dict[str, int]


class ActorLine(Struct, frozen=True, kw_only=True):
    """An actor in a list, and the head of its page.

    Attributes:
        actor_id: The actor.
        name: Shown name.
        name_basis: Where the shown name comes from.
        kind: Kind of actor.
        country: ISO 3166-1 alpha-3.
        aliases: Names in use.
        wikidata: Wikidata identifier.
        n_acts: Tellings in which it has a part.
        n_sayings: Attributions to it.
    """

    actor_id: str
    name: str
    name_basis: str
    kind: str
    country: str | None
    aliases: list[str]
    wikidata: str | None
    n_acts: int
    n_sayings: int


class EdgeLine(Struct, frozen=True, kw_only=True):
    """Who is said to have done what to whom.

    Attributes:
        actor_id: Who; NULL for private people.
        actor: The name.
        recipient_id: To whom; NULL for private people.
        recipient: The name.
        event_type: PLOVER type.
        told_as: Factuality, as told.
        n_events: Events.
        n_accounts: Accounts that say so.
        event_ids: The first of the events.
    """

    actor_id: str
    actor: str
    recipient_id: str
    recipient: str
    event_type: str
    told_as: str
    n_events: int
    n_accounts: int
    event_ids: list[str]


class PlaceLine(Struct, frozen=True, kw_only=True):
    """A place in a list, and the head of its page.

    Attributes:
        place_id: The place.
        name: Shown name.
        kind: Kind of place.
        country: ISO 3166-1 alpha-3; NULL where disputed or unknown.
        claimed_by: Who claims it.
        admin1: First-order division.
        latitude: Degrees north.
        longitude: Degrees east.
        precision: What the coordinates stand for.
        names: Names in use, by outlet.
        n_events: Events with a type there.
    """

    place_id: str
    name: str
    kind: str
    country: str | None
    claimed_by: list[str]
    admin1: str | None
    latitude: float | None
    longitude: float | None
    precision: str | None
    names: list["UsedName"]
    n_events: int


class UsedName(Struct, frozen=True, kw_only=True):
    """A name in use.

    Attributes:
        outlet: The outlet that uses it.
        text: The words, verbatim.
        n_mentions: How often.
    """

    outlet: str | None
    text: str
    n_mentions: int


class OutletDays(Struct, frozen=True, kw_only=True):
    """What is searched of an outlet, for the coverage of an event.

    Attributes:
        outlet: The outlet.
        n_read: Documents that were analysed.
        n_unread: Documents that were not.
        n_undated: Analysed documents without a day.
        days: Days of publication of the analysed ones, in order.
    """

    outlet: str | None
    n_read: int
    n_unread: int
    n_undated: int
    days: list[date]
