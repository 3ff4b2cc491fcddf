"""Who may ask, and what may write: checked before any page is made.

* A request must name this server as its host, so that a foreign page that makes its own name lead here (DNS rebinding) gets nothing.
* A write must come from a page of this server: ``Origin`` and ``Sec-Fetch-Site`` are looked at, cookies are ``SameSite=Strict``,
  and each form carries a token that only this server's pages hold.
* On any other address than this machine's own, every request needs the key that was printed at the start.
* No page may run a script or use a style that is not a file of ours, load anything from elsewhere, or be shown in a frame.
"""

import hashlib
import hmac
import secrets
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

from msgspec import Struct
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
MOST_BYTES = 64 * 1024
"""Bytes of a write, except an upload's."""


class Access(Struct, frozen=True, kw_only=True):
    """Who may ask.

    Attributes:
        hosts: Names and addresses that this server goes by.
        port: Its port; in the cookies' names, since cookies know no ports.
        key: What every request needs to bring; None on this machine's own address.
        secret: Makes the tokens of forms.
        upload_bytes: Bytes of an upload.
    """

    hosts: frozenset[str]
    port: int
    key: str | None
    secret: bytes
    upload_bytes: int


def access(host: str, port: int, *, upload_bytes: int, names: tuple[str, ...] = (), key: str | None = None) -> Access:
    """Access for a server at an address: a key is made where it is not this machine's own."""
    local = host in LOOPBACK
    return Access(
        hosts=LOOPBACK | {host.lower(), *(name.lower() for name in names)},
        port=port,
        key=key or (None if local else secrets.token_urlsafe(24)),
        secret=secrets.token_bytes(32),
        upload_bytes=upload_bytes,
    )


def token(access: Access, session: str) -> str:
    """The token of a session's forms."""
    return hmac.new(access.secret, session.encode(), hashlib.sha256).hexdigest()


class Guard:
    """The checks, around the application.

    Args:
        app: The application.
        access: Who may ask.
    """

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self.app = app
        self.access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check a request, pass it on or refuse it, and set the headers of the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        cookies = {name: morsel.value for name, morsel in _cookies(headers.get("cookie", "")).items()}
        session = cookies.get(self.session_name, "")
        fresh = not (len(session) == 32 and session.isalnum())
        session = secrets.token_hex(16) if fresh else session
        scope.setdefault("state", {})["token"] = token(self.access, session)

        async def answered(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    out[name] = value
                out.setdefault("Cache-Control", "no-cache, private")
                if fresh and out.get("content-type", "").startswith("text/html"):
                    out.append("Set-Cookie", _cookie(self.session_name, session))
            await send(message)

        refusal = self._refused(scope, headers, cookies)
        if refusal is not None:
            await refusal(scope, receive, answered)
            return
        limit = self.access.upload_bytes if scope["path"] == "/add" else MOST_BYTES
        await self.app(scope, _bounded(receive, limit), answered)

    @property
    def session_name(self) -> str:
        """Name of the session's cookie."""
        return f"rashomon-session-{self.access.port}"

    @property
    def key_name(self) -> str:
        """Name of the cookie that holds the key."""
        return f"rashomon-key-{self.access.port}"

    def _refused(
        self, scope: Scope, headers: Headers, cookies: dict[str, str]
    ) -> PlainTextResponse | RedirectResponse | None:
        if len(headers.getlist("host")) != 1 or _hostname(headers["host"]) not in self.access.hosts:
            names = ", ".join(sorted(self.access.hosts))
            return PlainTextResponse(f"This server goes by {names}: open it under one of these names.\n", 421)
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return PlainTextResponse("Pages are read with GET and written with POST.\n", 405)
        if self.access.key is not None:
            asked = self._key(scope, cookies)
            if asked is not None:
                return asked
        if scope["method"] != "POST":
            return None
        origin = headers.get("origin")
        here = f"{scope.get('scheme', 'http')}://{headers['host']}"
        if (origin is not None and origin != here) or headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return PlainTextResponse("Another site's page asked for this: only pages of this server may write.\n", 403)
        limit = self.access.upload_bytes if scope["path"] == "/add" else MOST_BYTES
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > limit:
            return PlainTextResponse(
                f"This is {length} bytes, and {limit} are taken at once: send less, or build with the command line.\n",
                413,
            )
        return None

    def _key(self, scope: Scope, cookies: dict[str, str]) -> PlainTextResponse | RedirectResponse | None:
        key = self.access.key or ""
        if hmac.compare_digest(cookies.get(self.key_name, "").encode(), key.encode()):
            return None
        parameters = parse_qsl(scope["query_string"].decode("latin-1"))
        given = dict(parameters).get("key", "")
        if scope["method"] == "GET" and hmac.compare_digest(given.encode(), key.encode()):
            rest = urlencode([(name, value) for name, value in parameters if name != "key"])
            path = "/" + scope["path"].lstrip("/\\")
            answer = RedirectResponse(path + (f"?{rest}" if rest else ""), 303)
            answer.headers.append("Set-Cookie", _cookie(self.key_name, key))
            return answer
        return PlainTextResponse(
            "This server asks for its key: open the whole address that it printed when it started.\n", 403
        )


def _bounded(receive: Receive, limit: int) -> Receive:
    """The request's body, cut off where it is longer than it said it would be."""
    taken = 0

    async def inner() -> Message:
        nonlocal taken
        message = await receive()
        if message["type"] == "http.request":
            taken += len(message.get("body", b""))
            if taken > limit:
                return {"type": "http.disconnect"}
        return message

    return inner


def _hostname(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def _cookies(header: str) -> SimpleCookie:
    cookies = SimpleCookie()
    try:
        cookies.load(header)
    except CookieError:
        return SimpleCookie()
    return cookies


def _cookie(name: str, value: str) -> str:
    return f"{name}={value}; Path=/; HttpOnly; SameSite=Strict"
