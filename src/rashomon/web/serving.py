"""Starting the server: ``rashomon serve``."""

import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from rashomon.errors import RashomonError
from rashomon.web import security
from rashomon.web.additions import ALL_BYTES
from rashomon.web.app import create
from rashomon.web.filing import Told
from rashomon.web.library import Library

UPLOAD_BYTES = ALL_BYTES + 8 * 1024 * 1024
"""Bytes of an upload, with what its form adds."""


def serve(
    record: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8717,
    names: tuple[str, ...] = (),
    key: str | None = None,
    told: Told | None = None,
    ready: Callable[[str], None] = print,
) -> None:
    """Show a record in the browser until stopped.

    Args:
        record: The record.
        host: Address to listen at; any but this machine's own asks for a key.
        port: Port; 0 for a free one.
        names: Other names that the server goes by.
        key: The key, where one of your own is wanted.
        told: Called as the pages' index is made.
        ready: Called with the address when the server listens.

    Raises:
        RashomonError: The record cannot be opened, or the port is taken.
    """
    library = Library(record, told)
    listening = _listen(host, port)
    with listening:
        port = listening.getsockname()[1]
        access = security.access(host, port, upload_bytes=UPLOAD_BYTES, names=names, key=key)
        shown = f"[{host}]" if ":" in host else host
        ready(f"http://{shown}:{port}/" + (f"?key={access.key}" if access.key else ""))
        config = uvicorn.Config(
            create(library, access), log_level="warning", access_log=False, server_header=False, proxy_headers=False,
            timeout_graceful_shutdown=2, limit_concurrency=200, lifespan="off",
        )  # fmt: skip
        uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(128)  # from now on a request waits, and is not refused
    except OSError as error:
        raise RashomonError(
            f'cannot listen at "{host}" port {port} ({error.strerror or error}): choose another with --port, or stop what listens there'
        ) from error
    return listening
