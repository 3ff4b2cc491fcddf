"""What the splitting of words and sentences knows of English, read from ``english.toml``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True)
class English:
    """The tables; each is described where it stands, in ``english.toml``."""

    never_last: frozenset[str]
    before_numbers: frozenset[str]
    maybe_last: frozenset[str]
    starters: frozenset[str]
    speech: frozenset[str]
    bullets: frozenset[str]
    acronyms: frozenset[str]
    without_object: frozenset[str]
    not_before_verb: frozenset[str]
    behind_verb: frozenset[str]
    stand_ins: dict[str, tuple[str, str]]


@cache
def english() -> English:
    """The tables, read once."""
    table = tomllib.loads(resources.files("rashomon.language").joinpath("english.toml").read_text("utf-8"))
    stand_ins = {word: (pair[0], pair[1]) for word, pair in table.pop("stand_ins").items()}
    return English(**{name: frozenset(entry["words"]) for name, entry in table.items()}, stand_ins=stand_ins)
