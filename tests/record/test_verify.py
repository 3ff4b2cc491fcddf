"""Whatever breaks a promise of the record, verify finds it."""

from pathlib import Path

import pytest

from rashomon.record import schema, store
from rashomon.record.reader import Record
from rashomon.record.verify import Problem, verify

BREAKS = {
    "documents.document_id": "UPDATE _reading.documents SET document_id = 'x' || document_id",
    "documents.text_sha256": "UPDATE _reading.documents SET text_sha256 = 'x' WHERE uri = 'north.txt'",
    "sentences.start_char": "UPDATE _reading.sentences SET end_char = 100000",
    "regions.start_char": "UPDATE _reading.regions SET start_char = -1",
    "attributions.cue_start_char": "UPDATE _reading.attributions SET cue_end_char = NULL",
    "mentions.text": "UPDATE _reading.mentions SET text = upper(text)",
    "event_mentions.text": "UPDATE _reading.event_mentions SET start_char = start_char - 1",
    "attributions.source_text": "UPDATE _reading.attributions SET source_end_char = source_end_char + 1",
    "arguments.text": "UPDATE _reading.arguments SET end_char = end_char - 1",
    "figures.what": "UPDATE _reading.figures SET what = 'ships'",
    "claims.subject_text": "UPDATE _reading.claims SET subject_text = 'Port Oak'",
    "attributions.content_spans": "UPDATE _reading.attributions SET content_spans = [[0, 5]]",
    "mentions.mention_id": "INSERT INTO _reading.mentions FROM _reading.mentions LIMIT 1",
    "mention_actors.mention_id": "INSERT INTO _linking.mention_actors FROM _linking.mention_actors LIMIT 1",
    "mentions.document_id": "UPDATE _reading.mentions SET document_id = 'gone' WHERE mention_id = 'n-port'",
    "figures.event_mention_id": "UPDATE _reading.figures SET event_mention_id = 's-e' WHERE figure_id = 'n-f'",
    "event_mentions.sentence_id": "DELETE FROM _reading.sentences",
    "arguments.time_id": "DELETE FROM _reading.times",
    "times.anchor_id": "UPDATE _reading.times SET anchor_id = 'gone'",
    "mention_actors.actor_id": "DELETE FROM _linking.actors WHERE actor_id = 'admiralty'",
    "event_members.event_id": "DELETE FROM _linking.events",
    "event_members.event_mention_id": "DELETE FROM _reading.event_mentions",
    "events.actor_ids": "UPDATE _linking.events SET actor_ids = ['gone']",
    "events.n_documents": "UPDATE _linking.events SET n_documents = 3",
    "events.place_id": "UPDATE _linking.events SET place_id = 'gone'",
    "events.earliest": "UPDATE _linking.events SET earliest = '1920-01-01'",
    "figures.low": "UPDATE _reading.figures SET low = 13",
    "figures.high": "UPDATE _reading.figures SET high = 'nan'",
    "differences.values.evidence": 'UPDATE _linking.differences SET "values" = list_transform("values", '
    "lambda v: struct_update(v, evidence := [{'document_id': 'gone', 'start_char': 0, 'end_char': 1}]))",
    "differences.values.attribution_ids": "DELETE FROM _reading.attributions",
    "differences.values.account_ids": "UPDATE _linking.document_accounts SET account_id = 'x'",
    "shared_passages.start_char": "UPDATE _linking.shared_passages SET end_char = 100000",
    "shared_passages.origin_start_char": "UPDATE _linking.shared_passages SET origin_end_char = 0",
    "event_mentions.actor_text": "UPDATE _derived.participants SET actor_text = 'someone'",
    "readings.document_id": "UPDATE _keeping.readings SET document_id = 'gone'",
}  # fmt: skip


def test_a_sound_record_has_no_problems(record: Record) -> None:
    """A record that keeps its promises gives an empty list."""
    assert verify(record) == []


@pytest.mark.parametrize("where", BREAKS)
def test_what_is_broken_is_found(record: Record, where: str) -> None:
    """Each promise that is broken is named with table and column."""
    path = break_it(record, BREAKS[where])
    with Record(path) as broken:
        problems = verify(broken)
    assert where in [problem.where for problem in problems], problems
    assert all(problem.count and problem.examples for problem in problems)


def break_it(record: Record, sql: str) -> Path:
    """The record's file, changed behind the program's back."""
    record.close()
    with store.connect(record.path, read_only=False) as connection:
        connection.execute(sql)
    return record.path


def test_a_problem_reads_as_a_line() -> None:
    """A problem says where, what, how often, and which rows."""
    problem = Problem(check="hash does not hold", where="documents.document_id", count=2, examples=["a", "b"])
    assert str(problem) == "documents.document_id: hash does not hold: 2 rows, a, b"


def test_every_reference_of_the_schema_is_checked() -> None:
    """A new column that refers to a row (its name ends in _id) must be added to what verify looks at."""
    from rashomon.record import verify as module

    looked_at = {(table, column) for table, column, _ in module.WITHIN} | set(module.KEYS.items())
    looked_at |= {(table.split(".")[1], column) for table, column, _, _ in module.ACROSS} | {("times", "anchor_id")}
    tables = {**schema.SCHEMAS["_reading"], **schema.SCHEMAS["_linking"]}
    named = {
        (table, column) for table, row in tables.items() for column in schema.columns(row) if column.endswith("_id")
    }
    others = {
        ("actors", "actor_id"),
        ("places", "place_id"),
        ("places", "geonames_id"),
        ("claim_groups", "claim_group_id"),
    }
    others |= {(table, "document_id") for table in schema.SCHEMAS["_reading"]}
    assert named - looked_at - others == set()
