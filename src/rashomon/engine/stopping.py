"""Ctrl-C during a build: heard at once, followed where nothing is half done."""

import signal
import threading
from types import FrameType, TracebackType
from typing import Self

from rashomon.engine.report import Progress, Told


class Stopped(KeyboardInterrupt):
    """Ctrl-C, followed between two documents or two steps: what was read can be written."""


class Stopping:
    """Takes Ctrl-C in hand while a build runs.

    The first Ctrl-C stops the build between two documents, or before the next step of linking; a second one stops it at once.
    An exception raised at any moment would fall into DuckDB's work, which then counts as begun and not ended, or into a
    library's finaliser, where Python drops it. Outside the main thread, where Python hears no signals, nothing is taken in hand.

    Args:
        progress: Called with how far the build is.
    """

    def __init__(self, progress: Told | None) -> None:
        self._progress = progress
        self._asked = False
        self._former: object = None
        self._held = False

    def __enter__(self) -> Self:
        """Begin to listen."""
        if threading.current_thread() is threading.main_thread():
            self._former = signal.getsignal(signal.SIGINT)
            signal.signal(signal.SIGINT, self._heard)
            self._held = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give Ctrl-C back.

        Raises:
            KeyboardInterrupt: In place of :class:`Stopped`.
        """
        if self._held:
            signal.signal(signal.SIGINT, self._former if callable(self._former) else signal.SIG_DFL)
        if kind is not None and issubclass(kind, Stopped):
            raise KeyboardInterrupt from error

    def __call__(self, progress: Progress) -> None:
        """Tell how far the build is.

        Raises:
            Stopped: Ctrl-C was pressed since the last call.
        """
        if self._progress is not None:
            self._progress(progress)
        if self._asked:
            raise Stopped

    def _heard(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self._asked = True
        signal.signal(signal.SIGINT, signal.default_int_handler)
