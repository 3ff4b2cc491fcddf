"""Claim groups: what is about one matter stands together, whether it affirms or denies; what is not, apart."""

import duckdb
import pytest

from rashomon.knowledge import Knowledge
from rashomon.link.claim_features import Said
from rashomon.link.claims import Alike, claims, gather, score


def said(name: str, subject: str, predicate: str, *terms: str, kind: str = "state", words: str = "") -> Said:
    """A claim with the keys that linking gives it."""
    who = subject or words
    keys = [f"{who} {predicate}", f"{who} {kind}", *(f"~{who} {term}" for term in terms)]
    return Said(name, name, kind, subject, words.split(), predicate, list(terms), keys)


def grouped(rows: list[Said], knowledge: Knowledge) -> set[frozenset[str]]:
    """Groups of two or more, by the names of their claims."""
    table = knowledge.toml("link_claims")
    group_of, _ = gather({row.id: at for at, row in enumerate(rows)}, score(rows, table), table["threshold"])
    groups: dict[str, set[str]] = {}
    for name, first in group_of.items():
        groups.setdefault(first, set()).add(name)
    return {frozenset(group) for group in groups.values() if len(group) > 1}


def test_one_subject_one_predicate_one_object(knowledge: Knowledge) -> None:
    """Claims of one actor with the same predicate and words of the object in common are one matter."""
    rows = [
        said("a", "saxony", "control", "harbour", "marenz"),
        said("b", "saxony", "control", "harbour", "marenz"),
        said("c", "saxony", "control", "pass", "lund"),
    ]
    assert grouped(rows, knowledge) == {frozenset({"a", "b"})}


def test_another_subject_is_another_matter(knowledge: Knowledge) -> None:
    """The same said of two actors is never put together."""
    rows = [said("a", "saxony", "control", "harbour"), said("b", "norland", "control", "harbour")]
    assert grouped(rows, knowledge) == set()


def test_a_subject_of_words_is_followed(knowledge: Knowledge) -> None:
    """What is no actor is followed by its words, longer or shorter."""
    rows = [
        said("a", "", "be", "legal", kind="legal", words="blockade"),
        said("b", "", "be", "legal", kind="legal", words="blockade")._replace(words=["blockade", "island"]),
    ]
    assert grouped(rows, knowledge) == {frozenset({"a", "b"})}


def test_weak_chains_do_not_join() -> None:
    """A claim that only one member of a group speaks for does not come in."""
    pairs = [Alike("a", "b", 0.9, ()), Alike("b", "c", 0.6, ())]
    group_of, link = gather({"a": 0, "b": 1, "c": 2}, pairs, 0.5)
    assert group_of == {"a": "a", "b": "a", "c": "c"}
    assert link["a"].probability == 0.9


def test_order_of_pairs_and_claims_does_not_matter(knowledge: Knowledge) -> None:
    """The same groups come out whatever the order of the claims."""
    rows = [
        said("a", "saxony", "control", "harbour", "marenz"),
        said("b", "saxony", "control", "harbour", "marenz"),
        said("c", "saxony", "need", "grain"),
        said("d", "saxony", "need", "grain"),
    ]
    assert grouped(rows, knowledge) == grouped(rows[::-1], knowledge) == {frozenset({"a", "b"}), frozenset({"c", "d"})}


def test_a_record_without_claims_has_no_groups(connection: duckdb.DuckDBPyConnection, knowledge: Knowledge) -> None:
    """Nothing is gathered where nothing is claimed."""
    assert list(claims(connection, knowledge)) == []


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    """The tables that the step reads, empty."""
    made = duckdb.connect()
    made.execute(
        "CREATE TABLE claims (claim_id VARCHAR, document_id VARCHAR, kind VARCHAR, subject_text VARCHAR, subject_mention_id VARCHAR,"
        " predicate_lemma VARCHAR, object_text VARCHAR, object_start_char INTEGER, object_end_char INTEGER, start_char INTEGER);"
        "CREATE TABLE documents (document_id VARCHAR, published DATE, uri VARCHAR);"
        "CREATE TABLE mentions (mention_id VARCHAR, document_id VARCHAR, head_start_char INTEGER, head_end_char INTEGER);"
        "CREATE TABLE mention_actors (mention_id VARCHAR, actor_id VARCHAR);"
        "CREATE TABLE mention_places (mention_id VARCHAR, place_id VARCHAR)"
    )
    return made
