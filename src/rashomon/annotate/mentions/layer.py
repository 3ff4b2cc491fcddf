"""Who and what a document speaks of: names, descriptions and pronouns, as rows."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rashomon.annotate.annotated import Annotated
from rashomon.annotate.mentions.antecedents import Antecedents
from rashomon.annotate.mentions.drafts import Draft, absorbed, described, named, nationality, office_holder, pronoun
from rashomon.annotate.mentions.names import names
from rashomon.annotate.mentions.words import Words, words
from rashomon.knowledge import Knowledge
from rashomon.model import Mention

if TYPE_CHECKING:
    from rashomon.annotate.parse import Token

MODIFIER = frozenset(("compound", "flat", "fixed", "goeswith", "amod", "nmod:desc"))
"""Relations in which a noun is part of another's phrase, no mention of its own."""
HEADS = frozenset(("NOUN", "PROPN", "ADJ", "PRON", "DET"))
"""Parts of speech of the words that head descriptions or are pronouns."""


def mentions(annotated: Annotated, knowledge: Knowledge) -> Iterable[Mention]:
    """Mentions of persons, organisations, groups, governments, places and facilities, in order.

    Nothing in furniture is one: the parse holds none of it.

    Args:
        annotated: The document with its parse.
        knowledge: The tables ``mentions``, ``mention_words``, ``states`` and ``actors``.
    """
    tables = knowledge.once(words)
    drafts = _drafts(annotated, tables)
    back = Antecedents(annotated.parse, drafts, tables).found
    rows: list[Mention] = []
    for index, draft in enumerate(drafts):
        antecedent = back.get(index)
        kind = draft.kind
        if draft.form == "pronoun":
            if antecedent is not None:
                kind = rows[antecedent].kind
            elif annotated.parse[draft.root].lower_ in ("it", "its", "itself"):
                kind = "OTHER"
        start, end = annotated.span(draft.first, draft.end)
        head_start, head_end = annotated.span(draft.head_first, draft.head_end)
        rows.append(
            Mention(
                document_id=annotated.document.document_id,
                mention_id=annotated.row_id("mention", start, end),
                start_char=start,
                end_char=end,
                head_start_char=head_start,
                head_end_char=head_end,
                text=annotated.text(start, end),
                form=draft.form,
                kind=kind,
                country=draft.country,
                sector=draft.sector,
                antecedent_id=rows[antecedent].mention_id if antecedent is not None else None,
            )
        )
    return rows


def _title_alone(token: "Token", taken: set[int], tables: Words) -> bool:
    """Whether a title's last word hangs under its first, and no name follows: "the Prime Minister"."""
    return bool(
        token.dep_ == "flat"
        and token.head.i == token.i - 1
        and token.head.lower_ in tables.titles
        and token.i + 1 not in taken
    )


def _drafts(annotated: Annotated, tables: Words) -> list[Draft]:
    doc = annotated.parse
    out = [
        absorbed(doc, name, tables) or named(doc, name, tables)
        for name in names(doc, annotated.block_of, tables)
        if not (name.kind == "PLACE" and office_holder(doc, name, tables))
    ]
    taken = {at for draft in out for at in range(draft.first, draft.end)}
    for token, pos, text in zip(doc, doc.columns.pos, doc.columns.texts, strict=True):
        if (pos not in HEADS and text not in tables.lengths) or token.i in taken:
            continue
        draft = None
        if pos in ("PRON", "DET"):
            draft = pronoun(token, tables)
        elif pos in HEADS and (token.dep_ not in MODIFIER or _title_alone(token, taken, tables)):
            draft = described(doc, token, tables)
        if draft is None and text in tables.lengths:
            hit = tables.longest(doc, token.i)
            if hit is not None and hit[1].form == "adjective":
                draft = nationality(doc, token, hit[0], hit[1], tables)
        if draft is not None:
            out.append(draft)
    return sorted(out, key=lambda draft: (draft.first, -draft.end, draft.form))
