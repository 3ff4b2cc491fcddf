"""Sharing documents out to worker processes, with the results in the order of the tasks.

The workers are programs of their own (:mod:`rashomon.engine.worker`), not forks: nothing of the caller's program is run again
in them, no open file is shared, and when one dies, it is known which document it had.
"""

import os
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Self

import msgspec

import rashomon
from rashomon.engine.reading import Result, Settings, Task, read
from rashomon.engine.worker import receive, send
from rashomon.record.keeping import Skipped

FEW = 4
"""Up to so many documents are read in this process: measured, starting workers (2 s each) costs more than they save."""
AHEAD = 4  # tasks given out for each worker: keeps all busy while one reads a long document


def results(tasks: Iterable[Task], settings: Settings, jobs: int) -> Generator[Result, None, None]:
    """Read documents.

    Args:
        tasks: The documents; taken as they are needed.
        settings: What all readers share.
        jobs: Number of processes; with one, or for few documents, they are read in this process.

    Yields:
        A result for each task, in the order of the tasks.
    """
    stream = iter(tasks)
    first = list(islice(stream, FEW + 1)) if jobs > 1 else []
    if len(first) <= FEW:
        for task in chain(first, stream):
            yield read(task, settings)
        return
    with _Workers(settings, jobs) as workers:
        waiting: deque[Future[Result]] = deque()
        for task in chain(first, stream):
            waiting.append(workers.submit(task))
            if len(waiting) >= AHEAD * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


class _Workers:
    """Worker processes, each served by one thread."""

    def __init__(self, settings: Settings, jobs: int) -> None:
        self._settings = settings
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        self._all = [_Worker(settings) for _ in range(jobs)]
        self._threads = ThreadPoolExecutor(jobs)

    def __enter__(self) -> Self:
        for worker in self._all:
            self._idle.put(worker)
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._all:
            worker.stop()
        self._threads.shutdown(cancel_futures=True)

    def submit(self, task: Task) -> "Future[Result]":
        return self._threads.submit(self._serve, task)

    def _serve(self, task: Task) -> Result:
        worker = self._idle.get()
        try:
            return worker.read(task)
        finally:
            self._idle.put(worker)


class _Worker:
    """One process; started when it gets its first task, and again when it died."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed in stop()
        self._stopped = False

    def read(self, task: Task) -> Result:
        answer = None
        try:
            process = self._started()
            if process.stdin and process.stdout:
                send(process.stdin, task)
                answer = receive(process.stdout)
        except BrokenPipeError:
            answer = None
        if answer is not None:
            return msgspec.msgpack.decode(answer, type=Result)
        detail = self._died()
        skipped = Skipped(uri=task.uri, stage="collect", reason="died", detail=detail)
        return Result(uri=task.uri, digest=task.digest, skipped=skipped)

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self._stopped = True
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout):
                if stream is not None:
                    _close(stream)
            self._process = None
        self._errors.close()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            if self._stopped:
                raise BrokenPipeError
            package = Path(rashomon.__file__).parent.parent
            paths = [str(package), *filter(None, [os.environ.get("PYTHONPATH")])]
            self._process = subprocess.Popen(
                [sys.executable, "-m", "rashomon.engine.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "OMP_NUM_THREADS": "1"},
                start_new_session=True,  # Ctrl-C is the build's to handle, not each worker's
            )
            if self._process.stdin:
                send(self._process.stdin, self._settings)
        return self._process

    def _died(self) -> str:
        """Why the process died, in one line; the next task gets a new one."""
        process, self._process = self._process, None
        if process is None or self._stopped:
            return "the build was stopped"
        process.kill()
        code = process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                _close(stream)
        self._errors.seek(0)
        lines = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        self._errors.seek(0)
        self._errors.truncate()
        last = f"; its last words: {lines[-1][:300]}" if lines else ""
        return f"the process that read it ended ({_ending(code)}){last}: read it alone with --jobs 1, or give the machine more memory"


def _ending(code: int) -> str:
    return f"killed by signal {-code}" if code < 0 else f"exit code {code}"


def _close(stream: IO[bytes]) -> None:
    with suppress(BrokenPipeError):  # what was not yet sent goes to nobody
        stream.close()
