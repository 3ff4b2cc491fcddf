"""A record as Python sees it: a thin shell over read-only SQL."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import duckdb
import msgspec

from rashomon.errors import RecordError
from rashomon.record import elsewhere, folder, migrations, store, views
from rashomon.record.order import ORDER

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]


class Table:
    """One table or view of a record; iterating gives its rows as dictionaries, in the contract's order.

    Args:
        record: The record.
        name: The table's name.
    """

    def __init__(self, record: "Record", name: str) -> None:
        self._record = record
        self.name = name

    def __iter__(self) -> Iterator[Row]:
        return self._record.rows(f"SELECT * FROM {self.name} ORDER BY {ORDER[self.name]}")

    def __len__(self) -> int:
        return int(self._record.query(f"SELECT count(*) AS n FROM {self.name}")[0]["n"])

    def where(self, **equal: object) -> list[Row]:
        """Rows whose columns equal the given values.

        Args:
            equal: Values by column; None finds rows without a value.
        """
        test = " AND ".join(f'"{column}" IS NOT DISTINCT FROM ?' for column in equal) or "true"
        return self._record.query(
            f"SELECT * FROM {self.name} WHERE {test} ORDER BY {ORDER[self.name]}", list(equal.values())
        )

    def to_pandas(self) -> "pd.DataFrame":
        """The table as a pandas frame; pandas has to be installed."""
        return self._record.to_pandas(self.name)


class Record:
    """A record, opened to read: it never waits for a build, and sees the state at which it was opened.

    Tables and views of the contract are attributes (``record.events``); each is a :class:`Table`. Only ``differences`` is asked for
    by :meth:`table`, since :meth:`differences` gives them beside their events.

    Args:
        path: The record: a file, a folder of Parquet tables, or the address of such a folder (``s3://...``), which is copied to
            a temporary folder and read there until the record is closed.

    Raises:
        RecordError: It is not there, is no record, or is of another schema version.
        UsageError: It is an address, and what reads such addresses is not installed.
    """

    def __init__(self, path: Path | str) -> None:
        self._copy: TemporaryDirectory[str] | None = None
        if elsewhere.is_address(path):
            self._copy = TemporaryDirectory(prefix="rashomon-")
            try:
                path = elsewhere.copied(str(path), Path(self._copy.name))
            except BaseException:
                self._copy.cleanup()
                raise
        self.path = Path(path)
        if folder.is_folder(self.path):
            self._connection = folder.connect(self.path)
            return
        if not self.path.is_file():
            raise RecordError(f'record "{self.path}" is not there: build it with rashomon build PATH -o {self.path}')
        self._connection = store.connect(self.path, read_only=True)
        try:
            migrations.check(self._connection, self.path)
        except RecordError:
            self._connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Record({str(self.path)!r})"

    def __getattr__(self, name: str) -> Table:
        if name in views.CONTRACT:
            return Table(self, name)
        raise AttributeError(f'a record has no table "{name}": it has {", ".join(views.CONTRACT)}')

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The read-only DuckDB connection, for :mod:`rashomon.export` and one's own work."""
        return self._connection

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
        if self._copy is not None:
            self._copy.cleanup()

    def table(self, name: str) -> Table:
        """A table or view of the contract.

        Raises:
            RecordError: There is none of that name.
        """
        if name not in views.CONTRACT:
            raise RecordError(f'a record has no table "{name}": it has {", ".join(views.CONTRACT)}')
        return Table(self, name)

    def rows(self, sql: str, parameters: list[object] | None = None) -> Iterator[Row]:
        """Rows of a query, one after the other.

        Args:
            sql: The query; ``?`` stands for a parameter.
            parameters: Values in the order of the question marks.

        Yields:
            A dictionary for each row; days are ``datetime.date``, lists are lists, structs and JSON are dictionaries.

        Raises:
            RecordError: The file is damaged.
        """
        try:
            yield from self._rows(sql, parameters or [])
        except duckdb.Error as error:
            if store.broken(error):
                raise migrations.damaged(self.path, error) from error
            raise

    def _rows(self, sql: str, parameters: list[object]) -> Iterator[Row]:
        cursor = self._connection.cursor()
        cursor.execute(f"USE {store.CATALOG}")
        cursor.execute(sql, parameters)
        names = [column[0] for column in cursor.description or []]
        as_json = {index for index, column in enumerate(cursor.description or []) if str(column[1]) == "JSON"}
        while chunk := cursor.fetchmany(1000):
            for values in chunk:
                yield {
                    name: msgspec.json.decode(value) if index in as_json and value is not None else value
                    for index, (name, value) in enumerate(zip(names, values, strict=True))
                }

    def query(self, sql: str, parameters: list[object] | None = None) -> list[Row]:
        """Rows of a query, all at once; arguments as for :meth:`rows`."""
        return list(self.rows(sql, parameters))

    def timeline(self) -> list[Row]:
        """Events with a day, by day: first the earliest, of equals the one told by more accounts."""
        return self.query(
            "SELECT * FROM events WHERE earliest IS NOT NULL ORDER BY earliest, latest, n_accounts DESC, title, event_id"
        )

    def differences(self, *, status: str | None = None) -> list[Row]:
        """What accounts give for each aspect of each event, side by side, in order of the events' days.

        Args:
            status: ``same``, ``compatible``, ``differ``, ``update`` or ``incomparable``; all by default.
        """
        return self.query(
            "SELECT d.*, e.title, e.event_type, e.earliest AS event_earliest, e.latest AS event_latest "
            "FROM differences d JOIN events e USING (event_id) WHERE ? IS NULL OR d.status = ? "
            "ORDER BY e.earliest NULLS LAST, e.title, e.event_id, d.aspect, d.across, d.values::VARCHAR",
            [status, status],
        )

    def to_pandas(self, table: str) -> "pd.DataFrame":
        """A table or view as a pandas frame.

        Args:
            table: Its name.

        Raises:
            RecordError: pandas is not installed, or there is no such table.
        """
        if importlib.util.find_spec("pandas") is None:
            raise RecordError(
                'pandas is not installed: install it with pip install "rashomon[pandas]", or iterate over the table'
            )
        name = self.table(table).name
        return self._connection.execute(f"SELECT * FROM {name} ORDER BY {ORDER[name]}").df()


def open_record(path: Path | str) -> Record:
    """Open a record to read; see :class:`Record`."""
    return Record(path)
