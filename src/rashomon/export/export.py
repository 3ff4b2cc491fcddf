"""Leaving a record: the one function for every format."""

from pathlib import Path

from rashomon.errors import UsageError
from rashomon.export import files, tables
from rashomon.export.fields.settings import RULES
from rashomon.export.files import Choices
from rashomon.knowledge import Knowledge
from rashomon.record.reader import Record

FORMATS: dict[str, str] = {**{name: form.about for name, form in tables.FORMATS.items()}, **files.FILES_ABOUT}
"""Formats by name, with what each gives; a new one is a module beside these and a line in :mod:`rashomon.export.tables` or
:mod:`rashomon.export.files`."""


def export(
    record: Record,
    to: str,
    target: Path | str,
    *,
    best_rule: str | None = None,
    excel: bool = False,
    knowledge: Knowledge | Path | None = None,
) -> list[Path]:
    """Write a record in a format.

    Files of an earlier export are replaced, all at the end: what stood there stays whole if anything goes wrong. Nothing else
    is touched.

    Args:
        record: The record.
        to: One of :data:`FORMATS`.
        target: A folder for ``jsonl``, ``parquet`` and ``csv``, made when it is not there; else a file.
        best_rule: For ``ged`` and ``acled``: how to settle on one number of dead; none is settled on without it.
        excel: For ``tellings``: begin the file with a byte-order mark.
        knowledge: Tables to use: a folder to lay over the shipped ones, or a :class:`rashomon.knowledge.Knowledge`.

    Returns:
        The files.

    Raises:
        UsageError: No such format or rule; an option that the format does not take; the folder is a file, or holds other things than
            exports; the file is a folder, or is named like something else.
        RecordError: A file cannot be written.
    """
    if to not in FORMATS:
        raise UsageError(f'format "{to}" is not known: use one of {", ".join(FORMATS)}')
    if best_rule is not None and best_rule not in RULES:
        raise UsageError(f'rule "{best_rule}" is not known: use one of {", ".join(RULES)}')
    if best_rule is not None and to not in files.RULED:
        raise UsageError(
            f'format "{to}" has no best number: leave out --best-rule, or use one of {", ".join(files.RULED)}'
        )
    if excel and to != "tellings":
        raise UsageError(f'format "{to}" takes no byte-order mark: --excel goes with --to tellings')
    if to in tables.FORMATS:
        return tables.write(record, to, Path(target))
    laid = knowledge if isinstance(knowledge, Knowledge) else Knowledge(knowledge)
    return [files.write(record, to, Path(target), Choices(laid, best_rule, excel))]
