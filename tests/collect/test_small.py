"""Dates, languages, outlets and lines of origin."""

from datetime import date
from pathlib import Path

import pytest

from rashomon.collect import dates, langid
from rashomon.collect.origin import original_outlet
from rashomon.collect.outlets import canonical, renamed
from rashomon.errors import KnowledgeError
from rashomon.knowledge import Knowledge
from rashomon.model import Document

KNOWLEDGE = Knowledge()


@pytest.mark.parametrize(
    ("value", "day", "at"),
    [
        ("1916-06-03", date(1916, 6, 3), None),
        ("19160603", date(1916, 6, 3), None),
        ("2020-04-20T10:30:00Z", date(2020, 4, 20), "2020-04-20T10:30:00Z"),
        ("2020-04-20 10:30", date(2020, 4, 20), "2020-04-20T10:30:00"),
        ("2020-04-20T10:30:00.5+0300", date(2020, 4, 20), "2020-04-20T10:30:00.500000+03:00"),
        ("Mon, 20 Apr 2020 10:30:00 +0300", date(2020, 4, 20), "2020-04-20T10:30:00+03:00"),
        ("3 June 1916", date(1916, 6, 3), None),
        ("Saturday, June 3rd, 1916", date(1916, 6, 3), None),
    ],
)
def test_dates_that_are_read(value: str, day: date, at: str | None) -> None:
    """ISO 8601, RFC 2822 and dates in words are read, with the time where there is one."""
    assert dates.read(value) == dates.Published(day, at)


@pytest.mark.parametrize(
    "value",
    ["", "1916", "June 1916", "03/06/1916", "1916-02-30", "2020-04-20T99:00", "0000-01-01", "x" * 500, "3 Juin 1916 x"],
)
def test_dates_that_are_left(value: str) -> None:
    """What leaves the day open is no date."""
    assert dates.read(value) is None


@pytest.mark.parametrize(
    ("value", "code"), [("en", "en"), ("EN-gb", "en"), ("English", "en"), ("ar", "ar"), ("Klingon", None), ("", None)]
)
def test_language_codes(value: str, code: str | None) -> None:
    """Tags are cut to their two letters."""
    assert langid.code(value) == code


@pytest.mark.parametrize(
    "text", ["", "London, Paris", "12345 " * 100, "https://courier.example/fleet " * 20, "." * 10_000]
)
def test_unsure_languages(text: str) -> None:
    """Too few letters give no language."""
    assert langid.identify(text) is None


def test_english_with_foreign_names(story: str) -> None:
    """Plain English is told, also in capitals."""
    assert langid.identify(story) == langid.identify(story.upper()) == "en"


def test_long_text_is_sampled(story: str) -> None:
    """A text at the limit of length is told from three places of it."""
    assert langid.identify(story * 9000) == "en"


def test_outlets_have_one_name(tmp_path: Path) -> None:
    """Aliases are one outlet, whatever the case and blanks; a user's table adds and replaces."""
    assert canonical("BBC  news online", KNOWLEDGE) == canonical("bbc", KNOWLEDGE) == "BBC News"
    assert canonical(" The  Unknown Courier ", KNOWLEDGE) == "The Unknown Courier"
    (tmp_path / "outlets.csv").write_text("alias,outlet\nCourier,The Unknown Courier\nBBC,BBC World\n")
    mine = Knowledge(tmp_path)
    assert canonical("courier", mine) == "The Unknown Courier"
    assert canonical("BBC", mine) == "BBC World"


def test_aliases_can_change_after_reading(tmp_path: Path) -> None:
    """The name as given is kept, so that another table can be applied, and taken back."""
    document = Document(document_id="d", uri="u", outlet="BBC News Online")
    first = renamed(document, KNOWLEDGE)
    assert (first.outlet, first.extra) == ("BBC News", {"outlet_as_given": "BBC News Online"})
    (tmp_path / "outlets.csv").write_text("alias,outlet\nBBC News Online,BBC Online\n")
    second = renamed(first, Knowledge(tmp_path))
    assert (second.outlet, second.extra) == ("BBC Online", {"outlet_as_given": "BBC News Online"})
    assert renamed(second, KNOWLEDGE) == first


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("The fleet sails\n\n(Via the Evening Courier)\n\nIt sailed on Monday.", "Evening Courier"),
        ("It sailed on Monday.\nSource: AP", "Associated Press"),
        ("BAGHDAD (Reuters) - The fleet sailed.", "Reuters"),
        ("LONDON, June 3 (AP) \u2014 The fleet sailed.", "Associated Press"),
        ("It sailed.\n\nThis article was originally published by The Courier.", "The Courier"),
        ("It sailed.  Via The Courier", "The Courier"),
        ("It sailed.\n*This piece first appeared in The Northern Courier on June 5.*", "The Northern Courier"),
        ("VARN, June 5 (NNA) -- The fleet sailed.", "NNA"),
        ("The fleet sailed via the Strait of Dover on Monday.", None),
        ("Via the Strait of Dover the fleet sailed on Monday.", None),
        ("The agency (AP) said that the fleet had sailed.", None),
        ("Source of the trouble was the fleet.", None),
        ("", None),
    ],
)
def test_lines_of_origin(text: str, outlet: str | None) -> None:
    """A printed line names the outlet that a text was taken from; the same words in a sentence do not."""
    assert original_outlet(text, KNOWLEDGE) == outlet


def test_origin_is_looked_for_at_the_ends() -> None:
    """A line of origin stands near the beginning or the end."""
    long = "The fleet sailed on Monday.\n" * 500
    assert original_outlet(long + "\nVia The Courier", KNOWLEDGE) == "The Courier"
    assert original_outlet(long + "\nVia The Courier\n" + long, KNOWLEDGE) is None


@pytest.mark.parametrize(
    ("name", "table", "message"),
    [
        ("outlets.csv", "name,outlet\nCourier,The Courier\n", "alias and outlet"),
        ("regions.toml", '[origin]\nwords = ["(via"]\n', "no regular expression"),
    ],
)
def test_bad_tables_are_misuse(tmp_path: Path, name: str, table: str, message: str) -> None:
    """A user's table that is off is told in words."""
    (tmp_path / name).write_text(table)
    mine = Knowledge(tmp_path)
    with pytest.raises(KnowledgeError, match=message):
        original_outlet(canonical("Courier", mine), mine)
