"""From files to documents: one module per format.

Two steps, so that an engine can skip what it knows and share out the rest::

    from rashomon import collect

    inputs = collect.find(paths, sources=None)  # UsageError: no such path, empty folder, bad table of sources
    for item in inputs:  # streams; in order of uri, whatever the order of paths
        if item.digest() in known:  # bytes, uri and row of the table of sources; CollectError if unreadable
            continue
        document = collect.read(item, knowledge, language=None, max_chars=collect.MAX_CHARS)  # CollectError

:func:`find` takes files, folders (read recursively) and ``-`` (standard input: JSON lines or one plain text).
:class:`Inputs` can be counted (``inputs.count()``, for a progress bar) and gone through again, except for
standard input.

:class:`Input` is a frozen record that can be pickled, one for each *document*: a JSON-lines file gives one for
each line, with the line in it. ``item.uri`` is always set (of a broken JSON line: file name and line number).
What is already known to be wrong (a broken JSON line, a README, a second use of a uri) comes as an input too,
with ``item.fault`` set; :func:`read` and :meth:`Input.digest` raise it as
:class:`~rashomon.errors.CollectError`, so that one place in the engine writes the row of ``skipped``: uri
``item.uri``, stage ``collect``, ``error.reason``, ``error.detail``. Catch the error inside the worker: reason and
detail are what crosses processes.

:func:`read` runs in a worker and gives one frozen :class:`~rashomon.model.Document` with ``document_id``,
``text_sha256`` and ``language`` filled; ``supersedes`` is left to the engine, which knows the record.
:func:`is_read` says whether the document's language is one that is analysed (English, or unsure).
:func:`renamed` applies a changed table of outlet aliases to a stored document, without reading it again.
:func:`extractors` names the extractors with their versions, for ``runs``.
Reasons of skipped inputs, with their meaning: :data:`REASONS`.
"""

from rashomon.collect.inputs import Input, Inputs, find
from rashomon.collect.outlets import renamed
from rashomon.collect.reading import MAX_CHARS, REASONS, extractors, is_read, read

__all__ = ["MAX_CHARS", "REASONS", "Input", "Inputs", "extractors", "find", "is_read", "read", "renamed"]
