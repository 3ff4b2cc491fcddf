"""The rows: the one vocabulary that every room shares.

Each record is one row of one table of the contract (``docs/record.md``); a field is a column, with the
column's meaning in the ``Attributes`` section of its class. The database schema, the JSON schema and the
codebook are all generated from these classes.

Offsets are half-open, in Unicode code points, into ``documents.text``.
"""

from rashomon.model.linking import (
    Actor,
    ClaimGroup,
    Difference,
    DifferenceValue,
    DocumentAccount,
    Event,
    EventAlias,
    EventMember,
    Evidence,
    MentionActor,
    MentionPlace,
    Place,
    PossibleLink,
    SharedPassage,
)
from rashomon.model.make import make_document
from rashomon.model.reading import (
    Argument,
    Attribution,
    Document,
    EventMention,
    Figure,
    Mention,
    Naming,
    Region,
    Sentence,
    Time,
)
from rashomon.model.statements import Claim, Relation

READING: dict[str, type] = {
    "documents": Document,
    "regions": Region,
    "sentences": Sentence,
    "mentions": Mention,
    "times": Time,
    "attributions": Attribution,
    "figures": Figure,
    "event_mentions": EventMention,
    "arguments": Argument,
    "relations": Relation,
    "claims": Claim,
    "namings": Naming,
}
"""Tables of reading by name, in the order in which a document's rows are made."""

LINKING: dict[str, type] = {
    "document_accounts": DocumentAccount,
    "shared_passages": SharedPassage,
    "actors": Actor,
    "mention_actors": MentionActor,
    "places": Place,
    "mention_places": MentionPlace,
    "events": Event,
    "event_aliases": EventAlias,
    "event_members": EventMember,
    "possible_links": PossibleLink,
    "differences": Difference,
    "claim_groups": ClaimGroup,
}
"""Tables of linking and comparing by name, in the order in which they are made."""

__all__ = [
    "LINKING",
    "READING",
    "Actor",
    "Argument",
    "Attribution",
    "Claim",
    "ClaimGroup",
    "Difference",
    "DifferenceValue",
    "Document",
    "DocumentAccount",
    "Event",
    "EventAlias",
    "EventMember",
    "EventMention",
    "Evidence",
    "Figure",
    "Mention",
    "MentionActor",
    "MentionPlace",
    "Naming",
    "Place",
    "PossibleLink",
    "Region",
    "Relation",
    "Sentence",
    "SharedPassage",
    "Time",
    "make_document",
]
