"""What the server holds: the record's shelf in its newest state, the readers' judgements, and the additions that run."""

import sqlite3
import threading
import time
from pathlib import Path

from rashomon.errors import RashomonError, RecordError
from rashomon.record.reader import open_record
from rashomon.web import filing, grouping
from rashomon.web.additions import Additions
from rashomon.web.grouping import Grouping
from rashomon.web.judgements import Judgements
from rashomon.web.shelf import Shelf, beside

LOOKS = 2.0
"""Seconds between two looks at whether the record was built anew."""


class Library:
    """A record as the pages read it.

    A build puts a new record in the old one's place; until the new shelf is made, readers go on with the whole old state.

    Args:
        record: The record.
        told: Called as a shelf is made.

    Raises:
        RecordError: The record is not there, is none, or the shelf cannot be written beside it.
    """

    def __init__(self, record: Path, told: filing.Told | None = None) -> None:
        self.record = record
        self.judgements = Judgements(record)
        self.additions = Additions(record, self.refresh)
        self.fault: str | None = None
        self._making = threading.Lock()
        self._looked = time.monotonic()
        self._signature = _signature(record)
        self._shelf = _shelf(record, told)
        self._grouping: tuple[str, int, Grouping] | None = None

    @property
    def shelf(self) -> Shelf:
        """The newest shelf; where the record was built anew, another is made in the background."""
        now = time.monotonic()
        if now - self._looked > LOOKS:
            self._looked = now
            if _signature(self.record) not in (self._signature, None) and not self._making.locked():
                threading.Thread(target=self._refreshed, name="shelf", daemon=True).start()
        return self._shelf

    def refresh(self, told: filing.Told | None = None) -> None:
        """Make the shelf of the record's present state, if there is none yet."""
        with self._making:
            signature = _signature(self.record)
            made = _shelf(self.record, told)
            self._signature = signature
            if made.state == self._shelf.state:
                made.close()
            else:
                self._shelf = made

    def grouping(self) -> Grouping:
        """Events as readers judged, on this shelf."""
        shelf, version = self._shelf, self.judgements.version
        held = self._grouping
        if held is None or held[:2] != (shelf.state, version):
            held = (shelf.state, version, grouping.grouping(shelf, self.judgements.standing()))
            self._grouping = held
        return held[2]

    def _refreshed(self) -> None:
        try:
            self.refresh()
        except RashomonError as error:
            self.fault = str(error)  # told on the overview; readers go on with the state they have
        else:
            self.fault = None


def _shelf(record: Path, told: filing.Told | None) -> Shelf:
    path = beside(record)
    with open_record(record) as opened:
        state = filing.state_of(opened)
        if path.exists():
            try:
                found = Shelf(path)
            except (sqlite3.Error, KeyError):  # damaged, or of another program: it holds nothing of its own
                path.unlink()
            else:
                if found.state == state:
                    return found
                found.close()
        try:
            filing.file(opened, told)
        except OSError as error:
            raise RecordError(
                f'"{path}" cannot be written ({error.strerror}): serve a copy of the record from a folder where you may write'
            ) from error
    return Shelf(path)


def _signature(record: Path) -> tuple[int, int, int] | None:
    try:
        status = record.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns
