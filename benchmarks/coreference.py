"""Events across documents by gold mentions: ``python benchmarks/coreference.py GOLD.jsonl --score FOLDER [--half 0|1]``.

The gold mentions of ECB+ (``in_eval``) take the place of the mentions that the program finds: where one of ours overlaps, its
participants, time and type go with the gold span; elsewhere only the lemma of the span's head is known. Then linking runs as
in a build, and its events are scored by ``score.py`` of FOLDER. A topic belongs to one half by its number.
"""

import argparse
import importlib.util
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from rashomon.annotate import Annotated, annotate
from rashomon.ids import digest
from rashomon.knowledge import Knowledge
from rashomon.language import load
from rashomon.link import STEPS
from rashomon.model import EventMember, EventMention, make_document
from rashomon.record import store


def scorer(folder: Path) -> Any:  # noqa: ANN401 - a module
    """The scorer of a shared folder as a module."""
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f'"{folder}" holds no score.py: name the folder that does')
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def documents(gold: Iterable[dict[str, Any]], knowledge: Knowledge) -> Iterator[tuple[list[Any], dict[str, str]]]:
    """For each gold document its rows with gold mentions in place of ours, and the gold cluster of each mention."""
    language = load()
    for row in gold:
        wanted = [mention for mention in row["mentions"] if mention["kind"] == "event" and mention["in_eval"]]
        annotated = annotate(make_document(uri=row["doc_id"], text=row["text"]), language, knowledge)
        mentions = _placed(annotated, wanted)
        kept = {mention.event_mention_id for mention in mentions.values()}
        rows: list[Any] = [annotated.document, *mentions.values()]
        for table, found in annotated.rows():
            if table == "event_mentions":
                continue
            rows += [one for one in found if table != "arguments" or one.event_mention_id in kept]
        yield (
            [
                replace(one, event_mention_id=None)
                if getattr(one, "event_mention_id", None) and one.event_mention_id not in kept
                else one
                for one in rows
            ],
            {mentions[at].event_mention_id: wanted[at]["cluster"] for at in mentions},
        )


def _placed(annotated: Annotated, wanted: list[dict[str, Any]]) -> dict[int, EventMention]:
    """An event mention for each gold mention: ours moved to the gold span, or a bare one."""
    free = list(annotated.event_mentions)
    out: dict[int, EventMention] = {}
    for at, gold in enumerate(wanted):
        start, end = gold["start"], gold["end"]
        ours = max(
            (one for one in free if one.start_char < end and start < one.end_char),
            key=lambda one: min(one.end_char, end) - max(one.start_char, start),
            default=None,
        )
        if ours:
            free.remove(ours)
            out[at] = ours
            continue
        sentence = annotated.sentence_at(start)
        tokens = annotated.tokens(start, end)
        if sentence is None or not len(tokens):
            sentence = sentence or annotated.sentences[0]
        root = tokens.root if len(tokens) else None
        out[at] = EventMention(
            document_id=annotated.document.document_id,
            event_mention_id=digest(annotated.document.document_id, "gold", at),
            sentence_id=sentence.sentence_id,
            start_char=start,
            end_char=end,
            text=annotated.text(start, end),
            lemma=root.lemma_.lower() if root is not None else gold["text"].lower(),
            agent_expression="nominal" if root is not None and root.pos_ in ("NOUN", "PROPN") else "agentless",
        )
    return out


def linked(rows: list[Any], knowledge: Knowledge) -> dict[str, str]:
    """Event of each mention, by the steps of linking as an engine runs them."""
    connection = store.memory(rows)
    events: dict[str, str] = {}
    try:
        for _, step in STEPS:
            made = list(step(connection, knowledge))
            events |= {row.event_mention_id: row.event_id for row in made if isinstance(row, EventMember)}
            store.write(connection, made)
    finally:
        connection.close()
    return events


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--score", type=Path, required=True)
    parser.add_argument("--half", type=int, choices=(0, 1))
    asked = parser.parse_args()
    gold = [json.loads(line) for line in asked.gold.read_text(encoding="utf-8").splitlines()]
    if asked.half is not None:
        topics = sorted({row["topic"] for row in gold}, key=int)
        gold = [row for row in gold if topics.index(row["topic"]) % 2 == asked.half]
    knowledge = Knowledge()
    rows: list[Any] = []
    clusters: dict[str, str] = {}
    for found, of in documents(gold, knowledge):
        rows += found
        clusters |= of
    events = linked(rows, knowledge)
    sys.stdout.write(f"{len(gold)} documents, {len(clusters)} gold mentions\n")
    score = scorer(asked.score)
    score.show_coref("events, gold mentions", score.conll(clusters, {one: events[one] for one in clusters}))


if __name__ == "__main__":
    main()
