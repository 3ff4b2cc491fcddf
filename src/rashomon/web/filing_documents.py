"""Filling the shelf, document by document: texts, layers, passages, tellings, sayings."""

import sqlite3
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

import msgspec

from rashomon.record.reader import Record, Row
from rashomon.views.event import FigureLine, Passage, Telling
from rashomon.views.who import SayingLine
from rashomon.web.lines import DocumentLine, Layers, RegionLine, Span, ToldLine
from rashomon.web.shelf import packed

encode = msgspec.json.encode

ROLES = {
    "actor": "who",
    "recipient": "whom",
    "place": "where",
    "time": "when",
    "instrument": "instrument",
    "topic": "topic",
}
TABLES = {
    "regions": "SELECT document_id, start_char, end_char, kind FROM regions",
    "sentences": "SELECT document_id, sentence_id, start_char, end_char FROM sentences",
    "mentions": "SELECT document_id, mention_id, start_char, end_char, form, actor_id, place_id FROM mentions",
    "times": "SELECT document_id, start_char, end_char, value FROM times",
    "attributions": "SELECT * FROM attributions",
    "figures": """SELECT document_id, event_mention_id, text, kind, what, low, high, approximate, start_char, end_char FROM figures""",
    "arguments": "SELECT document_id, event_mention_id, role, start_char, end_char, mention_id FROM arguments",
    "tellings": """
        SELECT em.document_id, em.start_char, em.end_char, em.event_mention_id, em.sentence_id, em.text, em.event_type, em.factuality,
            em.actor_text, em.recipient_text, em.place_text, em.earliest, em.latest, em.time_basis, em.attribution_id,
            em.actor_ids, em.recipient_ids, m.event_id, m.account_id, m.score, m.why
        FROM event_mentions em LEFT JOIN event_members m USING (event_mention_id)""",
}
"""Rows of one document, in order of the text."""


class _Stream:
    """Rows in order of the document, taken a document at a time."""

    def __init__(self, record: Record, sql: str) -> None:
        self._groups = groupby(
            record.rows(f"SELECT * FROM ({sql}) ORDER BY document_id, start_char, end_char"),
            key=lambda row: str(row["document_id"]),
        )
        self._next = next(self._groups, None)

    def take(self, document_id: str) -> list[Row]:
        while self._next is not None and self._next[0] < document_id:
            self._next = next(self._groups, None)
        if self._next is None or self._next[0] != document_id:
            return []
        rows = list(self._next[1])
        self._next = next(self._groups, None)
        return rows


def file(record: Record, connection: sqlite3.Connection, private: set[str], tell: Callable[[str, int], None]) -> None:
    """File every document with what was read in it.

    Args:
        record: The record.
        connection: The shelf.
        private: Private people, to whom nothing leads.
        tell: Called as the work goes on.
    """
    order = {
        row["document_id"]: seq
        for seq, row in enumerate(
            record.rows(
                "SELECT document_id FROM documents ORDER BY published NULLS LAST, outlet NULLS LAST, uri, document_id"
            )
        )
    }
    streams = {name: _Stream(record, sql) for name, sql in TABLES.items()}
    documents = record.rows(
        """
        SELECT d.*, coalesce(r.annotated, false) AS is_read FROM documents d LEFT JOIN _keeping.readings r USING (document_id)
        ORDER BY d.document_id
        """
    )
    for done, document in enumerate(documents):
        rows = {name: stream.take(document["document_id"]) for name, stream in streams.items()}
        _Document(document, rows, private).file(connection, order[document["document_id"]])
        if done % 100 == 0:
            tell("documents", done)


class _Document:
    """One document's rows, put together."""

    def __init__(self, document: Row, rows: dict[str, list[Row]], private: set[str]) -> None:
        self.document = document
        self.text: str = document["text"]
        self.id: str = document["document_id"]
        self.rows = rows
        self.private = private
        self.original = document["account_id"] == self.id  # a reprint's words are its origin's
        self.sentences: list[Row] = rows["sentences"]
        self.attributions = {row["attribution_id"]: row for row in rows["attributions"]}
        self.mentions = {row["mention_id"]: row for row in rows["mentions"]}
        self.said = [span for row in rows["attributions"] for span in self._said(row)]

    def file(self, connection: sqlite3.Connection, seq: int) -> None:
        typed = [row for row in self.rows["tellings"] if row["event_type"] is not None]
        plain = {
            name: self.document[name] for name in DocumentLine.__struct_fields__ if name not in ("n_chars", "n_events")
        }
        line = DocumentLine(n_chars=len(self.text), n_events=len(typed), **plain)
        connection.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self.id, line.uri, line.outlet, _day(line.published), seq, encode(line).decode(), self.text,
                packed(self._layers()),
            ),
        )  # fmt: skip
        connection.execute(
            "INSERT INTO document_words (rowid, title, text) VALUES (?, ?, ?)", (seq, line.title, self.text)
        )
        self._file_passages(connection)
        self._file_tellings(connection, line)
        self._file_sayings(connection)

    def _file_passages(self, connection: sqlite3.Connection) -> None:
        told: dict[str, list[str]] = {}
        for row in self.rows["tellings"]:
            if row["event_type"] is not None and row["event_id"] is not None:
                told.setdefault(row["sentence_id"], []).append(row["event_id"])
        contents = sorted((span for span in self.said if span.kind == "content"), key=lambda span: span.start_char)
        for row in self.sentences:
            start, end = row["start_char"], row["end_char"]
            within = [span for span in contents if span.start_char < end and start < span.end_char]
            source = next((self.attributions[span.ref or ""]["source_text"] for span in within), None)
            cursor = connection.execute(
                "INSERT INTO passages VALUES (NULL, ?, ?, ?, ?, ?, ?)",
                (
                    self.id, start, end, source, "source" if within else "own",
                    encode(sorted(set(told.get(row["sentence_id"], [])))).decode(),
                ),
            )  # fmt: skip
            connection.execute(
                "INSERT INTO passage_words (rowid, text) VALUES (?, ?)", (cursor.lastrowid, self.text[start:end])
            )

    def _file_tellings(self, connection: sqlite3.Connection, line: DocumentLine) -> None:
        figures = _grouped(self.rows["figures"], "event_mention_id")
        arguments = _grouped(self.rows["arguments"], "event_mention_id")
        by_sentence = {row["sentence_id"]: index for index, row in enumerate(self.sentences)}
        for row in self.rows["tellings"]:
            if row["event_id"] is None:
                continue
            mention_id = row["event_mention_id"]
            told = self._told(
                row, line, by_sentence[row["sentence_id"]], figures.get(mention_id, []), arguments.get(mention_id, [])
            )
            connection.execute(
                "INSERT INTO tellings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    mention_id, row["event_id"], row["account_id"], self.id, _day(line.published) or "9999-99-99",
                    line.outlet or "\uffff", line.uri, row["start_char"], packed(told),
                ),
            )  # fmt: skip
            if row["event_type"] is not None and self.original:
                parts = dict.fromkeys(row["recipient_ids"], "recipient")
                parts |= dict.fromkeys(row["actor_ids"], "actor")
                connection.executemany(
                    "INSERT INTO acts VALUES (?, ?, ?, ?, NULL)",
                    [(actor_id, row["event_id"], mention_id, role) for actor_id, role in parts.items()],
                )

    def _told(self, row: Row, line: DocumentLine, index: int, figures: list[Row], arguments: list[Row]) -> ToldLine:
        sentence = self.sentences[index]
        start, end = sentence["start_char"], sentence["end_char"]
        attribution = self.attributions.get(row["attribution_id"] or "")
        spans = [
            Span(
                start_char=each["start_char"], end_char=each["end_char"], kind=ROLES[each["role"]], ref=self._leads(each["mention_id"])
            )
            for each in arguments
        ]  # fmt: skip
        spans += [_figure(each) for each in figures]
        spans += [span for span in self.said if span.start_char < end and start < span.end_char]
        spans.append(Span(start_char=row["start_char"], end_char=row["end_char"], kind="trigger"))
        low, high = self._around(index)
        cue = None if attribution is None else self._words(attribution, "cue")
        telling = Telling(
            event_mention_id=row["event_mention_id"], account_id=row["account_id"], document_id=self.id, uri=line.uri,
            outlet=line.outlet, title=line.title, published=line.published, passage=self._passage(start, end),
            trigger=self._passage(row["start_char"], row["end_char"]), factuality=row["factuality"], actor=row["actor_text"],
            recipient=row["recipient_text"], place=row["place_text"], earliest=row["earliest"], latest=row["latest"],
            time_basis=row["time_basis"], source=None if attribution is None else attribution["source_text"], cue=cue,
            voice="own" if row["attribution_id"] is None else "source",
            figures=[
                FigureLine(**{name: each[name] for name in FigureLine.__struct_fields__})
                for each in sorted(figures, key=lambda each: (each["start_char"], each["end_char"]))
            ],
            score=row["score"], why=row["why"],
        )  # fmt: skip
        return ToldLine(
            telling=telling, before=self.text[low:start], after=self.text[end:high], spans=_ordered(spans), url=line.url,
            author=line.author, text_sha256=line.text_sha256,
        )  # fmt: skip

    def _file_sayings(self, connection: sqlite3.Connection) -> None:
        for row in self.rows["attributions"]:
            actor_id = row["source_actor_id"]
            if actor_id is None or actor_id in self.private or not self.original:
                continue
            line = SayingLine(
                outlet=self.document["outlet"], uri=self.document["uri"], published=self.document["published"],
                source=row["source_text"], cue=self._words(row, "cue"), kind=row["kind"], stance=row["stance"],
                content=self._passage(row["start_char"], row["end_char"]),
            )  # fmt: skip
            when = self.document["published"]
            connection.execute(
                "INSERT INTO sayings VALUES (?, ?, ?)",
                (
                    actor_id,
                    when.toordinal() if when else 9_999_999,
                    encode({"document_id": self.id, "saying": line}).decode(),
                ),
            )

    def _layers(self) -> Layers:
        spans = [
            Span(
                start_char=row["start_char"], end_char=row["end_char"], kind="where" if row["actor_id"] is None else "actor",
                ref=self._leads(row["mention_id"]),
            )
            for row in self.rows["mentions"]
            if row["form"] != "pronoun" and (row["actor_id"] is not None or row["place_id"] is not None)
        ]  # fmt: skip
        spans += [
            Span(start_char=row["start_char"], end_char=row["end_char"], kind="when", told=row["value"])
            for row in self.rows["times"]
        ]
        spans += [_figure(row) for row in self.rows["figures"]]
        spans += [
            Span(
                start_char=row["start_char"], end_char=row["end_char"], kind="trigger", ref=row["event_id"],
                told=f"{row['event_type']}, told as {row['factuality']}",
            )
            for row in self.rows["tellings"]
            if row["event_type"] is not None
        ]  # fmt: skip
        regions = [
            RegionLine(start_char=row["start_char"], end_char=row["end_char"], kind=row["kind"])
            for row in self.rows["regions"]
        ]
        return Layers(spans=_ordered([*spans, *self.said]), regions=regions)

    def _said(self, row: Row) -> Iterator[Span]:
        ref, source = row["attribution_id"], row["source_text"] or "no source in reach"
        told = f"{row['kind']}, according to: {' '.join(source.split())}"
        for part in ("source", "cue"):
            if row[f"{part}_start_char"] is not None:
                yield Span(
                    start_char=row[f"{part}_start_char"],
                    end_char=row[f"{part}_end_char"],
                    kind=part,
                    ref=ref,
                    told=told,
                )
        for start, end in row["content_spans"]:
            yield Span(start_char=start, end_char=end, kind="content", ref=ref, told=told)

    def _leads(self, mention_id: str | None) -> str | None:
        """The page that a mention leads to: ``actors/...`` or ``places/...``; none for private people."""
        mention = self.mentions.get(mention_id or "")
        if mention is None:
            return None
        if mention["actor_id"] is not None:
            return None if mention["actor_id"] in self.private else f"actors/{mention['actor_id']}"
        return f"places/{mention['place_id']}" if mention["place_id"] is not None else None

    def _around(self, index: int) -> tuple[int, int]:
        low = self.sentences[index - 1]["start_char"] if index else self.sentences[index]["start_char"]
        high = (
            self.sentences[index + 1]["end_char"]
            if index + 1 < len(self.sentences)
            else self.sentences[index]["end_char"]
        )
        return low, high

    def _words(self, row: Row, part: str) -> str | None:
        start = row[f"{part}_start_char"]
        return None if start is None else self.text[start : row[f"{part}_end_char"]]

    def _passage(self, start: int, end: int) -> Passage:
        return Passage(text=self.text[start:end], start_char=start, end_char=end)


def _figure(row: Row) -> Span:
    what = " ".join((row["what"] or "").split())
    told = row["kind"] + (f": {what}" if what else "")
    return Span(start_char=row["start_char"], end_char=row["end_char"], kind="figure", told=told)


def _grouped(rows: list[Row], column: str) -> dict[Any, list[Row]]:
    out: dict[Any, list[Row]] = {}
    for row in rows:
        out.setdefault(row[column], []).append(row)
    return out


def _ordered(spans: list[Span]) -> list[Span]:
    return sorted(spans, key=lambda span: (span.start_char, -span.end_char, span.kind, span.ref or ""))


def _day(value: object) -> str | None:
    return None if value is None else str(value)
