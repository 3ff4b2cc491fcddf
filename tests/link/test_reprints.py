"""Reprints."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.link.runs import runs, sought
from rashomon.link.shingles import split

REPORT = (
    "The harbour master of Kalborg said on Monday that two steamers had run aground on the northern shoal during the gale. "
    "Both crews were taken off by the lifeboat before dawn and no life was lost, he added. "
    "The cargo of timber was drifting towards the coast and fishermen had begun to gather it at first light. "
    "An inquiry will be held at the customs house on Thursday, with the pilots of both ships as witnesses. "
)
OTHER = (
    "The town council met in the evening to discuss the price of coal and the state of the market road. "
    "After a long debate the members voted to repair the road in the spring, when the frost has gone out of the ground. "
    "The mayor thanked the committee for its patience and closed the meeting at nine. "
    "A petition of the bakers was laid over until the next session, as the clerk had lost the second page of it. "
)


def test_whole_copies_and_changed_headlines_are_one_account(story: Any) -> None:
    """The later of two copies belongs to the earlier one's account, whatever its headline."""
    first = story.document("b.txt", REPORT, "1901-03-05")
    copy = story.document("a.txt", "Two steamers lost!\n\n" + REPORT, "1901-03-06", original_outlet="(AP)")
    rows = story.run("reprints")["reprints"]
    accounts = {row.document_id: row for row in rows if hasattr(row, "account_id")}
    assert accounts[copy].account_id == first
    assert "(AP)" in accounts[copy].evidence
    assert accounts[first].account_id == first
    assert accounts[first].evidence == "first"


def test_a_report_inside_a_longer_article_is_a_shared_passage(story: Any) -> None:
    """An embedded report leaves the article its own account, and its offsets are given in both texts."""
    first = story.document("wire.txt", REPORT, "1901-03-05")
    long = story.document("paper.txt", OTHER * 2 + REPORT + OTHER, "1901-03-06")
    rows = story.run("reprints")["reprints"]
    accounts = {row.document_id: row.account_id for row in rows if hasattr(row, "account_id")}
    assert accounts[long] == long
    passages = [row for row in rows if hasattr(row, "origin_document_id")]
    assert [(row.document_id, row.origin_document_id) for row in passages] == [(long, first)]
    here = story.texts[long].text[passages[0].start_char : passages[0].end_char]
    there = story.texts[first].text[passages[0].origin_start_char : passages[0].origin_end_char]
    assert here == there
    assert len(here) > 0.9 * len(REPORT.strip(". "))


def test_light_edits_are_bridged(story: Any) -> None:
    """A few changed words do not break a copy into pieces."""
    first = story.document("a.txt", REPORT, "1901-03-05")
    edited = story.document(
        "b.txt", REPORT.replace("two steamers", "two large steamers").replace("before dawn", "after dark"), "1901-03-06"
    )
    rows = story.run("reprints")["reprints"]
    assert {row.document_id: row.account_id for row in rows if hasattr(row, "account_id")}[edited] == first


def test_one_source_quoted_twice_is_no_reprint(story: Any) -> None:
    """A long quotation in quotation marks in both is one speaker, not one text."""
    speech = "“" + REPORT.strip() + "”"
    story.document("a.txt", OTHER + speech, "1901-03-05")
    story.document(
        "b.txt", "Other words stand before it here. " + speech + " And quite other words after it there.", "1901-03-06"
    )
    rows = story.run("reprints")["reprints"]
    assert len({row.account_id for row in rows if hasattr(row, "account_id")}) == 2
    assert not [row for row in rows if hasattr(row, "origin_document_id")]


def test_furniture_makes_no_reprint(story: Any) -> None:
    """What the site prints round every article is not compared."""
    menu = "Home News Sport Weather Most viewed this week Subscribe to our newsletter Contact us About this newspaper Terms of use Privacy Cookies Jobs Archive Search Log in."
    for name, text in (("a.txt", REPORT), ("b.txt", OTHER)):
        document = story.document(name, menu + "\n\n" + text, "1901-03-05")
        story.furniture(document, menu)
    rows = story.run("reprints")["reprints"]
    assert not [row for row in rows if hasattr(row, "origin_document_id")]


def test_undated_documents_come_after_dated_ones(story: Any) -> None:
    """Without a date a document cannot be the origin of a dated one; two undated ones go by uri."""
    undated = story.document("a.txt", "Notice. " + REPORT)
    dated = story.document("z.txt", REPORT, "1901-03-05")
    rows = story.run("reprints")["reprints"]
    assert {row.document_id: row.account_id for row in rows if hasattr(row, "account_id")} == {
        undated: dated,
        dated: dated,
    }


def accounts(rows: list[Any]) -> dict[str, str]:
    """Accounts by document."""
    return {row.document_id: row.account_id for row in rows if hasattr(row, "account_id")}


def test_an_outlets_standing_lines_are_no_reprint(story: Any) -> None:
    """Lines that an outlet prints under many of its articles are left out though nothing marks them as furniture."""
    lines = (
        "Read the Kalborg Courier every morning at breakfast for two shillings a month, and win one of forty brass "
        "clocks from our tower lottery, which is drawn each Friday on the steps of the old exchange by the mayor. "
    )
    for at in range(7):
        own = " ".join(f"{word}{at}" for word in REPORT.replace(".", "").split())
        story.document(f"{at}.txt", own + ".\n\n" + lines, f"1901-03-0{at + 1}", outlet="Kalborg Courier")
    rows = story.run("reprints")["reprints"]
    assert len(set(accounts(rows).values())) == 7
    assert not [row for row in rows if hasattr(row, "origin_document_id")]


def test_many_versions_of_one_report_are_one_account(story: Any) -> None:
    """An outlet that prints its report six times, each time a little longer, tells it once: that text is no standing line."""
    for at in range(6):
        story.document(f"{at}.txt", REPORT + f"Update {at}. " * at, f"1901-03-0{at + 1}", outlet="Kalborg Courier")
    rows = story.run("reprints")["reprints"]
    assert len(set(accounts(rows).values())) == 1


def test_every_reprint_of_many_is_found(story: Any) -> None:
    """A report in forty papers is one account: each is laid beside the first."""
    ids = [story.document(f"{at:02}.txt", f"Paper {at}. " + REPORT, f"1901-03-{at % 20 + 5:02}") for at in range(40)]
    first = story.document("wire.txt", REPORT, "1901-03-01")
    assert {accounts(story.run("reprints")["reprints"])[each] for each in ids} == {first}


def test_of_one_day_the_one_that_credits_another_came_later(story: Any) -> None:
    """The printed credit tells the way of a copy where the days do not."""
    story.document("a.txt", "Two steamers lost!\n\n" + REPORT, "1901-03-05", original_outlet="Northern Wire")
    first = story.document("z.txt", REPORT, "1901-03-05", outlet="Northern Wire")
    assert set(accounts(story.run("reprints")["reprints"]).values()) == {first}


def test_events_told_in_an_embedded_report_are_the_agencys(story: Any) -> None:
    """What stands in the passage is told by the agency's account, what stands round it by the paper's own."""
    wire = story.document("wire.txt", REPORT, "1901-03-05")
    paper = story.document("paper.txt", OTHER * 2 + REPORT + OTHER, "1901-03-06")
    inside = story.event(paper, "run aground", "ASSAULT", lemma="run")
    outside = story.event(paper, "voted", "AGREE", lemma="vote")
    at_home = story.event(wire, "run aground", "ASSAULT", lemma="run")
    members = {
        row.event_mention_id: row.account_id
        for step in story.run().values()
        for row in step
        if hasattr(row, "event_mention_id") and hasattr(row, "account_id")
    }
    assert members[inside] == wire
    assert members[at_home] == wire
    assert members[outside] == paper


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “all is well” and “go on”.", "all is well go on"),
        ('"All is well," he said, "go on."', "All is well go on"),
        ("‘It’s mine,’ he said; the soldiers’ camp ‘burned’.", "It’s mine burned"),
        ("“The first part.\n\n“The second part.” The end.", "The first part The second part"),
        ("“Never closed.\n\nAnother paragraph.", ""),
    ],
)
def test_quotation_marks_of_many_styles(text: str, quoted: str) -> None:
    """Words in quotation marks are told from the others, whatever marks the paper prints."""
    words = split(text, [], 2)
    inside = [text[a:b] for a, b, marks in zip(words.starts, words.ends, words.quoted, strict=True) if marks]
    assert " ".join(inside) == quoted


@given(st.text(alphabet="ab ’'é\n\U0001f600_9", max_size=80))
def test_words_point_at_the_text(text: str) -> None:
    """Each word's offsets hold letters and digits at both ends, and equal texts have equal shingles in any case of letters."""
    words = split(text, [], 2)
    for start, end in zip(words.starts, words.ends, strict=True):
        assert text[start].isalnum()
        assert text[end - 1].isalnum()
    assert np.array_equal(words.hashes, split(text.upper().lower(), [], 2).hashes) or text.upper().lower() != text


@given(st.lists(st.sampled_from("abcdefgh"), max_size=60), st.lists(st.sampled_from("abcdefgh"), max_size=60))
def test_runs_are_equal_words_in_order(later: list[str], earlier: list[str]) -> None:
    """A passage lies within both texts, passages do not overlap in the later one, and no more words match than it has."""
    here, there = split(" ".join(later), [], 3), split(" ".join(earlier), [], 3)
    last = 0
    for run in runs(here, sought(there), 3, 3):
        assert last <= run.start < run.end <= len(later)
        assert 0 <= run.origin_start < run.origin_end <= len(earlier)
        assert run.matched <= run.end - run.start
        last = run.end
