"""Reading of very long texts: ``python benchmarks/long.py [--millions 2]``.

Each kind of text is read at half and at full length by every layer of one document's reading; twice the length should cost
about twice the processor time. The articles are those of ``examples/jutland``, over and over; the rest is hard input.
"""

import argparse
import sys
import time
from pathlib import Path

from rashomon.annotate import annotate
from rashomon.knowledge import Knowledge
from rashomon.language import load
from rashomon.model import make_document

ARTICLES = "\n\n".join(
    path.read_text("utf-8") for path in sorted((Path(__file__).parents[1] / "examples" / "jutland").glob("*.txt"))
)
KINDS = {
    "articles": ARTICLES + "\n\n",
    "articles in one line": " ".join(ARTICLES.split()) + " ",
    "no full stop": "the fleet sailed with Admiral Scheer and ",
    "one word": "x",
    "emoji": "🕊️ peace 👩‍👩‍👧‍👦! ",
    "right to left inside English": "The speaker said: “قال المتحدث إن القوات انسحبت” and left. ",
    "NUL bytes": "The \x00fleet\x00 sailed.\x00 \x00",
}


def main() -> None:
    """Read every kind at both lengths and print seconds and their ratio."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--millions", type=float, default=2.0, help="characters of the longer text")
    longest = int(options.parse_args().millions * 1e6)
    language, knowledge = load(), Knowledge()
    for kind, piece in KINDS.items():
        seconds = []
        for length in (longest // 2, longest):
            text = (piece * (length // len(piece) + 1))[:length]
            start = time.process_time()
            with language.zone():
                read = annotate(make_document(uri="long.txt", text=text), language, knowledge)
            seconds.append(time.process_time() - start)
        sys.stdout.write(
            f"{kind}: {longest // 2:,} characters {seconds[0]:.1f} s, {longest:,} {seconds[1]:.1f} s, "
            f"ratio {seconds[1] / seconds[0]:.2f}; {len(read.sentences):,} sentences, {len(read.mentions):,} mentions\n"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    main()
