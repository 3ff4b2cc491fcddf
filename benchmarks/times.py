"""Score the layer of time expressions alone: ``python benchmarks/times.py GOLD... [--half 0|1] [--errors]``.

GOLD are JSON-lines files, or folders of them: ``doc_id``, ``text``, ``dct`` (day of publication or null), ``timexes`` with
``start``, ``end``, ``value``. Printed are strict and relaxed F1 of the spans, relaxed F1 with the value right (TempEval-3), and
documents a second of the layer on one core, the parse and the one reading of the tables not counted. Files that are not
there are left out, and said so.
"""

import argparse
import json
import re
import sys
import time
from pathlib import Path
from typing import Any

from rashomon.annotate import Annotated, fold
from rashomon.annotate.times.forms import build_grammar
from rashomon.annotate.times.layer import times
from rashomon.knowledge import Knowledge
from rashomon.language import load
from rashomon.model import Time, make_document

Span = tuple[int, int]


def canonical(value: str | None) -> str:
    """A TIMEX3 value in one spelling: decades and centuries in years, twelve months as a year, weeks in days."""
    value = (value or "").strip().upper()
    if match := re.fullmatch(r"P(\d+)(DE|CE)", value):
        value = f"P{int(match[1]) * (10 if match[2] == 'DE' else 100)}Y"
    if (match := re.fullmatch(r"P(\d+)M", value)) and int(match[1]) % 12 == 0:
        value = f"P{int(match[1]) // 12}Y"
    if match := re.fullmatch(r"P(\d+)W", value):
        value = f"P{7 * int(match[1])}D"
    return value


def outer(timexes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Gold expressions that lie in no longer one."""

    def inside(one: dict[str, Any], other: dict[str, Any]) -> bool:
        longer = other["end"] - other["start"] > one["end"] - one["start"]
        return bool(longer and other["start"] <= one["start"] and one["end"] <= other["end"])

    return [one for one in timexes if not any(inside(one, other) for other in timexes)]


def align(gold: list[Span], found: list[Span]) -> list[tuple[int, int]]:
    """Pairs that overlap, the closest first, each expression once."""
    pairs = sorted(
        (abs(one[0] - other[0]) + abs(one[1] - other[1]), i, j)
        for i, one in enumerate(gold)
        for j, other in enumerate(found)
        if one[0] < other[1] and other[0] < one[1]
    )
    out: list[tuple[int, int]] = []
    for _, i, j in pairs:
        if all(i != known and j != taken for known, taken in out):
            out.append((i, j))
    return out


def score(path: Path, half: int | None, *, errors: bool) -> None:
    """Read one gold set and print its line of the table."""
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    rows = lines if half is None else lines[half::2]
    knowledge, language = Knowledge(), load()
    knowledge.once(build_grammar)
    strict = relaxed = value = due = said = 0
    seconds = 0.0
    for row in rows:
        document = make_document(uri=row["doc_id"], text=row["text"], published=(row.get("dct") or "")[:10] or None)
        annotated = Annotated(document, fold(row["text"]))
        annotated.read(*language.parse(annotated.blocks))
        start = time.process_time()
        found: list[Time] = list(times(annotated, knowledge))
        seconds += time.process_time() - start
        gold = outer(row["timexes"])
        spans = [(one["start"], one["end"]) for one in gold], [(one.start_char, one.end_char) for one in found]
        pairs = align(*spans)
        due, said, relaxed = due + len(gold), said + len(found), relaxed + len(pairs)
        strict += sum(spans[0][i] == spans[1][j] for i, j in pairs)
        right = [canonical(gold[i]["value"]) == canonical(found[j].value) for i, j in pairs]
        value += sum(right)
        if errors:
            for (i, j), good in zip(pairs, right, strict=True):
                if not good:
                    print("VALUE", row["doc_id"], repr(found[j].text), gold[i]["value"], found[j].value, sep="\t")
    figures = [f"{2 * hits / max(1, due + said):.3f}" for hits in (strict, relaxed, value)]
    print(f"{path.stem:24} {len(rows):5}  {'  '.join(figures)}  {len(rows) / max(1e-9, seconds):6.0f}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    print(f"{'set':24} {'docs':>5}  {'strict':6} {'relax.':6} {'value':6} {'docs/s':>7}")
    for path in given.gold:
        files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
        if not files or not files[0].is_file():
            print(f"{path}: no gold set is there, left out")
            continue
        for file in files:
            score(file, given.half, errors=given.errors)


if __name__ == "__main__":
    sys.exit(main())
