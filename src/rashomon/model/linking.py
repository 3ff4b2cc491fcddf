"""Rows of linking and comparing: what lies between documents. They are made anew by each build from the rows of reading."""

from datetime import date

from msgspec import Struct

NO_PUBLIC_PART = "text, no public part"
"""Basis of a private person's name: who bears it is not followed from document to document, and gets no page."""


class DocumentAccount(Struct, frozen=True, kw_only=True):
    """Which account a document belongs to.

    Attributes:
        document_id: The document.
        account_id: The account: the ``document_id`` of its earliest document.
        shared: Share of the document's words found in the account's first document (1.0 for that document itself).
        evidence: Why: ``first``, ``same text``, ``shared passages``, with printed credit lines.
    """

    document_id: str
    account_id: str
    shared: float
    evidence: str


class SharedPassage(Struct, frozen=True, kw_only=True):
    """A passage that another document published before.

    Attributes:
        document_id: The document that has the passage.
        start_char: Start offset in it.
        end_char: End offset in it.
        origin_document_id: The document that published it first (by date, then by uri).
        origin_start_char: Start offset in the origin.
        origin_end_char: End offset in the origin.
    """

    document_id: str
    start_char: int
    end_char: int
    origin_document_id: str
    origin_start_char: int
    origin_end_char: int


class Actor(Struct, frozen=True, kw_only=True):
    """A person, organisation, group or government that mentions of several documents refer to.

    Attributes:
        actor_id: Hash of its kind and name key.
        name: Shown name.
        name_basis: Where the shown name comes from: ``table`` (with its source), ``text`` (fullest form in the texts), ``text, no
            public part`` (of a private person, who is not followed from document to document) or ``user``.
        kind: As for mentions.
        country: ISO 3166-1 alpha-3.
        aliases: All names in use, in the texts' spellings.
        wikidata: Wikidata identifier, where the shipped table has one.
    """

    actor_id: str
    name: str
    name_basis: str
    kind: str
    country: str | None = None
    aliases: list[str]
    wikidata: str | None = None


class MentionActor(Struct, frozen=True, kw_only=True):
    """Which actor a mention refers to.

    Attributes:
        mention_id: The mention.
        actor_id: The actor.
        score: Strength of the link, 0 to 1.
        why: The evidence, in words.
    """

    mention_id: str
    actor_id: str
    score: float
    why: str


class Place(Struct, frozen=True, kw_only=True):
    """A place that mentions of several documents refer to.

    Attributes:
        place_id: Hash of its name key and gazetteer identifier.
        name: Shown name.
        kind: ``country``, ``region``, ``city``, ``facility``, ``water``, ``area`` or ``place``.
        country: ISO 3166-1 alpha-3; NULL where disputed or unknown.
        claimed_by: Who claims it, where it is disputed.
        admin1: First-order division.
        latitude: Degrees north (WGS 84).
        longitude: Degrees east (WGS 84).
        precision: What the coordinates stand for: ``point``, ``city``, ``region``, ``country``; NULL without coordinates.
        geonames_id: GeoNames identifier.
    """

    place_id: str
    name: str
    kind: str
    country: str | None = None
    claimed_by: list[str]
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: str | None = None
    geonames_id: int | None = None


class MentionPlace(Struct, frozen=True, kw_only=True):
    """Which place a mention refers to.

    Attributes:
        mention_id: The mention.
        place_id: The place.
        score: Strength of the link, 0 to 1.
        why: The evidence, in words.
    """

    mention_id: str
    place_id: str
    score: float
    why: str


class Event(Struct, frozen=True, kw_only=True):
    """What event mentions of one or several documents are about.

    Attributes:
        event_id: The ``event_mention_id`` of its seed telling.
        event_type: PLOVER type, or NULL.
        title: Participants, type, date, in neutral words of ours.
        earliest: First day that a telling gives.
        latest: Last day that a telling gives.
        date_precision: ``day``, ``month``, ``year``, ``span`` or ``none``.
        place_id: The place most accounts give.
        actor_ids: Actors that tellings name as doers.
        recipient_ids: Actors that tellings name as those it was done to.
        n_mentions: Event mentions.
        n_documents: Documents that tell it.
        n_accounts: Accounts that tell it.
        n_sources: Distinct ultimate sources: named or described sources, and own voices.
    """

    event_id: str
    event_type: str | None = None
    title: str
    earliest: date | None = None
    latest: date | None = None
    date_precision: str
    place_id: str | None = None
    actor_ids: list[str]
    recipient_ids: list[str]
    n_mentions: int
    n_documents: int
    n_accounts: int
    n_sources: int


class EventAlias(Struct, frozen=True, kw_only=True):
    """An older identifier of an event.

    Attributes:
        alias_id: The identifier that an earlier build gave.
        event_id: The event that holds that seed telling now.
    """

    alias_id: str
    event_id: str


class EventMember(Struct, frozen=True, kw_only=True):
    """Which event a mention tells.

    Attributes:
        event_mention_id: The mention.
        event_id: The event.
        account_id: Whose telling it is: the document's account, or that of a passage reprinted inside it.
        score: Match probability of the link to the rest of the event (1.0 for a single telling).
        why: The evidence, in words.
    """

    event_mention_id: str
    event_id: str
    account_id: str
    score: float
    why: str


class PossibleLink(Struct, frozen=True, kw_only=True):
    """Two events that may be one, kept apart because the accounts' agents or dates conflict.

    Attributes:
        event_id: One event (the smaller identifier).
        other_event_id: The other event.
        score: Match probability.
        why: What speaks for and what against, in words.
    """

    event_id: str
    other_event_id: str
    score: float
    why: str


class Evidence(Struct, frozen=True, kw_only=True):
    """A passage.

    Attributes:
        document_id: The document.
        start_char: Start offset.
        end_char: End offset.
    """

    document_id: str
    start_char: int
    end_char: int


class DifferenceValue(Struct, frozen=True, kw_only=True):
    """One value that accounts give for an aspect of an event.

    Attributes:
        value: The value in plain words.
        low: Least number, for figures.
        high: Greatest number, for figures.
        earliest: First day, for dates.
        latest: Last day, for dates.
        ref_id: The figure, actor, place or mention it stands for.
        as_of: Day of publication of the earliest document that gives it.
        voice: ``own`` (the document's) or ``source``.
        source_kind: ``named``, ``unnamed``, ``institution`` or ``none``.
        attribution_ids: The attributions that hold it.
        account_ids: The accounts that give it.
        evidence: Its passages.
    """

    value: str
    low: float | None = None
    high: float | None = None
    earliest: date | None = None
    latest: date | None = None
    ref_id: str | None = None
    as_of: date | None = None
    voice: str
    source_kind: str
    attribution_ids: list[str]
    account_ids: list[str]
    evidence: list[Evidence]


class Difference(Struct, frozen=True, kw_only=True):
    """The values that accounts give for one aspect of one event, side by side.

    Attributes:
        event_id: The event.
        aspect: ``figure:killed``, ``figure:...``, ``date``, ``place``, ``actor``, ``recipient``, ``factuality``, ``reason``, ``scope``,
            ``attribution`` or ``naming``.
        status: ``same``, ``compatible``, ``differ``, ``update`` or ``incomparable``.
        reason: Why incomparable: another population, period, agent, cause or measure.
        across: ``between`` accounts or ``within`` one.
        values: The values, by date and account.
    """

    event_id: str
    aspect: str
    status: str
    reason: str | None = None
    across: str
    values: list[DifferenceValue]


class ClaimGroup(Struct, frozen=True, kw_only=True):
    """Claims of several documents about one matter.

    Attributes:
        claim_group_id: The group.
        claim_id: A claim in it.
        score: Strength of the link, 0 to 1.
        why: The evidence, in words.
    """

    claim_group_id: str
    claim_id: str
    score: float
    why: str
