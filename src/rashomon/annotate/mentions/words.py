"""What the tables know about the words of mentions, compiled for look-up."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from rashomon.knowledge import Knowledge

if TYPE_CHECKING:
    from rashomon.annotate.parse import Parse

_PARTS = re.compile(r"[ \-–]")


@dataclass(frozen=True)
class Noun:
    """A noun that heads descriptions: kind of its singular, sector, gender."""

    kind: str
    sector: str | None
    gender: str


@dataclass(frozen=True)
class Known:
    """A phrase of the tables of states and actors: what it is, and the country it names."""

    kind: str
    country: str | None
    form: str  # state, adjective, people, capital, seat, actor, ship


@dataclass
class Words:
    """All tables that the mention layer uses."""

    knowledge: Knowledge
    nouns: dict[str, Noun] = field(default_factory=dict)
    known: dict[str, Known] = field(default_factory=dict)
    lengths: dict[str, int] = field(default_factory=dict)
    openings: set[str] = field(default_factory=set)
    """First characters of the known phrases, of every length: what is none of them leads to no phrase."""

    @cached_property
    def titles(self) -> frozenset[str]:
        """Words before a person's name."""
        return frozenset(self.knowledge.toml("mentions")["titles"])

    @cached_property
    def particles(self) -> frozenset[str]:
        """Words joined to the next part of a name."""
        return frozenset(self.knowledge.toml("mentions")["particles"])

    @cached_property
    def acts(self) -> frozenset[str]:
        """Nouns that a state named before them does."""
        return frozenset(self.knowledge.toml("mentions")["acts"])

    @cached_property
    def gender_of_title(self) -> dict[str, str]:
        """Gender that a title tells."""
        table = self.knowledge.toml("mentions")
        return {**dict.fromkeys(table["masculine_titles"], "m"), **dict.fromkeys(table["feminine_titles"], "f")}

    @cached_property
    def endings(self) -> dict[str, str]:
        """Kind of a name by its last word."""
        return _by_word(self.knowledge.toml("mentions")["endings"])

    @cached_property
    def beginnings(self) -> dict[str, str]:
        """Kind of a name by its first word."""
        return _by_word(self.knowledge.toml("mentions")["beginnings"])

    @cached_property
    def whole(self) -> dict[str, str]:
        """Kind of a whole name."""
        return _by_word(self.knowledge.toml("mentions")["whole"])

    @cached_property
    def surnames(self) -> frozenset[str]:
        """Last words of place names that are surnames too."""
        return frozenset(self.knowledge.toml("mentions")["surnames"]["words"])

    @cached_property
    def of_places(self) -> frozenset[str]:
        """Nouns whose "of" names a place."""
        return frozenset(self.knowledge.toml("mentions")["placing"]["of"])

    @cached_property
    def not_names(self) -> frozenset[str]:
        """Words with a capital that name nobody and no place."""
        return frozenset(self.knowledge.toml("mentions")["not_names"]["words"])

    @cached_property
    def vessels(self) -> dict[str, str]:
        """Words before names of ships, and whether ``one`` or ``several`` names follow."""
        return {word: number for number, ships in self.knowledge.toml("mentions")["vessels"].items() for word in ships}

    @cached_property
    def sinking(self) -> frozenset[str]:
        """Verbs without an object that only ships are said to do."""
        return frozenset(self.knowledge.toml("mentions")["ships"]["sinking"])

    @cached_property
    def sunk(self) -> frozenset[str]:
        """Verbs whose object, a name behind "the", is a ship."""
        return frozenset(self.knowledge.toml("mentions")["ships"]["sunk"])

    @cached_property
    def hours(self) -> frozenset[str]:
        """What "it" is when it stands for nothing: "it was dawn"."""
        return frozenset(self.knowledge.toml("mentions")["empty_it"]["hours"])

    @cached_property
    def weather(self) -> frozenset[str]:
        """Verbs of the weather."""
        return frozenset(self.knowledge.toml("mentions")["empty_it"]["weather"])

    @cached_property
    def thought(self) -> frozenset[str]:
        """Participles before a clause: "it is feared that"."""
        return frozenset(self.knowledge.toml("mentions")["empty_it"]["thought"])

    @cached_property
    def impersonal(self) -> frozenset[str]:
        """Words that, with a clause behind them, have "it" as a subject that stands for nothing."""
        return frozenset(self.knowledge.toml("mentions")["empty_it"]["impersonal"])

    @cached_property
    def placing(self) -> frozenset[str]:
        """Prepositions that only places follow."""
        return frozenset(self.knowledge.toml("mentions")["placing"]["words"])

    @cached_property
    def reaching(self) -> frozenset[str]:
        """Verbs whose object is a place where one of ``onward`` follows: "left Dover at noon"."""
        return frozenset(self.knowledge.toml("mentions")["placing"]["verbs"])

    @cached_property
    def onward(self) -> frozenset[str]:
        """Prepositions behind the object of such a verb."""
        return frozenset(self.knowledge.toml("mentions")["placing"]["onward"])

    @cached_property
    def commanding(self) -> frozenset[str]:
        """Ranks in front of a person's name: no place begins so."""
        return frozenset(self.knowledge.toml("mentions")["ranks"]["commanding"])

    @cached_property
    def state(self) -> dict[str, frozenset[str]]:
        """Words that tell whether a state acts."""
        return {key: frozenset(words) for key, words in self.knowledge.toml("mentions")["state"].items()}

    @cached_property
    def pronouns(self) -> dict[str, tuple[str, str, tuple[str, ...]]]:
        """Number, gender and kinds of each pronoun."""
        table = self.knowledge.toml("mentions")["pronouns"]
        return {word: (number, gender, tuple(kinds.split())) for word, (number, gender, kinds) in table.items()}

    @cached_property
    def ranks(self) -> frozenset[str]:
        """Ranks that follow an organisation's name and belong to the next one."""
        return frozenset(self.knowledge.toml("mentions")["ranks"]["words"])

    @cached_property
    def first_person(self) -> frozenset[str]:
        """Pronouns of whoever speaks."""
        return frozenset(self.knowledge.toml("mentions")["first_person"]["words"])

    @cached_property
    def general(self) -> dict[str, frozenset[str]]:
        """Nouns that stand for a name before them, and the kinds of such names."""
        return {noun: frozenset(kinds) for noun, kinds in self.knowledge.toml("mentions")["general"].items()}

    def longest(self, doc: "Parse", at: int) -> tuple[int, Known] | None:
        """The longest known phrase that begins at a token: its end and what it is."""
        texts, spaces = doc.columns.texts, doc.columns.spaces
        found, phrase = None, ""
        for end in range(at, min(at + self.lengths.get(texts[at], 0), len(texts))):
            phrase += texts[end]
            if (known := self.known.get(phrase)) is not None:
                found = end + 1, known
            if phrase not in self.openings:
                break
            if spaces[end]:
                phrase += " "
        return found


def words(knowledge: Knowledge) -> Words:
    """The tables, compiled; use through ``knowledge.once(words)``."""
    out = Words(knowledge)
    for row in knowledge.csv("mention_words"):
        out.nouns[row["word"]] = Noun(row["kind"], row["sector"] or None, row["gender"])
    for row in knowledge.csv("peoples"):
        _add(out, row["word"], Known("GROUP" if row["form"] == "people" else "OTHER", None, row["form"]))
    for row in knowledge.csv("actors"):
        for name in [row["name"], *row["names"].split("|")]:
            if name and not name.islower():
                _add(out, name, Known(row["kind"], row["country"] or None, "actor"))
    for row in knowledge.csv("states"):
        code = row["code"] or None
        for form, cell in (
            ("seat", "seats"),
            ("capital", "capital"),
            ("people", "people"),
            ("adjective", "adjectives"),
        ):
            for name in filter(None, row[cell].split("|")):
                _add(out, name, Known({"people": "GROUP", "adjective": "OTHER"}.get(form, "PLACE"), code, form))
        for name in filter(None, [row["name"], *row["names"].split("|")]):
            _add(out, name, Known("PLACE", code, "state"))
    return out


def _add(out: Words, name: str, known: Known) -> None:
    name = name.replace("’", "'")
    variants = [name, name.removeprefix("The ").removeprefix("the ")]
    if name[:3].lower() in ("al-", "al "):
        variants += [article + name[3:] for article in ("al-", "Al-", "al ", "Al ")]
    for variant in dict.fromkeys(variants):
        out.known[variant] = known
        out.openings.update(variant[:length] for length in range(1, len(variant)))
        parts = re.split(r"[ \-–'’.]", variant)
        for first in {_PARTS.split(variant)[0], re.split(r"[ \-–']", variant)[0]}:
            out.lengths[first] = max(out.lengths.get(first, 0), 2 * len(parts))


def _by_word(table: dict[str, list[str]]) -> dict[str, str]:
    return {word: kind for kind, entries in table.items() for word in entries}
