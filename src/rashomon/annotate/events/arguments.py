"""When an event is said to have happened: the time expressions that hang on a trigger or on its clause."""

from typing import TYPE_CHECKING

from rashomon.annotate.events.frames import Frames

if TYPE_CHECKING:
    from rashomon.annotate.annotated import Annotated

CLIMB = 5
"""Clauses that are climbed in search of a time."""
UPWARD = frozenset(("xcomp", "advcl", "conj", "acl", "obj", "nsubj", "nsubj:pass", "obl", "nmod", "compound"))
"""Relations across which a time of the governing word holds for what stands below it."""


def time_tokens(annotated: "Annotated") -> dict[int, int]:
    """For each token of a time expression, the index of its row in ``annotated.times``."""
    out: dict[int, int] = {}
    for number, time in enumerate(annotated.times):
        span = annotated.tokens(time.start_char, time.end_char)
        for token in range(span.start, span.end):
            out[token] = number
    return out


class Times:
    """Finds the time expressions of triggers in one parse: those that hang on the trigger or on the clause it belongs to."""

    def __init__(self, frames: Frames, of_token: dict[int, int]) -> None:
        self.tree = frames.tree
        self.hung: dict[int, list[tuple[int, int]]] = {}
        for token in sorted(of_token):
            head = self.tree.head[token]
            if of_token.get(head) != of_token[token]:
                hook = self._hook(token, head)
                row = of_token[token]
                if all(row != known for known, _ in self.hung.get(hook, [])):
                    self.hung.setdefault(hook, []).append((row, token))

    def _hook(self, token: int, head: int) -> int:
        """The word that a time says something about; past a preposition's noun that only frames it ("the night of", "the end of")."""
        tree = self.tree
        for _ in range(CLIMB):
            if tree.pos[head] in ("VERB", "AUX", "ADJ") or tree.head[head] == head:
                break
            if tree.dep[head] in ("obl", "obl:unmarked", "nmod:unmarked", "obl:tmod", "appos", "conj") and tree.lemma[
                head
            ] in (
                "end",
                "start",
                "beginning",
                "night",
                "morning",
                "hour",
                "eve",
                "wake",
                "course",
                "day",
                "period",
                "afternoon",
                "evening",
                "dawn",
            ):
                head = tree.head[head]
            else:
                break
        del token
        return head

    def find(self, at: int) -> list[tuple[int, str]]:
        """Rows of the times of the event at a token, with their path."""
        tree = self.tree
        token = at
        for _ in range(CLIMB):
            hung = self.hung.get(token)
            if hung:
                where = f"time of '{tree.lower[token]}'"
                return [(row, where if token == at else f"{where}, clause of '{tree.lower[at]}'") for row, _ in hung]
            head, relation = tree.head[token], tree.dep[token]
            if head == token or relation not in UPWARD:
                break
            if relation == "conj" and any(tree.dep[child].startswith("nsubj") for child in tree.children[token]):
                break
            if relation == "nmod" and tree.pos[head] == "NOUN" and tree.pos[token] != "NOUN":
                break
            token = head
        return []
