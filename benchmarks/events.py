"""Score events: ``python benchmarks/events.py types|places SET.jsonl [--errors] [--half 0|1]``, or ``speed FILE...``.

``types`` reads rows with ``sentence``, ``source``, ``target`` and ``gold_root``; the coder is not told source and target. ``places``
reads rows with ``text`` and ``spans`` labelled VERB and LOCATION. ``speed`` prints documents of 800 words a second of the layer alone
and of all layers, on one core, for text files.
"""

import json
import re
import sys
import time
from collections import Counter
from pathlib import Path

from rashomon.annotate import LAYERS, Annotated, annotate, fold
from rashomon.annotate.events.layer import events
from rashomon.knowledge import Knowledge
from rashomon.language import load
from rashomon.model import make_document

OLDER = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


def words(text: str | None) -> set[str]:
    """Lower-case words of a phrase."""
    return set(re.findall(r"\w+", (text or "").lower()))


def read(text: str) -> tuple[list, dict]:
    """Event mentions of a text, and the first argument of each role by mention."""
    annotated = annotate(make_document(uri="benchmark", text=text), load(), KNOWLEDGE)
    first: dict[tuple[str, str], str] = {}
    for row in sorted(annotated.arguments, key=lambda row: row.start_char):
        first.setdefault((row.event_mention_id, row.role), row.text)
    return annotated.event_mentions, first


def types(rows: list[dict], *, errors: bool) -> None:
    """Accuracy of the type of the mention whose participants fit best, and per type precision and recall."""
    right: Counter[str] = Counter()
    due: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for row in rows:
        mentions, first = read(row["sentence"])

        def fit(mention, first=first, row=row) -> int:  # noqa: ANN001
            actor, recipient = (first.get((mention.event_mention_id, role)) for role in ("actor", "recipient"))
            return bool(words(actor) & words(row["source"])) + bool(words(recipient) & words(row["target"]))

        best = min(mentions, key=lambda m: (-fit(m), m.event_type is None, m.start_char), default=None)
        found = OLDER.get(best.event_type, best.event_type) if best and best.event_type else "none"
        due[row["gold_root"]] += 1
        said[found] += 1
        right[found] += found == row["gold_root"]
        if errors and found != row["gold_root"]:
            print(row["gold_root"], found, best.text if best else "", row["sentence"], sep=" | ")
    for name in sorted(due):
        print(f"{name:10} P {right[name] / max(1, said[name]):.3f}  R {right[name] / due[name]:.3f}  {due[name]}")
    print(f"type accuracy {right.total() / max(1, len(rows)):.3f} of {len(rows)}")


def places(rows: list[dict], *, errors: bool) -> None:
    """Precision, recall and F1 of the place of the mention on the marked verb."""
    right = found = due = 0
    for row in rows:
        verbs = [span for span in row["spans"] if span["label"] == "VERB"]
        wanted = [row["text"][span["start"] : span["end"]] for span in row["spans"] if span["label"] == "LOCATION"]
        mentions, first = read(row["text"])
        got = [
            first[mention.event_mention_id, "place"]
            for mention in mentions
            if (mention.event_mention_id, "place") in first
            and any(mention.start_char < verb["end"] and verb["start"] < mention.end_char for verb in verbs)
        ]
        good = any(words(a) & words(b) for a in got for b in wanted if b)
        right += good
        found += bool(got)
        due += any(wanted)
        if errors and not good and (got or any(wanted)):
            print(wanted, got, row["text"].strip(), sep=" | ")
    precision, recall = right / max(1, found), right / max(1, due)
    print(f"places P {precision:.3f}  R {recall:.3f}  F1 {2 * precision * recall / max(1e-9, precision + recall):.3f}")


def speed(paths: list[str]) -> None:
    """Documents of 800 words a second, the layer alone and the whole reading."""
    language = load()
    tokens = 0
    alone = whole = 0.0
    for path in paths:
        document = make_document(uri=path, text=Path(path).read_text("utf-8"))
        started = time.process_time()
        annotated = Annotated(document, fold(document.text))
        annotated.read(*language.parse(annotated.blocks))
        for name, layer in LAYERS:
            before = time.process_time()
            rows = list(layer(annotated, KNOWLEDGE))
            if layer is events:
                alone += time.process_time() - before
            else:
                setattr(annotated, name, rows)
        whole += time.process_time() - started
        tokens += len(annotated.parse)
    print(
        f"{tokens} tokens: events alone {tokens / 800 / alone:.0f}, all layers {tokens / 800 / whole:.0f} documents/s"
    )


KNOWLEDGE = Knowledge()

if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in ("types", "places", "speed"):
        sys.exit(__doc__)
    if sys.argv[1] == "speed":
        speed(sys.argv[2:])
    else:
        gold = [json.loads(line) for line in Path(sys.argv[2]).read_text("utf-8").splitlines() if line.strip()]
        if "--half" in sys.argv:
            gold = gold[int(sys.argv[sys.argv.index("--half") + 1]) :: 2]
        {"types": types, "places": places}[sys.argv[1]](gold, errors="--errors" in sys.argv)
