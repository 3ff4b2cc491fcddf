"""Leaving a record as files: every table and view of the contract as ``<name>.<format>``, one module per format.

Each file holds all columns of its table in the codebook's order, and its rows in an order that is always the same
(:mod:`rashomon.record.order`). Formats differ only in how a value is written:

* ``jsonl``: one JSON object a line; lists and structs are JSON, days ``YYYY-MM-DD``, what is missing is ``null``.
* ``parquet``: lists and structs are native; ``extra``, whose keys differ from document to document, is JSON text.
* ``csv``: RFC 4180, UTF-8, with a header; lists and structs are JSON text in a cell, what is missing is an empty cell.
"""

from rashomon.export.export import FORMATS, export

__all__ = ["FORMATS", "export"]
