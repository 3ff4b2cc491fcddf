"""The progress bar of a build: documents, documents per second, time left."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.text import Text

from rashomon.engine.report import Progress


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f} documents/s" if task.speed else "")


class ProgressBar:
    """A bar on standard error; called with how far the build is.

    Args:
        hidden: Show nothing; nothing is shown either where standard error is no terminal.
    """

    def __init__(self, *, hidden: bool = False) -> None:
        screen = Console(stderr=True)
        self._bar = Bar(
            TextColumn("{task.description:<18}"),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(),
            TimeRemainingColumn(),
            console=screen,
            disable=hidden or not screen.is_terminal,
            transient=True,
        )
        self._task = self._bar.add_task("read", total=None)

    def __enter__(self) -> Self:
        """Show the bar."""
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        self._bar.stop()

    def __call__(self, progress: Progress) -> None:
        """Tell how far the build is."""
        self._bar.update(self._task, description=progress.stage, completed=progress.done, total=progress.total)
