"""A process that reads documents: tasks come in on standard input, results go out on standard output.

Each message is its length in eight bytes and its MessagePack. The first message holds the settings; the answer says whether
tables and language pipeline could be loaded. The process ends when its
input ends, so it never outlives the build, however that dies.
"""

import gc
import os
import struct
import sys
from typing import IO

import msgspec

from rashomon.engine.reading import Ready, Settings, Task, prepare, read, warm
from rashomon.errors import RashomonError, UsageError

LENGTH = struct.Struct(">Q")
COLLECTED = 50_000, 20, 50
"""Objects after which memory is looked through for what is no longer used: about those of three documents, not of every sentence."""


def send(stream: IO[bytes], message: msgspec.Struct) -> None:
    """Write one message."""
    data = msgspec.msgpack.encode(message)
    stream.write(LENGTH.pack(len(data)) + data)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """Read one message; None where the stream ends."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    data = stream.read(length)
    return data if len(data) == length else None


def _limit(megabytes: int) -> None:
    """Keep this process from taking more memory, where the system can: it then raises MemoryError."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    wanted = megabytes << 20
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def main() -> None:
    """Read tasks until there are no more."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get among the answers
    tasks = sys.stdin.buffer
    first = receive(tasks)
    if first is None:
        return
    settings = msgspec.msgpack.decode(first, type=Settings)
    _limit(settings.max_memory)
    try:
        prepare(settings)
        warm(settings)
    except RashomonError as error:
        send(answers, Ready(fault=str(error), misuse=isinstance(error, UsageError)))
        return
    except Exception as error:  # noqa: BLE001 - whatever a pipeline of the user's raises goes to the user through the build
        send(answers, Ready(fault=f"the language pipeline cannot be loaded ({type(error).__name__}: {error})"))
        return
    gc.freeze()  # tables and pipeline stay: to look through them again and again for what is no longer used takes long
    gc.set_threshold(*COLLECTED)
    send(answers, Ready())
    while (message := receive(tasks)) is not None:
        send(answers, read(msgspec.msgpack.decode(message, type=Task), settings))


if __name__ == "__main__":
    main()
