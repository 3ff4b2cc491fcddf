"""Clients of a server."""

from starlette.testclient import TestClient

from rashomon.web import security
from rashomon.web.app import create
from rashomon.web.library import Library
from rashomon.web.serving import UPLOAD_BYTES

HOST = "http://127.0.0.1:8717"


def reader(library: Library, host: str = "127.0.0.1", base: str = HOST, **given: object) -> TestClient:
    """A client of a server for a library."""
    access = security.access(host, 8717, upload_bytes=UPLOAD_BYTES, **given)  # type: ignore[arg-type]
    return TestClient(create(library, access), base_url=base, follow_redirects=False)


def token(client: TestClient) -> str:
    """The token of a client's forms."""
    page = client.get("/add").text
    return page.split('name="token" value="')[1].split('"')[0]
