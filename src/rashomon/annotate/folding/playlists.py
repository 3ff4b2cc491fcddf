"""Lists of films that sites print among the paragraphs: a running time and a headline a line ("1:49 Harbour burns")."""

import re

from rashomon.annotate.folding.blocks import Block

ENTRY = re.compile(r"(?P<minutes>\d{1,2}):(?P<seconds>[0-5]\d) (?![ap]\.?m\b)(?=\S)[^.!?]{6,150}")


def playlists(blocks: list[Block]) -> list[Block]:
    """The blocks with lists of films marked as furniture.

    Two lines and more in a row that open with a time and end no sentence; a timeline, whose times rise, stays text.

    Args:
        blocks: Blocks in order.

    Returns:
        The blocks, in the same order.
    """
    out = list(blocks)
    run: list[int] = []
    times: list[int] = []
    pause = False
    for at in range(len(blocks) + 1):
        match = ENTRY.fullmatch(blocks[at].text) if at < len(blocks) and blocks[at].kind in (None, "list") else None
        if match:
            run.append(at)
            times.append(60 * int(match["minutes"]) + int(match["seconds"]))
            pause = pause or blocks[at].text.endswith(" Pause")
            continue
        if len(run) > 1 and (pause or times != sorted(times)):
            for index in run:
                out[index] = blocks[index].marked("furniture", "list of films")
        run, times, pause = [], [], False
    return out
