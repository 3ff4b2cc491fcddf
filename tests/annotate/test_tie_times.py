"""Tests of the pass that dates event mentions."""

from collections.abc import Callable
from datetime import date

from rashomon.annotate import Annotated

Read = Callable[..., Annotated]
Days = tuple[date | None, date | None, str]


def when(annotated: Annotated, word: str) -> Days:
    """Days and basis of the first event mention whose trigger starts with a word."""
    row = next(row for row in annotated.event_mentions if row.text.startswith(word))
    return row.earliest, row.latest, row.time_basis


def test_clause(read: Read) -> None:
    """An event takes the time of its own clause."""
    text = "Rebels attacked the town on 3 May 1905. Troops killed two farmers on 5 May 1905."
    annotated = read(text, published="1905-05-10")
    assert when(annotated, "attacked") == (date(1905, 5, 3), date(1905, 5, 3), "clause")
    assert when(annotated, "killed") == (date(1905, 5, 5), date(1905, 5, 5), "clause")


def test_open_span(read: Read) -> None:
    """What goes on since a day has no end but publication; "until" gives no start."""
    annotated = read("Rebels have bombed the port since 3 May 1905.", published="1905-05-10")
    assert when(annotated, "bombed") == (date(1905, 5, 3), date(1905, 5, 10), "clause")


def test_open_span_of_the_past(read: Read) -> None:
    """What had gone on since a day ends nobody knows when, and its start dates nothing told after it."""
    text = "Rebels had attacked the town since 1899, and the mayor was murdered."
    annotated = read(text, published="1905-05-10")
    assert when(annotated, "attacked") == (date(1899, 1, 1), None, "clause")
    assert when(annotated, "murdered") == (None, None, "none")


def test_days_are_in_order(read: Read) -> None:
    """What is to start after publication does not end with it."""
    annotated = read("Troops will attack the town from 6 August.", published="1905-05-10")
    assert when(annotated, "attack") == (date(1905, 8, 6), None, "clause")


def test_a_span_with_both_ends(read: Read) -> None:
    """A span has the start and the end that its clause gives it, wherever the parse hangs them."""
    annotated = read("The army shelled the village from Monday to Thursday.", published="1905-05-13")
    assert when(annotated, "shelled") == (date(1905, 5, 8), date(1905, 5, 11), "clause")


def test_the_end_of_one_span_dates_no_other_event(read: Read) -> None:
    """What goes on until today is told to end there; what stands beside it is not."""
    text = "The attack shocked the town, and soldiers patrol its streets until today."
    annotated = read(text, published="1905-05-10")
    assert when(annotated, "patrol")[:2] == (None, date(1905, 5, 10))
    assert when(annotated, "attack")[2] not in ("clause", "sentence")


def test_news_beside_a_date_of_long_ago_has_no_day(read: Read) -> None:
    """What stands in one paragraph with dates of long ago is not of the day of publication."""
    text = "On 3 May 1899 the siege began. Troops have bombed the port, and the mayor is protesting."
    annotated = read(text, published="1905-05-10")
    assert when(annotated, "bombed")[2] != "document"
    assert when(annotated, "protesting")[2] != "document"


def test_passage(read: Read) -> None:
    """A past tense without a time goes on with the time of its paragraph."""
    text = "In March 1899 rebels attacked the town. Government troops killed two farmers and burned the mill."
    annotated = read(text, published="1905-05-10")
    assert when(annotated, "killed") == (date(1899, 3, 1), date(1899, 3, 31), "passage")
    row = next(row for row in annotated.event_mentions if row.text == "killed")
    time = next(
        argument
        for argument in annotated.arguments
        if argument.event_mention_id == row.event_mention_id and argument.role == "time"
    )
    assert (time.text, time.basis) == ("March 1899", "passage")


def test_document(read: Read) -> None:
    """The news itself, told in the past tense without a time, is of these days."""
    annotated = read("Rebels attacked the town, police said.", published="1905-05-10")
    assert when(annotated, "attacked") == (date(1905, 5, 3), date(1905, 5, 10), "document")


def test_an_aside_is_not_the_news(read: Read) -> None:
    """What a relative clause tells in the past tense was at any time before."""
    annotated = read("Police arrested a man who attacked the town hall.", published="1905-05-10")
    assert when(annotated, "arrested")[2] == "document"
    assert when(annotated, "attacked")[2] == "none"


def test_what_years_are_counted_from_is_not_the_news(read: Read) -> None:
    """What was so many years ago does not fall on these days."""
    annotated = read("It has been 20 years since soldiers attacked the town.", published="1905-05-10")
    assert when(annotated, "attacked")[2] == "none"


def test_an_anniversary(read: Read) -> None:
    """A day told of as an anniversary is that of its own year."""
    annotated = read("The fort was attacked fifty years ago today.", published="1905-05-10")
    assert when(annotated, "attacked")[:2] == (date(1855, 5, 10), date(1855, 5, 10))


def test_no_publication(read: Read) -> None:
    """Without a publication date nothing is guessed."""
    annotated = read("Rebels attacked the town, police said.")
    assert when(annotated, "attacked") == (None, None, "none")


def test_planned(read: Read) -> None:
    """What is only planned takes no time from beyond its clause."""
    annotated = read("On Tuesday the rebels met. They will attack the town.", published="1905-05-10")
    assert when(annotated, "attack")[2] == "none"


def test_saying_does_not_date_what_is_said(read: Read) -> None:
    """The day on which something is said is not the day on which it happened."""
    annotated = read("On Tuesday the minister said that rebels had attacked the town.", published="1905-05-10")
    assert when(annotated, "attacked")[2] not in ("sentence", "clause")


def test_anchored_on_an_event(read: Read) -> None:
    """An expression that hangs on an event gets its days from the event mention it names."""
    text = "The king was assassinated on 28 June 1914. Two days after the assassination, troops attacked the town."
    annotated = read(text, published="1920-01-01")
    time = next(row for row in annotated.times if row.text == "Two days")
    assert (time.value, time.earliest, time.anchor) == ("1914-06-30", date(1914, 6, 30), "event")
    assert time.anchor_id in {row.event_mention_id for row in annotated.event_mentions}
    assert when(annotated, "attacked")[:2] == (date(1914, 6, 30), date(1914, 6, 30))


def test_a_day_beside_an_anchored_expression(read: Read) -> None:
    """A day with "two days after the attack" beside it dates the attack, and not the other way round."""
    text = "On 30 June 1914, two days after rebels attacked the town, the minister met the mayor."
    annotated = read(text, published="1920-01-01")
    time = next(row for row in annotated.times if row.text == "two days")
    assert (time.value, time.anchor) == ("1914-06-30", "event")
    assert when(annotated, "attacked") == (date(1914, 6, 28), date(1914, 6, 28), "clause")
