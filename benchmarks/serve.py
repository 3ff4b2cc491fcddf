"""How fast pages come: a record of many documents, twenty readers at once on loopback.

``python benchmarks/serve.py``: reads the shipped example, multiplies its rows to ``--documents`` documents with identifiers, outlets and
days of their own (the texts stay: every word of a search is found in thousands of documents, which is harder than any real collection),
starts ``rashomon serve`` on it, and lets ``--readers`` readers follow addresses of every kind of page without a pause between two. Prints
a table of the time to the first byte, in milliseconds.
"""

import argparse
import asyncio
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx2 as httpx

import rashomon
from rashomon.engine.local import build
from rashomon.record import schema, store, views
from rashomon.web import filing

OUTLETS = 40
SEED = 1916
PLAIN_IDS = ("actor_id", "place_id", "source_actor_id", "geonames_id")
"""Identifiers that all copies share: the same actors and places are told of in all documents."""
VALUES = """list_transform("values", lambda v: struct_update(v, ref_id := {ref}, as_of := v.as_of + {days}, earliest := v.earliest + {days},
    latest := v.latest + {days}, attribution_ids := list_transform(v.attribution_ids, lambda x: {x}), account_ids := list_transform(v.account_ids, lambda x: {x}),
    evidence := list_transform(v.evidence, lambda e: struct_update(e, document_id := {e}))))"""


def multiply(record: Path, documents: int) -> int:
    """Copy the rows of a record until it has so many documents; gives their number."""
    connection = store.connect(record, read_only=False)
    [(held,)] = connection.execute("SELECT count(*) FROM _reading.documents").fetchall()
    copies = -(-documents // held)
    connection.execute(f"CREATE TEMP TABLE copies AS SELECT range AS k FROM range(1, {copies})")
    for name, tables in schema.SCHEMAS.items():
        for table, row in tables.items():
            if table in ("runs", "skipped", "corrections", "actors", "places"):
                continue
            selected = ", ".join(
                f"{_copied(column, kind)} AS {schema.quoted(column)}" for column, kind in schema.columns(row).items()
            )
            columns = ", ".join(map(schema.quoted, schema.columns(row)))
            connection.execute(
                f"INSERT INTO {name}.{table} ({columns}) SELECT {selected} FROM (SELECT * FROM {name}.{table}) t, copies"
            )
    views.derive(connection)
    connection.execute(f"CHECKPOINT {store.CATALOG}")
    connection.close()
    return held * copies


def _copied(column: str, kind: str) -> str:
    name = schema.quoted(column)
    days = "(k // 2)::INTEGER"
    if column == "values":
        return VALUES.format(ref=_own("v.ref_id"), days=days, x=_own("x"), e=_own("e.document_id"))
    if column == "uri":
        return f"k || '/' || {name}"
    if column == "outlet":
        return f"{name} || ' ' || (1 + k % {OUTLETS // 7})"
    if kind == "DATE":
        return f"{name} + {days}"
    if (column.endswith("_id") and column not in PLAIN_IDS) or column in ("part_of", "supersedes"):
        return _own(name)
    return name


def _own(name: str) -> str:
    return f"CASE WHEN {name} IS NULL THEN NULL ELSE substr(md5({name} || '/' || k), 1, 20) END"


def addresses(base: str) -> dict[str, list[str]]:
    """Addresses by kind of page."""
    chosen = random.Random(SEED)
    with httpx.Client(base_url=base, timeout=120) as client:

        def some(path: str, key: str, count: int = 60) -> list[str]:
            rows = client.get(path).json()["rows"]
            return [row[key] for row in chosen.sample(rows, min(count, len(rows)))]

        events = some("/events.json?per=3000", "event_id", 200) + some(
            "/events.json?per=1000&accounts=2&page=3", "event_id", 200
        )
        documents = some("/documents.json?per=3000", "document_id", 200)
        actors, places = some("/actors.json", "actor_id"), some("/places.json", "place_id")
    outlets = [f"New+York+Dispatch+{number}" for number in range(1, 5)]
    return {
        "overview": ["/", "/?sort=accounts", "/?sort=spread"],
        "events": [f"/events?page={page}" for page in range(1, 200, 7)] + [f"/events?accounts=2&sort=accounts&page={page}" for page in range(1, 60, 9)],
        "events, filtered": [f"/events?outlet={name}&since=1917&page={page}" for name in outlets for page in range(1, 9)]
        + ["/events?actor=jellicoe", "/events?place=wilhelm&type=ASSAULT", "/events?actor=beatty&since=1917&until=1918"],
        "event": [f"/events/{name}" for name in events],
        "event, why": [f"/events/{name}/why?part=1" for name in events],
        "event, nearest": [f"/events/{name}/nearest?part=1&outlet={outlet}" for name in events[:60] for outlet in outlets[:2]],
        "differences": [f"/differences?status=differ&page={page}" for page in range(1, 40)] + [f"/differences?aspect=figure&page={page}" for page in range(1, 40)],
        "timeline": ["/timeline", *(f"/timeline?since={year}-{month:02}&until={year}-{month:02}" for year in (1916, 1917) for month in range(6, 13))],
        "map": ["/map", "/map?view=world", *(f"/map?outlet={name}" for name in outlets)],
        "documents": [f"/documents?page={page}" for page in range(1, 150, 3)],
        "document": [f"/documents/{name}?layers=said,actors,events,figures,times,places" for name in documents],
        "actors": ["/actors", "/actors?q=fleet"],
        "actor": [f"/actors/{name}" for name in actors] + [f"/actors/{name}/drawing?part=1" for name in actors],
        "places": ["/places"],
        "place": [f"/places/{name}" for name in places],
        "wording": [f"/wording?page={page}" for page in range(1, 60)] + ["/wording?q=jellicoe"],
        "search": [f"/search?q={words}" for words in ("Queen+Mary", "torpedo+boats", "%22Black+Prince%22", "admiral*", "losses", "Jellicoe+said", "signal")],
        "twins": [f"/events/{name}.json" for name in events[:50]] + [f"/documents/{name}.csv" for name in documents[:50]],
        "judgements": ["/judgements"],
    }  # fmt: skip


async def load(base: str, kinds: dict[str, list[str]], readers: int, seconds: float) -> dict[str, list[float]]:
    """Let readers follow addresses for a while; times to the first byte by kind of page, in milliseconds."""
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    until = time.monotonic() + seconds

    async def read(number: int) -> None:
        chosen = random.Random(SEED + number)
        async with httpx.AsyncClient(base_url=base, timeout=120) as client:
            while time.monotonic() < until:
                kind = chosen.choice(list(kinds))
                begun = time.perf_counter()
                async with client.stream("GET", chosen.choice(kinds[kind])) as answer:
                    body = answer.aiter_raw()
                    await anext(body, b"")
                    times[kind].append((time.perf_counter() - begun) * 1000)
                    async for _ in body:
                        pass
                    assert answer.status_code == 200, (kind, answer.status_code)

    await asyncio.gather(*(read(number) for number in range(readers)))
    return times


def main() -> None:
    """Make the record, serve it, read it, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--keep", type=Path, help="keep the record here, and use it again")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        record = given.keep or Path(scratch) / "many.duckdb"
        if not record.exists():
            build([rashomon.example()], record)
            print(f"{multiply(record, given.documents):,} documents", file=sys.stderr)
        begun = time.monotonic()
        with rashomon.open(record) as opened:
            counts = {
                name: len(opened.table(name))
                for name in ("documents", "sentences", "events", "event_mentions", "differences")
            }
            if not given.keep or not record.with_name(record.name + ".pages").exists():
                filing.file(opened, lambda what, done: print(f"  {what} {done}", file=sys.stderr))
                print(f"pages made in {time.monotonic() - begun:.0f} s", file=sys.stderr)
        words = [sys.executable, "-m", "rashomon", "serve", str(record), "--port", "0"]
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as server:
            try:
                assert server.stdout is not None
                base = server.stdout.readline().rsplit(" ", 1)[-1].strip()
                times = asyncio.run(load(base, addresses(base), given.readers, given.seconds))
            finally:
                server.terminate()
    table = {
        kind: {
            "pages": len(each),
            "median": round(statistics.median(each)),
            "p99": round(sorted(each)[int(len(each) * 0.99)]),
        }
        for kind, each in {**times, "all": [one for each in times.values() for one in each]}.items()
        if each
    }
    print(json.dumps({"counts": counts, "readers": given.readers, "table": table}, indent=1) if given.json else "")
    for kind, row in table.items():
        print(f"| {kind} | {row['pages']} | {row['median']} | {row['p99']} |")


if __name__ == "__main__":
    main()
