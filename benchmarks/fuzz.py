"""Made-up input for taking in and for reading: ``python benchmarks/fuzz.py collect|annotate [--minutes 60] [--kept FOLDER]``.

Bytes come from atheris where it is installed (guided by which lines of ``rashomon.collect`` or ``rashomon.annotate`` they reach), else
from chance. For ``collect`` they are a file of one of the kinds that are read; for ``annotate`` each two of them choose a piece of a
text: words of the tests' sentences, marks, numbers, letters of any script. A fault is an error that no one foresaw, or a row whose
passage is not in the text; each new one is printed, and kept as a file.
"""

import argparse
import hashlib
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

try:
    import atheris
except ImportError:
    atheris = None

ROOT = Path(__file__).parents[1]
MARKS = [
    "",
    ".",
    ",",
    ";",
    ":",
    "?",
    "!",
    '"',
    "'",
    "“",
    "”",
    "‘",
    "’",
    "«",
    "»",
    "(",
    ")",
    "[",
    "]",
    "–",
    "—",
    "-",
    "…",
    "\n",
    "\n\n",
    "\t",
    "/",
    "%",
    "&",
    "*",
    "#",
    "@",
    "$",
    "€",
    "£",
    "\xa0",
    "\u200b",
    "\u202e",
    "\ufeff",
    "́",
]
SIZES = 4096
"""Longest input, in bytes."""


def pieces() -> list[str]:
    """What texts are made of: runs of words of the tests' sentences, marks, numbers, one character of each block of Unicode."""
    words: set[str] = set()

    def strings(value: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
        if isinstance(value, str):
            yield value
        elif isinstance(value, list | dict):
            for each in value.values() if isinstance(value, dict) else value:
                yield from strings(each)

    for path in sorted((ROOT / "tests" / "annotate" / "cases").glob("*.json")):
        for text in strings(json.loads(path.read_text("utf-8"))):
            found = text.split()
            words.update(" ".join(found[at : at + 3]) for at in range(0, len(found), 3))
    letters = {chr(at) for at in range(0x80, 0x20000, 256) if chr(at).isprintable()}
    numbers = {"0", "12", "1,200", "½", "1916", "31 May", "first", "²", "٣", "1" * 40, "1e9", "-3"}
    return [*sorted(words), *MARKS, *sorted(letters), *sorted(numbers)]


STORY = "The Northern Fleet shelled Port Elm on 31 May 1916, killing 12 sailors, the Admiralty said."
SOUND = (
    STORY,
    (
        f'<html lang="en"><head><title>Port Elm</title><meta property="article:published_time" content="1916-06-01"></head>'
        f"<body><article><h1>Port Elm</h1><p>{STORY}</p><table><tr><td>12</td></tr></table></article></body></html>"
    ),
    f'{{"uri": "a", "text": "{STORY}", "outlet": "Post", "published": "1916-06-01"}}\n{{"uri": "b", "text": "{STORY}"}}\n',
    (
        f'<?xml version="1.0"?><rss version="2.0"><channel><item><title>Elm</title><link>https://a.example/1</link>'
        f"<pubDate>Thu, 01 Jun 1916 10:00:00 GMT</pubDate><description>{STORY}</description></item></channel></rss>"
    ),
    (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>a</id><updated>1916-06-01T00:00:00Z</updated>'
        f"<content>{STORY}</content></entry></feed>"
    ),
    (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/1\r\nWARC-Date: 1999-06-01T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: 90\r\n\r\n"
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>Port Elm was shelled.</p></body>\r\n\r\n"
    ),
    (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
        "3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R>>endobj 4 0 obj<</Length 30>>stream\nBT /F 9 Tf (Port Elm) Tj ET\nendstream endobj\n"
        "trailer<</Root 1 0 R>>\n%%EOF"
    ),
)
"""Sound files to begin from."""


def tester(part: str, faults: "Faults") -> Callable[[bytes], None]:
    """What is done with each input."""
    from rashomon.collect import MAX_CHARS, Input, held
    from rashomon.engine.reading import Settings, Task, read

    settings = Settings(overlay=None, language_model=None, language="en", max_chars=MAX_CHARS)
    if part == "annotate":
        known = pieces()

        def of_pieces(data: bytes) -> None:
            text = " ".join(
                known[int.from_bytes(data[at : at + 2]) % len(known)] for at in range(0, min(len(data), 160), 2)
            )
            result = read(Task(uri="a.txt", input=Input(uri="a.txt", data=text.encode()), corrections={}), settings)
            faults.look(text.encode(), result)

        return of_pieces

    from rashomon import collect
    from rashomon.errors import RashomonError
    from rashomon.knowledge import Knowledge

    knowledge = Knowledge()
    kinds = sorted({".txt", ".html", ".pdf", ".md", *(suffix for suffixes, _ in held.KINDS for suffix in suffixes)})
    folder = Path(tempfile.mkdtemp(prefix="rashomon-fuzz-"))

    def as_file(data: bytes) -> None:
        path = folder / f"a{kinds[data[0] % len(kinds)]}" if data else folder / "a.txt"
        path.write_bytes(data[1:])
        try:
            for item in collect.find([path]):
                try:
                    item.digest()
                    text = collect.read(item, knowledge, max_chars=MAX_CHARS).text
                    text.encode("utf-8")
                except RashomonError:
                    continue
        except RashomonError:
            pass
        except Exception as error:  # noqa: BLE001 - what this program is after
            faults.found(data, error)
        finally:
            path.unlink()

    return as_file


class Faults:
    """Faults that were found, each once."""

    def __init__(self, kept: Path | None) -> None:
        self.kept = kept
        self.known: set[str] = set()
        self.tried = 0

    def found(self, data: bytes, error: Exception | str) -> None:
        """Take one in."""
        words = error if isinstance(error, str) else f"{type(error).__name__} {place_of(error)}"
        if words in self.known:
            return
        self.known.add(words)
        name = hashlib.sha256(data).hexdigest()[:12]
        sys.stdout.write(f"fault {name}: {words}\n")
        sys.stdout.flush()
        if self.kept is not None:
            self.kept.mkdir(parents=True, exist_ok=True)
            (self.kept / name).write_bytes(data)

    def look(self, data: bytes, result: Any) -> None:  # noqa: ANN401 - rashomon.engine.reading.Result
        """Look at what reading gave."""
        if result.skipped is not None and result.skipped.reason == "error":
            self.found(data, result.skipped.detail.split(": ")[0] + result.skipped.detail[-140:-80])
        if result.document is None:
            return
        text = result.document.text
        for table, lines in result.tables.items():
            for line in lines.splitlines():
                row = json.loads(line)
                if "start_char" in row and "text" in row and text[row["start_char"] : row["end_char"]] != row["text"]:
                    self.found(data, f"{table}: passage is not in the text")


def place_of(error: BaseException) -> str:
    """File and line of ours in which an error came up."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "rashomon" in frame.filename] or list(frames)
    return f"{Path(own[-1].filename).name} line {own[-1].lineno}: {str(error)[:80]}"


def main() -> None:
    """Try inputs until the time is over."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("part", choices=("collect", "annotate"))
    options.add_argument("--minutes", type=float, default=60)
    options.add_argument("--kept", type=Path)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    faults = Faults(given.kept)
    end = time.monotonic() + given.minutes * 60
    if atheris is None:
        test = tester(given.part, faults)
        chance = random.Random(given.seed)
        while time.monotonic() < end:
            test(chance.randbytes(chance.randrange(SIZES)))
            faults.tried += 1
        report(given, faults)
        return
    with atheris.instrument_imports(include=[f"rashomon.{given.part}"]):
        test = tester(given.part, faults)

    def one(data: bytes) -> None:
        test(data)
        faults.tried += 1
        if time.monotonic() >= end:
            report(given, faults)
            sys.stdout.flush()
            os._exit(0)  # libFuzzer has no other way out that keeps what was printed

    begin = Path(tempfile.mkdtemp(prefix="rashomon-fuzz-"))
    for number, sound in enumerate(SOUND * 16):
        (begin / str(number)).write_bytes(bytes([number % 16]) + sound.encode())
    atheris.Setup(
        [
            sys.argv[0],
            str(begin),
            f"-artifact_prefix={begin}/",
            f"-max_len={SIZES}",
            f"-seed={given.seed}",
            "-verbosity=0",
        ],
        one,
    )
    atheris.Fuzz()


def report(given: argparse.Namespace, faults: Faults) -> None:
    """Say what was tried."""
    how = "chance" if atheris is None else f"atheris {getattr(atheris, '__version__', '')}".strip()
    sys.stdout.write(
        f"{given.part}: {faults.tried} inputs by {how} in {given.minutes:.0f} minutes, {len(faults.known)} faults\n"
    )


if __name__ == "__main__":
    main()
