"""A small record, told by two outlets, with every kind of row."""

from datetime import date
from pathlib import Path

import pytest

from rashomon.model import (
    Actor,
    Argument,
    Attribution,
    Claim,
    ClaimGroup,
    Difference,
    DifferenceValue,
    Document,
    DocumentAccount,
    Event,
    EventMember,
    EventMention,
    Evidence,
    Figure,
    Mention,
    MentionActor,
    MentionPlace,
    Naming,
    Place,
    Region,
    Relation,
    Sentence,
    SharedPassage,
    Time,
    make_document,
)
from rashomon.record import schema, store, views
from rashomon.record.building import Building
from rashomon.record.keeping import Reading
from rashomon.record.reader import Record

TEXT = "A day at sea 🌊\n\nOn 31 May the Northern Fleet shelled Port Elm, killing 12 sailors, “the Admiralty” said."


def span(text: str, words: str) -> dict[str, int]:
    """Offsets of words in a text."""
    start = text.index(words)
    return {"start_char": start, "end_char": start + len(words)}


def rows_of(document: Document, name: str) -> list[object]:
    """One row of each table of reading about a document with the text above."""
    ids: dict[str, str] = {"document_id": document.document_id}

    def words(text: str) -> dict[str, object]:
        return {**ids, **span(TEXT, text), "text": text}

    fleet, port, admiralty = (f"{name}-{word}" for word in ("fleet", "port", "admiralty"))
    heads = {
        word: {f"head_{key}": value for key, value in span(TEXT, word).items()}
        for word in ("Fleet", "Port Elm", "Admiralty")
    }
    said = span(TEXT, "On 31 May the Northern Fleet shelled Port Elm, killing 12 sailors")
    return [
        Region(**ids, **span(TEXT, "A day at sea 🌊"), kind="headline", basis="first line"),
        Sentence(**ids, sentence_id=f"{name}-s", start_char=TEXT.index("On"), end_char=len(TEXT)),
        Mention(**words("the Northern Fleet"), **heads["Fleet"], mention_id=fleet, form="name", kind="ORGANISATION"),
        Mention(**words("Port Elm"), **heads["Port Elm"], mention_id=port, form="name", kind="PLACE"),
        Mention(**words("the Admiralty"), **heads["Admiralty"], mention_id=admiralty, form="name", kind="ORGANISATION"),
        Time(
            **words("31 May"),
            time_id=f"{name}-t",
            type="DATE",
            value="1916-05-31",
            earliest=date(1916, 5, 31),
            latest=date(1916, 5, 31),
        ),
        Attribution(
            **ids,
            **said,
            attribution_id=f"{name}-a",
            kind="indirect",
            content_spans=[[said["start_char"], said["end_char"]]],
            **{f"source_{key}": value for key, value in span(TEXT, "the Admiralty").items()},
            source_text="the Admiralty",
            source_mention_id=admiralty,
            **{f"cue_{key}": value for key, value in span(TEXT, "said").items()},
        ),
        Figure(
            **words("12"),
            figure_id=f"{name}-f",
            low=12,
            high=12,
            what="sailors",
            event_mention_id=f"{name}-e",
            attribution_id=f"{name}-a",
        ),
        EventMention(
            **words("shelled"),
            event_mention_id=f"{name}-e",
            sentence_id=f"{name}-s",
            lemma="shell",
            event_type="ASSAULT",
            attribution_id=f"{name}-a",
        ),
        EventMention(
            **words("killing"),
            event_mention_id=f"{name}-k",
            sentence_id=f"{name}-s",
            lemma="kill",
            event_type="ASSAULT",
        ),
        Argument(
            **words("the Northern Fleet"), event_mention_id=f"{name}-e", role="actor", mention_id=fleet, basis="nsubj"
        ),
        Argument(**words("Port Elm"), event_mention_id=f"{name}-e", role="place", mention_id=port, basis="dobj"),
        Argument(**words("Port Elm"), event_mention_id=f"{name}-e", role="recipient", mention_id=port, basis="dobj"),
        Argument(**words("31 May"), event_mention_id=f"{name}-e", role="time", time_id=f"{name}-t", basis="clause"),
        Relation(**ids, from_id=f"{name}-k", to_id=f"{name}-e", kind="cause", cue_start_char=0, cue_end_char=1),
        Claim(
            **ids,
            claim_id=f"{name}-c",
            **span(TEXT, "Port Elm"),
            kind="state",
            subject_mention_id=port,
            subject_text="Port Elm",
            **{f"subject_{end}": at for end, at in span(TEXT, "Port Elm").items()},
        ),
        Naming(
            **words("the Northern Fleet"), naming_id=f"{name}-n", head="fleet", modifiers=["Northern"], mention_id=fleet
        ),
        Naming(**words("shelled"), naming_id=f"{name}-m", head="shell", event_mention_id=f"{name}-e"),
        Reading(uri=document.uri, document_id=document.document_id, input_digest="d", reading_key="k", annotated=True),
    ]


def linking(documents: list[Document], names: list[str]) -> list[object]:
    """Rows of linking that join the tellings into one event."""
    value = DifferenceValue(
        value="12", low=12, high=12, voice="source", source_kind="named", attribution_ids=[f"{names[0]}-a"],
        account_ids=[document.document_id for document in documents],
        evidence=[Evidence(document_id=document.document_id, **span(TEXT, "12")) for document in documents],
    )  # fmt: skip
    first = f"{names[0]}-e"
    rows: list[object] = [
        Actor(actor_id="fleet", name="Northern Fleet", name_basis="text", kind="ORGANISATION", aliases=["the Northern Fleet"]),
        Actor(actor_id="admiralty", name="Admiralty", name_basis="text", kind="ORGANISATION", aliases=[]),
        Place(place_id="elm", name="Port Elm", kind="city", claimed_by=[]),
        Event(
            event_id=first, event_type="ASSAULT", title="Northern Fleet, armed attack, 1916-05-31", earliest=date(1916, 5, 31),
            latest=date(1916, 5, 31), date_precision="day", place_id="elm", actor_ids=["fleet"], recipient_ids=[],
            n_mentions=len(names), n_documents=len(names), n_accounts=len(names), n_sources=1,
        ),
        Difference(event_id=first, aspect="figure:killed", status="same", across="between", values=[value]),
        SharedPassage(
            document_id=documents[1].document_id, start_char=0, end_char=5,
            origin_document_id=documents[0].document_id, origin_start_char=0, origin_end_char=5,
        ),
    ]  # fmt: skip
    for document, name in zip(documents, names, strict=True):
        rows += [
            DocumentAccount(
                document_id=document.document_id, account_id=document.document_id, shared=1.0, evidence="first"
            ),
            MentionActor(mention_id=f"{name}-fleet", actor_id="fleet", score=1.0, why="same name"),
            MentionActor(mention_id=f"{name}-admiralty", actor_id="admiralty", score=1.0, why="same name"),
            MentionPlace(mention_id=f"{name}-port", place_id="elm", score=1.0, why="same name"),
            EventMember(
                event_mention_id=f"{name}-e", event_id=first, account_id=document.document_id, score=1.0, why="same day"
            ),
            ClaimGroup(claim_group_id="g", claim_id=f"{name}-c", score=1.0, why="same subject"),
        ]
    return rows


@pytest.fixture
def rows() -> list[object]:
    """Rows of a whole small record: two documents that tell one event."""
    documents = [
        make_document(
            uri="north.txt", text=TEXT, published="1916-06-02", outlet="North Post", extra={"page": [1, None]}
        ),
        make_document(uri="south.txt", text=TEXT, published="1916-06-03", outlet="South Post"),
    ]
    reading = [
        row
        for document, name in zip(documents, ("n", "s"), strict=True)
        for row in (document, *rows_of(document, name))
    ]
    return reading + linking(documents, ["n", "s"])


@pytest.fixture
def record(rows: list[object], tmp_path: Path) -> Record:
    """The small record, opened to read."""
    path = tmp_path / "small.duckdb"
    with Building(path) as building:
        store.write(building.writing(), rows)
        views.derive(building.writing())
        building.swap("first")
    with Record(path) as opened:
        yield opened


@pytest.fixture
def empty() -> schema.duckdb.DuckDBPyConnection:
    """A record in memory without rows, as linking sees it."""
    with store.memory() as connection:
        yield connection
