"""No regular expression of the program takes more than linear time, whatever the text."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from adversaries import texts

import rashomon

PROGRAM = Path(__file__).parent / "helpers" / "shipped_patterns.py"
SIZE = 4000
LITTLE = 0.004
"""Seconds of the processor: what a text of :data:`SIZE` takes less than is not quadratic."""
FEW = range(4, 40, 4)
"""Repetitions that are tried first: where each more of them doubles the cost, :data:`SIZE` would never end."""
MUCH = 0.1
"""Seconds of the processor that no text of so few repetitions takes."""
STEEPEST = 3.0
"""What twice the length may cost, in times: two where it is linear, four where it is quadratic."""
CHECKED_ALONE = "rashomon.annotate.folding.marker_patterns:104"
"""Parts of larger expressions are compiled there to be checked; only the whole ones are used."""
WINDOWED = {"rashomon.link.publicity": 90, "rashomon.link.tables": 60}
"""Expressions that only ever see so many characters of a text."""


def cost(use: Callable[[str], object], text: str, times: int) -> float:
    """Seconds of the processor, the least of some runs."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        use(text)
        best = min(best, time.process_time() - start)
    return best


def steep(pattern: str, flags: int, *, seeks: bool, most: int | None = None) -> str | None:
    """A text on which the expression takes more than linear time, in words; None where none of them does."""
    made = re.compile(pattern, flags)
    uses: list[Callable[[str], object]] = [lambda text: sum(1 for _ in made.finditer(text))]
    if not seeks:
        uses = [made.match, made.fullmatch]
    size = SIZE if most is None else most // 2
    for before, body, end in sorted(set(texts(pattern, flags))):
        repeated = size // len(body) + 1
        one, two = before + body * repeated + end, before + body * 2 * repeated + end
        for use in uses:
            if (
                few := next((many for many in FEW if cost(use, before + body * many + end, 1) > MUCH), None)
            ) is not None:
                return f"{before!r} + {body!r} * {few} + {end!r}: over {MUCH} s for so short a text"
            if cost(use, one, 1) < LITTLE:
                continue
            # a machine that others use gives odd figures now and then: what is steep is steep each time
            ratios = [cost(use, two, 2) / max(cost(use, one, 3), LITTLE / 2) for _ in range(2)]
            if min(ratios) > STEEPEST:
                return f"{before!r} + {body!r} * {repeated} + {end!r}: {min(ratios):.1f} times as long for twice the length"
    return None


def test_every_shipped_pattern_is_linear() -> None:
    """Each expression of the modules and of the tables of knowledge costs twice as much for twice the text, on texts made against it."""
    done = subprocess.run([sys.executable, str(PROGRAM)], capture_output=True, text=True, check=True, timeout=600)
    shipped = json.loads(done.stdout)
    places = {place.partition(":")[0] for _, _, where, _, _ in shipped for place in where}
    rooms = {place.split(".")[1] for place in places}
    assert {"annotate", "collect", "compare", "language", "link"} <= rooms
    compiling = {
        path.stem
        for path in Path(rashomon.__file__).parent.rglob("*.py")
        if re.search(r"^\w+(?:: [^=]+)? = re\.compile\(\s*r?[\"']", path.read_text("utf-8"), re.MULTILINE)
    }
    assert compiling <= {place.rpartition(".")[2] for place in places}
    wrong = [
        (where, names, pattern[:80], found)
        for pattern, flags, where, names, seeks in shipped
        if not any(place.startswith(CHECKED_ALONE) for place in where)
        and (found := steep(pattern, flags, seeks=seeks, most=WINDOWED.get(where[0].partition(":")[0])))
    ]
    assert not wrong, wrong


@pytest.mark.parametrize("pattern", [r"\s+$", r"[a-z]+@"])
def test_what_is_not_linear_is_found(pattern: str) -> None:
    """Expressions that are known to take quadratic time are named."""
    assert steep(pattern, 0, seeks=True) is not None


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?:(?:home|live|news|live)(?: |$))+",
        r"(?:(?:home|news)(?: ?[|]* ?|$))+",
        r"(?:a|a)+b",
        r"(?:(?:home|live)\W*,? ?)+",
    ],
)
def test_what_doubles_with_each_repetition_is_found(pattern: str) -> None:
    """Expressions that match one text in two ways, again and again, are named, and do not hold the test up."""
    assert steep(pattern, 0, seeks=False) is not None


def test_what_begins_at_a_place_is_used_there() -> None:
    """An expression that is only ever tried at one place is not blamed for what seeking it would cost."""
    assert steep(r"\w+@\w+", 0, seeks=False) is None
