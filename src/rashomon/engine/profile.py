"""Where the time of a build goes: processor seconds by part, added up over all processes that read."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

PARSER = "parser"


class Spent:
    """Processor seconds of this process by part; called with a part's name it gives a context that is timed.

    Attributes:
        seconds: Seconds by part.
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, part: str) -> Iterator[None]:
        """Time what is done inside."""
        start = time.process_time()
        try:
            yield
        finally:
            self.add({part: time.process_time() - start})

    def add(self, seconds: dict[str, float]) -> None:
        """Add what was measured elsewhere."""
        for part, more in seconds.items():
            self.seconds[part] = self.seconds.get(part, 0.0) + more


def lines(seconds: dict[str, float]) -> list[str]:
    """Parts in words, the costliest first, with what all beside the parser costs in parsers.

    Args:
        seconds: Processor seconds by part.
    """
    whole = sum(seconds.values())
    if not whole:
        return ["no time was measured: nothing had to be read or linked"]
    out = [
        f"{part:<24} {spent:8.2f} s {spent / whole:6.1%}"
        for part, spent in sorted(seconds.items(), key=lambda row: (-row[1], row[0]))
    ]
    if parser := seconds.get(PARSER):
        out.append(f"all beside the parser costs {(whole - parser) / parser:.2f} times the parser")
    return out
