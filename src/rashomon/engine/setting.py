"""Correcting what is known of a document after a build."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, cast

import duckdb
import msgspec
from msgspec.structs import replace

from rashomon.collect import MAX_CHARS
from rashomon.engine.correct import checked
from rashomon.engine.keys import model_key
from rashomon.engine.local import Work
from rashomon.engine.reading import Settings, Task
from rashomon.engine.report import Report, Told
from rashomon.errors import NotFoundError, RecordError, UsageError
from rashomon.ids import digest
from rashomon.knowledge import Knowledge
from rashomon.model import Document
from rashomon.record import schema, store
from rashomon.record.building import Building, state_token
from rashomon.record.keeping import Correction


def set_metadata(
    record: Path | str,
    document: str,
    values: Mapping[str, str | date | None],
    *,
    knowledge: Knowledge | None = None,
    progress: Told | None = None,
) -> Report:
    """Correct what a record says of one document; the correction goes before the file in every later build.

    The document is read again from its stored text, with the options and the model of the last build, and the record linked and compared anew, so that the record is the one that
    a build with the right metadata would have made.

    Args:
        record: The record.
        document: A ``uri``, a ``document_id``, or the end of a uri that only one document has.
        values: New values by column (:data:`rashomon.engine.correct.COLUMNS`); None or "" empties a column.
        knowledge: The tables; the shipped ones by default.
        progress: As for :func:`rashomon.engine.local.build`.

    Returns:
        What was done.

    Raises:
        UsageError: A column cannot be corrected, or a value is none for it.
        NotFoundError: No document goes by that name, or several do.
        RecordError: The record cannot be opened or written.
    """
    if not values:
        raise UsageError("nothing was given to correct: write column=value, outlet=Reuters say")
    changes = {column: checked(column, value) for column, value in values.items()}
    path = Path(record)
    if not path.is_file():
        raise RecordError(f'record "{path}" is not there: build it with rashomon build PATH -o {path}')
    knowledge = knowledge or Knowledge()
    with store.told(path, "correction"), Building(path) as building:
        state = building.state()
        if state is None:
            raise RecordError(f'record "{path}" is not there: build it first')
        found = _find(state, document)
        connection = building.writing()
        with store.transaction(connection):
            for column, value in changes.items():
                connection.execute(
                    'DELETE FROM _keeping.corrections WHERE uri = ? AND "column" = ?', [found.uri, column]
                )
                store.write(connection, [Correction(uri=found.uri, column=column, value=value)], building.work)
        options = last_options(connection)
        language_model = cast("str | None", options.get("language_model"))
        work = Work(building, knowledge, 1, progress, options, model_key(language_model))
        work.given = set(work.known)
        settings = Settings(
            overlay=str(knowledge.overlay) if knowledge.overlay is not None else None,
            language_model=language_model,
            language=None,
            max_chars=MAX_CHARS,
        )
        task = Task(uri=found.uri, document=found, corrections=work.writer.corrections[found.uri])
        work.run([task], settings, jobs=1)
        work.finish()
        return work.report()


def withdraw(record: Path | str, document: str, columns: Sequence[str] = ()) -> list[str]:
    """Take corrections back. What the file says was not kept beside them, so the next build with the texts reads it again.

    Args:
        record: The record.
        document: As for :func:`set_metadata`.
        columns: Columns whose corrections are taken back; all by default.

    Returns:
        The columns of which a correction was taken back, in alphabetical order.

    Raises:
        UsageError: There is no such correction.
        NotFoundError: No document goes by that name, or several do.
        RecordError: The record cannot be opened or written.
    """
    path = Path(record)
    if not path.is_file():
        raise RecordError(f'record "{path}" is not there: build it with rashomon build PATH -o {path}')
    with store.told(path, "correction"), Building(path) as building:
        state = building.state()
        if state is None:
            raise RecordError(f'record "{path}" is not there: build it first')
        found = _find(state, document)
        there = {
            row[0]
            for row in state.execute('SELECT "column" FROM _keeping.corrections WHERE uri = ?', [found.uri]).fetchall()
        }
        given = sorted(set(columns) or there)
        missing = [column for column in given if column not in there]
        if missing or not given:
            had = ", ".join(sorted(there)) or "none"
            raise UsageError(f'"{found.uri}" has no correction of {", ".join(missing) or "any column"}: it has {had}')
        base = state_token(state)
        connection = building.writing()
        with store.transaction(connection):
            connection.execute(
                'DELETE FROM _keeping.corrections WHERE uri = ? AND list_contains(?, "column")', [found.uri, given]
            )
        building.swap(digest("withdrawn", base, found.uri, *given))
    return given


def _find(connection: duckdb.DuckDBPyConnection, name: str) -> Document:
    columns = ", ".join(map(schema.quoted, schema.columns(Document)))
    rows = connection.execute(
        f"SELECT {columns} FROM _current.documents WHERE uri = $name OR document_id = $name "
        "OR (ends_with(uri, $name) AND $name <> '') ORDER BY uri = $name DESC, document_id = $name DESC, uri LIMIT 4",
        {"name": name},
    ).fetchall()
    found = [_document(row) for row in rows]
    if not found:
        raise NotFoundError(
            f'no document "{name}" is in the record: give a uri or document_id as rashomon show lists them'
        )
    if len(found) > 1 and name not in (found[0].uri, found[0].document_id):
        names = ", ".join(f'"{document.uri}"' for document in found[:3])
        raise NotFoundError(f'"{name}" fits several documents ({names}): give the whole uri')
    return found[0]


def _document(values: tuple[Any, ...]) -> Document:
    row = dict(zip(schema.columns(Document), values, strict=True))
    row["extra"] = msgspec.json.decode(row["extra"]) if row["extra"] else None
    document = msgspec.convert(row, Document)
    if document.published_basis == "inferred":  # what the text itself told is read from it again
        document = replace(document, published=None, published_at=None, published_basis="unknown")
    return document


def last_options(connection: duckdb.DuckDBPyConnection) -> dict[str, str | int | None]:
    """Options of the last build: a correction reads the one document as that build would have.

    Args:
        connection: The record.
    """
    last = schema.meta(connection, "state")  # not the latest by the clock, which may have been set back
    row = connection.execute(
        "SELECT options FROM _keeping.runs ORDER BY run_id = $last DESC, started DESC, run_id LIMIT 1",
        {"last": last or ""},
    ).fetchone()
    options: dict[str, str | int | None] = msgspec.json.decode(row[0]) if row else {}
    return options or {"language": None, "language_model": None, "max_chars": MAX_CHARS}
