"""Who of the people named has a public part: the others are not followed from document to document (``NEUTRALITY.md`` 13).

A public part is what the texts themselves tell: a title, rank or office at the name, a description with a part in public
life, or words reported as theirs.
"""

import re
from collections.abc import Sequence

import duckdb

from rashomon.knowledge import Knowledge
from rashomon.link.read import Said
from rashomon.link.tables import singular

_BEFORE = re.compile(r"([^\W\d_][\w'’.-]*)(?:\s+of\s+the)?\s*$")
_LIST = re.compile(r"([^\W\d_][\w'’-]*),\s+(?:(?:and|[A-Z][\w'’.-]*)\s+){0,8}$")
_AFTER = re.compile(r"\s*,\s+([^,.;:()\n]{3,80})")
_NO_APPOSITION = frozenset(
    {"who", "whose", "whom", "which", "and", "but", "by", "said", "says", "when", "where", "after", "as"}
)
_WINDOW = 90  # characters before a name in which its title stands


class Publicity:
    """Words that tell a public part, compiled from ``link.toml``, ``mentions.toml`` and ``mention_words.csv``."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Read the tables."""
        people = knowledge.toml("link")["people"]
        mentions = knowledge.toml("mentions")
        self.across = bool(people["private_across"])
        self.private = frozenset(people["private_sectors"])
        self.offices = frozenset(
            word.strip(".") for word in [*mentions["titles"], *mentions["ranks"]["words"], *people["offices"]]
        ) - frozenset(people["courtesies"])

    def office(self, word: str) -> bool:
        """Whether a word is an office: "Rear-Admiral" by its last part."""
        return any(part in self.offices for part in (word.lower().strip("."), word.lower().rpartition("-")[2]))


def public(
    connection: duckdb.DuckDBPyConnection, mentions: Sequence[Said], texts: dict[str, str], rules: Publicity
) -> set[str]:
    """Mentions of people that show a public part of whom they name.

    Args:
        connection: The record's tables of reading, for who is said to speak.
        mentions: All mentions.
        texts: Texts by document.
        rules: Compiled words.

    Returns:
        Ids of mentions: of the name itself, also where a description that refers back to it shows the part.
    """
    speaking = {
        row[0]
        for row in connection.execute(
            "SELECT DISTINCT source_mention_id FROM attributions WHERE source_mention_id IS NOT NULL"
        ).fetchall()
    }
    by_id = {mention.mention_id: mention for mention in mentions}
    out: set[str] = set()
    for mention in mentions:
        if mention.kind != "PERSON":
            continue
        part = mention.sector is not None and mention.sector not in rules.private
        if part or mention.mention_id in speaking or (mention.form == "name" and _titled(mention, texts, rules)):
            out.add(_first(mention, by_id))
    return out


def _titled(mention: Said, texts: dict[str, str], rules: Publicity) -> bool:
    inside = texts[mention.document_id][mention.start : mention.head_start]
    if any(rules.office(word) for word in inside.split()):
        return True
    text = texts[mention.document_id]
    window = text[max(0, mention.start - _WINDOW) : mention.start]
    # "Admiral Falk"; "two commanders, Otto Falk and Karl Lund"
    if any(rules.office(singular(found.group(1))) for form in (_BEFORE, _LIST) if (found := form.search(window))):
        return True
    after = _AFTER.match(text, mention.end)  # "Karl Lund, the harbour's new master"
    words = after.group(1).lower().split() if after else []
    return not _NO_APPOSITION & set(words) and any(rules.office(singular(word)) for word in words)


def _first(mention: Said, by_id: dict[str, Said]) -> str:
    """The name that a description or pronoun refers back to, else the mention itself."""
    seen: set[str] = set()
    while mention.form != "name" and mention.antecedent_id in by_id and mention.mention_id not in seen:
        seen.add(mention.mention_id)
        mention = by_id[mention.antecedent_id]
    return mention.mention_id
