"""Taking documents out of a record, with all that came from them."""

from collections.abc import Iterable
from pathlib import Path
from typing import cast

import duckdb

from rashomon.engine.keys import model_key
from rashomon.engine.local import Work
from rashomon.engine.report import Report, Told
from rashomon.engine.setting import last_options
from rashomon.errors import NotFoundError, RecordError, UsageError
from rashomon.knowledge import Knowledge
from rashomon.model import READING
from rashomon.record import beside, store
from rashomon.record.building import Building
from rashomon.record.keeping import KEEPING
from rashomon.record.schema import columns

BY_URI = tuple(name for name, row in KEEPING.items() if "uri" in columns(row))
"""Tables of bookkeeping that tell of inputs."""


def forget(
    record: Path | str, documents: Iterable[str], *, knowledge: Knowledge | None = None, progress: Told | None = None
) -> Report:
    """Take documents out of a record: all versions of their texts, every row read from them, their corrections.

    What stands between documents is linked and compared anew, as if they had never been given, and the file is written anew, so
    that their words are not left in its unused pages. So is what readers in the browser left beside it: its index of pages, their
    judgements of these documents, the files they added. Copies, exports and ``RECORD.v1`` of a migration are not touched; a build
    that is given the same texts again reads them again.

    Args:
        record: The record.
        documents: A ``uri`` or ``document_id`` each, of a document or of a skipped input.
        knowledge: The tables that linking uses; the shipped ones by default.
        progress: As for :func:`rashomon.engine.local.build`.

    Returns:
        What the record holds then.

    Raises:
        UsageError: No document was named.
        NotFoundError: A document is not in the record; nothing was forgotten.
        RecordError: The record cannot be opened or written.
    """
    names = list(documents)
    if not names:
        raise UsageError("no document was named: give uris or document_ids as rashomon show lists them")
    path = Path(record)
    if not path.is_file():
        raise RecordError(f'record "{path}" is not there: build it with rashomon build PATH -o {path}')
    with store.told(path, "forgetting"), Building(path) as building:
        state = building.state()
        if state is None:
            raise RecordError(f'record "{path}" is not there: build it first')
        uris = sorted({_uri(state, name) for name in names})
        connection = building.writing()
        with store.transaction(connection):
            _remove(connection, uris)
        options = last_options(building.writing())
        language_model = cast("str | None", options.get("language_model"))
        work = Work(building, knowledge or Knowledge(), 0, progress, options, model_key(language_model))
        work.given = set(work.known)
        work.writer.changed = True
        work.finish(anew=True)
        beside.forget(path, uris)
        return work.report()


def _uri(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    """The uri that a name stands for: of any version of a document, or of an input that was skipped."""
    found = connection.execute(
        "SELECT uri FROM _reading.documents WHERE uri = $name OR document_id = $name "
        "UNION SELECT uri FROM _keeping.skipped WHERE uri = $name ORDER BY uri = $name DESC LIMIT 1",
        {"name": name},
    ).fetchone()
    if found is None:
        raise NotFoundError(
            f'no document "{name}" is in the record: give a uri or document_id as rashomon show lists them'
        )
    return str(found[0])


def _remove(connection: duckdb.DuckDBPyConnection, uris: list[str]) -> None:
    given = "SELECT document_id FROM _reading.documents WHERE uri IN (SELECT unnest($uris))"
    for table in READING:
        if table != "documents":
            connection.execute(f"DELETE FROM _reading.{table} WHERE document_id IN ({given})", {"uris": uris})
    connection.execute("DELETE FROM _reading.documents WHERE uri IN (SELECT unnest($uris))", {"uris": uris})
    for table in BY_URI:
        connection.execute(f"DELETE FROM _keeping.{table} WHERE uri IN (SELECT unnest($uris))", {"uris": uris})
