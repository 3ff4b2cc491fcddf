"""Documents added from the browser: kept in a folder beside the record, and read by a build of its own process.

Each file lies under the hash of its bytes, so that no addition ever takes another document's uri; what the reader knows of it stands
in a table of sources, so that the folder can be built again from the command line.
"""

import csv
import hashlib
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct

from rashomon.errors import RashomonError, RecordError, UsageError
from rashomon.record.beside import ADDED, SOURCES, named

MOST_FILES = 50
MOST_BYTES = 20 * 1024 * 1024
"""Bytes of one file."""
ALL_BYTES = 60 * 1024 * 1024
"""Bytes of one addition."""
MOST_PASTED = 1_000_000
"""Code points of a pasted text."""
MOST_HELD = 20
"""Additions that are remembered."""
COLUMNS = ("file", "outlet", "published", "title", "author", "url")
LONGEST_CELL = 500


class Given(Struct, frozen=True, kw_only=True):
    """A file with what the reader knows of it.

    Attributes:
        name: Its name.
        data: Its bytes.
        outlet: Who published it.
        published: Day of publication.
        title: Its title.
        author: Its author.
        url: Where it was published.
    """

    name: str
    data: bytes
    outlet: str = ""
    published: str = ""
    title: str = ""
    author: str = ""
    url: str = ""


class Addition(Struct, kw_only=True):
    """An addition and how far it is.

    Attributes:
        number: Its number.
        uris: Uris of its documents.
        stage: What is being done.
        done: How many of ``total`` are done.
        total: How many there are, where that is known.
        finished: Whether it ended.
        fault: Why it failed.
        skipped: Files that were not taken in, with the reason.
    """

    number: int
    uris: list[str]
    stage: str = "waiting"
    done: int = 0
    total: int | None = None
    finished: bool = False
    fault: str | None = None
    skipped: list[str] = msgspec.field(default_factory=list)


class Additions:
    """The additions to one record, one build after the other.

    Args:
        record: The record.
        refresh: Called when the record was built anew.
    """

    def __init__(self, record: Path, refresh: Callable[[], None]) -> None:
        self.folder = named(record, ADDED)
        self._record = record
        self._refresh = refresh
        self._held: dict[int, Addition] = {}
        self._turn = threading.Lock()
        self._filing = threading.Lock()

    def find(self, number: int) -> Addition | None:
        """An addition of this session of the server."""
        return self._held.get(number)

    def add(self, given: Sequence[Given]) -> Addition:
        """Keep files beside the record and begin to read them.

        Raises:
            UsageError: There are none or too many, one is empty or too large, a cell is too long, or a day is none.
            RecordError: They cannot be written.
        """
        checked(given)
        if sum(not each.finished for each in self._held.values()) >= MOST_HELD:
            raise UsageError(f"{MOST_HELD} additions wait to be read: try again when one of them is done")
        try:
            uris = self._keep(given)
        except OSError as error:
            raise RecordError(
                f'"{self.folder}" cannot be written ({error.strerror}): serve the record from another folder'
            ) from error
        number = max(self._held, default=0) + 1
        addition = Addition(number=number, uris=uris)
        self._held[number] = addition
        for old in sorted(self._held)[:-MOST_HELD]:
            if self._held[old].finished:
                del self._held[old]
        threading.Thread(target=self._build, args=(addition,), name=f"addition-{number}", daemon=True).start()
        return addition

    def _keep(self, given: Sequence[Given]) -> list[str]:
        with self._filing:
            table = self.folder / SOURCES
            rows: dict[str, dict[str, str]] = {}
            if table.exists():
                with table.open(encoding="utf-8", newline="") as lines:
                    rows = {row["file"]: row for row in csv.DictReader(lines)}
            uris = []
            for each in given:
                below = f"added/{hashlib.sha256(each.data).hexdigest()[:16]}/{safe_name(each.name)}"
                path = self.folder / below
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(each.data)
                rows[below] = {"file": below, **{name: getattr(each, name).strip() for name in COLUMNS[1:]}}
                uris.append(below)
            making = table.with_name(f".{SOURCES}.{os.getpid()}")
            with making.open("w", encoding="utf-8", newline="") as out:
                writer = csv.DictWriter(out, COLUMNS)
                writer.writeheader()
                writer.writerows(rows[name] for name in sorted(rows))
            making.replace(table)
        return uris

    def _build(self, addition: Addition) -> None:
        with self._turn:
            try:
                self._read(addition)
                if addition.fault is None:
                    addition.stage = "pages"
                    self._refresh()
            except (OSError, RashomonError) as error:
                addition.fault = str(error)
            finally:
                addition.finished = True

    def _read(self, addition: Addition) -> None:
        """Run the build in a process of its own and follow what it tells."""
        words = [sys.executable, "-m", "rashomon.web.adding", str(self._record), str(self.folder)]
        null, pipe = subprocess.DEVNULL, subprocess.PIPE
        with subprocess.Popen(words, stdin=null, stdout=pipe, stderr=null) as process:  # noqa: S603 - our own module, and paths of ours
            assert process.stdout is not None
            for line in process.stdout:
                told = msgspec.json.decode(line)
                if "fault" in told:
                    addition.fault = told["fault"]
                elif "skipped" in told:
                    addition.skipped = [words for uri, words in told["skipped"] if uri in addition.uris]
                else:
                    addition.stage, addition.done, addition.total = told["stage"], told["done"], told["total"]
        if process.returncode and addition.fault is None:
            addition.fault = f"the build ended early (exit code {process.returncode}): run rashomon build {self.folder} -o {self._record}"


def checked(given: Sequence[Given]) -> None:
    """See that files may be taken in.

    Raises:
        UsageError: Says of which file what is off.
    """
    if not given:
        raise UsageError("nothing was given: choose files, or paste a text")
    if len(given) > MOST_FILES:
        raise UsageError(f"{len(given)} files are too many at once: choose {MOST_FILES} at most, or use rashomon build")
    for each in given:
        if not each.data.strip():
            raise UsageError(f'"{each.name}" is empty: choose a file that holds a text')
        if len(each.data) > MOST_BYTES:
            raise UsageError(
                f'"{each.name}" has {len(each.data):,} bytes, {MOST_BYTES:,} are taken: divide it, or use rashomon build'
            )
        for name in COLUMNS[1:]:
            value = getattr(each, name)
            if len(value) > LONGEST_CELL or not value.isprintable():
                raise UsageError(
                    f"{name} is too long, or holds a line break: write {LONGEST_CELL} signs at most, on one line"
                )
        if each.published.strip():
            try:
                date.fromisoformat(each.published.strip())
            except ValueError as error:
                raise UsageError(f'published "{each.published}" is no day: write it as 2003-03-19') from error


def safe_name(name: str) -> str:
    """The last part of a file's name, without anything that a path could act on."""
    last = re.split(r"[\\/]", name)[-1]
    plain = re.sub(r"[^\w.\- ]", "_", last).strip(". ")[-100:].strip(". ")
    return plain if "." in plain[:-1] else f"{plain or 'text'}.txt"
