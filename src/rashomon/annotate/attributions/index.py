"""Which attribution holds a stretch of text: for the layers that tie events and figures to who says so."""

from bisect import bisect_right
from itertools import accumulate

from rashomon.annotate.annotated import Annotated
from rashomon.annotate.attributions.cues import speech
from rashomon.knowledge import Knowledge
from rashomon.model import Attribution


class AttributionIndex:
    """The contents of one document's attributions, by offset.

    Contents that the document itself presupposes do not hold what they name: who condemns an attack says that there was one
    no more than the article does. ``presupposed`` takes them in: the words inside are still the speaker's where they are quoted.
    """

    def __init__(self, annotated: Annotated, knowledge: Knowledge, *, presupposed: bool = False) -> None:
        table = knowledge.once(speech)
        pieces: list[tuple[int, int, int, Attribution]] = []
        for row in annotated.attributions:
            if not presupposed and not table.stances.get(row.stance or "", {}).get("holds", True):
                continue
            size = sum(end - start for start, end in row.content_spans)
            pieces.extend((start, end, size, row) for start, end in row.content_spans)
        pieces.sort(key=lambda piece: piece[:3])
        self._pieces = pieces
        self._starts = [piece[0] for piece in pieces]
        self._reach = list(accumulate((piece[1] for piece in pieces), max))

    def innermost(self, start_char: int, end_char: int) -> Attribution | None:
        """The attribution with the smallest content that holds all of the offsets; None in the document's own voice."""
        best: tuple[int, Attribution] | None = None
        at = bisect_right(self._starts, start_char) - 1
        while at >= 0 and self._reach[at] >= end_char:
            _, end, size, row = self._pieces[at]
            if end >= end_char and (best is None or size < best[0]):
                best = (size, row)
            at -= 1
        return best[1] if best else None


def attribution_index(annotated: Annotated, knowledge: Knowledge) -> AttributionIndex:
    """The index of a document's attributions; make one per layer, not one per look-up."""
    return AttributionIndex(annotated, knowledge)


def innermost(annotated: Annotated, knowledge: Knowledge, start_char: int, end_char: int) -> str | None:
    """Id of the innermost attribution that holds the offsets, for a single look-up."""
    row = AttributionIndex(annotated, knowledge).innermost(start_char, end_char)
    return row.attribution_id if row else None
