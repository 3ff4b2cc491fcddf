"""Judgements: kept, followed only where switched on, taken back, and found again after a rebuild."""

import sqlite3

import pytest
from starlette.testclient import TestClient
from web_readers import reader, token

from rashomon.errors import NotFoundError, UsageError
from rashomon.web import grouping
from rashomon.web.judgements import MOST, Anchor, Judgements
from rashomon.web.library import Library


def judge(client: TestClient, **form: str) -> None:
    """Send a judgement as a page's form does."""
    answer = client.post(
        "/judgements",
        data={"token": token(client), "name": "Reader One", **form},
        headers={"Origin": "http://127.0.0.1:8717"},
    )
    assert answer.status_code == 303, answer.text


def test_same_event_joins_and_is_taken_back(own: Library) -> None:
    """Two events judged the same are one where "as judged" is on, stay two as read, and are two again when it is taken back."""
    client = reader(own)
    one, two = client.get("/events.json?accounts=2").json()["rows"][:2]
    seed = client.get(f"/events/{one['event_id']}.json").json()["tellings"][0]["event_mention_id"]
    judge(client, kind="same event", left=seed, right=f"http://127.0.0.1:8717/events/{two['event_id']}?x=1")
    read = client.get(f"/events/{one['event_id']}.json").json()
    judged = client.get(f"/events/{one['event_id']}.json?as=judged").json()
    assert read["event"] == one
    assert judged["event"]["n_mentions"] == one["n_mentions"] + two["n_mentions"]
    assert client.get(f"/events/{two['event_id']}.json?as=judged").json()["tellings"] == judged["tellings"]
    listed = client.get("/events.json?as=judged").json()
    assert [row["event_id"] for row in listed["regrouped"]] == [judged["event"]["event_id"]]
    assert listed["as_read"]["total"] == client.get("/events.json").json()["total"] - 2
    assert "as readers judged" in client.get("/events?as=judged").text
    assert "judged" not in client.get("/events.csv").text
    [kept] = client.get("/judgements.json").json()
    assert (kept["kind"], kept["pseudonym"], kept["undone_at"]) == ("same event", "Reader One", None)
    client.post("/judgements/undo", data={"token": token(client), "judgement": "1", "name": "Reader Two"})
    assert client.get(f"/events/{one['event_id']}.json?as=judged").json() == read
    [kept] = client.get("/judgements.json").json()
    assert kept["undone_by"] == "Reader Two"


def test_not_the_same_takes_a_telling_out(own: Library) -> None:
    """A telling judged to be of another event stands apart where "as judged" is on, as an event of its own."""
    client = reader(own)
    one = client.get("/events.json?accounts=2&sort=accounts").json()["rows"][0]
    tellings = client.get(f"/events/{one['event_id']}.json").json()["tellings"]
    judge(client, kind="not the same", left=tellings[0]["event_mention_id"])
    judged = client.get(f"/events/{one['event_id']}.json?as=judged").json()
    assert judged["tellings"] == tellings[1:]
    listed = client.get("/events.json?as=judged").json()["regrouped"]
    [alone] = [row for row in listed if row["event_id"] == f"apart-{tellings[0]['event_mention_id']}"]
    assert client.get(f"/events/{alone['event_id']}.json?as=judged").json()["tellings"] == tellings[:1]
    assert alone["n_mentions"] == 1
    assert one["event_id"] in {row["event_id"] for row in listed}


def test_wrong_and_same_actor(own: Library) -> None:
    """A telling called misread says so as judged; two actors judged one are shown together."""
    client = reader(own)
    one = client.get("/events.json?accounts=2").json()["rows"][0]
    telling = client.get(f"/events/{one['event_id']}.json").json()["tellings"][0]
    judge(client, kind="wrong", left=telling["event_mention_id"], note="<b>the doer is another</b>")
    assert "Judged as misread" in client.get(f"/events/{one['event_id']}?as=judged").text
    assert "Judged as misread" not in client.get(f"/events/{one['event_id']}").text
    assert "&lt;b&gt;the doer" in client.get("/judgements").text
    first, second = client.get("/actors.json?sort=accounts").json()["rows"][:2]
    judge(client, kind="same actor", left=first["actor_id"], right=f"/actors/{second['actor_id']}")
    judged = client.get(f"/actors/{first['actor_id']}.json?as=judged").json()
    assert judged["acts"]["total"] == first["n_acts"] + second["n_acts"]
    assert client.get(f"/actors/{first['actor_id']}.json").json()["acts"]["total"] == first["n_acts"]


def test_judgements_outlive_a_rebuild(own: Library) -> None:
    """A judgement whose telling has another identifier by now is found by its document and words; one whose words are gone is told as lost."""
    client = reader(own)
    one, two = client.get("/events.json?accounts=2").json()["rows"][:2]
    left, right = (client.get(f"/events/{each['event_id']}.json").json()["tellings"][0] for each in (one, two))

    def anchor(telling: dict, ref_id: str) -> Anchor:  # type: ignore[type-arg]
        return Anchor(
            ref_id=ref_id,
            uri=telling["uri"],
            start_char=telling["passage"]["start_char"],
            quote=telling["passage"]["text"],
        )

    own.judgements.add("same event", anchor(left, "an-older-id"), anchor(right, "another-older-id"), pseudonym="A")
    own.judgements.add("wrong", Anchor(ref_id="gone", uri="gone.txt", start_char=0, quote="gone"), None, pseudonym="A")
    followed = own.grouping()
    assert followed.shown(one["event_id"]) == followed.shown(two["event_id"])
    assert followed.lost == [2]
    assert "not in this state" in client.get("/judgements").text


def test_judgements_are_signed_pairs(own: Library) -> None:
    """Unsigned, unknown or half judgements are refused with the remedy."""
    one = Anchor(ref_id="a", uri="a.txt", start_char=0, quote="a")
    two = Anchor(ref_id="b", uri="b.txt", start_char=0, quote="b")
    for kind, left, right, name, said in (
        ("same event", one, two, " ", "signed"),
        ("same event", one, None, "A", "pair"),
        ("same event", one, one, "A", "itself"),
        ("wrong", one, two, "A", "one telling"),
        ("biased", one, two, "A", "not known"),
        ("same event", one, two, "A" * 61, "60"),
    ):
        with pytest.raises(UsageError, match=said):
            own.judgements.add(kind, left, right, pseudonym=name)
    with pytest.raises(NotFoundError):
        own.judgements.undo(7, pseudonym="A")
    assert MOST >= 10_000


def test_judgements_are_bad_requests(own: Library) -> None:
    """A form that names no telling, event or actor gets one clear line."""
    client = reader(own)
    for form in (
        {"kind": "same event", "left": "nowhere", "right": "nowhere"},
        {"kind": "same actor", "left": "nobody", "right": "nobody"},
        {"kind": "", "left": ""},
    ):
        answer = client.post("/judgements", data={**form, "name": "A", "token": token(client)})
        assert answer.status_code in (400, 404)
    assert (
        client.post("/judgements/undo", data={"judgement": "-1", "name": "A", "token": token(client)}).status_code
        == 400
    )


def test_reading_does_not_wait_for_judging(own: Library) -> None:
    """While another process holds the file of judgements for writing, pages are read."""
    own.judgements.add("wrong", Anchor(ref_id="a", uri="a.txt", start_char=0, quote="a"), None, pseudonym="A")
    writer = sqlite3.connect(own.judgements.path)
    writer.execute("BEGIN IMMEDIATE")
    try:
        assert len(Judgements(own.record).every()) == 1
        assert reader(own).get("/judgements").status_code == 200
    finally:
        writer.rollback()
        writer.close()


def test_nothing_is_grouped_without_judgements(own: Library) -> None:
    """Without judgements, as judged is as read."""
    assert own.grouping() == grouping.NOTHING
    client = reader(own)
    assert client.get("/events.json?as=judged").json()["as_read"]["total"] == client.get("/events.json").json()["total"]
