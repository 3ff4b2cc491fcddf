"""Score the layer of figures alone: ``python benchmarks/figures.py DOCUMENTS.jsonl INCIDENTS.jsonl [--half 0|1] [--errors]``.

DOCUMENTS has ``doc_id``, ``text``, ``dct`` (day of publication or null), ``incident``; INCIDENTS has ``incident_uri``,
``num_killed``, ``num_injured``. The document's answer for a kind is the most frequent exact value among its figures of that
kind, the earliest of equals. Printed are precision (over the documents with an answer) and recall (over those whose incident
has any victim), and documents a second of the layer on one core, the parse not counted. Files that are not there are left
out, and said so.
"""

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from rashomon.annotate import Annotated, fold
from rashomon.annotate.figures.layer import figures
from rashomon.knowledge import Knowledge
from rashomon.language import load
from rashomon.model import Figure, make_document

KINDS = ("killed", "injured")


def answer(found: list[Figure], kind: str) -> float | None:
    """The document's answer for a kind, or None."""
    exact = [
        row.low for row in sorted(found, key=lambda row: row.start_char) if row.kind == kind and row.low == row.high
    ]
    values = [value for value in exact if value is not None]
    return max(values, key=lambda value: (values.count(value), -values.index(value))) if values else None


def rows(path: Path) -> list[dict[str, Any]]:
    """Lines of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def main() -> None:
    """Read the gold, run the layer, print the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", type=Path)
    parser.add_argument("incidents", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1), help="only the documents with even (0) or odd (1) numbers")
    parser.add_argument("--errors", action="store_true", help="print each wrong answer")
    options = parser.parse_args()
    for path in (options.documents, options.incidents):
        if not path.is_file():
            print(f"left out: {path} is not there", file=sys.stderr)
            return
    frames = {row["incident_uri"]: row for row in rows(options.incidents)}
    language, knowledge = load(), Knowledge()
    counts: Counter[tuple[str, str]] = Counter()
    seconds, number = 0.0, 0
    for index, row in enumerate(rows(options.documents)):
        if options.half is not None and index % 2 != options.half:
            continue
        document = make_document(uri=row["doc_id"], text=row["text"], published=(row.get("dct") or "")[:10] or None)
        annotated = Annotated(document, fold(document.text))
        annotated.read(*language.parse(annotated.blocks))
        start = time.process_time()
        found = list(figures(annotated, knowledge))
        seconds += time.process_time() - start
        number += 1
        for kind in KINDS:
            wanted = frames.get(row["incident"], {}).get(f"num_{kind}")
            if wanted is None:
                continue
            given = answer(found, kind)
            counts[kind, "due"] += wanted > 0
            counts[kind, "answered"] += given is not None
            counts[kind, "right"] += given == wanted
            counts[kind, "found"] += given == wanted and wanted > 0
            if options.errors and given is not None and given != wanted:
                print(kind, row["doc_id"], wanted, given, sep="\t")
    for kind in KINDS:
        precision = counts[kind, "right"] / max(1, counts[kind, "answered"])
        recall = counts[kind, "found"] / max(1, counts[kind, "due"])
        print(f"{kind:8} P {precision:.3f}  R {recall:.3f}  answered {counts[kind, 'answered']} of {number} documents")
    print(f"{number / max(seconds, 1e-9):.0f} documents/s")


if __name__ == "__main__":
    main()
