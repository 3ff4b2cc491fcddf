"""Fit the weights of paths to places: ``python benchmarks/place_weights.py SET.jsonl [--write]``.

Reads rows with ``text`` and ``spans`` labelled VERB and LOCATION, as ``benchmarks/events.py places`` does. For each phrase of place in
the sentence of a marked verb the clues of its path are taken from the event layer itself; a phrase counts as right where it shares a
word with a marked location. A logistic regression with a quadratic penalty (Newton's method) gives the weights. They are fitted on one
half of the texts and measured on the other, both ways round, for several thresholds; ``--write`` then fits on all and writes
``knowledge/events/place_paths.toml``. Clues that hold in fewer than eighty phrases are left out.
"""

import json
import sys
import zlib
from collections import Counter
from pathlib import Path

import numpy as np

from rashomon.annotate import LAYERS, Annotated, fold
from rashomon.annotate.events.layer import Reading
from rashomon.annotate.events.place_paths import clues
from rashomon.knowledge import Knowledge
from rashomon.language import load
from rashomon.model import make_document

TABLE = Path(__file__).parents[1] / "src" / "rashomon" / "knowledge" / "events" / "place_paths.toml"
RAREST, PENALTY, LEAST = 80, 5.0, -0.6
SMALL = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "s",
        "and",
        "in",
        "for",
        "to",
        "at",
        "on",
        "by",
        "near",
        "troops",
        "forces",
        "government",
        "officials",
        "president",
        "minister",
        "state",
        "city",
        "province",
    ]
)
HEAD = """# What each clue of the path from an event to a phrase of place weighs; a place is taken where the sum is at least `least`.
# Made by benchmarks/place_weights.py from sentences with a marked verb and place (Halterman 2019, MIT licence); the clues are
# described in annotate/events/place_paths.py. Do not edit by hand: a user's own table replaces it whole.

"""


def words(text: str) -> set[str]:
    """Words that matter."""
    return {word for word in "".join(c if c.isalnum() else " " for c in text.lower()).split() if word not in SMALL}


def phrases(row: dict, language, knowledge: Knowledge) -> list[tuple[int, dict[str, int], bool]]:  # noqa: ANN001
    """For each phrase of place beside a marked verb: which mention it is for, the clues of its path, and whether it is right."""
    document = make_document(uri="row", text=row["text"])
    annotated = Annotated(document, fold(document.text, knowledge))
    annotated.read(*language.parse(annotated.blocks))
    for name, layer in LAYERS:
        if name == "attributions":
            break
        setattr(annotated, name, list(layer(annotated, knowledge)))
    if not len(annotated.parse):
        return []
    verbs = [span for span in row["spans"] if span["label"] == "VERB"]
    wanted = [words(row["text"][span["start"] : span["end"]]) for span in row["spans"] if span["label"] == "LOCATION"]
    reading = Reading(annotated, knowledge)
    out = []
    for number, found in enumerate(reading.find(0, len(reading.tree))):
        start, end = annotated.span(found.first, found.end)
        if not any(start < verb["end"] and verb["start"] < end for verb in verbs):
            continue
        told = found.told()
        weighed = reading.places.weighed(told)
        heads = [head for _, head, _ in weighed]
        for _, head, way in weighed:
            text = annotated.text(*annotated.span(*reading.phrases.span(head)))
            out.append(
                (number, clues(reading.phrases, told, head, way, heads), any(words(text) & one for one in wanted))
            )
    return out


def fit(table: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression with a quadratic penalty."""
    weights = np.zeros(table.shape[1])
    for _ in range(25):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (right - chance) - PENALTY * weights
        bend = (table * (chance * (1 - chance))[:, None]).T @ table + PENALTY * np.eye(len(weights))
        step = np.linalg.solve(bend, slope)
        weights += step
        if abs(step).max() < 1e-5:
            break
    return weights


def measure(given: list, sums: np.ndarray, least: float, due: dict[int, bool], half: set[int]) -> str:
    """Precision, recall and F1 of the weightiest phrase of each mention, on some rows."""
    best: dict[tuple[int, int], tuple[float, bool]] = {}
    for (row, mention, _, right), total in zip(given, sums, strict=True):
        if row in half and total >= least:
            best[row, mention] = max(best.get((row, mention), (total, right)), (total, right))
    said = {row for row, _ in best}
    hit = {row for (row, _), (_, right) in best.items() if right}
    wanted = sum(due[row] for row in half)
    precision, recall = len(hit) / max(1, len(said)), len(hit) / max(1, wanted)
    return f"P {precision:.3f}  R {recall:.3f}  F1 {2 * precision * recall / max(1e-9, precision + recall):.3f}"


def main() -> None:
    """Fit, measure, and write where asked to."""
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text("utf-8").splitlines() if line.strip()]
    language, knowledge = load(), Knowledge()
    given = []
    for number, row in enumerate(rows):
        given += [(number, *one) for one in phrases(row, language, knowledge)]
    due = {
        number: any(span["label"] == "LOCATION" and span["end"] > span["start"] for span in row["spans"])
        for number, row in enumerate(rows)
    }
    halves = [
        {number for number, row in enumerate(rows) if zlib.crc32(row["text"].strip().encode()) & 1 == half}
        for half in (0, 1)
    ]
    counted = Counter(clue for _, _, found, _ in given for clue in found)
    names = sorted(clue for clue, times in counted.items() if times >= RAREST)
    table = np.array([[found.get(name, 0) for name in names] for _, _, found, _ in given], float)
    right = np.array([one[3] for one in given], float)
    for half in (0, 1):
        sums = table @ fit(table[mask := np.array([one[0] in halves[half] for one in given])], right[mask])
        for least in (-1.0, -0.75, LEAST, -0.25, 0.0, 0.5):
            own, other = (measure(given, sums, least, due, halves[which]) for which in (half, 1 - half))
            print(f"fitted on half {half}, least {least:4.1f}: on it {own}; on the other half {other}")
    weights = fit(table, right)
    print(
        f"{len(given)} phrases of {len(rows)} rows, {len(names)} clues; on all: {measure(given, table @ weights, LEAST, due, set(due))}"
    )
    if "--write" in sys.argv:
        groups: dict[str, list[str]] = {}
        for name, weight in zip(names, weights, strict=True):
            group, _, rest = name.partition(" ")
            if abs(weight) >= 0.01:
                groups.setdefault(group, []).append(f'"{rest}" = {weight:.2f}')
        body = "\n".join(f"[weights.{group}]\n" + "\n".join(lines) + "\n" for group, lines in groups.items())
        TABLE.write_text(f"{HEAD}least = {LEAST}\n\n{body}", "utf-8")


if __name__ == "__main__":
    main()
