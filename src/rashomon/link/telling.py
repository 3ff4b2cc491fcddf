"""What clustering and titles know of each telling of an event."""

from typing import NamedTuple


class Telling(NamedTuple):
    """One event mention with what decides whether it may be of one event with another.

    Attributes:
        id: ``event_mention_id``.
        document: ``document_id``.
        account: Whose telling it is.
        type: PLOVER type, or None.
        family: Word family of the trigger ("invade", "invasion").
        lemma: The trigger's lemma.
        actors: Actor ids of the doers.
        actor_states: ISO codes of states among the doers and of parts of states.
        actor_heads: Head words of the doers' phrases; of names without an actor the whole name behind "=".
        recipients: Actor ids of those it was done to.
        recipient_states: As for doers.
        recipient_heads: As for doers.
        places: Place ids.
        within: Ids of the countries that hold the places.
        start: First day, counted from year 1.
        end: Last day.
        span: Days from first to last, both counted.
        figures: "kind:number" of its figures.
        nominal: Whether it is told by a noun ("the invasion"): then it may be known without being dated.
        basis: Where its time was found.
        offset: Start of the trigger.
        sourced: The attribution that holds it, or None.
        dated: Whether it has a first and a last day of its own: a day taken over from the document's publication dates nothing.
        operation: Operation that the act is a phase or wording of (:mod:`rashomon.link.operations`).
        hours: Minutes of the day, where a clock time is told.
        story: Smallest document of the story that the document belongs to; None in a small collection.
        others: Tellings that the text sets apart from it: what it is said to answer, to follow or to serve.
    """

    id: str
    document: str
    account: str
    type: str | None
    family: str
    lemma: str
    actors: tuple[str, ...]
    actor_states: tuple[str, ...]
    actor_heads: tuple[str, ...]
    recipients: tuple[str, ...]
    recipient_states: tuple[str, ...]
    recipient_heads: tuple[str, ...]
    places: tuple[str, ...]
    within: tuple[str, ...]
    start: int | None
    end: int | None
    span: int | None
    figures: tuple[str, ...]
    nominal: bool
    basis: str
    offset: int
    sourced: str | None
    dated: bool
    operation: str | None
    hours: tuple[int, ...]
    story: str | None
    others: tuple[str, ...]


class Surroundings(NamedTuple):
    """What else tellings are compared by, and what they are first found by.

    Attributes:
        near: Words that stand for the telling's surroundings.
        published: Day of publication, counted from year 1.
        rare_actors: Doers (ids and names) that are neither a state nor a part of one.
        rare_recipients: Those it was done to, likewise.
        ground: ISO codes of the countries where or to which it is told as done.
        about: ISO codes of the states named in its sentence.
        number: Number of the document, in order of identifiers.
        foremost: Whether it is the first telling of its type in its document.
        kin: Sets of kindred acts that a word of the trigger stands in.
    """

    near: tuple[str, ...]
    published: int | None
    rare_actors: tuple[str, ...]
    rare_recipients: tuple[str, ...]
    ground: tuple[str, ...]
    about: tuple[str, ...]
    number: int
    foremost: bool
    kin: tuple[str, ...]
