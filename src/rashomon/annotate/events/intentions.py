"""Said intentions and demands as acts of their own: "will" is an AGREE, a THREATEN or, negated, a REJECT; "must" a REQUEST of the speaker."""

from dataclasses import dataclass
from typing import Any

from rashomon.annotate.events.frames import Frames, Path
from rashomon.annotate.events.triggers import Trigger
from rashomon.knowledge import Knowledge

CLIMB = 4


@dataclass(frozen=True)
class Intentions:
    """The words of ``events/intentions.toml``."""

    will: frozenset[str]
    reported_only: frozenset[str]
    meant: dict[str, str]
    rejected: frozenset[str]
    negated_verbs: frozenset[str]
    must: frozenset[str]
    speech: frozenset[str]

    def read(self, frames: Frames, at: int, trigger: Trigger, standing: str) -> tuple[str, int, list[Path]] | None:
        """What is meant by the modal of a verb.

        Args:
            frames: The parse.
            at: The verb.
            trigger: Its line of the lexicon.
            standing: Its factuality.

        Returns:
            The type of the intention, the modal's token, and who speaks where a clause names it; None where nothing is meant.
        """
        if trigger.part != "verb" or standing not in ("planned", "denied", "demanded"):
            return None
        tree = frames.tree
        modal = next(
            (
                child
                for child in tree.children[at]
                if tree.dep[child] == "aux" and (tree.lower[child] in self.will or tree.lower[child] in self.must)
            ),
            None,
        )
        if modal is None or modal > at:
            return None
        speakers, verb = self._speakers(frames, at)
        if tree.lower[modal] in self.must:
            if verb is None or tree.lemma[verb] not in self.speech or not speakers:
                return None
            return "REQUEST", modal, speakers
        if frames.passive(at) or (tree.lower[modal] in self.reported_only and verb is None):
            return None
        subjects = frames.subjects(at)
        if not subjects:
            return None
        own = tree.pos[subjects[0][0]] == "PRON"
        if standing == "denied":
            meant = trigger.event_type in self.rejected or trigger.lemma in self.negated_verbs
            return ("REJECT", modal, speakers if own else subjects) if meant else None
        kind = self.meant.get(trigger.event_type or "")
        return (kind, modal, speakers if own else subjects) if kind else None

    def _speakers(self, frames: Frames, at: int) -> tuple[list[Path], int | None]:
        """Who says the clause that holds a verb."""
        tree = frames.tree
        token = at
        for _ in range(CLIMB):
            head, relation = tree.head[token], tree.dep[token]
            if head == token:
                return [], None
            if (
                relation in ("ccomp", "parataxis")
                and tree.pos[head] == "VERB"
                and tree.lemma[head] in frames.control.mental | self.speech
            ):
                return frames.with_coordinated(
                    [(who, f"{words}, who says it with '{tree.lower[head]}'") for who, words in frames.subjects(head)]
                ), head
            if relation not in ("conj", "xcomp", "advcl", "ccomp"):
                return [], None
            token = head
        return [], None


def intentions(knowledge: Knowledge) -> Intentions:
    """The compiled words; use through ``knowledge.once(intentions)``."""
    table: dict[str, Any] = knowledge.folder("events")["intentions"]
    will, must = table["will"], table["must"]
    return Intentions(
        will=frozenset(will["words"]),
        reported_only=frozenset(will["reported_only"]),
        meant=dict.fromkeys(will["agree"], "AGREE") | dict.fromkeys(will["threaten"], "THREATEN"),
        rejected=frozenset(will["reject"]),
        negated_verbs=frozenset(will["negated_verbs"]),
        must=frozenset(must["words"]),
        speech=frozenset(must["speech"]),
    )
