"""The pages in a real browser: Debian's Chromium, driven by Playwright. Screenshots are kept in ``artefacts/`` to be looked at."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

ARTEFACTS = Path(__file__).parents[2] / "artefacts"
CHROMIUM = (
    os.environ.get("CHROMIUM")
    or shutil.which("chromium")
    or shutil.which("chromium-browser")
    or shutil.which("google-chrome")
)
pytestmark = pytest.mark.skipif(
    CHROMIUM is None,
    reason="there is no Chromium, so no page was tried in a browser: apt-get install chromium, or set CHROMIUM to its path",
)
WIDTHS = (1440, 390)
CONTRAST = """
() => {
  const parse = (words) => { const n = words.match(/[\\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
  const light = (c) => { const [r, g, b] = c.map((v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const behind = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c[3] > 0.99) return c; } return parse(getComputedStyle(document.documentElement).colorScheme === 'dark' ? 'rgb(0,0,0)' : 'rgb(255,255,255)'); };
  const poor = [];
  for (const e of document.querySelectorAll('main *, header *, footer *')) {
    if (![...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()) || e.closest('svg') || !e.offsetParent) continue;
    const style = getComputedStyle(e);
    if (style.visibility === 'hidden') continue;
    const [one, two] = [light(parse(style.color).slice(0, 3)), light(behind(e).slice(0, 3))].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (two + 0.05) * (e.closest('.furniture') ? 1.2 : 1);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) poor.push([e.tagName, e.className, e.textContent.slice(0, 30), ratio.toFixed(2)]);
  }
  return poor.slice(0, 5);
}
"""


class Reader:
    """A browser's page that notes what goes wrong in it."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base
        self.wrong: list[str] = []
        page.on(
            "console", lambda message: self.wrong.append(message.text) if message.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("dialog", lambda dialog: (self.wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on(
            "request",
            lambda request: None if request.url.startswith(base) else self.wrong.append(f"asked for {request.url}"),
        )

    def go(self, path: str) -> Page:
        """Open a page of the server."""
        self.page.goto(self.base + path)
        return self.page

    def json(self, path: str) -> dict:  # type: ignore[type-arg]
        """The twin of a page."""
        return self.page.request.get(self.base + path).json()  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """The driver."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium."""
    launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"] if os.geteuid() == 0 else [])
    yield launched
    launched.close()


def serve(record: Path) -> Iterator[str]:
    """A server of a record, as the command line starts it; gives its address."""
    words = [sys.executable, "-m", "rashomon", "serve", str(record), "--port", "0"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield server.stdout.readline().rsplit(" ", 1)[-1].strip().rstrip("/")
        server.terminate()


@pytest.fixture(scope="module")
def example(jutland: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of a copy of the example's record."""
    record = tmp_path_factory.mktemp("browser") / "jutland.duckdb"
    shutil.copy(jutland, record)
    yield from serve(record)


@pytest.fixture(scope="module")
def attacked(hostile: Path) -> Iterator[str]:
    """A server of the record of hostile texts."""
    yield from serve(hostile)


@pytest.fixture
def reading(browser: Browser, example: str) -> Iterator[Reader]:
    """A reader of the example; nothing may have gone wrong in the browser at the end."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    made = Reader(context.new_page(), example)
    yield made
    context.close()
    assert made.wrong == []


def paths(reading: Reader) -> dict[str, str]:
    """A page of every kind."""
    event = reading.json("/events.json?accounts=2&sort=accounts")["rows"][0]["event_id"]
    document = reading.json("/documents.json")["rows"][1]["document_id"]
    actor = reading.json("/actors.json?sort=accounts")["rows"][0]["actor_id"]
    place = reading.json("/places.json?sort=accounts")["rows"][0]["place_id"]
    return {
        "overview": "/", "timeline": "/timeline", "map": "/map", "world": "/map?view=world", "events": "/events?accounts=2", "event": f"/events/{event}",
        "differences": "/differences?across=between", "actors": "/actors", "actor": f"/actors/{actor}", "drawing": f"/actors/{actor}/drawing",
        "places": "/places", "place": f"/places/{place}", "wording": "/wording", "documents": "/documents",
        "document": f"/documents/{document}?layers=said,actors,events,figures,times,places", "search": "/search?q=Queen+Mary",
        "claims": "/claims", "judgements": "/judgements", "add": "/add",
    }  # fmt: skip


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_drawn(browser: Browser, example: str, width: int, scheme: str) -> None:
    """Every page is drawn without an error, asks no other host, is as wide as its window, and has contrast enough (WCAG AA)."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    reading = Reader(context.new_page(), example)
    ARTEFACTS.mkdir(exist_ok=True)
    for name, path in paths(reading).items():
        page = reading.go(path)
        assert page.locator("h1").count() == 1, name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert page.evaluate(CONTRAST) == [], name
        page.screenshot(
            path=ARTEFACTS / f"{name}-{width}-{scheme}.png", full_page=name not in ("events", "documents", "wording")
        )
    context.close()
    assert reading.wrong == []


def test_filters_are_in_the_address(reading: Reader) -> None:
    """A filter chosen on a page is in its address and in those of its twins, and narrows the list."""
    page = reading.go("/events")
    page.get_by_label("actor or recipient").fill("Jellicoe")
    page.get_by_role("button", name="Show").click()
    assert "actor=Jellicoe" in page.url
    assert "actor=Jellicoe" in str(page.get_by_role("link", name="CSV").get_attribute("href"))
    assert 0 < page.locator("li.event").count() < 50
    page = reading.go("/differences")
    page.locator("select[name=aspect]").select_option("actor")
    page.get_by_role("button", name="Show").click()
    page.locator("ul.values summary").first.click()
    page.locator(".evidence a").first.click()
    assert page.locator("#at").first.is_visible()


def test_why_and_nearest_come_on_demand(reading: Reader) -> None:
    """On an event's page the reasons and the nearest passages come when they are asked for, in place."""
    page = reading.go(paths(reading)["event"])
    assert page.locator("#why table").count() == 0
    page.get_by_role("link", name="Show why").click()
    page.locator("#why table").wait_for()
    page.get_by_role("link", name="nearest passage").first.click()
    page.locator("tr.near").wait_for()
    assert "/events/" in page.url


def test_an_actor_is_drawn_on_demand(reading: Reader) -> None:
    """Who does what to whom is a table first, and drawn when it is asked for."""
    names = [row["actor_id"] for row in reading.json("/actors.json?sort=accounts")["rows"]]
    views = ((name, reading.json(f"/actors/{name}.json")) for name in names)
    found = next(
        name for name, view in views if any(edge["actor_id"] != edge["recipient_id"] for edge in view["edges"])
    )
    page = reading.go(f"/actors/{found}")
    page.get_by_role("link", name="Draw it").click()
    page.locator("svg.drawing").wait_for()
    assert page.locator("svg.drawing .arrow").count() > 0


def test_layers_are_switched(reading: Reader) -> None:
    """A document's layers are switched on its page; its text stays the same."""
    page = reading.go(paths(reading)["document"].split("?")[0])
    words = page.locator(".text").inner_text()
    assert page.locator(".text .figure").count() > 0
    page.get_by_role("button", name="figures").click()
    assert page.locator(".text .figure").count() == 0
    assert page.locator(".text").inner_text() == words


def test_keys(reading: Reader) -> None:
    """Everything can be reached with the keyboard: search, lines, pages, the list of keys."""
    page = reading.go("/events")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("/")
    page.keyboard.type("Seydlitz")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=Seydlitz")
    page.locator("main").focus()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.locator("[data-line].here").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/**")
    page.keyboard.press("?")
    assert page.locator("dialog#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("d")
    page.wait_for_url("**/differences")


def test_a_passage_is_copied(browser: Browser, example: str) -> None:
    """The button copies the passage with outlet, day, address and hash."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    reading = Reader(context.new_page(), example)
    page = reading.go(paths(reading)["event"])
    page.get_by_role("button", name="Copy passage").first.click()
    page.locator("#said:not(:empty)").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    context.close()
    assert copied.startswith("“")
    assert "SHA-256" in copied
    assert reading.wrong == []


def test_the_timeline_is_drawn_nearer(reading: Reader) -> None:
    """Drawing across the timeline shows that stretch, by its address; the buttons do so without a mouse."""
    page = reading.go("/timeline")
    box = page.locator("svg.time").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 5, steps=4)
    page.mouse.up()
    page.wait_for_url("**since=**")
    page.get_by_role("link", name="farther").click()
    page.wait_for_url("**since=**")
    assert page.locator("svg.time").is_visible()


def test_a_judgement_is_made_and_taken_back(reading: Reader) -> None:
    """A reader judges a telling, sees it as judged, and takes the judgement back; as read nothing changes."""
    path = paths(reading)["event"]
    page = reading.go(path)
    before = page.locator(".telling").count()
    page.locator(".judge summary").first.click()
    form = page.locator(".judge form").first
    form.get_by_label("tells another event").check()
    form.get_by_label("signed").fill("Reader One")
    form.get_by_role("button", name="Keep judgement").click()
    page.wait_for_url("**as=judged")
    assert page.locator(".telling").count() == before - 1
    page.get_by_role("link", name="as read", exact=True).click()
    assert page.locator(".telling").count() == before
    page = reading.go("/judgements")
    page.get_by_role("button", name="Take back").first.click()
    page.locator(".undone").first.wait_for()
    page = reading.go(path + "?as=judged")
    assert page.locator(".telling").count() == before


def test_a_text_is_added(reading: Reader, tmp_path: Path) -> None:
    """A pasted text and a file are read with a progress bar, and their documents are named when it is done."""
    file = tmp_path / "skagen.txt"
    file.write_text(
        "On 31 May 1916 the grey squadron attacked the convoy off Skagen. The harbour master said 40 sailors were killed.\n",
        "utf-8",
    )
    page = reading.go("/add")
    page.get_by_label("files").set_input_files(file)
    page.get_by_label("or a text").fill(
        "On 1 June 1916 the convoy reached Skagen. The pilot said that 12 ships were damaged."
    )
    page.get_by_label("outlet").fill("Skagen Post")
    page.get_by_label("published").fill("1916-06-02")
    page.get_by_role("button", name="Add and read").click()
    page.locator("progress").wait_for()
    page.get_by_text("Done: 2 documents").wait_for(timeout=240_000)
    assert page.locator("#progress li").count() == 2
    page = reading.go("/documents?outlet=Skagen+Post")
    assert page.locator("tbody tr").count() == 2


def test_printing_gives_a_dossier(reading: Reader) -> None:
    """In print there is neither navigation nor form, accounts stand one beneath the other, and passages are open."""
    page = reading.go(paths(reading)["event"])
    page.emulate_media(media="print")
    assert not page.locator(".top nav").is_visible()
    assert not page.get_by_role("button", name="Copy passage").first.is_visible()
    boxes = [box for each in page.locator(".account").all() if (box := each.bounding_box())]
    assert all(below["y"] >= above["y"] + above["height"] - 1 for above, below in pairwise(boxes))
    page.screenshot(path=ARTEFACTS / "event-print.png", full_page=True)


def test_hostile_texts_do_nothing(browser: Browser, attacked: str) -> None:
    """On pages full of payloads no script of theirs runs, nothing is fetched, no title changes, no error is on the console."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    reading = Reader(context.new_page(), attacked)
    documents = [row["document_id"] for row in reading.json("/documents.json")["rows"]]
    events = [row["event_id"] for row in reading.json("/events.json")["rows"]][:8]
    every = ["/", "/events", "/documents", "/timeline", "/search?q=sailors", "/wording", "/differences", "/actors"]
    for path in [*every, *(f"/documents/{each}" for each in documents[:18]), *(f"/events/{each}" for each in events)]:
        page = reading.go(path)
        page.wait_for_timeout(30)
        assert "owned" not in page.title().split("·")[-1]
        assert page.locator("script:not([src^='/static/'])").count() == 0
        assert page.locator("iframe, object, embed, base, main img").count() == 0
    context.close()
    assert reading.wrong == []
