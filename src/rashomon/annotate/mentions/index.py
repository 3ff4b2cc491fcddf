"""Looking mentions up by the tokens of the parse: for the layers that need to know who or what a word stands for."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rashomon.annotate.mentions.noun_phrases import head_of_name, noun_phrase
from rashomon.model import Mention

if TYPE_CHECKING:
    from rashomon.annotate.annotated import Annotated
    from rashomon.annotate.parse import Token

__all__ = ["MentionIndex", "mention_index", "noun_phrase"]


class MentionIndex:
    """The mentions of one document, by token and by id."""

    def __init__(self, annotated: "Annotated") -> None:
        self._by_id = {mention.mention_id: mention for mention in annotated.mentions}
        self._at_head: dict[int, Mention] = {}
        self._covering: dict[int, tuple[int, Mention]] = {}
        self._tokens: dict[str, tuple[int, int]] = {}
        for mention in annotated.mentions:
            span = annotated.tokens(mention.start_char, mention.end_char)
            head = annotated.tokens(mention.head_start_char, mention.head_end_char)
            self._tokens[mention.mention_id] = (span.start, span.end)
            length = span.end - span.start
            for at in range(head.start, head.end):
                known = self._at_head.get(at)
                if known is None or _length(known) < _length(mention):
                    self._at_head[at] = mention
            for at in range(span.start, span.end):
                known_here = self._covering.get(at)
                if known_here is None or length < known_here[0]:
                    self._covering[at] = (length, mention)

    def by_id(self, mention_id: str) -> Mention:
        """The mention of that id."""
        return self._by_id[mention_id]

    def at_head(self, token: "Token") -> Mention | None:
        """The mention whose head the token is, the largest where several share it.

        A name's head is the whole name, so any of its words finds it; a word that the tree hangs under a name finds it too.
        """
        found = self._at_head.get(token.i)
        if found is None and token.pos_ == "PROPN":
            found = self._at_head.get(head_of_name(token).i)
        return found

    def covering(self, token: "Token") -> Mention | None:
        """The smallest mention that covers the token."""
        found = self._covering.get(token.i)
        return found[1] if found else None

    def tokens(self, mention: Mention) -> tuple[int, int]:
        """First token and end (half-open) of a mention."""
        return self._tokens[mention.mention_id]

    def chain(self, mention: Mention) -> list[Mention]:
        """The mention, its antecedent, the antecedent's antecedent, to the first that has none."""
        out = [mention]
        while out[-1].antecedent_id is not None:
            out.append(self._by_id[out[-1].antecedent_id])
        return out

    def named(self, mention: Mention) -> Mention | None:
        """The nearest name that the mention is, or refers back to."""
        return next((link for link in self.chain(mention) if link.form == "name"), None)


def mention_index(annotated: "Annotated") -> MentionIndex:
    """The index of a document's mentions, made once for all layers."""
    if annotated.mention_index is None:
        annotated.mention_index = MentionIndex(annotated)
    return annotated.mention_index


def mentions_within(index: MentionIndex, mentions: Iterable[Mention], first: int, end: int) -> list[Mention]:
    """The mentions that lie between two tokens (half-open), in order."""
    return [mention for mention in mentions if first <= index.tokens(mention)[0] and index.tokens(mention)[1] <= end]


def _length(mention: Mention) -> int:
    return mention.end_char - mention.start_char
