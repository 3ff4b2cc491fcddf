"""Score claims and relations against sentences read by hand: ``python benchmarks/claims.py sample|score|agree|speed …``.

``sample --shared FOLDER [--seed N]`` draws sentences from the texts of FOLDER's ``gold/`` and prints their documents and offsets:
two thirds of any kind, one third with a connecting word in it (relations are rare). ``score --shared FOLDER [--half 0|1]
[--errors]`` reads ``claims_dev.json`` beside this file – documents, offsets and labels, no text – and prints precision and recall of
claims (the same predicate word) and of relations (both events and the kind), and how many claims found have the right kind.
Readings marked as doubtful count neither for nor against. ``agree`` prints how far the two readings by hand agree. ``speed
--shared FOLDER`` prints how much the two layers add to the time of a document.

``--unseen`` scores the 60 sentences of ``claims_unseen.json`` instead, drawn from other documents and read when the layers were done.

The sentences were read, and the layers written, by one and the same: the figures are those of a tuned-on set.
"""

import argparse
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rashomon.annotate import LAYERS, Annotated, annotate
from rashomon.knowledge import Knowledge
from rashomon.language import load
from rashomon.model import make_document

DEV = Path(__file__).with_name("claims_dev.json")
UNSEEN = Path(__file__).with_name("claims_unseen.json")
FILES = (
    "time/te3_timebank", "time/te3_aquaint", "time/wikiwars_odd", "attributions/polnear_dev", "names/re3d_documents",
    "across/newswcl50_even", "across/ecbplus_train",
)  # fmt: skip
"""Texts below ``gold/``, each with an equal share of the sample."""
DOCUMENTS = 12
"""Documents of a file that are drawn from."""
CONNECTING = re.compile(
    r"\b(after|following|because|since|in response|respon|retaliat|despite|although|to stop|prompt|led to|in order to|so that|due to|"
    r"triggered|before|pretext|in protest|over the|to prevent|caused|reason)\b"
)
LEAST, MOST = 6, 60
"""Words of a sentence that is drawn."""


def texts(shared: Path) -> Iterator[tuple[str, str, str, str | None]]:
    """File, document, text and day of publication of all texts that may be drawn from."""
    for name in FILES:
        path = shared / "gold" / f"{name}.jsonl"
        if not path.is_file():
            sys.stderr.write(f"left out: {path} is not there\n")
            continue
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            day = row.get("dct") or row.get("date")
            published = day[:10] if isinstance(day, str) and len(day) >= 10 else None
            yield name, str(row.get("doc_id") or row.get("_id")), row["text"], published


def sample(shared: Path, seed: int, number: int) -> list[dict[str, Any]]:
    """Sentences by seed: file, document, offsets."""
    chance = random.Random(seed)
    by_file: dict[str, list[tuple[str, str, str | None]]] = {}
    for name, document, text, day in texts(shared):
        by_file.setdefault(name, []).append((document, text, day))
    language, knowledge = load(), Knowledge()
    pools: dict[tuple[str, bool], list[dict[str, Any]]] = {}
    for name, found in by_file.items():
        for document, text, day in chance.sample(found, min(DOCUMENTS, len(found))):
            read = annotate(make_document(uri=document, text=text[:20_000], published=day), language, knowledge)
            for row in read.sentences:
                words = text[row.start_char : row.end_char]
                if LEAST <= len(words.split()) <= MOST:
                    one = {"file": name, "document": document, "start": row.start_char, "end": row.end_char}
                    pools.setdefault((name, bool(CONNECTING.search(words))), []).append(one)
    out: list[dict[str, Any]] = []
    for name in by_file:
        share = number // len(by_file)
        linked = chance.sample(pools[name, True], min(share // 3, len(pools[name, True])))
        rest = [one for key in (True, False) for one in pools.get((name, key), []) if one not in linked]
        out += linked + chance.sample(rest, share - len(linked))
    spare = [one for pool in pools.values() for one in pool if one not in out]
    out += chance.sample(spare, number - len(out))
    chance.shuffle(out)
    return [{"id": at, **one} for at, one in enumerate(out)]


Span = tuple[int, int]


class Tally:
    """Right, found and wanted."""

    def __init__(self) -> None:
        self.right = self.found = self.wanted = 0

    def __str__(self) -> str:
        precision = self.right / self.found if self.found else 0.0
        recall = self.right / self.wanted if self.wanted else 0.0
        return f"P {precision:.3f} ({self.right}/{self.found}), R {recall:.3f} ({self.right}/{self.wanted})"


def overlaps(one: Any, start: int, end: int) -> bool:  # noqa: ANN401 - a pair from JSON
    """Whether two spans share a character."""
    return bool(one[0] < end and start < one[1])


def score(rows: list[dict[str, Any]], read: dict[tuple[str, str], Annotated], *, errors: bool) -> None:
    """Print precision and recall of claims and relations, and the share of right kinds."""
    claims, relations, kinds, mixed = Tally(), Tally(), Counter[bool](), Counter[tuple[str, str]]()
    for row in rows:
        annotated = read[row["file"], row["document"]]
        text = annotated.document.text
        wanted = row["claims"]
        claims.wanted += sum(not one["doubtful"] for one in wanted)
        seen: set[int] = set()
        for claim in annotated.claims:
            start, end = claim.predicate_start_char, claim.predicate_end_char
            if start is None or end is None or not row["start"] <= start < row["end"]:
                continue
            hits = [
                at
                for at, one in enumerate(wanted)
                if overlaps((one["start"], one["end"]), start, end) and at not in seen
            ]
            if not hits:
                claims.found += 1
                if errors:
                    print(
                        "FALSE",
                        row["id"],
                        claim.kind,
                        "|",
                        claim.subject_text,
                        "|",
                        text[start:end],
                        "|",
                        claim.object_text,
                    )
                continue
            seen.add(hits[0])
            hit = wanted[hits[0]]
            if hit["doubtful"]:
                continue
            claims.found += 1
            claims.right += 1
            kinds[hit["kind"] == claim.kind] += 1
            if hit["kind"] != claim.kind:
                mixed[hit["kind"], claim.kind] += 1
                if errors:
                    print(
                        "KIND",
                        row["id"],
                        hit["kind"],
                        "->",
                        claim.kind,
                        "|",
                        text[claim.start_char : claim.end_char][:90],
                    )
        if errors:
            for at, one in enumerate(wanted):
                if at not in seen and not one["doubtful"]:
                    print("MISSED", row["id"], one["kind"], text[one["start"] : one["end"]])
        _relations(row, annotated, relations, errors=errors)
    print(f"claims {claims}; kind {kinds[True] / max(1, kinds.total()):.3f} ({kinds[True]}/{kinds.total()})")
    print(f"relations {relations}")
    if errors:
        print(mixed.most_common())


def _relations(row: dict[str, Any], annotated: Annotated, tally: Tally, *, errors: bool) -> None:
    text, wanted = annotated.document.text, row["relations"]
    tally.wanted += sum(not one["doubtful"] for one in wanted)
    by_id = {one.event_mention_id: one for one in annotated.event_mentions}
    seen: set[int] = set()
    for found in annotated.relations:
        if not row["start"] <= found.cue_start_char < row["end"]:
            continue
        left, right = by_id[found.from_id], by_id[found.to_id]
        hits = [
            at
            for at, one in enumerate(wanted)
            if one["kind"] == found.kind
            and overlaps(one["from"], left.start_char, left.end_char)
            and overlaps(one["to"], right.start_char, right.end_char)
        ]
        if hits:
            seen.update(hits)
            if not wanted[hits[0]]["doubtful"]:
                tally.found += 1
                tally.right += 1
            continue
        tally.found += 1
        if errors:
            print(
                "FALSE LINK",
                row["id"],
                found.kind,
                left.text,
                "<-",
                text[found.cue_start_char : found.cue_end_char],
                "-",
                right.text,
            )
    if errors:
        for at, one in enumerate(wanted):
            if at not in seen and not one["doubtful"]:
                print("MISSED LINK", row["id"], one["kind"], text[slice(*one["from"])], "<-", text[slice(*one["to"])])


def agree(rows: list[dict[str, Any]]) -> None:
    """Print how far the two readings agree on the sentences that were read twice: F1 of claims and links, alpha of kinds."""
    twice = [row for row in rows if "second" in row]
    claims, links, pairs = Tally(), Tally(), []
    for row in twice:
        first, second = row["claims"], row["second"]["claims"]
        claims.wanted += len(first)
        claims.found += len(second)
        for one in second:
            match = next(
                (other for other in first if (one["start"], one["end"]) == (other["start"], other["end"])), None
            )
            if match is not None:
                claims.right += 1
                pairs.append((match["kind"], one["kind"]))
        keys = [
            {(tuple(one["from"]), tuple(one["to"]), one["kind"]) for one in reading}
            for reading in (row["relations"], row["second"]["relations"])
        ]
        links.wanted += len(keys[0])
        links.found += len(keys[1])
        links.right += len(keys[0] & keys[1])
    for name, tally in (("claims", claims), ("relations", links)):
        print(f"{name}: F1 {2 * tally.right / max(1, tally.wanted + tally.found):.3f} ({len(twice)} sentences)")
    print(f"kinds of claims marked in both: Krippendorff's alpha {alpha(pairs):.3f} ({len(pairs)} claims)")


def alpha(pairs: list[tuple[str, str]]) -> float:
    """Krippendorff's alpha for two readings of nominal values, none missing."""
    counts = Counter(value for pair in pairs for value in pair)
    total = counts.total()
    if total < 2 or len(counts) < 2:
        return 1.0
    apart = sum(one != other for one, other in pairs) / len(pairs)
    chance = 1 - sum(count * (count - 1) for count in counts.values()) / (total * (total - 1))
    return 1 - apart / chance


def speed(shared: Path) -> None:
    """Print what the two layers add to the time of a document, on one core."""
    language, knowledge = load(), Knowledge()
    rows = [row for row in texts(shared) if row[0] == "time/te3_timebank"]
    spent: Counter[str] = Counter()
    for _, document, text, day in rows[:3] + rows:
        before = time.process_time()
        read = annotate(make_document(uri=document, text=text, published=day), language, knowledge)
        whole = time.process_time() - before
        read.frames = None
        before = time.process_time()
        for name, layer in LAYERS:
            if name in ("relations", "claims"):
                list(layer(read, knowledge))
        two = time.process_time() - before
        spent["two"] += int(two * 1e6)
        spent["whole"] += int(whole * 1e6)
    rest = spent["whole"] - spent["two"]
    print(
        f"claims and relations add {spent['two'] / rest:.1%} to {rest / len(rows) / 1e3:.1f} ms a document ({len(rows)} documents)"
    )


def main() -> None:
    """Run one of the four."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("sample", "score", "agree", "speed"))
    parser.add_argument("--shared", type=Path, help="folder with gold/")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--number", type=int, default=300)
    parser.add_argument("--half", type=int, choices=(0, 1), help="only the sentences with even (0) or odd (1) numbers")
    parser.add_argument("--unseen", action="store_true", help="score claims_unseen.json in place of claims_dev.json")
    parser.add_argument("--errors", action="store_true", help="print each wrong answer")
    options = parser.parse_args()
    if options.what == "agree":
        agree(json.loads(DEV.read_text("utf-8")))
        return
    if options.shared is None:
        parser.error("--shared FOLDER is due: the texts are not in this repository")
    if options.what == "sample":
        json.dump(sample(options.shared, options.seed, options.number), sys.stdout, indent=0)
    elif options.what == "speed":
        speed(options.shared)
    else:
        chosen = UNSEEN if options.unseen else DEV
        rows = [
            row
            for row in json.loads(chosen.read_text("utf-8"))
            if options.half is None or row["id"] % 2 == options.half
        ]
        due = {(row["file"], row["document"]) for row in rows}
        language, knowledge = load(), Knowledge()
        read = {
            (name, document): annotate(
                make_document(uri=document, text=text[:20_000], published=day), language, knowledge
            )
            for name, document, text, day in texts(options.shared)
            if (name, document) in due
        }
        score(rows, read, errors=options.errors)


if __name__ == "__main__":
    main()
