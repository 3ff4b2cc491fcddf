"""Leaving a record as files, one module per format.

Three formats write every table and view of the contract as ``<name>.<format>`` into a folder. Each file holds all columns of its table
in the codebook's order, and its rows in an order that is always the same (:mod:`rashomon.record.order`). The formats differ only in how a value is written:

* ``jsonl``: one JSON object a line; lists and structs are JSON, days ``YYYY-MM-DD``, what is missing is ``null``.
* ``parquet``: lists and structs are native; ``extra``, whose keys differ from document to document, is JSON text.
* ``csv``: RFC 4180, UTF-8, with a header; lists and structs are JSON text in a cell, what is missing is an empty cell.

The others write one file: the field's event tables (:mod:`rashomon.export.fields`), and those of :mod:`rashomon.export.files`.
``docs/exports.md`` says what each holds.
"""

import sys
from types import ModuleType
from typing import Any

from rashomon.export.export import FORMATS, export

__all__ = ["FORMATS", "export"]


class _Verb(ModuleType):
    """This package, which may be called: ``rashomon.export(...)`` is a verb, and importing the package puts it under that name."""

    def __call__(self, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - passed on as they are
        return export(*arguments, **options)


sys.modules[__name__].__class__ = _Verb
