"""Reading one document, the same in every process and every engine."""

import traceback
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from rashomon import collect
from rashomon.collect import Input
from rashomon.engine.correct import corrected
from rashomon.engine.profile import Spent
from rashomon.errors import CollectError, RashomonError
from rashomon.knowledge import Knowledge
from rashomon.model import Document
from rashomon.record.keeping import Skipped

if TYPE_CHECKING:
    from rashomon.language import Language

_lines = msgspec.json.Encoder().encode_lines
MAX_SECONDS = 900.0
"""Longest time for one document: a text of 2 million characters takes a few minutes."""
MAX_MEMORY = 8192
"""MB of memory for one process that reads."""
STOPPED = frozenset(["died", "too slow"])
"""Reasons of inputs that stopped the process that read them: no document could be made."""
FAILED = frozenset(["error", "too much memory"])
"""Reasons of documents that are stored, and failed in analysis."""


class About(Struct, frozen=True, kw_only=True):
    """What is asked for.

    Attributes:
        names: Names of which a document has to hold one, in any of the forms that the knowledge lists; none asks for none.
        since: Day before which documents were published in vain.
        until: Day after which documents were published in vain.
    """

    names: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


class Settings(Struct, frozen=True, kw_only=True):
    """What all readers of a build share; sent to each once.

    Attributes:
        overlay: Folder of a user's knowledge tables.
        language_model: An installed spaCy pipeline, or None for the shipped one.
        language: ISO 639-1 code that goes before all others.
        max_chars: Longest text that is read.
        max_seconds: Longest time for one document; kept where worker processes read.
        max_memory: MB of memory that a worker process may take.
        about: What is asked for: other documents are stored and not parsed; None parses all.
        profile: Measure where the time goes.
    """

    overlay: str | None
    language_model: str | None
    language: str | None
    max_chars: int
    max_seconds: float = MAX_SECONDS
    max_memory: int = MAX_MEMORY
    about: About | None = None
    profile: bool = False


class Task(Struct, frozen=True, kw_only=True):
    """One document to read.

    Attributes:
        uri: Its uri.
        source: Where it is, or the document as it stands in the record.
        corrections: Corrected columns of ``documents``.
        digest: Hash of the input and its corrections; None for a document of the record.
    """

    uri: str
    input: Input | None = None
    document: Document | None = None
    corrections: dict[str, str | None]
    digest: str | None = None


class Ready(Struct, frozen=True, kw_only=True):
    """What a worker answers to the settings.

    Attributes:
        fault: Why it cannot read anything; None where it can.
        misuse: Whether the fault is the user's to mend in the call.
    """

    fault: str | None = None
    misuse: bool = False


class Result(Struct, frozen=True, kw_only=True):
    """What reading gave.

    Attributes:
        uri: The task's uri.
        digest: The task's digest.
        document: The document; None where none could be made.
        tables: Rows as JSON lines, by table.
        annotated: Whether it was analysed.
        silent: Sentences with a word of the lexicon of events that gave no event of a type.
        skipped: Why it was not taken in or not analysed.
        seconds: Processor seconds by part, where they were asked for and the document was analysed.
    """

    uri: str
    digest: str | None = None
    document: Document | None = None
    tables: dict[str, bytes] = {}
    annotated: bool = False
    silent: int = 0
    skipped: Skipped | None = None
    seconds: dict[str, float] = {}


WARMING = Task(
    uri="warming",
    input=Input(
        uri="warming",
        data=b"The Northern Fleet shelled the port of Marenz on 3 May 1907, killing twelve sailors, the mayor said. "
        b"The Admiralty denied that any of its ships had left the harbour.",
    ),
    corrections={},
)
"""A text to read before the first: tables are compiled by it, and what knows languages is loaded."""


@cache
def knowledge_of(overlay: str | None) -> Knowledge:
    """The tables, read once a process."""
    return Knowledge(Path(overlay) if overlay is not None else None)


def prepare(settings: Settings) -> "Language":
    """Load tables and language pipeline, so that what is wrong with them is told once and not for every document."""
    from rashomon.language import load

    knowledge_of(settings.overlay)
    return load(settings.language_model)


def warm(settings: Settings) -> None:
    """Do what the first document would wait for.

    Args:
        settings: What all readers of a build share.
    """
    read(WARMING, settings)


def read(task: Task, settings: Settings) -> Result:
    """Take a document in and annotate it. Never raises on what a document holds: the reason comes back in ``skipped``.

    Args:
        task: The document.
        settings: What all readers of a build share.
    """
    knowledge = knowledge_of(settings.overlay)
    spent = Spent()
    try:
        with spent("taking in"):
            document = _document(task, settings, knowledge)
    except CollectError as error:
        return _without(task, error.reason, error.detail)
    except MemoryError:
        detail = f"it took more than {settings.max_memory} MB: raise --max-memory and build with --retry"
        return _without(task, "too much memory", detail)
    except RashomonError as error:  # the place that it lies at is cut off
        return _without(task, "unreadable", str(error))
    except Exception as error:  # noqa: BLE001 - one file that no one foresaw must not stop the reading of a thousand others
        return _without(task, "error", _words(error))
    if not collect.is_read(document):
        detail = f'"{document.language}" is not analysed (only "en" so far): the text is stored; correct it with language=en if it is English'
        return _unread(task, document, "language", detail)
    from rashomon.annotate import annotate

    if settings.about is not None and (passed := _passed_over(document, settings.about, knowledge)) is not None:
        return _unread(task, document, *passed)

    language = prepare(settings)
    try:
        with language.zone():
            annotated = annotate(document, language, knowledge, *([spent] if settings.profile else []))
            with spent("rows"):
                tables = {table: _lines(rows) for table, rows in annotated.rows() if rows}
    except MemoryError:
        detail = (
            f"it took more than {settings.max_memory} MB: the text is stored; raise --max-memory and build with --retry"
        )
        return _unread(task, document, "too much memory", detail)
    except Exception as error:  # noqa: BLE001 - the document is quarantined with the reason, and the build goes on
        return _unread(
            task,
            document,
            "error",
            f"{_words(error)}: the text is stored; please report this, and build with --retry once it is mended",
        )
    return Result(
        uri=task.uri,
        digest=task.digest,
        document=annotated.document,
        tables=tables,
        annotated=True,
        silent=annotated.silent_sentences,
        seconds=spent.seconds if settings.profile else {},
    )


def _passed_over(document: Document, about: About, knowledge: Knowledge) -> tuple[str, str] | None:
    from rashomon.annotate.triage import passed_over

    return passed_over(document, knowledge, names=about.names, since=about.since, until=about.until)


def _document(task: Task, settings: Settings, knowledge: Knowledge) -> Document:
    if task.document is not None:
        return corrected(task.document, task.corrections, knowledge)
    if task.input is None:
        raise ValueError("a task has an input or a document")
    document = collect.read(task.input, knowledge, language=settings.language, max_chars=settings.max_chars)
    return corrected(document, task.corrections, knowledge)


def _without(task: Task, reason: str, detail: str) -> Result:
    return Result(
        uri=task.uri, digest=task.digest, skipped=Skipped(uri=task.uri, stage="collect", reason=reason, detail=detail)
    )


def _unread(task: Task, document: Document, reason: str, detail: str) -> Result:
    skipped = Skipped(uri=task.uri, stage="annotate", reason=reason, detail=detail)
    return Result(uri=task.uri, digest=task.digest, document=document, skipped=skipped)


def _words(error: Exception) -> str:
    """An error no one foresaw, in one line, with the place in the program where it came up."""
    first = (str(error).strip().splitlines() or [""])[0][:300]
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "rashomon" in frame.filename]
    where = f" ({Path(frames[-1].filename).name} line {frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}: {first}{where}" if first else f"{type(error).__name__}{where}"
