"""Rows of reading: written once for a document, from that document alone, and never changed."""

from datetime import date
from typing import Any

from msgspec import Struct, field


class Document(Struct, frozen=True, kw_only=True):
    """One text as published by one outlet.

    Attributes:
        document_id: Hash of ``uri`` and ``text``.
        uri: JSON lines: kept verbatim; files: path below the given folder, with forward slashes.
        url: Address where the text was published, if known.
        outlet: Who published it, after outlet aliases.
        outlet_country: Country of the outlet as the user gave it; never looked up.
        title: Title as given or read from the file's metadata.
        author: Author as given or read from the file's metadata.
        published: Day of publication.
        published_at: Publication time with zone as given (ISO 8601), where it is known.
        published_basis: ``given`` (table of sources or JSON lines), ``metadata`` (in the file), ``inferred`` (from the
            text) or ``unknown``.
        retrieved_at: When the text was fetched, as given (ISO 8601).
        original_outlet: The outlet or agency that a printed line names as origin ("Via ...", "(AP)").
        genre: ``news``, ``opinion``, ``statement``, ...: only if given or printed.
        language: ISO 639-1 code; given or identified from the text.
        text: The text as given (plain text, JSON lines) or as extracted (HTML, PDF); every offset points into it.
        text_sha256: SHA-256 of the UTF-8 bytes of ``text``.
        supersedes: The document that stood under the same ``uri`` before, with another text.
        extra: Unknown keys of the input, as a JSON object; NULL when there are none.
    """

    document_id: str
    uri: str
    url: str | None = None
    outlet: str | None = None
    outlet_country: str | None = None
    title: str | None = None
    author: str | None = None
    published: date | None = None
    published_at: str | None = None
    published_basis: str = "unknown"
    retrieved_at: str | None = None
    original_outlet: str | None = None
    genre: str | None = None
    language: str | None = None
    text: str = ""
    text_sha256: str = ""
    supersedes: str | None = None
    extra: dict[str, Any] | None = None


class Region(Struct, frozen=True, kw_only=True):
    """A stretch of a document that is not running text.

    Attributes:
        document_id: The document.
        start_char: Start offset.
        end_char: End offset.
        kind: ``headline``, ``byline``, ``dateline``, ``furniture``, ``caption`` or ``list``. No event is read from furniture.
        basis: How it was told: the rule or marker that matched.
    """

    document_id: str
    start_char: int
    end_char: int
    kind: str
    basis: str


class Sentence(Struct, frozen=True, kw_only=True):
    """A sentence or a heading; furniture has none.

    Attributes:
        document_id: The document.
        sentence_id: Hash of document, kind, offsets and ordinal.
        start_char: Start offset.
        end_char: End offset.
    """

    document_id: str
    sentence_id: str
    start_char: int
    end_char: int


class Mention(Struct, frozen=True, kw_only=True):
    """A noun phrase that names, describes or refers to a person, organisation, group, government, place or facility.

    Attributes:
        document_id: The document.
        mention_id: Hash of document, kind, offsets and ordinal.
        start_char: Start offset of the whole phrase.
        end_char: End offset of the whole phrase.
        head_start_char: Start offset of the head word (of a name: the name's own span).
        head_end_char: End offset of the head.
        text: The phrase, verbatim.
        form: ``name``, ``description`` or ``pronoun``.
        kind: ``PERSON``, ``ORGANISATION``, ``GROUP``, ``GOVERNMENT``, ``PLACE``, ``FACILITY`` or ``OTHER``; a state's name is
            ``GOVERNMENT`` where it acts, speaks or is addressed, else ``PLACE``.
        country: ISO 3166-1 alpha-3 code of a nationality or state named in the phrase.
        sector: PLOVER sector, only from the text's own words.
        antecedent_id: The mention in the same document that this one refers back to.
    """

    document_id: str
    mention_id: str
    start_char: int
    end_char: int
    head_start_char: int
    head_end_char: int
    text: str
    form: str
    kind: str
    country: str | None = None
    sector: str | None = None
    antecedent_id: str | None = None


class Time(Struct, frozen=True, kw_only=True):
    """A time expression (TIMEX3, TimeML / ISO 24617-1).

    Attributes:
        document_id: The document.
        time_id: Hash of document, kind, offsets and ordinal.
        start_char: Start offset.
        end_char: End offset.
        text: The expression, verbatim.
        type: ``DATE``, ``TIME``, ``DURATION`` or ``SET``.
        value: TIMEX3 value; NULL for an impossible date.
        mod: TIMEX3 modifier (``START``, ``MID``, ``END``, ``APPROX``, ...).
        earliest: First day it may mean; NULL when it is not pinned.
        latest: Last day it may mean; NULL when it is not pinned.
        anchor: What it is relative to: ``absolute``, ``publication``, ``text``, ``event`` or ``none``.
        anchor_id: The time or event mention it hangs on.
    """

    document_id: str
    time_id: str
    start_char: int
    end_char: int
    text: str
    type: str
    value: str | None = None
    mod: str | None = None
    earliest: date | None = None
    latest: date | None = None
    anchor: str = "none"
    anchor_id: str | None = None


class Attribution(Struct, frozen=True, kw_only=True):
    """Something that is said, with who is said to have said it (PARC 3.0 / PolNeAR: source, cue, content).

    Attributes:
        document_id: The document.
        attribution_id: Hash of document, kind, offsets and ordinal.
        kind: ``direct``, ``indirect`` or ``mixed``.
        source_start_char: Start offset of the source; NULL where none is in reach.
        source_end_char: End offset of the source.
        source_text: The source, verbatim.
        source_mention_id: The mention that is the source's head.
        source_form: ``named``, ``description``, ``pronoun``, ``unnamed`` or ``none``.
        cue_start_char: Start offset of the cue; NULL for a quotation that floats.
        cue_end_char: End offset of the cue.
        cue_lemma: Dictionary form of the cue.
        stance: What the cue says of the saying: ``says``, ``denies``, ``confirms``, ``demands``, ``threatens``, ``accuses``, ...
        start_char: Start offset of the content's hull.
        end_char: End offset of the content's hull.
        content_spans: The content's pieces, ``[start, end]`` each.
        parent_id: The attribution that holds this one ("A, citing B, said").
    """

    document_id: str
    attribution_id: str
    kind: str
    source_start_char: int | None = None
    source_end_char: int | None = None
    source_text: str | None = None
    source_mention_id: str | None = None
    source_form: str = "none"
    cue_start_char: int | None = None
    cue_end_char: int | None = None
    cue_lemma: str | None = None
    stance: str | None = None
    start_char: int
    end_char: int
    content_spans: list[list[int]]
    parent_id: str | None = None


class Figure(Struct, frozen=True, kw_only=True):
    """A quantity with what it counts.

    Attributes:
        document_id: The document.
        figure_id: Hash of document, kind, offsets and ordinal.
        start_char: Start offset of the number (of an implicit 1: the victim's noun phrase).
        end_char: End offset.
        text: The number's words, verbatim.
        low: Least value; NULL when open ("up to 300").
        high: Greatest value; NULL when open ("over 800,000"). Equal to ``low`` when exact.
        approximate: Whether the text says so ("some 600,000").
        kind: ``killed``, ``injured``, ``missing``, ``displaced``, ``detained``, ``troops``, ``participants``, ``vehicles``, ``sites``,
            ``money`` or ``other``.
        unit: Unit as told: ``percent``, a currency code, ``miles``; NULL for plain counts.
        what: The counted noun phrase, verbatim.
        population: Head of the counted phrase, as a lemma: ``civilian``, ``soldier``, ``child``.
        cause: Cause as told: illness, sanctions, strike.
        measure: ``stock``, ``flow``, ``cumulative`` or ``change``; NULL when the text does not say.
        earliest: First day of the period counted.
        latest: Last day of the period counted.
        part_of: The figure that this one is a part of ("27, including nine children").
        event_mention_id: The event mention it belongs to.
        attribution_id: The innermost attribution that holds it; NULL = the document's own voice.
    """

    document_id: str
    figure_id: str
    start_char: int
    end_char: int
    text: str
    low: float | None = None
    high: float | None = None
    approximate: bool = False
    kind: str = "other"
    unit: str | None = None
    what: str | None = None
    population: str | None = None
    cause: str | None = None
    measure: str | None = None
    earliest: date | None = None
    latest: date | None = None
    part_of: str | None = None
    event_mention_id: str | None = None
    attribution_id: str | None = None


class EventMention(Struct, frozen=True, kw_only=True):
    """One telling of an event in a sentence (ACE / ECB+), typed by PLOVER.

    The views add the first argument of each role (``actor_text``, ``recipient_text``, ``place_text``, ``time_id``) and what
    linking found (``actor_ids``, ``recipient_ids``, ``place_id``, ``event_id``).

    Attributes:
        document_id: The document.
        event_mention_id: Hash of document, kind, offsets and ordinal.
        sentence_id: The sentence it stands in.
        start_char: Start offset of the trigger.
        end_char: End offset of the trigger.
        text: The trigger, verbatim.
        lemma: Dictionary form of the trigger.
        event_type: One of PLOVER's sixteen types, or NULL.
        mode: PLOVER mode (ASSAULT: aerial, firearms, ...), or NULL.
        context: PLOVER context (military, diplomatic, ...), or NULL.
        factuality: ``asserted``, ``denied``, ``possible``, ``demanded``, ``planned`` or ``hypothetical``: as told, not as it was.
        agent_expression: ``active``, ``passive_with_agent``, ``agentless`` or ``nominal``.
        earliest: First day it is said to have happened.
        latest: Last day it is said to have happened.
        time_basis: Where the time was found: ``clause``, ``sentence``, ``passage``, ``document`` or ``none``.
        attribution_id: The innermost attribution that holds it; NULL = the document's own voice.
    """

    document_id: str
    event_mention_id: str
    sentence_id: str
    start_char: int
    end_char: int
    text: str
    lemma: str
    event_type: str | None = None
    mode: str | None = None
    context: str | None = None
    factuality: str = "asserted"
    agent_expression: str = "agentless"
    earliest: date | None = None
    latest: date | None = None
    time_basis: str = "none"
    attribution_id: str | None = None


class Argument(Struct, frozen=True, kw_only=True):
    """A participant, place or time of an event mention, with its own passage.

    Attributes:
        document_id: The document.
        event_mention_id: The event mention.
        role: ``actor``, ``recipient``, ``place``, ``time``, ``instrument`` or ``topic``.
        start_char: Start offset.
        end_char: End offset.
        text: The phrase, verbatim.
        mention_id: The mention that is the phrase's head.
        time_id: The time expression, for ``time``.
        basis: How it was found: the syntactic path, ``sentence`` or ``passage``.
    """

    document_id: str
    event_mention_id: str
    role: str
    start_char: int
    end_char: int
    text: str
    mention_id: str | None = None
    time_id: str | None = None
    basis: str


class Naming(Struct, frozen=True, kw_only=True):
    """The words chosen for a referent.

    Attributes:
        document_id: The document.
        naming_id: Hash of document, kind, offsets and ordinal.
        start_char: Start offset.
        end_char: End offset.
        text: The words, verbatim.
        head: Head word, as a lemma.
        modifiers: Adjectives, compounds and appositions beside the head, verbatim, in order.
        mention_id: The mention so named (or NULL where an event is named).
        event_mention_id: The event mention so named (or NULL where a participant is named).
        quoted: Whether scare or speech marks stand around the words.
        attribution_id: The attribution that holds them; then the words are the speaker's.
    """

    document_id: str
    naming_id: str
    start_char: int
    end_char: int
    text: str
    head: str
    modifiers: list[str] = field(default_factory=list)
    mention_id: str | None = None
    event_mention_id: str | None = None
    quoted: bool = False
    attribution_id: str | None = None
