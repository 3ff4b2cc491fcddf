"""Speed of the whole reading of a document: ``python benchmarks/speed.py SET.jsonl [--documents 100]``.

Reads rows with ``text``, takes those of 600 to 1,000 words until there are enough, and reads each as a build does: folding, parse, every
layer, every tie. Prints documents of 800 words a second on one core (processor time, so that other work on the machine counts
little), what all beside the parser costs of it, and what each step takes. The loading of model and tables is not counted.
"""

import argparse
import gc
import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rashomon.annotate import LAYERS, TIES, Annotated, fold
from rashomon.annotate.times.published import infer_published
from rashomon.engine.profile import PARSER
from rashomon.engine.worker import COLLECTED
from rashomon.knowledge import Knowledge
from rashomon.language import Language, load
from rashomon.model import Argument, EventMention, make_document

SHORTEST, LONGEST, DOCUMENT = 600, 1000, 800


def texts(file: Path, most: int) -> Iterator[str]:
    """Texts of about a document's length."""
    found = 0
    for line in file.read_text("utf-8").splitlines():
        text = json.loads(line).get("text", "") if line.strip() else ""
        if SHORTEST <= len(text.split()) <= LONGEST and found < most:
            found += 1
            yield text


def read(text: str, language: Language, knowledge: Knowledge, spent: Counter[str]) -> None:
    """Read one text, step by step, adding up the processor time of each."""
    last = time.process_time()

    def done(step: str) -> None:
        nonlocal last
        now = time.process_time()
        spent[step] += now - last
        last = now

    document = make_document(uri="benchmark", text=text)
    annotated = Annotated(document, fold(document.text, knowledge, title=document.title, author=document.author))
    done("folding")
    parsed = language.parse(annotated.blocks)
    done(PARSER)
    annotated.read(*parsed)
    done("table of words")
    infer_published(annotated, knowledge)
    for name, layer in LAYERS:
        rows: list[Any] = list(layer(annotated, knowledge))
        if name == "events":
            annotated.event_mentions = [row for row in rows if isinstance(row, EventMention)]
            annotated.arguments = [row for row in rows if isinstance(row, Argument)]
        else:
            setattr(annotated, name, rows)
        done(name)
    for name, tie in TIES:
        tie(annotated, knowledge)
        done(f"{name}, tying")


def main() -> None:
    """Read the texts once to warm up, once to measure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("file", type=Path, help="JSON lines with text")
    options.add_argument("--documents", type=int, default=100, help="documents that are read")
    given = options.parse_args()
    language, knowledge = load(), Knowledge()
    chosen = list(texts(given.file, given.documents))
    if not chosen:
        raise SystemExit(f'"{given.file}" has no text of {SHORTEST} to {LONGEST} words: give another set')
    spent: Counter[str] = Counter()
    for text in chosen[:10]:
        with language.zone():
            read(text, language, knowledge, Counter())
    gc.freeze()  # as a process that reads does
    gc.set_threshold(*COLLECTED)
    for text in chosen:
        with language.zone():
            read(text, language, knowledge, spent)
    words = sum(len(text.split()) for text in chosen)
    print(
        f"{len(chosen)} documents, {words} words: {words / DOCUMENT / spent.total():.1f} documents of {DOCUMENT} words a second"
    )
    print(
        f"words a second: parser {words / spent[PARSER]:.0f}, all {words / spent.total():.0f}; "
        f"all beside the parser costs {spent.total() / spent[PARSER] - 1:.2f} times the parser"
    )
    for step, seconds in spent.most_common():
        print(f"  {step:24} {seconds / spent.total():6.1%}  {1000 * seconds * DOCUMENT / words:6.1f} ms a document")


if __name__ == "__main__":
    main()
