"""Sharing documents out to worker processes, with the results in the order of the tasks.

The workers are programs of their own (:mod:`rashomon.engine.worker`), not forks: nothing of the caller's program is run again
in them, no open file is shared, and when one dies, it is known which document it had.
"""

import os
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from itertools import chain
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Self

import msgspec

import rashomon
from rashomon.engine.reading import Ready, Result, Settings, Task, read
from rashomon.engine.worker import receive, send
from rashomon.errors import RashomonError, UsageError
from rashomon.record.keeping import Skipped

LITTLE = 100_000
"""Bytes up to which documents are read in this process. Measured on two processors: a process loads the pipeline in 2.2 s and
reads 26,000 bytes a second, so that for 100,000 bytes two workers would save less than two seconds, for twice the memory."""
COMMAND = ["-m", "rashomon.engine.worker"]
MOST_DEATHS = 5
"""A worker that dies so often in a row is not dying of its documents."""
TO_END = 5.0  # seconds a process that closed its answers gets to end by itself
AHEAD = 4  # tasks given out for each worker: keeps all busy while one reads a long document


def results(tasks: Iterable[Task], settings: Settings, jobs: int) -> Generator[Result, None, None]:
    """Read documents.

    Args:
        tasks: The documents; taken as they are needed.
        settings: What all readers share.
        jobs: Number of processes; little text is read in this process.

    Yields:
        A result for each task, in the order of the tasks.
    """
    stream = iter(tasks)
    first: list[Task] = []
    size = 0
    while size <= LITTLE and (task := next(stream, None)) is not None:
        first.append(task)
        size += _size(task)
    if size <= LITTLE:
        for task in first:
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
        for worker in self._all:
            worker.stop()  # again: one may have been starting
            worker.close()

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
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed in close()
        self._stopped = False
        self._deaths = 0

    def read(self, task: Task) -> Result:
        answer = None
        process = self._started()
        late = threading.Event()
        watch = threading.Timer(self._settings.max_seconds, _end, [process, late])
        watch.start()
        with suppress(BrokenPipeError):
            send(_open(process.stdin), task)
            answer = receive(_open(process.stdout))
        watch.cancel()
        if answer is not None:
            self._deaths = 0
            return msgspec.msgpack.decode(answer, type=Result)
        detail = self._died()
        if late.is_set():
            limit = f"{self._settings.max_seconds:g} seconds"
            detail = f"reading it was stopped after {limit}: raise --max-seconds and build with --retry, or split it"
            skipped = Skipped(uri=task.uri, stage="collect", reason="too slow", detail=detail)
            return Result(uri=task.uri, digest=task.digest, skipped=skipped)
        self._deaths += 1
        if self._deaths >= MOST_DEATHS and not self._stopped:
            raise RashomonError(f"{detail}; it did so for {self._deaths} documents in a row, so the build stopped")
        skipped = Skipped(uri=task.uri, stage="collect", reason="died", detail=detail)
        return Result(uri=task.uri, digest=task.digest, skipped=skipped)

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self._stopped = True
        process, self._process = self._process, None  # its thread may find the same at this very moment
        if process is not None:
            process.kill()
            process.wait()
            _close(process.stdin)
            _close(process.stdout)

    def close(self) -> None:
        """Let go of what the process wrote to its standard error; its thread has ended."""
        self._errors.close()

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._process is not None:
            return self._process
        if self._stopped:
            raise RashomonError("the build was stopped")
        package = Path(rashomon.__file__).parent.parent
        paths = [str(package), *filter(None, [os.environ.get("PYTHONPATH")])]
        process = self._process = subprocess.Popen(  # noqa: S603 - our own program, by the Python that runs this one
            [sys.executable, *COMMAND],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "OMP_NUM_THREADS": "1"},
            start_new_session=True,  # Ctrl-C is the build's to handle, not each worker's
        )
        answer = None
        with suppress(BrokenPipeError):
            send(_open(process.stdin), self._settings)
            answer = receive(_open(process.stdout))
        ready = msgspec.msgpack.decode(answer, type=Ready) if answer is not None else Ready(fault=self._died())
        if ready.fault is not None:
            raise UsageError(ready.fault) if ready.misuse else RashomonError(ready.fault)
        return process

    def _died(self) -> str:
        """Why the process died, in one line; the next task gets a new one."""
        process, self._process = self._process, None
        if process is None:
            return "the build was stopped"
        _close(process.stdin)
        try:
            code = process.wait(TO_END)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
        _close(process.stdout)
        self._errors.seek(0)
        lines = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        self._errors.seek(0)
        self._errors.truncate()
        last = f"; its last words: {lines[-1][:300]}" if lines else ""
        return f"the process that read it ended ({_ending(code)}){last}: give the machine more memory and build with --retry, or split it"


def _end(process: "subprocess.Popen[bytes]", late: threading.Event) -> None:
    late.set()
    process.kill()


def _size(task: Task) -> int:
    """Bytes of a task's document, as far as that is known without reading it."""
    if task.input is None:
        return len(task.document.text) if task.document is not None else 0
    if task.input.data is not None:
        return len(task.input.data)
    with suppress(OSError):  # what is wrong with the file is told when it is read
        return Path(task.input.path or "").stat().st_size
    return 0


def _ending(code: int) -> str:
    return f"killed by signal {-code}" if code < 0 else f"exit code {code}"


def _open(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise BrokenPipeError
    return stream


def _close(stream: IO[bytes] | None) -> None:
    with suppress(BrokenPipeError):  # what was not yet sent goes to nobody
        if stream is not None:
            stream.close()
