"""Whose account a passage is: that of its document, or of the document that it is reprinted from."""

from collections import defaultdict
from typing import NamedTuple

import duckdb


class Tellers(NamedTuple):
    """Accounts of documents and of passages reprinted inside them."""

    whole: dict[str, str]
    passages: dict[str, list[tuple[int, int, str]]]

    def __call__(self, document_id: str, offset: int) -> str:
        """The account that tells what stands at the offset."""
        for start, end, account_id in self.passages.get(document_id, ()):
            if start <= offset < end:
                return account_id
        return self.whole.get(document_id, document_id)


def tellers(connection: duckdb.DuckDBPyConnection) -> Tellers:
    """Read whose account each document and each shared passage is."""
    whole = dict(connection.execute("SELECT document_id, account_id FROM document_accounts").fetchall())
    passages: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for document_id, start, end, origin in connection.execute(
        "SELECT document_id, start_char, end_char, origin_document_id FROM shared_passages ORDER BY document_id, start_char, origin_document_id"
    ).fetchall():
        passages[document_id].append((start, end, whole.get(origin, origin)))
    return Tellers(whole, dict(passages))
