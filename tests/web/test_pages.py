"""Each page, its twins and its filters, against what the views say."""

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient
from web_readers import reader

import rashomon
from rashomon import views
from rashomon.web.library import Library
from rashomon.web.pages.search import match

LISTS = (
    "/events",
    "/differences",
    "/claims",
    "/timeline",
    "/map",
    "/documents",
    "/actors",
    "/places",
    "/wording",
    "/overview",
)


def plain(value: object) -> Any:
    """A view as the JSON that stands for it."""
    return msgspec.json.decode(msgspec.json.encode(value))


@pytest.mark.parametrize("path", [*LISTS, "/search?q=fleet", "/judgements", "/add"])
def test_pages_and_twins(client: TestClient, path: str) -> None:
    """Every page answers as HTML, JSON and CSV, with the headers that keep it to itself."""
    base, _, query = path.partition("?")
    for ending, kind in (("", "text/html"), (".json", "application/json"), (".csv", "text/csv")):
        answer = client.get(f"{base}{ending}?{query}")
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(kind)
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]


def test_no_page_holds_inline_code(client: TestClient) -> None:
    """No page of ours needs a script or style that its policy would refuse."""
    for path in LISTS:
        page = client.get(path).text
        assert "<style" not in page
        assert " style=" not in page
        assert "<script>" not in page
        assert "http://" not in page.replace("http://www.w3.org", "")


def test_events_are_the_views(client: TestClient, library: Library) -> None:
    """The events' twin gives the lines of the view, with the same filters and order."""
    for query, given in (
        ("", {}),
        ("accounts=2&sort=accounts", {"min_accounts": 2, "sort": "accounts"}),
        ("actor=jellicoe", {"actor": "Jellicoe"}),
        ("type=assault&since=1916-05-31&until=1916-06-01", {"event_type": "ASSAULT", "since": "1916-05-31", "until": "1916-06-01"}),
        ("outlet=New+York+Dispatch&untyped=1", {"outlet": "New York Dispatch", "untyped": True}),
        ("place=wilhelm&sort=spread", {"place": "wilhelm", "sort": "spread"}),
    ):  # fmt: skip
        found = client.get(f"/events.json?{query}").json()
        days = {name: date.fromisoformat(str(given[name])) for name in ("since", "until") if name in given}
        with rashomon.open(library.record) as record:
            wanted = plain(views.events(record, **{**given, **days}))  # type: ignore[arg-type]
        assert sorted(found["rows"], key=lambda row: row["event_id"]) == sorted(wanted, key=lambda row: row["event_id"])
        assert found["total"] == len(wanted)
        if "untyped" not in query:
            assert found["rows"] == wanted


def test_every_event_is_the_view(client: TestClient, library: Library) -> None:
    """An event's twin gives what the command line gives, but for the nearest passages, which are asked for apart."""
    with rashomon.open(library.record) as record:
        for line in views.events(record, min_accounts=2):
            wanted = plain(views.event(record, line.event_id))
            for covered in wanted["coverage"]:
                covered["nearest"] = None
            assert client.get(f"/events/{line.event_id}.json").json() == wanted


def test_differences_are_the_views(client: TestClient, library: Library) -> None:
    """The differences' twin gives the lines of the view, with the same filters."""
    with rashomon.open(library.record) as record:
        assert client.get("/differences.json").json()["rows"] == plain(views.differences(record))
        wanted = plain(views.differences(record, aspect="figure", status="same", across="between"))
    assert client.get("/differences.json?aspect=figure&status=same&across=between").json()["rows"] == wanted
    assert wanted


def test_coverage_is_the_contract(client: TestClient, library: Library) -> None:
    """What was searched for each event is what the view of the record says."""
    with rashomon.open(library.record) as record:
        rows = record.query("SELECT event_id, outlet, status, n_documents FROM coverage")
        events = [line.event_id for line in views.events(record)]
    for event_id in events[:40]:
        wanted = {(row["outlet"], row["status"], row["n_documents"]) for row in rows if row["event_id"] == event_id}
        found = client.get(f"/events/{event_id}.json").json()["coverage"]
        assert {(each["outlet"], each["status"], each["n_documents"]) for each in found} == wanted


def test_event_page_marks_and_copies(client: TestClient) -> None:
    """An event's page has a column for each account, marks who and whom, and a passage to copy with outlet, day and hash."""
    line = client.get("/events.json?accounts=2&sort=accounts").json()["rows"][0]
    page = client.get(f"/events/{line['event_id']}").text
    assert page.count('class="account"') == line["n_accounts"]
    assert 'data-k="whom"' in page
    assert "SHA-256" in page
    assert "no telling found in" in page
    assert client.get(f"/events/{line['event_id'][:8]}").status_code == 200
    assert "because" in client.get(f"/events/{line['event_id']}/why?part=1").text


def test_nearest_passage(client: TestClient) -> None:
    """Where no telling was found the nearest passage of the outlet is shown on demand, with its place in the text."""
    line = client.get("/events.json?accounts=2&sort=accounts").json()["rows"][0]
    event = client.get(f"/events/{line['event_id']}.json").json()
    [outlet] = [each["outlet"] for each in event["coverage"] if each["status"] == "not_found"][:1]
    near = client.get(f"/events/{line['event_id']}/nearest.json", params={"outlet": outlet}).json()
    document = client.get(f"/documents/{near['document_id']}.json").json()
    passage = near["passage"]
    assert document["text"][passage["start_char"] : passage["end_char"]] == passage["text"]


def test_actor_is_the_view(client: TestClient, library: Library) -> None:
    """An actor's page gives the names, tellings and sayings of the view."""
    with rashomon.open(library.record) as record:
        [wanted] = views.who(record, "David Beatty")
    found = client.get(f"/actors/{wanted.actor_id}.json").json()
    assert found["names"] == plain(wanted.names)
    assert sorted(map(str, [each["act"] for each in found["acts"]["rows"]])) == sorted(map(str, plain(wanted.acts)))
    assert [each["saying"] for each in found["sayings"]["rows"]] == plain(wanted.sayings)
    assert client.get(f"/actors/{wanted.actor_id}/drawing").status_code == 200


def test_private_people_have_no_page(client: TestClient, library: Library) -> None:
    """Who has no public part in the texts has no page, no line in a list, no edge and no link."""
    with rashomon.open(library.record) as record:
        private = [
            row["actor_id"]
            for row in record.query("SELECT actor_id FROM actors WHERE name_basis = 'text, no public part'")
        ]
    assert private
    pages = client.get("/actors.json?per=1000").text + "".join(
        client.get(f"/documents/{row['document_id']}.json").text for row in client.get("/documents.json").json()["rows"]
    )
    for actor_id in private:
        assert client.get(f"/actors/{actor_id}").status_code == 404
        assert actor_id not in pages


def test_documents_layers_and_passages(client: TestClient) -> None:
    """A document is shown as it was frozen; layers are switched and passages opened by the address."""
    row = client.get("/documents.json").json()["rows"][1]
    every = client.get(f"/documents/{row['document_id']}?layers=said,actors,events,figures,times,places").text
    none = client.get(f"/documents/{row['document_id']}?layers=none").text
    assert 'class="m trigger"' in every or "trigger" in every.split('class="text"')[1]
    assert "trigger" not in none.split('class="text"')[1]
    assert 'id="at"' in client.get(f"/documents/{row['document_id']}?at=10-40").text
    assert client.get(f"/documents/{row['document_id']}?at=40-10").status_code == 400
    assert client.get(f"/documents/{row['document_id']}?layers=secrets").status_code == 400


def test_csv_twin_round_trips(client: TestClient) -> None:
    """The CSV twin holds the JSON twin's rows, lists as JSON in a cell."""
    rows = client.get("/events.json").json()["rows"]
    table = list(csv.DictReader(io.StringIO(client.get("/events.csv").text)))
    assert [row["event_id"] for row in table] == [row["event_id"] for row in rows]
    assert msgspec.json.decode(table[0]["outlets"]) == rows[0]["outlets"]


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/events?since=yesterday", 400, "yesterday"),
        ("/events?since=1917&until=1916", 400, "exchange them"),
        ("/events?type=MURDER", 400, "MURDER"),
        ("/events?page=0", 400, "page"),
        ("/events?actor=" + "x" * 500, 400, "400"),
        ("/differences?aspect=taste", 400, "taste"),
        ("/events/zzzzzzzz", 404, "zzzzzzzz"),
        ("/events/ab", 404, "ab"),
        ("/documents/nowhere", 404, "nowhere"),
        ("/actors/nobody", 404, "nobody"),
        ("/nothing", 404, "nothing"),
        ("/search?q=%21%21", 400, "no word"),
        ("/add/99", 404, "99"),
    ],
)
def test_bad_addresses(client: TestClient, path: str, status: int, said: str) -> None:
    """A bad address gets one clear line, as a page and as JSON."""
    answer = client.get(path)
    assert answer.status_code == status
    assert said in answer.text
    base, _, query = path.partition("?")
    assert said in client.get(f"{base}.json?{query}").json()["error"]


def test_pages_are_asked_for_once(client: TestClient) -> None:
    """A page that did not change is not sent again."""
    first = client.get("/events")
    again = client.get("/events", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert not again.content


def test_search_words_are_words() -> None:
    """Whatever a reader writes is looked for as words; no sign of it is an operator."""
    assert match('Queen "Black Prince" torp*') == '"Queen" "Black Prince" "torp"*'
    assert match('a OR b NEAR(c) -d "x') == '"a" "OR" "b" "NEAR c" "d" "x"'


def test_search_ranks_and_says_who(client: TestClient) -> None:
    """A search gives passages that hold all words, with whose words they are and what they tell."""
    found = client.get("/search.json?q=Queen+Mary").json()
    assert found["n_passages"] == len(found["passages"]) > 3
    assert all("queen" in each["text"].lower() for each in found["passages"])
    assert any(each["voice"] == "source" for each in found["passages"])
    assert any(each["events"] for each in found["passages"])


def test_paging(client: TestClient) -> None:
    """Pages of a list, one after the other, are the list."""
    every = client.get("/events.json?per=1000").json()["rows"]
    parts = [row for page in range(1, 5) for row in client.get(f"/events.json?per=50&page={page}").json()["rows"]]
    assert parts == every
    assert 'rel="next"' in client.get("/events").text


def test_claims_are_the_views(client: TestClient, library: Library) -> None:
    """The claims' twin gives the matters of the view, with the same filters."""
    with rashomon.open(library.record) as record:
        every = plain(views.claims(record))
        assert client.get("/claims.json?per=10000").json()["rows"] == every
        for query, given in (
            ("kind=state", {"kind": "state"}),
            ("accounts=2", {"min_accounts": 2}),
            ("checkable=1", {"checkable": True}),
        ):
            wanted = {matter["subject"] for matter in plain(views.claims(record, **given))}  # type: ignore[arg-type]
            found = {matter["subject"] for matter in client.get(f"/claims.json?{query}&per=10000").json()["rows"]}
            assert found == wanted
    assert client.get("/claims.json?kind=rumour").status_code == 400


def test_reasons_are_the_views(client: TestClient, library: Library) -> None:
    """The reasons of an event are those of the view, account by account."""
    with rashomon.open(library.record) as record:
        linked = [
            row["event_id"]
            for row in record.query(
                "SELECT DISTINCT event_id FROM event_mentions WHERE event_mention_id IN (SELECT from_id FROM relations) ORDER BY 1"
            )
        ]
        assert linked
        for event_id in linked[:25]:
            assert client.get(f"/events/{event_id}/reasons.json").json() == plain(views.why(record, event_id))
    assert "Why, according to whom" in client.get(f"/events/{linked[0]}").text
    assert client.get(f"/events/{linked[0]}/reasons?part=1").status_code == 200


def test_a_record_in_a_folder_is_served(library: Library, client: TestClient, tmp_path: Path) -> None:
    """A record that a cluster left as a folder of Parquet tables gives the same pages as the file."""
    from rashomon.record import folder

    with rashomon.open(library.record) as record:
        folder.write(record.connection, tmp_path / "jutland")
    other = reader(Library(tmp_path / "jutland"))
    for path in ("/events.json", "/differences.json", "/documents.json", "/overview.json"):
        assert other.get(path).json() == client.get(path).json()
    assert not [path for path in (tmp_path / "jutland").iterdir() if "pages" in path.name]
