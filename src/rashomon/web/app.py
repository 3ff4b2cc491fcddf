"""The application: which address leads to which page, and what is answered."""

import hashlib
import hmac
import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from urllib.parse import quote, unquote

import anyio.to_thread
from anyio import CapacityLimiter
from starlette.applications import Starlette
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from rashomon import __version__
from rashomon.errors import NotFoundError, RashomonError, UsageError
from rashomon.web import filters, twins
from rashomon.web.additions import COLUMNS, MOST_BYTES, MOST_FILES, MOST_PASTED, Given
from rashomon.web.library import Library
from rashomon.web.pages import (
    actors,
    adding,
    differences,
    documents,
    events,
    judging,
    overview,
    places,
    said,
    search,
    timeline,
    wording,
)
from rashomon.web.pages.ask import Ask, Page
from rashomon.web.security import Access, Guard
from rashomon.web.words import environment

Made = Callable[[Ask], Page]
PAGES: dict[str, Made] = {
    "/": overview.overview,
    "/overview": overview.overview,
    "/events": events.events,
    "/events/{name}": events.event,
    "/events/{name}/why": events.why,
    "/events/{name}/nearest": events.near,
    "/events/{name}/reasons": said.reasons,
    "/differences": differences.differences,
    "/timeline": timeline.timeline,
    "/map": places.world,
    "/documents": documents.documents,
    "/documents/{name}": documents.document,
    "/actors": actors.actors,
    "/actors/{name}": actors.actor,
    "/actors/{name}/drawing": actors.drawing,
    "/places": places.places,
    "/places/{name}": places.place,
    "/claims": said.claims,
    "/wording": wording.wording,
    "/search": search.search,
    "/judgements": judging.judgements,
    "/add": adding.form,
    "/add/{name}": adding.addition,
}
"""Pages by path; each has a twin with ``.json`` and one with ``.csv`` after it."""
LIVE = ("/judgements", "/add")
"""Pages that change without the record: they are made each time."""
MOST_KEPT = 48 * 1024 * 1024
"""Bytes of finished pages that are kept for the next reader."""
AT_ONCE = 4
"""Pages that are made at one time."""


def create(library: Library, access: Access) -> ASGIApp:
    """The application for a library.

    Args:
        library: What it shows.
        access: Who may ask.
    """
    server = Server(library, access)
    threading.Thread(target=server.warm, name="warming", daemon=True).start()
    routes = [Route(path, partial(server.page, made), methods=["GET"]) for path, made in PAGES.items()]
    writes = [
        Route("/judgements", server.judge, methods=["POST"]),
        Route("/judgements/undo", server.undo, methods=["POST"]),
        Route("/add", server.add, methods=["POST"]),
    ]
    app = Starlette(
        routes=[*writes, *routes, Mount("/static", StaticFiles(packages=[("rashomon.web", "static")]))],
        exception_handlers={RashomonError: server.failed, HTTPException: server.failed},
    )
    return Guard(Twins(app), access)


class Twins:
    """Takes the ending of a twin off the path and notes it: ``/events.csv`` is the page ``/events`` as CSV."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on under the page's own path."""
        if scope["type"] == "http" and not scope["path"].startswith("/static/"):
            for form in twins.FORMS:
                if scope["path"].endswith(f".{form}") and scope["method"] in ("GET", "HEAD"):
                    scope["path"] = scope["path"].removesuffix(f".{form}") or "/"
                    scope["state"]["form"] = form
                    break
        await self.app(scope, receive, send)


class Server:
    """Answers requests from a library.

    Args:
        library: What it shows.
        access: Who may ask.
    """

    def __init__(self, library: Library, access: Access) -> None:
        self.library = library
        self.access = access
        self._here = f"@@{access.secret.hex()}@@"  # where a form's token goes; no article can hold it
        self._templates = environment()
        self._templates.globals["token_here"] = self._here
        self._limiter: CapacityLimiter | None = None
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0

    def warm(self) -> None:
        """Make each list once before the first reader asks: templates are compiled, and what is counted is kept."""
        for path, made in PAGES.items():
            if "{" not in path and path != "/":
                self._body(
                    made,
                    Ask(
                        library=self.library,
                        shelf=self.library.shelf,
                        filters=filters.Filters(),
                        parameters={},
                        path=path,
                    ),
                )

    async def page(self, made: Made, request: Request) -> Response:
        """A page, as HTML or as a twin."""
        ask = self._ask(request)
        live = ask.path.startswith(LIVE)
        key = f"{ask.shelf.state}|{self.library.judgements.version}|{ask.form}|{request.url.path}?{request.url.query}|{ask.pseudonym}"
        tag = hmac.new(
            self.access.secret, f"{key}|{request.state.token}|{__version__}".encode(), hashlib.sha256
        ).hexdigest()[:32]
        headers = {"ETag": f'"{tag}"', "Cache-Control": "no-store" if live else "no-cache, private"}
        if not live and request.headers.get("if-none-match") == headers["ETag"]:
            return Response(status_code=304, headers=headers)
        body = None if live else self._kept.get(key)
        if body is None:
            self._limiter = self._limiter or CapacityLimiter(AT_ONCE)
            body = await anyio.to_thread.run_sync(self._body, made, ask, limiter=self._limiter)
            if not live:
                self._keep(key, body)
        if ask.form != "html":
            name = ask.path.strip("/").replace("/", "-") or "overview"
            headers["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}.{ask.form}"
            return Response(body, media_type=twins.FORMS[ask.form], headers=headers)
        return self._html(body, request, headers=headers)

    async def judge(self, request: Request) -> Response:
        """Keep a judgement."""
        form = await self._form(request)
        where = await anyio.to_thread.run_sync(judging.judge, self.library, form)
        return self._signed(RedirectResponse(where, 303), form.get("name", ""))

    async def undo(self, request: Request) -> Response:
        """Take a judgement back."""
        form = await self._form(request)
        where = await anyio.to_thread.run_sync(judging.undo, self.library, form)
        return self._signed(RedirectResponse(where, 303), form.get("name", ""))

    async def add(self, request: Request) -> Response:
        """Take in files and texts, and begin to read them."""
        try:
            async with request.form(max_files=MOST_FILES, max_fields=40, max_part_size=4 * MOST_PASTED + 1000) as form:
                self._check(request, str(form.get("token", "")))
                given = await _given(form)
        except MultiPartException as error:
            raise UsageError(_too_much(error.message)) from error
        except HTTPException as error:
            if error.status_code != 400:
                raise
            raise UsageError(_too_much(error.detail)) from error
        addition = self.library.additions.add(given)
        return RedirectResponse(f"/add/{addition.number}", 303)

    async def failed(self, request: Request, error: Exception) -> Response:
        """A failure in one clear line."""
        if isinstance(error, HTTPException):
            status, words = error.status_code, error.detail
            if status == 404:
                words = f'there is no page "{request.url.path}": begin with the overview'
        else:
            status, words = (
                404 if isinstance(error, NotFoundError) else 400 if isinstance(error, UsageError) else 500,
                str(error),
            )
        form = getattr(request.state, "form", "html")
        if form != "html":
            return Response(twins.as_json({"error": words}), status, media_type="application/json")
        try:
            ask = self._ask(request, lenient=True)
        except RashomonError:
            return Response(words, status, media_type="text/plain")
        html = self._templates.get_template("error.html").render(
            ask=ask, words=words, status=status, hx=False, active=""
        )
        return self._html(html.encode("utf-8", "replace"), request, status=status)

    def _html(
        self, body: bytes, request: Request, *, status: int = 200, headers: dict[str, str] | None = None
    ) -> Response:
        """A page with its forms' token in place."""
        filled = body.replace(self._here.encode(), request.state.token.encode())
        return Response(filled, status, media_type="text/html", headers=headers)

    def _body(self, made: Made, ask: Ask) -> bytes:
        page = made(ask)
        if ask.form == "json":
            return twins.as_json(page.data)
        if ask.form == "csv":
            return twins.as_csv(page.rows)
        active = ask.path.split("/")[1] or "overview"
        html = self._templates.get_template(page.template).render(ask=ask, active=active, **page.context)
        return html.encode("utf-8", "replace")

    def _keep(self, key: str, body: bytes) -> None:
        self._size += len(body) - len(self._kept.pop(key, b""))
        self._kept[key] = body
        while self._size > MOST_KEPT and self._kept:
            self._size -= len(self._kept.popitem(last=False)[1])

    def _ask(self, request: Request, *, lenient: bool = False) -> Ask:
        parameters = dict(request.query_params)
        return Ask(
            library=self.library,
            shelf=self.library.shelf,
            filters=filters.Filters() if lenient else filters.parse(parameters),
            parameters={} if lenient else parameters,
            path=request.url.path if not lenient else "/",
            name=request.path_params.get("name", ""),
            form=getattr(request.state, "form", "html"),
            pseudonym=unquote(request.cookies.get(self._name_cookie, ""))[:60],
        )

    async def _form(self, request: Request) -> dict[str, str]:
        async with request.form(max_files=0, max_fields=20) as form:
            values = {name: value for name, value in form.items() if isinstance(value, str)}
        self._check(request, values.get("token", ""))
        return values

    def _check(self, request: Request, given: str) -> None:
        if not hmac.compare_digest(given.encode(), request.state.token.encode()):
            raise HTTPException(
                403, "the form's token is missing or old: open the page again, and send the form from there"
            )

    @property
    def _name_cookie(self) -> str:
        return f"rashomon-name-{self.access.port}"

    def _signed(self, response: Response, name: str) -> Response:
        response.set_cookie(self._name_cookie, quote(name.strip()[:60]), httponly=True, samesite="strict", path="/")
        return response


def _too_much(words: str) -> str:
    return f"this cannot be taken in ({words}): {MOST_FILES} files and {MOST_PASTED:,} signs of pasted text at most"


async def _given(form: FormData) -> list[Given]:
    """Files and a pasted text, each with what the form says of it."""
    known = {name: str(form.get(name, "") or "").strip() for name in COLUMNS[1:]}
    files = [value for value in form.getlist("files") if isinstance(value, UploadFile) and value.filename]
    pasted = str(form.get("text", "") or "")
    if len(pasted) > MOST_PASTED:
        raise UsageError(
            f"the text has {len(pasted):,} signs, {MOST_PASTED:,} are taken: save it as a file and upload that"
        )
    given = []
    for file in files:
        if (file.size or 0) > MOST_BYTES:
            raise UsageError(
                f'"{file.filename}" has {file.size:,} bytes, {MOST_BYTES:,} are taken: divide it, or use rashomon build'
            )
        alone = known if len(files) == 1 and not pasted.strip() else {**known, "title": "", "url": "", "author": ""}
        given.append(Given(name=file.filename or "text.txt", data=await file.read(), **alone))
    if pasted.strip():
        name = f"{known['title'] or known['outlet'] or 'pasted'}.txt"
        given.append(Given(name=name, data=pasted.replace("\r\n", "\n").encode("utf-8", "replace"), **known))
    return given
