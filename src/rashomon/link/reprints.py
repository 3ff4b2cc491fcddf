"""Reprints: which documents, or passages of them, another document published before.

A document most of whose words stand in an earlier one belongs to the earlier one's account. A shorter shared passage (an
agency report inside an article) is recorded with its offsets in both, and the events told in it count as the earlier
account's. A passage that stands in quotation marks in both is one source quoted twice: no reprint.
"""

from collections import defaultdict
from collections.abc import Iterator

import duckdb

from rashomon.knowledge import Knowledge
from rashomon.link import read
from rashomon.link.read import Doc
from rashomon.link.shingles import Run, Words, candidates, runs, split
from rashomon.model import DocumentAccount, SharedPassage

Row = DocumentAccount | SharedPassage


def reprints(connection: duckdb.DuckDBPyConnection, knowledge: Knowledge) -> Iterator[Row]:
    """Find accounts and shared passages.

    Args:
        connection: The record's tables of reading.
        knowledge: ``link.toml`` holds the sizes under ``reprints``.

    Yields:
        One :class:`~rashomon.model.DocumentAccount` for every document, and a :class:`~rashomon.model.SharedPassage` for each
        passage that an earlier document has; of several, the earliest.
    """
    size = knowledge.toml("link")["reprints"]
    documents = sorted(read.documents(connection), key=_age)
    furniture: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for document_id, start, end in connection.execute(
        "SELECT document_id, start_char, end_char FROM regions WHERE kind = 'furniture' ORDER BY document_id, start_char"
    ).fetchall():
        furniture[document_id].append((start, end))
    words = [split(document.text, furniture[document.document_id], size["shingle"]) for document in documents]
    earlier: dict[int, list[int]] = defaultdict(list)
    for one, other in candidates(words, least=max(1, (size["passage"] - size["shingle"]) // 2)):
        earlier[other].append(one)
    accounts: list[str] = []
    for at, document in enumerate(documents):
        taken = [False] * len(words[at].starts)
        best: tuple[float, int] | None = None
        same = next((one for one in range(at) if documents[one].text == document.text), None) if not taken else None
        for origin in earlier[at]:
            found = [
                run
                for run in runs(words[at], words[origin], size["shingle"], size["passage"])
                if not _one_speaker(run, words[at], words[origin], size["quoted"])
            ]
            share = sum(run.matched for run in found) / max(1, len(taken))
            if found and (best is None or share > best[0] + 0.02):
                best = (share, origin)
            for run in found:
                if sum(taken[run.start : run.end]) * 2 < run.end - run.start:
                    yield _passage(run, document, documents[origin], words[at], words[origin])
                    taken[run.start : run.end] = [True] * (run.end - run.start)
        if same is not None:
            best = (1.0, same)
        if best is not None and best[0] >= size["account"]:
            accounts.append(accounts[best[1]])
            yield DocumentAccount(
                document_id=document.document_id,
                account_id=accounts[at],
                shared=round(min(1.0, best[0]), 3),
                evidence=_evidence(best[0], document),
            )
        else:
            accounts.append(document.document_id)
            yield DocumentAccount(
                document_id=document.document_id,
                account_id=document.document_id,
                shared=1.0,
                evidence=_credit("first", document),
            )


def _age(document: Doc) -> tuple[bool, str, str, str]:
    """Order of publication; undated documents last, then by uri."""
    return (document.published is None, str(document.published or ""), document.uri, document.document_id)


def _one_speaker(run: Run, later: Words, earlier: Words, most: float) -> bool:
    here, there = later.quoted[run.start : run.end], earlier.quoted[run.origin_start : run.origin_end]
    return sum(here) > most * len(here) and sum(there) > most * len(there)


def _passage(run: Run, document: Doc, origin: Doc, later: Words, earlier: Words) -> SharedPassage:
    return SharedPassage(
        document_id=document.document_id,
        start_char=later.starts[run.start],
        end_char=later.ends[run.end - 1],
        origin_document_id=origin.document_id,
        origin_start_char=earlier.starts[run.origin_start],
        origin_end_char=earlier.ends[run.origin_end - 1],
    )


def _evidence(share: float, document: Doc) -> str:
    if share >= 0.98:
        return _credit("same text", document)
    return _credit(f"shared passages: {100 * share:.0f} % of the words", document)


def _credit(evidence: str, document: Doc) -> str:
    return f'{evidence}; printed credit "{document.original_outlet}"' if document.original_outlet else evidence
