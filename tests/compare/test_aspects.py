"""Aspect by aspect, on tellings given as they are: nothing here rests on what linking joins."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from tests.helpers.told_accounts import KNOWLEDGE, WORLD, figure, party, spot, telling

from rashomon.compare.dates import dates
from rashomon.compare.figures import figures
from rashomon.compare.manner import factuality, voices, wordings
from rashomon.compare.parties import name_of, parties, places
from rashomon.compare.scope import scope
from rashomon.compare.told import Naming, Telling, events
from rashomon.link import STEPS as LINK_STEPS
from rashomon.model import Difference
from rashomon.record import store


def one(found: Iterable[Difference], across: str = "between") -> Difference | None:
    """The only row between accounts, or none."""
    rows = [row for row in found if row.across == across]
    assert len(rows) < 2, rows
    return rows[0] if rows else None


def verdict(row: Difference | None) -> tuple[str, list[str]]:
    """Status and values of a row."""
    assert row is not None
    return row.status, [value.value for value in row.values]


def test_the_closest_date_of_an_account_counts() -> None:
    """An account that says "in 1905" and "on 4 March 1905" is dated by the day, and differs from one that gives another day."""
    year, day, next_day = (date(1905, 1, 1), date(1905, 12, 31)), (date(1905, 3, 4),) * 2, (date(1905, 3, 5),) * 2
    rows = dates("e", [telling("a", days=year), telling("a", days=day, at=1), telling("b", days=next_day)], WORLD)
    assert verdict(one(rows)) == ("differ", ["1905-03-04", "1905-03-05"])
    rows = dates("e", [telling("a", days=year), telling("b", days=next_day)], WORLD)
    assert verdict(one(rows))[0] == "compatible"


def test_that_all_assert_it_goes_without_saying() -> None:
    """No row where every account asserts it, though one speaks of a plan too; one where an account only speaks of a plan."""
    plan = telling("b", factuality="planned", at=1)
    assert one(factuality("e", [telling("a"), telling("b"), plan], WORLD)) is None
    assert verdict(one(factuality("e", [telling("a"), plan], WORLD))) == ("incomparable", ["asserted", "planned"])


@pytest.mark.parametrize(
    ("day", "status"), [(date(1905, 3, 20), "update"), (date(1904, 3, 20), "incomparable"), (None, "incomparable")]
)
def test_a_plan_is_overtaken_only_by_a_later_deed(day: date | None, status: str) -> None:
    """What is told as done before the plan was published, or on no day, is no outcome of the plan."""
    done = telling("b", days=(day, day), published=date(1905, 4, 1))
    assert verdict(one(factuality("e", [telling("a", factuality="demanded"), done], WORLD)))[0] == status


def test_others_are_at_least_so_many() -> None:
    """With the captain "nine other people" were more than nine: ten agree with them, five do not."""
    others = telling("a", figures=[figure("a", "nine", 9, 9, what="other people", population="people")])
    ten, five = (telling("b", figures=[figure("b", "n", n, n, population="person")]) for n in (10, 5))
    assert verdict(one(figures("e", [others, ten], WORLD, KNOWLEDGE)))[0] == "compatible"
    assert verdict(one(figures("e", [others, five], WORLD, KNOWLEDGE)))[0] == "differ"


def test_people_who_are_named_are_not_counted() -> None:
    """Two named dead and one named dead man are no two tolls."""
    two = telling("a", figures=[figure("a", "Falk and Berg", 2, 2, what="Falk and Berg")])
    lone = telling("b", figures=[figure("b", "Captain Falk", 1, 1, what="Captain Falk")])
    assert list(figures("e", [two, lone], WORLD, KNOWLEDGE)) == []


def test_what_a_number_is_taken_from_is_no_value() -> None:
    """Of "two of the admiral's six cruisers" two were sunk, not six."""
    cruisers: dict[str, Any] = {"kind": "vehicles", "population": "cruiser"}
    part = figure("a", "two", 2, 2, at=10, what="the admiral's six cruisers", **cruisers)
    whole = figure("a", "six", 6, 6, at=32, what="cruisers", **cruisers)
    other = telling("b", figures=[figure("b", "two", 2, 2, what="cruisers", **cruisers)])
    row = one(figures("e", [telling("a", figures=[part, whole]), other], WORLD, KNOWLEDGE))
    assert row is not None
    assert row.status == "same"
    light = telling("b", figures=[figure("b", "two", 2, 2, what="light cruisers", **cruisers)])
    part = part._replace(what="the admiral's six armoured cruisers")
    row = one(figures("e", [telling("a", figures=[part, whole]), light], WORLD, KNOWLEDGE))
    assert row is not None
    assert row.reason == "other sort: armoured / light"


@pytest.mark.parametrize(
    ("words", "name"), [("the G 38", "G 38"), ("the Aurora", "Aurora"), ("Destroyers", ""), ("38 men", "")]
)
def test_names_by_their_looks(words: str, name: str) -> None:
    """A few capitalised words, with a number behind if need be, are a name; a plural at the head of a sentence is none."""
    assert name_of(words) == name


@pytest.mark.parametrize(
    ("left", "right", "reason"),
    [
        ("armoured cruisers", "battle cruisers", "other sort: armoured / battle"),
        ("armoured cruisers", "cruisers", None),
    ],
)
def test_things_of_another_sort_are_not_compared(left: str, right: str, reason: str | None) -> None:
    """Armoured cruisers are no battle cruisers; cruisers without more may be either."""
    cruisers: dict[str, Any] = {"kind": "vehicles", "population": "cruiser"}
    tellings = [
        telling(at, figures=[figure(at, "two", 2, 2, what=what, **cruisers)])
        for at, what in (("a", left), ("b", right))
    ]
    row = one(figures("e", tellings, WORLD, KNOWLEDGE))
    assert row is not None
    assert row.reason == reason


def test_a_spot_lies_in_the_city_of_its_name() -> None:
    """Bergen harbour lies in Bergen though no table has it; Oslo is elsewhere."""

    def at(account: str, place: str) -> Telling:
        return telling(account, parties=[party(account, "place", place, place=place)])

    assert verdict(one(places("e", [at("a", "bergen"), at("b", "harbour")], WORLD)))[0] == "compatible"
    assert verdict(one(places("e", [at("a", "bergen"), at("b", "oslo")], WORLD)))[0] == "differ"


def test_whom_it_was_done_to_is_not_said_twice() -> None:
    """What says to whom ("invaded Arcadia") is no second row for where."""

    def told(account: str, role: str) -> Telling:
        where = party(account, "place", "Bergen", place="bergen")
        return telling(account, parties=[where, party(account, role, "Bergen")])

    assert one(places("e", [told("a", "recipient"), told("b", "recipient")], WORLD)) is None
    assert one(places("e", [told("a", "actor"), told("b", "actor")], WORLD)) is not None


def test_a_name_of_a_state_is_the_state() -> None:
    """Where no mention holds "the Arcadians" they are Arcadia beside "Arcadia"."""
    tellings = [
        telling("a", parties=[party("a", "actor", "Arcadia", actor="a")]),
        telling("b", parties=[party("b", "actor", "the Arcadians")]),
    ]
    assert verdict(one(parties("e", tellings, WORLD))) == ("same", ["Arcadia"])


def test_who_is_described_is_shown_beside_who_is_named() -> None:
    """Nobody is said to have given no doer who described one."""
    named = [telling(at, parties=[party(at, "actor", "Arcadia", actor="a")]) for at in ("a", "b")]
    described = telling("c", parties=[party("c", "actor", "armed men", form="description")])
    assert verdict(one(parties("e", [*named, described], WORLD))) == ("incomparable", ['"armed men"', "Arcadia"])


def test_a_weak_link_agrees_but_never_differs() -> None:
    """A "they" for Arcadia counts beside Arcadia, and says nothing against Ruritania."""
    they = telling("b", parties=[party("b", "actor", "They", actor="a", form="pronoun", score=0.7)])
    arcadia = telling("a", parties=[party("a", "actor", "Arcadia", actor="a")])
    ruritania = telling("a", parties=[party("a", "actor", "Ruritania", actor="r")])
    assert verdict(one(parties("e", [arcadia, they], WORLD))) == ("same", ["Arcadia"])
    assert one(parties("e", [ruritania, they], WORLD)) is None


def test_what_was_left_is_a_place(story: Any) -> None:
    """Arcadia from which troops withdrew is where, and nobody that it was done to; Arcadia that was invaded is both."""
    for event_type, verb in (("RETREAT", "left"), ("ASSAULT", "invaded")):
        text = f"The legion {verb} Bergen."
        document = story.document(f"{verb}.txt", text, "1905-03-06")
        town = story.mention(document, "Bergen", "PLACE")
        story.event(document, verb, event_type, place=("Bergen", town), recipient=("Bergen", town))
        story.event(document, "legion", event_type)
    connection = store.memory(story.rows)
    try:
        for name, step in LINK_STEPS:
            store.write(connection, list(step(connection, KNOWLEDGE)))
            if name == "places":
                break
        connection.execute(
            "INSERT INTO event_members BY NAME SELECT event_mention_id, 'e' || event_type AS event_id, document_id AS account_id,"
            " 1.0 AS score, '' AS why FROM event_mentions"
        )
        told = {
            each.text: {party.role for party in each.parties}
            for _, group in events(connection, KNOWLEDGE)
            for each in group
        }
    finally:
        connection.close()
    assert told["left"] == {"place"}
    assert told["invaded"] == {"place", "recipient"}


def test_scope_needs_two_who_say_how_much() -> None:
    """Beside "all foreign troops" "an occupying force" says nothing of how many; "the Arcadian forces" does."""

    def told(account: str, words: str, **columns: Any) -> Telling:
        return telling(account, parties=[party(account, "actor", words, form="description", **columns)])

    whole, vague = told("a", "all foreign troops"), told("b", "an occupying force")
    assert one(scope("e", [whole, vague], WORLD, KNOWLEDGE)) is None
    assert (
        verdict(one(scope("e", [whole, told("b", "the Arcadian forces", actor="t")], WORLD, KNOWLEDGE)))[0] == "differ"
    )
    assert verdict(one(scope("e", [whole, told("b", "some military units", actor="t")], WORLD, KNOWLEDGE)))[1] == ['"all foreign troops"', '"some military units"']  # fmt: skip


def naming(account: str, text: str, head: str) -> Telling:
    """A telling by a noun."""
    return telling(
        account, head, agent_expression="nominal", namings=[Naming(text, head, spot(account, 50, text), False, None)]
    )


@pytest.mark.parametrize(
    ("left", "right", "status"),
    [
        (naming("a", "The massacre", "massacre"), naming("b", "the clash", "clash"), "differ"),
        (naming("a", "the Arcadian raid", "raid"), naming("b", "raid", "raid"), "same"),
        (naming("a", "the cowardly raid", "raid"), naming("b", "raid", "raid"), "compatible"),
        (telling("a", "withdrew", lemma="withdraw"), telling("b", "were driven", lemma="drive"), "differ"),
        (telling("a", "invaded", lemma="invade"), naming("b", "the invasion", "invasion"), None),
        (telling("a", "sank", lemma="sink"), telling("b", "sinking", lemma="sink"), None),
    ],
)  # fmt: skip
def test_words_for_the_act(left: Telling, right: Telling, status: str | None) -> None:
    """Nouns and verbs stand beside each other; whose raid it was is no word for it, and one verb in two forms is no contrast."""
    row = one(wordings("e", [left, right], WORLD, KNOWLEDGE))
    assert (row.status if row else None) == status


def test_whose_voice_it_is_told_in() -> None:
    """An account's own voice differs from that of a source, who is shown in the account's words."""
    rows = voices("e", [telling("a"), telling("b", attribution_id="s")], WORLD)
    assert verdict(one(rows)) == ("differ", ['citing "the harbour board"', "own voice"])


def test_what_is_denied_has_its_own_participants(story: Any) -> None:
    """The Aurora whose loss is denied is nobody that the denial was done to."""
    document = story.document("a.txt", "London denied that the Aurora had been sunk.", "1905-03-06")
    denial = story.event(document, "denied", "REJECT", recipient=("the Aurora", None))
    story.event(document, "sunk", "ASSAULT", recipient=("the Aurora", None), factuality="denied")
    story.event(document, "London", "REJECT")
    connection = store.memory(story.rows)
    try:
        connection.execute(
            "INSERT INTO event_members BY NAME SELECT event_mention_id, 'e' || event_type AS event_id, document_id AS account_id,"
            " 1.0 AS score, '' AS why FROM event_mentions"
        )
        told = {each.event_mention_id: each for _, group in events(connection, KNOWLEDGE) for each in group}
    finally:
        connection.close()
    assert [party.text for party in told[denial].parties] == []
    assert [party.text for party in told[denial].contents] == ["the Aurora"]
