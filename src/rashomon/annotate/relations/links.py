"""Finding links in a parse: connecting words, linking verbs and infinitives of purpose, and the events on both sides of them."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, NamedTuple

from rashomon.annotate.events.frames import Frames
from rashomon.annotate.relations.words import RelationWords

if TYPE_CHECKING:
    from rashomon.annotate.tree import Tree

CLIMB = 6
"""Heads that are climbed from a connective to the event it explains."""
DEEP = 4
"""Steps that are gone down to an event told below a word."""
CARRYING = frozenset(("xcomp", "obj", "nsubj:pass", "ccomp"))
NOMINAL = frozenset(("NOUN", "PROPN"))


class Link(NamedTuple):
    """A link, by tokens.

    Attributes:
        explained: A token of the explained (or later) event's trigger.
        explaining: A token of the explaining (or earlier) one's.
        kind: Its kind.
        first: First token of the connecting words.
        end: End of these.
    """

    explained: int
    explaining: int
    kind: str
    first: int
    end: int


class Links:
    """Finds the links of one parse.

    Args:
        frames: The parse.
        words: The compiled words.
        events: Tokens of event triggers.
        said: Tokens of cues of attributions.
    """

    def __init__(self, frames: Frames, words: RelationWords, events: AbstractSet[int], said: AbstractSet[int]) -> None:
        self.frames = frames
        self.tree: Tree = frames.tree
        self.words = words
        self.events = events
        self.said = said

    def find(self) -> Iterator[Link]:
        """All links, connectives first."""
        taken: set[int] = set()
        tree = self.tree
        for at in range(len(tree)):
            if at in taken or tree.lower[at] not in self.words.cues:
                continue
            for words, kind, turned in self.words.cues[tree.lower[at]]:
                end = at + len(words)
                if tuple(tree.lower[at:end]) != words or not self._one_sentence(at, end):
                    continue
                link = self._connected(at, end, kind)
                taken.update(range(at, end))
                if link is not None:
                    yield link._replace(explained=link.explaining, explaining=link.explained) if turned else link
                break
        for at in range(len(tree)):
            if tree.pos[at] == "VERB":
                yield from self._verb(at)
                if at not in taken:
                    yield from self._purpose(at, taken)

    def _one_sentence(self, first: int, end: int) -> bool:
        return end <= len(self.tree) and self.tree.sentence[first] == self.tree.sentence[end - 1]

    # --- connectives ----------------------------------------------------------------------------------------------

    def _connected(self, first: int, end: int, kind: str) -> Link | None:
        """The events before and behind a connective that hangs on the second and through it on the first."""
        tree = self.tree
        if tree.dep[first] == "amod":
            return None  # "the following talks"
        inside = range(first, end)
        right = end - 1
        for _ in range(CLIMB):
            right = tree.head[right]
            if right not in inside:
                break
        if right in inside or right < end:
            behind = self._complement(first, end)
            if behind is None:
                return None
            right = behind
        if tree.lower[end - 1] == "to" and kind != "purpose" and tree.tag[right] == "VB":
            return None  # "due to expire"
        if tree.dep[first] == "advmod" and end - first == 1 and tree.pos[first] == "ADV":
            return None  # "long after" as an adverb
        left = self._above(right, inside)
        if left is None:
            return None
        speaks = tree.pos[left] == "VERB" and tree.lemma[left] in self.words.saying
        if (speaks and tree.pos[right] in NOMINAL) or (kind != "sequence" and (speaks or left in self.said)):
            return None  # "he said after the talks" dates the saying; "denies ... because" may give the reason of what is denied
        explaining = self._event(right)
        if explaining is None:
            explaining = self._hidden(right)
        explained = self._event(left, self._below(right))
        if explained is None:
            explained = self._upwards(left, self._below(right))
        if explaining is None or explained is None or explained == explaining:
            return None
        cue = tree.lower[first]
        if cue in ("since", "because") and not (self._may_follow(explained, cue) and self._told(explaining, cue)):
            return None
        return Link(explained, explaining, kind, first, end)

    def _may_follow(self, left: int, cue: str) -> bool:
        """Whether "since" means a time (its clause tells of the past), and "because" is not under a "not" that may deny either."""
        tree = self.tree
        helpers = [child for child in tree.children[left] if tree.dep[child].startswith("aux")]
        if cue == "because":
            return not any(tree.lower[child] in ("not", "n't", "n’t", "never") for child in tree.children[left])
        present = [child for child in (left, *helpers) if tree.tag[child] in ("VBZ", "VBP", "MD")]
        return not present or any(tree.lemma[child] == "have" for child in helpers)

    def _told(self, at: int, cue: str) -> bool:
        """Whether what explains is told as done: behind "because" no state and no "may"."""
        tree = self.tree
        if cue == "since" or tree.pos[at] in NOMINAL:
            return True
        return tree.tag[at] in ("VBD", "VBN") or any(tree.tag[child] == "VBD" for child in tree.children[at])

    def _hidden(self, noun: int) -> int | None:
        """The verb of a clause that the parse hung on its own subject: "after the boat he was in capsized"."""
        tree = self.tree
        if tree.pos[noun] not in NOMINAL:
            return None
        for child in tree.children[noun]:
            if child > noun and child in self.events and tree.dep[child] in ("acl", "acl:relcl"):
                relative = any(tree.tag[inner] in ("WDT", "WP", "WRB", "WP$") for inner in tree.children[child])
                if not relative and tree.tag[child] in ("VBD", "VBN"):
                    return child
        return None

    def _complement(self, first: int, end: int) -> int | None:
        """What stands behind a connective that is itself the head: "retaliation for the raid"."""
        tree = self.tree
        for at in range(first, end):
            for child in tree.children[at]:
                if child >= end and tree.dep[child] in ("nmod", "acl", "obl", "advcl", "pcomp", "ccomp", "obj"):
                    return child
        return None

    def _above(self, right: int, inside: range) -> int | None:
        """The first word above the second event that is no part of the connective and no mere measure of time."""
        tree = self.tree
        at = right
        for _ in range(CLIMB):
            head = tree.head[at]
            if head == at:
                return None
            at = head
            if at in inside:
                continue
            if at in self.frames.times and at not in self.events and not tree.dep[at].startswith(("nsubj", "obj")):
                continue
            if (
                tree.lemma[at] in self.words.frames
                and at not in self.events
                and not tree.dep[at].startswith(("nsubj", "obj"))
            ):
                continue
            return at
        return None

    def _below(self, at: int) -> frozenset[int]:
        return frozenset(self.tree.subtree(at))

    def _event(self, at: int, without: frozenset[int] = frozenset()) -> int | None:
        """The event that a word tells, or that is told below it through words that only carry or frame one."""
        tree = self.tree
        token = at
        for _ in range(DEEP):
            lemma = tree.lemma[token]
            phase = tree.pos[token] == "VERB" and lemma in self.words.phases
            framing = tree.pos[token] in NOMINAL and lemma in self.words.frames
            below = [child for child in tree.children[token] if child not in without]
            if (
                phase
                or framing
                or (token not in self.events and tree.pos[token] == "VERB" and self.frames.passive(token))
            ):
                wanted = CARRYING if tree.pos[token] == "VERB" else frozenset(("nmod", "acl"))
                nearer = [
                    child
                    for child in below
                    if tree.dep[child] in wanted
                    and (child in self.events or tree.lemma[child] in self.words.frames | self.words.phases)
                ]
                if nearer and (framing or token not in self.events or tree.dep[nearer[0]] == "xcomp"):
                    token = nearer[0]
                    if token in self.events and tree.lemma[token] not in self.words.phases:
                        return token
                    continue
            if token in self.events:
                return token
            if (
                tree.pos[token] == "VERB" and lemma in self.words.phases | self.frames.control.occurring
            ):  # "talks failed"
                return next((child for child in below if tree.dep[child] == "nsubj" and child in self.events), None)
            return None
        return token if token in self.events else None

    def _upwards(self, at: int, without: frozenset[int]) -> int | None:
        """The event that a noun on the way belongs to: "lost 40 men in the days after the raid"."""
        tree = self.tree
        token = at
        for _ in range(2):
            if tree.pos[token] == "VERB" and tree.dep[token] == "xcomp" and tree.head[token] in self.events:
                return tree.head[token]  # "promised to put it to a vote after the raid"
            if tree.pos[token] not in NOMINAL | {"ADJ", "NUM", "ADV"} or tree.dep[token] not in (
                "nmod", "obl", "obl:unmarked", "obj", "advmod", "obl:tmod", "nmod:unmarked", "xcomp",
            ):  # fmt: skip
                return None
            head = tree.head[token]
            if head == token:
                return None
            token = head
            found = self._event(token, without)
            if found is not None:
                return found
        return None

    # --- verbs ----------------------------------------------------------------------------------------------------

    def _verb(self, at: int) -> Iterator[Link]:
        """As in "The raid prompted a boycott", "the boycott was prompted by the raid", "the talks followed a truce"."""
        tree, words = self.tree, self.words
        lemma = tree.lemma[at]
        for particle in {tree.lower[at + 1] if at + 1 < len(tree) else "", " ".join(tree.lower[at + 1 : at + 3]), ""}:
            found = words.verbs.get((lemma, particle))
            if found is None:
                continue
            kind, subject_explains = found
            end = at + 1 + len(particle.split())
            subject, other = self._sides(at, particle, end)
            if subject is None or other is None or subject == other:
                continue
            pair = (other, subject) if subject_explains else (subject, other)
            yield Link(*pair, kind, at, end)
            return
        if lemma in words.moving and tree.child(at, "obj") is not None:
            below = tree.child(at, "xcomp", "advcl", "ccomp")
            subject = self._subject(at)
            if (
                below is not None
                and subject is not None
                and any(tree.lower[part] == "to" for part in tree.children[below])
            ):
                event = self._event(below)
                if event is not None and event != subject:
                    yield Link(event, subject, "cause", at, at + 1)

    def _sides(self, at: int, particle: str, end: int) -> tuple[int | None, int | None]:
        """Events of the subject and of what stands behind a linking verb; turned round in the passive."""
        tree = self.tree
        if particle:
            behind = [
                child
                for child in tree.children[at]
                if child >= end and tree.dep[child] in ("obl", "advcl", "obj", "nmod")
            ]
            cased = [
                child
                for child in behind
                if tree.case(child).split(" ")[0] == particle.split(" ", maxsplit=1)[0] or self._marked(child, particle)
            ]
            subject = self._subject(at)
            if subject is None and at in self.events:
                subject = at  # "the army responded to the raid": the answer is the act
            return subject, self._event(cased[0]) if cased else None
        if self.frames.passive(at):
            agents = [
                child
                for child in tree.children[at]
                if tree.dep[child] in ("obl", "obl:agent") and tree.case(child) == "by"
            ]
            return (self._event(agents[0]) if agents else None), self._subject(at)
        objects = [child for child in tree.children[at] if tree.dep[child] == "obj" and child > at]
        return self._subject(at), self._event(objects[0]) if objects else None

    def _marked(self, at: int, particle: str) -> bool:
        first = particle.split(" ", maxsplit=1)[0]
        return any(
            self.tree.lower[child] == first and self.tree.dep[child] in ("mark", "case")
            for child in self.tree.children[at]
        )

    def _subject(self, at: int) -> int | None:
        found = self.frames.subjects(at)
        return self._event(found[0][0]) if found and self.tree.pos[found[0][0]] in NOMINAL else None

    # --- infinitives ----------------------------------------------------------------------------------------------

    def _purpose(self, at: int, taken: AbstractSet[int]) -> Iterator[Link]:
        """As in "Troops landed to seize the port": an infinitive beside an act, not one that the act's own verb asks for."""
        tree, words = self.tree, self.words
        if tree.dep[at] not in ("advcl", "xcomp") or at not in self.events or tree.lemma[at] in words.ending:
            return
        if (tree.dep[at] == "xcomp" and tree.head[at] not in self.events) or self.frames.passive(at):
            return
        mark = next(
            (child for child in tree.children[at] if tree.lower[child] == "to" and tree.dep[child] == "mark"), None
        )
        head = tree.head[at]
        if mark is None or mark in taken or head > at or tree.pos[head] != "VERB":
            return
        if tree.lemma[head] in words.governing or (self.frames.passive(head) and tree.lemma[head] in words.governing):
            return
        if any(
            tree.tag[child] in ("WP", "WRB", "WDT") or (tree.lower[child] == "for" and tree.dep[child] == "mark")
            for child in tree.children[at]
        ):
            return  # "wondered what to tell them"
        if tree.lower[mark - 1] in ("only", "enough", "too", "not", "never") or (
            tree.tag[head] in ("VBZ", "VBP") and head not in self.events
        ):
            return
        event = self._event(head, self._below(at))
        if event is not None and event != at:
            yield Link(event, at, "purpose", mark, mark + 1)
