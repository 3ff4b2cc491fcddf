"""Score attributions on a file in PolNeAR's form: ``python benchmarks/attributions.py GOLD.jsonl [--errors | --cues] [--limit N]``.

Each line holds ``text`` and ``attributions`` with ``source``, ``cue`` and ``content`` as lists of offsets. Printed are content by
character, attributions found (contents that share half of their characters), those with the right source, and the layer's
speed alone on parsed text, in CPU time. ``--errors`` lists what was missed, ``--cues`` how often each cue is right.
"""

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rashomon.annotate import Annotated
from rashomon.annotate.attributions.layer import attributions
from rashomon.annotate.folding.fold import fold
from rashomon.annotate.mentions.layer import mentions
from rashomon.annotate.sentences import sentences
from rashomon.knowledge import Knowledge
from rashomon.language import load
from rashomon.model import make_document

ENOUGH = 0.5


def characters(text: str, spans: Iterable[Iterable[int]]) -> set[int]:
    """Offsets in the spans that hold no blank."""
    return {at for start, end in spans for at in range(start, end) if not text[at].isspace()}


def figures(right: int, found: int, due: int) -> str:
    """Precision, recall and F1 in a line."""
    return f"P {right / max(1, found):.3f}  R {right / max(1, due):.3f}  F1 {2 * right / max(1, found + due):.3f}"


def aligned(gold: list[set[int]], found: list[set[int]]) -> dict[int, int]:
    """For each content found, the gold content it shares most with, best pairs first."""
    pairs = []
    for j, mine in enumerate(found):
        for i, due in enumerate(gold):
            both = len(mine & due)
            if both and both / len(mine | due) >= ENOUGH:
                pairs.append((both / len(mine | due), i, j))
    taken: set[int] = set()
    out: dict[int, int] = {}
    for _, i, j in sorted(pairs, reverse=True):
        if i not in taken and j not in out:
            taken.add(i)
            out[j] = i
    return out


def main() -> None:
    """Read the gold file, annotate, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--cues", action="store_true")
    parser.add_argument("--limit", type=int)
    given = parser.parse_args()
    language, knowledge = load(), Knowledge()
    counts: dict[str, int] = defaultdict(int)
    cues: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    seconds, documents = 0.0, 0
    for line in given.gold.read_text("utf-8").splitlines()[: given.limit]:
        row: dict[str, Any] = json.loads(line)
        text = row["text"]
        annotated = Annotated(make_document(uri=str(documents), text=text), fold(text))
        annotated.read(*language.parse(annotated.blocks))
        annotated.sentences = list(sentences(annotated, knowledge))
        annotated.mentions = list(mentions(annotated, knowledge))
        start = time.process_time()
        found = list(attributions(annotated, knowledge))
        seconds += time.process_time() - start
        documents += 1
        gold = [item for item in row["attributions"] if item.get("content")]
        due = [characters(text, item["content"]) for item in gold]
        mine = [characters(text, item.content_spans) for item in found]
        all_due, all_mine = set().union(*due), set().union(*mine)
        counts["due"] += len(all_due)
        counts["mine"] += len(all_mine)
        counts["both"] += len(all_due & all_mine)
        counts["gold"] += len(gold)
        counts["found"] += len(found)
        matched = aligned(due, mine)
        for j, i in matched.items():
            counts["hit"] += 1
            source = characters(text, gold[i].get("source") or [])
            item = found[j]
            said = characters(text, [[item.source_start_char or 0, item.source_end_char or 0]])
            counts["source"] += (not source and not said) or len(source & said) >= ENOUGH * len(source | said) > 0
        for j, item in enumerate(found):
            cues[item.cue_lemma or "(none)"][0] += 1
            cues[item.cue_lemma or "(none)"][1] += j in matched
        if given.errors:
            for i in sorted(set(range(len(gold))) - set(matched.values())):
                content = gold[i]["content"]
                sys.stdout.write(f"MISSED\t{text[content[0][0] : content[-1][1]][:150]!r}\n")
    if given.cues:
        for lemma, (times, right) in sorted(cues.items(), key=lambda pair: (-pair[1][0], pair[0])):
            sys.stdout.write(f"{lemma}\t{times}\t{right / times:.2f}\n")
    sys.stdout.write(
        f"content, by character           {figures(counts['both'], counts['mine'], counts['due'])}\n"
        f"attribution found (IoU >= {ENOUGH})  {figures(counts['hit'], counts['found'], counts['gold'])}  {counts['gold']} gold\n"
        f"attribution and source right    {figures(counts['source'], counts['found'], counts['gold'])}\n"
        f"{documents} documents, {documents / max(seconds, 1e-9):.0f} documents/s (this layer, CPU time)\n"
    )


if __name__ == "__main__":
    main()
