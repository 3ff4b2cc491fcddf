"""Tasks for the executors, and how they are shared out: small chunks in files, a part of the reading takes several."""

import heapq
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from rashomon import collect
from rashomon.collect import remote
from rashomon.engine.reading import Task
from rashomon.errors import CollectError
from rashomon.record import elsewhere
from rashomon.record.keeping import Skipped

MOST = 2000
"""Tasks of the largest chunk."""
MOST_BYTES = 1 << 24
"""Bytes from which a chunk is full: a task may hold its document, as one from standard input does."""
CHUNKS = 4
"""Chunks for each part: documents are of unlike length."""
LARGEST = 20_000
"""Tasks of a part: what is lost where an executor dies."""

_encode = msgspec.msgpack.Encoder().encode


def stage(
    inputs: collect.Inputs, place: str, parts: int, *, left_out: Callable[[Path], bool]
) -> tuple[list[list[str]], list[Skipped]]:
    """Write the tasks.

    Chunks begin with one task and grow with what there is, so that few documents are shared out too, and many make few files.

    Args:
        inputs: What there is to read.
        place: The folder or address that the chunks are laid in.
        parts: Parts that keep all executors busy.
        left_out: Files that are no inputs.

    Returns:
        The chunks of each part, and the inputs of which no task can be made.

    Raises:
        OSError: The place cannot be written.
    """
    faults: list[Skipped] = []
    sizes: list[int] = []
    stream, done = _tasks(inputs, left_out, faults), 0
    while held := _chunk(stream, max(1, min(MOST, done // (CHUNKS * parts)))):
        with elsewhere.writing(f"{place}/{len(sizes):06}") as file:
            file.write(_encode(held))
        sizes.append(len(held))
        done += len(held)
    return shared(sizes, max(parts, -(-done // LARGEST))), faults


def shared(sizes: list[int], parts: int) -> list[list[str]]:
    """Share chunks out so that parts hold about as many tasks, the largest first.

    Args:
        sizes: Tasks of each chunk.
        parts: Parts at most.

    Returns:
        Names of chunks by part; none is empty.
    """
    found: list[list[str]] = [[] for _ in range(min(parts, len(sizes)))]
    waiting = [(0, number) for number in range(len(found))]
    for chunk in sorted(range(len(sizes)), key=lambda chunk: (-sizes[chunk], chunk)):
        held, number = waiting[0]
        heapq.heapreplace(waiting, (held + sizes[chunk], number))
        found[number].append(f"{chunk:06}")
    return found


def staged(place: str, chunks: list[str]) -> Iterator[Task]:
    """The tasks of a part.

    Args:
        place: Where the chunks were laid.
        chunks: Their names.

    Raises:
        OSError: They cannot be read.
    """
    for chunk in chunks:
        with elsewhere.reading(f"{place}/{chunk}") as file:
            held = msgspec.msgpack.decode(file.read(), type=list[bytes])
        for task in held:
            yield msgspec.msgpack.decode(task, type=Task)


def _tasks(inputs: collect.Inputs, left_out: Callable[[Path], bool], faults: list[Skipped]) -> Iterator[bytes]:
    for item in inputs:
        if item.path is not None and left_out(Path(item.path)):
            continue
        try:
            digest = item.digest()
        except CollectError as error:
            faults.append(Skipped(uri=item.uri, stage="collect", reason=error.reason, detail=error.detail))
            continue
        yield _encode(Task(uri=item.uri, input=_anywhere(item), corrections={}, digest=digest))


def _anywhere(item: collect.Input) -> collect.Input:
    """An input with the whole path of a file that is to be read: each executor stands in a folder of its own."""
    if item.path is None or item.data is not None or remote.is_remote(item.path):
        return item
    return msgspec.structs.replace(item, path=str(Path(item.path).absolute()))


def _chunk(stream: Iterator[bytes], most: int) -> list[bytes]:
    held: list[bytes] = []
    size = 0
    while len(held) < most and size < MOST_BYTES and (task := next(stream, None)) is not None:
        held.append(task)
        size += len(task)
    return held
