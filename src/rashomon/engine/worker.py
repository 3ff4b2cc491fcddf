"""A process that reads documents: tasks come in on standard input, results go out on standard output.

Each message is its length in eight bytes and its MessagePack. The first message holds the settings. The process ends when its
input ends, so it never outlives the build, however that dies.
"""

import os
import struct
import sys
from typing import IO

import msgspec

from rashomon.engine.reading import Settings, Task, read

LENGTH = struct.Struct(">Q")


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


def main() -> None:
    """Read tasks until there are no more."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get among the answers
    tasks = sys.stdin.buffer
    first = receive(tasks)
    if first is None:
        return
    settings = msgspec.msgpack.decode(first, type=Settings)
    while (message := receive(tasks)) is not None:
        send(answers, read(msgspec.msgpack.decode(message, type=Task), settings))


if __name__ == "__main__":
    main()
