"""Takes the pictures of the README from the shipped example: ``python docs/screenshots.py`` (needs Chromium and Playwright)."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

import rashomon
from rashomon.engine.local import build

TARGET = Path(__file__).parent / "screenshots"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")


def main() -> None:
    """Build the example, serve it, and take the pictures."""
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        record = Path(scratch) / "jutland.duckdb"
        build([rashomon.example()], record)
        words = [sys.executable, "-m", "rashomon", "serve", str(record), "--port", "0"]
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603 - our own program
            assert server.stdout is not None
            base = server.stdout.readline().rsplit(" ", 1)[-1].strip().rstrip("/")
            try:
                shoot(base)
            finally:
                server.terminate()


def shoot(base: str) -> None:
    """Take the pictures of a server's pages.

    Args:
        base: Its address.
    """
    event = rows(base, "/events.json?accounts=2&sort=accounts")[0]["event_id"]
    document = rows(base, "/documents.json")[1]["document_id"]
    pages = [
        ("overview", "/", 1440, 900, "light"),
        ("event", f"/events/{event}", 1440, 900, "light"),
        ("event-dark", f"/events/{event}", 1440, 900, "dark"),
        ("event-phone", f"/events/{event}", 390, 844, "light"),
        ("differences", "/differences?across=between", 1440, 900, "light"),
        ("document", f"/documents/{document}?layers=said,actors,events,figures,times,places", 1440, 900, "light"),
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"] if os.geteuid() == 0 else []
        )
        for name, path, width, height, scheme in pages:
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
            page = context.new_page()
            page.goto(base + path)
            page.screenshot(path=TARGET / f"{name}.png")
            context.close()
            print(TARGET / f"{name}.png")
        browser.close()


def rows(base: str, path: str) -> list[dict[str, str]]:
    """Rows of a twin."""
    with urllib.request.urlopen(base + path) as answer:  # noqa: S310 - our own server
        found: list[dict[str, str]] = json.load(answer)["rows"]
    return found


if __name__ == "__main__":
    main()
