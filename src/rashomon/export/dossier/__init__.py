"""The record as one HTML file that opens from disk, prints, and needs neither server nor script.

What was given, the events that several accounts tell with all tellings side by side, the reasons they state, what differs, what was
searched, what is said of matters, the other events, the documents with their hashes. It is written section by section, and shows what was read, without readers' judgements.
"""

from rashomon.export.dossier.writing import write

__all__ = ["write"]
