"""Which outlet or agency a printed line names as where the text came from."""

import re

from rashomon.collect.outlets import canonical
from rashomon.knowledge import Knowledge

WITHIN = 1500  # characters from the beginning and the end: such lines stand round the text, not in it
LONGEST_NAME = 60


def original_outlet(text: str, knowledge: Knowledge) -> str | None:
    """Outlet that the text says it was taken from: "Via The Daily Bugle", "(Reuters) -", "Originally published by ...".

    Args:
        text: The document's text.
        knowledge: The tables; ``regions.toml`` holds the wording under ``origin``.

    Returns:
        The outlet's one name, or None where no line says so.
    """
    line, agency = knowledge.once(_patterns)
    ends = (text,) if len(text) <= 2 * WITHIN else (text[:WITHIN], text[-WITHIN:])
    for end in ends:
        if match := line.search(end):
            return canonical(match["name"].removeprefix("the ").removesuffix("."), knowledge)
    match = agency.search(ends[0])
    return canonical(match["name"], knowledge) if match else None


def _patterns(knowledge: Knowledge) -> tuple[re.Pattern[str], re.Pattern[str]]:
    origin = knowledge.toml("regions")["origin"]
    words = "|".join(sorted(origin["words"], key=lambda word: (-len(word), word)))
    agencies = "|".join(re.escape(name) for name in sorted(origin["agencies"], key=lambda name: (-len(name), name)))
    name = r"(?P<name>(?:[Tt]he\s)?[A-Z0-9][\w.'’&-]*(?:[ ](?:[A-Z0-9&][\w.'’&-]*|of|the|and|for|in|on)){0,7})"
    line = rf"(?:^|[\n\r\f]|[.!?”\"]\s{{2,4}})[ \t*_>(\[]*(?i:{words})[ \t]*:?[ \t]+[*_\[]*{name}[ \t]*[.)\]*_]*[ \t]*(?=[\n\r\f,(|–—-]|\Z)"
    agency = rf"(?:^|[\n\r\f])[^\n\r\f]{{0,80}}?\((?P<name>{agencies})(?:[ /,][^()\n]{{0,20}})?\)[ \t]*[-–—:]"
    return re.compile(line), re.compile(agency)
