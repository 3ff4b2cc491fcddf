"""What stands in a passage that was printed elsewhere before is shown as that account's, everywhere."""

from pathlib import Path

import rashomon

REPORT = (
    "The steamer Aurora was sunk off Port Elm on 3 June 1916, and 40 sailors were killed, the harbour master said. He told "
    "reporters that two torpedo boats of the Southern League had come out of the fog at dawn and fired on her without a "
    "signal. A pilot who watched from the mole counted eleven shots before the funnels went under. Fishermen brought in nine "
    "men from the water, of whom one died in the hospital of the town before noon. The owners of the Aurora said that she "
    "had carried coal and timber for the northern ports, and that her papers were in order."
)
OWN = (
    "Trade in the northern ports stood still this week, and the price of coal rose by a third. Merchants who met on Monday "
    "asked the council for an escort of their own, and the council put the matter off until the autumn. The mayor spoke for "
    "an hour about the new breakwater, of which the first stones were laid in spring, and about the school, whose roof leaks. "
    "In the fish hall hardly a voice was heard; the auctioneer sold six boxes of herring and went home. Two families left "
    "for the hills with their beds on a cart. The price of flour is unchanged, and the baker says that it will stay so. "
    "Rain is looked for until Sunday, with wind from the west, and the ferry to the islands keeps to its winter hours. "
)
OTHER = (
    "The Aurora was sunk off Port Elm on 3 June 1916 by torpedo boats of the Southern League; 43 sailors were killed, an "
    "officer of the League said. He denied that the boats had fired without a signal."
)


def test_an_embedded_report_is_shown_as_the_agencys(tmp_path: Path) -> None:
    """A paper that reprints another one's article with an agency's report in it gives the agency's values in the agency's name."""
    texts = tmp_path / "texts"
    texts.mkdir()
    for name, text in {"agency": REPORT, "morning": OWN, "paper": OWN + REPORT, "other": OTHER}.items():
        (texts / f"{name}.txt").write_text(text, "utf-8")
    rows = [
        "agency.txt,Elm Agency,1916-06-04",
        "morning.txt,Oak Morning,1916-06-05",
        "paper.txt,Oak Paper,1916-06-06",
        "other.txt,League Gazette,1916-06-07",
    ]
    (texts / "sources.csv").write_text("file,outlet,published\n" + "\n".join(rows) + "\n", "utf-8")
    with rashomon.build([texts], tmp_path / "a.duckdb", jobs=1) as record:
        elsewhere = record.query(
            "SELECT m.event_id FROM event_members m JOIN event_mentions e USING (event_mention_id) JOIN documents d USING (document_id) "
            "WHERE m.account_id <> d.account_id AND d.account_id <> d.document_id"
        )
        assert elsewhere, "no telling stands in a passage of another account: the test shows nothing"
        told = [rashomon.views.event(record, row["event_id"]) for row in elsewhere]
        killed = rashomon.views.differences(record, aspect="figure:killed")
    assert all(view.differences is not None for view in told)
    assert {(value.low, *value.outlets) for view in killed for value in view.values} >= {
        (40, "Elm Agency"),
        (43, "League Gazette"),
    }
