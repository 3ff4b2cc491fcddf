"""Readers' judgements, beside the record and apart from what was read: who said so, when, and whether it was taken back.

They hang on pairs of tellings, each with its document and its words, so that they outlive a rebuild; in SQLite with a write-ahead
log, so that reading never waits for judging.
"""

import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from rashomon.errors import NotFoundError, UsageError
from rashomon.record.beside import JUDGEMENTS, named

KINDS = ("same event", "not the same", "same actor", "wrong")
"""What a reader can say: two tellings are of one event; they are not; two names are one actor's; a telling is misread."""
MOST = 100_000
"""Judgements that one record takes."""
LONGEST_NAME = 60
LONGEST_NOTE = 1000
SCHEMA = """
CREATE TABLE IF NOT EXISTS judgements (
    judgement_id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    left_id TEXT NOT NULL, left_uri TEXT NOT NULL, left_start INTEGER NOT NULL, left_quote TEXT NOT NULL,
    right_id TEXT, right_uri TEXT, right_start INTEGER, right_quote TEXT,
    note TEXT, pseudonym TEXT NOT NULL, judged_at TEXT NOT NULL, undone_at TEXT, undone_by TEXT);
"""


class Anchor(Struct, frozen=True, kw_only=True):
    """What a judgement hangs on.

    Attributes:
        ref_id: Identifier of the event mention, or of the actor.
        uri: The document; for an actor, empty.
        start_char: Start offset of the passage in the document; for an actor, 0.
        quote: The passage, verbatim; for an actor, its name.
    """

    ref_id: str
    uri: str
    start_char: int
    quote: str


class Judgement(Struct, frozen=True, kw_only=True):
    """What a reader said.

    Attributes:
        judgement_id: Number in the file.
        kind: One of :data:`KINDS`.
        left_id: Event mention, or actor.
        left_uri: Its document.
        left_start: Start offset of its passage.
        left_quote: Its passage, or the actor's name.
        right_id: The other event mention, or actor.
        right_uri: Its document.
        right_start: Start offset of its passage.
        right_quote: Its passage, or the actor's name.
        note: What the reader adds.
        pseudonym: Who says so, as they choose to be called.
        judged_at: When (ISO 8601, UTC).
        undone_at: When it was taken back.
        undone_by: Who took it back.
    """

    judgement_id: int
    kind: str
    left_id: str
    left_uri: str
    left_start: int
    left_quote: str
    right_id: str | None
    right_uri: str | None
    right_start: int | None
    right_quote: str | None
    note: str | None
    pseudonym: str
    judged_at: str
    undone_at: str | None
    undone_by: str | None


class Judgements:
    """The judgements of one record; the file is made with the first of them.

    Args:
        record: The record.
    """

    def __init__(self, record: Path) -> None:
        self.path = named(record, JUDGEMENTS)
        self._writing = threading.Lock()
        self._held: list[Judgement] | None = None
        self.version = 0

    def every(self) -> list[Judgement]:
        """All judgements, also those taken back, in the order in which they were made."""
        held = self._held
        if held is None:
            held = self._read()
            self._held = held
        return held

    def standing(self) -> list[Judgement]:
        """Those that were not taken back."""
        return [each for each in self.every() if each.undone_at is None]

    def add(self, kind: str, left: Anchor, right: Anchor | None, *, pseudonym: str, note: str = "") -> int:
        """Keep a judgement.

        Args:
            kind: One of :data:`KINDS`.
            left: What it is about.
            right: The other telling or actor; none for ``wrong``.
            pseudonym: Who says so.
            note: What the reader adds.

        Returns:
            Its number.

        Raises:
            UsageError: The kind is not known, the pair is none, or a text is empty or too long.
        """
        if kind not in KINDS:
            raise UsageError(f'judgement "{kind}" is not known: use one of {", ".join(KINDS)}')
        if (right is None) is not (kind == "wrong"):
            raise UsageError(
                f'"{kind}" is said of {"one telling" if kind == "wrong" else "a pair"}: choose what it is about'
            )
        if right is not None and right.ref_id == left.ref_id:
            raise UsageError("a thing is the same as itself: choose two")
        name, words = _name(pseudonym), note.strip()
        if len(words) > LONGEST_NOTE:
            raise UsageError(f"the note has {len(words)} signs: write {LONGEST_NOTE} at most")
        with self._writing:
            connection = self._connect()
            try:
                if connection.execute("SELECT count(*) FROM judgements").fetchone()[0] >= MOST:
                    raise UsageError(
                        f"there are {MOST} judgements beside this record: export them, and begin another file"
                    )
                cursor = connection.execute(
                    "INSERT INTO judgements VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)",
                    (
                        kind, left.ref_id, left.uri, left.start_char, left.quote, *_columns(right), words or None, name, _now(),
                    ),
                )  # fmt: skip
                connection.commit()
            finally:
                connection.close()
            self._changed()
        return int(cursor.lastrowid or 0)

    def undo(self, judgement_id: int, *, pseudonym: str) -> None:
        """Take a judgement back; it stays in the file, with who took it back and when.

        Raises:
            NotFoundError: No judgement stands under that number.
        """
        with self._writing:
            connection = self._connect()
            try:
                done = connection.execute(
                    "UPDATE judgements SET undone_at = ?, undone_by = ? WHERE judgement_id = ? AND undone_at IS NULL",
                    (_now(), _name(pseudonym), judgement_id),
                )
                connection.commit()
            finally:
                connection.close()
            if not done.rowcount:
                raise NotFoundError(f"no judgement {judgement_id} stands: it was taken back, or never made")
            self._changed()

    def _changed(self) -> None:
        self._held = None
        self.version += 1

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=10)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(SCHEMA)
        return connection

    def _read(self) -> list[Judgement]:
        if not self.path.exists():
            return []
        connection = self._connect()
        try:
            rows = connection.execute("SELECT * FROM judgements ORDER BY judgement_id").fetchall()
        finally:
            connection.close()
        return [Judgement(**dict(zip(Judgement.__struct_fields__, row, strict=True))) for row in rows]


def _columns(anchor: Anchor | None) -> tuple[object, ...]:
    return (None,) * 4 if anchor is None else (anchor.ref_id, anchor.uri, anchor.start_char, anchor.quote)


def _name(pseudonym: str) -> str:
    name = " ".join(pseudonym.split())
    if not name or len(name) > LONGEST_NAME:
        raise UsageError(f"a judgement is signed: give a name of your choice, of {LONGEST_NAME} signs at most")
    return name


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
