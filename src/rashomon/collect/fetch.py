"""Pages and feeds by their addresses: only where one is given, never with ``--offline``; robots.txt and pauses are kept.

After RFC 9309 (robots.txt): rules that cannot be had because the server fails (5xx) or is not reached forbid everything, a file that
is not there (4xx) allows everything.
"""

import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import IO
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from rashomon import __version__
from rashomon.collect import feeds
from rashomon.collect.held import Held
from rashomon.collect.remote import WEB
from rashomon.errors import CollectError

AGENT = f"rashomon/{__version__}"
PAUSE = 1.0
"""Seconds between two requests to one host, where its robots.txt asks for no longer ones."""
LONGEST_PAUSE = 60.0
PATIENCE = 30.0  # seconds without an answer
LARGEST = 1 << 25
FEED = (b"<rss", b"<feed", b"<rdf:rdf")


class Fetcher:
    """Fetches politely; holds what each host allows and when it was last asked.

    Args:
        pause: Seconds between two requests to one host, at least.
        clock: Gives seconds; for tests.
        sleep: Waits seconds; for tests.
    """

    def __init__(
        self,
        pause: float = PAUSE,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._pause = pause
        self._clock = clock
        self._sleep = sleep
        self._rules: dict[str, RobotFileParser] = {}
        self._asked: dict[str, float] = {}
        self._opener = urllib.request.OpenerDirector()
        for handler in (
            urllib.request.ProxyHandler,
            urllib.request.HTTPHandler,
            urllib.request.HTTPSHandler,
            urllib.request.HTTPDefaultErrorHandler,
            urllib.request.HTTPErrorProcessor,
        ):
            self._opener.add_handler(handler())
        self._opener.add_handler(_Allowed(self._check))

    def get(self, address: str) -> bytes:
        """What stands at an address.

        Args:
            address: An ``http`` or ``https`` address.

        Raises:
            CollectError: ``forbidden`` by the host's robots.txt, ``unreadable`` or ``too long``.
        """
        self._check(address)
        with self._open(address) as answer:
            data = answer.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise CollectError("too long", f'"{address}": more than {LARGEST} bytes: save it and split it')
        return data

    def _open(self, address: str) -> IO[bytes]:
        host = urlsplit(address).netloc
        rules = self._rules.get(host)
        asked = float(rules.crawl_delay(AGENT) or 0) if rules is not None else 0.0
        pause = min(max(self._pause, asked), LONGEST_PAUSE)
        if host in self._asked and (wait := self._asked[host] + pause - self._clock()) > 0:
            self._sleep(wait)
        request = urllib.request.Request(address, headers={"User-Agent": AGENT})  # noqa: S310 - the opener knows http and https alone
        try:
            answer: IO[bytes] | None = self._opener.open(request, timeout=PATIENCE)
        except CollectError:
            raise
        except (OSError, ValueError) as error:
            if isinstance(error, urllib.error.HTTPError):
                error.close()
            raise CollectError("unreadable", f'"{address}": {error}: check the address and the network') from error
        finally:
            self._asked[host] = self._clock()
        if answer is None:
            raise CollectError("unreadable", f'"{address}": no http or https address: give one')
        return answer

    def _check(self, address: str) -> None:
        """Raise where the host's robots.txt forbids the address."""
        parts = urlsplit(address)
        if parts.netloc not in self._rules:
            self._rules[parts.netloc] = self._robots(f"{parts.scheme}://{parts.netloc}/robots.txt")
        if not self._rules[parts.netloc].can_fetch(AGENT, address):
            detail = f'"{address}": robots.txt of {parts.netloc} does not allow it: save the page and give the file'
            raise CollectError("forbidden", detail)

    def _robots(self, address: str) -> RobotFileParser:
        rules = RobotFileParser(address)
        self._rules[urlsplit(address).netloc] = _all(rules, allowed=True)  # robots.txt itself may always be asked for
        rules = RobotFileParser(address)
        try:
            with self._open(address) as answer:
                rules.parse(answer.read(LARGEST).decode("utf-8", "replace").splitlines())
        except CollectError as error:
            cause = error.__cause__
            absent = isinstance(cause, urllib.error.HTTPError) and cause.code < HTTPStatus.INTERNAL_SERVER_ERROR
            _all(rules, allowed=absent)
        return rules


class _Allowed(urllib.request.HTTPRedirectHandler):
    """Follows redirections only to addresses that may be fetched."""

    def __init__(self, check: Callable[[str], None]) -> None:
        self._check = check

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: "urllib.request.HTTPMessage",  # type: ignore[name-defined] # not exported in the stubs
        newurl: str,
    ) -> urllib.request.Request | None:
        """The request that follows, or an error where its address may not be fetched."""
        fp.close()
        if urlsplit(newurl).scheme not in WEB:
            raise ValueError(f"redirected to {newurl}, which is no http or https address")
        if not req.full_url.endswith("/robots.txt"):
            self._check(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def documents(address: str, fetcher: Fetcher) -> Iterator[Held]:
    """The page at an address, or the entries of the feed there; of entries that give only a summary the page is fetched.

    Args:
        address: An ``http`` or ``https`` address.
        fetcher: Fetches.
    """
    try:
        data = fetcher.get(address)
        start = data[:2048].lower()
        listed = feeds.entries(data, f'"{address}"') if any(mark in start for mark in FEED) else None
    except CollectError as error:
        yield Held(number=1, uri=address, fault=(error.reason, error.detail))
        return
    if listed is None:
        yield Held(number=1, uri=address, data=data, form="page", told={"url": address})
        return
    for number, entry in enumerate(listed, 1):
        yield _entry(entry, number, f'"{address}" entry {number}', fetcher)


def _entry(entry: dict[str, str], number: int, place: str, fetcher: Fetcher) -> Held:
    link = entry.get("link")
    if feeds.has_text(entry) or not link:
        return feeds.held(entry, number, place)
    try:
        data = fetcher.get(link)
    except CollectError as error:
        return Held(number=number, uri=entry.get("id") or link, fault=(error.reason, error.detail))
    return Held(number=number, uri=entry.get("id") or link, data=data, form="page", told=feeds.told(entry))


def _all(rules: RobotFileParser, *, allowed: bool) -> RobotFileParser:
    """Rules that allow everything, or nothing."""
    rules.parse(["User-agent: *", "Disallow:" if allowed else "Disallow: /"])
    return rules
