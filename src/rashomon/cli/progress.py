"""The progress bar of a build: documents, documents per second, time left."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.text import Text


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f} documents/s" if task.speed else "")


class Progress:
    """A bar on standard error; called with the stage, the documents done and, where known, all documents.

    Args:
        hidden: Show nothing.
    """

    def __init__(self, *, hidden: bool = False) -> None:
        self._bar = Bar(
            TextColumn("{task.description:<8}"),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            disable=hidden or not Console(stderr=True).is_terminal,
            transient=True,
        )
        self._task = self._bar.add_task("collect", total=None)

    def __enter__(self) -> Self:
        """Show the bar."""
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        self._bar.stop()

    def __call__(self, stage: str, done: int, total: int | None = None) -> None:
        """Tell how far the build is."""
        self._bar.update(self._task, description=stage, completed=done, total=total)
