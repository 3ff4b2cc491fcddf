"""The record: one DuckDB file that holds what was read and what was found between documents.

How each guarantee is kept:

* **Nothing is half written.** A build works on ``RECORD.building`` beside the record and swaps it in with one rename when all is
  done (:mod:`rashomon.record.building`). Readers open the record itself, read-only: they never wait, and see the old or the
  new state, never something between.
* **Nothing read is lost.** Documents are committed in batches to the building file. A build that was killed is continued by the
  next one, if the record it started from is still the one in place.
* **Two builds at once are refused**, by a lock on a side file that the system frees when its holder dies
  (:mod:`rashomon.record.lock`).
* **Read once, joined later.** Rows of reading stand in the schema ``_reading`` and are never changed by linking; rows of linking
  stand in ``_linking`` and are made wholly anew; the views of the contract in ``main`` join them (:mod:`rashomon.record.views`).
* **One schema.** Tables are derived from the rows of :mod:`rashomon.model` (:mod:`rashomon.record.schema`); a record of
  another version is refused or migrated (:mod:`rashomon.record.migrations`).
* **No network.** DuckDB may neither install nor load extensions (:mod:`rashomon.record.store`).
* **It can be checked.** :mod:`rashomon.record.verify` proves hashes, offsets, quotes, references and counts.
"""
