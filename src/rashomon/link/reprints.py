"""Reprints: which documents, or passages of them, another document published before.

A document most of whose words stand in an earlier one belongs to the earlier one's account. A shorter shared passage (an
agency report inside an article) is recorded with its offsets in both, and the events told in it count as the earlier
account's. A passage that stands in quotation marks in both is one source quoted twice: no reprint. What an outlet prints round
all its articles is no part of any.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

import duckdb
import numpy as np

from rashomon.knowledge import Knowledge
from rashomon.link import read
from rashomon.link.candidates import candidates
from rashomon.link.read import Doc
from rashomon.link.runs import Run, runs, sought
from rashomon.link.shingles import Numbers, Words, split
from rashomon.model import DocumentAccount, SharedPassage

Row = DocumentAccount | SharedPassage
Stretches = dict[str, list[tuple[int, int]]]

_HELD = 64  # earlier documents that are kept ready to be looked through


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
    left_out = _furniture(connection)
    outlets = _numbers([document.outlet for document in documents])
    shingles = [_shingles(document, left_out, size["shingle"]) for document in documents]
    found = candidates(shingles, outlets, least=max(1, (size["passage"] - size["shingle"]) // 2))
    del shingles
    earlier: dict[int, list[int]] = defaultdict(list)
    for one, other in found.pairs:
        earlier[other].append(one)

    def words(at: int) -> Words:
        """A document's words without its outlet's standing text."""
        document = documents[at]
        stretches = left_out[document.document_id]
        plain = split(document.text, stretches, size["shingle"])
        stands = np.flatnonzero(found.stands(outlets[at], plain.hashes))
        if not len(stands) or found.updates[at]:
            return plain
        ends = plain.ends[stands + size["shingle"] - 1]
        more = list(zip(plain.starts[stands].tolist(), ends.tolist(), strict=True))
        return split(document.text, [*stretches, *more], size["shingle"])

    ready = lru_cache(maxsize=_HELD)(lambda at: sought(words(at)))
    wordless: dict[str, str] = {}
    accounts: list[str] = []
    for at, document in enumerate(documents):
        own = words(at) if earlier[at] else None
        taken = np.zeros(len(own.starts) if own else 0, dtype=np.bool_)
        best: tuple[float, int] | None = None
        for origin in earlier[at]:
            if own is None:
                break
            there = ready(origin)
            passages = [
                run
                for run in runs(own, there, size["shingle"], size["passage"])
                if not _one_speaker(run, own, there.words, size["quoted"])
            ]
            share = sum(run.matched for run in passages) / max(1, len(taken))
            if passages and (best is None or share > best[0] + 0.02):
                best = (share, origin)
            for run in passages:
                if int(taken[run.start : run.end].sum()) * 2 < run.end - run.start:
                    yield _passage(run, document, documents[origin], own, there.words)
                    taken[run.start : run.end] = True
        if best is not None and best[0] >= size["account"]:
            accounts.append(accounts[best[1]])
            yield _account(document, accounts[at], round(min(1.0, best[0]), 3), _evidence(best[0], document))
            continue
        accounts.append(document.document_id)
        first = document.document_id
        if not any(map(str.isalnum, document.text)):
            first = wordless.setdefault(document.text, first)
        evidence = "first" if first == document.document_id else "same text"
        yield _account(document, first, 1.0, _credit(evidence, document))


def _furniture(connection: duckdb.DuckDBPyConnection) -> Stretches:
    out: Stretches = defaultdict(list)
    for document_id, start, end in connection.execute(
        "SELECT document_id, start_char, end_char FROM regions WHERE kind = 'furniture' ORDER BY document_id, start_char"
    ).fetchall():
        out[document_id].append((start, end))
    return out


def _numbers(outlets: Sequence[str | None]) -> list[int]:
    """A number for each outlet; -1 where none is known."""
    known: dict[str, int] = {}
    return [known.setdefault(outlet, len(known)) if outlet else -1 for outlet in outlets]


def _shingles(document: Doc, left_out: Stretches, size: int) -> Numbers:
    hashes = np.sort(split(document.text, left_out[document.document_id], size, marks=False).hashes)
    return hashes[np.insert(hashes[1:] != hashes[:-1], 0, True)] if len(hashes) else hashes


def _age(document: Doc) -> tuple[bool, str, bool, str, str]:
    """Order of publication: undated documents last; of one day, those that credit another behind those that credit none; then by uri."""
    day = str(document.published or "")
    return (document.published is None, day, document.original_outlet is not None, document.uri, document.document_id)


def _one_speaker(run: Run, later: Words, earlier: Words, most: float) -> bool:
    here, there = later.quoted[run.start : run.end], earlier.quoted[run.origin_start : run.origin_end]
    return bool(here.mean() > most and there.mean() > most)


def _passage(run: Run, document: Doc, origin: Doc, later: Words, earlier: Words) -> SharedPassage:
    return SharedPassage(
        document_id=document.document_id,
        start_char=int(later.starts[run.start]),
        end_char=int(later.ends[run.end - 1]),
        origin_document_id=origin.document_id,
        origin_start_char=int(earlier.starts[run.origin_start]),
        origin_end_char=int(earlier.ends[run.origin_end - 1]),
    )


def _account(document: Doc, account_id: str, shared: float, evidence: str) -> DocumentAccount:
    return DocumentAccount(document_id=document.document_id, account_id=account_id, shared=shared, evidence=evidence)


def _evidence(share: float, document: Doc) -> str:
    if share >= 0.98:
        return _credit("same text", document)
    return _credit(f"shared passages: {100 * share:.0f} % of the words", document)


def _credit(evidence: str, document: Doc) -> str:
    return f'{evidence}; printed credit "{document.original_outlet}"' if document.original_outlet else evidence
