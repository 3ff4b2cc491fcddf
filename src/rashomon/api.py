"""The verbs of the package, as plain functions: what the command line does, from Python."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rashomon.engine.local import build as build_report
from rashomon.knowledge import Knowledge
from rashomon.record.reader import Record, open_record


def build(
    paths: Iterable[Path | str],
    record: Path | str,
    *,
    knowledge: Knowledge | Path | None = None,
    **options: Any,  # noqa: ANN401 - passed on as they are
) -> Record:
    """Read what is new or changed below the paths into a record, lay the accounts side by side, and open it.

    Args:
        paths: Files, folders, or ``-`` for standard input.
        record: The record's path; made when it is not there.
        knowledge: Tables to use: a folder to lay over the shipped ones, or a :class:`rashomon.knowledge.Knowledge`.
        options: As for :func:`rashomon.engine.local.build`: ``sources``, ``language``, ``language_model``, ``jobs``, ``max_chars``,
            ``max_seconds``, ``max_memory``, ``about``, ``offline``, ``retry``, ``progress``.

    Returns:
        The record, open for reading.

    Raises:
        UsageError: A path, table or option is off; nothing was touched.
        RecordError: The record cannot be written, is of another version, or is being built by another process.
    """
    tables = Knowledge(knowledge) if isinstance(knowledge, Path) else knowledge
    build_report([paths] if isinstance(paths, str | Path) else paths, record, knowledge=tables, **options)
    return open_record(record)
