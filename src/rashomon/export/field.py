"""The event tables of the field as files (:mod:`rashomon.export.fields`)."""

from pathlib import Path

from rashomon.export import cells
from rashomon.export.fields import LAYOUTS
from rashomon.export.fields.settings import settings
from rashomon.export.files import Choices
from rashomon.record.reader import Record


def write(record: Record, path: Path, to: str, choices: Choices) -> None:
    """Write one layout.

    Args:
        record: The record.
        path: The file.
        to: One of :data:`rashomon.export.fields.LAYOUTS`.
        choices: Tables, and the rule for one number of dead.
    """
    layout = LAYOUTS[to]
    chosen = settings(choices.knowledge, choices.best_rule)
    cells.write(path, [*layout.columns, *layout.more(chosen)], layout.rows(record, chosen), tabs=layout.tabs)
