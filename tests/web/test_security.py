"""Who may ask, and what may write: other names, other sites, other machines."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient
from web_readers import reader, token

from rashomon.web.library import Library
from rashomon.web.security import access


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8717", "127.0.0.1.evil.example", "", "localhost@evil.example", "[::2]"]
)
def test_other_names_get_nothing(client: TestClient, host: str) -> None:
    """A page that made its own name lead here (DNS rebinding) gets neither pages nor twins nor styles."""
    for path in ("/", "/events.json", "/static/rashomon.css"):
        answer = client.get(path, headers={"Host": host})
        assert answer.status_code in (400, 421)
        assert "rashomon.css" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:8717", "localhost:9999", "[::1]:8717", "LOCALHOST"])
def test_own_names_are_answered(client: TestClient, host: str) -> None:
    """This machine's names are answered, whatever the port (a tunnel may have another)."""
    assert client.get("/", headers={"Host": host}).status_code == 200


WRITES = [
    ("/judgements", {"kind": "wrong", "left": "x", "name": "A"}),
    ("/judgements/undo", {"judgement": "1", "name": "A"}),
    ("/add", {"text": "A text."}),
]


@pytest.mark.parametrize(("path", "form"), WRITES)
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_other_sites_cannot_write(own: Library, path: str, form: dict[str, str], headers: dict[str, str]) -> None:
    """A write that comes from another site's page is refused, even with a token."""
    client = reader(own)
    answer = client.post(path, data={**form, "token": token(client)}, headers=headers)
    assert answer.status_code == 403
    assert not own.judgements.path.exists()
    assert not own.additions.folder.exists()


@pytest.mark.parametrize(("path", "form"), WRITES)
def test_a_write_needs_its_token(own: Library, path: str, form: dict[str, str]) -> None:
    """A form without its page's token, or with another session's, writes nothing."""
    mine, other = reader(own), reader(own)
    assert mine.post(path, data=form).status_code == 403
    assert mine.post(path, data={**form, "token": token(other)}).status_code == 403
    assert not own.judgements.path.exists()
    assert not own.additions.folder.exists()


def test_cookies_stay_at_home(library: Library) -> None:
    """The session's cookie is no script's and no other site's."""
    cookie = reader(library).get("/").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


def test_another_address_asks_for_a_key(library: Library) -> None:
    """At any address but this machine's own, every page and file asks for the key; the address with the key gives a cookie for it."""
    client = reader(library, host="192.0.2.7", base="http://192.0.2.7:8717", key="a-key-of-ours")
    for path in ("/", "/events.json", "/static/rashomon.css", "/?key=wrong"):
        assert client.get(path).status_code == 403
    entered = client.get("/events?accounts=2&key=a-key-of-ours")
    assert entered.status_code == 303
    assert entered.headers["location"] == "/events?accounts=2"
    assert "SameSite=Strict" in entered.headers["set-cookie"]
    assert client.get("/events").status_code == 200


def test_a_key_leads_nowhere_else(library: Library) -> None:
    """The answer to the key stays on this server, whatever the path looks like."""
    client = reader(library, host="192.0.2.7", base="http://192.0.2.7:8717", key="k")
    for path in ("//evil.example/", "/\\evil.example/"):
        location = client.get(path + "?key=k").headers.get("location", "/")
        assert location.startswith("/")
        assert location[1:2] not in ("/", "\\")


def test_keys_are_made_for_other_addresses_only() -> None:
    """A key is made wherever the server listens beyond this machine, and not for loopback."""
    assert access("127.0.0.1", 1, upload_bytes=1).key is None
    assert access("::1", 1, upload_bytes=1).key is None
    assert len(access("0.0.0.0", 1, upload_bytes=1).key or "") > 20


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/%2e%2e/errors.py", "/documents/../../etc/passwd", "/documents/..%2f..%2fetc%2fpasswd",
        "/static//etc/passwd", "/events/%2e%2e", "/static/rashomon.css%00.py", "/documents/%00",
    ],
)  # fmt: skip
def test_paths_stay_in_the_record(client: TestClient, path: str) -> None:
    """No path leads to a file of the machine."""
    answer = client.get(path)
    assert answer.status_code in (400, 404)
    assert "root:" not in answer.text
    assert "import " not in answer.text


def test_only_known_methods(client: TestClient) -> None:
    """Nothing but reading and the three forms."""
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        assert client.request(method, "/events").status_code == 405
    assert client.post("/events", headers={"Origin": "http://127.0.0.1:8717"}).status_code == 405


def test_large_forms_are_refused(own: Library) -> None:
    """A form larger than any judgement is refused before it is read."""
    client = reader(own)
    answer = client.post(
        "/judgements", content=b"x" * 70_000, headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert answer.status_code == 413
    assert "65536" in answer.text


def test_no_address_of_another_host_is_in_our_files() -> None:
    """Scripts, styles and templates name no other host; what is vendored is the file it says it is."""
    import rashomon.web

    folder = Path(rashomon.web.__file__).parent
    for path in [*folder.glob("static/*"), *folder.glob("templates/*")]:
        words = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "http://" not in words, path
        assert "https://" not in words.replace("https://htmx.org", ""), path
