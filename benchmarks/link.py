"""Time linking and comparing on an export: ``python benchmarks/link.py EXPORT_DIR`` (JSON lines, as ``rashomon export --to jsonl``)."""

import resource
import sys
import time
from pathlib import Path

import msgspec

from rashomon.compare import STEPS as COMPARE
from rashomon.knowledge import Knowledge
from rashomon.link import STEPS as LINK
from rashomon.model import READING
from rashomon.record import store


def rows(folder: Path) -> list[object]:
    """The rows of reading in an export; columns that views add are passed over."""
    out: list[object] = []
    for name, kind in READING.items():
        path = folder / f"{name}.jsonl"
        if path.exists():
            decode = msgspec.json.Decoder(kind).decode
            out += [decode(line) for line in path.read_bytes().splitlines() if line.strip()]
    return out


def main() -> None:
    """Print rows and seconds of each step, and the most memory used."""
    knowledge = Knowledge()
    read = rows(Path(sys.argv[1]))
    connection = store.memory(read)
    print(f"{len(read)} rows of reading")
    for name, step in [*LINK, *COMPARE]:
        start = time.perf_counter()
        made = list(step(connection, knowledge))
        took = time.perf_counter() - start
        store.write(connection, made)
        print(f"{name:12} {len(made):8} rows  {took:7.2f} s")
    print(f"most memory  {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")


if __name__ == "__main__":
    main()
