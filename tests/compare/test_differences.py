"""Differences."""

from datetime import date
from typing import Any

import pytest


def _sinking(
    story: Any,
    uri: str,
    published: str,
    words: str,
    low: float | None,
    high: float | None,
    *,
    source: bool = False,
    **columns: Any,
) -> str:
    """One account of a ship lost with so many men."""
    text = f"The harbour board says the steamer Aurora sank off Bergen on 4 March and {words} were lost with her."
    if uri > "a.txt":
        text = f"Off Bergen, in the night, the steamer Aurora sank in heavy seas with {words} on board. The harbour board wrote so."
    document = story.document(uri, text, published, uri)
    place = story.mention(document, "Bergen", "PLACE")
    held = story.says(document, "The harbour board", "the steamer Aurora sank", form="unnamed") if source else None
    event = story.event(
        document, "sank", "ASSAULT", lemma="sink", recipient=("the steamer Aurora", None), place=("Bergen", place),
        days=columns.pop("days", ("1905-03-04", "1905-03-04")), attribution_id=held, factuality=columns.pop("factuality", "asserted"),
    )  # fmt: skip
    story.figure(document, words, low, high, "killed", event, attribution_id=held, **columns)
    return event


def _row(story: Any, aspect: str, across: str = "between") -> Any:
    found = [row for row in story.run()["differences"] if row.aspect == aspect and row.across == across]
    assert len(found) == 1, found
    return found[0]


def test_equal_figures_are_one_value_with_both_accounts(story: Any) -> None:
    """The same number of two accounts in one voice is one value with two accounts and two passages."""
    _sinking(story, "a.txt", "1905-03-05", "27 men", 27, 27, population="man")
    _sinking(story, "b.txt", "1905-03-06", "27 people", 27, 27, population="person")
    row = _row(story, "figure:killed")
    assert row.status == "same"
    assert [len(value.account_ids) for value in row.values] == [2]
    assert len(row.values[0].evidence) == 2
    assert str(row.values[0].as_of) == "1905-03-05"


@pytest.mark.parametrize(
    ("low", "high", "words", "approximate", "status"),
    [
        (24, 99, "dozens", False, "compatible"),
        (20, None, "over 20 men", False, "compatible"),
        (29, 29, "about 29 men", True, "compatible"),
        (31, 31, "31 men", False, "differ"),
        (None, 12, "up to 12 men", False, "differ"),
    ],
)
def test_figures_differ_only_where_their_ranges_do(
    story: Any, low: float | None, high: float | None, words: str, approximate: bool, status: str
) -> None:
    """A round word and a number inside it go together; 31 and 27 of one day do not."""
    _sinking(story, "a.txt", "1905-03-06", "27 men", 27, 27, population="man")
    _sinking(story, "b.txt", "1905-03-06", words, low, high, population="man", approximate=approximate)
    assert _row(story, "figure:killed").status == status


def test_a_later_greater_toll_is_an_update(story: Any) -> None:
    """A toll that grew within days is an update; a smaller one later differs."""
    _sinking(story, "a.txt", "1905-03-05", "27 men", 27, 27, population="man")
    _sinking(story, "b.txt", "1905-03-09", "31 men", 31, 31, population="man")
    assert _row(story, "figure:killed").status == "update"


def test_a_history_years_later_differs(story: Any) -> None:
    """A greater number years later is no update of the news."""
    _sinking(story, "a.txt", "1905-03-05", "27 men", 27, 27, population="man")
    _sinking(story, "b.txt", "1925-03-09", "31 men", 31, 31, population="man")
    assert _row(story, "figure:killed").status == "differ"


def test_figures_of_other_people_are_incomparable(story: Any) -> None:
    """Soldiers of one account are not compared with children of another, and the row says why."""
    _sinking(story, "a.txt", "1905-03-05", "27 soldiers", 27, 27, population="soldier")
    _sinking(story, "b.txt", "1905-03-05", "9 children", 9, 9, population="child")
    row = _row(story, "figure:killed")
    assert row.status == "incomparable"
    assert row.reason == "other population: child / soldier"


def test_a_sourced_value_keeps_its_voice(story: Any) -> None:
    """The same number in the paper's own voice and by a source is two values."""
    _sinking(story, "a.txt", "1905-03-05", "27 men", 27, 27, population="man")
    _sinking(story, "b.txt", "1905-03-05", "27 men", 27, 27, population="man", source=True)
    row = _row(story, "figure:killed")
    assert row.status == "same"
    assert sorted((value.voice, value.source_kind) for value in row.values) == [("own", "none"), ("source", "unnamed")]
    assert _row(story, "attribution").status == "differ"


def test_days_differ_only_where_both_are_told_with_the_act(story: Any) -> None:
    """Two days differ; a day and its month go together."""
    _sinking(story, "a.txt", "1905-03-05", "27 men", 27, 27)
    _sinking(story, "b.txt", "1905-03-05", "27 people", 27, 27, days=("1905-03-05", "1905-03-05"))
    assert _row(story, "date").status == "differ"


def test_a_day_lies_in_its_month(story: Any) -> None:
    """A closer and a looser dating are compatible."""
    _sinking(story, "a.txt", "1905-03-05", "27 men", 27, 27)
    _sinking(story, "b.txt", "1905-04-05", "27 people", 27, 27, days=("1905-03-01", "1905-03-31"))
    assert _row(story, "date").status == "compatible"


def test_a_denial_differs_from_an_assertion(story: Any) -> None:
    """What one account asserts and another has denied is one event that differs in factuality."""
    _sinking(story, "a.txt", "1905-03-05", "27 men", 27, 27)
    _sinking(story, "b.txt", "1905-03-05", "27 people", 27, 27, factuality="denied")
    assert _row(story, "factuality").status == "differ"


def test_one_account_that_gives_two_numbers_differs_within(story: Any) -> None:
    """Two numbers for one thing in two sentences of one account are a difference within it."""
    text = "The steamer Aurora sank on 4 March with 27 men. Later the board wrote that when the Aurora sank there were 31 men lost."
    document = story.document("a.txt", text, "1905-03-06", "A")
    one = story.event(
        document, "sank", "ASSAULT", lemma="sink", recipient=("Aurora", None), days=("1905-03-04", "1905-03-04")
    )
    other = story.event(
        document, "sank", "ASSAULT", lemma="sink", nth=1, recipient=("Aurora", None), days=("1905-03-04", "1905-03-04")
    )
    story.figure(document, "27 men", 27, 27, "killed", one, population="man")
    story.figure(document, "31 men", 31, 31, "killed", other, population="man")
    row = _row(story, "figure:killed", "within")
    assert row.status == "differ"


def test_words_for_the_event_are_set_side_by_side(story: Any) -> None:
    """The nouns that accounts choose are shown in quotation marks, with who uses them."""
    for uri, word in (("a.txt", "massacre"), ("b.txt", "clash")):
        document = story.document(
            uri, f"The {word} of the Ruritanians at Bergen on 4 March shook Arcadia.", "1905-03-06", uri
        )
        place = story.mention(document, "Bergen", "PLACE")
        land = story.mention(document, "Arcadia", "GOVERNMENT")
        doers = story.mention(document, "the Ruritanians", "GROUP", head="Ruritanians")
        event = story.event(
            document,
            word,
            "ASSAULT",
            lemma="attack",
            place=("Bergen", place),
            actor=("the Ruritanians", doers),
            recipient=("Arcadia", land),
            days=("1905-03-04", "1905-03-04"),
            agent_expression="nominal",
        )
        story.naming(document, f"The {word}", word, event)
    row = _row(story, "naming")
    assert row.status == "differ"
    assert [value.value for value in row.values] == ['"clash"', '"massacre"']


@pytest.mark.parametrize(
    ("text", "trigger", "lemma", "dying"),
    [
        ("Off Bergen the steamer Aurora was sunk at dawn; 40 of her men were killed.", "sunk", "sink", "killed"),
        ("Off Bergen the steamer Aurora sank at dawn with 40 of her men.", "sank", "sink", None),
        ("Off Bergen the steamer Aurora was sunk. Of her crew 40 men died.", "sunk", "sink", "died"),
    ],
)
def test_a_toll_told_beside_its_act_is_the_acts(
    story: Any, text: str, trigger: str, lemma: str, dying: str | None
) -> None:
    """Her dead, counted by a dying in the same sentence or the next, are the toll of the sinking in both accounts."""
    _sinking(story, "z.txt", "1905-03-05", "43 men", 43, 43, population="man")
    document = story.document("a.txt", text, "1905-03-05", "A")
    place = story.mention(document, "Bergen", "PLACE")
    sinking = story.event(
        document, trigger, "ASSAULT", lemma=lemma, recipient=("the steamer Aurora", None), place=("Bergen", place),
        days=("1905-03-04", "1905-03-04"),
    )  # fmt: skip
    on = sinking
    if dying:
        on = story.event(document, dying, "ASSAULT", lemma="kill" if dying == "killed" else "die")
    story.figure(document, "40", 40, 40, "other", on, what="her men")
    assert {
        row.aspect: [value.low for value in row.values]
        for row in story.run()["differences"]
        if row.aspect == "figure:killed" and row.across == "between"
    } == {"figure:killed": [40, 43]}


def test_one_who_is_named_is_no_toll(story: Any) -> None:
    """A named dead man is not set against the number of the dead."""
    _sinking(story, "a.txt", "1905-03-05", "27 men", 27, 27, population="man")
    event = _sinking(story, "b.txt", "1905-03-06", "Captain Falk", 1, 1)
    assert event
    assert [row for row in story.run()["differences"] if row.aspect == "figure:killed"] == []


def _demand(story: Any, uri: str, words: str, content: str) -> None:
    """One account of a demand that somebody's troops leave."""
    text = f"The parliament of Arcadia demanded the {content} of {words} from Arcadia."
    document = story.document(uri, text, "1925-02-03", uri)
    parliament = story.mention(document, "The parliament of Arcadia", "ORGANISATION", head="parliament")
    land = story.mention(document, "Arcadia", "GOVERNMENT", nth=1)
    troops = story.mention(document, words, "GROUP", form="description", head=words.rsplit(maxsplit=1)[-1])
    story.event(
        document, "demanded", "REQUEST", lemma="demand", actor=("The parliament of Arcadia", parliament),
        recipient=("Arcadia", land), days=("1925-02-02", "1925-02-02"),
    )  # fmt: skip
    story.event(document, content, "RETREAT", recipient=(words, troops), factuality="demanded")


def test_scope_sets_all_beside_some(story: Any) -> None:
    """A demand that all foreign troops leave and one that one state's forces leave are one demand that differs in scope."""
    _demand(story, "a.txt", "all foreign troops", "withdrawal")
    _demand(story, "b.txt", "the Ruritanian forces", "expulsion")
    rows = [row for row in story.run()["differences"] if row.aspect == "scope" and len(row.values) > 1]
    assert rows, "no row"
    assert {value.value for value in rows[0].values} == {'"all foreign troops"', '"the Ruritanian forces"'}


def test_scope_is_silent_where_nobody_says_how_much(story: Any) -> None:
    """Two plain phrases are no difference of scope."""
    _demand(story, "a.txt", "the Ruritanian troops", "withdrawal")
    _demand(story, "b.txt", "the Ruritanian forces", "expulsion")
    assert not [row for row in story.run()["differences"] if row.aspect == "scope"]


def test_one_account_that_asserts_and_has_it_denied_differs_within(story: Any) -> None:
    """What a paper tells itself and lets a source deny is a difference within its account."""
    text = "The fort of Gron was stormed on Friday. The governor said that the fort of Gron was not taken at all."
    document = story.document("a.txt", text, "1925-02-03")
    held = story.says(document, "The governor", "the fort of Gron was not taken", form="unnamed", stance="denies")
    story.event(
        document,
        "stormed",
        "ASSAULT",
        lemma="storm",
        recipient=("The fort of Gron", None),
        days=("1925-01-30", "1925-01-30"),
    )
    story.event(
        document, "taken", "ASSAULT", lemma="storm", recipient=("the fort of Gron", None), factuality="denied",
        attribution_id=held, days=("1925-01-30", "1925-01-30"),
    )  # fmt: skip
    row = _row(story, "factuality", "within")
    assert row.status == "differ"
    assert {(value.value, value.voice) for value in row.values} == {("asserted", "own"), ("denied", "source")}


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"cause": "fever"}, "other cause"),
        ({"earliest": "1905-03-04", "latest": "1905-03-04"}, None),
        ({"earliest": "1904-01-01", "latest": "1904-12-31"}, "other period"),
    ],
)
def test_like_is_compared_with_like(story: Any, columns: dict[str, Any], reason: str | None) -> None:
    """Figures of another cause or another period are not compared, and the row says why; of one period they differ."""
    days = {key: date.fromisoformat(value) for key, value in columns.items() if key != "cause"}
    columns = {**columns, **days}
    _sinking(
        story,
        "a.txt",
        "1905-03-05",
        "27 men",
        27,
        27,
        population="man",
        earliest=date(1905, 3, 4),
        latest=date(1905, 3, 4),
    )
    _sinking(story, "b.txt", "1905-03-05", "31 people", 31, 31, population="person", **columns)
    row = _row(story, "figure:killed")
    assert row.status == ("incomparable" if reason else "differ")
    assert (row.reason or "").startswith(reason or "")


@pytest.mark.parametrize(
    ("day", "status"), [(("1905-02-01", "1905-02-28"), "compatible"), (("1905-03-09", "1905-03-09"), "update")]
)
def test_a_plan_told_of_the_past_is_no_news(story: Any, day: tuple[str, str], status: str) -> None:
    """A plan published before the day is updated by the account of the deed; a purpose told afterwards goes with it."""
    _sinking(story, "a.txt", "1905-03-05", "27 men", 27, 27, factuality="planned", days=day)
    _sinking(story, "b.txt", "1905-03-20", "27 people", 27, 27, days=day)
    assert _row(story, "factuality").status == status
