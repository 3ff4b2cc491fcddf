"""Time linking: ``python benchmarks/link.py EXPORT_DIR`` (JSON lines, as ``rashomon export --to jsonl``), or ``--mentions 10000 ...``.

An export is linked and compared as it is. ``--mentions`` makes collections of so many event mentions each: stories of one to
twelve documents, thirty mentions a document, acts, states and names by Zipf's law, days around publication. The record is a file, as in
a build. Each size runs in a process of its own, so that its peak of memory is its own.
"""

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from math import log
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from rashomon.compare import STEPS as COMPARE
from rashomon.ids import digest
from rashomon.knowledge import Knowledge
from rashomon.link import STEPS as LINK
from rashomon.link.event_features import features
from rashomon.model import READING, Argument, EventMention, Mention, Sentence, make_document
from rashomon.record import store, views

ACTS = ["attack", "kill", "shell", "bomb", "arrest", "accuse", "meet", "withdraw", "deploy", "protest", "agree", "demand", "reject", "wound", "seize", "visit"]  # fmt: skip
TYPES = ["ASSAULT", "ASSAULT", "ASSAULT", "ASSAULT", "COERCE", "ACCUSE", "CONSULT", "RETREAT", "MOBILIZE", "PROTEST", "AGREE", "REQUEST", "REJECT", "ASSAULT", "ASSAULT", "CONSULT"]  # fmt: skip
SYLLABLES = ["ba", "dor", "mi", "ran", "sel", "tu", "vik", "lo", "gar", "ne", "pol", "shi"]
MENTIONS_A_DOCUMENT = 30


def rows(folder: Path) -> Iterator[object]:
    """The rows of reading in an export; columns that views add are passed over."""
    for name, kind in READING.items():
        path = folder / f"{name}.jsonl"
        if path.exists():
            decode = msgspec.json.Decoder(kind).decode
            yield from (decode(line) for line in path.read_bytes().splitlines() if line.strip())


def word(number: int) -> str:
    """A made-up word, another for each number."""
    out = ""
    while number or not out:
        number, part = divmod(number, len(SYLLABLES))
        out += SYLLABLES[part]
    return out


def simulated(mentions: int) -> Iterator[object]:
    """Rows of reading of a made-up collection with so many event mentions."""
    made = random.Random(mentions)
    states = ["Denmark", "Sweden", "Norway", "Finland", "Iceland", "Poland", "Latvia", "Estonia"]
    zipf = [1 / (rank + 1) for rank in range(len(ACTS))]
    story = left = 0
    own: list[str] = []
    day = date(1950, 1, 1)
    for number in range(mentions // MENTIONS_A_DOCUMENT):
        if not left:
            story, left = story + 1, min(12, int(made.paretovariate(1.2)))
            own = [word(20_000 + story * 8 + at).capitalize() for at in range(8)]
            day = date(1950, 1, 1) + timedelta(made.randrange(7000))
        left -= 1
        sentences = []
        for _ in range(MENTIONS_A_DOCUMENT):
            act = made.choices(range(len(ACTS)), zipf)[0]
            doer = made.choice(states) if made.random() < 0.5 else made.choice(own)
            common = " ".join(word(int(made.paretovariate(0.7)) % 20_000) for _ in range(14))
            sentences.append((act, doer, made.choice(own), f"{doer} {ACTS[act]} {made.choice(own)} {common}."))
        published = day + timedelta(made.randrange(3))
        document = make_document(
            uri=f"d{number}.txt", text=" ".join(said[3] for said in sentences), published=published.isoformat()
        )
        yield document
        at = 0
        for act, doer, _, said in sentences:
            yield from _telling(document.document_id, at, act, doer, said, published, made)
            at += len(said) + 1


def _telling(document: str, at: int, act: int, doer: str, said: str, published: date, made: random.Random) -> list[Any]:
    start = at + len(doer) + 1
    end = start + len(ACTS[act])
    whom = said[end - at + 1 :].split(" ", 1)[0]
    sentence, event = digest(document, "s", at), digest(document, "e", start)
    dated = made.random() < 0.3
    told = published - timedelta(made.randrange(4))
    out: list[Any] = [
        Sentence(document_id=document, sentence_id=sentence, start_char=at, end_char=at + len(said)),
        EventMention(
            document_id=document, event_mention_id=event, sentence_id=sentence, start_char=start, end_char=end, text=ACTS[act],
            lemma=ACTS[act], event_type=TYPES[act], earliest=told if dated else None, latest=told if dated else None,
            time_basis="clause" if dated else "none",
        ),
    ]  # fmt: skip
    for role, text, first in (("actor", doer, at), ("recipient", whom, end + 1)):
        mention = digest(document, "m", first)
        kind = "PERSON" if role == "recipient" else "GOVERNMENT"
        out += [
            Mention(
                document_id=document, mention_id=mention, start_char=first, end_char=first + len(text), head_start_char=first,
                head_end_char=first + len(text), text=text, form="name", kind=kind,
            ),
            Argument(
                document_id=document, event_mention_id=event, role=role, start_char=first, end_char=first + len(text), text=text,
                mention_id=mention, basis="simulated",
            ),
        ]  # fmt: skip
    return out


def timed(read: Iterable[object], steps: list[tuple[str, Any]], folder: Path, *, count: bool) -> tuple[float, float]:
    """Print rows, seconds and memory of each step; the seconds of all, and those of the processor."""
    knowledge = Knowledge()
    connection = store.connect(folder / "record.duckdb", read_only=False, work=folder / "work")
    store.prepare(connection)
    sys.stdout.write(f"{store.write(connection, read, folder)} rows of reading\n")
    connection.execute(
        "INSERT INTO _keeping.readings SELECT uri, document_id, NULL, NULL, 'simulated', true FROM _reading.documents"
    )
    views.derive(connection)
    store.look_at(connection, "_current", "_linking")
    total = works = 0.0
    for name, step in steps:
        if count and name == "events":
            keys = np.bincount(features(connection, knowledge).table["keys"].combine_chunks().flatten().to_numpy())
            proposed = int((keys * (keys - 1) // 2).sum())
            sys.stdout.write(f"{'pairs':12} {proposed:8} proposed by blocking keys, repeats counted\n")
        start, worked = time.perf_counter(), time.process_time()
        made = store.write(connection, step(connection, knowledge), folder)
        took, worked = time.perf_counter() - start, time.process_time() - worked
        total, works = total + took, works + worked
        sys.stdout.write(
            f"{name:12} {made:8} rows  {took:7.2f} s, up to {peak():.0f} MB, {worked:7.2f} s of processor\n"
        )
        sys.stdout.flush()
    connection.close()
    return total, works


def peak() -> float:
    """Most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def alone(size: int) -> dict[str, float]:
    """Time one size in a process of its own, with what it prints; processor seconds of the steps that cost most, and of all."""
    found: dict[str, float] = {}
    with subprocess.Popen(
        [sys.executable, __file__, "--mentions", str(size)], stdout=subprocess.PIPE, text=True
    ) as run:
        for line in run.stdout or ():
            sys.stdout.write(line)
            sys.stdout.flush()
            words = line.split()
            if line.endswith("of processor\n") and words[0] in {"events", "all"}:
                found[words[0]] = float(words[-4])
    if run.returncode:
        raise SystemExit(run.returncode)
    return found


def main() -> None:
    """Print rows and seconds of each step, and the most memory used."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--mentions", type=int, nargs="+")
    asked = parser.parse_args()
    if asked.mentions and len(asked.mentions) > 1:
        costs = [alone(size) for size in asked.mentions]
        for (few, before), (many, after) in pairwise(zip(asked.mentions, costs, strict=True)):
            for name in before:
                power = log(max(after[name], 0.01) / max(before[name], 0.01)) / log(many / few)
                sys.stdout.write(f"{few} to {many}: processor time of {name} grows by the power {power:.2f}\n")
        return
    if not asked.mentions and not asked.folder:
        parser.error("give a folder of JSON lines, or --mentions")
    with tempfile.TemporaryDirectory() as scratch:
        read = simulated(asked.mentions[0]) if asked.mentions else rows(asked.folder)
        sys.stdout.write(f"{asked.mentions[0] if asked.mentions else asked.folder} event mentions\n")
        total, works = timed(read, [*LINK, *COMPARE], Path(scratch), count=bool(asked.mentions))
    sys.stdout.write(f"most memory {peak():.0f} MB\n")
    sys.stdout.write(f"all steps {total:7.2f} s, {works:7.2f} s of processor\n")


if __name__ == "__main__":
    main()
