"""Where and when an event is said to have happened, and how much text an argument takes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rashomon.annotate.frames import Frames, Path
from rashomon.knowledge import Knowledge

if TYPE_CHECKING:
    from rashomon.annotate.annotated import Annotated
    from rashomon.annotate.triggers import Lexicon

CLIMB = 5
"""Clauses that are climbed in search of a place or time."""
UPWARD = frozenset(("xcomp", "advcl", "conj", "acl", "obj", "nsubj", "nsubj:pass", "obl", "nmod", "compound"))
"""Relations across which a place or time of the governing word holds for what stands below it."""


@dataclass(frozen=True)
class PlaceWords:
    """The words of ``events/places.toml``."""

    at: frozenset[str]
    motion: frozenset[str]
    movers: frozenset[str]
    words: frozenset[str]
    never: frozenset[str]
    held: frozenset[str]


def place_words(knowledge: Knowledge) -> PlaceWords:
    """The compiled words; use through ``knowledge.once(place_words)``."""
    table: dict[str, Any] = knowledge.folder("events")["places"]
    return PlaceWords(**{name: frozenset(table[name]) for name in PlaceWords.__dataclass_fields__})


class Places:
    """Finds the places of triggers in one parse.

    Args:
        frames: The parse and its paths.
        words: What counts as a place.
        lexicon: Tells which nouns are events.
        named: Tokens of mentions that name a place or facility.
        barred: Tokens of mentions of people, groups and organisations.
    """

    def __init__(
        self, frames: Frames, words: PlaceWords, lexicon: "Lexicon", named: frozenset[int], barred: frozenset[int]
    ) -> None:
        self.frames = frames
        self.tree = frames.tree
        self.words = words
        self.lexicon = lexicon
        self.named = named
        self.barred = barred

    def find(self, at: int, recipients: list[Path]) -> list[Path]:
        """The places of the event at a token, each with its path; empty where the text ties none to it."""
        found = self._round(at) or self._held(at, recipients) or self._before(at)
        if found:
            return self._coordinated(found)
        tree = self.tree
        token = at
        for _ in range(CLIMB):
            head, relation = tree.head[token], tree.dep[token]
            if head == token or relation not in UPWARD or not self._may_climb(token, head, relation):
                break
            found = self._round(head, below=token)
            if found:
                return self._coordinated([(place, f"{words}, through '{tree.lower[head]}'") for place, words in found])
            token = head
        return []

    def _may_climb(self, token: int, head: int, relation: str) -> bool:
        """A nominal event takes the place of its verb; a verb takes that of the clause that its own clause belongs to."""
        tree = self.tree
        if relation in ("obj", "nsubj", "nsubj:pass", "obl", "nmod", "compound"):
            return tree.pos[token] in ("NOUN", "PROPN") and (
                tree.pos[head] == "VERB" or relation in ("nmod", "compound")
            )
        if relation == "conj":
            return tree.pos[head] == tree.pos[token]
        if relation == "acl":
            return tree.pos[head] == "NOUN"
        if relation == "advcl":
            return tree.tag[token] in ("VBG", "VBN", "VB") or any(
                tree.dep[child] == "mark" and tree.lower[child] in ("as", "when", "while", "after")
                for child in tree.children[token]
            )
        return True

    def _round(self, at: int, below: int | None = None) -> list[Path]:
        """Phrases of place that hang on a word; on a verb's event noun and object, where the verb has none."""
        tree = self.tree
        found = [
            path for child in tree.children[at] if child != below and (path := self._phrase(child, at)) is not None
        ]
        if found:
            return found[-1:] if len(found) > 1 and tree.case(found[0][0]) in self.words.motion else found[:1]
        if tree.pos[at] != "VERB":
            return []
        for child in tree.children[at]:
            if (
                child != below
                and tree.dep[child] in ("obl", "obj", "nsubj:pass")
                and child not in self.frames.times
                and child not in self.barred
            ):
                inner = [
                    path for grandchild in tree.children[child] if (path := self._phrase(grandchild, at)) is not None
                ]
                if inner:
                    return [(place, f"{words} on '{tree.lower[child]}'") for place, words in inner[:1]]
        return []

    def _phrase(self, child: int, at: int) -> Path | None:
        tree, words = self.tree, self.words
        relation = tree.dep[child]
        if (
            not relation.startswith(("obl", "nmod", "advmod"))
            or relation in ("nmod:poss", "obl:agent")
            or child in self.frames.times
        ):
            return None
        case = tree.case(child)
        if case not in words.at:
            return None
        if case in words.motion and tree.lemma[at] not in words.movers:
            return None
        return (child, f"'{case}' after '{tree.lower[at]}'") if self.is_place(child) else None

    def is_place(self, head: int) -> bool:
        """Whether a noun names a place, or is a word for one."""
        tree, words = self.tree, self.words
        if head in self.frames.times or tree.lemma[head] in words.never:
            return False
        if head in self.named or tree.entity[head] == "LOC":
            return True
        if tree.lemma[head] in words.words:
            return True
        return (
            tree.pos[head] == "PROPN"
            and head not in self.barred
            and tree.entity[head] != "PER"
            and tree.entity[head] != "ORG"
        )

    def _held(self, at: int, recipients: list[Path]) -> list[Path]:
        """The object of a verb of taking or striking, when it names a place."""
        if self.tree.lemma[at] not in self.words.held:
            return []
        for head, words in recipients or self.frames.objects(at):
            if self.is_place(head) and "subject" not in words.split(",")[0].replace("passive subject", ""):
                return [(head, f"{words}, a place")]
        return []

    def _before(self, at: int) -> list[Path]:
        """A place's name before an event noun: "the Baghdad bombing"."""
        tree = self.tree
        if tree.pos[at] not in ("NOUN", "PROPN"):
            return []
        return [
            (child, f"name before '{tree.lower[at]}'")
            for child in tree.children[at]
            if child < at and tree.dep[child] == "compound" and child in self.named and tree.entity[child] == "LOC"
        ][:1]

    def _coordinated(self, paths: list[Path]) -> list[Path]:
        return [(head, words) for head, words in self.frames.with_coordinated(paths) if self.is_place(head)]


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
