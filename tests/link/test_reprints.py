"""Reprints."""

from typing import Any

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
