"""Hand-made rows for tests of linking and comparing: a story is told by pointing at words of short invented texts."""

from datetime import date
from typing import Any

import pytest

from rashomon.compare import STEPS as COMPARE_STEPS
from rashomon.ids import digest
from rashomon.knowledge import Knowledge
from rashomon.link import STEPS as LINK_STEPS
from rashomon.model import Argument, Attribution, EventMention, Figure, Mention, Naming, Region, Sentence, make_document
from rashomon.record import store


class Story:
    """Rows about invented documents; every row points at words that stand in them."""

    def __init__(self) -> None:
        self.rows: list[Any] = []
        self.texts: dict[str, Any] = {}

    def document(
        self, uri: str, text: str, published: str | None = None, outlet: str | None = None, **columns: Any
    ) -> str:
        """A document with one sentence for each full stop."""
        row = make_document(uri=uri, text=text, published=published, outlet=outlet or uri, **columns)
        self.texts[row.document_id] = row
        self.rows.append(row)
        start = 0
        for part in text.split("."):
            end = start + len(part) + 1
            if part.strip():
                self.rows.append(
                    Sentence(
                        document_id=row.document_id,
                        sentence_id=digest(uri, "s", start),
                        start_char=start,
                        end_char=min(end, len(text)),
                    )
                )
            start = end
        return row.document_id

    def at(self, document: str, words: str, nth: int = 0) -> tuple[int, int]:
        """Offsets of the nth place where the words stand."""
        start = -1
        for _ in range(nth + 1):
            start = self.texts[document].text.index(words, start + 1)
        return start, start + len(words)

    def mention(
        self,
        document: str,
        words: str,
        kind: str,
        *,
        form: str = "name",
        head: str | None = None,
        nth: int = 0,
        **columns: Any,
    ) -> str:
        """A mention of the words; the head is a part of them."""
        start, end = self.at(document, words, nth)
        head_start = start + words.index(head) if head else start
        row = Mention(
            document_id=document, mention_id=digest(document, "m", start, end), start_char=start, end_char=end, head_start_char=head_start,
            head_end_char=head_start + len(head) if head else end, text=words, form=form, kind=kind, **columns,
        )  # fmt: skip
        self.rows.append(row)
        return row.mention_id

    def furniture(self, document: str, words: str) -> None:
        """A stretch of furniture."""
        start, end = self.at(document, words)
        self.rows.append(Region(document_id=document, start_char=start, end_char=end, kind="furniture", basis="test"))

    def says(
        self,
        document: str,
        source: str,
        content: str,
        *,
        mention: str | None = None,
        form: str = "named",
        stance: str = "says",
    ) -> str:
        """An attribution."""
        start, end = self.at(document, content)
        source_start, source_end = self.at(document, source)
        row = Attribution(
            document_id=document, attribution_id=digest(document, "a", start, end), kind="indirect", source_start_char=source_start,
            source_end_char=source_end, source_text=source, source_mention_id=mention, source_form=form, stance=stance, start_char=start,
            end_char=end, content_spans=[[start, end]],
        )  # fmt: skip
        self.rows.append(row)
        return row.attribution_id

    def event(
        self, document: str, trigger: str, event_type: str | None = None, *, lemma: str | None = None, days: tuple[str, str] | None = None,
        nth: int = 0, basis: str = "clause", **columns: Any,
    ) -> str:  # fmt: skip
        """An event mention; participants are given as ``actor``, ``recipient``, ``place``: (words, mention id or None)."""
        start, end = self.at(document, trigger, nth)
        parties = {role: columns.pop(role) for role in ("actor", "recipient", "place") if role in columns}
        event_id = digest(document, "e", start, end)
        sentence = next(
            row.sentence_id
            for row in self.rows
            if isinstance(row, Sentence) and row.document_id == document and row.start_char <= start < row.end_char
        )
        self.rows.append(
            EventMention(
                document_id=document,
                event_mention_id=event_id,
                sentence_id=sentence,
                start_char=start,
                end_char=end,
                text=trigger,
                lemma=lemma or trigger,
                event_type=event_type,
                earliest=date.fromisoformat(days[0]) if days else None,
                latest=date.fromisoformat(days[1]) if days else None,
                time_basis=basis if days else "none",
                **columns,
            )
        )
        for role, (words, mention_id) in parties.items():
            first, last = self.at(document, words)
            self.rows.append(
                Argument(
                    document_id=document,
                    event_mention_id=event_id,
                    role=role,
                    start_char=first,
                    end_char=last,
                    text=words,
                    mention_id=mention_id,
                    basis="test",
                )
            )
        return event_id

    def figure(
        self, document: str, words: str, low: float | None, high: float | None, kind: str, event: str, **columns: Any
    ) -> None:
        """A figure of an event."""
        start, end = self.at(document, words)
        self.rows.append(
            Figure(
                document_id=document,
                figure_id=digest(document, "f", start, end),
                start_char=start,
                end_char=end,
                text=words,
                low=low,
                high=high,
                kind=kind,
                event_mention_id=event,
                **columns,
            )
        )

    def naming(self, document: str, words: str, head: str, event: str) -> None:
        """The words chosen for an event."""
        start, end = self.at(document, words)
        self.rows.append(
            Naming(
                document_id=document,
                naming_id=digest(document, "n", start, end),
                start_char=start,
                end_char=end,
                text=words,
                head=head,
                event_mention_id=event,
            )
        )

    def run(self, last: str | None = None) -> dict[str, list[Any]]:
        """Rows of each step up to ``last``, as the engine makes them."""
        knowledge = _knowledge()
        connection = store.memory(self.rows)
        out: dict[str, list[Any]] = {}
        try:
            for name, step in [*LINK_STEPS, *COMPARE_STEPS]:
                out[name] = list(step(connection, knowledge))
                store.write(connection, out[name])
                if name == last:
                    break
        finally:
            connection.close()
        return out


_MADE: list[Knowledge] = []


def _knowledge() -> Knowledge:
    if not _MADE:
        _MADE.append(Knowledge())
    return _MADE[0]


@pytest.fixture
def story() -> Story:
    """An empty story."""
    return Story()
