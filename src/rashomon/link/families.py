"""Word families: a verb and its noun are one act."""

from functools import lru_cache

from rashomon.knowledge import Knowledge

_ENDINGS = ("ization", "isation", "ations", "ation", "ments", "ment", "tions", "ition", "sions", "sion", "tion", "ated", "ates", "ate", "ings", "ing", "als", "al", "ances", "ance", "ers", "er", "ed", "es", "s", "e")  # fmt: skip


def family(lemma: str, relatives: dict[str, str]) -> str:
    """Word family: endings cut, and d/s after a vowel ("invade", "invasion"), unless the table of relatives knows better."""
    low = lemma.lower().split(" ")[0]
    return _stem(relatives.get(low, low))


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    stem = word
    for ending in _ENDINGS:
        if stem.endswith(ending) and len(stem) - len(ending) >= 3:
            stem = stem[: -len(ending)]
            break
    if len(stem) > 3 and stem[-1] in "eiy":
        stem = stem[:-1]
    if len(stem) > 4 and stem[-1] in "ds" and stem[-2] in "aeiou":
        stem = stem[:-1]
    if len(stem) > 3 and stem[-1] == stem[-2]:
        stem = stem[:-1]
    return stem


def relatives(knowledge: Knowledge) -> dict[str, str]:
    """Word to head of its family, from ``link_events.toml``."""
    return {word: head for head, words in knowledge.toml("link_events")["relatives"].items() for word in words}


def kindred(knowledge: Knowledge) -> dict[str, frozenset[str]]:
    """Word family to the sets of kindred acts that it stands in, from ``link_events.toml``."""
    related = knowledge.once(relatives)
    out: dict[str, set[str]] = {}
    for name, words in knowledge.toml("link_events")["kindred"].items():
        for word in words:
            out.setdefault(family(word, related), set()).add(name)
    return {stem: frozenset(names) for stem, names in out.items()}
